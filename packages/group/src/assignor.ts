/** Number of partitions of each known topic. */
export type TopicPartitionCounts = ReadonlyMap<string, number>;

/** A member of the group as the assignor of its leader sees it. */
export interface MemberSubscription {
  readonly memberId: string;
  /** Set for static members (KIP-345). */
  readonly groupInstanceId: string | null;
  readonly topics: readonly string[];
  /** What the member's own assignor put into its subscription. */
  readonly userData: Buffer | null;
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
  /** Opaque bytes sent along with this member's subscription, or null. */
  subscriptionUserData(topics: readonly string[]): Buffer | null;
  /** Every member has an entry in the result, an empty one if it gets nothing. */
  assign(
    partitionsPerTopic: TopicPartitionCounts,
    members: readonly MemberSubscription[],
  ): Map<string, MemberAssignment>;
}
