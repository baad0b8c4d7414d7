import { ErrorCode } from '@k/wire';
import type { BrokerEvents } from '../events.ts';
import { SINCE_4_4, type ConsumerGroupHabits } from '../release/consumer-group-habits.ts';
import type { ClusterState } from '../state/cluster-state.ts';
import { coordinatorNode, NO_COORDINATOR } from '../state/coordinator-node.ts';
import { ClassicGroup } from './classic/classic-group.ts';
import { groupOfState, stateOfGroup } from './classic/group-memory.ts';
import { consumerGroupDescribed, describeConsumerGroup } from './consumer/describe.ts';
import { ConsumerGroup, type ConsumerHeartbeat, type ConsumerHeartbeatReply } from './consumer/consumer-group.ts';
import type { ConsumerMember } from './consumer/consumer-member.ts';
import type { ConsumerGroupTimes, GroupContext } from './consumer/group-context.ts';
import { Membership } from './consumer/membership.ts';
import { membershipOfState, stateOfMembership } from './consumer/membership-state.ts';
import { asClassicMember, upgraded } from './consumer/migration.ts';
import { Refused } from './consumer/refused.ts';
import type { GroupDescription } from './group-description.ts';
import { GroupExpiry } from './group-expiry.ts';
import { GroupStore, type GroupState } from './group-store.ts';
import type { ManagedGroup } from './managed-group.ts';
import { OffsetStore } from './offset-store.ts';
import { PendingOffsets } from './pending-offsets.ts';

/** A group of either protocol: what members ask of it, and its offsets. */
export type AnyGroup = ClassicGroup | ConsumerGroup;

/** All groups of the cluster, which node looks after which, and their committed offsets. */
export class GroupCoordinator {
  readonly pending: PendingOffsets;
  /** The groups as data. */
  readonly store = new GroupStore({
    ids: () => this.#groups.keys(),
    capture: (groupId) => this.#capture(groupId),
    restore: (states) => {
      this.#restore(states);
    },
  });
  readonly #offsets: OffsetStore;
  readonly #expiry: GroupExpiry;
  readonly #cluster: ClusterState;
  readonly #events: BrokerEvents;
  /** Outdated ones too, see {@link GroupCoordinator.#current}. */
  readonly #groups = new Map<string, AnyGroup>();

  constructor(cluster: ClusterState, events: BrokerEvents) {
    this.#cluster = cluster;
    this.#events = events;
    const { clock, settings } = cluster;
    this.#offsets = new OffsetStore(() => clock.now());
    this.pending = new PendingOffsets(this.#offsets);
    this.#expiry = new GroupExpiry({
      clock,
      retentionMs: settings.offsetsRetentionMs,
      offsets: this.#offsets,
      pending: this.pending,
      groups: () => [...this.#groups.values()],
      forget: (group) => {
        this.delete(group);
      },
    });
    cluster.onDelete((topic) => {
      this.#offsets.forgetTopic(topic.name);
      this.pending.forgetTopic(topic.name);
    });
  }

  /** The offsets as data, whatever has expired by now. */
  get committed(): OffsetStore {
    return this.#offsets;
  }

  get offsets(): OffsetStore {
    this.#expiry.check();
    return this.#offsets;
  }

