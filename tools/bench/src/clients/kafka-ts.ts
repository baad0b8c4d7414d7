import { loadPeer } from '../peers.ts';
import { type BenchClient, messageMaker, newGroup, splitAddress } from './client.ts';

/** The little of kafka-ts that is used here: its own types are not in the root install. */
interface KafkaTs {
  createKafkaClient: (options: object) => {
    createProducer(options: object): { send(messages: object[]): Promise<void>; close(): Promise<void> };
    startConsumer(options: object): Promise<{ close(force?: boolean): Promise<void> }>;
  };
  setLogger: (logger: object) => void;
}

async function connect(bootstrapServer: string) {
  const { createKafkaClient, setLogger } = await loadPeer<KafkaTs>('kafka-ts');
  const silent = (): void => undefined;
  setLogger({ debug: silent, info: silent, warn: silent, error: console.error });
  return createKafkaClient({ clientId: 'bench', bootstrapServers: [splitAddress(bootstrapServer)] });
}

export const kafkaTs: BenchClient = {
  // It takes and gives text only.
  values: 'text',
  producer: async (setup) => {
    const producer = (await connect(setup.bootstrapServer)).createProducer({});
    const message = messageMaker(setup);
    return {
      sendBatch: (values, places) => producer.send(values.map((value, i) => message(value, places[i]))),
      sendOne: (value, place) => producer.send([message(value, place)]),
      close: () => producer.close(),
    };
  },
  consume: async ({ bootstrapServer, topic, onValue }) => {
    const client = await connect(bootstrapServer);
    // Records come in batches; both ways of reading are this one.
    await new Promise<void>((resolve, reject) => {
      let enough = false;
      const consumer = client.startConsumer({
        groupId: newGroup(),
        topics: [topic],
        fromBeginning: true,
        onBatch: (messages: { value: string | null }[]) => {
          for (const { value } of messages) enough = onValue(value) || enough;
          if (enough) consumer.then((started) => started.close(true)).then(resolve, reject);
        },
      });
      consumer.catch(reject);
    });
  },
};
