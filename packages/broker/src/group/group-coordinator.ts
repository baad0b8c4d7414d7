import { ErrorCode } from '@k/wire';
import type { BrokerEvents } from '../events.ts';
import type { ClusterState } from '../state/cluster-state.ts';
import { coordinatorNode } from '../state/coordinator-node.ts';
import { ClassicGroup } from './classic-group.ts';
import { GroupExpiry } from './group-expiry.ts';
import type { GroupState } from './group-state.ts';
import type { ManagedGroup } from './managed-group.ts';
import { OffsetStore } from './offset-store.ts';
import { PendingOffsets } from './pending-offsets.ts';

/** A group as {@link Broker.group} shows it. */
export interface GroupDescription {
  readonly groupId: string;
  readonly state: GroupState;
  readonly generationId: number;
  readonly protocolType: string | null;
  readonly protocolName: string | null;
  readonly leaderId: string | null;
  readonly coordinatorId: number;
  readonly members: readonly MemberDescription[];
}

export interface MemberDescription {
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  readonly clientId: string;
  readonly clientHost: string;
  readonly assignment: Uint8Array;
}

/** All groups of the cluster, which node looks after which, and their committed offsets. */
export class GroupCoordinator {
  readonly offsets: OffsetStore;
  readonly pending: PendingOffsets;
  readonly #expiry: GroupExpiry;
  readonly #cluster: ClusterState;
  readonly #events: BrokerEvents;
  readonly #groups = new Map<string, ClassicGroup>();

  constructor(cluster: ClusterState, events: BrokerEvents) {
    this.#cluster = cluster;
    this.#events = events;
    const { clock, settings } = cluster;
    this.offsets = new OffsetStore(() => clock.now());
    this.pending = new PendingOffsets(this.offsets);
    this.#expiry = new GroupExpiry({
      clock,
      retentionMs: settings.offsetsRetentionMs,
      offsets: this.offsets,
      pending: this.pending,
      groups: () => this.managedGroups,
      forget: (group) => {
        this.delete(group);
      },
    });
    cluster.onDelete((topic) => {
      this.offsets.forgetTopic(topic.name);
      this.pending.forgetTopic(topic.name);
    });
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
    return this.coordinatorOf(groupId) === nodeId ? ErrorCode.NONE : ErrorCode.NOT_COORDINATOR;
  }

  group(groupId: string): ClassicGroup | undefined {
    return this.#groups.get(groupId);
  }

  getOrCreate(groupId: string): ClassicGroup {
    let group = this.#groups.get(groupId);
    if (group === undefined) {
      const { settings, clock } = this.#cluster;
      group = new ClassicGroup({
        groupId,
        clock,
        initialDelayMs: settings.groupInitialRebalanceDelayMs,
        maxSize: settings.groupMaxSize,
        newMemberId: (prefix) => `${prefix}-${this.#newUuid()}`,
        observer: ({ state, generationId }, from) => {
          if (this.#events.observed) this.#events.emit({ type: 'group', groupId, from, to: state, generationId });
        },
      });
      this.#groups.set(groupId, group);
      this.#expiry.watch();
    }
    return group;
  }

  /** All groups, as tools see them. */
  get managedGroups(): ManagedGroup[] {
    return [...this.#groups.values()];
  }

  managedGroup(groupId: string): ManagedGroup | undefined {
    return this.#groups.get(groupId);
  }

  /** The group goes, and its offsets with it. */
  delete(group: ManagedGroup): void {
    const { groupId } = group;
    group.delete();
    this.#groups.delete(groupId);
    this.offsets.forgetGroup(groupId);
    this.pending.forgetGroup(groupId);
  }

  /** Node ids changed: groups whose coordinator is another one now, or the same one anew, start over there. */
  moveGroups(before: ReadonlyMap<string, number>): void {
    for (const [groupId, group] of this.#groups) {
      if (before.get(groupId) !== this.coordinatorOf(groupId)) group.coordinatorMoved();
    }
  }

  /** The coordinator of every group, for {@link moveGroups}. */
  placement(): Map<string, number> {
    return new Map([...this.#groups.keys()].map((groupId) => [groupId, this.coordinatorOf(groupId)]));
  }

  describe(groupId: string): GroupDescription | undefined {
    const group = this.#groups.get(groupId)?.group;
    if (group === undefined) return undefined;
    return {
      groupId,
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

  get groupIds(): string[] {
    return [...this.#groups.keys()];
  }

  /** No timer stays behind. */
  close(): void {
    this.#expiry.close();
    for (const group of this.#groups.values()) group.close();
  }

  #newUuid(): string {
    const hex = this.#cluster.random.bytes(16).toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }
}
