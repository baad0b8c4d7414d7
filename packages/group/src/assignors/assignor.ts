import type { TopicPartition } from '@k/cluster';

/** Number of partitions of each known topic. */
export type TopicPartitionCounts = ReadonlyMap<string, number>;

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

/**
 * How a group's partitions are shared out. The coordinator picks a name that all members offer; the leader runs `assign`.
 * Implementations must be deterministic and give each partition to one member at most.
 */
export interface Assignor {
  /** The name on the wire: members of one group must share at least one (`range`, `roundrobin`, ...). */
  readonly name: string;
  /**
   * The rebalance protocols that its assignments are good for. One that is good for `cooperative` never gives a partition
   * to a new owner before the former one has given it back, and can be used with `eager` too.
   */
  readonly protocols: readonly ['eager'] | readonly ['cooperative', 'eager'];
  /** Opaque bytes sent along with this member's subscription, or null. */
  subscriptionUserData(topics: readonly string[]): Buffer | null;
  /** Every member has an entry in the result, an empty one if it gets nothing. */
  assign(
    partitionsPerTopic: TopicPartitionCounts,
    members: readonly MemberSubscription[],
  ): Map<string, MemberAssignment>;
  /** Told of what this member got, before its handler is, when the group chose this assignor. */
  onAssignment?(partitions: readonly TopicPartition[], generationId: number): void;
}
