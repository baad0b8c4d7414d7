import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ErrorCode, FindCoordinator, Metadata, OffsetCommit, OffsetFetch } from '@k/wire';
import type { Requester } from '@k/cluster';
import { OffsetClient, PartitionMap, type OffsetAndMetadata } from '../src/index.ts';
import { World } from './world.ts';

describe('offset client', () => {
  let world: World;
  let client: OffsetClient;
  beforeEach(async () => {
    world = await World.create();
    client = new OffsetClient(world.cluster, 'g');
    await world.run(world.cluster.loadTopics(['t']));
  });
  afterEach(() => world.close());

  function offsets(...places: readonly [topic: string, partition: number][]): PartitionMap<OffsetAndMetadata> {
    const map = new PartitionMap<OffsetAndMetadata>();
    for (const [topic, partition] of places) map.set(topic, partition, { offset: 5 });
    return map;
  }

  /** An answer to OffsetCommit: REQUEST_TIMED_OUT for partition 0. */
  function timedOut<T>(topic: T): T & { partitions: { partitionIndex: number; errorCode: number }[] } {
    return { ...topic, partitions: [{ partitionIndex: 0, errorCode: 7 }] };
  }

  function stored(partition: number): number | undefined {
    return world.broker.committed('g', 't', partition)?.offset;
  }

  for (const [what, topic, partition, error] of [
    ['a topic that is gone', 'gone', 0, 'UnknownTopicIdError'],
    ['a topic that this client has never heard of', 'never', 0, 'UnknownTopicOrPartitionError'],
    ['a partition that its topic does not have', 't', 9, 'UnknownTopicOrPartitionError'],
  ] as const) {
    it(`fails ${what} alone and soon`, async () => {
      world.broker.createTopic('gone');
      await world.run(world.cluster.loadTopics(['gone']));
      world.broker.deleteTopic('gone');
      const told: string[] = [];
      const since = world.clock.monotonic();
      const errors = await world.run(
        client.commit(
          offsets(['t', 0], [topic, partition]),
          undefined,
          world.cluster.deadline('commit'),
          (outcomes) => {
            for (const [name, id, error] of outcomes) told.push(`${name}-${String(id)} ${error?.name ?? 'stored'}`);
          },
        ),
      );
      assert.ok(world.clock.monotonic() - since < 5_000, `${String(world.clock.monotonic() - since)} ms`);
      assert.equal(stored(0), 5);
      assert.deepEqual(
        Array.from(errors, ([name, id, error]) => [name, id, error.name]),
        [[topic, partition, error]],
      );
      assert.deepEqual(told, ['t-0 stored', `${topic}-${String(partition)} ${error}`]);
    });
  }

  it('repeats a commit for a topic that only the coordinator does not know yet', async () => {
    const commits = world.broker.control(
      OffsetCommit,
      ({ topics }) => ({
        topics: topics.map((topic) => ({
          ...topic,
          partitions: topic.partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode: 3 })),
        })),
      }),
      { times: 3 },
    );
    const told: number[] = [];
    const errors = await world.run(
      client.commit(offsets(['t', 0]), undefined, world.cluster.deadline('commit'), (outcomes) => {
        told.push(outcomes.size);
      }),
    );
    assert.equal(errors.size, 0);
    assert.deepEqual(told, [1], 'nothing is told while nothing is settled');
    assert.equal(commits.calls, 3);
    assert.equal(stored(0), 5);
  });

  it('repeats a commit for a topic that the metadata has nothing of at the moment', async () => {
    const unknown = world.broker.control(OffsetCommit, ({ topics }) => ({
      topics: topics.map((topic) => ({ ...topic, partitions: [{ partitionIndex: 0, errorCode: 3 }] })),
    }));
    const inTrouble = world.broker.control(Metadata, async (_, context) => ({
      ...(await context.forward()),
      topics: [{ name: 't', errorCode: ErrorCode.LEADER_NOT_AVAILABLE }],
    }));
    const commit = client.commit(offsets(['t', 0]), undefined, world.cluster.deadline('commit'));
    await world.run(unknown.seen(3));
    for (const each of [unknown, inTrouble]) each.remove();
    assert.equal((await world.run(commit)).size, 0);
    assert.equal(stored(0), 5);
  });

  it('takes a partition that the answer leaves out for refused, not for stored', async () => {
    world.broker.control(OffsetCommit, ({ topics }) => ({
      topics: topics.map((topic) => ({ ...topic, partitions: [{ partitionIndex: 0, errorCode: 0 }] })),
    }));
    const both = offsets(['t', 0], ['t', 1]);
    const errors = await world.run(client.commit(both, undefined, world.cluster.deadline('commit')));
    assert.deepEqual(
      Array.from(errors, ([topic, partition, error]) => [topic, partition, error.name]),
      [['t', 1, 'UnknownServerError']],
    );
  });

  it('looks for the coordinator anew when the one that is asked could not write an offset down', async () => {
    await world.run(world.cluster.coordinator('group', 'g'));
    const lookups = world.broker.control(FindCoordinator, () => undefined);
    world.broker.control(OffsetCommit, ({ topics }) => ({ topics: topics.map(timedOut) }), {
      times: 1,
    });
    const errors = await world.run(client.commit(offsets(['t', 0]), undefined, world.cluster.deadline('commit')));
    assert.deepEqual([errors.size, stored(0), lookups.calls], [0, 5, 1]);
  });

  for (const asVersion of ['0.9', '0.10.2', '1.1', '2.4', '2.8', '3.9', '4.4'] as const) {
    it(`stores and finds offsets as Kafka ${asVersion} has it`, async () => {
      const old = await World.create({ asVersion });
      const its = new OffsetClient(old.cluster, 'g');
      await old.run(old.cluster.loadTopics(['t']));
      const map = new PartitionMap<OffsetAndMetadata>().set('t', 1, { offset: 5, metadata: 'mine' });
      assert.equal((await old.run(its.commit(map, undefined, old.cluster.deadline('commit')))).size, 0);
      const both = offsets(['t', 0], ['t', 1]);
      const found = await old.run(its.fetch(both, { deadline: old.cluster.deadline('fetch') }));
      assert.deepEqual([found.errors.size, found.offsets.get('t', 0)], [0, null]);
      assert.deepEqual(found.offsets.get('t', 1), { offset: 5, metadata: 'mine', leaderEpoch: -1 });
      await old.close();
    });
  }

  it('stores and finds offsets at every version', async () => {
    const deadline = world.cluster.deadline('offsets');
    for (let maxVersion = 2; maxVersion <= 10; maxVersion++) {
      const through: Pick<Requester, 'request'> = {
        request: (target, api, body, options) => world.cluster.request(target, api, body, { ...options, maxVersion }),
      };
      const its = new OffsetClient(world.cluster, 'g', through);
      const topicId = world.broker.topic('t')?.topicId;
      const map = new PartitionMap<OffsetAndMetadata>().set('t', 0, { offset: maxVersion - 2, topicId });
      assert.equal((await world.run(its.commit(map, undefined, deadline))).size, 0, String(maxVersion));
      const { offsets: found } = await world.run(its.fetch(map, { deadline }));
      assert.equal(found.get('t', 0)?.offset, maxVersion - 2);
    }
  });

  it('names the member that fetches in the protocol of KIP-848 only', async () => {
    const asked: unknown[] = [];
    world.broker.control(OffsetFetch, ({ groups }, { version }) => {
      for (const { memberId, memberEpoch } of groups) asked.push([version >= 9, memberId, memberEpoch]);
      return undefined;
    });
    const deadline = world.cluster.deadline('fetch');
    const member = { memberId: 'm', epoch: 7, groupInstanceId: null } as const;
    await world.run(client.fetch(offsets(['t', 0]), { deadline, member: { protocol: 'consumer', ...member } }));
    await world.run(client.fetch(offsets(['t', 0]), { deadline, member: { protocol: 'classic', ...member } }));
    await world.run(client.fetch(offsets(['t', 0]), { deadline }));
    assert.deepEqual(asked, [
      [true, 'm', 7],
      [true, null, -1],
      [true, null, -1],
    ]);
  });

  it('names the group when it is the group that is refused', async () => {
    world.broker.control(OffsetFetch, ({ groups }) => ({
      groups: groups.map(({ groupId }) => ({ groupId, errorCode: 30 })),
    }));
    const fetch = client.fetch(offsets(['t', 0]), { deadline: world.cluster.deadline('fetch') });
    await assert.rejects(world.run(fetch), /GROUP_AUTHORIZATION_FAILED.*group 'g'/);
    const lookups = world.broker.control(FindCoordinator, () => undefined);
    await world.run(world.cluster.coordinator('group', 'g'));
    assert.equal(lookups.calls, 0, 'the coordinator is still the one it was');
  });

  describe('at a coordinator that says nothing', () => {
    let real: number;
    beforeEach(async () => {
      real = await world.run(world.cluster.coordinator('group', 'g'));
      world.cluster.forgetCoordinator('group', 'g');
      // The first lookup names the other node, which does not answer; the next one finds the coordinator.
      world.broker.control(
        FindCoordinator,
        async (_, context) => {
          const answer = await context.forward();
          const other = world.cluster.brokers.find(({ nodeId }) => nodeId !== real);
          assert.ok(other);
          const { nodeId, host, port } = other;
          const coordinators = (answer?.coordinators ?? []).map((each) => ({ ...each, nodeId, host, port }));
          return { ...answer, coordinators };
        },
        { times: 1 },
      );
      world.broker.control(OffsetCommit, () => 'drop', { nodeId: 1 - real });
    });

    it('has a third of the time, then another is looked for', async () => {
      const since = world.clock.monotonic();
      const deadline = world.cluster.deadline('commit', { timeoutMs: 9_000 });
      const errors = await world.run(client.commit(offsets(['t', 0]), undefined, deadline));
      assert.equal(errors.size, 0);
      assert.equal(stored(0), 5);
      assert.equal(client.unanswered, 1);
      const took = world.clock.monotonic() - since;
      assert.ok(took >= 3_000 && took < 4_000, `${String(took)} ms`);
    });

    it('is left at once when somebody else gives it up', async () => {
      const commit = client.commit(offsets(['t', 0]), undefined, world.cluster.deadline('commit'));
      await world.clock.advance(1_000);
      world.cluster.forgetCoordinator('group', 'g');
      const since = world.clock.monotonic();
      await world.run(commit);
      assert.ok(world.clock.monotonic() - since < 500, `${String(world.clock.monotonic() - since)} ms`);
      assert.equal(stored(0), 5);
    });
  });

  it('finds the committed offsets of the others soon when one topic is gone', async () => {
    world.broker.control(OffsetFetch, ({ groups }) => ({
      groups: groups.map(({ groupId, topics }) => ({
        groupId,
        topics: (topics ?? []).map(({ name, partitionIndexes }) => ({
          name,
          partitions: partitionIndexes.map((partitionIndex) =>
            name === 'gone' ? { partitionIndex, errorCode: 3 } : { partitionIndex, committedOffset: 5n },
          ),
        })),
      })),
    }));
    const since = world.clock.monotonic();
    const found = await world.run(
      client.fetch(offsets(['t', 0], ['gone', 0]), { deadline: world.cluster.deadline('fetch') }),
    );
    assert.ok(world.clock.monotonic() - since < 5_000);
    assert.equal(found.offsets.get('t', 0)?.offset, 5);
    assert.equal(found.errors.get('gone', 0)?.name, 'UnknownTopicOrPartitionError');
  });

  it('names topics by id where all ids are known, else by name; and none by the id of a topic that is gone', async () => {
    world.broker.createTopic('u');
    const named: string[] = [];
    const note = (version: number, topics: readonly { name: string; topicId: string }[]): undefined => {
      for (const { name, topicId } of topics) named.push(version >= 10 ? topicId : name);
      return undefined;
    };
    world.broker.control(OffsetCommit, ({ topics }, { version }) => note(version, topics));
    world.broker.control(OffsetFetch, ({ groups }, { version }) => note(version, groups[0]?.topics ?? []));
    const deadline = world.cluster.deadline('commit');
    const topicId = world.broker.topic('t')?.topicId ?? '';
    const ofTopic = new PartitionMap<OffsetAndMetadata>();
    ofTopic.set('t', 0, { offset: 5, topicId });
    const commit = (map: PartitionMap<OffsetAndMetadata>) => world.run(client.commit(map, undefined, deadline));
    assert.equal((await commit(ofTopic)).size, 0);
    assert.equal((await commit(offsets(['u', 0]))).size, 0);
    const fetched = await world.run(client.fetch(offsets(['t', 0]), { deadline }));
    assert.equal(fetched.offsets.get('t', 0)?.offset, 5);
    await world.run(client.fetch(offsets(['t', 0], ['u', 0]), { deadline }));
    assert.deepEqual(named, [topicId, 'u', topicId, 't', 'u']);

    world.broker.deleteTopic('t');
    world.broker.createTopic('t');
    await world.run(world.cluster.refresh());
    const refused = await commit(ofTopic);
    assert.match(refused.get('t', 0)?.message ?? '', /UNKNOWN_TOPIC_ID.*The topic was made again/);
    assert.equal(named.length, 5, 'nobody was asked');
    assert.equal(stored(0), undefined);
  });
});
