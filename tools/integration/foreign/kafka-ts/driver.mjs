// kafka-ts, as its documentation shows it. It does not compress, and commits by itself after each batch.
import { createRequire } from 'node:module';
import { createKafkaClient, setLogger } from 'kafka-ts';
import { Collector, serve, versionOf } from '../contract.mjs';

const require = createRequire(import.meta.url);
const { API } = require('kafka-ts');
const silent = () => undefined;
const complain = (message, detail) => console.error(message, detail);
setLogger({ debug: silent, info: silent, warn: complain, error: complain });

/** @param {import('kafka-ts').Message} message */
function seen({ topic, partition, offset, timestamp, key, value, headers }) {
  return {
    topic,
    partition,
    offset: Number(offset),
    timestamp: Number(timestamp),
    key,
    value,
    headers: Object.entries(headers),
  };
}

await serve((servers) => {
  const bootstrapServers = servers.map((server) => {
    const [host, port] = server.split(':');
    return { host, port: Number(port) };
  });
  const kafka = createKafkaClient({ clientId: 'foreign', bootstrapServers });
  const reading = { maxWaitMs: 100, fromTimestamp: -2n };

  return {
    name: `kafka-ts ${versionOf('kafka-ts', import.meta.url)}, Node ${process.versions.node}`,
    async topics() {
      const cluster = kafka.createCluster();
      await cluster.connect();
      const { topics } = await cluster.sendRequest(API.METADATA, { topics: null, allowTopicAutoCreation: false });
      await cluster.disconnect();
      return Object.fromEntries(topics.map(({ name, partitions }) => [name, partitions.length]));
    },
    async produce({ topic, records }) {
      const producer = kafka.createProducer({});
      await producer.send(records.map((record) => ({ topic, ...record, headers: Object.fromEntries(record.headers) })));
      await producer.close();
    },
    async consume({ topic, count }) {
      const collector = new Collector(count);
      const onBatch = (messages) => {
        for (const message of messages) collector.add(seen(message));
      };
      const consumer = await kafka.startConsumer({ topics: [topic], ...reading, onBatch });
      try {
        return await collector.all;
      } finally {
        await consumer.close();
      }
    },
    async join({ group, topics }, events) {
      const onBatch = (messages) => events.records(...messages.map(seen));
      const consumer = await kafka.startConsumer({
        groupId: group,
        topics,
        sessionTimeoutMs: 10_000,
        ...reading,
        onBatch,
      });
      // Inside: it tells nobody what it was assigned.
      const { metadata } = consumer;
      const assigned = () =>
        Object.entries(metadata.getAssignment()).flatMap(([topic, partitions]) =>
          partitions.map((each) => [topic, each]),
        );
      events.assigned(assigned());
      const set = metadata.setAssignment.bind(metadata);
      metadata.setAssignment = (assignment) => {
        set(assignment);
        events.assigned(assigned());
      };
      return { commit: () => Promise.resolve(), leave: () => consumer.close() };
    },
  };
});
