import { StateError, showValue } from '@k/wire';
import type { Cluster } from '@k/cluster';
import type { Assignor, MemberAssignment } from '../assignors/assignor.ts';
import { decodeSubscription, encodeAssignment } from './consumer-protocol.ts';
import type { GroupMemberMetadata } from './membership-state.ts';
import { PartitionMap } from '@k/cluster';

export interface EncodedAssignment {
  readonly memberId: string;
  readonly assignment: Buffer;
}

/**
 * What only the leader of a generation does: share out the partitions of every topic that any member subscribed to,
 * then watch those topics and ask for a rebalance when their partitions are no longer those that were shared out.
 */
export class GroupLeader {
  readonly #cluster: Cluster;
  readonly #assignors: readonly Assignor[];
  readonly #onChange: (reason: string) => void;
  #watched: readonly string[] = [];
  #counts: ReadonlyMap<string, number> = new Map();
  #stopListening: (() => void) | undefined;

  constructor(cluster: Cluster, assignors: readonly Assignor[], onChange: (reason: string) => void) {
    this.#cluster = cluster;
    this.#assignors = assignors;
    this.#onChange = onChange;
  }

  /**
   * The encoded assignment of every member; from now on the topics are watched.
   *
   * @param skipAssignment nothing is to be assigned anew, so there is nothing to send: the topics are watched only (KIP-814)
   */
  async assign(
    protocolName: string,
    members: readonly GroupMemberMetadata[],
    skipAssignment: boolean,
  ): Promise<EncodedAssignment[]> {
    const assignor = this.#assignors.find(({ name }) => name === protocolName);
    if (assignor === undefined)
      throw new StateError(`the coordinator chose assignor ${protocolName}, which was not offered`);
    const subscriptions = members.map(({ memberId, groupInstanceId, metadata }) => ({
      memberId,
      groupInstanceId,
      ...decodeSubscription(metadata),
    }));
    const topics = [...new Set(subscriptions.flatMap((subscription) => subscription.topics))].sort();
    this.stop();
    this.#watched = topics;
    this.#cluster.watchTopics(topics);
    await this.#cluster.refresh('the group leader assigns partitions');
    this.#counts = this.#partitionCounts(topics);
    // If the member left meanwhile, nobody would stop the listening.
    if (this.#watched === topics) this.#stopListening = this.#cluster.onMetadata(() => this.#check());
    if (skipAssignment) return [];
    const assignment = assignor.assign(this.#counts, subscriptions);
    checkAssignment(protocolName, assignment, members);
    return members.map(({ memberId }) => ({
      memberId,
      assignment: encodeAssignment(assignment.get(memberId) ?? new Map<string, number[]>()),
    }));
  }

  /** The member is not the leader any more, or the generation is over. */
  stop(): void {
    this.#stopListening?.();
    this.#stopListening = undefined;
    this.#cluster.unwatchTopics(this.#watched);
    this.#watched = [];
  }

  #check(): void {
    const now = this.#partitionCounts(this.#watched);
    const changed = this.#watched.filter((topic) => now.get(topic) !== this.#counts.get(topic));
    if (changed.length === 0) return;
    this.#counts = now;
    this.#onChange(`partitions changed of ${changed.join(', ')}`);
  }

  /** Topics that do not exist (yet) have no entry: they are assigned when they appear. */
  #partitionCounts(topics: readonly string[]): Map<string, number> {
    const counts = new Map<string, number>();
    for (const topic of topics) {
      const known = this.#cluster.topic(topic);
      if (known !== undefined && known.partitions.length > 0) counts.set(topic, known.partitions.length);
    }
    return counts;
  }
}

/** An assignor may be the user's own. A partition that it gives to two members would be read twice. */
function checkAssignment(assignor: string, assignment: unknown, members: readonly GroupMemberMetadata[]): void {
  const fail = (what: string): never => {
    throw new StateError(`assignor ${assignor}: ${what}`);
  };
  if (!(assignment instanceof Map)) return fail(`gave ${showValue(assignment)}, not a Map of member ids`);
  const known = new Set(members.map(({ memberId }) => memberId));
  const owners = new PartitionMap<string>();
  for (const [memberId, topics] of assignment as Map<string, MemberAssignment>) {
    if (!known.has(memberId)) fail(`gave partitions to ${showValue(memberId)}, which is no member`);
    for (const [topic, partitions] of topics) {
      for (const partition of partitions) {
        const owner = owners.get(topic, partition);
        if (owner !== undefined) fail(`gave ${topic}-${String(partition)} to both ${owner} and ${memberId}`);
        owners.set(topic, partition, memberId);
      }
    }
  }
}
