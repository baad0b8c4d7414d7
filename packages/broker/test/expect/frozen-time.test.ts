import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AdjustableClock, VirtualClock } from '@k/runtime';
import { Fetch, StateError } from '@k/wire';
import { createBroker, ExpectationError } from '../../src/index.ts';
import { MemberClient, SESSION_MS } from '../group/support.ts';
import { fetchBody, produceTo } from '../support/calls.ts';
import { RawClient } from '../support/raw-client.ts';
import { batchOf } from '../support/records.ts';
import { watch } from '../support/simulated.ts';
import { TransactionalClient } from '../transaction/support.ts';

describe("the broker's clock, in real time", () => {
  it('is put forward: sessions end, transactions are aborted, retention takes what is old', async () => {
    await using broker = await createBroker();
    broker.createTopic('t', { config: { 'retention.ms': 3_600_000 } });
    const client = await RawClient.tcp(broker.bootstrapServers[0] as string);
    const member = new MemberClient(client);
    await member.joinWithId();
    await member.sync();
    const producer = new TransactionalClient(client, 'id');
    await producer.init({ transactionTimeoutMs: 60_000 });
    await producer.produce('t', ['a']);
    await broker.clock.advance(SESSION_MS - 5_000);
    assert.equal(broker.group('g')?.members.length, 1);
    await broker.clock.advance(6_000);
    await broker.waitForGroup('g', { empty: true });
    await broker.clock.advance(60_000);
    await broker.waitForTransaction('id', 'CompleteAbort');
    await produceTo(client, { name: 't' }, 0, batchOf(['b'], {}, { timestamp: broker.clock.now() }));
    assert.deepEqual(broker.records('t', { isolation: 'read_committed' }).map(String), ['t-0@2']);
    await broker.clock.advance(2 * 3_600_000);
    assert.deepEqual(broker.records('t'), []);
    client.close();
  });

  it('stands still: nothing ends, requests are answered, and who waits is told in real time', async () => {
    await using broker = await createBroker();
    const { clock } = broker;
    clock.freeze();
    const client = await RawClient.tcp(broker.bootstrapServers[0] as string);
    broker.createTopic('t');
    const now = clock.now();
    const parked = watch(client.request(Fetch, 12, fetchBody('t', 0, 0, { maxWaitMs: 20 })));
    await assert.rejects(broker.expectRecords('t', 1, { timeoutMs: 40 }), ExpectationError);
    await broker.expectNoRecords('t', { forMs: 1 });
    assert.deepEqual([parked.settled, clock.now()], [false, now]);
    await clock.advance(20);
    await parked.promise;
    assert.equal(clock.now(), now + 20);
    clock.thaw();
    await client.request(Fetch, 12, fetchBody('t', 0, 0, { maxWaitMs: 1 }));
    client.close();
  });

  it('is one that was given, or none that can be adjusted', async () => {
    const clock = new AdjustableClock();
    await using broker = await createBroker({ clock });
    assert.equal(broker.clock, clock);
    clock.freeze();
    await assert.rejects(broker.expectRecords('t', 1, { timeoutMs: 1 }), ExpectationError);
    await using other = await createBroker({ clock: new VirtualClock() });
    assert.throws(() => other.clock, StateError);
  });
});
