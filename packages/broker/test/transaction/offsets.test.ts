import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ErrorCode, OffsetCommit, OffsetFetch, TxnOffsetCommit, WriteTxnMarkers } from '@k/wire';
import { OFFSETS_TOPIC, offsetsPartitionOf } from '../../src/group/offsets-topic.ts';
import { MemberClient } from '../group/support.ts';
import type { RawClient } from '../support/raw-client.ts';
import { Simulated } from '../support/simulated.ts';
import { TransactionalClient } from './support.ts';

const { FENCED_INSTANCE_ID, ILLEGAL_GENERATION, OFFSET_METADATA_TOO_LARGE, UNKNOWN_MEMBER_ID, UNSTABLE_OFFSET_COMMIT } =
  ErrorCode;

describe('offsets in a transaction', () => {
  let simulated: Simulated;
  let client: RawClient;
  before(async () => {
    simulated = await Simulated.start({ offsetMetadataMaxBytes: 5 });
    client = await simulated.client();
    simulated.broker.createTopic('t');
  });
  after(() => simulated.stop());

  async function producerOf(id: string, protocol: 'v1' | 'v2' = 'v2'): Promise<TransactionalClient> {
    const producer = new TransactionalClient(client, id, protocol);
    assert.equal(await simulated.run(producer.init()), 0);
    return producer;
  }

  const offsetOf = (group: string): number | undefined => simulated.broker.committed(group, 't', 0)?.offset;

  /** Offset and error code of what OffsetFetch tells of the one partition there is. */
  async function fetched(groupId: string, requireStable: boolean, topics: 'named' | 'all' = 'named', version = 8) {
    const asked = topics === 'all' ? null : [{ name: 't', partitionIndexes: [0] }];
    const body = version >= 8 ? { groups: [{ groupId, topics: asked }] } : { groupId, topics: asked };
    const response = await simulated.run(client.request(OffsetFetch, version, { ...body, requireStable }));
    const [topic] = version >= 8 ? (response.groups[0]?.topics ?? []) : response.topics;
    const found = topic?.partitions[0];
    return [Number(found?.committedOffset), found?.errorCode];
  }

  it('are seen when it is committed, and not before', async () => {
    const producer = await producerOf('seen');
    assert.equal(await simulated.run(producer.commitOffset('seen', 't', 5)), 0);
    assert.equal(offsetOf('seen'), undefined);
    assert.deepEqual(
      simulated.broker.transaction('seen')?.partitions.map(({ topic }) => topic),
      ['__consumer_offsets'],
    );
    assert.deepEqual(await fetched('seen', false), [-1, 0]);
    for (const version of [7, 8]) {
      assert.deepEqual(await fetched('seen', true, 'named', version), [-1, UNSTABLE_OFFSET_COMMIT]);
    }
    assert.equal(await simulated.run(producer.end(true)), 0);
    assert.deepEqual(simulated.broker.committed('seen', 't', 0), { offset: 5, leaderEpoch: -1, metadata: 'm' });
    assert.deepEqual(await fetched('seen', true), [5, 0]);
    assert.equal(await simulated.run(producer.commitOffset('seen', 't', 6)), 0);
    assert.deepEqual(await fetched('seen', true, 'all'), [-1, UNSTABLE_OFFSET_COMMIT]);
    assert.deepEqual(await fetched('seen', false, 'all'), [5, 0]);
    assert.equal(await simulated.run(producer.end(false)), 0);
    assert.deepEqual(await fetched('seen', true), [5, 0]);
  });

  it('make their group when they are taken, and none when they are refused', async () => {
    const producer = await producerOf('ghost');
    const commit = async (committedMetadata: string, transactionalId = 'ghost') => {
      const { producerId, producerEpoch } = producer;
      const topics = [{ name: 't', partitions: [{ partitionIndex: 0, committedOffset: 1, committedMetadata }] }];
      const body = { transactionalId, groupId: 'ghost', producerId, producerEpoch, topics };
      const response = await simulated.run(client.request(TxnOffsetCommit, 5, body));
      return [response.topics[0]?.partitions[0]?.errorCode, simulated.broker.groupIds.includes('ghost')];
    };
    assert.deepEqual(await commit('m', 'another'), [ErrorCode.INVALID_PRODUCER_ID_MAPPING, false]);
    assert.deepEqual(await commit('too long'), [OFFSET_METADATA_TOO_LARGE, false]);
    assert.deepEqual(await commit('m'), [0, true]);
    await simulated.run(producer.end(false));
  });

  it('do not take back what was committed after them', async () => {
    const producer = await producerOf('order');
    const partitions = [{ partitionIndex: 0, committedOffset: 9 }];
    await simulated.run(producer.commitOffset('order', 't', 5));
    await simulated.run(client.request(OffsetCommit, 8, { groupId: 'order', topics: [{ name: 't', partitions }] }));
    assert.equal(offsetOf('order'), 9);
    await simulated.run(producer.end(true));
    assert.equal(offsetOf('order'), 9);
    const [one, other] = [await producerOf('order-one'), await producerOf('order-other')];
    await simulated.run(one.commitOffset('order', 't', 20));
    await simulated.run(other.commitOffset('order', 't', 21));
    await simulated.run(other.end(true));
    await simulated.run(one.end(true));
    assert.equal(offsetOf('order'), 21);
  });

  it('are of all its groups, and of no other producer', async () => {
    const [one, other] = [await producerOf('one'), await producerOf('other')];
    for (const group of ['many-a', 'many-b', 'many-c']) await simulated.run(one.commitOffset(group, 't', 1));
    await simulated.run(other.commitOffset('many-a', 't', 2));
    await simulated.run(one.end(true));
    assert.deepEqual(['many-a', 'many-b', 'many-c'].map(offsetOf), [1, 1, 1]);
    assert.deepEqual(await fetched('many-a', true), [-1, UNSTABLE_OFFSET_COMMIT]);
    await simulated.run(other.end(false));
    assert.deepEqual(await fetched('many-a', true), [1, 0]);
  });

  it('are ended by the marker in the part that their group is in', async () => {
    const producer = await producerOf('parts');
    for (const group of ['part-a', 'part-b']) await simulated.run(producer.commitOffset(group, 't', 1));
    const { producerId, producerEpoch } = producer;
    const topics = [{ name: OFFSETS_TOPIC, partitionIndexes: [offsetsPartitionOf('part-a')] }];
    const marker = { producerId, producerEpoch, transactionResult: true, coordinatorEpoch: 9, topics };
    await simulated.run(client.request(WriteTxnMarkers, 1, { markers: [marker] }));
    assert.deepEqual(['part-a', 'part-b'].map(offsetOf), [1, undefined]);
    await simulated.run(producer.end(true));
    assert.deepEqual(['part-a', 'part-b'].map(offsetOf), [1, 1]);
  });

  it('are of the topic with that id, and the group has to be there (KIP-1319)', async () => {
    const producer = await producerOf('ids');
    const { topicId } = simulated.broker.createTopic('ids', { partitions: 1 });
    const commit = async (id: string, groupId: string, partitionIndex = 0, generation = -1) => {
      const { transactionalId, producerId, producerEpoch } = producer;
      const response = await simulated.run(
        client.request(TxnOffsetCommit, 6, {
          transactionalId,
          groupId,
          producerId,
          producerEpoch,
          generationIdOrMemberEpoch: generation,
          topics: [{ topicId: id, partitions: [{ partitionIndex, committedOffset: 3 }] }],
        }),
      );
      assert.equal(response.topics[0]?.topicId, id);
      return response.topics[0].partitions[0]?.errorCode;
    };
    const { UNKNOWN_TOPIC_ID, UNKNOWN_TOPIC_OR_PARTITION, GROUP_ID_NOT_FOUND } = ErrorCode;
    assert.equal(await commit('AAAAAAAAAAAAAAAAAAAA_w', 'ids'), UNKNOWN_TOPIC_ID);
    assert.equal(await commit(topicId, 'ids', 1), UNKNOWN_TOPIC_OR_PARTITION);
    assert.equal(await commit(topicId, 'no such group', 0, 1), GROUP_ID_NOT_FOUND);
    assert.deepEqual(simulated.broker.transaction('ids')?.partitions, []);
    assert.equal(await commit(topicId, 'ids'), 0);
    assert.equal(await simulated.run(producer.end(true)), 0);
    assert.equal(simulated.broker.committed('ids', 'ids', 0)?.offset, 3);
  });

  it('have to be of a member of the present generation (KIP-447)', async () => {
    const producer = await producerOf('member');
    const member = new MemberClient(client, 'members');
    await simulated.run(member.joinWithId({ groupInstanceId: 'instance' }));
    const claim = (more: object = {}) => {
      const { memberId, generationId } = member;
      return producer.commitOffset('members', 't', 3, { memberId, generationId, ...more });
    };
    assert.equal(await simulated.run(claim()), 0, 'in the midst of a rebalance too');
    await simulated.run(member.sync());
    assert.equal(await simulated.run(claim({ groupInstanceId: 'instance' })), 0);
    assert.equal(await simulated.run(claim({ generationId: 0 })), ILLEGAL_GENERATION);
    assert.equal(await simulated.run(claim({ memberId: 'another' })), UNKNOWN_MEMBER_ID);
    assert.equal(await simulated.run(claim({ memberId: 'another', groupInstanceId: 'instance' })), FENCED_INSTANCE_ID);
    assert.equal(await simulated.run(claim({ generationId: -1 })), ILLEGAL_GENERATION);
    // Whoever does not say who it is comes from before KIP-447.
    assert.equal(await simulated.run(producer.commitOffset('members', 't', 4)), 0);
    await simulated.run(producer.addOffsets('members'));
    assert.equal(await simulated.run(producer.commitOffset('members', 't', 4, {}, 2)), 0);
    assert.equal(await simulated.run(producer.commitOffset('nobody', 't', 4, { generationId: 1 })), ILLEGAL_GENERATION);
  });

  it('are refused for an unknown topic, too long a text, no group, or no transaction', async () => {
    const producer = await producerOf('refused');
    assert.equal(await simulated.run(producer.commitOffset('r', 'none', 1)), ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    assert.equal(await simulated.run(producer.commitOffset('', 't', 1)), ErrorCode.INVALID_GROUP_ID);
    assert.equal(await simulated.run(producer.commitOffset('r', 't', 1, {}, 3)), ErrorCode.INVALID_TXN_STATE);
    assert.equal(await simulated.run(producer.commitOffset('r', 't', 1, {}, 4)), ErrorCode.TRANSACTION_ABORTABLE);
    producer.metadata = 'longer';
    assert.equal(await simulated.run(producer.commitOffset('r', 't', 1)), OFFSET_METADATA_TOO_LARGE);
  });

  it('go with the topic that is deleted', async () => {
    const producer = await producerOf('gone');
    simulated.broker.createTopic('gone');
    await simulated.run(producer.commitOffset('gone', 'gone', 7));
    simulated.broker.deleteTopic('gone');
    simulated.broker.createTopic('gone');
    await simulated.run(producer.end(true));
    assert.equal(simulated.broker.committed('gone', 'gone', 0), undefined);
  });
});
