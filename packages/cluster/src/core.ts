import { Deadline } from '@k/runtime';
import { StateError } from '@k/wire';
import { parseBootstrapServers } from './bootstrap.ts';
import { RouterRequests } from './channel.ts';
import { ConnectionPool } from './connection-pool.ts';
import { type CoordinatorKind, Coordinators } from './coordinators.ts';
import { DefaultConnections } from './default-connections.ts';
import { Diagnostics } from './diagnostics.ts';
import { Features } from './features.ts';
import { findCoordinator, findCoordinators } from './find-coordinator.ts';
import { assessHealth, type ClusterHealth } from './health.ts';
import { LeaderWatch } from './leader-watch.ts';
import { Listeners } from './listeners.ts';
import { MetadataCache } from './metadata-cache.ts';
import { MetadataSource } from './metadata-source.ts';
import type { BrokerNode, MetadataSnapshot, TopicMetadata } from './metadata.ts';
import type { ClusterSettings } from './options.ts';
import type { DeadlineOptions, Requester } from './requester.ts';
import { retry, type FailedAttempt, type RetryContext } from './retry.ts';
import { Router } from './router.ts';
import { Routes } from './routes.ts';
import { loadTopics, nameTopics, type LoadTopicsOptions } from './topic-loader.ts';

/** The parts of a cluster and how they hang together. `Cluster` is its face: it checks what it is given, and documents. */
export class ClusterCore {
  readonly settings: ClusterSettings;
  readonly pool: ConnectionPool;
  readonly metadata: MetadataCache;
  readonly coordinators: Coordinators;
  readonly features = new Features();
  readonly routes: Routes;
  readonly router: Router;
  /** Requests that come without a channel. */
  readonly requests: RouterRequests;
  readonly changed = new Listeners<MetadataSnapshot>();
  readonly warned = new Listeners<Error>();
  readonly #stop = new AbortController();
  readonly #diagnostics: Diagnostics;
  readonly #leaders: LeaderWatch;
  readonly #source: MetadataSource;
  readonly #retryContext: RetryContext;

