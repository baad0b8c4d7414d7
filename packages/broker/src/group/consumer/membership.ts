import type { ServerAssignorName } from './assignors/assignor.ts';
import { isReconciledTo, type ConsumerMember } from './consumer-member.ts';
import { NO_PARTITIONS, type Assignment } from './partitions.ts';
import { PartitionOwners } from './partition-owners.ts';
import { topicsOf, type ResolvedRegex } from './subscription.ts';

/**
 * States of a consumer group, named as Kafka names them in ConsumerGroupDescribe.
 *
 * Empty: no members. Assigning: something changed since the target assignment was made. Reconciling: some members are not
 * at the target assignment yet. Stable: all are.
 */
export type ConsumerGroupState = 'Empty' | 'Assigning' | 'Reconciling' | 'Stable';

/** The members of one consumer group, its epochs and its target assignment: plain bookkeeping. */
export class Membership {
  /** Goes up with each change in what members or subscriptions there are. */
  groupEpoch: number;
  /** The group epoch that the target assignment was made for. */
  assignmentEpoch: number;
  /** When it was made; undefined: the next one may be made at once. */
  assignedAtMs: number | undefined;
  /** See {@link fingerprint}, of all topics subscribed to. */
  topicsFingerprint = '';
  /** The ClusterState.topicsVersion that it was made for. */
  topicsVersion = -1;
  target: ReadonlyMap<string, Assignment> = new Map<string, Assignment>();
  readonly resolved = new Map<string, ResolvedRegex>();
  readonly #members = new Map<string, ConsumerMember>();
  readonly #staticMembers = new Map<string, string>();
  readonly #owners = new PartitionOwners();

  constructor(
    epochs: { readonly groupEpoch: number; readonly assignmentEpoch: number } = { groupEpoch: 1, assignmentEpoch: 0 },
  ) {
    this.groupEpoch = epochs.groupEpoch;
    this.assignmentEpoch = epochs.assignmentEpoch;
  }

  get state(): ConsumerGroupState {
    if (this.size === 0) return 'Empty';
    if (this.groupEpoch > this.assignmentEpoch) return 'Assigning';
    return this.members.every((member) => isReconciledTo(member, this.assignmentEpoch)) ? 'Stable' : 'Reconciling';
  }

  get members(): ConsumerMember[] {
    return [...this.#members.values()];
  }

  get size(): number {
    return this.#members.size;
  }

  get classicMembers(): ConsumerMember[] {
    return this.members.filter(({ classic }) => classic !== null);
  }

  /** All topics that somebody subscribes to, whether they are there or not. */
  get topics(): Set<string> {
    return new Set(this.members.flatMap((member) => [...topicsOf(member, this.resolved)]));
  }

  member(memberId: string): ConsumerMember | undefined {
    return this.#members.get(memberId);
  }

  /** The id of the member that has the instance id; it may have gone since, where those are not released. */
  ownerOf(instanceId: string | null): string | undefined {
    return instanceId === null ? undefined : this.#staticMembers.get(instanceId);
  }

  staticMember(instanceId: string | null): ConsumerMember | undefined {
    const memberId = this.ownerOf(instanceId);
    return memberId === undefined ? undefined : this.#members.get(memberId);
  }

  /** Adds the member, or puts it in the place of the one with its id. */
  put(member: ConsumerMember): void {
    this.#owners.change(this.#members.get(member.memberId), member);
    this.#members.set(member.memberId, member);
    if (member.instanceId !== null) this.#staticMembers.set(member.instanceId, member.memberId);
  }

  remove(memberId: string): void {
    const member = this.#members.get(memberId);
    this.#owners.change(member, undefined);
    this.#members.delete(memberId);
    this.releaseInstance(member);
    this.target = new Map([...this.target].filter(([id]) => id !== memberId));
  }

  /** A static member came back under another id: it has what the old one had. */
  replace(oldMember: ConsumerMember, member: ConsumerMember): void {
    const target = this.targetOf(oldMember.memberId);
    this.remove(oldMember.memberId);
    this.target = new Map([...this.target, [member.memberId, target]]);
    this.put(member);
  }

  targetOf(memberId: string): Assignment {
    return this.target.get(memberId) ?? NO_PARTITIONS;
  }

  isFree(topicId: string, partition: number): boolean {
    return this.#owners.isFree(topicId, partition);
  }

  hasSubscriber(regex: string): boolean {
    return this.members.some((member) => member.regex === regex);
  }

  /** The assignor that most members ask for; of as many for two, the one that the broker names first. */
  preferredAssignor(offered: readonly ServerAssignorName[]): ServerAssignorName {
    const votes = offered.map((name) => this.members.filter(({ serverAssignor }) => serverAssignor === name).length);
    const most = votes.indexOf(Math.max(...votes));
    return offered[most] as ServerAssignorName;
  }

  /** What regular expressions matched is forgotten with their last member. */
  forgetUnusedRegexes(): void {
    for (const regex of [...this.resolved.keys()]) if (!this.hasSubscriber(regex)) this.resolved.delete(regex);
  }

  /** Its instance id is anybody's. */
  releaseInstance(member: ConsumerMember | undefined): void {
    if (member === undefined || member.instanceId === null) return;
    if (this.#staticMembers.get(member.instanceId) === member.memberId) this.#staticMembers.delete(member.instanceId);
  }
}
