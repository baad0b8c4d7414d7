import type { ReleaseRangesSchema, ReleaseSchema } from '@k/tool-codegen';

/**
 * The Kafka releases whose ranges of versions are known, oldest first. A release in between has at least what the next
 * older one has. From here `npm run codegen` writes what @k/conn takes for granted of a release, and what @k/broker plays.
 */
export const releases: readonly ReleaseSchema[] = [
  { name: '0.8.0' },
  { name: '0.8.1' },
  { name: '0.8.2', played: true },
  { name: '0.9', played: true },
  { name: '0.10.0' },
  { name: '0.10.2', played: true },
  { name: '0.11', played: true },
  { name: '1.1', played: true },
  { name: '2.0' },
  { name: '2.3' },
  { name: '2.4', played: true },
  { name: '2.8', played: true },
  { name: '3.0' },
  { name: '3.9', played: true, features: { 'metadata.version': '1-21 21' } },
  { name: '4.0' },
  { name: '4.1' },
  { name: '4.2' },
  {
    name: '4.3',
    played: true,
    features: {
      'eligible.leader.replicas.version': '0-1 1',
      'group.version': '0-1 1',
      'kraft.version': '0-1 0',
      'metadata.version': '7-30 30',
      'share.version': '0-1 1',
      'streams.version': '0-1 1',
      'transaction.version': '0-2 2',
    },
  },
  {
    name: '4.4',
    played: true,
    features: {
      'eligible.leader.replicas.version': '0-1 1',
      'group.version': '0-1 1',
      'kraft.version': '0-1 0',
      'metadata.version': '7-33 33',
      'share.version': '0-2 2',
      'streams.version': '0-1 1',
      'transaction.version': '0-2 2',
    },
  },
];

/**
 * What each release takes of an API, in the order of {@link releases}. From 0.10.0 on as announced by real brokers;
 * before, nothing is announced, and it is what their sources read.
 *
 * - `-`: it lacks the API.
 * - `0-4`: these versions.
 * - `0<3-13`: announced from 0 on, taken from 3 on. Kafka 4 announces Produce from v0, for the sake of old librdkafkas, and
 *   hangs up on v0 to v2 (KAFKA-18659).
 * - `(0-0)`: read and answered, but of no use to a client. 0.8.2 has Heartbeat as a draft, and no groups.
 *
 * `throttlesSince`: the first version whose throttle time the client must sit out (KIP-219); in older ones the broker has
 * already waited before it answered. An API without it was born with the client's rule.
 */
