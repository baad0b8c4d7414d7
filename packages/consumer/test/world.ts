import type { Broker, BrokerOptions } from '@k/broker';
import { Cluster } from '@k/cluster';
import { SleepyClock } from '@k/runtime';
import { World as BrokerWorld } from '@k/testing';
import { Fetch } from '@k/wire';
import type { FetchResponsePartitionData } from '@k/wire';
import { type ConsumerOptions, KafkaConsumer } from '../src/index.ts';
import { produce, type TestRecord } from './support.ts';

/** A broker, a cluster and consumers in one process under a virtual clock. */
export class World extends BrokerWorld {
  readonly cluster = new Cluster({ bootstrapServers: this.bootstrapServers, runtime: this.runtime });
  /** The clock of consumers with a cluster of their own. */
  readonly clientClock = new SleepyClock(this.clock);
  readonly #consumers: { close(): Promise<void> }[] = [];

  static override async create(options: BrokerOptions = {}, seed = 1): Promise<World> {
    return new World(await BrokerWorld.begin(options, seed));
  }

  consumer<K = Buffer, V = Buffer>(options: ConsumerOptions<K, V> = {}): KafkaConsumer<K, V> {
    const runtime = { ...this.runtime, clock: this.clientClock };
    const { cluster, bootstrapServers = this.bootstrapServers, ...rest } = options;
    const consumer = new KafkaConsumer<K, V>(
      cluster === undefined ? { runtime, ...rest, bootstrapServers } : { ...rest, cluster },
    );
    this.#consumers.push(consumer);
    return consumer;
  }

  produce(topic: string, partition: number, records: readonly (string | TestRecord)[]): Promise<number> {
    return this.run(produce(this.cluster, topic, partition, records));
  }

  override async close(): Promise<void> {
    for (const consumer of this.#consumers) await this.run(consumer.close());
    await this.run(this.cluster.close());
    await super.close();
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
export function next<K, V>(consumer: KafkaConsumer<K, V>, event: string): Promise<unknown[]> {
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
  options: { times?: number; delayMs?: number; nodeId?: number } = {},
): { remove(): void } {
  const { times = Infinity, delayMs = 0, nodeId } = options;
  return broker.control(
    Fetch,
    async (_, context) => {
      const answer = await context.forward();
      if (delayMs > 0) await context.delay(delayMs);
      for (const { partitions } of (answer?.responses ?? []) as { partitions: FetchResponsePartitionData[] }[]) {
        partitions.forEach(change);
      }
      return answer;
    },
    nodeId === undefined ? { times } : { times, nodeId },
  );
}

/** Turns a bit over near the end of the records. */
export function damage(partition: FetchResponsePartitionData): void {
  if (partition.records === null || partition.records.length === 0) return;
  partition.records = Buffer.from(partition.records);
  const at = partition.records.length - 3;
  partition.records[at] = (partition.records[at] ?? 0) ^ 0xff;
}
