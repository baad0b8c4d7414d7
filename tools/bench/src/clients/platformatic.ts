import type { Readable } from 'node:stream';
import { loadPeer } from '../peers.ts';
import { type BenchClient, newGroup } from './client.ts';

/** The little of @platformatic/kafka that is used here: its own types are not in the root install. */
interface Platformatic {
  Producer: new (options: object) => { send(request: object): Promise<unknown>; close(): Promise<void> };
  Consumer: new (options: object) => {
    consume(options: object): Promise<Readable>;
    close(force?: boolean): Promise<void>;
  };
  ProduceAcks: { ALL: number };
  MessagesStreamModes: { EARLIEST: string };
}

export const platformatic: BenchClient = {
  values: 'bytes',
  producer: async (bootstrapServer, topic) => {
    const { Producer, ProduceAcks } = await loadPeer<Platformatic>('@platformatic/kafka');
    const producer = new Producer({ clientId: 'bench', bootstrapBrokers: [bootstrapServer] });
    const acks = ProduceAcks.ALL;
    return {
      sendBatch: (values, partitions) =>
        producer.send({ acks, messages: values.map((value, i) => ({ topic, value, partition: partitions[i] })) }),
      sendOne: (value, partition) => producer.send({ acks, messages: [{ topic, value, partition }] }),
      close: () => producer.close(),
    };
  },
  consume: async ({ bootstrapServer, topic, onValue }) => {
    const { Consumer, MessagesStreamModes } = await loadPeer<Platformatic>('@platformatic/kafka');
    const consumer = new Consumer({ clientId: 'bench', groupId: newGroup(), bootstrapBrokers: [bootstrapServer] });
    const stream = await consumer.consume({ topics: [topic], mode: MessagesStreamModes.EARLIEST });
    // Its documentation shows this and "for await"; this costs less.
    await new Promise<void>((resolve, reject) => {
      stream.on('error', reject);
      stream.on('data', ({ value }: { value: Buffer }) => {
        if (onValue(value)) resolve();
      });
    });
    await consumer.close(true);
  },
};
