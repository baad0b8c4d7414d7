import { ErrorCode, ZERO_UUID } from '@k/wire';
import type { Clock, Random } from '@k/runtime';
import { StandardAuthorizer } from '../access/standard-authorizer.ts';
import { NodeQuotas } from '../quotas/node-quotas.ts';
import { QuotaStore } from '../quotas/quota-store.ts';
import { DelegationTokens } from '../security/delegation-tokens.ts';
import { ScramUsers } from '../security/scram-users.ts';
import { Configs } from '../config/configs.ts';
import { staticConfigs } from '../config/static-configs.ts';
import { FetchSessionCache } from '../fetch/session-cache.ts';
import { LogKeeper } from '../log/log-keeper.ts';
import type { BrokerSettings } from '../options.ts';
import { releaseOf, type PlayedRelease, type Release } from '../release/releases.ts';
import { EntryChanges, SingleEntry } from '../storage/durable.ts';
import type { TransactionVersion } from '../transaction/end-decision.ts';
import { Changes } from './changes.ts';
import { Isolation } from '../replication/isolation.ts';
import { Replication } from '../replication/replication.ts';
import type { ReplicatedPartition } from '../replication/terms.ts';
import { electAny } from './elections.ts';
import { Features } from './features.ts';
import { LeaderBalance } from './leader-balance.ts';
import { LogDirs } from './log-dirs.ts';
import { Nodes, type LiveNode, type NodeEndpoint } from './nodes.ts';
import { NO_LEADER, type Partition } from './partition.ts';
import { Quorum } from './quorum.ts';
import { Reassignments } from './reassignments.ts';
import { assignmentProblem, placeReplicas, type Assignment, type Refusal } from './placement.ts';
import { ProducerIds } from './producer-ids.ts';
import { metricNameOf, reservedProblem, Topic, topicNameProblem, type TopicState } from './topic.ts';

/** What is asked for when a topic is made. */
export interface TopicSpec {
  readonly name: string;
  /** -1: the broker's default. */
  readonly numPartitions: number;
  /** -1: the broker's default. */
  readonly replicationFactor: number;
  /** Replicas by partition, instead of the two counts. */
  readonly assignment?: Assignment;
  readonly overrides: ReadonlyMap<string, string>;
}

/**
 * What all nodes of a cluster know together: who is up, the topics with their logs, who leads what, and the producer
 * ids given out. There is one of these per {@link Broker}; nodes hold nothing but their connections.
 */
