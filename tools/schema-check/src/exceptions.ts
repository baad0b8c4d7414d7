// Where Kafka's releases disagree with one another, and what we have. Everything else must be the same.

/** Names that changed; on the wire nothing did. Ours are those of the newest release, at the versions that have them. */
export const RENAMED_FIELDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
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
    before: '3.7.0',
    names: /^ConsumerGroup/,
    because: 'the new consumer protocol was in the making: version 0 changed until its first release, 3.7',
  },
];

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
  ignorable('4.0.0', 'ProduceRequest', 'topicData.name'),
  ignorable('4.0.0', 'ProduceResponse', 'responses.name'),
  ignorable('4.0.0', 'OffsetCommitRequest', 'topics.name'),
  ignorable('4.0.0', 'OffsetCommitResponse', 'topics.name'),
  ignorable('4.0.0', 'OffsetFetchRequest', 'groups.topics.name'),
  ignorable('4.0.0', 'OffsetFetchResponse', 'groups.topics.name'),
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
    before: '4.2.0',
    message: 'StreamsGroupHeartbeatResponse',
    field: 'status',
    fact: 'default',
    because: 'was null when left out, in the early access of that API',
  },
];
