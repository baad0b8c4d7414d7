// Where Kafka's releases disagree with one another, and what we have. Everything else must be the same.

/** By the name that it had, the name that it has: the first of those listed that is there. */
export type Renamed = Readonly<Record<string, string | readonly string[]>>;

/** Names that changed; on the wire nothing did. Ours are those of the newest release, at the versions that have them. */
export const RENAMED_FIELDS: Readonly<Record<string, Renamed>> = {
  FetchResponse: { partitionResponses: 'partitions', partition: 'partitionIndex', recordSet: 'records' },
  LeaderAndIsrRequest: { zkVersion: 'partitionEpoch' },
  AddPartitionsToTxnRequest: {
    transactionalId: 'v3AndBelowTransactionalId',
    producerId: 'v3AndBelowProducerId',
    producerEpoch: 'v3AndBelowProducerEpoch',
    topics: 'v3AndBelowTopics',
  },
  AddPartitionsToTxnResponse: {
    results: ['resultsByTopicV3AndBelow', 'resultsByPartition'],
    errorCode: 'partitionErrorCode',
  },
  DescribeLogDirsRequest: { partitionIndex: 'partitions' },
  ElectLeadersRequest: { partitionId: 'partitions' },
  AlterPartitionRequest: { name: 'topicName', currentIsrVersion: 'partitionEpoch' },
  AlterPartitionResponse: { name: 'topicName', currentIsrVersion: 'partitionEpoch' },
  TxnOffsetCommitRequest: { generationId: 'generationIdOrMemberEpoch' },
  OffsetCommitRequest: { generationId: 'generationIdOrMemberEpoch' },
  VoteRequest: {
    candidateEpoch: 'replicaEpoch',
    candidateId: 'replicaId',
    candidateDirectoryId: 'replicaDirectoryId',
  },
  StreamsGroupHeartbeatResponse: { acceptableRecoveryLag: 'acceptableRecoveryLagLegacy' },
  ListConfigResourcesResponse: { clientMetricsResources: 'configResources', name: 'resourceName' },
};

/** Messages that changed their name. */
export const RENAMED_MESSAGES: Readonly<Record<string, string>> = {
  AlterIsrRequest: 'AlterPartitionRequest',
  AlterIsrResponse: 'AlterPartitionResponse',
  ListClientMetricsResourcesRequest: 'ListConfigResourcesRequest',
  ListClientMetricsResourcesResponse: 'ListConfigResourcesResponse',
};

/** Definitions that are not ours on purpose. */
export const NOT_OURS: readonly { readonly before: string; readonly names: RegExp; readonly because: string }[] = [
  {
    before: '4.1.0',
    names: /Share/,
    because: 'share groups were early access before Kafka 4.1, and later releases do not speak those versions',
  },
  {
    before: '3.0.0',
    names: /^LeaderChangeMessage$/,
    because: 'KRaft was a preview in 2.8; the message got its version number as the first field in 3.0',
  },
  {
    before: '3.8.0',
    names: /^ConsumerGroup/,
    because: 'the new consumer protocol was in the making: version 0 still changed in 3.7',
  },
];

/** Before this release, words that are not on the wire (key, ignorable, what a number identifies) were still being added. */
export const WORDS_SINCE = '3.5.0';

/** One fact of a field that some releases have otherwise. Reading and writing of what they send is not touched by it. */
export interface Exception {
  /** The first release that agrees with us. */
  readonly before?: string;
  /** The first release that no longer agrees with us. */
  readonly since?: string;
  readonly message: string;
  readonly field: string;
  readonly fact: 'key' | 'ignorable' | 'default';
  readonly because: string;
}

const MADE_IGNORABLE = 'became ignorable later; what is written where the field exists is the same';
const ignorable = (before: string, message: string, field: string): Exception => {
  return { before, message, field, fact: 'ignorable', because: MADE_IGNORABLE };
};
export const EXCEPTIONS: readonly Exception[] = [
  ignorable('4.1.0', 'ProduceRequest', 'topicData.name'),
  ignorable('4.1.0', 'ProduceResponse', 'responses.name'),
  ignorable('4.1.0', 'OffsetCommitRequest', 'topics.name'),
  ignorable('4.1.0', 'OffsetCommitResponse', 'topics.name'),
  ignorable('4.1.0', 'OffsetFetchRequest', 'groups.topics.name'),
  ignorable('4.1.0', 'OffsetFetchResponse', 'groups.topics.name'),
  ignorable('4.0.0', 'UpdateFeaturesResponse', 'results'),
  ignorable('3.9.0', 'EndQuorumEpochRequest', 'topics.partitions.preferredSuccessors'),
  ignorable('4.3.0', 'WriteShareGroupStateRequest', 'topics.partitions.deliveryCompleteCount'),
  ignorable('4.3.0', 'ReadShareGroupStateSummaryResponse', 'results.partitions.deliveryCompleteCount'),
  ignorable('4.3.0', 'DescribeShareGroupOffsetsResponse', 'groups.topics.partitions.lag'),
  ignorable('4.4.0', 'TxnOffsetCommitRequest', 'topics.name'),
  ignorable('4.4.0', 'TxnOffsetCommitResponse', 'topics.name'),
  {
    since: '4.0.0',
    message: 'RequestHeader',
    field: 'clientId',
    fact: 'ignorable',
    because: 'only version 0 lacks it, which Kafka 4.0 dropped, and with it the word',
  },
  {
    before: '4.4.0',
    message: 'DescribeProducersRequest',
    field: 'topics.name',
    fact: 'key',
    because: 'how the broker looks things up in the request; not on the wire',
  },
  {
    before: '3.5.0',
    message: 'FetchRequest',
    field: 'replicaId',
    fact: 'default',
    because: 'had none while it was always written; since version 15 lacks it, it has one',
  },
  {
    before: '3.0.0',
    message: 'DeleteTopicsRequest',
    field: 'topics.name',
    fact: 'default',
    because: 'left out it was empty, and is null since then; both can be written in version 6 only',
  },
  {
    before: '4.2.0',
    message: 'StreamsGroupHeartbeatResponse',
    field: 'status',
    fact: 'default',
    because: 'was null when left out, in the early access of that API',
  },
];
