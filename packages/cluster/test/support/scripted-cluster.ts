import { failure, FakeBroker, inMemory, type Peer, type Received } from '@k/testing';
import {
  ApiVersions,
  FindCoordinator,
  Heartbeat,
  ListOffsets,
  Metadata,
  OffsetCommit,
  OffsetFetch,
  Produce,
  ProtocolError,
  type Api,
  type MessageInit,
  type MetadataRequest,
  type MetadataResponse,
} from '@k/wire';
import type { Cluster, ClusterOptions } from '../../src/index.ts';
import { clientAt } from './client-at.ts';

const APIS: readonly Api<unknown, unknown>[] = [
  Metadata,
  FindCoordinator,
  Heartbeat,
  ListOffsets,
  OffsetCommit,
  OffsetFetch,
  Produce,
];

export interface Seen {
  readonly nodeId: number;
  readonly port: number;
  /** Counts the connections of the whole script. */
  readonly connection: number;
  readonly api: string;
  readonly version: number;
  readonly body: unknown;
}

/** Undefined: no answer; 'close': hang up. */
type Handler<Req, Res> = (body: Req, seen: Seen) => MessageInit<Res> | 'close' | undefined;

interface ScriptedNode {
  readonly nodeId: number;
  readonly host: string;
  port: number;
  /** Connections that clients have open. */
  readonly connections: number;
  stop(): void;
}

/** Brokers that say what a test tells them to, on an in-memory network under a virtual clock. */
export class ScriptedCluster implements AsyncDisposable {
  readonly place = inMemory(7);
  readonly clock = this.place.clock;
  readonly network = this.place.network;
  /** The runtime to give to a client. */
  readonly runtime = this.place.runtime;
  readonly seen: Seen[] = [];
  /** Who the cluster says its brokers are; the running nodes unless a test changes it. */
  readonly nodes = new Map<number, ScriptedNode>();
  /** Topic name -> leader by partition, or an error code. */
  readonly topics = new Map<string, readonly number[] | { readonly errorCode: number }>();
  readonly epochs = new Map<string, number>();
  clusterId = 'scripted';
  /** By node id, what its answer to ApiVersions tells of features. */
  readonly features = new Map<number, { epoch: bigint; levels: Readonly<Record<string, number>> }>();
  readonly #handlers = new Map<number, Handler<never, unknown>>();
  readonly #connections = new Map<Peer, number>();

  constructor() {
    this.on(Metadata, (body) => this.metadata(body));
  }

  client(options: Partial<ClusterOptions> = {}): Cluster {
    const bootstrapServers = [...this.nodes.values()].map(({ host, port }) => `${host}:${port}`);
    return clientAt(this.place, { bootstrapServers, ...options });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.place[Symbol.asyncDispose]();
  }

  on<Req, Res>(api: Api<Req, Res>, handler: Handler<Req, Res>): void {
    this.#handlers.set(api.key, handler);
  }

  /** Runs virtual time until `promise` settles. */
  run<T>(promise: Promise<T>): Promise<T> {
    return this.place.run(promise);
  }

  /** An answer to FindCoordinator: `key` is looked after by that node; by none, when it is not there. */
  coordinator(nodeId: number, key = ''): { nodeId?: number; host?: string; port?: number; key: string } {
    const node = this.nodes.get(nodeId);
    return node === undefined ? { key } : { nodeId, host: node.host, port: node.port, key };
  }

  requests(api: Api<unknown, unknown>): Seen[] {
    return this.seen.filter((each) => each.api === api.name);
  }

  async start(nodeId: number, host = `broker-${nodeId}`, port = 0): Promise<ScriptedNode> {
    const broker = await FakeBroker.start(this.place, APIS, { host, port });
    for (const api of [ApiVersions, ...APIS]) {
      broker.on<unknown, unknown>(api, (request) => this.#answer(nodeId, broker, request));
    }
    const node: ScriptedNode = {
      nodeId,
      host,
      port: broker.port,
      get connections() {
        return broker.peers.size;
      },
      stop: () => {
        void broker.close();
        if (this.nodes.get(nodeId) === node) this.nodes.delete(nodeId);
      },
    };
    this.nodes.set(nodeId, node);
    return node;
  }

  metadata(body: MetadataRequest): MessageInit<MetadataResponse> {
    const names = body.topics === null ? [...this.topics.keys()] : body.topics.map(({ name }) => name ?? '');
    return {
      clusterId: this.clusterId,
      controllerId: Math.min(...this.nodes.keys()),
      brokers: [...this.nodes.values()].map(({ nodeId, host, port }) => ({ nodeId, host, port })),
      topics: names.map((name) => {
        const topic = this.topics.get(name) ?? { errorCode: 3 };
        if ('errorCode' in topic) return { name, errorCode: topic.errorCode };
        const leaderEpoch = this.epochs.get(name) ?? 0;
        return {
          name,
          partitions: topic.map((leaderId, partitionIndex) => ({
            partitionIndex,
            leaderId,
            leaderEpoch,
            errorCode: leaderId < 0 ? 5 : 0,
            replicaNodes: [leaderId],
            isrNodes: [leaderId],
          })),
        };
      }),
    };
  }

  #answer(nodeId: number, { port, ranges }: FakeBroker, request: Received): unknown {
    const { api, header, body, peer } = request;
    const connection = this.#connections.get(peer) ?? this.#connections.size + 1;
    this.#connections.set(peer, connection);
    const seen: Seen = { nodeId, port, connection, api: api.name, version: header.apiVersion, body };
    this.seen.push(seen);
    if (api.key === ApiVersions.key) {
      const { epoch, levels } = this.features.get(nodeId) ?? { epoch: -1n, levels: {} };
      const finalizedFeatures = Object.entries(levels).map(([name, maxVersionLevel]) => ({ name, maxVersionLevel }));
      return { apiKeys: ranges, finalizedFeaturesEpoch: epoch, finalizedFeatures };
    }
    const response = this.#handlers.get(api.key)?.(body as never, seen);
    if (response !== 'close') return response;
    peer.destroy();
    return undefined;
  }
}

/** With so many brokers, from 1 on, which answer heartbeats. */
export async function scripted(nodes = 1): Promise<ScriptedCluster> {
  const script = new ScriptedCluster();
  for (let nodeId = 1; nodeId <= nodes; nodeId++) await script.start(nodeId);
  script.on(Heartbeat, () => ({}));
  return script;
}

export async function protocolFailure(promise: Promise<unknown>): Promise<ProtocolError> {
  const error = await failure(promise);
  if (error instanceof ProtocolError) return error;
  throw error;
}
