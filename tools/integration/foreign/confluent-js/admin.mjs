// The admin client of @confluentinc/kafka-javascript, which is librdkafka inside: its calls, one after the other. Where replicas
// are is up to the brokers: it has no way to say.
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { servers, settle, tell } from '../calls.mjs';

const require = createRequire(import.meta.url);
const { AdminClient, KafkaJS } = require('@confluentinc/kafka-javascript');
const { ConsumerGroupStates, ConsumerGroupTypes, IsolationLevel, Kafka, logLevel } = KafkaJS;

const kafka = new Kafka({ kafkaJS: { brokers: servers, clientId: 'app', logLevel: logLevel.NOTHING } });
const admin = kafka.admin();
await admin.connect();
/** What its interface in the manner of kafkajs lacks. */
const native = AdminClient.create({ 'bootstrap.servers': servers.join(','), 'client.id': 'app' });
const createPartitions = promisify(native.createPartitions.bind(native));

const by =
  (name) =>
  ({ [name]: a }, { [name]: b }) =>
    a < b ? -1 : 1;
const everywhere = (topic, numPartitions, more = {}) => ({ topic, numPartitions, replicationFactor: 3, ...more });
const setting = (value) => ({ configEntries: [{ name: 'retention.ms', value }] });
const visible = (names) => names.filter((name) => !name.startsWith('__')).sort();
/** Every broker has a replica; which of them leads is of chance. */
const metadata = async (options) => {
  const topics = await admin.fetchTopicMetadata(options);
  return topics.map(({ partitions, topicId, ...topic }) => ({
    ...topic,
    // In the alphabet that Kafka writes it in.
    topicId: topicId.base64.replaceAll('+', '-').replaceAll('/', '_'),
    partitions: partitions
      .map(({ partitionErrorCode, partitionId, leader, replicas, isr }) => {
        const ordered = [...replicas].sort();
        return {
          partitionErrorCode,
          partitionId,
          led: replicas.includes(leader),
          replicas: ordered,
          isr: [...isr].sort(),
        };
      })
      .sort(by('partitionId')),
  }));
};
/** Its errors keep what was said of each group, or partition, to themselves. */
const withParts = async (call) => {
  try {
    return await call;
  } catch (error) {
    const { groups, partitions } = error;
    if (groups === undefined && partitions === undefined) throw error;
    return { failed: error, groups, partitions };
  }
};
const listed = async (options) => {
  const { groups, errors } = await admin.listGroups(options);
  return { groups: [...groups].sort(by('groupId')), errors };
};
const described = async (names, options) => {
  const { groups } = await admin.describeGroups(names, options);
  return groups
    .map(({ members, coordinator, ...group }) => ({
      ...group,
      coordinator: typeof coordinator.id,
      members: members.map(({ memberMetadata: _metadata, memberAssignment: _assignment, ...member }) => member),
    }))
    .sort(by('groupId'));
};

await tell('createTopics', () => admin.createTopics({ topics: [everywhere('orders', 2, setting('864000000000'))] }));
await settle();
await tell('createTopics again', () => admin.createTopics({ topics: [everywhere('orders', 2)] }));
await tell('createTopics with a wrong name', () => admin.createTopics({ topics: [everywhere('bad name', 1)] }));
await tell('createTopics with too many replicas', () =>
  admin.createTopics({ topics: [{ topic: 'wide', numPartitions: 1, replicationFactor: 4 }] }),
);
await tell('createTopics with a wrong setting', () =>
  admin.createTopics({ topics: [everywhere('wrong', 1, setting('soon'))] }),
);
await tell('createTopics with all that the brokers choose', () => admin.createTopics({ topics: [{ topic: 'plain' }] }));
await tell('createPartitions', () => createPartitions('orders', 3, 5000));
await tell('createPartitions to fewer', () => createPartitions('orders', 1, 5000));
await tell('createPartitions of none', () => createPartitions('nothing', 3, 5000));
await settle();
await tell('listTopics', async () => visible(await admin.listTopics()));
await tell('fetchTopicMetadata', () => metadata({ topics: ['orders'] }));
await tell('fetchTopicMetadata with operations', () =>
  metadata({ topics: ['orders'], includeAuthorizedOperations: true }),
);
await tell('fetchTopicMetadata of none', () => metadata({ topics: ['nothing'] }));

