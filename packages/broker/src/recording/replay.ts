import {
  apiByKey,
  ConfigError,
  decodeResponseFrame,
  encodeRequestFrame,
  Metadata,
  parseOptions,
  type Api,
  type MetadataResponse,
} from '@k/wire';
import {
  isAbortSignal,
  sleep,
  nodeClock,
  nodeNetwork,
  schemaOf,
  withMethods,
  withResolvers,
  z,
  type Clock,
  type Network,
} from '@k/runtime';
import { answerDifferences, IGNORED_FIELDS, type AnswerDifference } from './answer-differences.ts';
import { ChosenIds } from './chosen-ids.ts';
import type { RecordedExchange } from './recorded-exchange.ts';
import { isPassing } from './passing-errors.ts';
import { readRecording, Recording } from './recording.ts';
import { ReplayConnection } from './replay-connection.ts';
import { replayedRequest } from './replayed-request.ts';

/** How a recording is played again. */
export interface ReplayOptions {
  /** Brokers of the cluster, 'host:port'. That of a connection is the one with the same place among all, by node id. */
  readonly bootstrapServers: string | readonly string[];
  /** How many milliseconds an answer may take. @default 30000 */
  readonly timeoutMs?: number | undefined;
  /** Names of further fields that may differ. @default none */
  readonly ignore?: readonly string[] | undefined;
  /** Nothing more is sent; the replay rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** How brokers are reached. @default TCP */
  readonly network?: Network | undefined;
  /** What time it is, and timers. @default Node's */
  readonly clock?: Clock | undefined;
}

/** A recorded exchange whose answer is another one now. */
export interface ReplayDifference {
  /** The one of the recording. */
  readonly exchange: RecordedExchange;
  /** `Metadata v12 of "app", connection 0` */
  readonly what: string;
  /** The answer's body; undefined: none came. */
  readonly response: object | undefined;
  /** Where it differs; empty when none came. */
  readonly differences: readonly AnswerDifference[];
}

/** What came of a replay. */
export interface ReplayReport {
  /** Requests that were sent. */
  readonly sent: number;
  /** Those that were answered as in the recording. */
  readonly same: number;
  /** The others. */
  readonly differing: readonly ReplayDifference[];
}

const options = schemaOf<ReplayOptions>()(
  z.strictObject({
    bootstrapServers: z.union([z.string().min(1), z.array(z.string().min(1)).min(1).readonly()]),
    timeoutMs: z.number().min(0).optional(),
    ignore: z.array(z.string()).readonly().optional(),
    signal: z.custom<AbortSignal>(isAbortSignal, 'expected an AbortSignal').optional(),
    network: withMethods<Network>('connect').optional(),
    clock: withMethods<Clock>('now', 'monotonic', 'setTimeout', 'clearTimeout').optional(),
  }),
);

/**
 * Sends the requests of a recording again, to any Kafka: those of each connection in their order, one at a time, and none before
 * the answers are there that its client had when it asked. A broker that is not ready (COORDINATOR_NOT_AVAILABLE ...) is asked
 * again within the time. Where that broker chooses other ids (topics, members, generations,
 * producers, fetch sessions, nodes) later requests have those, within record batches, too. Not replaced is what is within a client's own
 * bytes (the metadata and assignments of a group's members), and logins that have a nonce (SCRAM) fail.
 *
 * @param recording one that was made, or the file of one
 * @throws ConfigError; the socket's error when the broker cannot be reached
 */
export async function replay(recording: Recording | string | URL, given: ReplayOptions): Promise<ReplayReport> {
  const parsed = parseOptions('replay()', options, given);
  const { exchanges } = recording instanceof Recording ? recording : await readRecording(recording);
  const {
    bootstrapServers,
    timeoutMs = 30_000,
    ignore = [],
    network = nodeNetwork,
    clock = nodeClock,
    signal,
  } = parsed;
  const servers =
    typeof bootstrapServers === 'string' ? bootstrapServers.split(',').map((it) => it.trim()) : bootstrapServers;
  const nodes = await clusterNodes(servers, { network, clock, timeoutMs });
  const ignored = new Set([...IGNORED_FIELDS, ...ignore]);
  return new Replay(exchanges, { nodes, timeoutMs, ignored, network, clock, signal }).run();
}

interface ReplayInit {
  readonly nodes: readonly ClusterNode[];
  readonly timeoutMs: number;
  readonly ignored: ReadonlySet<string>;
  readonly network: Network;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
}

class Replay {
  readonly #exchanges: readonly RecordedExchange[];
  readonly #init: ReplayInit;
  readonly #ids: ChosenIds;
  readonly #connections = new Map<number, ReplayConnection>();
  readonly #differing: ReplayDifference[] = [];
  /** Of each exchange, when it is over. */
  readonly #over: readonly ReturnType<typeof withResolvers<void>>[];
  /** Recorded node ids in order: each has its place among the addresses. */
  readonly #nodeIds: readonly number[];

  constructor(exchanges: readonly RecordedExchange[], init: ReplayInit) {
    this.#exchanges = exchanges;
    this.#init = init;
    this.#over = exchanges.map(() => withResolvers());
    this.#nodeIds = nodeIdsIn(exchanges);
    this.#ids = new ChosenIds(
      new Map(this.#nodeIds.map((id, i) => [id, (init.nodes[i % init.nodes.length] as ClusterNode).id])),
    );
  }

