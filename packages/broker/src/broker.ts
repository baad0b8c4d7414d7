import { AdjustableClock, shownAs, type WaitOptions } from '@k/runtime';
import { StateError, wrongArgument } from '@k/wire';
import { parseStartOptions, type StartOptions } from './arguments.ts';
import { assemble } from './operations/assemble.ts';
import type { BrokerParts } from './operations/broker-parts.ts';
import { brokerGroups, type BrokerGroups } from './operations/group-operations.ts';
import { checkOpen, chosenNodes } from './operations/locate.ts';
import { nodeUp } from './operations/moving.ts';
import { brokerNodes, type BrokerNodes } from './operations/node-operations.ts';
import { brokerRecords, type BrokerRecords } from './operations/record-operations.ts';
import { brokerReplicas, type BrokerReplicas } from './operations/replica-operations.ts';
import { brokerTopics, type BrokerTopics } from './operations/topic-operations.ts';
import { brokerTraffic, type BrokerTraffic } from './operations/traffic-operations.ts';
import { brokerTransactions, type BrokerTransactions } from './operations/transaction-operations.ts';
import type { BrokerOptions } from './options.ts';
import { seedTopics } from './produce/seed-topics.ts';
import { FEATURE_NAMES } from './state/features.ts';
import { BrokerSnapshot, restoreSnapshot, takeSnapshot } from './storage/snapshot.ts';
import type { TelemetryPush } from './telemetry/telemetry-push.ts';

/** Makes the operations of one area on the parts of a broker. */
type Area = (parts: BrokerParts) => object;

/** A new area: its functions here, its interface below. */
const AREAS: readonly Area[] = [
  brokerTopics,
  brokerRecords,
  brokerReplicas,
  brokerGroups,
  brokerTransactions,
  brokerTraffic,
  brokerNodes,
];

// The operations stand in the files of their areas, each with its words; here they become methods.
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- the constructor makes every one of them
export interface Broker
  extends BrokerTopics, BrokerRecords, BrokerReplicas, BrokerGroups, BrokerTransactions, BrokerTraffic, BrokerNodes {}

