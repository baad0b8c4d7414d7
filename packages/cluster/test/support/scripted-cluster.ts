import { MemoryNetwork, seededRandom, VirtualClock } from '@k/runtime';
import {
  apiByKey,
  ApiVersions,
  encodeResponseFrame,
  FindCoordinator,
  FrameDecoder,
  Heartbeat,
  ListOffsets,
  Metadata,
  OffsetCommit,
  OffsetFetch,
  Produce,
  ProtocolError,
  Reader,
  readRequestHeader,
  type Api,
  type MessageInit,
  type MetadataRequest,
  type MetadataResponse,
} from '@k/wire';
import { Cluster, type ClusterOptions } from '../../src/index.ts';

const APIS: readonly Api<unknown, unknown>[] = [
  ApiVersions,
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
  stop(): void;
}

/** Brokers that say what a test tells them to, on an in-memory network under a virtual clock. */
export class ScriptedCluster implements AsyncDisposable {
  readonly clock = new VirtualClock();
  readonly random = seededRandom(7);
  readonly network = new MemoryNetwork({ clock: this.clock, random: this.random });
  readonly seen: Seen[] = [];
  /** Who the cluster says its brokers are; the running nodes unless a test changes it. */
  readonly nodes = new Map<number, ScriptedNode>();
  /** Topic name -> leader by partition, or an error code. */
  readonly topics = new Map<string, readonly number[] | { readonly errorCode: number }>();
  readonly epochs = new Map<string, number>();
  clusterId = 'scripted';
  readonly #handlers = new Map<number, Handler<never, unknown>>();
  readonly #clients: Cluster[] = [];
  #connections = 0;

  constructor() {
    this.on(Metadata, (body) => this.metadata(body));
  }

  /** The runtime to give to a client. */
  get runtime() {
    return { clock: this.clock, network: this.network, random: this.random };
  }

  client(options: Partial<ClusterOptions> = {}): Cluster {
    const bootstrapServers = [...this.nodes.values()].map(({ host, port }) => `${host}:${port}`);
    const cluster = new Cluster({ bootstrapServers, runtime: this.runtime, ...options });
    this.#clients.push(cluster);
    return cluster;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.run(Promise.all(this.#clients.map((cluster) => cluster.close())));
  }

  on<Req, Res>(api: Api<Req, Res>, handler: Handler<Req, Res>): void {
    this.#handlers.set(api.key, handler);
  }

  /** Runs virtual time until `promise` settles. */
  run<T>(promise: Promise<T>): Promise<T> {
    return this.clock.runUntil(promise);
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
    const stops = new Set<() => void>();
    const listener = await this.network.listen({ host, port }, (socket) => {
      const connection = ++this.#connections;
      const stop = (): void => {
        socket.destroy();
      };
      stops.add(stop);
      const decoder = new FrameDecoder({
        onFrame: (frame) => {
          const answer = this.#answer(frame, { nodeId, port: node.port, connection });
          if (answer === 'close') socket.destroy();
          else if (answer !== undefined) socket.write(answer);
        },
      });
      return {
        onData: (chunk) => {
          decoder.push(chunk);
        },
        onDrain: () => undefined,
        onClose: () => stops.delete(stop),
      };
    });
    const node: ScriptedNode = {
      nodeId,
      host,
      port: listener.port,
      stop: () => {
        void listener.close();
        for (const stop of stops) stop();
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

  #answer(frame: Buffer, where: Pick<Seen, 'nodeId' | 'port' | 'connection'>): Uint8Array[] | 'close' | undefined {
    const reader = new Reader(frame);
    const { apiKey, apiVersion: version, correlationId } = readRequestHeader(reader);
    const api = apiByKey(apiKey);
    if (api === undefined) throw new Error(`no API ${apiKey}`);
    const body = api.request.decode(version, frame.subarray(reader.offset));
    const seen: Seen = { ...where, api: api.name, version, body };
    this.seen.push(seen);
    const response =
      apiKey === ApiVersions.key
        ? { apiKeys: APIS.map(({ key, minVersion, maxVersion }) => ({ apiKey: key, minVersion, maxVersion })) }
        : this.#handlers.get(apiKey)?.(body as never, seen);
    if (response === undefined || response === 'close') return response;
    return encodeResponseFrame(api, version, correlationId, response);
  }
}

/** The error of a promise that must fail. */
export async function failure(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('it should have failed with an Error');
}

export async function protocolFailure(promise: Promise<unknown>): Promise<ProtocolError> {
  const error = await failure(promise);
  if (error instanceof ProtocolError) return error;
  throw error;
}
