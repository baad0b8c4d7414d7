import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  ApiVersions,
  ConfigError,
  ConnectionError,
  CorrelationIdError,
  encodeRequestFrame,
  Heartbeat,
  NodeNotReadyError,
  readResponseHeader,
  Reader,
  TimeoutError,
} from '@k/wire';
import { FakeBroker, onSockets, type Place, settle } from '@k/testing';
import { BrokerConnection } from '../src/broker-connection.ts';
import { collectHosts } from '../src/collect-hosts.ts';
import { ConnectionStates } from '../src/connection-state.ts';
import { KafkaConnection } from '../src/kafka-connection.ts';
import type { BrokerConnectionOptions } from '../src/options.ts';
import { recordedPlace } from './support/recorded-place.ts';

function connectionTo(
  place: Place,
  { host, port }: { readonly host: string; readonly port: number },
  options: Partial<BrokerConnectionOptions> = {},
): BrokerConnection {
  return new BrokerConnection({ host, port, runtime: place.runtime, ...options });
}

describe('the surface of kafka.conn', () => {
  it('shows the requests in flight, oldest first', async () => {
    const place = recordedPlace();
    const broker = await FakeBroker.start(place, [Heartbeat]);
    await using connection = connectionTo(place, broker);
    await connection.connect();
    assert.deepEqual(connection.inFlightRequests, []);
    const requests = [1, 2].map((n) => connection.request(Heartbeat, { groupId: `g${n}` }));
    const received = await broker.requests(2);
    assert.deepEqual(
      connection.inFlightRequests.map(({ api, correlationId, version, writtenAt }) => [
        api,
        correlationId,
        version,
        writtenAt,
      ]),
      received.map(({ header }) => [Heartbeat, header.correlationId, Heartbeat.maxVersion, place.clock.monotonic()]),
    );
    for (const request of received) request.reply({});
    await Promise.all(requests);
    assert.deepEqual(connection.inFlightRequests, []);
    await broker.close();
  });

  it('close fails what is in flight with the reason it is given', async () => {
    const place = recordedPlace();
    const broker = await FakeBroker.start(place, [Heartbeat]);
    const connection = connectionTo(place, broker);
    const reason = new Error('moving elsewhere');
    const request = assert.rejects(connection.request(Heartbeat, { groupId: 'g' }), reason);
    await broker.requests(1);
    await connection.close({ reason });
    await request;
    assert.equal(await connection.closed, undefined);
    await assert.rejects(connection.connect(), reason);
    await broker.close();
  });

  it('a lost connection is blacked out for the reconnect pause, a closed one is not', async () => {
    const place = recordedPlace();
    const broker = await FakeBroker.start(place, [Heartbeat]);
    const lost = connectionTo(place, broker, { reconnectBackoffMs: 70 });
    assert.equal(lost.blackedOut, false);
    await lost.connect();
    const closed = connectionTo(place, broker);
    await closed.connect();
    await closed.close();
    await broker.close();
    assert.ok((await lost.closed) instanceof ConnectionError);
    assert.deepEqual([lost.state, lost.blackedOut, closed.blackedOut], [ConnectionStates.CLOSED, true, false]);
    await place.pass(69);
    assert.equal(lost.blackedOut, true);
    await place.pass(1);
    assert.equal(lost.blackedOut, false);
  });

  it('is connected once connect() has settled, and can send more until as much is in flight as may be', async () => {
    const place = recordedPlace();
    const broker = await FakeBroker.start(place, [Heartbeat]);
    const connection = connectionTo(place, broker, { maxInFlightRequestsPerConnection: 2 });
    assert.deepEqual([connection.connected, connection.canSendMore], [false, false]);
    await connection.connect();
    assert.deepEqual([connection.connected, connection.canSendMore], [true, true]);
    const requests = [connection.request(Heartbeat, { groupId: 'g' })];
    await broker.requests(1);
    assert.equal(connection.canSendMore, true);
    requests.push(connection.request(Heartbeat, { groupId: 'g' }), connection.request(Heartbeat, { groupId: 'g' }));
    const [first] = await broker.requests(2);
    assert.deepEqual([connection.canSendMore, connection.inFlightRequests.length], [false, 2], 'the third one waits');
    first?.reply({});
    for (const request of (await broker.requests(3)).slice(1)) request.reply({});
    await Promise.all(requests);
    assert.equal(connection.canSendMore, true);
    await connection.close();
    assert.deepEqual([connection.connected, connection.canSendMore], [false, false]);
    await broker.close();
  });

  it('fails what waited in vain with a NodeNotReadyError, and what got another answer with a CorrelationIdError', async () => {
    const place = recordedPlace();
    const broker = await FakeBroker.start(place, [Heartbeat]);
    await using nobody = connectionTo(place, await place.nobody());
    await assert.rejects(nobody.request(Heartbeat, { groupId: 'g' }), NodeNotReadyError);
    const misled = connectionTo(place, broker);
    const waiting = [1, 2].map(() => misled.request(Heartbeat, { groupId: 'g' }));
    const [, second] = await broker.requests(2);
    second?.reply({});
    for (const outcome of await Promise.allSettled(waiting)) {
      const reason: unknown = (outcome as PromiseRejectedResult).reason;
      assert.ok(reason instanceof CorrelationIdError && !(reason instanceof NodeNotReadyError), String(reason));
      assert.equal(reason.retriable, true);
    }
    await broker.close();
  });

  it('ConnectionStates names what a connection says of itself', async () => {
    const place = recordedPlace();
    const broker = await FakeBroker.start(place, [Heartbeat]);
    const connection = connectionTo(place, broker);
    assert.equal(connection.state, ConnectionStates.DISCONNECTED);
    const opening = connection.connect();
    assert.equal(connection.state, ConnectionStates.CONNECTING);
    await opening;
    assert.equal(connection.state, ConnectionStates.CONNECTED);
    await connection.close();
    assert.equal(connection.state, ConnectionStates.CLOSED);
    await broker.close();
  });

  it('an idle connection is closed in order, one in use is not', async () => {
    const place = recordedPlace();
    const broker = await FakeBroker.start(place, [Heartbeat]);
    broker.on(Heartbeat, ({ body }) => (body.groupId === 'slow' ? undefined : {}));
    const connection = connectionTo(place, broker, { connectionsMaxIdleMs: 1_000, requestTimeoutMs: 20_000 });
    await connection.connect();
    for (let i = 0; i < 3; i++) {
      await place.pass(900);
      await connection.request(Heartbeat, { groupId: 'g' });
    }
    const slow = connection.request(Heartbeat, { groupId: 'slow' });
    const request = (await broker.requests(4)).at(-1);
    await place.pass(5_000);
    request?.reply({});
    await slow;
    assert.equal(connection.state, 'ready');
    await place.pass(1_000);
    assert.equal(await connection.closed, undefined);
    assert.equal(place.clock.pendingTimers, 0);
    await broker.close();
  });
});

