import type { Deadline } from '@k/runtime';
import type { AskedRequest, Connection, RequestOptions } from '@k/conn';
import type { Api } from '@k/wire';
import type { ConnectionKey, ConnectionPool } from './connection-pool.ts';
import type { LeaderWatch, WatchedRequest } from './leader-watch.ts';
import type { ClusterRequestOptions, DeadlineOptions } from './requester.ts';
import type { Routes } from './routes.ts';
import { describeTarget, type Target } from './target.ts';

/** A request on its way to a connection. */
interface Outgoing<Res> {
  readonly target: Target;
  readonly api: Api<unknown, unknown>;
  readonly key: ConnectionKey;
  readonly options: ClusterRequestOptions;
  /** How it is sent once there is a connection for it. */
  readonly send: (connection: Connection, limits: RequestOptions) => Promise<Res>;
}

export interface RouterInit {
  readonly routes: Routes;
  readonly pool: ConnectionPool;
  readonly leaders: LeaderWatch;
  /** Time for one attempt of several. */
  readonly requestTimeoutMs: number;
  readonly deadline: (operation: string, options: DeadlineOptions) => Deadline;
  /** Repeats what fails retriably. */
  readonly retry: <T>(deadline: Deadline, attempt: () => Promise<T>) => Promise<T>;
  /** Finds the cluster, if that has not happened yet. */
  readonly connect: (deadline: Deadline) => Promise<void>;
  /** Asks a bootstrap server, for when no broker is known. */
  readonly throughBootstrap: <T>(use: (connection: Connection) => Promise<T>) => Promise<T>;
  /** Aborts when the cluster closes. */
  readonly stop: AbortSignal;
}

/** Takes requests to their target: target → broker (the routes) → connection (the pool). */
export class Router {
  readonly #init: RouterInit;

  constructor(init: RouterInit) {
    this.#init = init;
  }

  async send<Res>(outgoing: Outgoing<Res>): Promise<Res> {
    const { target, api, options } = outgoing;
    const { partitions, heldMs = 0 } = options;
    if (partitions === undefined || typeof target === 'string' || !('broker' in target)) return this.#send(outgoing);
    const { leaders } = this.#init;
    const watched = leaders.watch({ what: `${api.name} request`, broker: target.broker, partitions, heldMs });
    try {
      return await this.#send(outgoing, watched);
    } finally {
      leaders.ended(watched);
    }
  }

  async connection(brokerId: number, key: ConnectionKey, options: DeadlineOptions): Promise<Connection> {
    const { pool, connect } = this.#init;
    const deadline = this.#init.deadline(`connect to broker ${brokerId}`, options);
    await connect(deadline);
    return await pool.get(brokerId, key, deadline);
  }

  async #send<Res>(outgoing: Outgoing<Res>, watched?: WatchedRequest): Promise<Res> {
    const { target, key, options, send } = outgoing;
    const { routes, pool } = this.#init;
    // The usual case costs no more than the connection's own promise: route and connection are known.
    const brokerId = options.retry === true ? undefined : routes.known(target);
    const connection = brokerId === undefined ? undefined : pool.ready(brokerId, key);
    if (brokerId === undefined || connection === undefined) {
      if (watched === undefined) return this.#sendSlowly(outgoing);
      return this.#sendSlowly({ ...outgoing, options: { ...options, signal: signalFor(watched, options.signal) } });
    }
    try {
      const { timeoutMs, signal, maxVersion } = options;
      const onAsked =
        watched &&
        ((asked: AskedRequest): void => {
          watched.asked = asked;
        });
      const response = await send(connection, { timeoutMs, signal, maxVersion, onAsked });
      routes.learnFromResponse(response, target, brokerId);
      return response;
    } catch (error) {
      this.#learnFromError(error, target, key);
      throw error;
    }
  }

  #sendSlowly<Res>(outgoing: Outgoing<Res>): Promise<Res> {
    const { target, api, options } = outgoing;
    const { requestTimeoutMs, retry } = this.#init;
    const deadline = this.#init.deadline(`${api.name} request to ${describeTarget(target)}`, options);
    if (options.retry !== true) return this.#sendOnce(outgoing, deadline);
    // One attempt may not use up all the time: a broker that says nothing is left for another.
    return retry(deadline, () => this.#sendOnce(outgoing, deadline, requestTimeoutMs));
  }

  async #sendOnce<Res>(
    { target, api, key, options, send }: Outgoing<Res>,
    deadline: Deadline,
    attemptMs = Infinity,
  ): Promise<Res> {
    const { routes, pool, stop } = this.#init;
    const { maxVersion } = options;
    const limits = (): RequestOptions => {
      return { timeoutMs: Math.min(deadline.remainingMs(), attemptMs), signal: deadline.signal, maxVersion };
    };
    try {
      const brokerId = await routes.find(target, api, deadline);
      if (brokerId === undefined) {
        const asking = this.#init.throughBootstrap((connection) => send(connection, limits()));
        return await deadline.race(asking, stop);
      }
      const connection = await pool.get(brokerId, key, deadline);
      const response = await send(connection, limits());
      routes.learnFromResponse(response, target, brokerId);
      return response;
    } catch (error) {
      this.#learnFromError(error, target, key);
      throw error;
    }
  }

  /** A connection that was closed by its owner says nothing about the broker. */
  #learnFromError(error: unknown, target: Target, { closed }: ConnectionKey): void {
    if (!closed.aborted) this.#init.routes.learnFromError(error, target);
  }
}

/** Aborts when the request is given up, and with the caller's own: for what still has to be found and connected to. */
function signalFor(watched: WatchedRequest, signal: AbortSignal | undefined): AbortSignal {
  const abort = new AbortController();
  watched.asked = {
    fail: (reason) => {
      abort.abort(reason);
    },
  };
  return signal === undefined ? abort.signal : AbortSignal.any([abort.signal, signal]);
}
