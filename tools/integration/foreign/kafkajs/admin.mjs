// The admin client of kafkajs: its calls, one after the other.
import { createRequire } from 'node:module';
import { servers, settle, tell, until } from '../calls.mjs';

const require = createRequire(import.meta.url);
const {
  AclOperationTypes: Operation,
  AclPermissionTypes: Permission,
  AclResourceTypes: AclResource,
  ConfigResourceTypes,
  Kafka,
  ResourcePatternTypes: Pattern,
  logLevel,
} = require('kafkajs');

const kafka = new Kafka({ brokers: servers, clientId: 'app', logLevel: logLevel.NOTHING, retry: { retries: 2 } });
const admin = kafka.admin();
await admin.connect();
const byName = (list) => [...list].sort((a, b) => (a.configName < b.configName ? -1 : 1));
const config = (name) => ({ type: ConfigResourceTypes.TOPIC, name });
/** In the order of their names. */
const described = async (resources) => {
  const { resources: all } = await admin.describeConfigs({ resources, includeSynonyms: true });
  return all.map((each) => ({ ...each, configEntries: byName(each.configEntries) }));
};
const assigned = (topic, ...replicas) => ({
  topic,
  replicaAssignment: replicas.map((each, partition) => ({ partition, replicas: each })),
});

await tell('createTopics', () =>
  admin.createTopics({
    topics: [
      { ...assigned('orders', [0, 1], [1, 2]), configEntries: [{ name: 'retention.ms', value: '864000000000' }] },
    ],
  }),
);
await tell('createTopics again', () => admin.createTopics({ topics: [assigned('orders', [0, 1])] }));
await tell('createTopics validateOnly', () =>
  admin.createTopics({ validateOnly: true, topics: [assigned('dry', [0])] }),
);
await tell('createTopics with a wrong name', () => admin.createTopics({ topics: [assigned('bad name', [0])] }));
await tell('createTopics with too many replicas', () =>
  admin.createTopics({ topics: [{ topic: 'wide', numPartitions: 1, replicationFactor: 4 }] }),
);
await tell('createTopics with a wrong setting', () =>
  admin.createTopics({
    topics: [{ ...assigned('wrong', [0]), configEntries: [{ name: 'retention.ms', value: 'soon' }] }],
  }),
);
await tell('createPartitions', () =>
  admin.createPartitions({ topicPartitions: [{ topic: 'orders', count: 3, assignments: [[2, 0]] }] }),
);
await tell('createPartitions to fewer', () =>
  admin.createPartitions({ topicPartitions: [{ topic: 'orders', count: 1 }] }),
);
await settle();
await tell('listTopics', async () => (await admin.listTopics()).filter((name) => !name.startsWith('__')).sort());
await tell('fetchTopicMetadata', () => admin.fetchTopicMetadata({ topics: ['orders'] }));
await tell('fetchTopicMetadata of none', () => admin.fetchTopicMetadata({ topics: ['nothing'] }));

const producer = kafka.producer();
await producer.connect();
const messages = Array.from({ length: 10 }, (_, i) => ({
  key: String(i),
  value: 'some',
  partition: i % 2,
  timestamp: String(Date.UTC(2020, 0, 1) + i * 1000),
}));
await producer.send({ topic: 'orders', messages });
await producer.disconnect();
await tell('fetchTopicOffsets', () => admin.fetchTopicOffsets('orders'));
await tell('fetchTopicOffsets of none', () => admin.fetchTopicOffsets('nothing'));
await tell('fetchTopicOffsetsByTimestamp', () =>
  admin.fetchTopicOffsetsByTimestamp('orders', Date.UTC(2020, 0, 1) + 3500),
);
await tell('deleteTopicRecords', () =>
  admin.deleteTopicRecords({ topic: 'orders', partitions: [{ partition: 0, offset: '2' }] }),
);
await tell('deleteTopicRecords beyond the end', () =>
  admin.deleteTopicRecords({
    topic: 'orders',
    partitions: [
      { partition: 0, offset: '99' },
      { partition: 1, offset: '1' },
    ],
  }),
);
await tell('fetchTopicOffsets after that', () => admin.fetchTopicOffsets('orders'));

await tell('describeConfigs of a topic', () => described([config('orders')]));
await tell('describeConfigs of two names', () =>
  described([{ ...config('orders'), configNames: ['retention.ms', 'cleanup.policy'] }]),
);
await tell('describeConfigs of none', () => described([config('nothing')]));
await tell('describeConfigs of a broker', () =>
  described([{ type: ConfigResourceTypes.BROKER, name: '1', configNames: ['message.max.bytes', 'num.partitions'] }]),
);
const altered = (name, ...configEntries) =>
  admin.alterConfigs({ validateOnly: false, resources: [{ ...config(name), configEntries }] });
