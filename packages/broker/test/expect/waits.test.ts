import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConfigError, OffsetCommit, StateError } from '@k/wire';
import { ConsumerClient } from '../group/consumer-support.ts';
import { MemberClient, SESSION_MS, subscribing } from '../group/support.ts';
import { watch } from '../support/simulated.ts';
import { TransactionalClient } from '../transaction/support.ts';
import { failure, Sending } from './support.ts';

async function commit(
  on: Sending,
  topic: string,
  offset: number,
  partitionIndex = 0,
  claim: object = {},
): Promise<void> {
  const topics = [{ name: topic, partitions: [{ partitionIndex, committedOffset: offset }] }];
  const answer = await on.sim.run(on.client.request(OffsetCommit, 9, { groupId: 'g', topics, ...claim }));
  assert.equal(answer.topics[0]?.partitions[0]?.errorCode, 0);
}

describe('waitForGroup()', () => {
  it('waits for the members of a classic group, and until they are gone', async () => {
    const on = await Sending.start(['t']);
    const { broker, sim } = on;
    const stable = watch(broker.waitForGroup('g', { state: 'Stable', members: 1, timeoutMs: SESSION_MS }));
    const member = new MemberClient(on.client);
    await sim.run(member.joinWithId({ protocols: [['range', subscribing('t')]] }));
    assert.equal(stable.settled, false);
    await sim.run(member.sync());
    assert.equal((await sim.run(stable.promise)).members[0]?.memberId, member.memberId);
    const error = await failure(sim, broker.waitForGroup('g', { state: 'Stable', members: 2, timeoutMs: 50 }));
    assert.deepEqual(error.message.split('\n'), [
      "waitForGroup('g'): not so within 50 ms: members: expected 2, got 1",
      '  members: expected 2, got 1',
      '  now: classic group, Stable, generation 1, 1 members',
      `    ${member.memberId}: client raw at ${broker.group('g')?.members[0]?.clientHost ?? ''}`,
    ]); // prettier-ignore
    assert.deepEqual(
      [error.expected, error.actual],
      [
        { state: 'Stable', members: 2 },
        { state: 'Stable', members: 1 },
      ],
    );
    const occupied = await failure(sim, broker.waitForGroup('g', { empty: true, state: 'Empty', timeoutMs: 5 }));
    assert.deepEqual(occupied.lines.slice(1, 3), ['state: expected Empty, got Stable', 'expected to be empty, got 1 members']); // prettier-ignore
    // Nobody asks for anything: the session ends by a timer.
    await sim.run(broker.waitForGroup('g', { empty: true, timeoutMs: SESSION_MS }));
    assert.equal(broker.group('g')?.state, 'Empty');
    await on.stop();
  });

  it('waits for the members of a consumer group', async () => {
    const on = await Sending.start(['t']);
    const stable = on.broker.waitForGroup('g', { state: 'Stable', members: 2 });
    const members = ['a', 'b'].map((id) => new ConsumerClient(on.client, id));
    for (const member of members) await on.sim.run(member.join(['t']));
    for (const member of members) await on.sim.run(member.send());
    assert.equal((await on.sim.run(stable)).type, 'consumer');
    await on.stop();
  });

  it('waits until a group has caught up in the topics that it subscribes to', async () => {
    const on = await Sending.start(['t', 3], ['other']);
    const { broker, sim } = on;
    await on.send('t', { value: 'a' }, { value: 'b' }, { value: 'c', partition: 2 });
    await on.send('other', { value: 'not its own' });
    const none = await failure(sim, broker.waitForGroup('g', { caughtUp: true, timeoutMs: 5 }));
    assert.match(
      none.message,
      /^waitForGroup\('[^']*'\): not so within \d+ ms: there is no such group, but none at all$/,
    );
    const member = new MemberClient(on.client);
    await sim.run(member.joinWithId({ protocols: [['range', subscribing('t')]] }));
    await sim.run(member.sync());
    const { memberId, generationId: generationIdOrMemberEpoch } = member;
    const claim = { memberId, generationIdOrMemberEpoch };
    await commit(on, 't', 1, 0, claim);
    const behind = await failure(sim, broker.waitForGroup('g', { caughtUp: true, timeoutMs: 5 }));
    assert.deepEqual(behind.lines.slice(1, 3), [
      't-0: committed 1, 1 behind the end 2',
      't-2: nothing committed, 1 behind the end 1',
    ]);
    assert.equal(behind.lines.at(-1), '2 of 3 partitions are behind');
    const caughtUp = watch(broker.waitForGroup('g', { caughtUp: true }));
    await commit(on, 't', 2, 0, claim);
    assert.equal(caughtUp.settled, false);
    await commit(on, 't', 1, 2, claim);
    await caughtUp.promise;
    // Without members: what it has committed.
    await sim.run(member.leave());
    await broker.waitForGroup('g', { caughtUp: true, empty: true });
    const elsewhere = await failure(
      sim,
      broker.waitForGroup('g', { caughtUp: true, topics: ['other', 'x'], timeoutMs: 5 }),
    );
    assert.deepEqual(elsewhere.lines.slice(1, 3), [
      'other-0: nothing committed, 1 behind the end 1',
      'there is no topic x',
    ]);
    await on.stop();
  });

  it('looks when a request is done that took its time', async () => {
    const on = await Sending.start(['t']);
    await on.send('t', { value: 'a' });
    on.broker.control('OffsetCommit', async (_request, context) => {
      await context.delay(10);
      return undefined;
    });
    const caughtUp = watch(on.broker.waitForGroup('g', { caughtUp: true, timeoutMs: 60_000 }));
    await commit(on, 't', 1);
    assert.equal(caughtUp.settled, true);
    await on.stop();
  });

  it('does not count markers and what was aborted', async () => {
    const on = await Sending.start(['t']);
    const producer = new TransactionalClient(on.client, 'id');
    await on.sim.run(
      (async () => {
        await producer.init();
        for (const committed of [true, false]) {
          await producer.produce('t', ['a']);
          await producer.end(committed);
        }
        await producer.produce('t', ['open']);
      })(),
    );
    await commit(on, 't', 1);
    await on.broker.waitForGroup('g', { caughtUp: true });
    await on.sim.run(producer.end(true));
    const error = await failure(on.sim, on.broker.waitForGroup('g', { caughtUp: true, timeoutMs: 5 }));
    assert.equal(error.lines[1], 't-0: committed 1, 4 behind the end 5');
    await on.stop();
  });

  it('knows of no topic in a group that has none', async () => {
    const on = await Sending.start(['t']);
    const member = new MemberClient(on.client);
    await on.sim.run(member.joinWithId());
    const error = await failure(on.sim, on.broker.waitForGroup('g', { caughtUp: true, timeoutMs: 5 }));
    assert.equal(error.lines[1], 'no topic is known that it reads');
    for (const options of [{}, { timeoutMs: 5 }, { members: -1, timeoutMs: 5 }, { empty: false }, { member: 1 }]) {
      await assert.rejects(on.broker.waitForGroup('g', options as never), ConfigError);
    }
    await on.stop();
  });
});