export const ranges: readonly ReleaseRangesSchema[] = [
  ['Produce', '0-0 0-0 0-0 0-1 0-2 0-2 0-3 0-5 0-6 0-7 0-8 0-9 0-9 0-11 0<3-12 0<3-13 0<3-13 0<3-13 0<3-13', { throttlesSince: 6 }],
  ['Fetch', '0-0 0-0 0-0 0-1 0-2 0-3 0-5 0-7 0-8 0-11 0-11 0-12 0-12 0-17 4-17 4-18 4-18 4-18 4-18', { throttlesSince: 8 }],
  ['ListOffsets', '0-0 0-0 0-0 0-0 0-0 0-1 0-2 0-2 0-3 0-5 0-5 0-6 0-7 0-9 1-10 1-10 1-11 1-11 1-11', { throttlesSince: 3 }],
  ['Metadata', '0-0 0-0 0-0 0-0 0-1 0-2 0-4 0-5 0-6 0-8 0-9 0-11 0-11 0-12 0-13 0-13 0-13 0-13 0-13', { throttlesSince: 6 }],
  ['OffsetCommit', '- 0-0 0-1 0-2 0-2 0-2 0-3 0-3 0-4 0-7 0-8 0-8 0-8 0-9 2-9 2-9 2-10 2-10 2-10', { throttlesSince: 4 }],
  ['OffsetFetch', '- 0-0 0-1 0-1 0-1 0-2 0-3 0-3 0-4 0-5 0-6 0-7 0-8 0-9 1-9 1-9 1-10 1-10 1-10', { throttlesSince: 4 }],
  ['FindCoordinator', '- - 0-0 0-0 0-0 0-0 0-1 0-1 0-2 0-2 0-3 0-3 0-4 0-6 0-6 0-6 0-6 0-6 0-6', { throttlesSince: 2 }],
  ['JoinGroup', '- - - 0-0 0-0 0-1 0-2 0-2 0-3 0-5 0-6 0-7 0-7 0-9 2-9 0-9 0-9 0-9 0-9', { throttlesSince: 3 }],
  ['Heartbeat', '- - (0-0) 0-0 0-0 0-0 0-1 0-1 0-2 0-3 0-4 0-4 0-4 0-4 0-4 0-4 0-4 0-4 0-4', { throttlesSince: 2 }],
  ['LeaveGroup', '- - - 0-0 0-0 0-0 0-1 0-1 0-2 0-2 0-4 0-4 0-4 0-5 0-5 0-5 0-5 0-5 0-5', { throttlesSince: 2 }],
  ['SyncGroup', '- - - 0-0 0-0 0-0 0-1 0-1 0-2 0-3 0-4 0-5 0-5 0-5 0-5 0-5 0-5 0-5 0-5', { throttlesSince: 2 }],
  ['DescribeGroups', '- - - 0-0 0-0 0-0 0-1 0-1 0-2 0-3 0-5 0-5 0-5 0-5 0-6 0-6 0-6 0-6 0-6', { throttlesSince: 2 }],
  ['ListGroups', '- - - 0-0 0-0 0-0 0-1 0-1 0-2 0-2 0-3 0-4 0-4 0-5 0-5 0-5 0-5 0-5 0-5', { throttlesSince: 2 }],
  ['SaslHandshake', '- - - - 0-0 0-0 0-0 0-1 0-1 0-1 0-1 0-1 0-1 0-1 0-1 0-1 0-1 0-1 0-1'],
  ['ApiVersions', '- - - - 0-0 0-0 0-1 0-1 0-2 0-2 0-3 0-3 0-3 0-4 0-4 0-4 0-4 0-4 0-5', { throttlesSince: 2 }],
  ['CreateTopics', '- - - - - 0-1 0-2 0-2 0-3 0-3 0-5 0-7 0-7 0-7 2-7 2-7 2-7 2-7 2-7', { throttlesSince: 3 }],
  ['DeleteTopics', '- - - - - 0-0 0-1 0-1 0-2 0-3 0-4 0-6 0-6 0-6 1-6 1-6 1-6 1-6 1-6', { throttlesSince: 2 }],
  ['DeleteRecords', '- - - - - - 0-0 0-0 0-1 0-1 0-1 0-2 0-2 0-2 0-2 0-2 0-2 0-2 0-2', { throttlesSince: 1 }],
  ['InitProducerId', '- - - - - - 0-0 0-0 0-1 0-1 0-2 0-4 0-4 0-5 0-5 0-5 0-5 0-5 0-5', { throttlesSince: 1 }],
  ['OffsetForLeaderEpoch', '- - - - - - 0-0 0-0 0-1 0-3 0-3 0-4 0-4 0-4 2-4 2-4 2-4 2-4 2-4'],
  ['AddPartitionsToTxn', '- - - - - - 0-0 0-0 0-1 0-1 0-1 0-3 0-3 0-5 0-5 0-5 0-5 0-5 0-5', { throttlesSince: 1 }],
  ['AddOffsetsToTxn', '- - - - - - 0-0 0-0 0-1 0-1 0-1 0-3 0-3 0-4 0-4 0-4 0-4 0-4 0-4', { throttlesSince: 1 }],
  ['EndTxn', '- - - - - - 0-0 0-0 0-1 0-1 0-1 0-3 0-3 0-4 0-5 0-5 0-5 0-5 0-5', { throttlesSince: 1 }],
  ['WriteTxnMarkers', '- - - - - - 0-0 0-0 0-0 0-0 0-0 0-1 0-1 0-1 1-1 1-1 1-2 1-2 1-2'],
  ['TxnOffsetCommit', '- - - - - - 0-0 0-0 0-1 0-2 0-2 0-3 0-3 0-4 0-5 0-5 0-5 0-5 0-6', { throttlesSince: 1 }],
  ['DescribeAcls', '- - - - - - 0-0 0-0 0-1 0-1 0-1 0-2 0-2 0-3 1-3 1-3 1-3 1-3 1-3', { throttlesSince: 1 }],
  ['CreateAcls', '- - - - - - 0-0 0-0 0-1 0-1 0-1 0-2 0-2 0-3 1-3 1-3 1-3 1-3 1-3', { throttlesSince: 1 }],
  ['DeleteAcls', '- - - - - - 0-0 0-0 0-1 0-1 0-1 0-2 0-2 0-3 1-3 1-3 1-3 1-3 1-3', { throttlesSince: 1 }],
  ['DescribeConfigs', '- - - - - - 0-0 0-1 0-2 0-2 0-2 0-4 0-4 0-4 1-4 1-4 1-4 1-4 1-4', { throttlesSince: 2 }],
  ['AlterConfigs', '- - - - - - 0-0 0-0 0-1 0-1 0-1 0-2 0-2 0-2 0-2 0-2 0-2 0-2 0-2', { throttlesSince: 1 }],
  ['AlterReplicaLogDirs', '- - - - - - - 0-0 0-1 0-1 0-1 0-2 0-2 0-2 1-2 1-2 1-2 1-2 1-2', { throttlesSince: 1 }],
  ['DescribeLogDirs', '- - - - - - - 0-0 0-1 0-1 0-1 0-2 0-2 0-4 1-4 1-4 1-4 1-5 1-5', { throttlesSince: 1 }],
  ['SaslAuthenticate', '- - - - - - - 0-0 0-0 0-1 0-1 0-2 0-2 0-2 0-2 0-2 0-2 0-2 0-2'],
  ['CreatePartitions', '- - - - - - - 0-0 0-1 0-1 0-1 0-3 0-3 0-3 0-3 0-3 0-3 0-3 0-3', { throttlesSince: 1 }],
  ['CreateDelegationToken', '- - - - - - - 0-0 0-1 0-1 0-2 0-2 0-2 0-3 1-3 1-3 1-3 1-3 1-3', { throttlesSince: 1 }],
  ['RenewDelegationToken', '- - - - - - - 0-0 0-1 0-1 0-1 0-2 0-2 0-2 1-2 1-2 1-2 1-2 1-2', { throttlesSince: 1 }],
  ['ExpireDelegationToken', '- - - - - - - 0-0 0-1 0-1 0-1 0-2 0-2 0-2 1-2 1-2 1-2 1-2 1-2', { throttlesSince: 1 }],
  ['DescribeDelegationToken', '- - - - - - - 0-0 0-1 0-1 0-1 0-2 0-2 0-3 1-3 1-3 1-3 1-3 1-3', { throttlesSince: 1 }],
  ['DeleteGroups', '- - - - - - - 0-0 0-1 0-1 0-2 0-2 0-2 0-2 0-2 0-2 0-2 0-2 0-3', { throttlesSince: 1 }],
  ['ElectLeaders', '- - - - - - - - - 0-0 0-2 0-2 0-2 0-2 0-2 0-2 0-2 0-2 0-2'],
  ['IncrementalAlterConfigs', '- - - - - - - - - 0-0 0-1 0-1 0-1 0-1 0-1 0-1 0-1 0-1 0-1'],
  ['AlterPartitionReassignments', '- - - - - - - - - - 0-0 0-0 0-0 0-0 0-0 0-1 0-1 0-1 0-1'],
  ['ListPartitionReassignments', '- - - - - - - - - - 0-0 0-0 0-0 0-0 0-0 0-0 0-0 0-0 0-0'],
  ['OffsetDelete', '- - - - - - - - - - 0-0 0-0 0-0 0-0 0-0 0-0 0-0 0-0 0-0'],
  ['DescribeClientQuotas', '- - - - - - - - - - - 0-1 0-1 0-1 0-1 0-1 0-1 0-1 0-1'],
  ['AlterClientQuotas', '- - - - - - - - - - - 0-1 0-1 0-1 0-1 0-1 0-1 0-1 0-1'],
  ['DescribeUserScramCredentials', '- - - - - - - - - - - 0-0 0-0 0-0 0-0 0-0 0-0 0-0 0-0'],
  ['AlterUserScramCredentials', '- - - - - - - - - - - 0-0 0-0 0-0 0-0 0-0 0-0 0-0 0-0'],
  ['DescribeQuorum', '- - - - - - - - - - - - - 0-2 0-2 0-2 0-2 0-2 0-2'],
  ['UpdateFeatures', '- - - - - - - - - - - 0-0 0-0 0-1 0-2 0-2 0-2 0-2 0-2'],
  ['DescribeCluster', '- - - - - - - - - - - 0-0 0-0 0-1 0-2 0-2 0-2 0-2 0-2'],
  ['DescribeProducers', '- - - - - - - - - - - 0-0 0-0 0-0 0-0 0-0 0-0 0-0 0-0'],
  ['UnregisterBroker', '- - - - - - - - - - - - - 0-0 0-0 0-0 0-0 0-0 0-0'],
  ['DescribeTransactions', '- - - - - - - - - - - - 0-0 0-0 0-0 0-0 0-0 0-0 0-0'],
  ['ListTransactions', '- - - - - - - - - - - - 0-0 0-1 0-1 0-2 0-2 0-2 0-2'],
  ['ConsumerGroupHeartbeat', '- - - - - - - - - - - - - 0-0 0-1 0-1 0-1 0-1 0-1'],
  ['ConsumerGroupDescribe', '- - - - - - - - - - - - - 0-0 0-1 0-1 0-1 0-1 0-1'],
  ['ListConfigResources', '- - - - - - - - - - - - - 0-0 0-0 0-1 0-1 0-1 0-1'],
  ['DescribeTopicPartitions', '- - - - - - - - - - - - - 0-0 0-0 0-0 0-0 0-0 0-0'],
  ['ShareGroupHeartbeat', '- - - - - - - - - - - - - - - 1-1 1-1 1-1 1-1'],
  ['ShareGroupDescribe', '- - - - - - - - - - - - - - - 1-1 1-1 1-1 1-1'],
  ['ShareFetch', '- - - - - - - - - - - - - - - 1-1 1-2 1-2 1-2'],
  ['ShareAcknowledge', '- - - - - - - - - - - - - - - 1-1 1-2 1-2 1-2'],
  ['AddRaftVoter', '- - - - - - - - - - - - - 0-0 0-0 0-0 0-1 0-1 0-1'],
  ['RemoveRaftVoter', '- - - - - - - - - - - - - 0-0 0-0 0-0 0-0 0-0 0-0'],
  ['StreamsGroupHeartbeat', '- - - - - - - - - - - - - - - - 0-0 0-0 0-1'],
  ['StreamsGroupDescribe', '- - - - - - - - - - - - - - - - 0-0 0-0 0-1'],
  ['DescribeShareGroupOffsets', '- - - - - - - - - - - - - - - 0-0 0-1 0-1 0-1'],
  ['AlterShareGroupOffsets', '- - - - - - - - - - - - - - - 0-0 0-0 0-0 0-0'],
  ['DeleteShareGroupOffsets', '- - - - - - - - - - - - - - - 0-0 0-0 0-0 0-0'],
  ['StreamsGroupTopologyDescriptionUpdate', '- - - - - - - - - - - - - - - - - - 0-0'],
  ['UnregisterController', '- - - - - - - - - - - - - - - - - - 0-0'],
];
