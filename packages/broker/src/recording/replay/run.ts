import { Metadata, SaslHandshake, TimeoutError, type MetadataResponse } from '@k/wire';
import { offAbort, onAbort, sleep, type Clock, type Network } from '@k/runtime';
import type { RecordedExchange } from '../recorded-exchange.ts';
import { answerDifferences, type AnswerDifference } from './answer-differences.ts';
import type { RecordedLogin } from './check-logins.ts';
import { ChosenIds } from './chosen-ids.ts';
import { clusterNodes, type ClusterNode } from './cluster-nodes.ts';
import { ReplayConnection } from './connection.ts';
import { ReplayedLogin, type ReplaySasl } from './login.ts';
import { PassingErrors } from './passing-errors.ts';
import { Progress } from './progress.ts';
import type { ReplayDifference, ReplayReport } from './report.ts';
import { bodyOf, replayedRequest } from './request.ts';

export interface ReplayRunInit {
  readonly servers: readonly string[];
  readonly ignored: ReadonlySet<string>;
  readonly sasl: ReplaySasl;
  readonly login: RecordedLogin | undefined;
  readonly timeoutMs: number;
  readonly answerTimeoutMs: number;
  readonly network: Network;
  readonly clock: Clock;
}

/** What one connection of the recording is now. */
interface Replayed {
  readonly connection: ReplayConnection;
  readonly login: ReplayedLogin;
}

/** After how many ms a broker that was not ready is asked again. */
const RETRY_MS = 100;

/** One replay, from its first connection to its report. */
export class ReplayRun {
  readonly #exchanges: readonly RecordedExchange[];
  readonly #init: ReplayRunInit;
  readonly #open = new Set<ReplayConnection>();
  readonly #stop = new AbortController();
  readonly #passing = new PassingErrors();
  readonly #progress = new Progress();
  readonly #differing = new Map<number, ReplayDifference>();
  #sent = 0;

  constructor(exchanges: readonly RecordedExchange[], init: ReplayRunInit) {
    this.#exchanges = exchanges;
    this.#init = init;
  }

