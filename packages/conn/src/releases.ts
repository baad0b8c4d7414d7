import {
  AddOffsetsToTxn,
  AddPartitionsToTxn,
  AddRaftVoter,
  AlterClientQuotas,
  AlterConfigs,
  AlterPartitionReassignments,
  AlterReplicaLogDirs,
  AlterShareGroupOffsets,
  AlterUserScramCredentials,
  ApiVersions,
  ConsumerGroupDescribe,
  ConsumerGroupHeartbeat,
  CreateAcls,
  CreateDelegationToken,
  CreatePartitions,
  CreateTopics,
  DeleteAcls,
  DeleteGroups,
  DeleteRecords,
  DeleteShareGroupOffsets,
  DeleteTopics,
  DescribeAcls,
  DescribeClientQuotas,
  DescribeCluster,
  DescribeConfigs,
  DescribeDelegationToken,
  DescribeGroups,
  DescribeLogDirs,
  DescribeProducers,
  DescribeQuorum,
  DescribeShareGroupOffsets,
  DescribeTopicPartitions,
  DescribeTransactions,
  DescribeUserScramCredentials,
  ElectLeaders,
  EndTxn,
  ExpireDelegationToken,
  Fetch,
  FindCoordinator,
  Heartbeat,
  wrongArgument,
  IncrementalAlterConfigs,
  InitProducerId,
  JoinGroup,
  LeaveGroup,
  ListConfigResources,
  ListGroups,
  ListOffsets,
  ListPartitionReassignments,
  ListTransactions,
  Metadata,
  OffsetCommit,
  OffsetDelete,
  OffsetFetch,
  OffsetForLeaderEpoch,
  Produce,
  RemoveRaftVoter,
  RenewDelegationToken,
  SaslAuthenticate,
  SaslHandshake,
  ShareAcknowledge,
  ShareFetch,
  ShareGroupDescribe,
  ShareGroupHeartbeat,
  StreamsGroupDescribe,
  StreamsGroupHeartbeat,
  SyncGroup,
  TxnOffsetCommit,
  UnregisterBroker,
  UpdateFeatures,
} from '@k/wire';
import type { ApiVersionRange } from './api-versions.ts';

/** The releases whose ranges are known here, oldest first. One in between has at least what the next older one has. */
export const KAFKA_RELEASES = [
  '0.8.0',
  '0.8.1',
  '0.8.2',
  '0.9',
  '0.10.0',
  '0.10.2',
  '0.11',
  '1.1',
  '2.0',
  '2.3',
  '2.4',
  '2.8',
  '3.0',
  '3.9',
  '4.0',
  '4.1',
  '4.2',
  '4.3',
] as const;

export type KafkaRelease = (typeof KAFKA_RELEASES)[number];

export const RELEASE_EXPECTED = "a release from '0.8.0' on, such as '2.5' or '3.9.1'";

/**
 * What clients may use of each release, in the order of {@link KAFKA_RELEASES}; '-' where it lacks the API. From 0.10.0
 * on as announced by real brokers; before, nothing is announced, and it is what their sources read. Kafka 4 announces
 * Produce from v0, for the sake of old librdkafkas, and hangs up on v0 to v2 (KAFKA-18659): not so here.
 */
