import { MemoryNetwork, seededRandom, SleepyClock, VirtualClock } from '@k/runtime';
import { createBroker, type Broker, type BrokerOptions } from '@k/broker';
import { Cluster } from '@k/cluster';
import { Fetch } from '@k/wire';
import type { FetchResponsePartitionData } from '@k/wire';
import { KafkaConsumer, type KafkaConsumerOptions } from '../src/index.ts';
import { produce, type TestRecord } from './support.ts';

/**
 * A broker, a cluster and consumers in one process under a virtual clock: time passes only while {@link World.run} waits,
 * so nothing here depends on how fast the machine is.
 */
export class World {
  readonly clock: VirtualClock;
  readonly broker: Broker;
  readonly cluster: Cluster;
  readonly network: MemoryNetwork;
  /** The clock of consumers with a cluster of their own. */
  readonly clientClock: SleepyClock;
  readonly #runtime;
  readonly #consumers: { close(): Promise<void> }[] = [];

  private constructor(clock: VirtualClock, broker: Broker, network: MemoryNetwork, seed: number) {
    this.clock = clock;
    this.broker = broker;
    this.network = network;
    this.clientClock = new SleepyClock(clock);
    const runtime = { clock, network, random: seededRandom(seed + 1) };
    this.#runtime = { ...runtime, clock: this.clientClock };
    this.cluster = new Cluster({ bootstrapServers: broker.bootstrapServers, runtime });
  }

  static async create(options: BrokerOptions = {}, seed = 1): Promise<World> {
    const clock = new VirtualClock();
    const random = seededRandom(seed);
    const network = new MemoryNetwork({ clock, random });
    const broker = await clock.runUntil(createBroker({ clock, random, network, ...options }));
    return new World(clock, broker, network, seed);
  }

  /** Lets time pass until the promise settles. */
  run<T>(promise: Promise<T>): Promise<T> {
    return this.clock.runUntil(promise, { limitMs: 3_600_000 });
  }

  consumer<K = Buffer, V = Buffer>(options: KafkaConsumerOptions<K, V> = {}): KafkaConsumer<K, V> {
    const base =
      options.cluster === undefined ? { bootstrapServers: this.broker.bootstrapServers, runtime: this.#runtime } : {};
    const consumer = new KafkaConsumer<K, V>({ ...base, ...options });
    this.#consumers.push(consumer);
    return consumer;
  }

  produce(topic: string, partition: number, records: readonly (string | TestRecord)[]): Promise<number> {
    return this.run(produce(this.cluster, topic, partition, records));
  }

  async close(): Promise<void> {
    for (const consumer of this.#consumers) await this.run(consumer.close());
    await this.run(this.cluster.close());
    await this.run(this.broker.close());
  }
}

/** Values of the next `count` records, leaving the loop with the last of them in hand. */
export async function take(
  records: AsyncIterable<{ readonly value: Buffer | null }>,
  count: number,
): Promise<string[]> {
  const values: string[] = [];
  for await (const { value } of records) {
    values.push(String(value));
    if (values.length === count) break;
  }
  return values;
}

/** The next values that poll() brings, `count` of them at least. */
export async function pollValues(consumer: KafkaConsumer, count: number): Promise<string[]> {
  const values: string[] = [];
  while (values.length < count) for (const { value } of await consumer.poll()) values.push(String(value));
  return values;
}

/** Resolves with the event's arguments when the consumer emits it next. */
export function next(consumer: KafkaConsumer, event: string): Promise<unknown[]> {
  return new Promise((resolve) => {
    (consumer as NodeJS.EventEmitter).once(event, (...args: unknown[]) => {
      resolve(args);
    });
  });
}

/** Lets the broker answer every fetch, then changes what it said about each partition. */
export function tamper(
  broker: Broker,
  change: (partition: FetchResponsePartitionData) => void,
  options: { times?: number; delayMs?: number } = {},
): void {
  const { times = Infinity, delayMs = 0 } = options;
  broker.control(
    Fetch,
    async (_, context) => {
      const answer = await context.forward();
      if (delayMs > 0) await context.delay(delayMs);
      for (const { partitions } of (answer?.responses ?? []) as { partitions: FetchResponsePartitionData[] }[]) {
        partitions.forEach(change);
      }
      return answer;
    },
    { times },
  );
}

/** Turns a bit over near the end of the records. */
export function damage(partition: FetchResponsePartitionData): void {
  if (partition.records === null || partition.records.length === 0) return;
  partition.records = Buffer.from(partition.records);
  const at = partition.records.length - 3;
  partition.records[at] = (partition.records[at] ?? 0) ^ 0xff;
}