export class ClusterState {
  readonly clusterId: string;
  readonly settings: BrokerSettings;
  readonly features: Features;
  readonly scramUsers = new ScramUsers();
  readonly quotas = new QuotaStore();
  readonly #nodeQuotas: ReadonlyMap<number, NodeQuotas>;
  /** Undefined: they are not switched on. */
  readonly delegationTokens: DelegationTokens | undefined;
  /** Undefined: nobody is refused. */
  readonly authorizer: StandardAuthorizer | undefined;
  /** Who votes among the controllers. */
  readonly quorum: Quorum;
  readonly reassignments: Reassignments;
  readonly logDirs: LogDirs;
  /** Retention and compaction. */
  readonly logs: LogKeeper;
  readonly clock: Clock;
  readonly random: Random;
  readonly nodes: Nodes;
  /** Who copies from whom, and how fast. */
  readonly replication: Replication;
  /** Nodes that are cut off, and what they believe. */
  readonly isolation: Isolation<ClusterState> = new Isolation<ClusterState>(this);
  readonly configs: Configs;
  /** For tests that wait. */
  readonly changes = new Changes();
  /** What each node plays; undefined: nothing in particular. */
  readonly #releases: Map<number, Release | undefined>;
  readonly #fetchSessions: ReadonlyMap<number, FetchSessionCache>;
  readonly #topics = new Map<string, Topic>();
  readonly #topicsById = new Map<string, Topic>();
  /** Called when a topic is gone, e.g. to forget its committed offsets. */
  readonly #onDelete: ((topic: Topic) => void)[] = [];
  #topicsVersion = 0;
  #newestTopicVersion = 0;
  #hadTopic = false;
  readonly producerIds = new ProducerIds();
  /** Where the next topic's first replica goes, so that leaders spread over the nodes. */
  #nextReplica = 0;
  readonly #leaderBalance: LeaderBalance;
  /** By topic id. */
  readonly topicChanges = new EntryChanges();
  readonly topicPlaces = new SingleEntry<{ nextReplica: number; hadTopic: boolean }>(
    'topic-places',
    () => ({ nextReplica: this.#nextReplica, hadTopic: this.#hadTopic }),
    ({ nextReplica, hadTopic }) => {
      this.#nextReplica = nextReplica;
      this.#hadTopic = hadTopic;
    },
  );

  constructor(settings: BrokerSettings, clock: Clock, random: Random) {
    this.settings = settings;
    this.clock = clock;
    this.random = random;
    this.nodes = new Nodes(settings.nodes, settings.racks);
    const release = settings.asVersion === undefined ? undefined : releaseOf(settings.asVersion);
    this.#releases = new Map(this.nodeIds.map((id) => [id, release]));
    const sessions = (): FetchSessionCache =>
      new FetchSessionCache(settings.maxIncrementalFetchSessionCacheSlots, random);
    this.#fetchSessions = new Map(this.nodeIds.map((id) => [id, sessions()]));
    this.features = new Features(settings.asVersion, (nodeId) => this.releaseAt(nodeId)?.name);
    this.authorizer = settings.authorizer === undefined ? undefined : new StandardAuthorizer(settings.authorizer);
    this.#nodeQuotas = new Map(this.nodeIds.map((id) => [id, new NodeQuotas(this.quotas, clock)]));
    const { delegationTokens } = settings;
    this.delegationTokens =
      delegationTokens === undefined ? undefined : new DelegationTokens(delegationTokens, clock, random);
    this.configs = new Configs(settings.asVersion, (nodeId) =>
      staticConfigs(settings, nodeId, this.nodes.addressesOf(nodeId)),
    );
    this.configs.begin(0);
    this.replication = new Replication(this);
    this.logs = new LogKeeper(this);
    this.clusterId = settings.clusterId ?? this.newUuid();
    this.quorum = new Quorum(this);
    this.reassignments = new Reassignments(this);
    this.logDirs = new LogDirs(this);
    this.#leaderBalance = new LeaderBalance(this);
  }

  /** Whether records that come now can be kept; always so where there are no files. */
  canWrite: () => boolean = () => true;

  /**
   * Has all that changed until now written to files, where there are any, and goes on then: at once, or, when nothing can be written,
   * when it could.
   */
  writeDown: (then: () => void) => void = (then) => {
    then();
  };

  /** Ends all timers. */
  close(): void {
    this.reassignments.close();
    this.logDirs.close();
    for (const partition of this.#partitions()) partition.close();
    this.#leaderBalance.close();
  }

  /** Every configured node id, up or not. */
  get nodeIds(): readonly number[] {
    return this.nodes.ids;
  }

  /** What a node plays; undefined: nothing in particular. */
  releaseAt(nodeId: number): Release | undefined {
    return this.#releases.get(nodeId);
  }

  /** Has a node that is down play another release from its next start on. Settings that were given stay. */
  play(nodeId: number, release: PlayedRelease): void {
    this.#releases.set(nodeId, releaseOf(release));
  }

  /** Those of a node; it has lost them when it comes back. */
  fetchSessions(nodeId: number): FetchSessionCache {
    return this.#fetchSessions.get(nodeId) as FetchSessionCache;
  }

  /** What clients have used of their quotas at a node. */
  quotasAt(nodeId: number): NodeQuotas {
    return this.#nodeQuotas.get(nodeId) as NodeQuotas;
  }

  /** Nodes that are up. */
  get liveNodeIds(): number[] {
    return this.nodes.liveIds;
  }

  isLive(id: number): boolean {
    return this.nodes.isLive(id);
  }

  /** Where the nodes that are up can be reached by clients of a listener. */
  liveNodes(listener: string): NodeEndpoint[] {
    return this.nodes.endpoints(listener);
  }

  liveNode(id: number, listener: string): NodeEndpoint | undefined {
    return this.nodes.endpoint(id, listener);
  }

  /** The lowest live node; -1 when all are down. Any node takes what is meant for the controller, as in KRaft. */
  get controllerId(): number {
    return this.liveNodeIds[0] ?? -1;
  }

  get topics(): Topic[] {
    return [...this.#topics.values()];
  }

  /** The live nodes as Metadata tells them: a fresh 0.8.2 knows none before it was told of a topic. */
  knownNodes(listener: string): NodeEndpoint[] {
    return this.settings.emptyUntilFirstTopic && !this.#hadTopic ? [] : this.liveNodes(listener);
  }

  /** Counts up when a topic is made, deleted or gets partitions. */
  get topicsVersion(): number {
    return this.#topicsVersion;
  }

  /** The {@link topicsVersion} with which the newest topic came. */
  get newestTopicVersion(): number {
    return this.#newestTopicVersion;
  }

  topic(name: string): Topic | undefined {
    return this.#topics.get(name);
  }

  topicById(topicId: string): Topic | undefined {
    return this.#topicsById.get(topicId);
  }

  partition(name: string, index: number): Partition | undefined {
    return this.#topics.get(name)?.partitions[index];
  }

  /** Null for a node without one. */
  rackOf(nodeId: number): string | null {
    return this.nodes.rackOf(nodeId);
  }

  /** How many in-sync replicas acks=all asks for. Since 3.7 no more than the partition has (KAFKA-15583). */
  minIsr(partition: ReplicatedPartition): number {
    const { minInsyncReplicas } = partition.settings;
    if (this.releaseAt(partition.leaderId)?.minIsrBeyondReplicas === true) return minInsyncReplicas;
    return Math.min(minInsyncReplicas, partition.replicas.length);
  }

  /** Whether records are readable with fewer in-sync replicas than that: up to 3.6 (KAFKA-15583). */
  readsBelowMinIsr(partition: ReplicatedPartition): boolean {
    return this.releaseAt(partition.leaderId)?.minIsrBeyondReplicas === true;
  }

  /**
   * The node leads what nobody leads, if it may, and follows the others.
   * @param lostBatches how many its logs have lost, where it had crashed
   */
  nodeUp(node: LiveNode, lostBatches?: number): void {
    this.nodes.up(node);
    this.quorum.nodeUp(node.id);
    for (const partition of this.partitionsAt(node.id)) {
      if (lostBatches !== undefined) {
        partition.lose(node.id, lostBatches);
        partition.distrust(node.id);
      }
      if (partition.leaderId === NO_LEADER) electAny(this, partition);
      partition.settle();
    }
  }

  /** Nodes go together. The partitions they lead move to other in-sync replicas, or stay without a leader. */
  nodesDown(ids: readonly number[]): void {
    for (const id of ids) {
      this.nodes.down(id);
      this.quorum.nodeDown(id);
      this.fetchSessions(id).clear();
    }
    for (const partition of this.#partitions()) {
      const gone = partition.replicas.filter((id) => ids.includes(id));
      if (gone.length === 0) continue;
      // When all nodes are gone, so is the controller.
      if (this.liveNodeIds.length > 0) partition.leaveIsr(gone);
      if (gone.includes(partition.leaderId)) electAny(this, partition);
      partition.settle();
    }
  }

  /** Those with a replica on the node. */
  partitionsAt(nodeId: number): Partition[] {
    return [...this.#partitions()].filter(({ replicas }) => replicas.includes(nodeId));
  }

  /** The node is not expected back. */
  unregister(id: number): void {
    if (this.isLive(id)) this.nodesDown([id]);
    this.nodes.unregister(id);
  }

  /** @param present see {@link planTopic} */
  createTopic(spec: TopicSpec, present?: readonly string[]): Topic | Refusal {
    const planned = this.planTopic(spec, present);
    if ('errorCode' in planned) return planned;
    const topic = this.#newTopic(this.newUuid(), spec.name, planned.assignment, spec.overrides);
    this.#nextReplica += planned.assignment.length;
    this.#hadTopic = true;
    this.#put(topic);
    this.topicPlaces.changed();
    return topic;
  }

  /** Takes the place of all topics that there are; their records come apart. */
  restoreTopics(states: ReadonlyMap<string, TopicState>): void {
    this.reassignments.close();
    for (const topic of this.topics) {
      for (const partition of topic.partitions) partition.close();
      this.#forget(topic);
    }
    for (const [topicId, { name, overrides, partitions }] of states) {
      const assignment = partitions.map(({ replicas }) => replicas);
      const topic = this.#newTopic(topicId, name, assignment, new Map(overrides));
      for (const [index, state] of partitions.entries()) topic.partitions[index]?.restore(state);
      this.#put(topic);
    }
  }

  /** When all records are there: all replicas have them, who cannot lead does not, and what was under way goes on. */
  resume(): void {
    for (const partition of this.#partitions()) {
      partition.copied();
      if (!this.isLive(partition.leaderId)) electAny(this, partition);
      partition.settle();
      this.reassignments.resume(partition);
    }
  }

  #newTopic(topicId: string, name: string, assignment: Assignment, overrides: ReadonlyMap<string, string>): Topic {
    return new Topic({
      name,
      topicId,
      assignment,
      leaderOf: (replicas) => this.#leaderAmong(replicas),
      overrides,
      configs: this.configs,
      onChange: () => {
        this.changes.tell();
      },
      terms: this.replication,
      onAltered: () => {
        this.topicChanges.mark(topicId);
      },
    });
  }

  #put(topic: Topic): void {
    this.#newestTopicVersion = ++this.#topicsVersion;
    this.#topics.set(topic.name, topic);
    this.#topicsById.set(topic.topicId, topic);
    this.changes.tell();
  }

  #forget(topic: Topic): void {
    this.#topicsVersion++;
    this.#topics.delete(topic.name);
    this.#topicsById.delete(topic.topicId);
    this.topicChanges.mark(topic.topicId);
    this.changes.tell();
  }

  /**
   * All checks of a topic's creation, and where its replicas would go: what `validateOnly` asks for.
   * @param present names of topics that its metrics must not be taken for; all by default. As on Kafka, topics that one
   * request makes are not compared with each other
   */
  planTopic(
    spec: TopicSpec,
    present: Iterable<string> = this.#topics.keys(),
  ): { readonly assignment: Assignment } | Refusal {
    const reserved = reservedProblem(spec.name);
    if (reserved !== undefined) return reserved;
    const nameProblem = topicNameProblem(spec.name);
    if (nameProblem !== undefined) return { errorCode: ErrorCode.INVALID_TOPIC_EXCEPTION, message: nameProblem };
    if (this.#topics.has(spec.name)) {
      return { errorCode: ErrorCode.TOPIC_ALREADY_EXISTS, message: `Topic '${spec.name}' already exists.` };
    }
    const twin = twinOf(spec.name, present);
    if (twin !== undefined) {
      const message = `Topic '${spec.name}' collides with existing topic: ${twin}`;
      return { errorCode: ErrorCode.INVALID_TOPIC_EXCEPTION, message };
    }
    const problem = this.configs.topicProblem(spec.overrides, this.controllerId);
    if (problem !== undefined) return { errorCode: ErrorCode.INVALID_CONFIG, message: problem };
    const { assignment } = spec;
    return assignment === undefined ? this.#assign(spec) : this.#checked(assignment);
  }

  /** Gives the topic more partitions; its records stay where they are. */
  addPartitions(topic: Topic, assignment: Assignment): void {
    topic.add(assignment);
    this.#topicsVersion++;
    this.#nextReplica += assignment.length;
    this.topicPlaces.changed();
  }

  /**
   * All checks of {@link addPartitions}, and where the replicas of the new ones would go.
   * @param count of all its partitions then
   * @param wanted replicas of the new ones; null: where there is room
   */
  planPartitions(
    topic: Topic,
    count: number,
    wanted: Assignment | null,
  ): { readonly assignment: Assignment } | Refusal {
    const present = topic.partitions.length;
    const added = count - present;
    if (added <= 0) {
      const message =
        added === 0
          ? `Topic already has ${String(present)} partition(s).`
          : `The topic ${topic.name} currently has ${String(present)} partition(s); ${String(count)} would not be an increase.`;
      return { errorCode: ErrorCode.INVALID_PARTITIONS, message };
    }
    const factor = topic.partitions[0]?.replicas.length ?? 0;
    if (wanted === null)
      return { assignment: placeReplicas(this.nodes.registeredIds, this.#nextReplica, added, factor) };
    if (wanted.length !== added) {
      const message = `Attempted to add ${String(added)} additional partition(s), but only ${String(wanted.length)} assignment(s) were specified.`;
      return { errorCode: ErrorCode.INVALID_REPLICA_ASSIGNMENT, message };
    }
    return this.#checked(wanted, factor);
  }

  deleteTopic(topic: Topic): void {
    this.#forget(topic);
    for (const fn of this.#onDelete) fn(topic);
    for (const partition of topic.partitions) {
      partition.close();
      partition.changed();
    }
  }

  onDelete(fn: (topic: Topic) => void): void {
    this.#onDelete.push(fn);
  }

  /** Topics can be deleted while a request is parked: whether this one is still there. */
  exists(topic: { readonly name: string; readonly topicId: string }): boolean {
    return this.#topicsById.has(topic.topicId);
  }

  /** How transactions that no client ends are ended. */
  get transactionVersion(): TransactionVersion {
    return this.features.level('transaction.version') as TransactionVersion;
  }

  newProducerId(): number {
    return this.producerIds.next();
  }

  /** 22 characters of base64url. */
  newUuid(): string {
    for (;;) {
      const uuid = this.random.bytes(16).toString('base64url');
      if (uuid !== ZERO_UUID && !uuid.startsWith('-')) return uuid;
    }
  }

  *#partitions(): Generator<Partition> {
    for (const topic of this.#topics.values()) yield* topic.partitions;
  }

  #leaderAmong(replicas: readonly number[]): number {
    return replicas.find((id) => this.isLive(id)) ?? NO_LEADER;
  }

  #assign(spec: TopicSpec): { readonly assignment: Assignment } | Refusal {
    const { settings } = this;
    const count = spec.numPartitions === -1 ? settings.defaultPartitions : spec.numPartitions;
    const factor = spec.replicationFactor === -1 ? settings.defaultReplicationFactor : spec.replicationFactor;
    const nodeIds = this.nodes.registeredIds;
    if (factor <= 0) {
      const message = 'Replication factor must be larger than 0, or -1 to use the default value.';
      return { errorCode: ErrorCode.INVALID_REPLICATION_FACTOR, message };
    }
    if (count <= 0) {
      const message = 'Number of partitions was set to an invalid non-positive value.';
      return { errorCode: ErrorCode.INVALID_PARTITIONS, message };
    }
    if (factor > nodeIds.length) {
      const message = `Unable to replicate the partition ${factor} time(s): The target replication factor of ${factor} cannot be reached because only ${nodeIds.length} broker(s) are registered or some brokers have all their log directories cordoned.`;
      return { errorCode: ErrorCode.INVALID_REPLICATION_FACTOR, message };
    }
    return { assignment: placeReplicas(nodeIds, this.#nextReplica, count, factor) };
  }

  #checked(assignment: Assignment, factor?: number): { readonly assignment: Assignment } | Refusal {
    return assignmentProblem(assignment, this.nodes.registeredIds, factor) ?? { assignment };
  }
}

/** A topic that would have the metrics of this one; undefined when there is none. */
function twinOf(name: string, present: Iterable<string>): string | undefined {
  if (!/[._]/.test(name)) return undefined;
  const metric = metricNameOf(name);
  for (const each of present) if (metricNameOf(each) === metric) return each;
  return undefined;
}
