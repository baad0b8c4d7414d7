import { Deadline, type Runtime, type WaitOptions } from '@k/runtime';
import type { Connection, RequestBody, RequestOptions } from '@k/conn';
import { parseOptions, StateError, type Api, wrongArgument } from '@k/wire';
import {
  checkBroker,
  checkCoordinator,
  checkFunction,
  checkOptions,
  checkPartition,
  checkRequest,
  checkText,
  topicNames,
} from './arguments.ts';
import { parseBootstrapServers } from './bootstrap.ts';
import { ConnectionPool } from './connection-pool.ts';
import { Diagnostics } from './diagnostics.ts';
import { assessHealth, type ClusterHealth } from './health.ts';
import { Coordinators, type CoordinatorKind } from './coordinators.ts';
import { findCoordinator } from './find-coordinator.ts';
import { LeaderWatch } from './leader-watch.ts';
import { MetadataCache } from './metadata-cache.ts';
import { MetadataSource } from './metadata-source.ts';
import type {
  BrokerNode,
  LeaderHint,
  MetadataSnapshot,
  PartitionMetadata,
  TopicMetadata,
  TopicPartition,
} from './metadata.ts';
import { clusterOptions, type ClusterOptions, type ClusterSettings } from './options.ts';
import { retry, type FailedAttempt, type RetryContext } from './retry.ts';
import { Router } from './router.ts';
import type { Target } from './target.ts';
import { loadTopics } from './topic-loader.ts';

export interface ClusterRequestOptions extends RequestOptions {
  /** Retry what the cause allows until `timeoutMs` is over. @default false: one attempt at one broker */
  readonly retry?: boolean | undefined;
  /** Requests of one purpose share a connection per broker, and wait for no other purpose. */
  readonly purpose?: string | undefined;
  /**
   * For a request to `{ broker }`: the partitions that it asks for as their leader. When the answer is long overdue, the
   * metadata is asked for; when it then names another leader for one of them, the request fails with a retriable
   * TimeoutError instead of waiting out its time limit. The broker may have done what it was asked for, all the same.
   */
  readonly partitions?: Iterable<TopicPartition> | undefined;
  /** With `partitions`: how long the broker may rightly hold the answer back, milliseconds. @default 0 */
  readonly heldMs?: number | undefined;
}

export interface LoadTopicsOptions extends WaitOptions {
  /** A deadline made further up, instead of `timeoutMs` and `signal`. */
  readonly deadline?: Deadline | undefined;
  /** Whether brokers may create what is missing. @default the cluster's `allowAutoCreateTopics` */
  readonly allowAutoTopicCreation?: boolean | undefined;
  /** A topic with fewer partitions is waited for like one that is unknown: some were added lately, say. @default 0 */
  readonly minPartitions?: number | undefined;
  /**
   * How often "unknown" is asked again before it is believed; Infinity: until time is over.
   * @default the cluster's `unknownTopicRetries`, three times as often when brokers may create the topic
   */
  readonly unknownTopicRetries?: number | undefined;
  /** Told of each attempt that failed and is made again. */
  readonly onRetry?: ((failed: FailedAttempt) => void) | undefined;
}

export interface ConnectOptions extends WaitOptions {
  /** Whether to go on when no server could be reached. @default true; false: each is tried once */
  readonly retry?: boolean | undefined;
}

/** A limit made here, or a deadline handed down. */
export type DeadlineOptions = WaitOptions & { readonly deadline?: Deadline | undefined };

/**
 * A Kafka cluster: who its brokers are, who leads what, and how to get a request there.
 *
 * Nothing is connected until it is needed. Any number of producers and consumers may share one.
 */
export class Cluster implements AsyncDisposable {
  readonly runtime: Runtime;
  readonly clientId: string;
  /** The options with their defaults. */
  readonly settings: ClusterSettings;

  readonly #stop = new AbortController();
  readonly #diagnostics: Diagnostics;
  readonly #pool: ConnectionPool;
  readonly #metadata: MetadataCache;
  readonly #coordinators: Coordinators;
  readonly #router: Router;
  readonly #retryContext: RetryContext;
  readonly #listeners = new Set<(snapshot: MetadataSnapshot) => void>();
  readonly #warned = new Set<(error: Error) => void>();
  readonly #trouble: () => Error | undefined;
  #users = 0;
  #closing: Promise<void> | undefined;

