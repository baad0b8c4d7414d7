import { Backoff, offAbort, onAbort, type Deadline, type Random, type Runtime, sleep } from '@k/runtime';
import {
  BrokerConnection,
  BrokerReleases,
  type BrokerAddress,
  type BrokerConnectionOptions,
  type Connection,
  type FinalizedFeatures,
} from '@k/conn';
import { ConnectionError, KafkaError } from '@k/wire';
import type { BrokerReach } from './health.ts';

export interface PoolOptions {
  /** What every connection is made with, host and port aside. */
  readonly connection: Omit<BrokerConnectionOptions, 'host' | 'port' | 'releases'>;
  readonly runtime: Runtime;
  readonly reconnectBackoffMs: number;
  readonly reconnectBackoffMaxMs: number;
  readonly requestTimeoutMs: number;
  /** Where a broker listens now; undefined when the metadata has no such broker. */
  readonly addressOf: (brokerId: number) => BrokerAddress | undefined;
  /** The broker has not answered for long. */
  readonly isSilent: (brokerId: number) => boolean;
  /** A broker has said what the cluster has switched on. */
  readonly onFeatures: (features: FinalizedFeatures | undefined) => void;
  /** A connection ended that nobody had closed: the broker may be gone. */
  readonly onLost: (reason: Error) => void;
  /** A broker could not be reached, for the first time since it was. */
  readonly onUnreachable: (reason: Error) => void;
  /** Aborts when the cluster closes. */
  readonly stop: AbortSignal;
}

/** Names one connection to each broker. It is an object, so that two keys of one name are two. */
export interface ConnectionKey {
  readonly name: string;
  /** Aborts when its owner wants the connections no more: none is opened then, and nobody waits for one. */
  readonly closed: AbortSignal;
  /** Gives the memory that responses are read to; see `allocateFrame` of {@link BrokerConnectionOptions}. */
  readonly allocateFrame?: BrokerConnectionOptions['allocateFrame'];
}

/** The connection of one key to one broker: the current one, or the attempt to make it. */
interface PooledConnection {
  connection: Connection | undefined;
  opening: Promise<Connection> | undefined;
}

/** What is known about reaching one broker, whichever the key. */
interface Reach {
  readonly connections: Map<ConnectionKey, PooledConnection>;
  readonly backoff: Backoff;
  /** Not to be tried again before, on the monotonic clock. */
  notBefore: number;
  /** Why it could not be reached or was lost; undefined once it was reached again. */
  lastError: Error | undefined;
  /** When it was last reached, lost, or first could not be reached, on the wall clock. */
  since: number | undefined;
}

/**
 * One connection per broker and key. Keys keep apart what must not wait for each other: a broker answers the requests of
 * one connection in order, so a heartbeat behind a long fetch would be late.
 */