  async run(): Promise<ReplayReport> {
    try {
      const connectionIds = [...new Set(this.#exchanges.map(({ connectionId }) => connectionId))];
      await Promise.all(connectionIds.map((id) => this.#runConnection(id)));
    } finally {
      for (const connection of this.#connections.values()) connection.close();
    }
    const sent = this.#exchanges.length;
    this.#differing.sort((a, b) => this.#exchanges.indexOf(a.exchange) - this.#exchanges.indexOf(b.exchange));
    return { sent, same: sent - this.#differing.length, differing: this.#differing };
  }

  /** Its exchanges were over in the order in which they were asked. */
  async #runConnection(connectionId: number): Promise<void> {
    for (const [index, exchange] of this.#exchanges.entries()) {
      if (exchange.connectionId !== connectionId) continue;
      await Promise.all(this.#over.slice(0, exchange.after).map(({ promise }) => promise));
      this.#init.signal?.throwIfAborted();
      await this.#play(exchange, await this.#connection(exchange));
      this.#over[index]?.resolve();
    }
  }

  async #connection({ connectionId, nodeId }: RecordedExchange): Promise<ReplayConnection> {
    const { nodes, network, clock } = this.#init;
    let connection = this.#connections.get(connectionId);
    if (connection === undefined) {
      const { address } = nodes[this.#nodeIds.indexOf(nodeId) % nodes.length] as ClusterNode;
      this.#connections.set(connectionId, (connection = new ReplayConnection(address, network, clock)));
      await connection.open();
    }
    return connection;
  }

  async #play(exchange: RecordedExchange, connection: ReplayConnection): Promise<void> {
    const frame = replayedRequest(exchange, this.#ids);
    if (exchange.response === null) {
      connection.send(frame);
      return;
    }
    const deadline = this.#init.clock.monotonic() + this.#init.timeoutMs;
    for (;;) {
      const left = deadline - this.#init.clock.monotonic();
      const answer = await connection.ask(frame, Math.max(0, left));
      const response = answer === undefined ? undefined : bodyOf(exchange, answer);
      const differences = response === undefined ? [] : this.#compare(exchange, response);
      if (left > RETRY_MS && isPassing(exchange, differences)) {
        await sleep(this.#init.clock, RETRY_MS, this.#init.signal);
        continue;
      }
      if (response === undefined || differences.length > 0) {
        this.#differing.push({ exchange, what: nameOf(exchange), response, differences });
      }
      return;
    }
  }

  #compare({ request, response }: RecordedExchange, replayed: object): AnswerDifference[] {
    this.#ids.learn(request, response, replayed);
    return answerDifferences(this.#ids.apply(response as object, request), replayed, this.#init.ignored);
  }
}

/** After how many ms a broker that was not ready is asked again. */
const RETRY_MS = 100;

function bodyOf({ apiKey, version }: RecordedExchange, frame: Buffer): object {
  return decodeResponseFrame(apiByKey(apiKey) as Api<unknown, unknown>, version, frame).body as object;
}

function nameOf({ apiName, version, clientId, connectionId }: RecordedExchange): string {
  return `${apiName} v${String(version)} of ${clientId === null ? 'nobody' : `"${clientId}"`}, connection ${String(connectionId)}`;
}

/** All nodes that the recording knows of, by id. */
function nodeIdsIn(exchanges: readonly RecordedExchange[]): number[] {
  const told = exchanges.flatMap(({ apiKey, response }) =>
    apiKey === Metadata.key && response !== null
      ? (response as MetadataResponse).brokers.map(({ nodeId }) => nodeId)
      : [],
  );
  return [...new Set([...exchanges.map(({ nodeId }) => nodeId), ...told])].sort((a, b) => a - b);
}

/** A broker that is asked. */
interface ClusterNode {
  readonly id: number;
  readonly address: string;
}

/** In which brokers are asked for: any Kafka since 0.11 has it. */
const METADATA_VERSION = 4;

/** All brokers of the cluster, in the order of their ids. */
async function clusterNodes(
  servers: readonly string[],
  { network, clock, timeoutMs }: Pick<ReplayInit, 'network' | 'clock' | 'timeoutMs'>,
): Promise<ClusterNode[]> {
  const connection = new ReplayConnection(servers[0] as string, network, clock);
  const header = { correlationId: 0, clientId: 'replay' };
  const question = Buffer.concat(encodeRequestFrame(Metadata, METADATA_VERSION, header, { topics: [] })).subarray(4);
  try {
    await connection.open();
    const answer = await connection.ask(question, timeoutMs);
    if (answer === undefined)
      throw new ConfigError(`replay(): ${servers[0] ?? ''} did not say which brokers there are`);
    const { brokers } = decodeResponseFrame(Metadata, METADATA_VERSION, answer).body;
    return [...brokers]
      .sort((a, b) => a.nodeId - b.nodeId)
      .map(({ nodeId, host, port }) => ({ id: nodeId, address: `${host}:${String(port)}` }));
  } finally {
    connection.close();
  }
}
