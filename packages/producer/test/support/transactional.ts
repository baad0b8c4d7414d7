import { type Broker, type BrokerOptions, createBroker } from '@k/broker';
import { inMemory, type MemoryPlace } from '@k/testing';
import { KafkaProducer, type ProducerOptions } from '../../src/index.ts';

export interface TransactionBench extends AsyncDisposable {
  readonly place: MemoryPlace;
  readonly broker: Broker;
  /** A transactional producer; ids may be given several times. */
  readonly producer: (
    transactionalId?: string,
    options?: Omit<ProducerOptions, 'bootstrapServers' | 'cluster'>,
  ) => KafkaProducer;
  /** Lets virtual time go by until the promise settles. */
  readonly run: <T>(promise: Promise<T>) => Promise<T>;
}

/** Producers on a broker in memory, under a virtual clock. */
export async function transactionBench(options: BrokerOptions = {}): Promise<TransactionBench> {
  const place = inMemory();
  const broker = await place.run(createBroker({ ...place.broker, ...options }));
  return {
    place,
    broker,
    producer: (transactionalId = 'payments', more = {}) =>
      place.own(
        new KafkaProducer({
          runtime: place.runtime,
          transactionalId,
          ...more,
          bootstrapServers: broker.bootstrapServers,
        }),
      ),
    run: (promise) => place.run(promise),
    async [Symbol.asyncDispose]() {
      await place[Symbol.asyncDispose]();
      await place.run(broker.close());
    },
  };
}