  async run(signal: AbortSignal | undefined): Promise<ReplayReport> {
    signal?.throwIfAborted();
    const { clock, timeoutMs } = this.#init;
    const onTime = (): void => {
      const message = `the ${String(timeoutMs)} ms of the replay were over`;
      this.#end(new TimeoutError({ operation: 'replay()', timeoutMs, message }));
    };
    const onSignal = (reason: unknown): void => {
      this.#end(reason);
    };
    const timer = clock.setTimeout(onTime, timeoutMs);
    if (signal !== undefined) onAbort(signal, onSignal);
    try {
      await this.#runAll();
      signal?.throwIfAborted();
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      clock.clearTimeout(timer);
      if (signal !== undefined) offAbort(signal, onSignal);
      this.#end(new Error('the replay has ended'));
    }
    const differing = [...this.#differing].sort(([a], [b]) => a - b).map(([, difference]) => difference);
    return { sent: this.#sent, same: this.#exchanges.length - differing.length, differing };
  }

  /** Nothing more is sent, and nobody waits for an answer. */
  #end(reason: unknown): void {
    if (this.#stop.signal.aborted) return;
    this.#stop.abort(reason);
    const error = reason instanceof Error ? reason : new Error(String(reason));
    for (const connection of [...this.#open]) connection.close(error);
  }

  async #runAll(): Promise<void> {
    const { servers, login, sasl, answerTimeoutMs } = this.#init;
    const connect = (address: string): ReplayConnection => this.#connect(address);
    const nodeIds = nodeIdsIn(this.#exchanges);
    // Where nobody ever gets in, nobody can be asked.
    const nodes =
      login === undefined && this.#exchanges.some(({ apiKey }) => apiKey === SaslHandshake.key)
        ? servers.map((address, i) => ({ id: nodeIds[i] ?? i, address }))
        : await clusterNodes({ servers, login, sasl, answerTimeoutMs, connect });
    const nodeOf = (id: number): ClusterNode => nodes[nodeIds.indexOf(id) % nodes.length] as ClusterNode;
    const ids = new ChosenIds(new Map(nodeIds.map((id) => [id, nodeOf(id).id])));
    const byConnection = new Map<number, number[]>();
    for (const [index, { connectionId }] of this.#exchanges.entries()) {
      const indexes = byConnection.get(connectionId) ?? [];
      indexes.push(index);
      byConnection.set(connectionId, indexes);
    }
    const runs = [...byConnection.values()].map((indexes) => this.#runConnection(indexes, nodeOf, ids));
    await Promise.all(runs);
  }

  #connect(address: string): ReplayConnection {
    const connection = new ReplayConnection(address, this.#init.network, this.#init.clock);
    this.#open.add(connection);
    return connection;
  }

  /** Its exchanges were over in the order in which they were asked. */
  async #runConnection(indexes: readonly number[], nodeOf: (id: number) => ClusterNode, ids: ChosenIds): Promise<void> {
    let replayed: Replayed | undefined;
    for (const index of indexes) {
      const exchange = this.#exchanges[index] as RecordedExchange;
      await this.#progress.reached(exchange.after);
      replayed ??= this.#stop.signal.aborted ? undefined : await this.#begin(nodeOf(exchange.nodeId));
      const difference =
        replayed === undefined || this.#stop.signal.aborted
          ? this.#unanswered(exchange, 'not sent: ')
          : await this.#play(exchange, replayed, ids);
      if (difference !== undefined) this.#differing.set(index, difference);
      this.#progress.over(index);
    }
    replayed?.connection.close();
  }

  /** Undefined: the replay ended before. @throws the socket's error */
  async #begin({ address }: ClusterNode): Promise<Replayed | undefined> {
    const connection = this.#connect(address);
    try {
      await connection.open();
    } catch (error) {
      if (this.#stop.signal.aborted) return undefined;
      throw error;
    }
    return { connection, login: new ReplayedLogin(this.#init.sasl) };
  }

  /** What is not as in the recording, if anything. */
  async #play(exchange: RecordedExchange, replayed: Replayed, ids: ChosenIds): Promise<ReplayDifference | undefined> {
    const { clock, answerTimeoutMs } = this.#init;
    const { connection, login } = replayed;
    const frame = replayedRequest({ ...exchange, request: await login.request(exchange) }, ids);
    this.#sent++;
    this.#passing.sent(exchange, clock.monotonic());
    if (exchange.response === null) {
      connection.send(frame);
      return undefined;
    }
    const until = clock.monotonic() + answerTimeoutMs;
    for (;;) {
      const limitMs = answerTimeoutMs + exchange.elapsedMs;
      const answer = await connection.ask(frame, limitMs);
      if (answer === undefined) return this.#unanswered(exchange, '', connection.closed ?? limitMs);
      const response = connection.read(() => bodyOf(exchange, answer));
      const found = login.differences(exchange, response, this.#compare(exchange, response, ids));
      const passing = this.#passing.in(exchange, found, clock.monotonic());
      if (passing !== undefined && clock.monotonic() + RETRY_MS < until) {
        if (await this.#rested()) continue;
      } else if (passing !== undefined) this.#passing.inVain(passing);
      if (found.length === 0) return undefined;
      return { exchange, what: nameOf(exchange), response, unanswered: undefined, differences: found };
    }
  }

  /** Whether it goes on. */
  #rested(): Promise<boolean> {
    return sleep(this.#init.clock, RETRY_MS, this.#stop.signal).then(
      () => true,
      () => false,
    );
  }

  #compare({ request, response }: RecordedExchange, replayed: object, ids: ChosenIds): AnswerDifference[] {
    ids.learn(request, response, replayed);
    return answerDifferences(ids.apply(response as object, request), replayed, this.#init.ignored);
  }

  /** @param why what the connection ended with, or how many ms were waited for; left out: the replay has ended */
  #unanswered(exchange: RecordedExchange, prefix: string, why?: Error | number): ReplayDifference {
    const reason: unknown = why ?? this.#stop.signal.reason;
    const words =
      typeof reason === 'number'
        ? `no answer within ${String(Math.round(reason))} ms`
        : (reason as Error | undefined)?.message;
    return {
      exchange,
      what: nameOf(exchange),
      response: undefined,
      unanswered: `${prefix}${words ?? ''}`,
      differences: [],
    };
  }
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