  /** @throws ConfigError that names every wrong option. */
  constructor(options: ClusterOptions) {
    this.settings = parseOptions('Cluster', clusterOptions, options);
    const { bootstrapServers, runtime, reconnectBackoffMs, reconnectBackoffMaxMs, metadataMaxAgeMs, ...rest } =
      this.settings;
    const {
      retryBackoffMs,
      retryBackoffMaxMs,
      allowAutoCreateTopics: _,
      unknownTopicRetries: __,
      logger,
      ...connection
    } = rest;
    this.runtime = runtime;
    this.clientId = rest.clientId ?? '';
    const backoff = { initialMs: retryBackoffMs, maxMs: retryBackoffMaxMs };
    this.#diagnostics = new Diagnostics({
      clientId: this.clientId,
      clock: runtime.clock,
      logger,
      nodeAt: ({ host, port }) => this.brokers.find((node) => node.host === host && node.port === port)?.nodeId,
    });
    const leaders = new LeaderWatch({
      clock: runtime.clock,
      leaderOf: ({ topic, partition }) => this.leaderOf(topic, partition),
      // If this fails as well, the request's own end tells.
      refresh: (reason) => void this.refresh(reason).catch(() => undefined),
    });
    this.#pool = new ConnectionPool({
      connection: { ...connection, runtime, observer: this.#diagnostics },
      runtime,
      reconnectBackoffMs,
      reconnectBackoffMaxMs,
      requestTimeoutMs: rest.requestTimeoutMs,
      // Who leads what was there is likely to have changed. If this fails as well, the next request tells.
      onUnreachable: (reason) => {
        this.#warn(reason);
      },
      onLost: (reason) => void this.refresh(reason.message).catch(() => undefined),
      isSilent: (brokerId) => leaders.isSilent(brokerId),
      addressOf: (brokerId) => this.#metadata.snapshot.brokers.get(brokerId),
      stop: this.#stop.signal,
    });
    const source = new MetadataSource({
      bootstrap: parseBootstrapServers('Cluster', bootstrapServers),
      pool: this.#pool,
      runtime,
      brokers: () => this.#metadata.snapshot.brokers,
      attemptTimeoutMs: Math.min(rest.requestTimeoutMs, rest.connectionSetupTimeoutMs),
    });
    this.#metadata = new MetadataCache({
      clock: runtime.clock,
      random: runtime.random,
      ask: (topics, create) => source.ask(topics, create),
      metadataMaxAgeMs,
      backoff,
      stop: this.#stop.signal,
      onAsked: (asked) => {
        this.#diagnostics.refreshed(asked);
      },
      onTrouble: (error) => {
        this.#warn(error);
      },
      onChange: (snapshot) => {
        this.#pool.followAddresses();
        leaders.look();
        for (const listener of [...this.#listeners]) listener(snapshot);
      },
    });
    this.#trouble = () => this.#metadata.health.lastError ?? source.trouble;
    this.#coordinators = new Coordinators(async (kind, key) => {
      const node = await findCoordinator(this, kind, key);
      this.#metadata.learnBroker(node);
      return node.nodeId;
    });
    this.#router = new Router({
      cluster: this,
      pool: this.#pool,
      coordinators: this.#coordinators,
      leaders,
      metadataIn: () => this.#metadata.answeredIn,
      throughBootstrap: (use) => source.throughBootstrap(use),
      stop: this.#stop.signal,
    });
    this.#retryContext = {
      clock: runtime.clock,
      random: runtime.random,
      backoff,
      stop: this.#stop.signal,
      onRetry: (failed) => {
        this.#diagnostics.retried(failed);
      },
      refresh: (reason) => this.refresh(reason),
    };
  }

  // ---------------------------------------------------------------- what is known

  /** Current metadata; a new object after each change. */
  get metadata(): MetadataSnapshot {
    return this.#metadata.snapshot;
  }

  get metadataVersion(): number {
    return this.#metadata.snapshot.version;
  }

  get brokers(): readonly BrokerNode[] {
    return [...this.#metadata.snapshot.brokers.values()];
  }

  get clusterId(): string | null {
    return this.#metadata.snapshot.clusterId;
  }

  /** -1 when unknown. */
  get controllerId(): number {
    return this.#metadata.snapshot.controllerId;
  }

  /** From the cache, at once; undefined for a topic that was never loaded or watched. Look at its `errorCode`. */
  topic(name: string): TopicMetadata | undefined {
    return this.#metadata.snapshot.topics.get(name);
  }

  partition({ topic, partition }: TopicPartition): PartitionMetadata | undefined {
    return this.topic(topic)?.partitions[partition];
  }

  /** Broker id of the leader, from the cache; undefined when none is known. */
  leaderOf(topic: string, partition: number): number | undefined {
    const leaderId = this.topic(topic)?.partitions[partition]?.leaderId ?? -1;
    return leaderId < 0 ? undefined : leaderId;
  }

  /** What is wrong, in words, as far as this client knows: it asks nobody. For health checks and support. */
  health(): ClusterHealth {
    return assessHealth({
      closed: this.#stop.signal.aborted,
      snapshot: this.#metadata.snapshot,
      metadata: this.#metadata.health,
      metadataMaxAgeMs: this.settings.metadataMaxAgeMs,
      reach: (brokerId) => this.#pool.reach(brokerId),
      throttledMs: (broker) => this.#diagnostics.throttledMs(broker),
    });
  }

  // ---------------------------------------------------------------- keeping it fresh

  /**
   * Finds the cluster by its bootstrap servers, if that has not happened yet. Everything else does so by itself: this is
   * for those who want to know at once. `timeoutMs` defaults to `requestTimeoutMs`.
   * @throws ConnectionError with a line per server (inside a TimeoutError when retried); whatever is not retriable at once.
   */
  async connect(options: DeadlineOptions & ConnectOptions = {}): Promise<void> {
    checkOptions('Cluster: connect()', options);
    this.#stop.signal.throwIfAborted();
    const deadline = this.#deadline('connect to the cluster', options);
    if (this.#metadata.snapshot.version > 0) return;
    const attempt = (): Promise<void> => deadline.race(this.refresh('connect'), this.#stop.signal);
    await (options.retry === false
      ? attempt()
      : retry({ ...this.#retryContext, refresh: noRefresh }, deadline, attempt));
  }

  /**
   * Metadata of `topics`, in their order, from the cache where it has them. Waits for topics that are being created, and
   * for brokers.
   * @throws ProtocolError UNKNOWN_TOPIC_OR_PARTITION after `unknownTopicRetries`, or what else is wrong with a topic for
   *   good (INVALID_TOPIC_EXCEPTION, TOPIC_AUTHORIZATION_FAILED); the other topics are in the cache all the same.
   */
  async loadTopics(named: readonly string[] | string, options: LoadTopicsOptions = {}): Promise<TopicMetadata[]> {
    const topics = topicNames('Cluster: loadTopics()', named);
    const deadline = this.#deadline(`load metadata of ${nameTopics(topics)}`, options);
    const create = options.allowAutoTopicCreation ?? this.settings.allowAutoCreateTopics;
    const { minPartitions = 0, unknownTopicRetries = this.settings.unknownTopicRetries * (create ? 3 : 1) } = options;
    const onRetry = (failed: FailedAttempt): void => {
      this.#retryContext.onRetry(failed);
      options.onRetry?.(failed);
    };
    // The loop asks again anyway; a full refresh between two attempts would ask twice.
    const context = { ...this.#retryContext, refresh: noRefresh, onRetry };
    return loadTopics({
      cache: this.#metadata,
      context,
      topics,
      create,
      minPartitions,
      unknownRetries: unknownTopicRetries,
      deadline,
    });
  }

  /**
   * Takes in what Produce (version 10 on) and Fetch (version 12 on) answers say of new leaders (KIP-951), so that the next
   * attempt need not wait for a refresh. Older epochs than the known ones, and leaders whose address is unknown, are left
   * alone. Returns whether any of it was news.
   * @param endpoints `nodeEndpoints` of the answer: where the new leaders are
   */
  learnLeaders(hints: Iterable<LeaderHint>, endpoints: readonly BrokerNode[] = []): boolean {
    const news = [...hints];
    for (const hint of news) checkPartition('Cluster: learnLeaders()', 'hint', hint);
    return this.#metadata.learnLeaders(news, endpoints);
  }

  /**
   * Takes in that a broker answered NOT_LEADER_OR_FOLLOWER for a partition. If it is the one known as the leader, the next
   * answer is believed even with an older leader epoch, which is refused a few times otherwise: epochs begin anew when a
   * topic is deleted and made again before Kafka 2.8. Asks nothing by itself.
   */
  leaderDenied(partition: TopicPartition, brokerId: number): void {
    checkPartition('Cluster: leaderDenied()', 'partition', partition);
    checkBroker('Cluster: leaderDenied()', brokerId);
    this.#metadata.denied(partition, brokerId);
  }

  /** Counts one more user of each topic: it is part of every refresh until unwatched as often. Asks nothing by itself. */
  watchTopics(topics: Iterable<string> | string): void {
    this.#metadata.watch(topicNames('Cluster: watchTopics()', topics));
  }

  unwatchTopics(topics: Iterable<string> | string): void {
    this.#metadata.unwatch(topicNames('Cluster: unwatchTopics()', topics));
  }

  /** Calls `listener` after each answer that was taken in; the result ends it. */
  onMetadata(listener: (snapshot: MetadataSnapshot) => void): () => void {
    checkFunction('Cluster: onMetadata()', 'listener', listener);
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /**
   * Calls `listener` with the first failure of what is tried again by itself: nobody can be asked for metadata, or a broker
   * cannot be reached. Again only once it had worked in between. The result ends it.
   */
  onWarning(listener: (error: Error) => void): () => void {
    checkFunction('Cluster: onWarning()', 'listener', listener);
    this.#warned.add(listener);
    return () => {
      this.#warned.delete(listener);
    };
  }

  /**
   * Renews brokers and the topics in use, once, with whichever broker can be reached (the bootstrap servers when none of
   * the known ones can). Concurrent calls share one request, unless a topic was watched in between. A first call asks at
   * once; while answers bring no news, later ones wait out pauses that grow from `retryBackoffMs` to `retryBackoffMaxMs`,
   * however many call. `reason` goes to the log and the `refresh` event.
   */
  refresh(reason = 'refresh() was called'): Promise<void> {
    // Also a cause without words is one.
    if (typeof reason !== 'string') {
      return Promise.reject(wrongArgument('Cluster: refresh()', 'reason', 'text', reason));
    }
    if (this.#stop.signal.aborted) return Promise.reject(closedError());
    return this.#metadata.refresh(reason);
  }

  /** Broker id of a coordinator; looked up with retries, then remembered until forgotten. */
  async coordinator(kind: CoordinatorKind, key: string, options: DeadlineOptions = {}): Promise<number> {
    checkCoordinator('Cluster: coordinator()', kind, key);
    this.#stop.signal.throwIfAborted();
    const known = this.#coordinators.get(kind, key);
    if (known !== undefined) return known;
    const deadline = this.#deadline(`find the coordinator of ${kind} '${key}'`, options);
    return this.#retry(deadline, () => deadline.race(this.#coordinators.find(kind, key), this.#stop.signal));
  }

  /**
   * For callers that know better: an answer to {@link Cluster.request} that says NOT_COORDINATOR or
   * COORDINATOR_NOT_AVAILABLE has this done already.
   */
  forgetCoordinator(kind: CoordinatorKind, key: string): void {
    checkCoordinator('Cluster: forgetCoordinator()', kind, key);
    this.#coordinators.forget(kind, key);
  }

  /**
   * Aborts, for a retriable reason, once the coordinator that is known now is forgotten, by whomever: what it was asked
   * and has not answered can be asked of the next. Has aborted when none is known.
   */
  coordinatorLeft(kind: CoordinatorKind, key: string): AbortSignal {
    return this.#coordinators.left(kind, key);
  }

  // ---------------------------------------------------------------- requests

  /**
   * Sends one request to `target` and returns the response as it is: error codes inside it are for the caller, who may
   * throw `errorFor(code, …)` and have {@link Cluster.retry} act on it.
   * @throws ConnectionError, TimeoutError, UnsupportedVersionError, WireError, the reason of `signal`; ProtocolError when
   *   the target itself cannot be found (a partition without leader); StateError after `close()`.
   */
  request<Req, Res>(
    target: Target,
    api: Api<Req, Res>,
    body: RequestBody<Req>,
    options: ClusterRequestOptions = {},
  ): Promise<Res> {
    const refusal = this.#refusal('Cluster: request()', target, api, options);
    if (refusal !== undefined) return Promise.reject(refusal);
    return this.#router.send(target, api, options, (connection, limits) => connection.request(api, body, limits));
  }

  /** For requests that brokers do not answer (Produce with acks 0): settles when the bytes were handed to the socket. */
  requestNoResponse<Req, Res>(
    target: Target,
    api: Api<Req, Res>,
    body: RequestBody<Req>,
    options: ClusterRequestOptions = {},
  ): Promise<void> {
    const refusal = this.#refusal('Cluster: requestNoResponse()', target, api, options);
    if (refusal !== undefined) return Promise.reject(refusal);
    return this.#router.send(target, api, options, (connection, limits) =>
      connection.requestNoResponse(api, body, limits),
    );
  }

  /** A ready connection to a broker, for those who send many requests there. It may end at any time: ask again then. */
  async connection(
    brokerId: number,
    options: DeadlineOptions & { readonly purpose?: string } = {},
  ): Promise<Connection> {
    checkBroker('Cluster: connection()', brokerId);
    this.#stop.signal.throwIfAborted();
    const deadline = this.#deadline(`connect to broker ${brokerId}`, options);
    if (this.#metadata.snapshot.version === 0) await this.connect({ deadline });
    return this.#pool.get(brokerId, options.purpose ?? 'main', deadline);
  }

  /** Closes the connections that were opened for `purpose`. */
  async closePurpose(purpose: string): Promise<void> {
    checkText('Cluster: closePurpose()', 'purpose', purpose);
    await this.#pool.closePurpose(purpose);
  }

  /**
   * Repeats `attempt` with exponential back-off and jitter while its errors are retriable, until the deadline; refreshes
   * the metadata when the error asks for it.
   * @throws the first error that is not retriable; TimeoutError with the last one as its cause.
   */
  async retry<T>(what: string, attempt: (n: number) => Promise<T>, options: DeadlineOptions = {}): Promise<T> {
    checkText('Cluster: retry()', 'what', what);
    checkFunction('Cluster: retry()', 'attempt', attempt);
    return this.#retry(this.#deadline(what, options), attempt);
  }

  /** A deadline on this cluster's clock. `timeoutMs` defaults to `requestTimeoutMs`. */
  deadline(operation: string, options: WaitOptions = {}): Deadline {
    checkText('Cluster: deadline()', 'operation', operation);
    checkOptions('Cluster: deadline()', options);
    return this.#deadline(operation, options);
  }

  // ---------------------------------------------------------------- life

  /** One more user; pair it with {@link Cluster.release}. */
  acquire(): this {
    if (this.#stop.signal.aborted) throw closedError();
    this.#users++;
    return this;
  }

  /** One user less; the last one closes the cluster. */
  async release(): Promise<void> {
    if (this.#users === 0) throw new StateError('Cluster: release() without acquire()');
    if (--this.#users === 0) await this.close();
  }

  /** Ends everything at once: who still waits gets a StateError or ConnectionError. Idempotent. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Why a request cannot be made at all. */
  #refusal(call: string, target: Target, api: unknown, options: unknown): Error | undefined {
    if (this.#stop.signal.aborted) return closedError();
    try {
      checkRequest(call, target, api, options);
      return undefined;
    } catch (error) {
      return error as Error;
    }
  }

  async #close(): Promise<void> {
    this.#listeners.clear();
    this.#warned.clear();
    this.#stop.abort(closedError());
    await this.#pool.close();
  }

  #deadline(operation: string, options: DeadlineOptions): Deadline {
    return (
      options.deadline ??
      new Deadline(this.runtime.clock, operation, {
        timeoutMs: options.timeoutMs ?? this.settings.requestTimeoutMs,
        signal: options.signal,
        trouble: this.#trouble,
      })
    );
  }

  #warn(error: Error): void {
    for (const listener of [...this.#warned]) listener(error);
  }

  #retry<T>(deadline: Deadline, attempt: (n: number) => Promise<T>): Promise<T> {
    return retry(this.#retryContext, deadline, attempt);
  }
}

function nameTopics(topics: readonly string[]): string {
  const shown = topics.slice(0, 3).map((topic) => `'${topic}'`);
  const more = topics.length - shown.length;
  return `${topics.length === 1 ? 'topic' : 'topics'} ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function closedError(): StateError {
  return new StateError('Cluster: it is closed');
}

const noRefresh = (): Promise<void> => Promise.resolve();
