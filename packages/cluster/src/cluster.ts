import { checkFunction, checkNotEmpty, type Deadline, type Runtime, shownAs, type WaitOptions } from '@k/runtime';
import { featuresIn, type Connection, type FinalizedFeatures, type RequestBody } from '@k/conn';
import {
  ApiVersions,
  ErrorCode,
  errorFor,
  parseOptions,
  StateError,
  wrongArgument,
  type Api,
  type ApiVersionsRequest,
  type MessageInit,
} from '@k/wire';
import { checkBroker, checkCoordinator, checkOptions, checkPartition, topicNames } from './arguments.ts';
import { Channel, type ChannelOptions } from './channel.ts';
import { ClusterCore } from './core.ts';
import type { ClusterHealth } from './health.ts';
import type { CoordinatorKind } from './coordinators.ts';
import type {
  BrokerNode,
  LeaderHint,
  MetadataSnapshot,
  PartitionMetadata,
  TopicMetadata,
  TopicPartition,
} from './metadata.ts';
import { clusterOptions, type ClusterOptions, type ClusterSettings } from './options.ts';
import type { ClusterRequestOptions, DeadlineOptions, Requester } from './requester.ts';
import type { Target } from './target.ts';
import type { LoadTopicsOptions } from './topic-loader.ts';

export interface ConnectOptions extends WaitOptions {
  /** Whether to go on when no server could be reached. @default true; false: each is tried once */
  readonly retry?: boolean | undefined;
}

/**
 * A Kafka cluster: who its brokers are, who leads what, and how to get a request there.
 *
 * Nothing is connected until it is needed. Any number of producers and consumers may share one.
 */
export class Cluster implements Requester, AsyncDisposable {
  readonly runtime: Runtime;
  readonly clientId: string;
  /** The options with their defaults. */
  readonly settings: ClusterSettings;

  readonly #core: ClusterCore;
  #users = 0;
  #closing: Promise<void> | undefined;

  /** @throws ConfigError that names every wrong option. */
  constructor(options: ClusterOptions) {
    // Without any the error says what is needed.
    this.settings = parseOptions('Cluster', clusterOptions, (options as ClusterOptions | undefined) ?? {});
    this.runtime = this.settings.runtime;
    this.clientId = this.settings.clientId ?? '';
    this.#core = new ClusterCore(this.settings);
  }

  // ---------------------------------------------------------------- what is known

  /** Current metadata; a new object after each change. */
  get metadata(): MetadataSnapshot {
    return this.#core.metadata.snapshot;
  }

  get metadataVersion(): number {
    return this.#core.metadata.snapshot.version;
  }

