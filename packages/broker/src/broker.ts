import { ErrorCode, errorFor, StateError, wrongArgument, type Api, type ProtocolError } from '@k/wire';
import { checkCount, checkFunction, checkText } from '@k/runtime';
import {
  parseFollowerOptions,
  parseRecords,
  parseStartOptions,
  parseTopicOptions,
  type CreateTopicOptions,
  type FollowerOptions,
  type StartOptions,
} from './arguments.ts';
import type { BrokerServices } from './connection.ts';
import type { ApiName, RequestOf, ResponseOf } from './control/api-name.ts';
import { chosenApi, parseControlOptions } from './control/control-arguments.ts';
import { Controls, type Control, type ControlFunction, type ControlOptions } from './control/control.ts';
import { BrokerEvents, type BrokerEventListener } from './events.ts';
import { Exchanges, type ExchangeListener } from './exchanges.ts';
import type { ExpectNoRecordsOptions, ExpectRecordsOptions, RecordsOptions } from './expect/arguments.ts';
import type { ConnectionCondition } from './expect/connection-wait.ts';
import { Expectations } from './expect/expectations.ts';
import type { GroupCondition } from './expect/group-wait.ts';
import type { LoggedRecord } from './expect/logged-record.ts';
import type { RecordPattern } from './expect/record-pattern.ts';
import { Waits } from './expect/waits.ts';
import { GroupCoordinator } from './group/group-coordinator.ts';
import type { GroupDescription } from './group/group-description.ts';
import type { StoredOffset } from './group/offset-store.ts';
import type { PartitionLog } from './log/partition-log.ts';
import type { LoggedProducer } from './log/producer-states.ts';
import {
  AdjustableClock,
  createNodeClock,
  nodeClock,
  nodeRandom,
  nodeServerNetwork,
  shownAs,
  type Clock,
  type WaitOptions,
} from '@k/runtime';
import { BrokerNode } from './broker-node.ts';
import type { ConnectionDescription } from './net/connection-description.ts';
import type { BrokerListener } from './listener.ts';
import { parseBrokerOptions, type BrokerOptions } from './options.ts';
import {
  parseCrashOptions,
  parseReplicationOptions,
  type CrashOptions,
  type ReplicationOptions,
} from './replication/arguments.ts';
import { NodeFailures } from './replication/node-failures.ts';
import { produceRecords, type ProducedOffset } from './produce/produce-records.ts';
import type { BrokerRecordInit } from './produce/record-init.ts';
import { seedTopics } from './produce/seed-topics.ts';
import { readMappingRules } from './security/tls/principal-mapping.ts';
import { recordFrom, type Recording } from './recording/recording.ts';
import { releaseOf } from './release/releases.ts';
import { SaslSettings } from './security/sasl-settings.ts';
import { ClusterState } from './state/cluster-state.ts';
import { leaders } from './state/elections.ts';
import type { Partition } from './state/partition.ts';
import type { Topic } from './state/topic.ts';
import { nodeFiles } from './storage/files.ts';
import { settingsOf, Storage } from './storage/storage.ts';
import { BrokerSnapshot, restoreSnapshot, takeSnapshot } from './storage/snapshot.ts';
import { Telemetry } from './telemetry/telemetry.ts';
import type { TelemetryPush } from './telemetry/telemetry-push.ts';
import { FEATURE_NAMES } from './state/features.ts';
import { TransactionCoordinator } from './transaction/transaction-coordinator.ts';
import { describeTransaction, type TransactionDescription } from './transaction/transaction-description.ts';
import type { TransactionState } from './transaction/transaction-state.ts';

/** For a broker that does not keep the process alive. */
const unrefClock = createNodeClock({ unref: true });

/** An offset that a group committed. */
export interface StoredGroupOffset extends StoredOffset {
  readonly topic: string;
  readonly partition: number;
}

/** A topic as the broker has it. */
export interface TopicDescription {
  readonly name: string;
  readonly topicId: string;
  readonly partitions: readonly PartitionDescription[];
}

export interface PartitionDescription {
  readonly partition: number;
  /** -1: none of its replicas is up. */
  readonly leaderId: number;
  readonly leaderEpoch: number;
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
}

/**
 * An in-process Kafka: one or more broker nodes that share one cluster state, each with a port of its own. Made by
 * {@link createBroker}.
 */
