import { Cluster } from '@k/cluster';
import { KafkaConsumer, type KafkaConsumerOptions } from '@k/consumer';
import { KafkaProducer, type KafkaProducerOptions } from '@k/producer';
import { CreateTopics, errorFor } from '@k/wire';
import type { Target } from './target.ts';

/** Long enough for a slow machine; no test waits this long unless it fails. */
export const PATIENCE_MS = 60_000;

/** The target with what tests need of it: topics, clients, names that no other test uses. */
export class Lab {
  readonly target: Target;
  readonly #admin: Cluster;
  #names = 0;

  constructor(target: Target) {
    this.target = target;
    this.#admin = new Cluster({ bootstrapServers: [...target.bootstrapServers], clientId: 'suite' });
  }

  async close(): Promise<void> {
    await this.#admin.close();
    await this.target.close();
  }

  /** A name that was not used before, in this run or in one before it on the same Kafka. */
  name(what: string): string {
    this.#names += 1;
    return `${what}-${Date.now().toString(36)}-${this.#names}`;
  }

  /** Makes a topic through the protocol, the same way on every target, and waits until its leaders are known. */
  async topic(partitions: number, config: Readonly<Record<string, string>> = {}): Promise<string> {
    const topic = this.name('topic');
    const response = await this.#admin.request('controller', CreateTopics, {
      topics: [
        {
          name: topic,
          numPartitions: partitions,
          replicationFactor: 1,
          configs: Object.entries(config).map(([name, value]) => ({ name, value })),
        },
      ],
      timeoutMs: 30_000,
    });
    for (const { name, errorCode, errorMessage } of response.topics) {
      if (errorCode !== 0) throw errorFor(errorCode, { topic: name, message: errorMessage ?? '' });
    }
    await this.#admin.loadTopics([topic], { timeoutMs: PATIENCE_MS });
    return topic;
  }

  producer(options: Partial<KafkaProducerOptions> = {}): KafkaProducer {
    return new KafkaProducer({ bootstrapServers: [...this.target.bootstrapServers], ...options });
  }

  consumer(options: Partial<KafkaConsumerOptions> = {}): KafkaConsumer {
    return new KafkaConsumer({
      bootstrapServers: [...this.target.bootstrapServers],
      autoOffsetReset: 'earliest',
      ...options,
    });
  }
}