const producer = kafka.producer({ kafkaJS: { acks: -1 } });
await producer.connect();
const messages = Array.from({ length: 10 }, (_, i) => ({
  key: String(i),
  value: 'some',
  partition: i % 2,
  timestamp: String(Date.UTC(2020, 0, 1) + i * 1000),
}));
await producer.send({ topic: 'orders', messages });
await producer.disconnect();
const offsets = async (...more) => (await admin.fetchTopicOffsets('orders', ...more)).sort(by('partition'));
await tell('fetchTopicOffsets', () => offsets());
await tell('fetchTopicOffsets of what is committed', () => offsets({ isolationLevel: IsolationLevel.READ_COMMITTED }));
await tell('fetchTopicOffsetsByTimestamp', async () =>
  (await admin.fetchTopicOffsetsByTimestamp('orders', Date.UTC(2020, 0, 1) + 3500)).sort(by('partition')),
);
const deletes = (topic, ...all) =>
  withParts(admin.deleteTopicRecords({ topic, partitions: all.map((offset, partition) => ({ partition, offset })) }));
await tell('deleteTopicRecords', () => deletes('orders', '2'));
await tell('deleteTopicRecords beyond the end', () => deletes('orders', '99', '1'));
await tell('fetchTopicOffsets after that', () => offsets());

const consumer = kafka.consumer({
  kafkaJS: { groupId: 'live', fromBeginning: true, autoCommit: false, sessionTimeout: 10_000, heartbeatInterval: 300 },
});
await consumer.connect();
await consumer.subscribe({ topics: ['orders'] });
const arrived = new Promise((resolve) => {
  void consumer.run({ eachMessage: async () => resolve(undefined) });
});
await arrived;
await consumer.commitOffsets([
  { topic: 'orders', partition: 0, offset: '3' },
  { topic: 'orders', partition: 1, offset: '4', metadata: 'so far' },
]);
const committed = async (options) =>
  (await admin.fetchOffsets(options)).map(({ topic, partitions }) => ({
    topic,
    partitions: [...partitions].sort(by('partition')),
  }));
await tell('listGroups', () => listed());
await tell('listGroups by state', () => listed({ matchConsumerGroupStates: [ConsumerGroupStates.STABLE] }));
await tell('listGroups by another state', () => listed({ matchConsumerGroupStates: [ConsumerGroupStates.DEAD] }));
await tell('listGroups by type', () => listed({ matchConsumerGroupTypes: [ConsumerGroupTypes.CLASSIC] }));
await tell('describeGroups', () => described(['live', 'nothing']));
await tell('describeGroups with operations', () => described(['live'], { includeAuthorizedOperations: true }));
await tell('fetchOffsets', () => committed({ groupId: 'live' }));
await tell('fetchOffsets of a topic', () => committed({ groupId: 'live', topics: ['orders'] }));
await tell('fetchOffsets of a partition', () =>
  committed({ groupId: 'live', topics: [{ topic: 'orders', partitions: [1] }] }),
);
await tell('fetchOffsets of no group', () => committed({ groupId: 'nothing' }));
await tell('deleteGroups with a member', () => withParts(admin.deleteGroups(['live'])));
await consumer.disconnect();
await tell('describeGroups without a member', () => described(['live']));
await tell('deleteGroups', () => admin.deleteGroups(['live']));
await tell('deleteGroups of none', () => withParts(admin.deleteGroups(['nothing'])));
await tell('listGroups at the end', () => listed());

await tell('deleteTopics', () => admin.deleteTopics({ topics: ['orders', 'plain'] }));
await tell('deleteTopics of none', () => admin.deleteTopics({ topics: ['nothing'] }));
await settle();
await tell('listTopics at the end', async () => visible(await admin.listTopics()));
native.disconnect();
await admin.disconnect();
