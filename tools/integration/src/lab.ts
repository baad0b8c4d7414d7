import { type AdminOptions, KafkaAdmin } from '@k/admin';
import { Cluster, type ClusterOptions } from '@k/cluster';
import { type ConsumerOptions, KafkaConsumer } from '@k/consumer';
import { KafkaProducer, type ProducerOptions } from '@k/producer';
import { ConnectionError, CreateTopics, DeleteTopics, ErrorCode, Metadata, errorFor } from '@k/wire';
import type { Target } from './target.ts';

/** Long enough for a slow machine; no test waits this long unless it fails. */
export const PATIENCE_MS = 60_000;

type LabConsumerOptions = Omit<ConsumerOptions, 'cluster'>;

/** The target with what tests need of it: topics, clients, names that no other test uses. */
export class Lab<T extends Target = Target> {
  readonly target: T;
  readonly #consumerOptions: LabConsumerOptions;
  readonly #admin: Cluster;
  #names = 0;

  /** @param consumerOptions of its consumers, where a test says nothing else */
  constructor(target: T, consumerOptions: LabConsumerOptions = {}) {
    this.target = target;
    this.#consumerOptions = consumerOptions;
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

  /**
   * Makes a topic through the protocol, the same way on every target, and waits until its leaders are known.
   * @param partitions how many, of one replica each; or the broker ids of each one's replicas, the leader first
   */
  async topic(
    partitions: number | readonly (readonly number[])[],
    config: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const topic = this.name('topic');
    await this.#create(topic, partitions, config, (attempt) => attempt > 0);
    return topic;
  }

  /** The same, and waits until every broker knows it: with a ZooKeeper they hear of it one by one. */
  async topicEverywhere(
    partitions: number | readonly (readonly number[])[],
    config: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const topic = await this.topic(partitions, config);
    for (const { nodeId } of this.#admin.brokers) {
      const known = async (): Promise<void> => {
        const [told] = (await this.#admin.request({ broker: nodeId }, Metadata, { topics: [{ name: topic }] })).topics;
        if (told?.errorCode !== ErrorCode.NONE) throw errorFor(ErrorCode.LEADER_NOT_AVAILABLE, { topic });
      };
      await this.#admin.retry(`wait until broker ${nodeId} knows ${topic}`, known, { timeoutMs: PATIENCE_MS });
    }
    return topic;
  }

  /** Deletes a topic, waits until every broker has forgotten it, and makes it again under its name. */
  async recreate(topic: string, partitions: readonly (readonly number[])[]): Promise<void> {
    const remove = async (): Promise<void> => {
      const [gone] = (
        await this.#admin.request('controller', DeleteTopics, (version) =>
          version >= 6 ? { topics: [{ name: topic }], timeoutMs: 30_000 } : { topicNames: [topic], timeoutMs: 30_000 },
        )
      ).responses;
      const code = gone?.errorCode ?? ErrorCode.UNKNOWN_SERVER_ERROR;
      if (code !== ErrorCode.NONE && code !== ErrorCode.UNKNOWN_TOPIC_OR_PARTITION) throw errorFor(code, { topic });
    };
    await this.#admin.retry(`delete ${topic}`, remove, { timeoutMs: PATIENCE_MS });
    for (const { nodeId } of this.#admin.brokers) {
      const forgotten = async (): Promise<void> => {
        const { topics } = await this.#admin.request({ broker: nodeId }, Metadata, { topics: null });
        if (topics.some(({ name }) => name === topic)) throw errorFor(ErrorCode.NOT_LEADER_OR_FOLLOWER, { topic });
      };
      await this.#admin.retry(`wait until broker ${nodeId} has forgotten ${topic}`, forgotten, {
        timeoutMs: PATIENCE_MS,
      });
    }
    // With a ZooKeeper the name is free a moment later.
    await this.#create(topic, partitions, {}, () => {
      throw errorFor(ErrorCode.LEADER_NOT_AVAILABLE, { topic, message: 'it is still being deleted' });
    });
  }

  async #create(
    topic: string,
    partitions: number | readonly (readonly number[])[],
    config: Readonly<Record<string, string>>,
    isOurs: (attempt: number) => boolean,
  ): Promise<void> {
    const size =
      typeof partitions === 'number'
        ? { numPartitions: partitions, replicationFactor: 1 }
        : {
            numPartitions: -1,
            replicationFactor: -1,
            assignments: partitions.map((brokerIds, partitionIndex) => ({ partitionIndex, brokerIds: [...brokerIds] })),
          };
    const configs = Object.entries(config).map(([name, value]) => ({ name, value }));
    const create = async (attempt: number): Promise<void> => {
      const body = { topics: [{ name: topic, ...size, configs }], timeoutMs: 30_000 };
      const [made] = (await this.#admin.request('controller', CreateTopics, body)).topics;
      if (made === undefined) throw new Error('CreateTopics was answered without the topic');
      // The answer of an attempt before may have been lost, but not what it did.
      if (made.errorCode === ErrorCode.TOPIC_ALREADY_EXISTS && isOurs(attempt)) return;
      if (made.errorCode !== 0) throw errorFor(made.errorCode, { topic, message: made.errorMessage ?? '' });
    };
    // The controller may be another one than at the last topic.
    await this.#admin.retry(`make ${topic}`, create, { timeoutMs: PATIENCE_MS });
    await this.#admin.loadTopics([topic], { timeoutMs: PATIENCE_MS });
    await Promise.all(this.#admin.brokers.map(({ nodeId }) => this.#heardOf(topic, nodeId)));
  }

  /** A broker that is not the controller hears of a topic a moment later, and calls it unknown until then. */
  async #heardOf(topic: string, broker: number): Promise<void> {
    const heard = async (): Promise<void> => {
      const answer = await this.#admin.request({ broker }, Metadata, { topics: null }).catch((error: unknown) => {
        // One that is down at the moment learns of it when it comes back.
        if (error instanceof ConnectionError) return undefined;
        throw error;
      });
      if (answer === undefined || answer.topics.some(({ name }) => name === topic)) return;
      throw errorFor(ErrorCode.LEADER_NOT_AVAILABLE, { topic, message: `broker ${broker} has not heard of it` });
    };
    await this.#admin.retry(`wait until broker ${broker} has heard of ${topic}`, heard, { timeoutMs: PATIENCE_MS });
  }

  cluster(options: Partial<ClusterOptions> = {}): Cluster {
    return new Cluster({ bootstrapServers: this.target.bootstrapServers, ...options });
  }

  admin(options: Omit<AdminOptions, 'cluster'> = {}): KafkaAdmin {
    return new KafkaAdmin({ ...options, bootstrapServers: this.target.bootstrapServers });
  }

  producer(options: ProducerOptions = {}): KafkaProducer {
    const { cluster, bootstrapServers = this.target.bootstrapServers, ...rest } = options;
    return new KafkaProducer(cluster === undefined ? { ...rest, bootstrapServers } : { ...rest, cluster });
  }

  consumer(options: LabConsumerOptions = {}): KafkaConsumer {
    return new KafkaConsumer({
      autoOffsetReset: 'earliest',
      ...this.#consumerOptions,
      ...options,
      bootstrapServers: this.target.bootstrapServers,
    });
  }
}

/** What may be used while a test runs: the target of the suite, started before the first test. */
export type GetLab = () => Lab;
