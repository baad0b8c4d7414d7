// @confluentinc/kafka-javascript, by its own interface in the manner of kafkajs. It is librdkafka inside.
import { createRequire } from 'node:module';
import { Collector, Positions, ownGroup, serve, text, versionOf } from '../contract.mjs';

const require = createRequire(import.meta.url);
const { KafkaJS, librdkafkaVersion } = require('@confluentinc/kafka-javascript');
const { CompressionTypes, ErrorCodes, Kafka, logLevel } = KafkaJS;

function seen({ topic, partition, message }) {
  return {
    topic,
    partition,
    offset: Number(message.offset),
    timestamp: Number(message.timestamp),
    key: text(message.key),
    value: text(message.value),
    headers: Object.entries(message.headers ?? {}).map(([key, value]) => [key, text(value)]),
  };
}

await serve((brokers) => {
  const kafka = new Kafka({ kafkaJS: { brokers, logLevel: logLevel.ERROR } });

  async function consumer(groupId, topics, eachRecord, onAssignment) {
    const consumer = kafka.consumer({
      kafkaJS: { groupId, fromBeginning: true, autoCommit: false, sessionTimeout: 10_000, heartbeatInterval: 300 },
      'topic.metadata.refresh.interval.ms': 500,
      'fetch.wait.max.ms': 100,
      rebalance_cb: (error, partitions) =>
        onAssignment(error.code === ErrorCodes.ERR__ASSIGN_PARTITIONS ? partitions : []),
    });
    await consumer.connect();
    await consumer.subscribe({ topics });
    await consumer.run({
      eachMessage: async (payload) => {
        eachRecord(seen(payload));
      },
    });
    return consumer;
  }

  return {
    name: `@confluentinc/kafka-javascript ${versionOf('@confluentinc/kafka-javascript', import.meta.url)}, librdkafka ${librdkafkaVersion}`,
    async topics() {
      const admin = kafka.admin();
      await admin.connect();
      const topics = await admin.fetchTopicMetadata({ topics: await admin.listTopics() });
      await admin.disconnect();
      return Object.fromEntries(topics.map(({ name, partitions }) => [name, partitions.length]));
    },
    async produce({ topic, codec, records }) {
      const compression = {
        none: CompressionTypes.None,
        gzip: CompressionTypes.GZIP,
        snappy: CompressionTypes.SNAPPY,
        lz4: CompressionTypes.LZ4,
        zstd: CompressionTypes.ZSTD,
      }[codec];
      const producer = kafka.producer({ kafkaJS: { compression, acks: -1 }, 'linger.ms': 100 });
      await producer.connect();
      const messages = records.map(({ key, value, headers }) => ({ key, value, headers: Object.fromEntries(headers) }));
      await producer.send({ topic, messages });
      await producer.disconnect();
    },
    async consume({ topic, count }) {
      const collector = new Collector(count);
      const reader = await consumer(
        ownGroup(),
        [topic],
        (record) => collector.add(record),
        () => undefined,
      );
      try {
        return await collector.all;
      } finally {
        await reader.disconnect();
      }
    },
    async join({ group, topics, pattern }, events) {
      const positions = new Positions();
      const onRecord = (record) => {
        events.records(record);
        positions.add(record);
      };
      const onAssignment = (partitions) =>
        events.assigned(partitions.map(({ topic, partition }) => [topic, partition]));
      const member = await consumer(group, topics ?? [new RegExp(`^(${pattern})$`)], onRecord, onAssignment);
      return {
        commit: () => member.commitOffsets(positions.take().map((next) => ({ ...next, offset: String(next.offset) }))),
        leave: () => member.disconnect(),
      };
    },
  };
});
