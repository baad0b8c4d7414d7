import type { KafkaAdmin } from '../src/index.ts';

const partition = { topic: 't', partition: 0 };
const hmac = Buffer.alloc(64);
const uuid = 'AAAAAAAAAAAAAAAAAAAAAQ';
const endpoints = [{ name: 'CONTROLLER', host: 'h', port: 1 }];
const acl = {
  resourceType: 'TOPIC',
  resourceName: 't',
  principal: 'User:a',
  operation: 'READ',
  permissionType: 'ALLOW',
} as const;

/** One call of every row in docs/admin.md, about broker 0 and the only partition of topic `t`, by the operation and, where it begins with "…", what that says of it. */
export const CALLS: Readonly<Record<string, (admin: KafkaAdmin) => Promise<unknown>>> = {
  createTopics: (admin) => admin.createTopics([{ name: 'new', numPartitions: 1, replicationFactor: 1 }]),
  'createTopics … with assignments': (admin) => admin.createTopics([{ name: 'new', replicasAssignments: [[0]] }]),
  'createTopics … to validate only': (admin) =>
    admin.createTopics([{ name: 'new', numPartitions: 1, replicationFactor: 1 }], { validateOnly: true }),
  deleteTopics: (admin) => admin.deleteTopics(['t']),
  'deleteTopics … by id': (admin) => admin.deleteTopics({ topicIds: [uuid] }),
  listTopics: (admin) => admin.listTopics(),
  describeTopics: (admin) => admin.describeTopics(['t']),
  'describeTopics … with authorised operations': (admin) =>
    admin.describeTopics(['t'], { includeAuthorizedOperations: true }),
  'describeTopics … page by page': (admin) => admin.describeTopics(['t'], { partitionSizeLimitPerResponse: 1 }),
  createPartitions: (admin) => admin.createPartitions([{ name: 't', totalCount: 2 }]),
  deleteRecords: (admin) => admin.deleteRecords([{ ...partition, beforeOffset: 'highWatermark' }]),
  listOffsets: (admin) => admin.listOffsets([{ ...partition, spec: 'latest' }]),
  'listOffsets … of the greatest time': (admin) => admin.listOffsets([{ ...partition, spec: 'maxTimestamp' }]),
  'listOffsets … in tiers': (admin) => admin.listOffsets([{ ...partition, spec: 'latestTiered' }]),
  electLeaders: (admin) => admin.electLeaders('PREFERRED', [partition]),
  copyTopic: (admin) => admin.copyTopic('t', 'new'),
  describeConfigs: (admin) => admin.describeConfigs([{ type: 'TOPIC', name: 't' }]),
  'describeConfigs … with synonyms': (admin) =>
    admin.describeConfigs([{ type: 'TOPIC', name: 't' }], { includeSynonyms: true }),
  'describeConfigs … with documentation': (admin) =>
    admin.describeConfigs([{ type: 'TOPIC', name: 't' }], { includeDocumentation: true }),
  incrementalAlterConfigs: (admin) =>
    admin.incrementalAlterConfigs([{ type: 'TOPIC', name: 't', set: { 'retention.ms': '1' } }]),
  alterConfigs: (admin) => admin.alterConfigs([{ type: 'TOPIC', name: 't', configs: {} }]),
  listConfigResources: (admin) => admin.listConfigResources(),
  listClientMetricsResources: (admin) => admin.listClientMetricsResources(),
  listGroups: (admin) => admin.listGroups(),
  'listGroups … by state': (admin) => admin.listGroups({ groupStates: ['Stable'] }),
  'listGroups … by type': (admin) => admin.listGroups({ types: ['share'] }),
  describeClassicGroups: (admin) => admin.describeClassicGroups(['g']),
  describeConsumerGroups: (admin) => admin.describeConsumerGroups(['g']),
  describeShareGroups: (admin) => admin.describeShareGroups(['g']),
  describeStreamsGroups: (admin) => admin.describeStreamsGroups(['g']),
  deleteConsumerGroups: (admin) => admin.deleteConsumerGroups(['g']),
  deleteShareGroups: (admin) => admin.deleteShareGroups(['g']),
  deleteStreamsGroups: (admin) => admin.deleteStreamsGroups(['g']),
  removeMembersFromConsumerGroup: (admin) =>
    admin.removeMembersFromConsumerGroup('g', { members: [{ groupInstanceId: 'i' }] }),
  listConsumerGroupOffsets: (admin) => admin.listConsumerGroupOffsets([{ groupId: 'g', partitions: [partition] }]),
  alterConsumerGroupOffsets: (admin) => admin.alterConsumerGroupOffsets('g', [{ ...partition, offset: 0 }]),
  deleteConsumerGroupOffsets: (admin) => admin.deleteConsumerGroupOffsets('g', [partition]),
  listShareGroupOffsets: (admin) => admin.listShareGroupOffsets(['g']),
  alterShareGroupOffsets: (admin) => admin.alterShareGroupOffsets('g', [{ ...partition, startOffset: 0 }]),
  deleteShareGroupOffsets: (admin) => admin.deleteShareGroupOffsets('g', ['t']),
  listStreamsGroupOffsets: (admin) => admin.listStreamsGroupOffsets([{ groupId: 'g', partitions: [partition] }]),
  alterStreamsGroupOffsets: (admin) => admin.alterStreamsGroupOffsets('g', [{ ...partition, offset: 0 }]),
  deleteStreamsGroupOffsets: (admin) => admin.deleteStreamsGroupOffsets('g', [partition]),
  groupLag: (admin) => admin.groupLag('g'),
  resetConsumerGroupOffsets: (admin) => admin.resetConsumerGroupOffsets('g', 'earliest', { topics: ['t'] }),
  describeCluster: (admin) => admin.describeCluster(),
  describeFeatures: (admin) => admin.describeFeatures(),
  updateFeatures: (admin) => admin.updateFeatures([{ feature: 'group.version', maxVersionLevel: 1 }]),
  describeMetadataQuorum: (admin) => admin.describeMetadataQuorum(),
  addRaftVoter: (admin) => admin.addRaftVoter(9, uuid, endpoints),
  removeRaftVoter: (admin) => admin.removeRaftVoter(9, uuid),
  unregisterBroker: (admin) => admin.unregisterBroker(9),
  unregisterController: (admin) => admin.unregisterController(9),
  describeLogDirs: (admin) => admin.describeLogDirs([0]),
  describeReplicaLogDirs: (admin) => admin.describeReplicaLogDirs([{ ...partition, brokerId: 0 }]),
  alterReplicaLogDirs: (admin) => admin.alterReplicaLogDirs([{ ...partition, brokerId: 0, logDir: '/d' }]),
  alterPartitionReassignments: (admin) => admin.alterPartitionReassignments([{ ...partition, targetReplicas: [0] }]),
  listPartitionReassignments: (admin) => admin.listPartitionReassignments(),
  createAcls: (admin) => admin.createAcls([acl]),
  describeAcls: (admin) => admin.describeAcls({}),
  deleteAcls: (admin) => admin.deleteAcls([{}]),
  describeUserScramCredentials: (admin) => admin.describeUserScramCredentials(),
  alterUserScramCredentials: (admin) =>
    admin.alterUserScramCredentials([{ user: 'a', mechanism: 'SCRAM-SHA-256', delete: true }]),
  createDelegationToken: (admin) => admin.createDelegationToken(),
  renewDelegationToken: (admin) => admin.renewDelegationToken(hmac),
  expireDelegationToken: (admin) => admin.expireDelegationToken(hmac),
  describeDelegationToken: (admin) => admin.describeDelegationToken(),
  describeClientQuotas: (admin) => admin.describeClientQuotas({}),
  alterClientQuotas: (admin) => admin.alterClientQuotas([{ entity: { user: 'a' }, ops: { producer_byte_rate: 1 } }]),
  describeProducers: (admin) => admin.describeProducers([partition]),
  describeTransactions: (admin) => admin.describeTransactions(['x']),
  listTransactions: (admin) => admin.listTransactions(),
  abortTransaction: (admin) => admin.abortTransaction({ topicPartition: partition, producerId: 1n, producerEpoch: 0 }),
  forceTerminateTransaction: (admin) => admin.forceTerminateTransaction('x'),
  fenceProducers: (admin) => admin.fenceProducers(['x']),
};
