import type { ApiSchema } from '@k/tool-codegen';

export const produce: ApiSchema = {
  key: 0,
  name: 'Produce',
  target: 'the leader of every partition in it',
  about: 'Appends record batches to partitions. With acks 0 there is no response.',
  versions: {
    0: 'Message sets of magic 0.',
    1: 'The response gains throttleTimeMs.',
    2: 'Message sets of magic 1 (with timestamps); the response gains logAppendTimeMs.',
    3: 'Record batches of magic 2; transactionalId.',
    4: 'KAFKA_STORAGE_ERROR may be answered.',
    5: 'The response gains logStartOffset.',
    6: 'The broker answers before it throttles (KIP-219).',
    7: 'Records may be compressed with zstd (KIP-110).',
    8: 'The response tells which records were bad (KIP-467).',
    9: 'Flexible.',
    10: 'The response tells the new leader and where it is (KIP-951).',
    11: 'TRANSACTION_ABORTABLE may be answered (KIP-890).',
    12: 'Adds the partitions to the transaction by itself (KIP-890).',
    13: 'Topics by id instead of by name (KIP-516).',
  },
  flexible: 9,
  request: {
    transactionalId: ['string? v3+ (transactionalId) = null', 'The transactional id of the producer; null when it has none.'],
    acks: ['int16', 'Who must have the records before the broker answers: -1 all in-sync replicas, 1 the leader, 0 nobody, and then there is no answer.'],
    timeoutMs: ['int32', 'How long the leader may wait for the replicas, in ms.'],
    topicData: ['[]TopicProduceData', 'The records, by topic.', {
      name: ['string v0-12 key ignorable (topicName)', 'The name of the topic.'],
      topicId: ['uuid v13+ key ignorable', 'The id of the topic.'],
      partitionData: ['[]PartitionProduceData', 'The records, by partition.', {
        index: ['int32', 'The number of the partition.'],
        records: ['records?', 'The records: one batch from v3 on, a message set before.'],
      }],
    }],
  },
  response: {
    responses: ['[]TopicProduce', 'The outcome, by topic.', {
      name: ['string v0-12 key ignorable (topicName)', 'The name of the topic.'],
      topicId: ['uuid v13+ key ignorable', 'The id of the topic.'],
      partitionResponses: ['[]PartitionProduce', 'The outcome, by partition.', {
        index: ['int32', 'The number of the partition.'],
        errorCode: ['int16', '0, or why the records were not (or not surely) written.'],
        baseOffset: ['int64', 'The offset of the first record.'],
        logAppendTimeMs: ['int64 v2+ ignorable = -1', 'When the broker appended the records, in ms since 1970, if the topic uses LogAppendTime; else -1.'],
        logStartOffset: ['int64 v5+ ignorable = -1', 'The offset of the first record that the log still has.'],
        recordErrors: ['[]BatchIndexAndErrorMessage v8+ ignorable', 'The records because of which the whole batch was refused.', {
          batchIndex: ['int32', 'The position of the record within its batch.'],
          batchIndexErrorMessage: ['string? = null', 'What is wrong with it; null when nothing is to be said.'],
        }],
        errorMessage: ['string? v8+ ignorable = null', "What is wrong with the batch, in the broker's words; null when nothing is."],
        currentLeader: ['LeaderIdAndEpoch v10+ tag 0', 'The leader to go to, after NOT_LEADER_OR_FOLLOWER.', {
          leaderId: ['int32 (brokerId) = -1', 'The broker that leads the partition; -1 when unknown.'],
          leaderEpoch: ['int32 = -1', "The leader's epoch; -1 when unknown."],
        }],
      }],
    }],
    throttleTimeMs: ['int32 v1+ ignorable', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    nodeEndpoints: ['[]NodeEndpoint v10+ tag 0', 'Where the new leaders are that are named in currentLeader.', {
      nodeId: ['int32 key (brokerId)', 'The id of the broker.'],
      host: ['string', 'Where the broker listens: a host name or an address.'],
      port: ['int32', 'The port it listens on.'],
      rack: ['string? = null', 'The rack the broker is in; null when it was not told.'],
    }],
  },
};
