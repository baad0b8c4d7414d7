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
    replicaId: ['int32 (brokerId)', 'The broker that asks; -1 for a client.'],
    isolationLevel: ['int8 v2+', '0 (read_uncommitted): all records. 1 (read_committed): only up to the last stable offset, with a list of what was aborted.'],
    topics: ['[]Topic', 'What to look for, by topic.', {
      name: ['string (topicName)', 'The name of the topic.'],
      partitions: ['[]Partition', 'What to look for, by partition.', {
        partitionIndex: ['int32', 'The number of the partition.'],
        currentLeaderEpoch: ['int32 v4+ ignorable = -1', 'The leader epoch the client knows, so that an old leader can be told from a new one; -1 for no check.'],
        timestamp: ['int64', 'The first record at or after this time, in ms since 1970; -1 the end, -2 the start, -3 the largest timestamp, -4 to -6 see the versions.'],
        maxNumOffsets: ['int32 v0 = 1', 'How many offsets to answer.'],
      }],
    }],
    timeoutMs: ['int32 v10+ ignorable', 'How long the broker may look into tiered storage, in ms.'],
  },
  response: {
    throttleTimeMs: ['int32 v2+ ignorable', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    topics: ['[]Topic', 'What was found, by topic.', {
      name: ['string (topicName)', 'The name of the topic.'],
      partitions: ['[]Partition', 'What was found, by partition.', {
        partitionIndex: ['int32', 'The number of the partition.'],
        errorCode: ['int16', '0, or what went wrong with the partition.'],
        oldStyleOffsets: ['[]int64 v0', 'Offsets of segments, newest first.'],
        timestamp: ['int64 v1+ = -1', 'The timestamp of the record found, in ms since 1970; -1 for none.'],
        offset: ['int64 v1+ = -1', 'The offset found; -1 for none.'],
        leaderEpoch: ['int32 v4+ = -1', 'The leader epoch of the record found; -1 when unknown.'],
      }],
    }],
  },
};
