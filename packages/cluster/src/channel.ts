import { offAbort, onAbort } from '@k/runtime';
import type { Connection, RequestBody } from '@k/conn';
import { StateError, type Api } from '@k/wire';
import { checkBroker, checkRequest } from './arguments.ts';
import type { ConnectionKey } from './connection-pool.ts';
import type { ClusterRequestOptions, DeadlineOptions, Requester } from './requester.ts';
import type { Router } from './router.ts';
import type { Target } from './target.ts';

/**
 * Checks requests and hands them to the router.
 * @internal what {@link Channel} and Cluster have in common
 */
export class RouterRequests implements Requester {
  /** Begin the messages of each call. */
  readonly #calls: Readonly<Record<keyof Requester, string>>;
  readonly #router: Router;
  readonly #closed: AbortSignal;
  readonly #keyFor: (target: Target) => ConnectionKey;

  /**
   * @param caller - begins messages: 'Cluster'
   * @param closed - aborts with the reason why no request is taken any more
   * @param keyFor - by which connection a request goes
   */
  constructor(caller: string, router: Router, closed: AbortSignal, keyFor: (target: Target) => ConnectionKey) {
    this.#calls = {
      request: `${caller}: request()`,
      requestNoResponse: `${caller}: requestNoResponse()`,
      connection: `${caller}: connection()`,
    };
    this.#router = router;
    this.#closed = closed;
    this.#keyFor = keyFor;
  }

  request<Req, Res>(
    target: Target,
    api: Api<Req, Res>,
    body: RequestBody<Req>,
    options: ClusterRequestOptions = {},
  ): Promise<Res> {
    const refusal = this.#refusal(this.#calls.request, target, api, options);
    if (refusal !== undefined) return Promise.reject(refusal);
    return this.#router.send({
      target,
      api,
      key: this.#keyFor(target),
      options,
      send: (connection, limits) => connection.request(api, body, limits),
    });
  }

  requestNoResponse<Req, Res>(
    target: Target,
    api: Api<Req, Res>,
    body: RequestBody<Req>,
    options: ClusterRequestOptions = {},
  ): Promise<void> {
    const refusal = this.#refusal(this.#calls.requestNoResponse, target, api, options);
    if (refusal !== undefined) return Promise.reject(refusal);
    return this.#router.send({
      target,
      api,
      key: this.#keyFor(target),
      options,
      send: (connection, limits) => connection.requestNoResponse(api, body, limits),
    });
  }

  async connection(brokerId: number, options: DeadlineOptions = {}): Promise<Connection> {
    checkBroker(this.#calls.connection, brokerId);
    this.#closed.throwIfAborted();
    return await this.#router.connection(brokerId, this.#keyFor({ broker: brokerId }), options);
  }

  /** Why a request cannot be made at all. */
  #refusal(call: string, target: Target, api: unknown, options: unknown): Error | undefined {
    if (this.#closed.aborted) return this.#closed.reason as Error;
    try {
      checkRequest(call, target, api, options);
      return undefined;
    } catch (error) {
      return error as Error;
    }
  }
}

/** What a {@link Channel} is opened with. */
export interface ChannelOptions {
  /**
   * Gives the memory that a response of so many bytes is read to: exactly so many. What is decoded of the response may be
   * views of it. By default each has memory of its own.
   */
  readonly allocateFrame?: ((bytes: number) => Buffer) | undefined;
}

export interface ChannelInit extends ChannelOptions {
  readonly router: Router;
  /** Closes the connections of a key. */
  readonly closeAll: (key: ConnectionKey) => Promise<void>;
  /** The connection of a key to a broker, if it can be used this instant. */
  readonly ready: (brokerId: number, key: ConnectionKey) => Connection | undefined;
  /** Aborts when the cluster closes. */
  readonly stop: AbortSignal;
}

/**
 * A connection of its own to each broker, made when it is first needed. A broker answers the requests of one connection in
 * order: what may be held back there, such as a Fetch or a JoinGroup, has its own channel and holds up nobody else.
 *
 * Two channels of one name are two: the name is for messages. Its owner closes it; closing the cluster does, too.
 */
export class Channel implements Requester, AsyncDisposable {
  readonly name: string;
  readonly #requests: RouterRequests;
  readonly #close: () => Promise<void>;
  readonly #ready: (brokerId: number) => Connection | undefined;
  #closing: Promise<void> | undefined;

  /** @internal `cluster.openChannel(name)` makes it. */
  constructor(name: string, { router, closeAll, ready, stop, allocateFrame }: ChannelInit) {
    this.name = name;
    const caller = `Channel '${name}'`;
    const end = new AbortController();
    const key: ConnectionKey = { name, closed: end.signal, allocateFrame };
    const onStop = (reason: unknown): void => {
      end.abort(reason);
    };
    onAbort(stop, onStop);
    this.#close = () => {
      offAbort(stop, onStop);
      end.abort(new StateError(`${caller}: it is closed`));
      return closeAll(key);
    };
    this.#requests = new RouterRequests(caller, router, end.signal, () => key);
    this.#ready = (brokerId) => ready(brokerId, key);
  }

  /** As `Cluster.request`, by this channel's connection. @throws StateError after `close()` */
  request<Req, Res>(
    target: Target,
    api: Api<Req, Res>,
    body: RequestBody<Req>,
    options?: ClusterRequestOptions,
  ): Promise<Res> {
    return this.#requests.request(target, api, body, options);
  }

  /** As `Cluster.requestNoResponse`, by this channel's connection. @throws StateError after `close()` */
  requestNoResponse<Req, Res>(
    target: Target,
    api: Api<Req, Res>,
    body: RequestBody<Req>,
    options?: ClusterRequestOptions,
  ): Promise<void> {
    return this.#requests.requestNoResponse(target, api, body, options);
  }

  /** This channel's connection to a broker, ready. It may end at any time: ask again then. @throws StateError after `close()` */
  connection(brokerId: number, options?: DeadlineOptions): Promise<Connection> {
    return this.#requests.connection(brokerId, options);
  }

  /** The same if there is one this instant: nothing is connected for it. */
  readyConnection(brokerId: number): Connection | undefined {
    return this.#ready(brokerId);
  }

  /** Closes its connections: what is in flight there fails with a ConnectionError, who waits for one gets a StateError. Idempotent. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