const RANGES: readonly (readonly [api: { readonly key: number }, ranges: string])[] = [
  [Produce, '0-0 0-0 0-0 0-1 0-2 0-2 0-3 0-5 0-6 0-7 0-8 0-9 0-9 0-11 3-12 3-13 3-13 3-13'],
  [Fetch, '0-0 0-0 0-0 0-1 0-2 0-3 0-5 0-7 0-8 0-11 0-11 0-12 0-12 0-17 4-17 4-18 4-18 4-18'],
  [ListOffsets, '0-0 0-0 0-0 0-0 0-0 0-1 0-2 0-2 0-3 0-5 0-5 0-6 0-7 0-9 1-10 1-10 1-11 1-11'],
  [Metadata, '0-0 0-0 0-0 0-0 0-1 0-2 0-4 0-5 0-6 0-8 0-9 0-11 0-11 0-12 0-13 0-13 0-13 0-13'],
  [OffsetCommit, '- 0-0 0-1 0-2 0-2 0-2 0-3 0-3 0-4 0-7 0-8 0-8 0-8 0-9 2-9 2-9 2-10 2-10'],
  [OffsetFetch, '- 0-0 0-1 0-1 0-1 0-2 0-3 0-3 0-4 0-5 0-6 0-7 0-8 0-9 1-9 1-9 1-10 1-10'],
  [FindCoordinator, '- - 0-0 0-0 0-0 0-0 0-1 0-1 0-2 0-2 0-3 0-3 0-4 0-6 0-6 0-6 0-6 0-6'],
  [JoinGroup, '- - - 0-0 0-0 0-1 0-2 0-2 0-3 0-5 0-6 0-7 0-7 0-9 2-9 0-9 0-9 0-9'],
  [Heartbeat, '- - - 0-0 0-0 0-0 0-1 0-1 0-2 0-3 0-4 0-4 0-4 0-4 0-4 0-4 0-4 0-4'],
  [LeaveGroup, '- - - 0-0 0-0 0-0 0-1 0-1 0-2 0-2 0-4 0-4 0-4 0-5 0-5 0-5 0-5 0-5'],
  [SyncGroup, '- - - 0-0 0-0 0-0 0-1 0-1 0-2 0-3 0-4 0-5 0-5 0-5 0-5 0-5 0-5 0-5'],
  [DescribeGroups, '- - - 0-0 0-0 0-0 0-1 0-1 0-2 0-3 0-5 0-5 0-5 0-5 0-6 0-6 0-6 0-6'],
  [ListGroups, '- - - 0-0 0-0 0-0 0-1 0-1 0-2 0-2 0-3 0-4 0-4 0-5 0-5 0-5 0-5 0-5'],
  [SaslHandshake, '- - - - 0-0 0-0 0-0 0-1 0-1 0-1 0-1 0-1 0-1 0-1 0-1 0-1 0-1 0-1'],
  [ApiVersions, '- - - - 0-0 0-0 0-1 0-1 0-2 0-2 0-3 0-3 0-3 0-4 0-4 0-4 0-4 0-4'],
  [CreateTopics, '- - - - - 0-1 0-2 0-2 0-3 0-3 0-5 0-7 0-7 0-7 2-7 2-7 2-7 2-7'],
  [DeleteTopics, '- - - - - 0-0 0-1 0-1 0-2 0-3 0-4 0-6 0-6 0-6 1-6 1-6 1-6 1-6'],
  [DeleteRecords, '- - - - - - 0-0 0-0 0-1 0-1 0-1 0-2 0-2 0-2 0-2 0-2 0-2 0-2'],
  [InitProducerId, '- - - - - - 0-0 0-0 0-1 0-1 0-2 0-4 0-4 0-5 0-5 0-5 0-5 0-5'],
  [OffsetForLeaderEpoch, '- - - - - - 0-0 0-0 0-1 0-3 0-3 0-4 0-4 0-4 2-4 2-4 2-4 2-4'],
  [AddPartitionsToTxn, '- - - - - - 0-0 0-0 0-1 0-1 0-1 0-3 0-3 0-5 0-5 0-5 0-5 0-5'],
  [AddOffsetsToTxn, '- - - - - - 0-0 0-0 0-1 0-1 0-1 0-3 0-3 0-4 0-4 0-4 0-4 0-4'],
  [EndTxn, '- - - - - - 0-0 0-0 0-1 0-1 0-1 0-3 0-3 0-4 0-5 0-5 0-5 0-5'],
  [TxnOffsetCommit, '- - - - - - 0-0 0-0 0-1 0-2 0-2 0-3 0-3 0-4 0-5 0-5 0-5 0-5'],
  [DescribeAcls, '- - - - - - 0-0 0-0 0-1 0-1 0-1 0-2 0-2 0-3 1-3 1-3 1-3 1-3'],
  [CreateAcls, '- - - - - - 0-0 0-0 0-1 0-1 0-1 0-2 0-2 0-3 1-3 1-3 1-3 1-3'],
  [DeleteAcls, '- - - - - - 0-0 0-0 0-1 0-1 0-1 0-2 0-2 0-3 1-3 1-3 1-3 1-3'],
  [DescribeConfigs, '- - - - - - 0-0 0-1 0-2 0-2 0-2 0-4 0-4 0-4 1-4 1-4 1-4 1-4'],
  [AlterConfigs, '- - - - - - 0-0 0-0 0-1 0-1 0-1 0-2 0-2 0-2 0-2 0-2 0-2 0-2'],
  [AlterReplicaLogDirs, '- - - - - - - 0-0 0-1 0-1 0-1 0-2 0-2 0-2 1-2 1-2 1-2 1-2'],
  [DescribeLogDirs, '- - - - - - - 0-0 0-1 0-1 0-1 0-2 0-2 0-4 1-4 1-4 1-4 1-5'],
  [SaslAuthenticate, '- - - - - - - 0-0 0-0 0-1 0-1 0-2 0-2 0-2 0-2 0-2 0-2 0-2'],
  [CreatePartitions, '- - - - - - - 0-0 0-1 0-1 0-1 0-3 0-3 0-3 0-3 0-3 0-3 0-3'],
  [CreateDelegationToken, '- - - - - - - 0-0 0-1 0-1 0-2 0-2 0-2 0-3 1-3 1-3 1-3 1-3'],
  [RenewDelegationToken, '- - - - - - - 0-0 0-1 0-1 0-1 0-2 0-2 0-2 1-2 1-2 1-2 1-2'],
  [ExpireDelegationToken, '- - - - - - - 0-0 0-1 0-1 0-1 0-2 0-2 0-2 1-2 1-2 1-2 1-2'],
  [DescribeDelegationToken, '- - - - - - - 0-0 0-1 0-1 0-1 0-2 0-2 0-3 1-3 1-3 1-3 1-3'],
  [DeleteGroups, '- - - - - - - 0-0 0-1 0-1 0-2 0-2 0-2 0-2 0-2 0-2 0-2 0-2'],
  [ElectLeaders, '- - - - - - - - - 0-0 0-2 0-2 0-2 0-2 0-2 0-2 0-2 0-2'],
  [IncrementalAlterConfigs, '- - - - - - - - - 0-0 0-1 0-1 0-1 0-1 0-1 0-1 0-1 0-1'],
  [AlterPartitionReassignments, '- - - - - - - - - - 0-0 0-0 0-0 0-0 0-0 0-1 0-1 0-1'],
  [ListPartitionReassignments, '- - - - - - - - - - 0-0 0-0 0-0 0-0 0-0 0-0 0-0 0-0'],
  [OffsetDelete, '- - - - - - - - - - 0-0 0-0 0-0 0-0 0-0 0-0 0-0 0-0'],
  [DescribeClientQuotas, '- - - - - - - - - - - 0-1 0-1 0-1 0-1 0-1 0-1 0-1'],
  [AlterClientQuotas, '- - - - - - - - - - - 0-1 0-1 0-1 0-1 0-1 0-1 0-1'],
  [DescribeUserScramCredentials, '- - - - - - - - - - - 0-0 0-0 0-0 0-0 0-0 0-0 0-0'],
  [AlterUserScramCredentials, '- - - - - - - - - - - 0-0 0-0 0-0 0-0 0-0 0-0 0-0'],
  [DescribeQuorum, '- - - - - - - - - - - - - 0-2 0-2 0-2 0-2 0-2'],
  [UpdateFeatures, '- - - - - - - - - - - 0-0 0-0 0-1 0-2 0-2 0-2 0-2'],
  [DescribeCluster, '- - - - - - - - - - - 0-0 0-0 0-1 0-2 0-2 0-2 0-2'],
  [DescribeProducers, '- - - - - - - - - - - 0-0 0-0 0-0 0-0 0-0 0-0 0-0'],
  [UnregisterBroker, '- - - - - - - - - - - - - 0-0 0-0 0-0 0-0 0-0'],
  [DescribeTransactions, '- - - - - - - - - - - - 0-0 0-0 0-0 0-0 0-0 0-0'],
  [ListTransactions, '- - - - - - - - - - - - 0-0 0-1 0-1 0-2 0-2 0-2'],
  [ConsumerGroupHeartbeat, '- - - - - - - - - - - - - 0-0 0-1 0-1 0-1 0-1'],
  [ConsumerGroupDescribe, '- - - - - - - - - - - - - 0-0 0-1 0-1 0-1 0-1'],
  [ListConfigResources, '- - - - - - - - - - - - - 0-0 0-0 0-1 0-1 0-1'],
  [DescribeTopicPartitions, '- - - - - - - - - - - - - 0-0 0-0 0-0 0-0 0-0'],
  [ShareGroupHeartbeat, '- - - - - - - - - - - - - - - 1-1 1-1 1-1'],
  [ShareGroupDescribe, '- - - - - - - - - - - - - - - 1-1 1-1 1-1'],
  [ShareFetch, '- - - - - - - - - - - - - - - 1-1 1-2 1-2'],
  [ShareAcknowledge, '- - - - - - - - - - - - - - - 1-1 1-2 1-2'],
  [AddRaftVoter, '- - - - - - - - - - - - - 0-0 0-0 0-0 0-1 0-1'],
  [RemoveRaftVoter, '- - - - - - - - - - - - - 0-0 0-0 0-0 0-0 0-0'],
  [StreamsGroupHeartbeat, '- - - - - - - - - - - - - - - - 0-0 0-0'],
  [StreamsGroupDescribe, '- - - - - - - - - - - - - - - - 0-0 0-0'],
  [DescribeShareGroupOffsets, '- - - - - - - - - - - - - - - 0-0 0-1 0-1'],
  [AlterShareGroupOffsets, '- - - - - - - - - - - - - - - 0-0 0-0 0-0'],
  [DeleteShareGroupOffsets, '- - - - - - - - - - - - - - - 0-0 0-0 0-0'],
];

