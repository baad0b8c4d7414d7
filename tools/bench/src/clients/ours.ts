import { Cluster } from '@k/cluster';
import { type ConsumerRecord, KafkaConsumer } from '@k/consumer';
import { KafkaProducer } from '@k/producer';
import {
  type BenchClient,
  type BenchProducer,
  type ConsumeOptions,
  type ProducerSetup,
  messageMaker,
  newGroup,
} from './client.ts';

async function openProducer(setup: ProducerSetup): Promise<BenchProducer> {
  const producer = new KafkaProducer({
    bootstrapServers: setup.bootstrapServer,
    acks: -1,
    compressionType: setup.compression,
    ...(setup.transactionalId === undefined ? {} : { transactionalId: setup.transactionalId }),
  });
  await producer.partitionsFor(setup.topic);
  const message = messageMaker(setup);
  return {
    sendBatch: (values, places) => producer.sendMany(values.map((value, i) => message(value, places[i]))),
    sendOne: (value, place) => producer.send(message(value, place)),
    transact: (values, places) =>
      producer.transaction((tx) => {
        void tx.sendMany(values.map((value, i) => message(value, places[i])));
      }),
    close: () => producer.close(),
  };
}

/** Of the consumers of one process that share it. */
let sharedCluster: Cluster | undefined;

function openConsumer({ bootstrapServer, shared, budgetMb, reuse }: ConsumeOptions): KafkaConsumer {
  const options = {
    groupId: newGroup(),
    autoOffsetReset: 'earliest',
    reuseMemory: reuse,
    ...(budgetMb === undefined ? {} : { bufferMemory: budgetMb * 2 ** 20 }),
  } as const;
  if (!shared) return new KafkaConsumer({ bootstrapServers: bootstrapServer, ...options });
  sharedCluster ??= new Cluster({ bootstrapServers: bootstrapServer });
  return new KafkaConsumer({ cluster: sharedCluster, ...options });
}

export const ours: BenchClient = {
  values: 'bytes',
  producer: openProducer,
  consume: async (options) => {
    const { topic, mode, onJoined, onValue } = options;
    await using consumer = openConsumer(options);
    consumer.once('assigned', onJoined);
    consumer.subscribe({ topics: [topic] });
    if (mode === 'run') {
      const enough = new AbortController();
      const take = ({ value }: ConsumerRecord): void => {
        if (onValue(value)) enough.abort();
      };
      await consumer.run(take, { signal: enough.signal });
      return;
    }
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
