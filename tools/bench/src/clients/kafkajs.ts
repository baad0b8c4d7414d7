import { loadPeer } from '../peers.ts';
import { type BenchClient, newGroup } from './client.ts';

/** The little of kafkajs that is used here: its own types are not in the root install. */
interface Kafkajs {
  Kafka: new (options: object) => {
    producer(options: object): {
      connect(): Promise<void>;
      send(request: object): Promise<unknown>;
      disconnect(): Promise<void>;
    };
    consumer(options: object): {
      connect(): Promise<void>;
      subscribe(options: object): Promise<void>;
      run(options: object): Promise<void>;
      disconnect(): Promise<void>;
    };
  };
  logLevel: { ERROR: number };
  Partitioners: { DefaultPartitioner: unknown };
}

async function connect(bootstrapServer: string) {
  const { Kafka, logLevel, Partitioners } = await loadPeer<Kafkajs>('kafkajs');
  return { kafka: new Kafka({ brokers: [bootstrapServer], logLevel: logLevel.ERROR }), Partitioners };
}

export const kafkajs: BenchClient = {
  values: 'bytes',
  producer: async (bootstrapServer, topic) => {
    const { kafka, Partitioners } = await connect(bootstrapServer);
    const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    return {
      sendBatch: (values, partitions) =>
        producer.send({ topic, acks: -1, messages: values.map((value, i) => ({ value, partition: partitions[i] })) }),
      sendOne: (value, partition) => producer.send({ topic, acks: -1, messages: [{ value, partition }] }),
      close: () => producer.disconnect(),
    };
  },
  consume: async ({ bootstrapServer, topic, partitions, mode, onValue }) => {
    const { kafka } = await connect(bootstrapServer);
    const consumer = kafka.consumer({ groupId: newGroup() });
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      const eachMessage = ({ message }: { message: { value: Buffer | null } }): Promise<void> => {
        if (onValue(message.value)) resolve();
        return Promise.resolve();
      };
      const eachBatch = ({ batch }: { batch: { messages: { value: Buffer | null }[] } }): Promise<void> => {
        for (const { value } of batch.messages) if (onValue(value)) resolve();
        return Promise.resolve();
      };
      consumer
        .run({ partitionsConsumedConcurrently: partitions, ...(mode === 'record' ? { eachMessage } : { eachBatch }) })
        .catch(reject);
    });
    await consumer.disconnect();
  },
};
