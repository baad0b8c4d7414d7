import { KafkaConsumer } from '@k/consumer';
import { KafkaProducer } from '@k/producer';
import { type BenchClient, newGroup } from './client.ts';

export const ours: BenchClient = {
  values: 'bytes',
  producer: async (bootstrapServer, topic) => {
    const producer = new KafkaProducer({ bootstrapServers: bootstrapServer, acks: -1 });
    await producer.partitionsFor(topic);
    return {
      sendBatch: (values, partitions) =>
        producer.sendMany(values.map((value, i) => ({ topic, value, partition: partitions[i] }))),
      sendOne: (value, partition) => producer.send({ topic, value, partition }),
      close: () => producer.close(),
    };
  },
  consume: async ({ bootstrapServer, topic, mode, onValue }) => {
    await using consumer = new KafkaConsumer({
      bootstrapServers: bootstrapServer,
      groupId: newGroup(),
      autoOffsetReset: 'earliest',
    });
    consumer.subscribe({ topics: [topic] });
    if (mode === 'record') {
      for await (const record of consumer) if (onValue(record.value)) return;
      return;
    }
    for await (const batch of consumer.batches()) {
      let enough = false;
      for (const record of batch) enough = onValue(record.value);
      if (enough) return;
    }
  },
};