describe('waitForTransaction(), waitForConnection(), waitUntil()', () => {
  it('wait for the state of a transaction', async () => {
    const on = await Sending.start(['t']);
    const producer = new TransactionalClient(on.client, 'id');
    const complete = watch(on.broker.waitForTransaction('id', 'CompleteCommit'));
    const nobody = await failure(on.sim, on.broker.waitForTransaction('id', 'Ongoing', { timeoutMs: 5 }));
    assert.match(nobody.message, / ms: nobody used this id, but none at all$/);
    await on.sim.run(producer.init().then(() => producer.produce('t', ['a'])));
    const open = await failure(on.sim, on.broker.waitForTransaction('id', 'CompleteAbort', { timeoutMs: 5 }));
    assert.deepEqual([open.lines[1], open.lines[3]], ['state: expected CompleteAbort, got Ongoing', 'in it: t-0']);
    assert.equal(complete.settled, false);
    await on.sim.run(producer.end(true));
    assert.equal((await complete.promise).state, 'CompleteCommit');
    // Nobody asks for anything: its time limit ends it.
    await on.sim.run(producer.produce('t', ['b']));
    await on.sim.run(on.broker.waitForTransaction('id', 'CompleteAbort', { timeoutMs: Infinity }));
    await assert.rejects(on.broker.waitForTransaction('id', 'Committed' as never), ConfigError);
    await on.stop();
  });

  it('wait for a client', async () => {
    const on = await Sending.start();
    const other = await failure(on.sim, on.broker.waitForConnection({ clientId: 'other', timeoutMs: 5 }));
    assert.deepEqual(other.lines.slice(1, 2), ['connected are:']);
    assert.match(other.lines[2] ?? '', /^client null to node 0 by PLAINTEXT, from /);
    const raw = watch(on.broker.waitForConnection({ clientId: 'raw', nodeId: 0, listener: 'PLAINTEXT' }));
    const wrong = watch(on.broker.waitForConnection({ clientId: 'raw', nodeId: 1 }));
    on.broker.createTopic('t');
    await on.send('t', { value: 'a' });
    assert.equal((await raw.promise).clientId, 'raw');
    assert.equal(wrong.settled, false);
    wrong.promise.catch(() => undefined);
    on.client.close();
    await on.sim.run(on.broker.waitUntil(() => on.broker.connections.length === 0, { what: 'nobody is connected' }));
    await on.stop();
  });

  it('wait for whatever it is', async () => {
    const on = await Sending.start();
    const { broker, sim } = on;
    const made = watch(broker.waitUntil(() => broker.topic('t')));
    assert.equal(made.settled, false);
    broker.createTopic('t');
    assert.equal((await made.promise).name, 't');
    const error = await failure(
      sim,
      broker.waitUntil(() => false, { what: 'pigs fly', timeoutMs: 5 }),
    );
    assert.deepEqual(error.lines, ['waitUntil(): not so within 5 ms: pigs fly']);
    assert.equal(await broker.waitUntil(() => 0), 0);
    const thrown = new Error('a mistake of the test');
    let throws = false;
    const mistaken = broker.waitUntil(() => {
      if (throws) throw thrown;
      return null;
    });
    throws = true;
    broker.deleteTopic('t');
    await assert.rejects(sim.run(mistaken), thrown);
    await assert.rejects(broker.waitUntil('x' as never), ConfigError);
    const closed = assert.rejects(broker.waitUntil(() => null), StateError); // prettier-ignore
    await on.stop();
    await closed;
  });
});
