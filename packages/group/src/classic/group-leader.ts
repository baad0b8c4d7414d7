import { StateError } from '@k/wire';
import type { Cluster } from '@k/cluster';
import type { PartitionRacks, RawAssignor } from '../assignors/assignor.ts';
import { decodeSubscription, encodeAssignment } from './embedded-protocol.ts';
import type { GroupMemberMetadata } from './membership-state.ts';

export interface EncodedAssignment {
  readonly memberId: string;
  readonly assignment: Buffer;
}

const NO_PARTITIONS = encodeAssignment(new Map());

/**
 * What only the leader of a generation does: share out the partitions of every topic that any member subscribed to,
 * then watch those topics and ask for a rebalance when their partitions are no longer those that were shared out.
 */
export class GroupLeader {
  readonly #cluster: Cluster;
  readonly #assignors: readonly RawAssignor[];
  readonly #onChange: (reason: string) => void;
  #watched: readonly string[] = [];
  #counts: ReadonlyMap<string, number> = new Map();
  #stopListening: (() => void) | undefined;

  constructor(cluster: Cluster, assignors: readonly RawAssignor[], onChange: (reason: string) => void) {
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
    const topics = [...new Set(members.flatMap(({ metadata }) => decodeSubscription(metadata).topics))].sort();
    this.stop();
    this.#watched = topics;
    this.#cluster.watchTopics(topics);
    await this.#cluster.refresh('the group leader assigns partitions');
    this.#counts = this.#partitionCounts(topics);
    // If the member left meanwhile, nobody would stop the listening.
    if (this.#watched === topics) this.#stopListening = this.#cluster.onMetadata(() => this.#check());
    if (skipAssignment) return [];
    const assignment = await assignor.assign(this.#counts, members, this.#racks(topics));
    return members.map(({ memberId }) => ({ memberId, assignment: assignment.get(memberId) ?? NO_PARTITIONS }));
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

  #racks(topics: readonly string[]): PartitionRacks {
    const rackOf = new Map(this.#cluster.brokers.map(({ nodeId, rack }) => [nodeId, rack]));
    const racks = new Map<string, string[][]>();
    for (const topic of topics) {
      const ofPartitions = (this.#cluster.topic(topic)?.partitions ?? []).map(({ replicas }) =>
        replicas.flatMap((nodeId) => rackOf.get(nodeId) ?? []),
      );
      if (ofPartitions.some(({ length }) => length > 0)) racks.set(topic, ofPartitions);
    }
    return racks;
  }
}
