// @platformatic/kafka, as its documentation shows it. It is made for Node 22.22 and newer.
import {
  Admin,
  Consumer,
  MessagesStreamFallbackModes,
  MessagesStreamModes,
  ProduceAcks,
  Producer,
} from '@platformatic/kafka';
import { Collector, Positions, ownGroup, serve, text, versionOf } from '../contract.mjs';

/** @param {import('@platformatic/kafka').Message} message */
function seen({ topic, partition, offset, timestamp, key, value, headerEntries }) {
  return {
    topic,
    partition,
    offset: Number(offset),
    timestamp: Number(timestamp),
    key: text(key),
    value: text(value),
    headers: headerEntries.map(([name, content]) => [text(name), text(content)]),
  };
}

await serve((bootstrapBrokers) => {
  const base = { clientId: 'foreign', bootstrapBrokers };

  function newConsumer(groupId) {
    return new Consumer({ ...base, groupId, sessionTimeout: 10_000, heartbeatInterval: 300, maxWaitTime: 100 });
  }

  return {
    name: `@platformatic/kafka ${versionOf('@platformatic/kafka', import.meta.url)}, Node ${process.versions.node}`,
    async topics() {
      const admin = new Admin(base);
      const { topics } = await admin.metadata({ topics: await admin.listTopics() });
      await admin.close();
      return Object.fromEntries([...topics].map(([name, { partitionsCount }]) => [name, partitionsCount]));
    },
    async produce({ topic, codec, records }) {
      const producer = new Producer({ ...base, acks: ProduceAcks.ALL, compression: codec });
      const bytes = (content) => (content === null ? undefined : Buffer.from(content));
      const messages = records.map(({ key, value, headers }) => ({
        topic,
        key: bytes(key),
        value: bytes(value),
        headers: new Map(headers.map(([name, content]) => [Buffer.from(name), Buffer.from(content)])),
      }));
      await producer.send({ messages });
      await producer.close();
    },
    async consume({ topic, count }) {
      const consumer = newConsumer(ownGroup());
      const stream = await consumer.consume({ topics: [topic], mode: MessagesStreamModes.EARLIEST, autocommit: false });
      const collector = new Collector(count);
      stream.on('error', collector.reject);
      stream.on('data', (message) => collector.add(seen(message)));
      try {
        return await collector.all;
      } finally {
        await consumer.close(true);
      }
    },
    async join({ group, topics }, events) {
      const consumer = newConsumer(group);
      consumer.on('consumer:group:join', ({ assignments }) => {
        events.assigned(assignments.flatMap(({ topic, partitions }) => partitions.map((each) => [topic, each])));
      });
      const positions = new Positions();
      const epochs = new Map();
      const stream = await consumer.consume({
        topics,
        mode: MessagesStreamModes.COMMITTED,
        fallbackMode: MessagesStreamFallbackModes.EARLIEST,
        autocommit: false,
      });
      stream.on('error', (error) => events.error(error));
      stream.on('data', (message) => {
        const record = seen(message);
        epochs.set(`${record.topic} ${record.partition}`, message.leaderEpoch);
        events.records(record);
        positions.add(record);
      });
      return {
        commit: () =>
          consumer.commit({
            offsets: positions.take().map(({ topic, partition, offset }) => ({
              topic,
              partition,
              offset: BigInt(offset),
              leaderEpoch: epochs.get(`${topic} ${partition}`),
            })),
          }),
        leave: () => consumer.close(true),
      };
    },
  };
});
