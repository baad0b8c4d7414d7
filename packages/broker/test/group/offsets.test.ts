import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ErrorCode, OffsetCommit, OffsetFetch } from '@k/wire';
import { createBroker, type Broker } from '../../src/index.ts';
import { RawClient } from '../support/raw-client.ts';
import { MemberClient } from './support.ts';

describe('OffsetCommit and OffsetFetch', () => {
  let broker: Broker;
  let client: RawClient;
  let topicId: string;
  before(async () => {
    broker = await createBroker();
    client = await RawClient.tcp(broker.bootstrapServers[0] as string);
    ({ topicId } = broker.createTopic('t', { partitions: 2 }));
  });
  after(async () => {
    client.close();
    await broker.close();
  });

  interface Claim {
    readonly generationIdOrMemberEpoch?: number;
    readonly memberId?: string;
  }

  async function commit(groupId: string, offset: number, claim: Claim = {}, version = 9, metadata = 'note') {
    const named = version >= 10 ? { topicId } : { name: 't' };
    const partitions = [{ partitionIndex: 0, committedOffset: offset, committedMetadata: metadata }];
    const response = await client.request(OffsetCommit, version, {
      groupId,
      ...claim,
      topics: [{ ...named, partitions }],
    });
    return response.topics[0]?.partitions[0]?.errorCode;
  }

  it('stores and returns offsets in every version', async () => {
    for (let version = 0; version <= 10; version++) assert.equal(await commit('all', version, {}, version), 0);
    assert.deepEqual(broker.committed('all', 't', 0), { offset: 10, leaderEpoch: -1, metadata: 'note' });
    for (let version = 0; version <= 10; version++) {
      const partitionIndexes = [0, 1];
      const named = version >= 10 ? { topicId } : { name: 't' };
      const topics = [{ ...named, partitionIndexes }];
      const response = await client.request(
        OffsetFetch,
        version,
        version >= 8 ? { groups: [{ groupId: 'all', topics }] } : { groupId: 'all', topics },
      );
      const [topic] = version >= 8 ? (response.groups[0]?.topics ?? []) : response.topics;
      const found = topic?.partitions.map(({ committedOffset, metadata, errorCode }) => [
        committedOffset,
        metadata,
        errorCode,
      ]);
      assert.deepEqual(found, [
        [10n, 'note', 0],
        [-1n, '', version === 0 ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION : 0],
      ]);
    }
  });

  it('asks nobody whose offsets they are in v0, as with ZooKeeper, and v1 does', async () => {
    const member = new MemberClient(client, 'old');
    await member.joinWithId();
    await member.sync({});
    const body = { groupId: 'old', topics: [{ name: 't', partitions: [{ partitionIndex: 0, committedOffset: 7 }] }] };
    const code = async (version: number): Promise<number | undefined> =>
      (await client.request(OffsetCommit, version, body)).topics[0]?.partitions[0]?.errorCode;
    assert.equal(await code(0), 0);
    assert.equal(broker.committed('old', 't', 0)?.offset, 7);
    assert.equal(await code(1), ErrorCode.UNKNOWN_MEMBER_ID);
    const unknown = { ...body, topics: [{ name: 'unknown', partitions: [{ partitionIndex: 0, committedOffset: 7 }] }] };
    const refused = await client.request(OffsetCommit, 0, unknown);
    assert.equal(refused.topics[0]?.partitions[0]?.errorCode, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    await member.leave();
  });

  it('returns everything a group committed, several groups at once', async () => {
    await commit('first', 1);
    await commit('second', 2);
    const { groups } = await client.request(OffsetFetch, 8, {
      groups: ['first', 'second', 'third'].map((groupId) => ({ groupId, topics: null })),
    });
    const offsets = groups.map(({ topics }) =>
      topics.map(({ partitions }) => partitions.map((p) => Number(p.committedOffset))),
    );
    assert.deepEqual(offsets, [[[1]], [[2]], []]);
    const old = await client.request(OffsetFetch, 2, { groupId: 'first', topics: null });
    assert.equal(old.topics[0]?.partitions[0]?.committedOffset, 1n);
  });

  it('refuses what is not there and what is too long', async () => {
    const response = await client.request(OffsetCommit, 9, {
      groupId: 'refused',
      topics: [
        { name: 'unknown', partitions: [{ partitionIndex: 0, committedOffset: 1 }] },
        { name: 't', partitions: [{ partitionIndex: 7, committedOffset: 1 }] },
      ],
    });
    const codes = response.topics.map(({ partitions }) => partitions[0]?.errorCode);
    assert.deepEqual(codes, [ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION]);
    assert.equal(await commit('refused', 1, {}, 9, 'x'.repeat(4097)), ErrorCode.OFFSET_METADATA_TOO_LARGE);
    const beyond = await client.request(OffsetCommit, 9, {
      groupId: 'refused',
      topics: [{ name: 't', partitions: [{ partitionIndex: 0, committedOffset: 2n ** 60n + 1n }] }],
    });
    assert.equal(beyond.topics[0]?.partitions[0]?.errorCode, ErrorCode.INVALID_COMMIT_OFFSET_SIZE);
    assert.equal(await commit('', 1), 0, 'the empty group id is still taken here (KIP-289)');
    assert.equal(
      await commit('no-such-group', 1, { generationIdOrMemberEpoch: 3, memberId: 'm' }),
      ErrorCode.GROUP_ID_NOT_FOUND,
    );
    assert.equal(
      await commit('no-such-group', 1, { generationIdOrMemberEpoch: 3, memberId: 'm' }, 8),
      ErrorCode.ILLEGAL_GENERATION,
    );
  });

  it('makes no group of a commit that is refused, and one of an offset that is stored', async () => {
    const listed = (): boolean => broker.groupIds.includes('ghost');
    for (const topic of [
      { name: 'unknown', partition: 0 },
      { name: 't', partition: 7 },
    ]) {
      const partitions = [{ partitionIndex: topic.partition, committedOffset: 1 }];
      const body = { groupId: 'ghost', topics: [{ name: topic.name, partitions }] };
      const { topics } = await client.request(OffsetCommit, 9, body);
      assert.equal(topics[0]?.partitions[0]?.errorCode, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
      assert.equal(listed(), false);
    }
    assert.equal(await commit('ghost', 1, {}, 9, 'x'.repeat(5000)), ErrorCode.OFFSET_METADATA_TOO_LARGE);
    assert.equal(listed(), false);
    assert.equal(await commit('ghost', 1), ErrorCode.NONE);
    assert.equal(listed(), true);
  });

  it('takes commits of members of the present generation only', async () => {
    const member = new MemberClient(client, 'members');
    await member.joinWithId();
    const { memberId, generationId } = member;
    const mine = { memberId, generationIdOrMemberEpoch: generationId };
    assert.equal(await commit('members', 5, mine), ErrorCode.REBALANCE_IN_PROGRESS, 'not before it has its assignment');
    await member.sync({});
    assert.equal(await commit('members', 5, mine), 0);
    assert.equal(await commit('members', 6, { ...mine, generationIdOrMemberEpoch: 0 }), ErrorCode.ILLEGAL_GENERATION);
    assert.equal(await commit('members', 6, { ...mine, memberId: 'other' }), ErrorCode.UNKNOWN_MEMBER_ID);
    assert.equal(await commit('members', 6), ErrorCode.UNKNOWN_MEMBER_ID, 'a stranger, while the group has members');
    assert.equal(broker.committed('members', 't', 0)?.offset, 5);
    await member.leave();
    assert.equal(await commit('members', 6), 0, 'anybody, once the group is empty');
  });

  it('forgets the offsets of a deleted topic', async () => {
    broker.createTopic('gone');
    await client.request(OffsetCommit, 9, {
      groupId: 'kept',
      topics: [{ name: 'gone', partitions: [{ partitionIndex: 0, committedOffset: 3 }] }],
    });
    assert.equal(broker.committed('kept', 'gone', 0)?.offset, 3);
    broker.deleteTopic('gone');
    broker.createTopic('gone');
    assert.equal(broker.committed('kept', 'gone', 0), undefined);
  });
});
