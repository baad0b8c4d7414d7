import type { BrokerOptions } from '@k/broker';
import { Cluster, type TopicPartition } from '@k/cluster';
import { recordBatch, type TestRecord, World as BrokerWorld } from '@k/testing';
import { errorFor, Produce, ZERO_UUID } from '@k/wire';
import { KafkaAdmin, type AdminOptions } from '../src/index.ts';

/** A broker and admin clients in one process under a virtual clock. */
export class World extends BrokerWorld {
  readonly #clients: KafkaAdmin[] = [];
  #cluster: Cluster | undefined;

  static override async create(options: BrokerOptions = {}, seed = 1): Promise<World> {
    return new World(await BrokerWorld.begin(options, seed));
  }

  /** For what others than an admin client ask: members, producers. */
  get cluster(): Cluster {
    this.#cluster ??= new Cluster({
      runtime: this.runtime,
      bootstrapServers: this.bootstrapServers,
      clientId: 'other',
    });
    return this.#cluster;
  }

  admin(options: Omit<AdminOptions, 'cluster' | 'bootstrapServers'> = {}): KafkaAdmin {
    const admin = new KafkaAdmin({
      runtime: this.runtime,
      clientId: 'admin',
      ...options,
      bootstrapServers: this.bootstrapServers,
    });
    this.#clients.push(admin);
    return admin;
  }

  /** Counts the requests of admin clients from now on, by API. */
  counted(): Map<string, number> {
    const counts = new Map<string, number>();
    this.broker.observe((event) => {
      if (event.type !== 'request' || event.clientId !== 'admin' || event.apiName === 'ApiVersions') return;
      counts.set(event.apiName, (counts.get(event.apiName) ?? 0) + 1);
    });
    return counts;
  }

  /** Appends records to a partition. */
  async produce({ topic, partition }: TopicPartition, records: readonly TestRecord[]): Promise<void> {
    const { cluster } = this;
    const send = async (): Promise<void> => {
      await cluster.loadTopics([topic]);
      const topicId = cluster.topic(topic)?.topicId ?? ZERO_UUID;
      const answer = await cluster.request({ leader: { topic, partition } }, Produce, (version) => ({
        acks: -1,
        timeoutMs: 10_000,
        topicData: [
          {
            ...(version >= 13 ? { topicId } : { name: topic }),
            partitionData: [{ index: partition, records: recordBatch(records) }],
          },
        ],
      }));
      const code = answer.responses[0]?.partitionResponses[0]?.errorCode ?? -1;
      if (code !== 0) throw errorFor(code, { topic, partition });
    };
    await this.run(cluster.retry('produce', send));
  }

  override async close(): Promise<void> {
    for (const admin of this.#clients) await this.run(admin.close());
    await this.run(this.#cluster?.close() ?? Promise.resolve());
    await super.close();
  }
}