/**
 * The release whose ranges stand for `release`, `'2.5'` or `'3.4.1'` or whatever has been or will be made: itself, or the
 * nearest known one below it ('2.4', '3.0'). Undefined when it is older than all, or no release.
 */
export function knownRelease(release: string): KafkaRelease | undefined {
  if (typeof release !== 'string' || !/^\d+(\.\d+){1,3}$/.test(release)) return undefined;
  return KAFKA_RELEASES.findLast((known) => compareReleases(known, release) <= 0);
}

function compareReleases(a: string, b: string): number {
  const [left, right] = [a, b].map((release) => release.split('.').map(Number)) as [number[], number[]];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * The ranges of a release: of the nearest known one that is not newer ({@link KAFKA_RELEASES}).
 * @throws ConfigError when it is no release, or older than 0.8.0
 */
export function apiVersionsOf(release: string): ApiVersionRange[] {
  const known = knownRelease(release);
  if (known === undefined) throw wrongArgument('apiVersionsOf()', 'release', RELEASE_EXPECTED, release);
  const column = KAFKA_RELEASES.indexOf(known);
  return RANGES.flatMap(([{ key: apiKey }, ranges]) => {
    const range = /^(\d+)-(\d+)$/.exec(ranges.split(' ')[column] ?? '-');
    return range === null ? [] : [{ apiKey, minVersion: Number(range[1]), maxVersion: Number(range[2]) }];
  });
}