/**
 * An in-process Kafka: one or more broker nodes that share one cluster state, each with a port of its own. Made by
 * {@link createBroker}.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- see above
export class Broker implements AsyncDisposable {
  readonly #parts: BrokerParts;

  /** @internal Use {@link createBroker}: it also starts the nodes. */
  constructor(options: BrokerOptions) {
    this.#parts = assemble(options);
    for (const area of AREAS) {
      const members = Object.getOwnPropertyDescriptors(area(this.#parts));
      for (const [name, member] of Object.entries(members)) {
        Object.defineProperty(this, name, { ...member, enumerable: false });
      }
    }
  }

  /** Addresses of all nodes, up or down: 'host:port'. Those of the first listener where there are several. */
  get bootstrapServers(): string[] {
    return this.bootstrapServersOf(this.listenerNames[0] as string);
  }

  /** The same for one listener. @throws ConfigError when none has that name. */
  bootstrapServersOf(listener: string): string[] {
    const names = this.listenerNames;
    if (!names.includes(listener)) {
      throw wrongArgument('Broker: bootstrapServersOf()', 'listener', `one of ${names.join(', ')}`, listener);
    }
    return this.#parts.nodes.map(({ addresses }) => {
      const { host, port } = addresses.get(listener) as { host: string; port: number };
      return `${host}:${String(port)}`;
    });
  }

  /** Names of its listeners; the first is that of `bootstrapServers`. */
  get listenerNames(): string[] {
    return this.#parts.cluster.settings.listeners.map(({ name }) => name);
  }

  get clusterId(): string {
    return this.#parts.cluster.clusterId;
  }

  get controllerId(): number {
    return this.#parts.cluster.controllerId;
  }

  /** For console.log and util.inspect: where it is, and what is in it. */
  [Symbol.for('nodejs.util.inspect.custom')](
    _depth: number,
    options: object,
    inspect: (value: unknown, options: object) => string,
  ): string {
    const { bootstrapServers, clusterId, liveNodeIds, topicNames, groupIds } = this;
    const facts = { bootstrapServers, clusterId, liveNodeIds, topics: topicNames.length, groups: groupIds.length };
    return shownAs('Broker', facts, options, inspect);
  }

  /**
   * Upgrades a feature of the cluster, or takes it back, as `kafka-features.sh` does: clients are told in ApiVersions from
   * now on. With `transaction.version` 2 each transaction has an epoch of its own (KIP-890); with `group.version` 1 there are
   * groups of the consumer protocol (KIP-848).
   * @throws ConfigError for a feature or level that the release does not have; StateError after `close()`
   */
  updateFeature(
    name: 'group.version' | 'kraft.version' | 'metadata.version' | 'transaction.version',
    level: number,
  ): void {
    const call = 'Broker: updateFeature()';
    checkOpen(this.#parts, call);
    const { features, nodeIds } = this.#parts.cluster;
    const levels = FEATURE_NAMES.includes(name) ? features.range(name, nodeIds) : undefined;
    if (levels === undefined) {
      const known = FEATURE_NAMES.filter((feature) => features.range(feature, nodeIds) !== undefined);
      throw wrongArgument(call, 'name', known.join(', ') || 'nothing: the release has no features', name);
    }
    const { minLevel, maxLevel } = levels;
    if (!Number.isInteger(level) || level < minLevel || level > maxLevel) {
      throw wrongArgument(call, 'level', `a level from ${String(minLevel)} to ${String(maxLevel)}`, level);
    }
    features.update(name, level);
  }

  /**
   * Metrics that clients pushed (KIP-714), oldest first: the last 1,000 pushes. Those that are refused, and empty ones, are not
   * among them. With the option `telemetry`, and when there is a subscription.
   */
  get telemetry(): readonly TelemetryPush[] {
    return this.#parts.telemetry.pushes;
  }

  /**
   * The state of the whole broker at this moment, records and all, to start each test from: it takes about a millisecond, as
   * records are not copied.
   */
  snapshot(): BrokerSnapshot {
    return takeSnapshot(this.#parts);
  }

  /**
   * Has the state of the snapshot from now on, whatever came after. Ports, nodes that are up or down, controls and observers
   * stay as they are; all connections are dropped, and clients from before should be closed before, as they know of things
   * that never were.
   *
   * @param snapshot of this broker, or of another one with as many nodes
   * @throws ConfigError for what is no snapshot, or one of a broker with other nodes; StateError after `close()`
   */
  restore(snapshot: BrokerSnapshot): void {
    checkOpen(this.#parts, 'Broker: restore()');
    if (!((snapshot as unknown) instanceof BrokerSnapshot)) {
      throw wrongArgument('Broker: restore()', 'snapshot', 'what snapshot() returned', snapshot);
    }
    for (const node of this.#parts.nodes) node.dropConnections('the broker went back to a snapshot');
    for (const { id } of this.#parts.nodes) this.#parts.cluster.fetchSessions(id).clear();
    this.#parts.storage?.replacing();
    restoreSnapshot(this.#parts, snapshot);
    this.#parts.storage?.replaced();
  }

  /**
   * Stops the broker's time and puts it forward: `broker.clock.freeze()`, `await broker.clock.advance(60_000)`,
   * `broker.clock.thaw()`. Sessions, retention, time limits of transactions and how long a fetch waits go by it; clients go by
   * their own clocks.
   * @throws StateError when `createBroker` was given a clock of another kind: a VirtualClock is moved by itself
   */
  get clock(): AdjustableClock {
    const { clock } = this.#parts.cluster;
    if (clock instanceof AdjustableClock) return clock;
    throw new StateError('Broker: clock: createBroker() was given one that cannot be adjusted here: move that one');
  }

  /**
   * Waits until `look` gives something other than undefined, null or false; it is called now, and again after each thing that
   * happens in the broker: `waitUntil(() => broker.committed('g', 'orders', 0)?.offset === 3)`.
   * @param look answers at once: a promise is a ConfigError
   * @param options `what` it is, for the message
   * @throws ExpectationError after `timeoutMs` (default 4000); what `look` throws; else as {@link expectRecords}
   */
  waitUntil<T>(
    look: (() => T | undefined | null | false) &
      (unknown extends T
        ? unknown
        : [T] extends [never]
          ? unknown
          : [T] extends [PromiseLike<unknown>]
            ? 'answers at once'
            : unknown),
    options: WaitOptions & { readonly what?: string | undefined } = {},
  ): Promise<T> {
    return this.#parts.expectations.waitUntil(look, options);
  }

  /**
   * Starts what was stopped, on the same ports and with the same data.
   * @param options  `asVersion`: the release that it plays from now on, as in a rolling upgrade; default: the one before
   * @throws ConfigError when there is no such node, or no such release; StateError after `close()`
   */
  async start(nodeId?: number, options: StartOptions = {}): Promise<void> {
    checkOpen(this.#parts, 'Broker: start()');
    const starting = chosenNodes(this.#parts, 'Broker: start()', nodeId);
    const { asVersion } = parseStartOptions('Broker: start()', options);
    for (const node of starting) {
      if (node.status === 'up') continue;
      if (asVersion !== undefined) this.#parts.cluster.play(node.id, asVersion);
      await node.start();
      this.#parts.failures.comeBack(node.id);
      nodeUp(this.#parts, node);
    }
  }

  /** All nodes are up that it began with: partitions that could not have their leaders get others. @internal */
  resumed(): void {
    this.#parts.cluster.resume();
  }

  /** @throws as {@link start}, which it ends with */
  async restart(nodeId?: number): Promise<void> {
    checkOpen(this.#parts, 'Broker: restart()');
    chosenNodes(this.#parts, 'Broker: restart()', nodeId);
    await this.stop(nodeId);
    await this.start(nodeId);
  }

  /** Ends everything: ports, connections, timers. The data goes with the object, unless it has a `dataDir`. */
  async close(): Promise<void> {
    this.#parts.waits.close();
    for (const node of this.#parts.nodes) node.dropConnections('the broker was closed');
    // Before its nodes go down: the next one has its leaders where they were.
    this.#parts.storage?.close();
    await this.stop();
    this.#parts.failures.close();
    this.#parts.groups.close();
    this.#parts.transactions.close();
    this.#parts.cluster.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/**
 * Starts an in-process Kafka.
 *
 * @throws ConfigError for wrong options; ProtocolError for topics and records that Kafka would refuse; the socket's own error
 * (EADDRINUSE ...) when it cannot listen.
 */
export async function createBroker(options: BrokerOptions = {}): Promise<Broker> {
  const broker = new Broker(options);
  try {
    await broker.start();
    seedTopics(broker, options.topics ?? {});
    // After them: what there is from the start is in all replicas, however long they take to copy what comes.
    broker.resumed();
  } catch (error) {
    await broker.close();
    throw error;
  }
  return broker;
}
