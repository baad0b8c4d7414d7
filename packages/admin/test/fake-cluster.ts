import { FakeBroker, inMemory, type MemoryPlace, type Received } from '@k/testing';
import { FindCoordinator, Metadata, type Api, type MessageInit, type MetadataRequest } from '@k/wire';
import { KafkaAdmin, type AdminOptions } from '../src/index.ts';

/** A request, and which node got it. */
export interface Asked<Req> extends Received {
  readonly nodeId: number;
  readonly version: number;
  readonly body: Req;
}

/** Nodes that say what a test has them say, under a virtual clock; who they are and what they lead they tell by themselves. */
export class FakeCluster implements AsyncDisposable {
  readonly place: MemoryPlace = inMemory();
  readonly nodes = new Map<number, FakeBroker>();
  readonly #asked: Asked<unknown>[] = [];
  readonly #clients: KafkaAdmin[] = [];
  /** Told by Metadata; who it is may change in the middle of a call. */
  controllerId = 0;
  /** Of each topic the leaders of its partitions. */
  readonly topics = new Map<string, number[]>();
  /** The broker that coordinates all there is. */
  coordinatorId = 0;

  /** @param apis beside Metadata and FindCoordinator, that the nodes have in all versions */
  static async start(apis: readonly Api<unknown, unknown>[], nodes = 2): Promise<FakeCluster> {
    const cluster = new FakeCluster();
    for (let nodeId = 0; nodeId < nodes; nodeId++) {
      const broker = await FakeBroker.start(cluster.place, [Metadata, FindCoordinator, ...apis]);
      cluster.nodes.set(nodeId, broker);
      broker.on(Metadata, ({ body }) => cluster.#metadata(body));
      broker.on(FindCoordinator, ({ body }) => cluster.#coordinators(body.coordinatorKeys));
    }
    return cluster;
  }

  /** What every node says to an API; undefined for nothing at all. */
  on<Req, Res>(api: Api<Req, Res>, handler: (asked: Asked<Req>, n: number) => MessageInit<Res> | undefined): void {
    for (const [nodeId, broker] of this.nodes) {
      broker.on(api, (request) => {
        const asked = { ...request, nodeId, version: request.header.apiVersion };
        this.#asked.push(asked);
        return handler(asked, this.requests(api).length - 1);
      });
    }
  }

  /** No node takes more than this of an API; -1: they lack it. */
  upTo(api: Api<unknown, unknown>, maxVersion: number): void {
    for (const broker of this.nodes.values()) {
      broker.ranges = broker.ranges
        .filter(({ apiKey }) => apiKey !== api.key || maxVersion >= 0)
        .map((range) => (range.apiKey === api.key ? { ...range, maxVersion } : range));
    }
  }

  /** All that were asked of an API so far, in their order. */
  requests<Req, Res>(api: Api<Req, Res>): Asked<Req>[] {
    return this.#asked.filter((asked) => asked.api.key === api.key) as Asked<Req>[];
  }

  admin(options: Omit<AdminOptions, 'cluster' | 'bootstrapServers'> = {}): KafkaAdmin {
    const bootstrapServers = Array.from(this.nodes.values(), ({ host, port }) => `${host}:${String(port)}`);
    const admin = new KafkaAdmin({ runtime: this.place.runtime, ...options, bootstrapServers });
    this.#clients.push(admin);
    return admin;
  }

  run = <T>(promise: Promise<T>): Promise<T> => this.place.run(promise);

  async [Symbol.asyncDispose](): Promise<void> {
    for (const admin of this.#clients) await this.run(admin.close());
    for (const broker of this.nodes.values()) await this.run(broker.close());
    await this.place[Symbol.asyncDispose]();
  }

  #metadata({ topics }: MetadataRequest): MessageInit<object> {
    const names = topics === null ? [...this.topics.keys()] : topics.map(({ name }) => name ?? '');
    return {
      clusterId: 'fake',
      controllerId: this.controllerId,
      brokers: Array.from(this.nodes, ([nodeId, { host, port }]) => ({ nodeId, host, port })),
      topics: names.map((name) => {
        const leaders = this.topics.get(name);
        if (leaders === undefined) return { name, errorCode: 3 };
        const partitions = leaders.map((leaderId, partitionIndex) => {
          return { partitionIndex, leaderId, replicaNodes: [leaderId], isrNodes: [leaderId] };
        });
        return { name, partitions };
      }),
    };
  }

  #coordinators(keys: readonly string[]): MessageInit<object> {
    const { host, port } = this.nodes.get(this.coordinatorId) as FakeBroker;
    return { coordinators: keys.map((key) => ({ key, nodeId: this.coordinatorId, host, port })) };
  }
}