  get brokers(): readonly BrokerNode[] {
    return [...this.#core.metadata.snapshot.brokers.values()];
  }

  get clusterId(): string | null {
    return this.#core.metadata.snapshot.clusterId;
  }

  /**
   * What the cluster has switched on (KIP-584), as the brokers said when they were connected to, or at the last
   * {@link Cluster.loadFeatures}; undefined before Kafka 2.7, and before the first connection.
   */
  get features(): FinalizedFeatures | undefined {
    return this.#core.features.known;
  }

  /** -1 when unknown. */
  get controllerId(): number {
    return this.#core.metadata.snapshot.controllerId;
  }

  /** From the cache, at once; undefined for a topic that was never loaded or watched. Look at its `errorCode`. */
  topic(name: string): TopicMetadata | undefined {
    return this.#core.metadata.snapshot.topics.get(name);
  }

  partition(where: TopicPartition): PartitionMetadata | undefined {
    return this.#core.routes.partition(where);
  }

  /** Broker id of the leader, from the cache; undefined when none is known. */
  leaderOf(topic: string, partition: number): number | undefined {
    return this.#core.routes.leaderOf(topic, partition);
  }

  /** What is wrong, in words, as far as this client knows: it asks nobody. For health checks and support. */
  health(): ClusterHealth {
    return this.#core.health();
  }

  /** For console.log and util.inspect: its address, and what is known of it. */
  [Symbol.for('nodejs.util.inspect.custom')](
    _depth: number,
    options: object,
    inspect: (value: unknown, options: object) => string,
  ): string {
    const { clientId, clusterId, brokers, settings } = this;
    return shownAs(
      'Cluster',
      { clientId, clusterId, brokers: brokers.length, bootstrapServers: settings.bootstrapServers },
      options,
      inspect,
    );
  }

  // ---------------------------------------------------------------- keeping it fresh

  /**
   * Finds the cluster by its bootstrap servers, if that has not happened yet. Everything else does so by itself: this is
   * for those who want to know at once. `timeoutMs` defaults to `requestTimeoutMs`.
   * @throws ConnectionError with a line per server (inside a TimeoutError when retried); whatever is not retriable at once.
   */
  async connect(options: DeadlineOptions & ConnectOptions = {}): Promise<void> {
    checkOptions('Cluster: connect()', options);
    this.#core.stop.throwIfAborted();
    await this.#core.connect(this.#core.deadline('connect to the cluster', options), options.retry);
  }

  /**
   * Metadata of `topics`, in their order, from the cache where it has them. Waits for topics that are being created, and
   * for brokers.
   * @throws ProtocolError UNKNOWN_TOPIC_OR_PARTITION after `unknownTopicRetries`, or what else is wrong with a topic for
   *   good (INVALID_TOPIC_EXCEPTION, TOPIC_AUTHORIZATION_FAILED); the other topics are in the cache all the same.
   */
  async loadTopics(named: readonly string[] | string, options: LoadTopicsOptions = {}): Promise<TopicMetadata[]> {
    return this.#core.loadTopics(topicNames('Cluster: loadTopics()', named), options);
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
    return this.#core.metadata.learnLeaders(news, endpoints);
  }

  /**
   * Takes in that a broker answered NOT_LEADER_OR_FOLLOWER for a partition. If it is the one known as the leader, the next
   * answer is believed even with an older leader epoch, which is refused a few times otherwise: epochs begin anew when a
   * topic is deleted and made again before Kafka 2.8. Asks nothing by itself.
   */
  leaderDenied(partition: TopicPartition, brokerId: number): void {
    checkPartition('Cluster: leaderDenied()', 'partition', partition);
    checkBroker('Cluster: leaderDenied()', brokerId);
    this.#core.metadata.denied(partition, brokerId);
  }

  /** Counts one more user of each topic: it is part of every refresh until unwatched as often. Asks nothing by itself. */
  watchTopics(topics: Iterable<string> | string): void {
    this.#core.metadata.watch(topicNames('Cluster: watchTopics()', topics));
  }

  unwatchTopics(topics: Iterable<string> | string): void {
    this.#core.metadata.unwatch(topicNames('Cluster: unwatchTopics()', topics));
  }

  /** Calls `listener` after each answer that was taken in; the result ends it. */
  onMetadata(listener: (snapshot: MetadataSnapshot) => void): () => void {
    checkFunction('Cluster: onMetadata()', 'listener', listener);
    return this.#core.changed.add(listener);
  }

  /**
   * Calls `listener` with the first failure of what is tried again by itself: nobody can be asked for metadata, or a broker
   * cannot be reached. Again only once it had worked in between. The result ends it.
   */
  onWarning(listener: (error: Error) => void): () => void {
    checkFunction('Cluster: onWarning()', 'listener', listener);
    return this.#core.warned.add(listener);
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
    return this.#core.refresh(reason);
  }

  /**
   * Asks a broker what the cluster has switched on by now. One that knows less than was known already changes nothing.
   * @throws as {@link Cluster.request}; ProtocolError
   */
  async loadFeatures(options: WaitOptions = {}): Promise<FinalizedFeatures | undefined> {
    checkOptions('Cluster: loadFeatures()', options);
    const { clientSoftwareName, clientSoftwareVersion } = this.settings;
    const body = (version: number): MessageInit<ApiVersionsRequest> =>
      version >= 3 ? { clientSoftwareName, clientSoftwareVersion } : {};
    const response = await this.request('any', ApiVersions, body, options);
    if (response.errorCode !== ErrorCode.NONE) throw errorFor(response.errorCode, { api: ApiVersions.name });
    this.#core.features.learn(featuresIn(response));
    return this.features;
  }

  /** Broker id of a coordinator; looked up with retries, then remembered until forgotten. */
  async coordinator(kind: CoordinatorKind, key: string, options: DeadlineOptions = {}): Promise<number> {
    checkCoordinator('Cluster: coordinator()', kind, key);
    this.#core.stop.throwIfAborted();
    const deadline = (): Deadline => this.#core.deadline(`find the coordinator of ${kind} '${key}'`, options);
    return this.#core.routes.coordinator(kind, key, deadline);
  }

  /**
   * The same of many keys, and asked once: by one request where the broker takes several (Kafka 3.0 on, KIP-699).
   * @returns of each key the broker id, or the error, which may pass when it is retriable
   * @throws what keeps all of them from being answered
   */
  async findCoordinators(
    kind: CoordinatorKind,
    keys: readonly string[],
    options: DeadlineOptions = {},
  ): Promise<Map<string, number | Error>> {
    for (const key of keys) checkCoordinator('Cluster: findCoordinators()', kind, key);
    this.#core.stop.throwIfAborted();
    return this.#core.findCoordinators(kind, keys, this.#core.deadline(`find coordinators of ${kind}s`, options));
  }

  /**
   * For callers that know better: an answer to {@link Cluster.request} that says NOT_COORDINATOR,
   * COORDINATOR_NOT_AVAILABLE or REQUEST_TIMED_OUT has this done already.
   */
  forgetCoordinator(kind: CoordinatorKind, key: string): void {
    checkCoordinator('Cluster: forgetCoordinator()', kind, key);
    this.#core.coordinators.forget(kind, key);
  }

  /**
   * Aborts, for a retriable reason, once the coordinator that is known now is forgotten, by whomever: what it was asked
   * and has not answered can be asked of the next. Has aborted when none is known.
   */
  coordinatorLeft(kind: CoordinatorKind, key: string): AbortSignal {
    return this.#core.coordinators.left(kind, key);
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
    options?: ClusterRequestOptions,
  ): Promise<Res> {
    return this.#core.requests.request(target, api, body, options);
  }

  /** For requests that brokers do not answer (Produce with acks 0): settles when the bytes were handed to the socket. */
  requestNoResponse<Req, Res>(
    target: Target,
    api: Api<Req, Res>,
    body: RequestBody<Req>,
    options?: ClusterRequestOptions,
  ): Promise<void> {
    return this.#core.requests.requestNoResponse(target, api, body, options);
  }

  /** A ready connection to a broker, for those who send many requests there. It may end at any time: ask again then. */
  connection(brokerId: number, options?: DeadlineOptions): Promise<Connection> {
    return this.#core.requests.connection(brokerId, options);
  }

  /**
   * Opens a channel: a connection of its own to each broker that it sends to, so that its requests wait for no others and
   * hold up none. Connects to nothing yet. Close it when it is needed no more; `close()` of the cluster does, too.
   * @param name - for messages; two channels may have the same
   * @param options - `allocateFrame` gives the memory that responses are read to, so that it can be used again
   * @throws StateError after `close()`
   */
  openChannel(name: string, options: ChannelOptions = {}): Channel {
    checkNotEmpty('Cluster: openChannel()', 'name', name);
    checkOptions('Cluster: openChannel()', options);
    const { router, pool, stop } = this.#core;
    stop.throwIfAborted();
    return new Channel(name, {
      router,
      closeAll: (key) => pool.closeAll(key),
      ready: (brokerId, key) => pool.ready(brokerId, key),
      stop,
      allocateFrame: options.allocateFrame,
    });
  }

  /**
   * Repeats `attempt` with exponential back-off and jitter while its errors are retriable, until the deadline; refreshes
   * the metadata when the error asks for it.
   * @throws the first error that is not retriable; TimeoutError with the last one as its cause.
   */
  async retry<T>(what: string, attempt: (n: number) => Promise<T>, options: DeadlineOptions = {}): Promise<T> {
    checkNotEmpty('Cluster: retry()', 'what', what);
    checkFunction('Cluster: retry()', 'attempt', attempt);
    return this.#core.retry(this.#core.deadline(what, options), attempt);
  }

  /** A deadline on this cluster's clock. `timeoutMs` defaults to `requestTimeoutMs`. */
  deadline(operation: string, options: WaitOptions = {}): Deadline {
    checkNotEmpty('Cluster: deadline()', 'operation', operation);
    checkOptions('Cluster: deadline()', options);
    return this.#core.deadline(operation, options);
  }

  // ---------------------------------------------------------------- life

  /** One more user; pair it with {@link Cluster.release}. */
  acquire(): this {
    this.#core.stop.throwIfAborted();
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
    this.#closing ??= this.#core.close();
    return this.#closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