  /** The groups that there are, by now. */
  get #current(): ReadonlyMap<string, AnyGroup> {
    this.#expiry.check();
    return this.#groups;
  }

  /** The node that coordinates the group; -1 when all are down. */
  coordinatorOf(groupId: string): number {
    return coordinatorNode(groupId, this.#cluster);
  }

  /** The error for a member's request that came to this node; NONE when it is the coordinator. */
  problem(groupId: string, nodeId: number): number {
    return groupId === '' ? ErrorCode.INVALID_GROUP_ID : this.offsetsProblem(groupId, nodeId);
  }

  /** The same for offsets alone: there the empty group id is taken, as it always was (KIP-289). */
  offsetsProblem(groupId: string, nodeId: number): number {
    // It could not write down what comes of it.
    if (this.#cluster.isolation.has(nodeId)) return ErrorCode.COORDINATOR_NOT_AVAILABLE;
    return this.coordinatorOf(groupId) === nodeId ? ErrorCode.NONE : ErrorCode.NOT_COORDINATOR;
  }

  group(groupId: string): AnyGroup | undefined {
    return this.#current.get(groupId);
  }

  /** A new one is classic. */
  getOrCreate(groupId: string): AnyGroup {
    return this.#current.get(groupId) ?? this.#createClassic(groupId);
  }

  /** The group that a JoinGroup is for: a consumer group without members gives way to a classic one. */
  groupToJoin(groupId: string): AnyGroup | undefined {
    const group = this.#current.get(groupId);
    if (group?.type !== 'consumer' || group.state !== 'Empty') return group;
    this.#groups.delete(groupId);
    this.store.changes.mark(groupId);
    return undefined;
  }

  /**
   * ConsumerGroupHeartbeat. Whoever joins makes the group, or makes a classic one a consumer group.
   * @throws Refused
   */
  consumerHeartbeat(groupId: string, request: ConsumerHeartbeat): ConsumerHeartbeatReply {
    const present = this.#current.get(groupId);
    if (present?.type === 'consumer') return present.consumerHeartbeat(request);
    if (request.memberEpoch !== 0) {
      const notFound = request.memberEpoch < 0 ? `Group ${groupId} not found.` : `Consumer group ${groupId} not found.`;
      const message = present === undefined ? notFound : `Group ${groupId} is not a consumer group.`;
      throw new Refused(ErrorCode.GROUP_ID_NOT_FOUND, message);
    }
    const membership = present === undefined ? new Membership() : upgraded(present.group, this.#contextOf(groupId));
    const group = this.#newConsumerGroup(groupId, membership);
    group.restartTimers();
    try {
      const reply = group.consumerHeartbeat(request);
      present?.handOver();
      this.#groups.set(groupId, group);
      this.store.changes.mark(groupId);
      return reply;
    } catch (error) {
      group.close();
      throw error;
    }
  }

  /** All groups, as tools see them. */
  get managedGroups(): ManagedGroup[] {
    return [...this.#current.values()];
  }

  managedGroup(groupId: string): ManagedGroup | undefined {
    return this.#current.get(groupId);
  }

  /** The group goes, and its offsets with it. */
  delete(group: ManagedGroup): void {
    const { groupId } = group;
    group.delete();
    this.#groups.delete(groupId);
    this.store.changes.mark(groupId);
    this.#offsets.forgetGroup(groupId);
    this.pending.forgetGroup(groupId);
  }

  /**
   * Node ids changed: groups whose coordinator is another one now, or the same one anew, start over there. As long as there
   * is none, nobody misses any member: a coordinator counts sessions from when it has loaded the group.
   */
  moveGroups(before: ReadonlyMap<string, number>): void {
    for (const [groupId, group] of this.#groups) {
      const coordinator = this.coordinatorOf(groupId);
      if (before.get(groupId) === coordinator) continue;
      group.coordinatorMoved();
      if (coordinator === NO_COORDINATOR) group.close();
    }
  }

  /** The coordinator of every group, for {@link moveGroups}. */
  placement(): Map<string, number> {
    return new Map([...this.#groups.keys()].map((groupId) => [groupId, this.coordinatorOf(groupId)]));
  }

  describe(groupId: string): GroupDescription | undefined {
    const found = this.#current.get(groupId);
    if (found === undefined) return undefined;
    if (found.type === 'consumer') {
      return { ...describeConsumerGroup(found, this.#contextOf(groupId)), coordinatorId: this.coordinatorOf(groupId) };
    }
    const { group } = found;
    return {
      groupId,
      type: found.type,
      state: group.state,
      generationId: group.generationId,
      protocolType: group.protocolType,
      protocolName: group.protocolName,
      leaderId: group.leaderId,
      coordinatorId: this.coordinatorOf(groupId),
      members: group.members.map(({ memberId, groupInstanceId, clientId, clientHost, assignment }) => ({
        memberId,
        groupInstanceId,
        clientId,
        clientHost,
        assignment,
      })),
    };
  }

  /** As ConsumerGroupDescribe tells it; undefined when there is no such consumer group. */
  describeConsumerGroup(groupId: string, version: number): ReturnType<typeof consumerGroupDescribed> | undefined {
    const group = this.#current.get(groupId);
    return group?.type === 'consumer' ? consumerGroupDescribed(group, version, this.#contextOf(groupId)) : undefined;
  }

  get groupIds(): string[] {
    return [...this.#current.keys()];
  }

  /** No timer stays behind. */
  close(): void {
    for (const group of this.#groups.values()) group.close();
  }

  #contextOf(groupId: string): GroupContext {
    const cluster = this.#cluster;
    const { settings, clock } = cluster;
    const habits = (): ConsumerGroupHabits =>
      cluster.releaseAt(this.coordinatorOf(groupId))?.consumerGroups ?? SINCE_4_4;
    const times = (): ConsumerGroupTimes => this.#timesOf(groupId);
    return {
      settings,
      clock,
      topics: cluster,
      newUuid: () => this.#newUuid(),
      get habits() {
        return habits();
      },
      get times() {
        return times();
      },
    };
  }

  #timesOf(groupId: string): ConsumerGroupTimes {
    const { configs, settings } = this.#cluster;
    const own = configs.group(groupId);
    const time = (name: string, usual: number): number => Number(own.get(name) ?? usual);
    return {
      sessionTimeoutMs: time('consumer.session.timeout.ms', settings.groupConsumerSessionTimeoutMs),
      heartbeatIntervalMs: time('consumer.heartbeat.interval.ms', settings.groupConsumerHeartbeatIntervalMs),
    };
  }

  #createClassic(groupId: string): ClassicGroup {
    const { settings, clock } = this.#cluster;
    const group = new ClassicGroup({
      groupId,
      clock,
      initialDelayMs: settings.groupInitialRebalanceDelayMs,
      maxSize: settings.groupMaxSize,
      newMemberId: (prefix) => `${prefix}-${this.#newUuid()}`,
      observer: ({ state, generationId }, from) => {
        this.#emit(groupId, from, state, generationId);
      },
      onRemember: () => {
        this.store.changes.mark(groupId);
      },
    });
    this.#groups.set(groupId, group);
    this.store.changes.mark(groupId);
    return group;
  }

  #newConsumerGroup(groupId: string, membership: Membership): ConsumerGroup {
    const group = new ConsumerGroup({
      groupId,
      membership,
      context: this.#contextOf(groupId),
      observer: ({ state, groupEpoch }, from) => {
        this.#emit(groupId, from, state, groupEpoch);
      },
      onRemember: () => {
        this.store.changes.mark(groupId);
      },
      becomeClassic: (members: readonly ConsumerMember[], generationId, rebalance) => {
        const classic = members.map((member) =>
          asClassicMember(member, membership.targetOf(member.memberId), this.#cluster),
        );
        group.close();
        this.#createClassic(groupId).takeOver(classic, generationId, rebalance);
      },
    });
    return group;
  }

  #capture(groupId: string): GroupState | undefined {
    const group = this.#groups.get(groupId);
    if (group === undefined) return undefined;
    return group.type === 'classic' ? stateOfGroup(group.group.remembered) : stateOfMembership(group.membership);
  }

  /** Sessions of all members begin anew. */
  #restore(states: ReadonlyMap<string, GroupState>): void {
    this.close();
    this.#groups.clear();
    for (const [groupId, state] of states) {
      if (state.type === 'classic') {
        this.#createClassic(groupId).restore(groupOfState(state));
        continue;
      }
      const group = this.#newConsumerGroup(groupId, membershipOfState(state));
      this.#groups.set(groupId, group);
      group.restartTimers();
    }
  }

  #emit(groupId: string, from: string, to: string, generationId: number): void {
    if (this.#events.observed) this.#events.emit({ type: 'group', groupId, from, to, generationId });
  }

  #newUuid(): string {
    const hex = this.#cluster.random.bytes(16).toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }
}
