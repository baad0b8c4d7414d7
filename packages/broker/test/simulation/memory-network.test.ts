import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ApiVersions, Metadata } from '@k/wire';
import { MemoryNetwork, seededRandom, VirtualClock, type Socket, type SocketHandlers } from '../../src/index.ts';
import { batchOf, recordsIn } from '../support/records.ts';
import { fetchFrom, produceTo } from '../support/calls.ts';
import { Simulated, watch } from '../support/simulated.ts';

interface Recorded extends SocketHandlers {
  readonly log: string[];
}

function record(): Recorded {
  const log: string[] = [];
  return {
    log,
    onConnect: () => log.push('connect'),
    onData: (chunk) => log.push(chunk.toString()),
    onDrain: () => log.push('drain'),
    onClose: (error) => log.push(`close ${error?.message ?? ''}`.trim()),
  };
}

describe('MemoryNetwork', () => {
  let clock: VirtualClock;
  let network: MemoryNetwork;
  let server: Recorded;
  let accepted: Socket | undefined;
  const target = { host: 'h', port: 1 };
  beforeEach(async () => {
    clock = new VirtualClock();
    network = new MemoryNetwork({ clock, random: seededRandom(1) });
    server = record();
    accepted = undefined;
    await network.listen(target, (socket) => {
      accepted = socket;
      return server;
    });
  });

  it('connects, delivers in order both ways, and tells of the end once', async () => {
    const client = record();
    const socket = network.connect(target, client);
    socket.write([Buffer.from('early')]);
    assert.deepEqual(client.log, [], 'nothing happens inside connect');
    await clock.advance(1);
    assert.deepEqual([client.log, server.log], [['connect'], ['early']]);
    accepted?.write([Buffer.from('a'), Buffer.from('b')]);
    accepted?.write([Buffer.from('c')]);
    accepted?.destroy();
    await clock.advance(1);
    assert.deepEqual(client.log, ['connect', 'ab', 'c', 'close']);
    assert.deepEqual(server.log, ['early', 'close']);
    socket.destroy();
    await clock.advance(1);
    assert.deepEqual([client.log.length, network.connectionCount], [4, 0]);
  });

  it('refuses where nobody listens, and an address that is taken', async () => {
    const client = record();
    network.connect({ host: 'h', port: 2 }, client);
    await clock.advance(1);
    assert.deepEqual(client.log, ['close connect ECONNREFUSED h:2']);
    await assert.rejects(
      network.listen(target, () => server),
      /EADDRINUSE/,
    );
  });

  it('does not pretend to speak TLS', async () => {
    const client = record();
    network.connect({ ...target, tls: {} }, client);
    await clock.advance(1);
    assert.deepEqual(client.log, ['close A MemoryNetwork has no TLS: leave "ssl" out']);
    assert.equal(network.connectionCount, 0);
  });

  it('takes its time, and keeps the order when the latency varies', async () => {
    network.setFaults({ latencyMs: [5, 50] });
    const client = record();
    const socket = network.connect(target, client);
    await clock.advance(4);
    assert.deepEqual(client.log, []);
    await clock.advance(46);
    for (const letter of 'abcdefgh') socket.write([Buffer.from(letter)]);
    await clock.advance(4);
    assert.deepEqual(server.log, []);
    await clock.advance(46);
    assert.equal(server.log.join(''), 'abcdefgh');
  });

  it('cuts what is written into pieces, and spoils a chunk after the call', async () => {
    network.setFaults({ maxChunkBytes: 3 });
    const kept: Buffer[] = [];
    server.onData = (chunk) => {
      server.log.push(chunk.toString());
      kept.push(chunk);
    };
    const socket = network.connect(target, record());
    socket.write([Buffer.from('the quick brown fox')]);
    await clock.advance(1);
    assert.equal(server.log.join(''), 'the quick brown fox');
    assert.ok(server.log.length > 6 && server.log.every((piece) => piece.length <= 3));
    assert.ok(kept.every((chunk) => chunk.every((byte) => byte === 0xdd)));
  });

  it('takes a copy: the writer may change its buffer at once', async () => {
    const socket = network.connect(target, record());
    const bytes = Buffer.from('before');
    socket.write([bytes]);
    bytes.fill('x');
    await clock.advance(1);
    assert.deepEqual(server.log, ['before']);
  });

  it('pushes back, drains, pauses and resumes', async () => {
    const client = record();
    const socket = network.connect(target, client);
    await clock.advance(1);
    accepted?.pause?.();
    assert.equal(socket.write([Buffer.alloc(10)]), true);
    assert.equal(socket.write([Buffer.alloc(100_000)]), false);
    await clock.advance(1000);
    assert.deepEqual([server.log.length, client.log], [0, ['connect']]);
    accepted?.resume?.();
    await clock.advance(1);
    assert.deepEqual([server.log.length, client.log], [2, ['connect', 'drain']]);
  });

  it('holds everything in a black hole until it ends', async () => {
    const client = record();
    const socket = network.connect(target, client);
    await clock.advance(1);
    network.setFaults({ blackHole: true }, 'h:1');
    socket.write([Buffer.from('held')]);
    const late = record();
    network.connect(target, late);
    await clock.advance(600_000);
    assert.deepEqual([server.log, late.log], [[], []]);
    network.heal();
    await clock.advance(1);
    assert.deepEqual([server.log, late.log], [['held'], ['connect']]);
  });

  it('drops connections when told to, and by chance', async () => {
    const client = record();
    const socket = network.connect(target, client);
    await clock.advance(1);
    network.dropConnections('h:1');
    await clock.advance(1);
    assert.match(client.log.at(-1) ?? '', /^close read ECONNRESET/);
    assert.match(server.log.at(-1) ?? '', /^close/);
    socket.write([Buffer.from('ignored')]);
    network.setFaults({ dropProbability: 0.2 });
    let dropped = 0;
    for (let i = 0; i < 50; i++) {
      const one = record();
      network.connect(target, one).write([Buffer.from('x')]);
      await clock.advance(1);
      if (one.log.at(-1)?.startsWith('close') === true) dropped++;
    }
    assert.ok(dropped > 2 && dropped < 25, String(dropped));
  });
});

