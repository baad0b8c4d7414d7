import type { Deadline } from '@k/runtime';
import type { Connection, RequestOptions } from '@k/conn';
import type { Api } from '@k/wire';
import type { ConnectionKey, ConnectionPool } from './connection-pool.ts';
import type { LeaderWatch } from './leader-watch.ts';
import type { ClusterRequestOptions, DeadlineOptions } from './requester.ts';
import type { Routes } from './routes.ts';
import { describeTarget, type Target } from './target.ts';

/** How a request is sent once there is a connection for it. */
type Send<Res> = (connection: Connection, limits: RequestOptions) => Promise<Res>;

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

  send<Res>(
    target: Target,
    api: Api<unknown, unknown>,
    key: ConnectionKey,
    options: ClusterRequestOptions,
    send: Send<Res>,
  ): Promise<Res> {
    const { partitions, heldMs = 0, signal } = options;
    if (partitions === undefined || typeof target === 'string' || !('broker' in target)) {
      return this.#send(target, api, key, options, send);
    }
    const request = { what: `${api.name} request`, broker: target.broker, partitions, heldMs, signal };
    return this.#init.leaders.watch(request, (watched) =>
      this.#send(target, api, key, { ...options, signal: watched }, send),
    );
  }

  async connection(brokerId: number, key: ConnectionKey, options: DeadlineOptions): Promise<Connection> {
    const { pool, connect } = this.#init;
    const deadline = this.#init.deadline(`connect to broker ${brokerId}`, options);
    await connect(deadline);
    return await pool.get(brokerId, key, deadline);
  }

  async #send<Res>(
    target: Target,
    api: Api<unknown, unknown>,
    key: ConnectionKey,
    options: ClusterRequestOptions,
    send: Send<Res>,
  ): Promise<Res> {
    const { routes, pool, requestTimeoutMs, retry } = this.#init;
    const deadline = (): Deadline => this.#init.deadline(`${api.name} request to ${describeTarget(target)}`, options);
    if (options.retry === true) {
      const limit = deadline();
      // One attempt may not use up all the time: a broker that says nothing is left for another.
      return retry(limit, () => this.#sendOnce(target, api, key, limit, options, send, requestTimeoutMs));
    }
    // The usual case costs no more than the connection's own promise: route and connection are known.
    const brokerId = routes.known(target);
    const connection = brokerId === undefined ? undefined : pool.ready(brokerId, key);
    if (brokerId === undefined || connection === undefined) {
      return this.#sendOnce(target, api, key, deadline(), options, send);
    }
    try {
      const { timeoutMs, signal, maxVersion } = options;
      const response = await send(connection, { timeoutMs, signal, maxVersion });
      routes.learnFromResponse(response, target, brokerId);
      return response;
    } catch (error) {
      routes.learnFromError(error, target);
      throw error;
    }
  }

  async #sendOnce<Res>(
    target: Target,
    api: Api<unknown, unknown>,
    key: ConnectionKey,
    deadline: Deadline,
    { maxVersion }: ClusterRequestOptions,
    send: Send<Res>,
    attemptMs = Infinity,
  ): Promise<Res> {
    const { routes, pool, stop } = this.#init;
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
      routes.learnFromError(error, target);
      throw error;
    }
  }
}
