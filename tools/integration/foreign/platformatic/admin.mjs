// The Admin of @platformatic/kafka: its calls, one after the other. It is made for Node 22.22 and newer.
import { Admin, Consumer, MessagesStreamModes, ProduceAcks, Producer } from '@platformatic/kafka';
import { servers, settle, tell } from '../calls.mjs';

const base = { clientId: 'app', bootstrapBrokers: servers, retries: 2 };
const admin = new Admin(base);
const BEGINNING = 1_577_836_800_000n;
/** As in the protocol. */
const [TOPIC, BROKER] = [2, 4];
const [SET, DELETE, APPEND, SUBTRACT] = [0, 1, 2, 3];

const assigned = (topic, ...replicas) => ({
  topic,
  assignments: replicas.map((brokers, partition) => ({ partition, brokers })),
});
const sortedConfigs = async (resources, more = {}) =>
  (await admin.describeConfigs({ resources, includeSynonyms: true, ...more })).map(({ configs, ...rest }) => ({
    ...rest,
    configs: [...configs].sort((a, b) => (a.name < b.name ? -1 : 1)),
  }));
const resource = (resourceName, configurationKeys, resourceType = TOPIC) => ({
  resourceType,
  resourceName,
  configurationKeys,
});
const listed = async (options) =>
  [...(await admin.listGroups(options)).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
const described = async (...groups) =>
  [...(await admin.describeGroups({ groups, includeAuthorizedOperations: true })).values()].map((group) => ({
    ...group,
    members: [...group.members.values()].map(({ id: _, metadata: _metadata, ...member }) => member),
  }));

await tell('createTopics', () =>
  admin.createTopics({
    topics: [assigned('orders', [0, 1], [1, 2])],
    configs: [{ name: 'retention.ms', value: '864000000000' }],
  }),
);
await tell('createTopics again', () => admin.createTopics({ topics: [assigned('orders', [0])] }));
await tell('createTopics with a wrong name', () => admin.createTopics({ topics: [assigned('bad name', [0])] }));
await tell('createTopics with too many replicas', () =>
  admin.createTopics({ topics: ['wide'], partitions: 1, replicas: 4 }),
);
await tell('createTopics with a wrong setting', () =>
  admin.createTopics({ topics: [assigned('wrong', [0])], configs: [{ name: 'retention.ms', value: 'soon' }] }),
);
await tell('createPartitions', () =>
  admin.createPartitions({ topics: [{ name: 'orders', count: 3, assignments: [{ brokerIds: [2, 0] }] }] }),
);
await tell('createPartitions to validate', () =>
  admin.createPartitions({
    topics: [{ name: 'orders', count: 4, assignments: [{ brokerIds: [2, 0] }] }],
    validateOnly: true,
  }),
);
await tell('createPartitions to fewer', () =>
  admin.createPartitions({ topics: [{ name: 'orders', count: 1, assignments: [] }] }),
);
await settle();
await tell('listTopics', async () => (await admin.listTopics()).sort());
await tell('metadata', async () => {
  const { topics } = await admin.metadata({ topics: ['orders'] });
  return [...topics].map(([name, { id, partitions }]) => [
    name,
    id,
    partitions.map(({ leader, replicas }) => ({ leader, replicas })),
  ]);
});

const producer = new Producer({ ...base, acks: ProduceAcks.ALL });
await producer.send({
  messages: Array.from({ length: 10 }, (_, i) => ({
    topic: 'orders',
    partition: i % 2,
    key: Buffer.from(String(i)),
    value: Buffer.from('some'),
    timestamp: BEGINNING + BigInt(i * 1000),
  })),
});
await producer.close();
// The end of a partition, as it is told, is what followers have, too.
await settle();

const offsets = (...timestamps) =>
  admin.listOffsets({
    topics: [
      {
        name: 'orders',
        partitions: timestamps.map((timestamp, partitionIndex) => ({ partitionIndex, timestamp: BigInt(timestamp) })),
      },
    ],
  });
await tell('listOffsets earliest', () => offsets(-2, -2));
await tell('listOffsets latest', () => offsets(-1, -1));
await tell('listOffsets of a time', () => offsets(BEGINNING + 3500n, BEGINNING + 3_500_000n));
await tell('listOffsets of the greatest time', () => offsets(-3, -3));
const deletes = (name, ...all) =>
  admin.deleteRecords({
    topics: [{ name, partitions: all.map((offset, partition) => ({ partition, offset: BigInt(offset) })) }],
  });
await tell('deleteRecords', () => deletes('orders', 2));
await tell('deleteRecords beyond the end', () => deletes('orders', 99));
await tell('deleteRecords of none', () => deletes('nothing', 1));
await tell('listOffsets after that', () => offsets(-2, -2));

await tell('describeConfigs of a topic', () => sortedConfigs([resource('orders')]));
await tell('describeConfigs of two names, with documentation', () =>
  sortedConfigs([resource('orders', ['retention.ms', 'cleanup.policy'])], { includeDocumentation: true }),
);
await tell('describeConfigs of none', () => sortedConfigs([resource('nothing')]));
await tell('describeConfigs of a broker', () =>
  sortedConfigs([resource('1', ['log.retention.ms', 'message.max.bytes'], BROKER)]),
);
const incremental = (configOperation, name, value, resourceName = 'orders') =>
  admin.incrementalAlterConfigs({
    resources: [{ resourceType: TOPIC, resourceName, configs: [{ name, configOperation, value }] }],
  });
await tell('incrementalAlterConfigs', () => incremental(SET, 'cleanup.policy', 'compact'));
await tell('incrementalAlterConfigs to append', () => incremental(APPEND, 'cleanup.policy', 'delete'));
await tell('incrementalAlterConfigs to subtract', () => incremental(SUBTRACT, 'cleanup.policy', 'compact'));
await tell('incrementalAlterConfigs to delete', () => incremental(DELETE, 'max.message.bytes', null));
await tell('incrementalAlterConfigs to what is wrong', () => incremental(SET, 'cleanup.policy', 'burn'));
await tell('incrementalAlterConfigs of none', () => incremental(SET, 'cleanup.policy', 'compact', 'nothing'));
await tell('alterConfigs', () =>
  admin.alterConfigs({
    resources: [
      {
        resourceType: TOPIC,
        resourceName: 'orders',
        configs: [
          { name: 'flush.ms', value: '9' },
          { name: 'retention.ms', value: '864000000000' },
        ],
      },
    ],
  }),
);
await settle();
await tell('describeConfigs after that', async () => {
  const [{ configs }] = await sortedConfigs([resource('orders')]);
  return configs.filter(({ configSource }) => configSource === 1);
});

const moved = (groupId, ...all) =>
  admin.alterConsumerGroupOffsets({
    groupId,
    topics: [
      { name: 'orders', partitionOffsets: all.map((offset, partition) => ({ partition, offset: BigInt(offset) })) },
    ],
  });
await tell('alterConsumerGroupOffsets', () => moved('billing', 3, 4));
await tell('listConsumerGroupOffsets', () => admin.listConsumerGroupOffsets({ groups: ['billing'] }));
await tell('listConsumerGroupOffsets of no group', () => admin.listConsumerGroupOffsets({ groups: ['nothing'] }));
await tell('listGroups', () => listed());
await tell('listGroups by state', () => listed({ states: ['STABLE'] }));
await tell('listGroups by type', () => listed({ types: ['classic'] }));
await tell('describeGroups', () => described('billing'));
await tell('describeGroups of none', () => described('nothing'));
const consumer = new Consumer({ ...base, groupId: 'live', sessionTimeout: 10_000 });
const stream = await consumer.consume({ topics: ['orders'], mode: MessagesStreamModes.LATEST, autocommit: false });
await tell('describeGroups with a member', () => described('live'));
await tell('alterConsumerGroupOffsets with a member', () => moved('live', 1));
const forgets = (groupId) =>
  admin.deleteConsumerGroupOffsets({ groupId, topics: [{ name: 'orders', partitionIndexes: [0] }] });
await tell('deleteConsumerGroupOffsets with a member', () => forgets('live'));
await tell('deleteGroups with a member', () => admin.deleteGroups({ groups: ['live'] }));
await tell('removeMembersFromConsumerGroup', () => admin.removeMembersFromConsumerGroup({ groupId: 'live' }));
await tell('describeGroups without its member', () => described('live'));
stream.on('error', () => undefined);
await consumer.close(true).catch(() => undefined);
await tell('deleteConsumerGroupOffsets', () => forgets('billing'));
await tell('deleteGroups', () => admin.deleteGroups({ groups: ['billing'] }));
await tell('deleteGroups of none', () => admin.deleteGroups({ groups: ['nothing'] }));

await tell('describeLogDirs', async () =>
  (await admin.describeLogDirs({ topics: [{ name: 'orders', partitions: [0, 1] }] }))
    .sort((a, b) => a.broker - b.broker)
    .map(({ broker, results }) => [broker, results.map(({ topics }) => topics)]),
);
const erin = [{ entityType: 'user', entityName: 'erin' }];
const quota = (key, value, remove = false) =>
  admin.alterClientQuotas({ entries: [{ entities: erin, ops: [{ key, value, remove }] }] });
await tell('alterClientQuotas', () => quota('producer_byte_rate', 1024));
await tell('alterClientQuotas to what is not known', () => quota('nonsense', 1));
await settle();
const quotas = () =>
  admin.describeClientQuotas({ components: [{ entityType: 'user', matchType: 0, match: 'erin' }], strict: true });
await tell('describeClientQuotas', quotas);
await tell('alterClientQuotas to remove', () => quota('producer_byte_rate', 0, true));
await settle();
await tell('describeClientQuotas after that', quotas);

const acl = (operation, principal = 'User:bob') => ({
  resourceType: 2,
  resourceName: 'orders',
  resourcePatternType: 3,
  principal,
  host: '*',
  operation,
  permissionType: 3,
});
const anyAcl = {
  resourceType: 2,
  resourceName: 'orders',
  resourcePatternType: 1,
  principal: null,
  host: null,
  operation: 1,
  permissionType: 1,
};
const acls = async () =>
  (await admin.describeAcls({ filter: anyAcl })).map(({ acls, ...rest }) => ({
    ...rest,
    acls: [...acls].sort((a, b) => a.operation - b.operation),
  }));
await tell('createAcls', () => admin.createAcls({ creations: [acl(3), acl(4)] }));
await tell('createAcls with a wrong principal', () => admin.createAcls({ creations: [acl(3, 'bob')] }));
await settle();
await tell('describeAcls', acls);
await tell('deleteAcls', () => admin.deleteAcls({ filters: [{ ...anyAcl, operation: 3 }] }));
await settle();
await tell('describeAcls after that', acls);
await tell('deleteTopics', () => admin.deleteTopics({ topics: ['orders'] }));
await tell('deleteTopics of none', () => admin.deleteTopics({ topics: ['nothing'] }));
await settle();
await tell('listTopics at the end', () => admin.listTopics());
await admin.close();