  constructor(settings: ClusterSettings) {
    this.settings = settings;
    const { bootstrapServers, runtime, reconnectBackoffMs, reconnectBackoffMaxMs, metadataMaxAgeMs, ...rest } =
      settings;
    const {
      retryBackoffMs,
      retryBackoffMaxMs,
      allowAutoCreateTopics: _,
      unknownTopicRetries: __,
      logger,
      ...connection
    } = rest;
    const { clock, random } = runtime;
    const stop = this.stop;
    const backoff = { initialMs: retryBackoffMs, maxMs: retryBackoffMaxMs };
    const brokers = (): MetadataSnapshot['brokers'] => this.metadata.snapshot.brokers;
    this.#diagnostics = new Diagnostics({
      clientId: rest.clientId ?? '',
      clock,
      logger,
      nodeAt: ({ host, port }) =>
        [...brokers().values()].find((node) => node.host === host && node.port === port)?.nodeId,
    });
    this.#leaders = new LeaderWatch({
      clock,
      leaderOf: ({ topic, partition }) => this.routes.leaderOf(topic, partition),
      // If this fails as well, the request's own end tells.
      refresh: (reason) => void this.refresh(reason).catch(() => undefined),
    });
    this.pool = new ConnectionPool({
      connection: { ...connection, runtime, observer: this.#diagnostics },
      runtime,
      reconnectBackoffMs,
      reconnectBackoffMaxMs,
      requestTimeoutMs: rest.requestTimeoutMs,
      onUnreachable: (reason) => {
        this.warned.tell(reason);
      },
      onFeatures: (told) => {
        this.features.learn(told);
      },
      // Who leads what was there is likely to have changed. If this fails as well, the next request tells.
      onLost: (reason) => void this.refresh(reason.message).catch(() => undefined),
      isSilent: (brokerId) => this.#leaders.isSilent(brokerId),
      addressOf: (brokerId) => brokers().get(brokerId),
      stop,
    });
    const source = new MetadataSource({
      bootstrap: parseBootstrapServers('Cluster', bootstrapServers),
      pool: this.pool,
      runtime,
      brokers,
      attemptTimeoutMs: Math.min(rest.requestTimeoutMs, rest.connectionSetupTimeoutMs),
    });
    this.#source = source;
    this.metadata = new MetadataCache({
      clock,
      random,
      ask: (topics, create) => source.ask(topics, create),
      metadataMaxAgeMs,
      backoff,
      stop,
      onAsked: (asked) => {
        this.#diagnostics.refreshed(asked);
      },
      onTrouble: (error) => {
        this.warned.tell(error);
      },
      onChange: (snapshot) => {
        this.pool.followAddresses();
        this.#leaders.look();
        this.changed.tell(snapshot);
      },
    });
    this.#retryContext = {
      clock,
      random,
      backoff,
      stop,
      onRetry: (failed) => {
        this.#diagnostics.retried(failed);
      },
      refresh: (reason) => this.refresh(reason),
    };
    this.coordinators = new Coordinators(async (kind, key) => {
      const node = await findCoordinator(this.requests, kind, key);
      this.metadata.learnBroker(node);
      return node.nodeId;
    });
    this.routes = new Routes({
      metadata: () => this.metadata.snapshot,
      answeredIn: () => this.metadata.answeredIn,
      coordinators: this.coordinators,
      byLoad: (brokerIds) => this.pool.byLoad(brokerIds),
      connect: (deadline) => this.connect(deadline),
      loadTopic: (topic, deadline) => this.loadTopics([topic], { deadline, allowAutoTopicCreation: false }),
      refresh: (reason) => this.refresh(reason),
      retry: (deadline, attempt) => this.retry(deadline, attempt),
      stop,
    });
    this.router = new Router({
      routes: this.routes,
      pool: this.pool,
      leaders: this.#leaders,
      requestTimeoutMs: rest.requestTimeoutMs,
      deadline: (operation, options) => this.deadline(operation, options),
      retry: (deadline, attempt) => this.retry(deadline, attempt),
      connect: (deadline) => this.connect(deadline),
      throughBootstrap: (use) => source.throughBootstrap(use),
      stop,
    });
    const byDefault = new DefaultConnections(this.pool.main);
    this.requests = new RouterRequests('Cluster', this.router, stop, (target) => byDefault.keyFor(target));
  }

  /** Aborts when the cluster closes. */
  get stop(): AbortSignal {
    return this.#stop.signal;
  }

  health(): ClusterHealth {
    return assessHealth({
      closed: this.stop.aborted,
      snapshot: this.metadata.snapshot,
      metadata: this.metadata.health,
      metadataMaxAgeMs: this.settings.metadataMaxAgeMs,
      reach: (brokerId) => this.pool.reach(brokerId),
    });
  }

  /** @param isRepeated - whether to go on when no server could be reached */
  async connect(deadline: Deadline, isRepeated = true): Promise<void> {
    if (this.metadata.snapshot.version > 0) return;
    const attempt = (): Promise<void> => deadline.race(this.refresh('connect'), this.stop);
    await (isRepeated ? retry({ ...this.#retryContext, refresh: noRefresh }, deadline, attempt) : attempt());
  }

  /** Of each key its coordinator's broker id, from the cache or asked for once, all together; or why there is none. */
  async findCoordinators(
    kind: CoordinatorKind,
    keys: readonly string[],
    deadline: Deadline,
  ): Promise<Map<string, number | Error>> {
    const missing = keys.filter((key) => this.coordinators.get(kind, key) === undefined);
    const request: Requester['request'] = (target, api, body) => {
      const timeoutMs = Math.min(deadline.remainingMs(), this.settings.requestTimeoutMs);
      return this.requests.request(target, api, body, { timeoutMs, signal: deadline.signal });
    };
    const found: ReadonlyMap<string, BrokerNode | Error> =
      missing.length === 0 ? new Map() : await findCoordinators({ request }, kind, missing);
    for (const [key, node] of found) {
      if (node instanceof Error) continue;
      this.metadata.learnBroker(node);
      this.coordinators.learn(kind, key, node.nodeId);
    }
    return new Map(
      keys.map((key) => {
        const node = found.get(key);
        return [key, node instanceof Error ? node : (node?.nodeId ?? this.coordinators.get(kind, key) ?? -1)];
      }),
    );
  }

  refresh(reason: string): Promise<void> {
    if (this.stop.aborted) return Promise.reject(closedError());
    return this.metadata.refresh(reason);
  }

  loadTopics(topics: readonly string[], options: LoadTopicsOptions): Promise<TopicMetadata[]> {
    const deadline = this.deadline(`load metadata of ${nameTopics(topics)}`, options);
    const create = options.allowAutoTopicCreation ?? this.settings.allowAutoCreateTopics;
    const { minPartitions = 0, unknownTopicRetries = this.settings.unknownTopicRetries * (create ? 3 : 1) } = options;
    const onRetry = (failed: FailedAttempt): void => {
      this.#retryContext.onRetry(failed);
      options.onRetry?.(failed);
    };
    return loadTopics({
      cache: this.metadata,
      // The loop asks again anyway; a full refresh between two attempts would ask twice.
      context: { ...this.#retryContext, refresh: noRefresh, onRetry },
      topics,
      create,
      minPartitions,
      unknownRetries: unknownTopicRetries,
      deadline,
    });
  }

  retry<T>(deadline: Deadline, attempt: (n: number) => Promise<T>): Promise<T> {
    return retry(this.#retryContext, deadline, attempt);
  }

  /** The one that was handed down, or a new one. */
  deadline(operation: string, options: DeadlineOptions): Deadline {
    return (
      options.deadline ??
      new Deadline(this.settings.runtime.clock, operation, {
        timeoutMs: options.timeoutMs ?? this.settings.requestTimeoutMs,
        signal: options.signal,
        trouble: () => this.metadata.health.lastError ?? this.#source.trouble,
      })
    );
  }

  async close(): Promise<void> {
    this.changed.clear();
    this.warned.clear();
    this.#stop.abort(closedError());
    await this.pool.close();
    this.#leaders.stop();
  }
}

export function closedError(): StateError {
  return new StateError('Cluster: it is closed');
}

const noRefresh = (): Promise<void> => Promise.resolve();