export class ConnectionPool {
  /** The connections by which metadata is asked for, among others. */
  readonly main: ConnectionKey;
  readonly #options: PoolOptions;
  readonly #random: Random;
  readonly #reach = new Map<number, Reach>();
  readonly #releases = new BrokerReleases();
  /** Connections taken out of use that still finish what they have in flight. */
  readonly #retiring = new Set<Connection>();

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#random = options.runtime.random;
    this.main = { name: 'main', closed: options.stop };
  }

  /** The connection if it can be used this instant. */
  ready(brokerId: number, key: ConnectionKey): Connection | undefined {
    const connection = this.#reach.get(brokerId)?.connections.get(key)?.connection;
    return connection?.connected === true ? connection : undefined;
  }

  /** The connection, made if need be once the broker's reconnect pause is over. Concurrent calls share one attempt. */
  async get(brokerId: number, key: ConnectionKey, deadline: Deadline): Promise<Connection> {
    const ready = this.ready(brokerId, key);
    if (ready !== undefined) return ready;
    key.closed.throwIfAborted();
    const reach = this.#reachOf(brokerId);
    let pooled = reach.connections.get(key);
    if (pooled === undefined) {
      pooled = newPooled();
      reach.connections.set(key, pooled);
    }
    const current = pooled;
    current.opening ??= this.#open(brokerId, key, reach, current).finally(() => {
      current.opening = undefined;
      if (current.connection === undefined) reach.connections.delete(key);
    });
    return deadline.race(current.opening, this.#options.stop, () => reach.lastError);
  }

  /** A connection of its own to an address that has no broker id yet; the caller closes it or has it adopted. */
  async dial({ host, port }: BrokerAddress, { closed: stop, allocateFrame } = this.main): Promise<Connection> {
    stop.throwIfAborted();
    const own = { releases: this.#releases, allocateFrame, host, port };
    const connection = new BrokerConnection({ ...this.#options.connection, ...own });
    const abort = (): void => void connection.close();
    onAbort(stop, abort);
    try {
      await connection.connect();
    } finally {
      offAbort(stop, abort);
    }
    this.#options.onFeatures(connection.features);
    return connection;
  }

  /** Puts a dialled connection into use, unless there is one already. */
  adopt(brokerId: number, key: ConnectionKey, connection: Connection): void {
    const { connections } = this.#reachOf(brokerId);
    if (connections.has(key) || this.#options.stop.aborted) {
      this.#retire(connection);
      return;
    }
    const pooled = newPooled();
    connections.set(key, pooled);
    this.#reached(brokerId, key, pooled, connection);
  }

  /**
   * Broker ids, the best to ask first: connected with little in flight, then those that may be tried, then those that
   * throttle this client, in the order in which they end it, then those that cannot be reached, then the silent ones.
   */
  byLoad(brokerIds: Iterable<number>): number[] {
    const now = this.#options.runtime.clock.monotonic();
    const rank = (id: number): number => {
      if (this.#options.isSilent(id)) return 3e9 + this.#random.next();
      const connection = this.ready(id, this.main);
      if (connection !== undefined) {
        const { throttledMs } = connection; // KIP-219: what is asked there would wait for so long
        return throttledMs > 0 ? 1.5e9 + throttledMs : connection.inFlight + this.#random.next() / 2;
      }
      const reach = this.#reach.get(id);
      // Ties are broken at random, so that clients spread over the brokers.
      return (reach !== undefined && reach.notBefore > now ? 2e9 : 1e9) + this.#random.next();
    };
    return [...brokerIds]
      .map((id) => ({ id, rank: rank(id) }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ id }) => id);
  }

  /** How a broker can be reached, for {@link Cluster.health}. */
  reach(brokerId: number): BrokerReach {
    const reach = this.#reach.get(brokerId);
    if (reach === undefined) return { state: 'idle', since: undefined, lastError: undefined, throttledMs: 0 };
    const { since, lastError } = reach;
    const connections = [...reach.connections.values()];
    const throttledMs = Math.max(0, ...connections.map(({ connection }) => connection?.throttledMs ?? 0));
    if (hasReady(reach)) return { state: 'connected', since, lastError, throttledMs };
    if (lastError !== undefined) return { state: 'failing', since, lastError, throttledMs };
    const connecting = connections.some(({ opening }) => opening !== undefined);
    return { state: connecting ? 'connecting' : 'idle', since: undefined, lastError, throttledMs };
  }

  /** Takes connections to addresses that are no longer their broker's out of use. */
  followAddresses(): void {
    for (const [brokerId, { connections }] of this.#reach) {
      const address = this.#options.addressOf(brokerId);
      if (address === undefined) continue; // gone from the metadata, maybe for a moment: the broker hangs up itself
      for (const [key, { connection }] of connections) {
        if (connection === undefined) continue;
        if (connection.broker.host === address.host && connection.broker.port === address.port) continue;
        connections.delete(key);
        this.#retire(connection);
      }
    }
  }

  /** Closes the connections of a key that is closed, at all brokers. */
  async closeAll(key: ConnectionKey): Promise<void> {
    const closing: Promise<void>[] = [];
    for (const { connections } of this.#reach.values()) {
      const pooled = connections.get(key);
      connections.delete(key);
      if (pooled !== undefined) closing.push(closePooled(pooled));
    }
    await Promise.all(closing);
  }

  /** Closes everything; settles when the last socket is gone. */
  async close(): Promise<void> {
    const closing = [...this.#retiring].map((connection) => connection.close());
    for (const { connections } of this.#reach.values()) {
      for (const pooled of connections.values()) closing.push(closePooled(pooled));
    }
    this.#reach.clear();
    await Promise.all(closing);
  }

  async #open(brokerId: number, key: ConnectionKey, reach: Reach, pooled: PooledConnection): Promise<Connection> {
    const { clock } = this.#options.runtime;
    const pause = reach.notBefore - clock.monotonic();
    const { closed } = key;
    if (pause > 0) await sleep(clock, pause, closed);
    const address = this.#options.addressOf(brokerId);
    if (address === undefined) {
      throw new ConnectionError(`Broker ${brokerId} is not in the metadata: it may be down or gone`, {
        broker: `id ${brokerId}`,
        phase: 'lookup',
      });
    }
    let connection: Connection;
    try {
      connection = await this.dial(address, key);
    } catch (error) {
      // Closed while it was being made, for which the broker is not to blame.
      closed.throwIfAborted();
      if (KafkaError.is(error)) {
        if (reach.backoff.failures === 0) this.#options.onUnreachable(error);
        reach.notBefore = clock.monotonic() + reach.backoff.nextMs();
        failed(reach, error, clock.now());
      }
      throw error;
    }
    if (closed.aborted) {
      await connection.close();
      throw closed.reason;
    }
    this.#reached(brokerId, key, pooled, connection);
    return connection;
  }

  #reachOf(brokerId: number): Reach {
    let reach = this.#reach.get(brokerId);
    if (reach === undefined) {
      const { reconnectBackoffMs: initialMs, reconnectBackoffMaxMs: maxMs } = this.#options;
      reach = {
        connections: new Map(),
        backoff: new Backoff({ initialMs, maxMs }, this.#random),
        notBefore: 0,
        lastError: undefined,
        since: undefined,
      };
      this.#reach.set(brokerId, reach);
    }
    return reach;
  }

  /** A connection is up: the broker can be reached, until it is closed. */
  #reached(brokerId: number, key: ConnectionKey, pooled: PooledConnection, connection: Connection): void {
    const { clock } = this.#options.runtime;
    const reach = this.#reachOf(brokerId);
    const { connections } = reach;
    reach.backoff.reset();
    reach.notBefore = 0;
    if (reach.lastError !== undefined || !hasReady(reach)) reach.since = clock.now();
    reach.lastError = undefined;
    pooled.connection = connection;
    void connection.closed.then((reason) => {
      if (reason !== undefined && !this.#options.stop.aborted) {
        if (!hasReady(reach)) failed(reach, reason, clock.now());
        this.#options.onLost(reason);
      }
      // While it was closing, another one may have taken its place.
      if (pooled.connection !== connection) return;
      pooled.connection = undefined;
      if (connections.get(key) === pooled && pooled.opening === undefined) connections.delete(key);
    });
  }

  #retire(connection: Connection): void {
    this.#retiring.add(connection);
    void connection.close({ timeoutMs: this.#options.requestTimeoutMs }).then(() => {
      this.#retiring.delete(connection);
    });
  }
}

function hasReady({ connections }: Reach): boolean {
  for (const { connection } of connections.values()) if (connection?.connected === true) return true;
  return false;
}

function failed(reach: Reach, error: Error, now: number): void {
  if (reach.lastError === undefined) reach.since = now;
  reach.lastError = error;
}

function newPooled(): PooledConnection {
  return { connection: undefined, opening: undefined };
}

async function closePooled({ connection, opening }: PooledConnection): Promise<void> {
  await connection?.close();
  // Whoever asked for it is told by that promise; here it only matters that it is over.
  await opening?.catch(() => undefined);
}