describe('collectHosts', () => {
  it('reads hosts, ports and IPv6 addresses, from text or an array', () => {
    assert.deepEqual(collectHosts(' a:1, b ,[::1]:2,::1', { randomize: false }), [
      { host: 'a', port: 1 },
      { host: 'b', port: 9092 },
      { host: '::1', port: 2 },
      { host: '::1', port: 9092 },
    ]);
    assert.deepEqual(collectHosts(['a:1', 'b:2'], { randomize: false }).length, 2);
  });

  it('mixes them, unless told not to', () => {
    const orders = new Set<string>();
    for (let i = 0; i < 100; i++)
      orders.add(
        collectHosts('a,b,c')
          .map(({ host }) => host)
          .join(),
      );
    assert.ok(orders.size > 1);
    for (const order of orders) assert.equal(order.split(',').sort().join(), 'a,b,c');
  });

  it('names what is no address', () => {
    for (const text of ['a:b', 'a:0', 'a:65536', '[::1', ':9092']) {
      assert.throws(
        () => collectHosts(`ok:1,${text}`),
        (error: unknown) => error instanceof ConfigError && error.message.includes(JSON.stringify(text)),
        text,
      );
    }
  });
});

/** ApiVersions v0, header and body, as a proxy would have it. */
function request(correlationId: number): Uint8Array {
  return Buffer.concat(encodeRequestFrame(ApiVersions, 0, { correlationId, clientId: 'raw' }, {})).subarray(4);
}

for (const makePlace of [recordedPlace, onSockets]) {
  describe(`KafkaConnection, ${makePlace().name}`, () => {
    const correlationIdOf = (frame: Buffer): number =>
      readResponseHeader(new Reader(frame), ApiVersions, 0).correlationId;

    it('sends frames and receives frames, again after reinit and as a copy', async () => {
      const place = makePlace();
      const broker = await FakeBroker.start(place, [Heartbeat]);
      const { host, port } = broker;
      await using connection = new KafkaConnection({ host, port, runtime: place.runtime });
      assert.throws(() => connection.send(request(1)), /call connect\(\) first/);
      await connection.connect();
      connection.send(request(7));
      connection.send(request(8));
      assert.equal(correlationIdOf(await connection.recv()), 7);
      assert.equal(correlationIdOf(await connection.recv()), 8);
      await connection.reinit();
      connection.send(request(9));
      assert.equal(correlationIdOf(await connection.recv()), 9);
      await using copy = connection.copy();
      assert.equal(copy.connected, false);
      await copy.connect();
      copy.send(request(10));
      assert.equal(correlationIdOf(await copy.recv()), 10);
      await broker.close();
    });

    it('says that the broker is gone, and why it cannot connect', async () => {
      const place = makePlace();
      const broker = await FakeBroker.start(place, [Heartbeat]);
      const { host, port } = broker;
      const connection = new KafkaConnection({ host, port, runtime: place.runtime });
      await connection.connect();
      const receiving = assert.rejects(connection.recv(), ConnectionError);
      await broker.close();
      await receiving;
      assert.equal(connection.connected, false);
      await assert.rejects(connection.reinit(), /ECONNREFUSED.*nothing listens there/);
      connection.close();
    });
  });
}

it('KafkaConnection gives up on a response after its time, and leaves nothing behind', async () => {
  const place = recordedPlace();
  const broker = await FakeBroker.start(place, [Heartbeat]);
  broker.on(ApiVersions, () => undefined);
  const { host, port } = broker;
  const connection = new KafkaConnection({ host, port, runtime: place.runtime, timeoutMs: 50 });
  await connection.connect();
  connection.send(request(1));
  const receiving = assert.rejects(connection.recv(), TimeoutError);
  await place.pass(50);
  await receiving;
  assert.equal(connection.connected, false);
  await settle();
  assert.equal(place.clock.pendingTimers, 0);
  assert.equal(place.sockets.open, 0);
  await broker.close();
});
