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
    transactionalId: ['string? v3+ (transactionalId) = null', 'TODO'],
    acks: ['int16', 'TODO'],
    timeoutMs: ['int32', 'TODO'],
    topicData: ['[]TopicProduceData', 'TODO', {
      name: ['string v0-12 key ignorable (topicName)', 'TODO'],
      topicId: ['uuid v13+ key ignorable', 'TODO'],
      partitionData: ['[]PartitionProduceData', 'TODO', {
        index: ['int32', 'TODO'],
        records: ['records?', 'TODO'],
      }],
    }],
  },
  response: {
    responses: ['[]TopicProduce', 'TODO', {
      name: ['string v0-12 key ignorable (topicName)', 'TODO'],
      topicId: ['uuid v13+ key ignorable', 'TODO'],
      partitionResponses: ['[]PartitionProduce', 'TODO', {
        index: ['int32', 'TODO'],
        errorCode: ['int16', 'TODO'],
        baseOffset: ['int64', 'TODO'],
        logAppendTimeMs: ['int64 v2+ ignorable = -1', 'TODO'],
        logStartOffset: ['int64 v5+ ignorable = -1', 'TODO'],
        recordErrors: ['[]BatchIndexAndErrorMessage v8+ ignorable', 'TODO', {
          batchIndex: ['int32', 'TODO'],
          batchIndexErrorMessage: ['string? = null', 'TODO'],
        }],
        errorMessage: ['string? v8+ ignorable = null', 'TODO'],
        currentLeader: ['LeaderIdAndEpoch v10+ tag 0', 'TODO', {
          leaderId: ['int32 (brokerId) = -1', 'TODO'],
          leaderEpoch: ['int32 = -1', 'TODO'],
        }],
      }],
    }],
    throttleTimeMs: ['int32 v1+ ignorable', 'TODO'],
    nodeEndpoints: ['[]NodeEndpoint v10+ tag 0', 'TODO', {
      nodeId: ['int32 key (brokerId)', 'TODO'],
      host: ['string', 'TODO'],
      port: ['int32', 'TODO'],
      rack: ['string? = null', 'TODO'],
    }],
  },
};