export class Broker implements AsyncDisposable {
  readonly #cluster: ClusterState;
  readonly #groups: GroupCoordinator;
  readonly #transactions: TransactionCoordinator;
  readonly #telemetry: Telemetry;
  readonly #controls: Controls;
  readonly #events = new BrokerEvents();
  readonly #exchanges: Exchanges;
  readonly #waits: Waits;
  readonly #expectations: Expectations;
  readonly #storage: Storage | undefined;
  readonly #services: BrokerServices;
  readonly #nodes: readonly BrokerNode[];
  readonly #failures: NodeFailures;
  #closed = false;

  /** @internal Use {@link createBroker}: it also starts the nodes. */
  constructor(options: BrokerOptions) {
    const { settings: given, network, clock, random } = parseBrokerOptions(options);
    const settings = settingsOf(given);
    const ownClock = (): Clock => new AdjustableClock({ clock: settings.keepProcessAlive ? nodeClock : unrefClock });
    this.#cluster = new ClusterState(settings, clock ?? ownClock(), random ?? nodeRandom);
    this.#groups = new GroupCoordinator(this.#cluster, this.#events);
    this.#transactions = new TransactionCoordinator(this.#cluster, this.#groups, this.#events);
    this.#telemetry = new Telemetry(this.#cluster, this.#events);
    this.#controls = new Controls();
    this.#exchanges = new Exchanges(this.#cluster.clock);
    this.#waits = new Waits(waitingClock(clock), this.#events, this.#cluster.changes);
    this.#expectations = new Expectations(this.#cluster, this.#groups, this.#transactions, this.#waits);
    this.#failures = new NodeFailures(this.#cluster, (nodeIds) => { this.#down(nodeIds); }); // prettier-ignore
    const stateful = { cluster: this.#cluster, groups: this.#groups, transactions: this.#transactions };
    this.#storage = Storage.open(nodeFiles, settings, stateful, this.#events);
    const services: BrokerServices = (this.#services = {
      cluster: this.#cluster,
      groups: this.#groups,
      transactions: this.#transactions,
      telemetry: this.#telemetry,
      controls: this.#controls,
      events: this.#events,
      exchanges: this.#exchanges,
      storage: this.#storage,
    });
    let connectionId = 0;
    const { clock: usedClock, random: usedRandom, scramUsers, delegationTokens } = this.#cluster;
    const release = settings.asVersion === undefined ? undefined : releaseOf(settings.asVersion);
    const saslInit = {
      clock: usedClock,
      random: usedRandom,
      nonceCheck: release?.scramNonce ?? ('equal' as const),
      scramUsers,
      delegationTokens,
    };
    const listeners = settings.listeners.map((listener): BrokerListener => {
      const sasl = listener.sasl === undefined ? undefined : new SaslSettings(listener.sasl, saslInit);
      return { settings: listener, sasl, principalMapping: readMappingRules(listener.tls?.principalMappingRules) };
    });
    const init = { services, listeners, network: network ?? nodeServerNetwork, nextConnectionId: () => connectionId++ };
    this.#nodes = this.#cluster.nodeIds.map((id) => new BrokerNode(id, init));
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
    return this.#nodes.map(({ addresses }) => {
      const { host, port } = addresses.get(listener) as { host: string; port: number };
      return `${host}:${String(port)}`;
    });
  }

  /** Names of its listeners; the first is that of `bootstrapServers`. */
  get listenerNames(): string[] {
    return this.#cluster.settings.listeners.map(({ name }) => name);
  }

  get clusterId(): string {
    return this.#cluster.clusterId;
  }

  get controllerId(): number {
    return this.#cluster.controllerId;
  }

  /** Ids of the nodes that are up. */
  get liveNodeIds(): number[] {
    return this.#nodes.filter(({ status }) => status === 'up').map(({ id }) => id);
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

  // --- topics and records

  /**
   * @throws ConfigError for options that are none; ProtocolError TOPIC_ALREADY_EXISTS, INVALID_TOPIC_EXCEPTION,
   * INVALID_PARTITIONS, INVALID_CONFIG ...
   */
  createTopic(name: string, options: CreateTopicOptions = {}): TopicDescription {
    const call = 'Broker: createTopic()';
    checkText(call, 'name', name);
    const { partitions, replicationFactor, assignment, config } = parseTopicOptions(call, options);
    const outcome = this.#cluster.createTopic({
      name,
      numPartitions: partitions ?? -1,
      replicationFactor: replicationFactor ?? -1,
      ...(assignment === undefined ? {} : { assignment }),
      overrides: new Map(Object.entries(config ?? {}).map(([key, value]) => [key, String(value)])),
    });
    if ('errorCode' in outcome) throw errorFor(outcome.errorCode, { topic: name, message: outcome.message });
    return this.#describe(outcome);
  }

  /**
   * Gives a topic more partitions; its records stay where they are. Clients see them when they ask for metadata again.
   * @param count of all its partitions then
   * @throws ConfigError for what is no name or number; ProtocolError UNKNOWN_TOPIC_OR_PARTITION, INVALID_PARTITIONS
   */
  createPartitions(name: string, count: number): TopicDescription {
    const call = 'Broker: createPartitions()';
    const topic = this.#topic(call, name);
    checkCount(call, 'count', count);
    const planned = this.#cluster.planPartitions(topic, count, null);
    if ('errorCode' in planned) throw errorFor(planned.errorCode, { topic: name, message: planned.message });
    this.#cluster.addPartitions(topic, planned.assignment);
    return this.#describe(topic);
  }

  /** @throws ConfigError for what is no name; ProtocolError UNKNOWN_TOPIC_OR_PARTITION */
  deleteTopic(name: string): void {
    this.#cluster.deleteTopic(this.#topic('Broker: deleteTopic()', name));
  }

  get topicNames(): string[] {
    return this.#cluster.topics.map(({ name }) => name);
  }

  /** Undefined when there is none. @throws ConfigError for what is no name */
  topic(name: string): TopicDescription | undefined {
    checkText('Broker: topic()', 'name', name);
    const topic = this.#cluster.topic(name);
    return topic === undefined ? undefined : this.#describe(topic);
  }

  /** The log of one partition, to look into. @throws ConfigError, ProtocolError UNKNOWN_TOPIC_OR_PARTITION */
  log(topic: string, partition: number): PartitionLog {
    return this.#partition('Broker: log()', topic, partition).log;
  }

  /**
   * The records of a topic, or of one of its partitions, decompressed and decoded: by partition, each in the order of its
   * offsets. What transactions and the broker write for themselves is not among them.
   * @throws ConfigError, ProtocolError UNKNOWN_TOPIC_OR_PARTITION
   */
  records(topic: string, options: RecordsOptions = {}): LoggedRecord[] {
    return this.#expectations.records(topic, options, (partition) => {
      this.#partition('Broker: records()', topic, partition);
    });
  }

  /**
   * Waits until records are there: so many, or one for each pattern of a list; others may be there, too, unless `exactly` is
   * asked for. Patterns are parts of records: `{ key: 'alice', value: { drink: 'tea' }, headers: { trace: /^a/ } }`, where an
   * object is part of the value's JSON; see {@link RecordPattern}. The topic need not be there yet.
   *
   * @returns of a number all records that there are, of a list those that were expected, in its order
   * @throws ExpectationError after `timeoutMs` (or at once when it cannot come any more): what came instead; the signal's
   * reason; ConfigError; StateError when the broker is closed
   */
  expectRecords(
    topic: string,
    expected: number | readonly RecordPattern[],
    options: ExpectRecordsOptions = {},
  ): Promise<LoggedRecord[]> {
    return this.#expectations.expectRecords(topic, expected, options);
  }

  /**
   * Waits for `forMs` milliseconds, in which no record (that fits `matching`) may be there or come.
   * @throws ExpectationError as soon as there is one; else as {@link expectRecords}
   */
  expectNoRecords(topic: string, options: ExpectNoRecordsOptions = {}): Promise<void> {
    return this.#expectations.expectNoRecords(topic, options);
  }

  /**
   * Puts records into a topic without a client, by the rules that the topic has for clients', and wakes consumers.
   *
   * @param records one, or several: text or bytes
   * @returns where each went, in the order given
   * @throws ConfigError for what is no record, or a partition that is not there: nothing is written then; ProtocolError
   * UNKNOWN_TOPIC_OR_PARTITION, LEADER_NOT_AVAILABLE, MESSAGE_TOO_LARGE, INVALID_RECORD, INVALID_TIMESTAMP
   */
  produce(topic: string, records: BrokerRecordInit | readonly BrokerRecordInit[]): ProducedOffset[] {
    const call = 'Broker: produce()';
    const found = this.#topic(call, topic);
    return produceRecords(call, found, parseRecords(call, records), this.#cluster.clock.now());
  }

  /** What the partition knows of idempotent producers. @throws ConfigError, ProtocolError UNKNOWN_TOPIC_OR_PARTITION */
  producers(topic: string, partition: number): LoggedProducer[] {
    return this.#partition('Broker: producers()', topic, partition).producers.list();
  }

  /**
   * Retention: records before `offset` are gone, and asking for them gets OFFSET_OUT_OF_RANGE.
   *
   * @throws ConfigError when the log ends before `offset`; ProtocolError UNKNOWN_TOPIC_OR_PARTITION
   */
  truncateBefore(topic: string, partition: number, offset: number): void {
    const found = this.#partition('Broker: truncateBefore()', topic, partition);
    found.log.truncateBefore(offset);
    found.changed();
  }

  /** Moves leadership to a live replica and counts the leader epoch up. @throws ConfigError when it cannot lead. */
  moveLeader(topic: string, partition: number, nodeId: number): void {
    const call = 'Broker: moveLeader()';
    const found = this.#partition(call, topic, partition);
    checkNode(call, nodeId, leaders(this.#cluster, found), `a live replica of ${nameOf(found)}`);
    found.lead(nodeId);
  }

  /**
   * An unclean leader election: a live replica leads whose log ends at `endOffset`. Whatever came after that is lost, for the
   * other replicas too; the leader epoch counts up, and new records come at the offsets of those that are lost.
   *
   * @param endOffset where a batch begins, or the end of the log
   * @throws ConfigError when it cannot lead, or its log cannot end there; ProtocolError UNKNOWN_TOPIC_OR_PARTITION
   */
  electUncleanly(topic: string, partition: number, nodeId: number, endOffset: number): void {
    const call = 'Broker: electUncleanly()';
    const found = this.#partition(call, topic, partition);
    const live = found.replicas.filter((id) => this.#cluster.isLive(id));
    checkNode(call, nodeId, live, `a live replica of ${nameOf(found)}`);
    checkCount(call, 'endOffset', endOffset);
    found.leadFrom(nodeId, endOffset);
  }

  /**
   * A follower falls behind. Consumers that read from it (KIP-392) get no more than it knows: nothing beyond its high
   * watermark, and OFFSET_OUT_OF_RANGE beyond its end. With an `endOffset` it is out of the ISR, is nobody's preferred replica
   * and cannot lead but by {@link electUncleanly}.
   *
   * @param options default: it copies nothing any more from now on
   * @throws ConfigError for what is no follower, or an offset where no batch begins; ProtocolError UNKNOWN_TOPIC_OR_PARTITION
   */
  holdFollower(topic: string, partition: number, nodeId: number, options: FollowerOptions = {}): void {
    const call = 'Broker: holdFollower()';
    const found = this.#follower(call, topic, partition, nodeId);
    const { endOffset, highWatermark } = parseFollowerOptions(call, options);
    const { log } = found;
    if (endOffset !== undefined) log.checkBoundary(call, 'endOffset', endOffset);
    if (highWatermark !== undefined) log.checkBoundary(call, 'highWatermark', highWatermark);
    const end = endOffset ?? (highWatermark === undefined ? log.endOffset : undefined);
    found.hold(nodeId, {
      ...(end === undefined ? {} : { endOffset: end }),
      ...(highWatermark === undefined ? {} : { highWatermark }),
    });
  }

  /** A follower that was held has caught up, and is in sync again. @throws as {@link holdFollower} */
  releaseFollower(topic: string, partition: number, nodeId: number): void {
    this.#follower('Broker: releaseFollower()', topic, partition, nodeId).release(nodeId);
  }

  /**
   * Fetch sessions (KIP-227) are forgotten, as when there are too many: the next request of each gets
   * FETCH_SESSION_ID_NOT_FOUND.
   * @param nodeId  default: of all nodes
   * @throws ConfigError when there is no such node
   */
  forgetFetchSessions(nodeId?: number): void {
    for (const { id } of this.#chosen('Broker: forgetFetchSessions()', nodeId)) this.#cluster.fetchSessions(id).clear();
  }

  // --- groups

  /** Groups that somebody joined or committed to. */
  get groupIds(): string[] {
    return this.#groups.groupIds;
  }

  /** Undefined when there is none. @throws ConfigError for what is no group id */
  group(groupId: string): GroupDescription | undefined {
    checkText('Broker: group()', 'groupId', groupId);
    return this.#groups.describe(groupId);
  }

  /** Undefined when nothing was committed. @throws ConfigError for what is no group id, topic or partition */
  committed(groupId: string, topic: string, partition: number): StoredOffset | undefined {
    const call = 'Broker: committed()';
    checkText(call, 'groupId', groupId);
    checkText(call, 'topic', topic);
    checkCount(call, 'partition', partition);
    return this.#groups.offsets.get(groupId, topic, partition);
  }

  /** All that a group committed, by topic and partition; empty when that is nothing. @throws ConfigError for what is no group id */
  committedOffsets(groupId: string): StoredGroupOffset[] {
    checkText('Broker: committedOffsets()', 'groupId', groupId);
    const { offsets } = this.#groups;
    return offsets.partitionsOf(groupId).flatMap(({ topic, partitions }) =>
      partitions.map((partition) => ({
        topic,
        partition,
        ...(offsets.get(groupId, topic, partition) as StoredOffset),
      })),
    );
  }

  /**
   * Waits until a group, of either protocol, is as it is to be: `{ state: 'Stable', members: 2 }`, `{ caughtUp: true }`,
   * `{ empty: true }`; see {@link GroupCondition}.
   * @throws ExpectationError after `timeoutMs` (default 4000): what it is like instead, its members, and how far it is behind;
   * else as {@link expectRecords}
   */
  waitForGroup(groupId: string, options: GroupCondition & WaitOptions): Promise<GroupDescription> {
    return this.#expectations.waitForGroup(groupId, options);
  }

  // --- transactions

  /** Transactional ids that somebody used. */
  get transactionalIds(): string[] {
    return this.#transactions.transactions.map(({ transactionalId }) => transactionalId);
  }

  /** Undefined when nobody used it. @throws ConfigError for what is no transactional id */
  transaction(transactionalId: string): TransactionDescription | undefined {
    checkText('Broker: transaction()', 'transactionalId', transactionalId);
    const transaction = this.#transactions.find(transactionalId);
    if (transaction === undefined) return undefined;
    return describeTransaction(transaction, this.#transactions.coordinatorOf(transactionalId));
  }

  /**
   * Waits until a transactional id is in this state, such as CompleteCommit.
   * @throws ExpectationError after `timeoutMs` (default 4000): the state that it is in; else as {@link expectRecords}
   */
  waitForTransaction(
    transactionalId: string,
    state: TransactionState,
    options: WaitOptions = {},
  ): Promise<TransactionDescription> {
    return this.#expectations.waitForTransaction(transactionalId, state, options);
  }

  /**
   * Upgrades a feature of the cluster, or takes it back, as `kafka-features.sh` does: clients are told in ApiVersions from
   * now on. With `transaction.version` 2 each transaction has an epoch of its own (KIP-890); with `group.version` 1 there are
   * groups of the consumer protocol (KIP-848).
   * @throws ConfigError for a feature or level that the release does not have
   */
  updateFeature(
    name: 'group.version' | 'kraft.version' | 'metadata.version' | 'transaction.version',
    level: number,
  ): void {
    const call = 'Broker: updateFeature()';
    const { features, nodeIds } = this.#cluster;
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
    return this.#telemetry.pushes;
  }

  // --- state

  /**
   * The state of the whole broker at this moment, records and all, to start each test from: it takes about a millisecond, as
   * records are not copied.
   */
  snapshot(): BrokerSnapshot {
    return takeSnapshot(this.#services);
  }

  /**
   * Has the state of the snapshot from now on, whatever came after. Ports, nodes that are up or down, controls and observers
   * stay as they are; all connections are dropped, and clients from before should be closed before, as they know of things
   * that never were.
   *
   * @param snapshot of this broker, or of another one with as many nodes
   * @throws ConfigError for what is no snapshot, or one of a broker with other nodes
   */
  restore(snapshot: BrokerSnapshot): void {
    if (!((snapshot as unknown) instanceof BrokerSnapshot)) {
      throw wrongArgument('Broker: restore()', 'snapshot', 'what snapshot() returned', snapshot);
    }
    for (const node of this.#nodes) node.dropConnections('the broker went back to a snapshot');
    for (const { id } of this.#nodes) this.#cluster.fetchSessions(id).clear();
    restoreSnapshot(this.#services, snapshot);
    this.#storage?.replaced();
  }

  // --- weather

  /**
   * Sees every request of one API before the broker does, and decides what becomes of it: see {@link ControlOutcome}.
   * The newest control is asked first. An API that the broker does not have, or not as the release it plays, is
   * announced in all its versions (or in `versions`) while it has a control, which then has to answer: there is nothing to
   * leave it to.
   * @param api one of `@k/wire`, or its name: `'ShareFetch'`
   * @throws ConfigError
   */
  control<Name extends ApiName>(
    api: Name,
    fn: ControlFunction<RequestOf<Name>, ResponseOf<Name>>,
    options?: ControlOptions,
  ): Control;
  control<Req, Res>(api: Api<Req, Res>, fn: ControlFunction<Req, Res>, options?: ControlOptions): Control;
  control(api: unknown, fn: unknown, options: ControlOptions = {}): Control {
    const call = 'Broker: control()';
    const chosen = chosenApi(call, api);
    checkFunction(call, 'fn', fn);
    const isAnnounced = this.#nodes.some((node) => node.serves(chosen.key));
    const parsed = parseControlOptions(call, chosen, options, isAnnounced);
    if (parsed.nodeId !== undefined) this.#chosen(call, parsed.nodeId);
    const topicIdOf = (name: string): string | undefined => this.#cluster.topic(name)?.topicId;
    return this.#controls.add(chosen, fn as ControlFunction<unknown, unknown>, parsed, topicIdOf);
  }

  /**
   * Stops the broker's time and puts it forward: `broker.clock.freeze()`, `await broker.clock.advance(60_000)`,
   * `broker.clock.thaw()`. Sessions, retention, time limits of transactions and how long a fetch waits go by it; clients go by
   * their own clocks.
   * @throws StateError when `createBroker` was given a clock of another kind: a VirtualClock is moved by itself
   */
  get clock(): AdjustableClock {
    const { clock } = this.#cluster;
    if (clock instanceof AdjustableClock) return clock;
    throw new StateError('Broker: clock: createBroker() was given one that cannot be adjusted here: move that one');
  }

  /** Calls `listener` for every {@link BrokerEvent} until the returned function is called. @throws ConfigError */
  observe(listener: BrokerEventListener): () => void {
    checkFunction('Broker: observe()', 'listener', listener);
    return this.#events.listen(listener);
  }

  /**
   * Calls `listener` for every request with its body and its answer, when it was answered, until the returned function is
   * called. What clients send to log in is in it, too. @throws ConfigError
   */
  observeExchanges(listener: ExchangeListener): () => void {
    checkFunction('Broker: observeExchanges()', 'listener', listener);
    return this.#exchanges.listen(listener);
  }

  /**
   * Keeps every request from now on, and what it was answered: to look at, to save as a file, and to {@link replay} to another
   * Kafka. It is kept in memory until the recording is let go of.
   */
  record(): Recording {
    return recordFrom(this.#exchanges);
  }

  get connections(): ConnectionDescription[] {
    return this.#nodes.flatMap((node) =>
      node.connections.map(({ id, nodeId, listener, principal, remoteAddress, clientId }) => ({
        id,
        nodeId,
        listener,
        principal,
        remoteAddress,
        clientId,
      })),
    );
  }

  /**
   * Waits until such a client is connected: `{ clientId: 'billing' }`.
   * @throws ExpectationError after `timeoutMs` (default 4000): who is connected; else as {@link expectRecords}
   */
  waitForConnection(options: ConnectionCondition & WaitOptions): Promise<ConnectionDescription> {
    return this.#expectations.waitForConnection(options, () => this.connections);
  }

  /**
   * Waits until `look` gives something other than undefined, null or false; it is called now, and again after each thing that
   * happens in the broker: `waitUntil(() => broker.committed('g', 'orders', 0)?.offset === 3)`.
   * @param options `what` it is, for the message
   * @throws ExpectationError after `timeoutMs` (default 4000); what `look` throws; else as {@link expectRecords}
   */
  waitUntil<T>(
    look: () => T | undefined | null | false,
    options: WaitOptions & { readonly what?: string | undefined } = {},
  ): Promise<T> {
    return this.#expectations.waitUntil(look, options);
  }

  /** Drops all connections (of one node); clients may come back at once. @throws ConfigError when there is no such node */
  dropConnections(nodeId?: number): void {
    for (const node of this.#chosen('Broker: dropConnections()', nodeId)) node.dropConnections('dropped by the test');
  }

  /**
   * Stops all nodes, or one: its partitions and groups move to live nodes, its port closes, its connections drop. A node that is
   * the last in-sync replica of a partition stays that, and nobody leads it until the node is back.
   * @throws ConfigError when there is no such node
   */
  async stop(nodeId?: number): Promise<void> {
    const stopping = this.#chosen('Broker: stop()', nodeId).filter(({ status }) => status === 'up');
    for (const { id } of stopping) this.#cluster.isolation.end(id);
    this.#down(stopping.map(({ id }) => id));
    await Promise.all(stopping.map((node) => node.stop('the broker was stopped')));
  }

  /**
   * A node dies: its port closes and its connections drop at once. The others find out when its session with the controller
   * ends (`broker.session.timeout.ms`, 9 s): until then it is said to lead what it led, and in-sync replicas that do not copy
   * hold up acks=all. What it alone had is lost if another leads; {@link start} brings it back with what is left of its logs.
   * @throws ConfigError when there is no such node
   */
  async crash(nodeId: number, options: CrashOptions = {}): Promise<void> {
    const call = 'Broker: crash()';
    const { lostBatches } = parseCrashOptions(call, options);
    const node = this.#node(call, nodeId);
    if (node.status !== 'up') return;
    this.#failures.crash(nodeId, lostBatches);
    this.#cluster.fetchSessions(nodeId).clear();
    await node.stop('the broker crashed');
  }

  /**
   * Cuts a node off from the other nodes and from the controller, until {@link rejoin}. Clients reach it still, and it does not
   * know: it tells what it knew, takes records with acks=1 where it leads, and lets those with acks=all wait. When its session
   * with the controller ends (`broker.session.timeout.ms`), others lead, too, and what it takes from then on is lost.
   * @throws ConfigError when there is no such node
   */
  isolate(nodeId: number): void {
    const node = this.#node('Broker: isolate()', nodeId);
    if (node.status === 'up') this.#failures.isolate(nodeId);
  }

  /** A node that was cut off reaches the others again. @throws ConfigError when there is no such node */
  rejoin(nodeId: number): void {
    const node = this.#node('Broker: rejoin()', nodeId);
    if (!this.#cluster.isolation.has(nodeId)) return;
    const isInTime = this.#failures.heal(nodeId);
    if (isInTime) for (const partition of this.#cluster.partitionsAt(nodeId)) partition.settle();
    else this.#up(node);
    this.#cluster.isolation.passOn(nodeId);
  }

  /**
   * Has a node copy from leaders more slowly from now on, or faster, than `replicaFetchDelayMs` says.
   * @throws ConfigError when there is no such node
   */
  setReplication(nodeId: number, options: ReplicationOptions): void {
    const call = 'Broker: setReplication()';
    this.#node(call, nodeId);
    this.#cluster.replication.delay(nodeId, parseReplicationOptions(call, options).fetchDelayMs);
    for (const partition of this.#cluster.partitionsAt(nodeId)) partition.settle();
  }

  /**
   * Starts what was stopped, on the same ports and with the same data.
   * @param options  `asVersion`: the release that it plays from now on, as in a rolling upgrade; default: the one before
   * @throws ConfigError when there is no such node, or no such release; StateError after `close()`
   */
  async start(nodeId?: number, options: StartOptions = {}): Promise<void> {
    if (this.#closed) throw new StateError('The broker is closed: create another one');
    const starting = this.#chosen('Broker: start()', nodeId);
    const { asVersion } = parseStartOptions('Broker: start()', options);
    for (const node of starting) {
      if (node.status === 'up') continue;
      if (asVersion !== undefined) this.#cluster.play(node.id, asVersion);
      await node.start();
      this.#failures.comeBack(node.id);
      this.#up(node);
    }
  }

  /** All nodes are up that it began with: partitions that could not have their leaders get others. @internal */
  resumed(): void {
    this.#cluster.resume();
  }

  /** @throws as {@link start}, which it ends with */
  async restart(nodeId?: number): Promise<void> {
    this.#chosen('Broker: restart()', nodeId);
    if (this.#closed) throw new StateError('The broker is closed: create another one');
    await this.stop(nodeId);
    await this.start(nodeId);
  }

  /** Ends everything: ports, connections, timers. The data goes with the object, unless it has a `dataDir`. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#waits.close();
    for (const node of this.#nodes) node.dropConnections('the broker was closed');
    // Before its nodes go down: the next one has its leaders where they were.
    this.#storage?.close();
    await this.stop();
    this.#failures.close();
    this.#groups.close();
    this.#transactions.close();
    this.#cluster.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #down(nodeIds: readonly number[]): void {
    this.#moving(() => { this.#cluster.nodesDown(nodeIds); }); // prettier-ignore
  }

  #up({ id, addresses }: BrokerNode): void {
    this.#moving(() => { this.#cluster.nodeUp({ id, addresses }, this.#failures.takeLoss(id)); }); // prettier-ignore
  }

  /** Coordinators move with their nodes. */
  #moving(change: () => void): void {
    const placement = this.#groups.placement();
    change();
    this.#groups.moveGroups(placement);
    this.#transactions.moved();
  }

  #chosen(call: string, nodeId: number | undefined): readonly BrokerNode[] {
    return nodeId === undefined ? this.#nodes : [this.#node(call, nodeId)];
  }

  #node(call: string, nodeId: number): BrokerNode {
    const node = this.#nodes.find(({ id }) => id === nodeId);
    if (node !== undefined) return node;
    throw wrongArgument(call, 'nodeId', `an id from 0 to ${String(this.#nodes.length - 1)}`, nodeId);
  }

  #topic(call: string, name: string): Topic {
    checkText(call, 'topic', name);
    const topic = this.#cluster.topic(name);
    if (topic === undefined) throw unknownTopic({ topic: name });
    return topic;
  }

  #partition(call: string, topic: string, partition: number): Partition {
    this.#cluster.logs.check();
    checkCount(call, 'partition', partition);
    const found = this.#topic(call, topic).partitions[partition];
    if (found === undefined) throw unknownTopic({ topic, partition });
    return found;
  }

  #follower(call: string, topic: string, partition: number, nodeId: number): Partition {
    const found = this.#partition(call, topic, partition);
    const followers = found.replicas.filter((id) => id !== found.leaderId);
    checkNode(call, nodeId, followers, `a follower of ${nameOf(found)}`);
    return found;
  }

  #describe(topic: Topic): TopicDescription {
    return {
      name: topic.name,
      topicId: topic.topicId,
      partitions: topic.partitions.map((partition) => ({
        partition: partition.index,
        leaderId: partition.leaderId,
        leaderEpoch: partition.leaderEpoch,
        replicas: partition.replicas,
        isr: partition.isr,
      })),
    };
  }
}

/** What a test waits by: it does not stand still when the broker's time does. @param given to `createBroker` */
function waitingClock(given: Clock | undefined): Clock {
  return given instanceof AdjustableClock ? given.source : (given ?? nodeClock);
}

function nameOf({ topic, index }: Partition): string {
  return `${topic.name}-${String(index)}`;
}

/** @param taken what the call takes, in words */
function checkNode(call: string, nodeId: number, nodeIds: readonly number[], taken: string): void {
  if (nodeIds.includes(nodeId)) return;
  throw wrongArgument(call, 'nodeId', `${taken}: ${nodeIds.join(', ') || 'there is none'}`, nodeId);
}

function unknownTopic(context: { topic: string; partition?: number }): ProtocolError {
  return errorFor(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, context);
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
    broker.resumed();
    seedTopics(broker, options.topics ?? {});
  } catch (error) {
    await broker.close();
    throw error;
  }
  return broker;
}
