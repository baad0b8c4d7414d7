import type { ApiSchema } from '@k/tool-codegen';

export const shareAcknowledge: ApiSchema = {
  key: 79,
  name: 'ShareAcknowledge',
  target: 'the leader of every partition in it',
  about: 'Acknowledges records that a member of a share group has fetched, without fetching more.',
  versions: {
    1: 'The first that counts (KIP-932); version 0 was only for early access and is gone.',
    2: 'isRenewAck and acquisitionLockTimeoutMs: more time for records (KIP-1222).',
  },
  flexible: 0,
  request: {
    groupId: ['string? (groupId) = null', 'The id of the group. Members always set it.'],
    memberId: ['string?', 'The id of the member. Members always set it.'],
    shareSessionEpoch: ['int32', 'Counts the requests of a session up from 1, together with those of ShareFetch; -1 ends it.'],
    isRenewAck: ['bool v2+', 'Whether some of the acknowledgements ask for more time (4).'],
    topics: ['[]AcknowledgeTopic', 'What to acknowledge, by topic.', {
      topicId: ['uuid key', 'The id of the topic.'],
      partitions: ['[]AcknowledgePartition', 'What to acknowledge, by partition.', {
        partitionIndex: ['int32 key', 'The number of the partition.'],
        acknowledgementBatches: ['[]AcknowledgementBatch', 'The records to acknowledge.', {
          firstOffset: ['int64', 'The offset of the first record.'],
          lastOffset: ['int64', 'The offset of the last record.'],
          acknowledgeTypes: ['[]int8', 'What has become of them, for each offset or, with one element, for all: 0 gap (no record), 1 accepted, 2 released for others, 3 rejected for good, 4 needs more time.'],
        }],
      }],
    }],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or why nothing at all was done (sessions, mostly).'],
    errorMessage: ['string? = null', "What went wrong, in the broker's words; null when nothing did."],
    acquisitionLockTimeoutMs: ['int32 v2+ ignorable', 'For how long the member has the records to itself, in ms.'],
    responses: ['[]Topic', 'The outcome, by topic.', {
      topicId: ['uuid key', 'The id of the topic.'],
      partitions: ['[]PartitionData', 'The outcome, by partition.', {
        partitionIndex: ['int32', 'The number of the partition.'],
        errorCode: ['int16', '0, or why records could not be acknowledged.'],
        errorMessage: ['string? = null', "What went wrong, in the broker's words; null when nothing did."],
        currentLeader: ['LeaderIdAndEpoch', 'The leader to go to, after an error that says it is another one.', {
          leaderId: ['int32', 'The broker that leads the partition; -1 when unknown.'],
          leaderEpoch: ['int32', "The leader's epoch; -1 when unknown."],
        }],
      }],
    }],
    nodeEndpoints: ['[]NodeEndpoint', 'Where the new leaders are that are named in currentLeader.', {
      nodeId: ['int32 key (brokerId)', 'The id of the broker.'],
      host: ['string', 'Where the broker listens: a host name or an address.'],
      port: ['int32', 'The port it listens on.'],
      rack: ['string? = null', 'The rack the broker is in; null when it was not told.'],
    }],
  },
};
