import type { Readable } from 'node:stream';
import { loadPeer } from '../peers.ts';
import { type BenchClient, messageMaker, newGroup } from './client.ts';

/** The little of @platformatic/kafka that is used here: its own types are not in the root install. */
interface Platformatic {
  Producer: new (options: object) => {
    send(request: object): Promise<unknown>;
    beginTransaction(): Promise<{ send(request: object): Promise<unknown>; commit(): Promise<void> }>;
    close(): Promise<void>;
  };
  Consumer: new (options: object) => {
    consume(options: object): Promise<Readable>;
    close(force?: boolean): Promise<void>;
    on(event: string, listener: () => void): void;
  };
  ProduceAcks: { ALL: number };
  MessagesStreamModes: { EARLIEST: string };
}

export const platformatic: BenchClient = {
  values: 'bytes',
  producer: async (setup) => {
    const { Producer, ProduceAcks } = await loadPeer<Platformatic>('@platformatic/kafka');
    const { bootstrapServer, compression, transactionalId } = setup;
    const producer = new Producer({
      clientId: 'bench',
      bootstrapBrokers: [bootstrapServer],
      ...(transactionalId === undefined ? {} : { transactionalId, idempotent: true }),
    });
    const acks = ProduceAcks.ALL;
    const message = messageMaker(setup);
    const request = (messages: object[]) => ({ acks, compression, messages });
    return {
      sendBatch: (values, places) => producer.send(request(values.map((value, i) => message(value, places[i])))),
      sendOne: (value, place) => producer.send(request([message(value, place)])),
      transact: async (values, places) => {
        const transaction = await producer.beginTransaction();
        await transaction.send(request(values.map((value, i) => message(value, places[i]))));
        await transaction.commit();
      },
      close: () => producer.close(),
    };
  },
  consume: async ({ bootstrapServer, topic, onJoined, onValue }) => {
    const { Consumer, MessagesStreamModes } = await loadPeer<Platformatic>('@platformatic/kafka');
    const consumer = new Consumer({ clientId: 'bench', groupId: newGroup(), bootstrapBrokers: [bootstrapServer] });
    consumer.on('consumer:group:join', onJoined);
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
