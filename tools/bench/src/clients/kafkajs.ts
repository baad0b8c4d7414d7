import { loadPeer } from '../peers.ts';
import { type BenchClient, messageMaker, newGroup } from './client.ts';

/** The little of its clients that is used here: its own types are not in the root install. */
export interface KafkajsClients {
  producer(options: object): {
    connect(): Promise<void>;
    send(request: object): Promise<unknown>;
    transaction(): Promise<{ send(request: object): Promise<unknown>; commit(): Promise<void> }>;
    disconnect(): Promise<void>;
  };
  consumer(options: object): {
    connect(): Promise<void>;
    subscribe(options: object): Promise<void>;
    run(options: object): Promise<void>;
    disconnect(): Promise<void>;
    readonly events: { GROUP_JOIN: string };
    on(event: string, listener: () => void): void;
  };
}

interface Kafkajs {
  Kafka: new (options: object) => KafkajsClients;
  CompressionTypes: { None: number; GZIP: number };
  logLevel: { ERROR: number };
  Partitioners: { DefaultPartitioner: unknown };
}

async function connect(bootstrapServer: string) {
  const { Kafka, logLevel, ...rest } = await loadPeer<Kafkajs>('kafkajs');
  return { kafka: new Kafka({ brokers: [bootstrapServer], logLevel: logLevel.ERROR }), ...rest };
}

export const kafkajs: BenchClient = {
  values: 'bytes',
  producer: async (setup) => {
    const { kafka, Partitioners, CompressionTypes } = await connect(setup.bootstrapServer);
    const { topic, transactionalId } = setup;
    // What its documentation asks for where there are transactions.
    const transactional = { transactionalId, idempotent: true, maxInFlightRequests: 1 };
    const producer = kafka.producer({
      createPartitioner: Partitioners.DefaultPartitioner,
      ...(transactionalId === undefined ? {} : transactional),
    });
    await producer.connect();
    const message = messageMaker(setup);
    const compression = setup.compression === 'gzip' ? CompressionTypes.GZIP : CompressionTypes.None;
    const request = (messages: object[]) => ({ topic, acks: -1, compression, messages });
    return {
      sendBatch: (values, places) => producer.send(request(values.map((value, i) => message(value, places[i])))),
      sendOne: (value, place) => producer.send(request([message(value, place)])),
      transact: async (values, places) => {
        const transaction = await producer.transaction();
        await transaction.send(request(values.map((value, i) => message(value, places[i]))));
        await transaction.commit();
      },
      close: () => producer.disconnect(),
    };
  },
  consume: async ({ bootstrapServer, topic, partitions, mode, onJoined, onValue }) => {
    const { kafka } = await connect(bootstrapServer);
    const consumer = kafka.consumer({ groupId: newGroup() });
    consumer.on(consumer.events.GROUP_JOIN, onJoined);
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
        .run({ partitionsConsumedConcurrently: partitions, ...(mode === 'batch' ? { eachBatch } : { eachMessage }) })
        .catch(reject);
    });
    await consumer.disconnect();
  },
};
