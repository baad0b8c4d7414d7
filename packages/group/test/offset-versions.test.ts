import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import {
  ErrorCode,
  OffsetCommit,
  OffsetFetch,
  ZERO_UUID,
  type OffsetCommitRequest,
  type OffsetFetchRequest,
  type OffsetFetchResponsePartition,
} from '@k/wire';
import type { Requester } from '@k/cluster';
import { OffsetClient, PartitionMap, type MemberIdentity, type OffsetAndMetadata } from '../src/index.ts';
import { World } from './world.ts';

const MEMBER: MemberIdentity = { protocol: 'consumer', memberId: 'm', epoch: 7, groupInstanceId: null };

/** What the coordinator is asked and understood to say, in each version; the answers are made by hand. */
describe('offsets in every version', () => {
  let world: World;
  let topicId: string;
  beforeEach(async () => {
    world = await World.create();
    await world.run(world.cluster.loadTopics(['t']));
    topicId = world.broker.topic('t')?.topicId ?? '';
  });
  afterEach(() => world.close());

  const client = (maxVersion = 10): OffsetClient => {
    const through: Pick<Requester, 'request'> = {
      request: (target, api, body, options) =>
        world.cluster.request(target, api, body, {
          ...options,
          maxVersion: Math.min(maxVersion, options?.maxVersion ?? maxVersion),
        }),
    };
    return new OffsetClient(world.cluster, 'g', through);
  };
  const offsets = (...partitions: number[]): PartitionMap<OffsetAndMetadata> =>
    new PartitionMap(partitions.map((partition) => ['t', partition, { offset: 5, metadata: 'mine', leaderEpoch: 3 }]));
  const named = (version: number) => (version >= 10 ? { name: '', topicId } : { name: 't', topicId: ZERO_UUID });

  for (let version = 0; version <= 10; version++) {
    it(`commits in v${String(version)}`, async () => {
      const asked: OffsetCommitRequest[] = [];
      world.broker.control(OffsetCommit, (request, context) => {
        assert.equal(context.version, version);
        asked.push(request);
        // What is known of a partition that nobody asked about is nothing to anybody.
        const partitions = [4, 1, 0].map((partitionIndex) => ({
          partitionIndex,
          errorCode: partitionIndex === 1 ? 12 : 0,
        }));
        const strange = version >= 10 ? { topicId: `${'B'.repeat(21)}A` } : { name: 'strange' };
        return {
          topics: [
            { ...named(version), partitions },
            { ...strange, partitions },
          ],
        };
      });
      const deadline = world.cluster.deadline('commit');
      // Before there were none, a group with static members is not there either.
      const member = { ...MEMBER, groupInstanceId: version >= 7 ? 'i' : null };
      const errors = await world.run(client(version).commit(offsets(0, 1, 2), member, deadline));
      assert.deepEqual(
        Array.from(errors, ([topic, partition, error]) => [topic, partition, error.name]),
        [['t', 1, 'OffsetMetadataTooLargeError'], ['t', 2, 'UnknownServerError']], // prettier-ignore
        'too much text is refused by its name, and what the answer leaves out was not stored',
      );
      assert.deepEqual(asked.length, 1);
      const { groupId, memberId, generationIdOrMemberEpoch, groupInstanceId, topics } = asked[0] as OffsetCommitRequest;
      const who = version >= 1 ? ['m', 7] : ['', -1];
      assert.deepEqual([groupId, memberId, generationIdOrMemberEpoch, groupInstanceId], ['g', ...who, version >= 7 ? 'i' : null]); // prettier-ignore
      assert.deepEqual(
        topics.map((topic) => ({ name: topic.name, topicId: topic.topicId })),
        [named(version)],
      );
      assert.deepEqual(
        topics[0]?.partitions.map((each) => [
          each.partitionIndex,
          each.committedOffset,
          each.committedLeaderEpoch,
          each.committedMetadata,
        ]),
        [0, 1, 2].map((partition) => [partition, 5n, version >= 6 ? 3 : -1, 'mine']),
      );
    });

    it(`fetches in v${String(version)}`, async () => {
      const asked: OffsetFetchRequest[] = [];
      world.broker.control(OffsetFetch, (request, context) => {
        assert.equal(context.version, version);
        asked.push(request);
        const told: Partial<OffsetFetchResponsePartition>[] = [
          { partitionIndex: 4, committedOffset: 44n },
          {
            partitionIndex: 0,
            committedOffset: 9n,
            ...(version >= 5 ? { committedLeaderEpoch: 2 } : {}),
            metadata: 'theirs',
          },
          { partitionIndex: 1, committedOffset: -1n },
        ];
        if (version < 8) return { topics: [{ name: 't', partitions: told }] };
        const topics = [{ ...named(version), partitions: told }];
        return {
          groups: [
            { groupId: 'other', topics: [] },
            { groupId: 'g', topics },
          ],
        };
      });
      const deadline = world.cluster.deadline('fetch');
      const found = await world.run(client(version).fetch(offsets(0, 1, 2), { deadline, member: MEMBER }));
      assert.deepEqual(
        [...found.offsets],
        [['t', 0, { offset: 9, leaderEpoch: version >= 5 ? 2 : -1, metadata: 'theirs' }], ['t', 1, null]], // prettier-ignore
      );
      assert.deepEqual(
        Array.from(found.errors, ([topic, partition, error]) => [topic, partition, error.name]),
        [['t', 2, 'UnknownServerError']],
      );
      const [request] = asked as [OffsetFetchRequest];
      const group = version >= 8 ? request.groups[0] : { ...request, memberId: null, memberEpoch: -1 };
      const who = version >= 9 ? ['m', 7] : [null, -1];
      assert.deepEqual([group?.groupId, group?.memberId, group?.memberEpoch], ['g', ...who]);
      assert.equal(request.requireStable, version >= 7);
      assert.deepEqual(
        group?.topics?.map(({ name, partitionIndexes, ...rest }) => [
          name,
          'topicId' in rest ? rest.topicId : ZERO_UUID,
          partitionIndexes,
        ]),
        [[named(version).name, named(version).topicId, [0, 1, 2]]],
      );
    });
  }

  it('an offset that there cannot be is an error of its partition, and not "nothing committed"', async () => {
    world.broker.control(OffsetFetch, () => {
      const partitions = [-2n, -9_000_000_000_000_000_000n, 9_223_372_036_854_775_807n, 0n].map(
        (committedOffset, partitionIndex) => ({ partitionIndex, committedOffset }),
      );
      return { groups: [{ groupId: 'g', topics: [{ topicId, partitions }] }] };
    });
    const { offsets: found, errors } = await world.run(
      client().fetch(offsets(0, 1, 2, 3), { deadline: world.cluster.deadline('fetch') }),
    );
    assert.deepEqual(
      Array.from(found, ([, partition, told]) => [partition, told?.offset]),
      [[3, 0]],
    );
    assert.deepEqual(Array.from(errors, ([, partition, { name }]) => [partition, name]), [0, 1, 2].map((partition) => [partition, 'UnknownServerError'])); // prettier-ignore
    assert.match(
      errors.get('t', 2)?.message ?? '',
      /OffsetFetch.*t-2.*an offset that there cannot be, 9223372036854775807/,
    );
  });

  it('too long a text fails alone, by the name of its error', async () => {
    const map = offsets(0, 1).set('t', 1, { offset: 6, metadata: 'x'.repeat(5_000) });
    const errors = await world.run(client().commit(map, undefined, world.cluster.deadline('commit')));
    assert.deepEqual(
      Array.from(errors, ([, partition, { name }]) => [partition, name]),
      [[1, 'OffsetMetadataTooLargeError']],
    );
    assert.deepEqual(
      [0, 1].map((partition) => world.broker.committed('g', 't', partition)?.offset),
      [5, undefined],
    );
  });

  describe('by id', () => {
    it('a topic that is made again while a commit is on its way does not get the offset of the old one', async () => {
      const asked: string[] = [];
      world.broker.control(OffsetCommit, ({ topics }) => {
        asked.push(...topics.map((topic) => topic.topicId));
        if (asked.length > 1) return undefined;
        world.broker.deleteTopic('t');
        world.broker.createTopic('t', { partitions: 4 });
        return undefined;
      });
      const errors = await world.run(client().commit(offsets(0), undefined, world.cluster.deadline('commit')));
      assert.match(errors.get('t', 0)?.message ?? '', /UNKNOWN_TOPIC_ID.*The topic was made again/);
      assert.deepEqual(asked, [topicId], 'nobody was asked to store it for the new one');
      assert.equal(world.broker.committed('g', 't', 0), undefined);
      assert.equal((await world.run(client().commit(offsets(0), undefined, world.cluster.deadline('commit')))).size, 0);
      assert.equal(world.broker.committed('g', 't', 0)?.offset, 5, 'a new call is about the new topic');
    });

    it('what was committed for a topic of before is not found in one of its name', async () => {
      await world.run(client().commit(offsets(0), undefined, world.cluster.deadline('commit')));
      world.broker.deleteTopic('t');
      world.broker.createTopic('t', { partitions: 4 });
      const named = world.broker.control(OffsetFetch, () => undefined);
      const found = await world.run(client().fetch(offsets(0), { deadline: world.cluster.deadline('fetch') }));
      assert.deepEqual([...found.offsets], [['t', 0, null]]);
      assert.equal(named.calls, 2, 'the old id, and after a refresh the new one');
    });

    it('a coordinator that moves in mid-commit is found again, and asked about the same topic', async () => {
      const asked: unknown[] = [];
      const real = await world.run(world.cluster.coordinator('group', 'g'));
      world.broker.control(OffsetCommit, ({ topics }, { version, nodeId }) => {
        asked.push([version, nodeId, topics[0]?.topicId]);
        if (nodeId !== real) return undefined;
        void world.broker.stop(real);
        return 'drop';
      });
      const errors = await world.run(client().commit(offsets(0), undefined, world.cluster.deadline('commit')));
      assert.equal(errors.size, 0);
      assert.deepEqual(asked, [[10, real, topicId], [10, 1 - real, topicId]]); // prettier-ignore
      assert.equal(world.broker.committed('g', 't', 0)?.offset, 5);
    });

    for (const code of [ErrorCode.ILLEGAL_GENERATION, ErrorCode.REBALANCE_IN_PROGRESS, ErrorCode.STALE_MEMBER_EPOCH]) {
      it(`a commit between generations is told at once, and not made again: error ${String(code)}`, async () => {
        const commits = world.broker.control(OffsetCommit, (_, { version }) => {
          assert.equal(version, 10);
          return { topics: [{ topicId, partitions: [{ partitionIndex: 0, errorCode: code }] }] };
        });
        const errors = await world.run(client().commit(offsets(0), MEMBER, world.cluster.deadline('commit')));
        assert.equal((errors.get('t', 0) as { code?: number } | undefined)?.code, code);
        assert.equal(commits.calls, 1);
      });
    }
  });
});
