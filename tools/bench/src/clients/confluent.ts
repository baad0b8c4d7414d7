import { loadPeer } from '../peers.ts';
import { CONFLUENT } from './names.ts';
import { type BenchClient, messageMaker, newGroup } from './client.ts';
import type { KafkajsClients } from './kafkajs.ts';

interface Record {
  readonly value: Buffer | null;
}

/** In the manner of kafkajs. */
interface Confluent {
  KafkaJS: { Kafka: new (options: object) => KafkajsClients; logLevel: { ERROR: number } };
}

async function connect(bootstrapServer: string) {
  const { Kafka, logLevel } = (await loadPeer<Confluent>(CONFLUENT)).KafkaJS;
  return new Kafka({ kafkaJS: { brokers: [bootstrapServer], logLevel: logLevel.ERROR } });
}

export const confluent: BenchClient = {
  values: 'bytes',
  producer: async (setup) => {
    const { topic, transactionalId } = setup;
    const kafka = await connect(setup.bootstrapServer);
    const producer = kafka.producer({
      kafkaJS: { acks: -1, ...(transactionalId === undefined ? {} : { transactionalId }) },
      'compression.codec': setup.compression,
      ...(setup.awaited ? { 'linger.ms': 0 } : {}),
    });
    await producer.connect();
    const message = messageMaker(setup);
    return {
      sendBatch: (values, places) => producer.send({ topic, messages: values.map((v, i) => message(v, places[i])) }),
      sendOne: (value, place) => producer.send({ topic, messages: [message(value, place)] }),
      transact: async (values, places) => {
        const transaction = await producer.transaction();
        await transaction.send({ topic, messages: values.map((value, i) => message(value, places[i])) });
        await transaction.commit();
      },
      close: () => producer.disconnect(),
    };
  },
  consume: async ({ bootstrapServer, topic, mode, onValue }) => {
    const kafka = await connect(bootstrapServer);
    const consumer = kafka.consumer({ kafkaJS: { groupId: newGroup(), fromBeginning: true } });
    await consumer.connect();
    await consumer.subscribe({ topics: [topic] });
    await new Promise<void>((resolve, reject) => {
      const take = (messages: readonly Record[]): Promise<void> => {
        for (const { value } of messages) if (onValue(value)) resolve();
        return Promise.resolve();
      };
      const running =
        mode === 'batch'
          ? consumer.run({ eachBatch: ({ batch }: { batch: { messages: Record[] } }) => take(batch.messages) })
          : consumer.run({ eachMessage: ({ message }: { message: Record }) => take([message]) });
      running.catch(reject);
    });
    await consumer.disconnect();
  },
};
