import type { ApiSchema } from '@k/tool-codegen';

export const shareFetch: ApiSchema = {
  key: 78,
  name: 'ShareFetch',
  target: 'the leader of every partition in it',
  about: 'Fetches records for a member of a share group, which has them to itself for a time, and acknowledges earlier ones.',
  versions: {
    1: 'The first that counts (KIP-932); version 0 was only for early access and is gone.',
    2: 'shareAcquireMode (KIP-1206); isRenewAck: more time for records (KIP-1222).',
  },
  flexible: 0,
  request: {
    groupId: ['string? (groupId) = null', 'The id of the group. Members always set it.'],
    memberId: ['string?', 'The id of the member. Members always set it.'],
    shareSessionEpoch: ['int32', 'Counts the requests of a session up from 1; 0 opens a session, -1 ends it.'],
    maxWaitMs: ['int32', 'How long the broker may wait for minBytes to be there, in ms.'],
    minBytes: ['int32', 'How many bytes of records are worth an answer before the time is up.'],
    maxBytes: ['int32 = 0x7fffffff', 'How many bytes of records the answer may have in all; the first batch comes even when it is larger.'],
    maxRecords: ['int32', 'How many records are wanted at most; with shareAcquireMode 0, a batch is not cut for that.'],
    batchSize: ['int32', 'How many records each element of acquiredRecords should have.'],
    shareAcquireMode: ['int8 v2+ ignorable', '0: whole batches, even if that is more than maxRecords. 1: never more than maxRecords.'],
    isRenewAck: ['bool v2+', 'Whether some of the acknowledgements ask for more time (4). Then no records are fetched.'],
    topics: ['[]FetchTopic', 'What to fetch from and what to acknowledge, by topic; within a session, only what is new.', {
      topicId: ['uuid key', 'The id of the topic.'],
      partitions: ['[]FetchPartition', 'What to fetch from and what to acknowledge, by partition.', {
        partitionIndex: ['int32 key', 'The number of the partition.'],
        acknowledgementBatches: ['[]AcknowledgementBatch', 'The records to acknowledge.', {
          firstOffset: ['int64', 'The offset of the first record.'],
          lastOffset: ['int64', 'The offset of the last record.'],
          acknowledgeTypes: ['[]int8', 'What has become of them, for each offset or, with one element, for all: 0 gap (no record), 1 accepted, 2 released for others, 3 rejected for good, 4 needs more time.'],
        }],
      }],
    }],
    forgottenTopicsData: ['[]ForgottenTopic', 'What to take out of the session.', {
      topicId: ['uuid', 'The id of the topic.'],
      partitions: ['[]int32', 'The partitions to take out.'],
    }],
  },
  response: {
    throttleTimeMs: ['int32', 'How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not.'],
    errorCode: ['int16', '0, or why nothing at all was done (sessions, mostly).'],
    errorMessage: ['string? = null', "What went wrong, in the broker's words; null when nothing did."],
    acquisitionLockTimeoutMs: ['int32', 'For how long the member has the records to itself, in ms.'],
    responses: ['[]ShareFetchableTopic', 'What was fetched and acknowledged, by topic.', {
      topicId: ['uuid key', 'The id of the topic.'],
      partitions: ['[]PartitionData', 'What was fetched and acknowledged, by partition.', {
        partitionIndex: ['int32', 'The number of the partition.'],
        errorCode: ['int16', '0, or why nothing could be fetched.'],
        errorMessage: ['string? = null', "Why nothing could be fetched, in the broker's words; null when it could."],
        acknowledgeErrorCode: ['int16', '0, or why records could not be acknowledged.'],
        acknowledgeErrorMessage: ['string? = null', "Why records could not be acknowledged, in the broker's words; null when they could."],
        currentLeader: ['LeaderIdAndEpoch', 'The leader to go to, after an error that says it is another one.', {
          leaderId: ['int32', 'The broker that leads the partition; -1 when unknown.'],
          leaderEpoch: ['int32', "The leader's epoch; -1 when unknown."],
        }],
        records: ['records', 'Record batches, also with records that the member does not get: see acquiredRecords. Empty when there is nothing.'],
        acquiredRecords: ['[]AcquiredRecords', 'Which of the records the member gets.', {
          firstOffset: ['int64', 'The offset of the first record.'],
          lastOffset: ['int64', 'The offset of the last record.'],
          deliveryCount: ['int16', 'How many times they have been delivered, this time included.'],
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