await tell('alterConfigs', () => altered('orders', { name: 'cleanup.policy', value: 'compact' }));
await tell('alterConfigs to what is wrong', () => altered('orders', { name: 'cleanup.policy', value: 'burn' }));
await tell('alterConfigs of none', () => altered('nothing', { name: 'cleanup.policy', value: 'compact' }));
await settle();
await tell('describeConfigs after that', async () => {
  const [{ configEntries }] = await described([config('orders')]);
  return configEntries.filter(({ isDefault }) => !isDefault);
});

await tell('setOffsets', () =>
  admin.setOffsets({ groupId: 'billing', topic: 'orders', partitions: [{ partition: 0, offset: '3' }] }),
);
await tell('fetchOffsets', () => admin.fetchOffsets({ groupId: 'billing', topics: ['orders'] }));
await tell('fetchOffsets of all topics', () => admin.fetchOffsets({ groupId: 'billing' }));
await tell('fetchOffsets of no group', () => admin.fetchOffsets({ groupId: 'nothing', topics: ['orders'] }));
await tell('resetOffsets', () => admin.resetOffsets({ groupId: 'billing', topic: 'orders', earliest: true }));
await tell('fetchOffsets after that', () =>
  admin.fetchOffsets({ groupId: 'billing', topics: ['orders'], resolveOffsets: true }),
);
await tell('listGroups', () => admin.listGroups());
const groups = async (names) => {
  const { groups } = await admin.describeGroups(names);
  return groups.map((each) => ({
    ...each,
    members: each.members.map(({ memberMetadata: _metadata, memberAssignment: _assignment, ...member }) => member),
  }));
};
await tell('describeGroups', () => groups(['billing', 'nothing']));
const consumer = kafka.consumer({ groupId: 'live' });
await consumer.connect();
await consumer.subscribe({ topic: 'orders' });
const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
await consumer.run({ eachMessage: async () => undefined });
await joined;
await tell('describeGroups with a member', () => groups(['live']));
await tell('setOffsets with a member', () =>
  admin.setOffsets({ groupId: 'live', topic: 'orders', partitions: [{ partition: 0, offset: '1' }] }),
);
await tell('deleteGroups with a member', () => admin.deleteGroups(['live']));
await consumer.disconnect();
await tell('deleteGroups', () => admin.deleteGroups(['billing', 'live']));
await tell('deleteGroups of none', () => admin.deleteGroups(['nothing']));
await tell('listGroups after that', () => admin.listGroups());

await tell('describeCluster', async () => {
  const { brokers, controller, clusterId } = await admin.describeCluster();
  return { brokers: [...brokers].sort((a, b) => a.nodeId - b.nodeId), controller: typeof controller, clusterId };
});
await tell('alterPartitionReassignments', () =>
  admin.alterPartitionReassignments({
    topics: [{ topic: 'orders', partitionAssignment: [{ partition: 0, replicas: [0, 2] }] }],
  }),
);
await tell('alterPartitionReassignments to no broker', () =>
  admin.alterPartitionReassignments({
    topics: [{ topic: 'orders', partitionAssignment: [{ partition: 0, replicas: [0, 9] }] }],
  }),
);
await settle();
// A replica is on its way as long as it takes.
await tell('listPartitionReassignments', () =>
  until(
    () => admin.listPartitionReassignments({ topics: [{ topic: 'orders', partitions: [0, 1] }] }),
    ({ topics }) => topics.length === 0,
  ),
);

const acl = (principal, operation, more = {}) => ({
  resourceType: AclResource.TOPIC,
  resourceName: 'orders',
  resourcePatternType: Pattern.LITERAL,
  principal,
  host: '*',
  operation,
  permissionType: Permission.ALLOW,
  ...more,
});
const { principal: _, ...anyOf } = acl('', Operation.ANY, { permissionType: Permission.ANY });
const sortedAcls = ({ resources, ...rest }) => ({
  ...rest,
  resources: resources.map(({ acls, ...each }) => ({
    ...each,
    acls: [...acls].sort((a, b) => a.operation - b.operation),
  })),
});
await tell('createAcls', () =>
  admin.createAcls({ acl: [acl('User:bob', Operation.READ), acl('User:bob', Operation.WRITE)] }),
);
await tell('createAcls with a wrong principal', () => admin.createAcls({ acl: [acl('bob', Operation.READ)] }));
await settle();
await tell('describeAcls', async () => sortedAcls(await admin.describeAcls(anyOf)));
await tell('describeAcls that match', async () =>
  sortedAcls(await admin.describeAcls({ ...anyOf, resourcePatternType: Pattern.MATCH })),
);
await tell('deleteAcls', () =>
  admin.deleteAcls({ filters: [{ ...anyOf, operation: Operation.READ, principal: 'User:bob' }] }),
);
await settle();
await tell('describeAcls after that', () => admin.describeAcls(anyOf));

await tell('deleteTopics', () => admin.deleteTopics({ topics: ['orders'] }));
await tell('deleteTopics of none', () => admin.deleteTopics({ topics: ['nothing'] }));
await settle();
await tell('listTopics at the end', async () => (await admin.listTopics()).filter((name) => !name.startsWith('__')));
await admin.disconnect();
