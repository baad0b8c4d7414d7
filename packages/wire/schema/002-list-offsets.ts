import type { ApiSchema } from '@k/tool-codegen';

export const listOffsets: ApiSchema = {
  key: 2,
  name: 'ListOffsets',
  target: 'the leader of every partition in it',
  about: 'Finds offsets by time: the earliest, the latest, or the first at or after a timestamp.',
  versions: {
    0: 'Answers a list of segment offsets.',
    1: 'Answers one offset with its timestamp.',
    2: 'isolationLevel: the latest offset may be the last stable one; throttleTimeMs.',
    3: 'The broker answers before it throttles (KIP-219).',
    4: 'Leader epochs on both sides (KIP-320).',
    5: 'OFFSET_NOT_AVAILABLE may be answered.',
    6: 'Flexible.',
    7: 'Timestamp -3: the record with the largest timestamp (KIP-734).',
    8: 'Timestamp -4: the earliest offset on the local disk (KIP-405).',
    9: 'Timestamp -5: the latest offset in tiered storage (KIP-1005).',
    10: 'timeoutMs, for looking into tiered storage (KIP-1075).',
    11: 'Timestamp -6: the earliest offset not yet uploaded to tiered storage (KIP-1023).',
  },
  flexible: 6,
  request: {
    replicaId: ['int32 (brokerId)', 'TODO'],
    isolationLevel: ['int8 v2+', 'TODO'],
    topics: ['[]Topic', 'TODO', {
      name: ['string (topicName)', 'TODO'],
      partitions: ['[]Partition', 'TODO', {
        partitionIndex: ['int32', 'TODO'],
        currentLeaderEpoch: ['int32 v4+ ignorable = -1', 'TODO'],
        timestamp: ['int64', 'TODO'],
        maxNumOffsets: ['int32 v0 = 1', 'TODO'],
      }],
    }],
    timeoutMs: ['int32 v10+ ignorable', 'TODO'],
  },
  response: {
    throttleTimeMs: ['int32 v2+ ignorable', 'TODO'],
    topics: ['[]Topic', 'TODO', {
      name: ['string (topicName)', 'TODO'],
      partitions: ['[]Partition', 'TODO', {
        partitionIndex: ['int32', 'TODO'],
        errorCode: ['int16', 'TODO'],
        oldStyleOffsets: ['[]int64 v0', 'TODO'],
        timestamp: ['int64 v1+ = -1', 'TODO'],
        offset: ['int64 v1+ = -1', 'TODO'],
        leaderEpoch: ['int32 v4+ = -1', 'TODO'],
      }],
    }],
  },
};
