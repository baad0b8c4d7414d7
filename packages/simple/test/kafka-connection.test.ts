import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BrokerConnection } from '@k/conn';
import { withResolvers } from '@k/runtime';
import { FakeBroker, inMemory, odd, onSockets, type Place, says } from '@k/testing';
import {
  ApiVersions,
  ConnectionError,
  encodeRequestFrame,
  Heartbeat,
  KafkaError,
  Reader,
  readResponseHeader,
  TimeoutError,
} from '@k/wire';
import { KafkaConnection, NodeNotReadyError } from '../src/index.ts';

/** ApiVersions v0, header and body, as a proxy would have it. */
function request(correlationId: number): Uint8Array {
  return Buffer.concat(encodeRequestFrame(ApiVersions, 0, { correlationId, clientId: 'raw' }, {})).subarray(4);
}

/** A broker that says nothing to a request. */
async function silent(place: Place): Promise<FakeBroker> {
  const broker = await FakeBroker.start(place, []);
  broker.on(ApiVersions, () => undefined);
  return broker;
}

const correlationIdOf = (frame: Buffer): number => readResponseHeader(new Reader(frame), ApiVersions, 0).correlationId;

for (const makePlace of [inMemory, onSockets]) {
  describe(`KafkaConnection, ${makePlace().name}`, () => {
    it('sends frames and receives frames, again after reinit and as a copy', async () => {
      await using place = makePlace();
      const { run, runtime } = place;
      const server = await FakeBroker.start(place, []);
      const { host, port } = server;
      await using connection = new KafkaConnection({ host, port, runtime });
      assert.throws(() => {
        connection.send(request(1));
      }, /call connect\(\) first/);
      await run(connection.connect());
      connection.send(request(7));
      connection.send(request(8));
      assert.equal(correlationIdOf(await run(connection.recv())), 7);
      assert.equal(correlationIdOf(await run(connection.recv())), 8);
      await run(connection.reinit());
      connection.send(request(9));
      assert.equal(correlationIdOf(await run(connection.recv())), 9);
      await using copy = connection.copy();
      assert.equal(copy.connected, false);
      await run(copy.connect());
      copy.send(request(10));
      assert.equal(correlationIdOf(await run(copy.recv())), 10);
      await run(server.close());
    });

    it('connects once for all who call connect() before it is open', async () => {
      await using place = makePlace();
      const { run, runtime } = place;
      const server = await FakeBroker.start(place, []);
      const { host, port } = server;
      const tls = withResolvers<undefined>();
      await using connection = new KafkaConnection({ host, port, runtime, ssl: odd(() => tls.promise) });
      const first = connection.connect();
      const second = connection.connect();
      tls.resolve(undefined);
      await Promise.resolve();
      const third = connection.connect();
      assert.equal(connection.connected, false, 'not before it is open');
      await run(third);
      assert.equal(connection.connected, true);
      await run(Promise.all([first, second, connection.connect()]));
      connection.send(request(3));
      assert.equal(correlationIdOf(await run(connection.recv())), 3);
      assert.equal(server.peers.size, 1);
      await run(server.close());
    });

    it('says that the broker is gone, and why it cannot connect', async () => {
      await using place = makePlace();
      const { run, runtime } = place;
      const server = await FakeBroker.start(place, []);
      const { host, port } = server;
      const connection = new KafkaConnection({ host, port, runtime });
      await run(connection.connect());
      const receiving = assert.rejects(connection.recv(), ConnectionError);
      await run(server.close());
      await run(receiving);
      assert.equal(connection.connected, false);
      await run(assert.rejects(connection.reinit(), /ECONNREFUSED.*nothing listens there/));
      connection.close();
    });

    it('ends with the reason when what comes is no frame', async () => {
      await using place = makePlace();
      const { run, runtime } = place;
      const server = await place.listen((peer) => ({
        onData: () => {
          peer.send(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'));
        },
      }));
      const { host, port } = server;
      const connection = new KafkaConnection({ host, port, runtime });
      await run(connection.connect());
      connection.send(Buffer.from('hello'));
      const isHttp = (error: unknown): boolean =>
        error instanceof ConnectionError && /HTTP bytes: is this the right port/.test(error.message);
      await run(assert.rejects(connection.recv(), isHttp));
      assert.equal(connection.connected, false);
      assert.throws(() => {
        connection.send(Buffer.from('again'));
      }, /HTTP bytes/);
      connection.close();
      await run(server.close());
    });
  });
}

describe('KafkaConnection in virtual time', () => {
  it('gives up on a response after its time, and leaves nothing behind', async () => {
    await using place = inMemory();
    const { clock, run, runtime } = place;
    const server = await silent(place);
    const { host, port } = server;
    const connection = new KafkaConnection({ host, port, runtime, timeoutMs: 50 });
    await run(connection.connect());
    connection.send(request(1));
    await run(assert.rejects(connection.recv(), TimeoutError));
    assert.equal(connection.connected, false);
    await clock.advance(1_000);
    assert.equal(clock.pendingTimers, 0);
    await run(server.close());
  });

  it('gives up on a connect after its time, and leaves nothing behind', async () => {
    await using place = inMemory();
    const { clock, run, runtime } = place;
    const at = await place.blackHole();
    assert.ok(at !== undefined);
    const connection = new KafkaConnection({ ...at, runtime, timeoutMs: 50 });
    await run(assert.rejects(connection.connect(), TimeoutError));
    assert.equal(connection.connected, false);
    await clock.advance(1_000);
    assert.equal(clock.pendingTimers, 0);
  });

  it('that is closed while it looks for its certificates opens nothing', async () => {
    await using place = inMemory();
    const { run, runtime } = place;
    const server = await FakeBroker.start(place, []);
    const { host, port } = server;
    const { promise, resolve } = withResolvers<object>();
    const connection = new KafkaConnection({ host, port, runtime, ssl: () => promise });
    const connecting = assert.rejects(connection.connect(), /closed by its owner/);
    connection.close();
    resolve({});
    await run(connecting);
    assert.equal(server.peers.size, 0);
    await run(server.close());
  });

  it('has no time limit when timeoutMs is null, as the seed has', async () => {
    await using place = inMemory();
    const { clock, run, runtime } = place;
    const server = await silent(place);
    const { host, port } = server;
    await using connection = new KafkaConnection({ host, port, runtime, timeoutMs: null });
    await run(connection.connect());
    const response = connection.recv();
    assert.equal(clock.pendingTimers, 0, 'nothing is timed');
    await clock.advance(10 ** 9);
    for (const peer of server.peers) peer.send(Buffer.from([0, 0, 0, 1, 42]));
    assert.deepEqual(await run(response), Buffer.from([42]));
    assert.throws(
      () => new KafkaConnection({ host, port, timeoutMs: 0 }),
      says(/option "timeoutMs": expected a whole number from 1 on, got 0/),
    );
  });

  it('refuses what is no frame, and a second recv() beside one that waits, which goes on waiting', async () => {
    await using place = inMemory();
    const { run, runtime } = place;
    const server = await silent(place);
    const { host, port } = server;
    await using connection = new KafkaConnection({ host, port, runtime });
    await run(connection.connect());
    assert.throws(
      () => {
        connection.send(odd('text'));
      },
      says(/^KafkaConnection: send\(\): payload: expected bytes .*got "text"$/),
    );
    const first = connection.recv();
    const second: unknown = await run(connection.recv().catch((error: unknown) => error));
    assert.ok(KafkaError.is(second) && second.name === 'StateError', String(second));
    for (const peer of server.peers) peer.send(Buffer.from([0, 0, 0, 1, 7]));
    assert.deepEqual(await run(first), Buffer.from([7]));
  });
});

it('what waited in vain for a connection is a NodeNotReadyError', async () => {
  await using place = inMemory();
  const { run, runtime } = place;
  await using nobody = new BrokerConnection({ ...(await place.nobody()), runtime });
  await run(assert.rejects(nobody.request(Heartbeat, { groupId: 'g' }), NodeNotReadyError));
});
