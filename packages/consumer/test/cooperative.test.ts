import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { withResolvers } from '@k/runtime';
import type { TopicPartition } from '@k/cluster';
import { ErrorCode, JoinGroup, OffsetCommit, SyncGroup } from '@k/wire';
import type { KafkaConsumer } from '../src/index.ts';
import { numbered } from './support.ts';
import { World, next, pollValues } from './world.ts';

const options = {
  groupId: 'g',
  autoOffsetReset: 'earliest',
  enableAutoCommit: false,
} as const;

function ids(partitions: readonly TopicPartition[]): string {
  return partitions
    .map(({ partition }) => partition)
    .sort()
    .join();
}

function place(partition: number): TopicPartition {
  return { topic: 't', partition };
}

describe('cooperative rebalances (KIP-429)', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.create();
    world.broker.createTopic('t', { partitions: 4 });
  });
  afterEach(() => world.close());

  function member(extra: object = {}): KafkaConsumer {
    return world.consumer({ ...options, partitionAssignors: ['cooperative-sticky'], ...extra });
  }

  /** Notes what the listener hears, as it hears it. */
  function subscribe(consumer: KafkaConsumer, name: string, told: string[]): void {
    consumer.subscribe({
      topics: ['t'],
      listener: {
        onPartitionsAssigned: (list) => void told.push(`${name} + ${ids(list)}`),
        onPartitionsRevoked: (list) => void told.push(`${name} - ${ids(list)}`),
        onPartitionsLost: (list) => void told.push(`${name} lost ${ids(list)}`),
      },
    });
  }

  /** A member that has all partitions. */
  async function alone(told: string[], extra: object = {}): Promise<KafkaConsumer> {
    const a = member(extra);
    subscribe(a, 'a', told);
    await world.run(next(a, 'assigned'));
    assert.equal(ids(a.assignment()), '0,1,2,3');
    return a;
  }

  /** The member's requests of this kind wait for `release`. */
  function holdBack(api: 'JoinGroup' | 'SyncGroup', who: KafkaConsumer): { seen: Promise<void>; release: () => void } {
    const seen = withResolvers();
    const released = withResolvers<undefined>();
    const hold = ({ memberId }: { readonly memberId: string }): Promise<undefined> | undefined => {
      if (memberId !== who.membership?.memberId) return undefined;
      seen.resolve();
      return released.promise;
    };
    if (api === 'JoinGroup') world.broker.control(JoinGroup, hold);
    else world.broker.control(SyncGroup, hold);
    return {
      seen: seen.promise,
      release: () => {
        released.resolve(undefined);
      },
    };
  }

  async function flowsOn(api: 'JoinGroup' | 'SyncGroup'): Promise<void> {
    const told: string[] = [];
    const a = await alone(told);
    a.pause([place(0)]);
    const held = holdBack(api, a);
    const b = member();
    subscribe(b, 'b', told);
    const reading = b.poll({ timeoutMs: 60_000 });
    await world.run(Promise.all([held.seen, a.poll({ timeoutMs: 5_000 })]));
    assert.equal(a.membership?.state, 'rebalancing');
    for (const p of [0, 1, 2, 3]) await world.produce('t', p, numbered(2, `${String(p)}:`));
    const values = await world.run(pollValues(a, 6));
    assert.deepEqual(values.sort(), ['1:0', '1:1', '2:0', '2:1', '3:0', '3:1']);
    assert.equal(a.membership.state, 'rebalancing', 'nothing waited for the end of the rebalance');
    assert.equal(ids(a.assignment()), '0,1,2,3');
    held.release();
    await world.run(Promise.all([next(b, 'assigned'), a.poll({ timeoutMs: 5_000 })]));
    await world.clock.advance(5_000);
    assert.deepEqual([ids(a.assignment()), ids(b.assignment())], ['0,1', '2,3']);
    assert.deepEqual(
      told.filter((each) => each.startsWith('a')),
      ['a + 0,1,2,3', 'a - 2,3', 'a + ', 'a + '],
    );
    assert.deepEqual(
      told.filter((each) => each.startsWith('b')),
      ['b + ', 'b + 2,3'],
    );
    assert.equal(ids(a.paused()), '0');
    void reading;
  }

  it('what a member keeps flows on while it joins, and a pause stays', () => flowsOn('JoinGroup'));

  it('what a member keeps flows on while it waits for its assignment', () => flowsOn('SyncGroup'));

  it('enforceRebalance() has the group share out anew, and says why (KIP-568, KIP-800)', async () => {
    const told: string[] = [];
    const reasons: (string | null)[] = [];
    const a = await alone(told);
    world.broker.control(JoinGroup, ({ reason }) => void reasons.push(reason));
    const { epoch = -1 } = a.membership ?? {};
    const assigned = next(a, 'assigned');
    a.enforceRebalance('moved to another rack');
    a.enforceRebalance('once more');
    assert.equal(a.membership?.state, 'rebalancing');
    await world.run(assigned);
    assert.deepEqual(told, ['a + 0,1,2,3', 'a + '], 'nothing was given back for it');
    a.enforceRebalance();
    await world.run(next(a, 'assigned'));
    assert.deepEqual(reasons, ['moved to another rack', 'rebalance enforced by user']);
    assert.deepEqual(a.membership, { ...a.membership, state: 'stable', epoch: epoch + 2 });
    assert.throws(() => a.enforceRebalance(7 as never), {
      name: 'ConfigError',
      message: /enforceRebalance\(\).*reason/,
    });
    assert.throws(() => member().enforceRebalance(), { name: 'StateError', message: /before subscribe\(\)/ });
    assert.throws(() => world.consumer().enforceRebalance(), { name: 'StateError', message: /groupId/ });
  });

  it('a group moves from range to cooperative-sticky member by member, and does not stop (KIP-429)', async () => {
    const values: string[] = [];
    const chosen: (string | null | undefined)[] = [];
    let members: { consumer: KafkaConsumer; loop: Promise<void> }[] = [];
    const start = (extra: object): void => {
      const consumer = world.consumer({ ...options, enableAutoCommit: true, ...extra });
      consumer.subscribe(['t']);
      const loop = (async () => {
        for await (const { value } of consumer) values.push(String(value));
      })();
      members.push({ consumer, loop });
    };
    /** Until all partitions are owned and the group has found rest. */
    const settle = async (): Promise<void> => {
      await world.clock.advance(10_000);
      assert.equal(ids(members.flatMap(({ consumer }) => consumer.assignment())), '0,1,2,3');
      assert.ok(members.every(({ consumer }) => consumer.membership?.state === 'stable'));
      chosen.push(world.broker.group('g')?.protocolName);
      for (const p of [0, 1, 2, 3]) await world.produce('t', p, numbered(2, `${String(p)}:${String(chosen.length)}:`));
    };
    for (const _ of [1, 2, 3]) start({});
    await settle();
    for (const _ of [1, 2, 3]) {
      const [old, ...others] = members;
      await world.run(old?.consumer.stop() ?? Promise.resolve());
      await world.run(old?.loop ?? Promise.resolve());
      members = others;
      start({ partitionAssignors: ['cooperative-sticky'] });
      await settle();
    }
    assert.deepEqual(chosen, ['range', 'cooperative-sticky', 'cooperative-sticky', 'cooperative-sticky']);
    await world.clock.advance(1_000);
    const each = [1, 2, 3, 4].flatMap((round) =>
      [0, 1, 2, 3].flatMap((p) => numbered(2, `${String(p)}:${String(round)}:`)),
    );
    assert.deepEqual([...values].sort(), each.sort());
    // The whole group is cooperative now: who stays gives nothing back for one that leaves.
    const revoked: string[] = [];
    const [, second, third] = members;
    for (const one of [second, third]) one?.consumer.on('revoked', (list) => revoked.push(ids(list)));
    const kept = ids(second?.consumer.assignment() ?? []);
    await world.run(members[0]?.consumer.close() ?? Promise.resolve());
    members = members.slice(1);
    await settle();
    assert.deepEqual(revoked, []);
    assert.ok(ids(second?.consumer.assignment() ?? []).includes(kept));
  });

  it('a commit that is refused for its generation is made again in the next one', async () => {
    const told: string[] = [];
    const a = await alone(told);
    const held = holdBack('SyncGroup', a);
    const refusals: number[] = [];
    world.broker.control(OffsetCommit, async (_, context) => {
      const answer = await context.forward();
      refusals.push(
        ...(answer?.topics ?? []).flatMap((topic) => topic.partitions ?? []).map((each) => each.errorCode ?? 0),
      );
      return answer;
    });
    const b = member();
    subscribe(b, 'b', told);
    await world.run(held.seen);
    let isDone = false;
    const committing = a.commit([0, 3].map((p) => ({ ...place(p), offset: 7 }))).then(() => (isDone = true));
    await world.clock.advance(1_000);
    assert.deepEqual([refusals, isDone], [[ErrorCode.REBALANCE_IN_PROGRESS, ErrorCode.REBALANCE_IN_PROGRESS], false]);
    held.release();
    await world.run(committing);
    assert.deepEqual(refusals.slice(2), [0, 0]);
    assert.deepEqual(
      [0, 3].map((p) => world.broker.committed('g', 't', p)?.offset),
      [7, 7],
      '3 goes, but not before',
    );
    await world.run(next(b, 'assigned'));
  });

  it('a commit that was refused is not made again for partitions that are gone, or were away', async () => {
    const a = await alone([]);
    // The coordinator hears of it late, in a generation in which the partitions are somebody else's.
    const late = withResolvers();
    const kept = world.broker.control(OffsetCommit, async (_, context) => (await late.promise, context.forward()), {
      times: 1,
    });
    const committing = a.commit([0, 3].map((p) => ({ ...place(p), offset: 7 }))).catch((error: unknown) => error);
    await world.run(kept.seen(1));
    const b = member();
    subscribe(b, 'b', []);
    const arrived = next(b, 'assigned').then(() => next(b, 'assigned'));
    await world.run(arrived);
    assert.deepEqual([ids(a.assignment()), ids(b.assignment())], ['0,1', '2,3']);
    late.resolve();
    const error = (await world.run(committing)) as Error & { partitions: TopicPartition[] };
    assert.match(error.message, /t-3.*ILLEGAL_GENERATION/s);
    assert.deepEqual(error.partitions, [place(3)]);
    assert.deepEqual(
      [0, 3].map((p) => world.broker.committed('g', 't', p)?.offset),
      [7, undefined],
    );
  });

  it('a commit waits no longer than it may, and tells why it was refused', async () => {
    const a = await alone([]);
    const held = holdBack('SyncGroup', a);
    subscribe(member(), 'b', []);
    await world.run(held.seen);
    await assert.rejects(world.run(a.commit([{ ...place(0), offset: 7 }], { timeoutMs: 2_000 })), (error: Error) => {
      assert.equal(error.name, 'TimeoutError');
      assert.match(String(error.cause), /REBALANCE_IN_PROGRESS/);
      return true;
    });
    held.release();
  });

  it('a stall of what is kept is told as one, not as partitions that are missing', async () => {
    const stalled: string[] = [];
    const a = await alone([], { stallTimeoutMs: 5_000, rebalanceTimeoutMs: 600_000 });
    a.on('stalled', (list, reason) => stalled.push(`${ids(list)}: ${reason}`));
    const held = holdBack('JoinGroup', a);
    subscribe(member(), 'b', []);
    const polling = a.poll({ timeoutMs: 60_000 });
    await world.run(held.seen);
    await world.clock.advance(30_000);
    assert.deepEqual(stalled, [], 'nothing is owed');
    held.release();
    await world.produce('t', 0, numbered(1));
    await world.run(polling);
  });
});
