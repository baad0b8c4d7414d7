import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { MemoryNetwork } from '../../src/virtual/memory-network.ts';
import { seededRandom } from '../../src/virtual/seeded-random.ts';
import { VirtualClock } from '../../src/virtual/virtual-clock.ts';
import type { Socket, SocketHandlers } from '../../src/runtime.ts';

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

  it('lets a server greet and hang up while it still accepts, as on sockets', async () => {
    const greeter = record();
    await network.listen({ host: 'h', port: 3 }, (socket) => {
      socket.write([Buffer.from('hello')]);
      socket.destroy();
      return greeter;
    });
    const client = record();
    network.connect({ host: 'h', port: 3 }, client);
    await clock.advance(1);
    assert.deepEqual(client.log, ['connect', 'hello', 'close']);
    assert.deepEqual(greeter.log, ['close']);
    assert.equal(network.connectionCount, 0);
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

  for (const [direction, arrives] of [
    ['toServer', 'toClient'],
    ['toClient', 'toServer'],
  ] as const) {
    it(`a black hole ${direction} lets through what goes ${arrives}, and nobody connects`, async () => {
      const client = record();
      const socket = network.connect(target, client);
      await clock.advance(1);
      network.setFaults({ blackHole: direction }, 'h:1');
      socket.write([Buffer.from('asked')]);
      accepted?.write([Buffer.from('told')]);
      const late = record();
      network.connect(target, late);
      await clock.advance(600_000);
      const [asked, told] = direction === 'toServer' ? [[], ['told']] : [['asked'], []];
      assert.deepEqual([server.log, client.log.slice(1), late.log], [asked, told, []]);
      network.heal();
      await clock.advance(1);
      assert.deepEqual([server.log, client.log.slice(1), late.log], [['asked'], ['told'], ['connect']]);
    });
  }

  it('who hangs up in a black hole is heard of when that ends', async () => {
    const client = record();
    network.connect(target, client);
    await clock.advance(1);
    network.setFaults({ blackHole: true }, 'h:1');
    accepted?.destroy();
    await clock.advance(600_000);
    assert.deepEqual([client.log, network.connectionCount], [['connect'], 0]);
    network.heal();
    await clock.advance(1);
    assert.deepEqual(client.log, ['connect', 'close']);
  });

  it('a function says what is wrong with the links of one host to one address', async () => {
    await network.listen({ host: 'h', port: 2 }, () => server);
    const logs = { a1: record(), a2: record(), b1: record(), nobody: record() };
    network.setFaults(({ from, to }) => (from === 'a' && to === 'h:1' ? { refuseProbability: 1 } : {}));
    network.at('a').connect(target, logs.a1);
    network.at('a').connect({ host: 'h', port: 2 }, logs.a2);
    network.at('b').connect(target, logs.b1);
    network.connect(target, logs.nobody);
    await clock.advance(1);
    assert.match(String(logs.a1.log), /ECONNREFUSED/);
    assert.deepEqual([logs.a2.log, logs.b1.log, logs.nobody.log], [['connect'], ['connect'], ['connect']]);
  });

  it('what a function says is looked at as what is given', async () => {
    network.setFaults(() => ({ latencyMs: -1 }));
    assert.throws(() => network.connect(target, record()), /what the function gave.*latencyMs/s);
    assert.throws(() => { network.setFaults((() => ({})) as never, 'h:1'); }, /"?target/); // prettier-ignore
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
