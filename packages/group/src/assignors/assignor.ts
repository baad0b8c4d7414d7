import type { TopicPartition } from '@k/cluster';

/** Number of partitions of each known topic. */
export type TopicPartitionCounts = ReadonlyMap<string, number>;

/**
 * The racks of each partition's replicas (KIP-881), by topic and then by partition id. A topic is missing when no broker
 * that has it says its rack.
 */
export type PartitionRacks = ReadonlyMap<string, readonly (readonly string[])[]>;

/**
 * How a rebalance goes (KIP-429). `eager`: members give all partitions back, then join. `cooperative`: they keep them while
 * they join, and give back those only that go to another member.
 */
export type RebalanceProtocol = 'eager' | 'cooperative';

/** What a member tells its group when it joins, as its leader and the leader's assignor see it. */
export interface Subscription {
  readonly topics: readonly string[];
  /** What the member's own assignor put into its subscription. */
  readonly userData: Buffer | null;
  /** What the member owns while it joins (KIP-429); empty with the eager protocol, and from members that do not say. */
  readonly ownedPartitions: readonly TopicPartition[];
  /** The generation in which it got them (KIP-792); -1 if there is none, and from members that do not say. */
  readonly generationId: number;
  /** The rack that the member is in (KIP-881); null if unknown. */
  readonly rackId: string | null;
}

/** A member of the group as the assignor of its leader sees it. */
export interface MemberSubscription extends Subscription {
  readonly memberId: string;
  /** Set for static members (KIP-345). */
  readonly groupInstanceId: string | null;
}

/** Partitions per topic of one member. */
export type MemberAssignment = ReadonlyMap<string, readonly number[]>;

/** What a member got when the group last shared out, whether it still owns it or not. */
export interface LastAssignment {
  readonly partitions: readonly TopicPartition[];
  readonly generationId: number;
}

/** What a member knows of itself when it joins: its assignor writes the subscription from it. */
export interface JoiningMember extends Omit<Subscription, 'userData'> {
  /** Null before the first assignment. */
  readonly lastAssignment: LastAssignment | null;
}

export interface NamedAssignor {
  /** The name on the wire: members of one group must share at least one (`range`, `roundrobin`, ...). */
  readonly name: string;
  /**
   * The rebalance protocols that its assignments are good for. One that is good for `cooperative` never gives a partition
   * to a new owner before the former one has given it back, and can be used with `eager` too.
   */
  readonly protocols: readonly ['eager'] | readonly ['cooperative', 'eager'];
}

/**
 * How a group's partitions are shared out. The coordinator picks a name that all members offer; the leader runs `assign`.
 * Implementations must be deterministic and give each partition of a subscribed topic to one of its subscribers, except
 * those that a cooperative one leaves out until the former owner has given them back. `checkAssignor` tries that.
 *
 * Ours keep no state: one object may serve any number of members.
 */
export interface Assignor extends NamedAssignor {
  /**
   * Opaque bytes sent along with this member's subscription, or null.
   *
   * @param lastAssignment null before the first
   */
  subscriptionUserData(topics: readonly string[], lastAssignment: LastAssignment | null): Buffer | null;
  /** Every member has an entry in the result, an empty one if it gets nothing. */
  assign(
    partitionsPerTopic: TopicPartitionCounts,
    members: readonly MemberSubscription[],
    racks?: PartitionRacks,
  ): Map<string, MemberAssignment>;
  /** Told of what this member got, before its handler is, when the group chose this assignor. */
  onAssignment?(partitions: readonly TopicPartition[], generationId: number): void;
}

/** A member of the group as the coordinator names it to the leader. */
export interface MemberMetadata {
  readonly memberId: string;
  /** Set for static members (KIP-345). */
  readonly groupInstanceId: string | null;
  /** What the member's `RawAssignor.metadata` wrote. */
  readonly metadata: Buffer;
}

/**
 * An assignor one level lower, for those of other clients: it writes and reads what members and leader tell each other. The
 * topics must be readable as those of a ConsumerProtocolSubscription, and an assignment as a ConsumerProtocolAssignment:
 * brokers and tools read them too.
 */
export interface RawAssignor extends NamedAssignor {
  /** What the member joins with, the `metadata` of JoinGroup. */
  metadata(member: JoiningMember): Buffer;
  /** The assignment of each member, the `assignment` of SyncGroup; a member without an entry gets nothing. */
  assign(
    partitionsPerTopic: TopicPartitionCounts,
    members: readonly MemberMetadata[],
    racks: PartitionRacks,
  ): ReadonlyMap<string, Buffer> | Promise<ReadonlyMap<string, Buffer>>;
  /** Told of what this member got, before its handler is, when the group chose this assignor. */
  onAssignment?(assignment: Buffer, generationId: number): void;
}