describe('a broker in simulation', () => {
  let sim: Simulated;
  beforeEach(async () => {
    sim = await Simulated.start({ nodes: 2 }, 42);
  });
  afterEach(() => sim.stop());

  it('serves over the in-memory network with latency and cut chunks', async () => {
    sim.network.setFaults({ latencyMs: [1, 20], maxChunkBytes: 7 });
    sim.broker.createTopic('t', { assignment: [[0]] });
    const client = await sim.client();
    const start = sim.clock.monotonic();
    await sim.run(produceTo(client, { name: 't' }, 0, batchOf(['a', 'b'])));
    const { records } = await sim.run(fetchFrom(client, 't', 0, 0));
    assert.deepEqual(recordsIn(records), ['0:a', '1:b']);
    assert.ok(sim.clock.monotonic() - start >= 4, 'two round trips');
    assert.equal(Number(records?.length) > 60, true);
  });

  it('parks a fetch for exactly maxWaitMs of virtual time', async () => {
    sim.broker.createTopic('t', { assignment: [[0]] });
    const client = await sim.client();
    const start = sim.clock.monotonic();
    const waiting = watch(fetchFrom(client, 't', 0, 0, { maxWaitMs: 3_600_000 }));
    await sim.clock.advance(3_599_999);
    assert.equal(waiting.settled, false);
    const { errorCode } = await sim.run(waiting.promise);
    assert.deepEqual([errorCode, sim.clock.monotonic() - start], [0, 3_600_000]);
    assert.equal(sim.clock.pendingTimers, 0);
  });

  it('closes without the clock being moved', async () => {
    const client = await sim.client();
    await sim.broker.close();
    assert.deepEqual(sim.broker.connections, []);
    await sim.run(client.closed);
    assert.equal(sim.network.connectionCount, 0);
  });

  it('takes the same course for the same seed', async () => {
    const course = async (seed: number): Promise<string> => {
      const run = await Simulated.start({}, seed);
      run.network.setFaults({ latencyMs: [1, 100], maxChunkBytes: 50 });
      const steps: string[] = [run.broker.clusterId];
      run.broker.observe((event) => steps.push(`${String(run.clock.monotonic())} ${JSON.stringify(event)}`));
      const client = await run.client();
      for (let i = 0; i < 5; i++) await run.run(client.request(Metadata, 1, { topics: [{ name: `t${String(i)}` }] }));
      await run.run(client.request(ApiVersions, 0, {}));
      await run.stop();
      return steps.join('\n');
    };
    assert.equal(await course(7), await course(7));
    assert.notEqual(await course(7), await course(8));
  });
});
