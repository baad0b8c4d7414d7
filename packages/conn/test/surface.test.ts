import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConnectionError, CorrelationIdError, Heartbeat } from '@k/wire';
import { FakeBroker, type Place } from '@k/testing';
import { BrokerConnection } from '../src/broker-connection.ts';
import { ConnectionStates } from '../src/connection-state.ts';
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

  it('fails what waited in vain with the phase it got to, and what got another answer with a CorrelationIdError', async () => {
    const place = recordedPlace();
    const broker = await FakeBroker.start(place, [Heartbeat]);
    await using nobody = connectionTo(place, await place.nobody());
    await assert.rejects(nobody.request(Heartbeat, { groupId: 'g' }), { name: 'ConnectionError', phase: 'connecting' });
    const misled = connectionTo(place, broker);
    const waiting = [1, 2].map(() => misled.request(Heartbeat, { groupId: 'g' }));
    const [, second] = await broker.requests(2);
    second?.reply({});
    for (const outcome of await Promise.allSettled(waiting)) {
      const reason: unknown = (outcome as PromiseRejectedResult).reason;
      assert.ok(reason instanceof CorrelationIdError, String(reason));
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
