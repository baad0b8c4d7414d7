import type { SubscriptionPattern } from './subscription-pattern.ts';

/**
 * Where a member stands in its group, whichever protocol it speaks:
 *
 * - `unjoined`    Not a member, and not on its way to be one: before the first `subscribe`, and after leaving.
 * - `joining`     Looks for the group's coordinator, asks to be let in, or waits to try again. It owns nothing.
 * - `stable`      In the group: it owns what the group has given it, which may be nothing.
 * - `rebalancing` The group shares its partitions out anew: the member gives some back, or keeps what it has until it knows
 *                 what it is to have (the cooperative protocol). It may still commit for them.
 * - `expired`     Out of the group, since its owner asked for nothing within `maxPollIntervalMs`; it comes back when asked.
 * - `leaving`     Gives its partitions back or says goodbye, to be out of the group.
 * - `failed`      Out of the group by an error that no retry mends. `subscribe` starts over.
 */
export type MembershipState = 'unjoined' | 'joining' | 'stable' | 'rebalancing' | 'expired' | 'leaving' | 'failed';

export interface MembershipStatus {
  readonly state: MembershipState;
  /** Empty until the member has one. */
  readonly memberId: string;
  /** The group's generation, or the member's epoch, in which the member owns its partitions; -1 while it owns none. */
  readonly epoch: number;
}

/** How a group's members and its coordinator talk, as Kafka's `group.protocol` names it: JoinGroup, or KIP-848. */
export type GroupProtocol = 'classic' | 'consumer';

/** A member as requests about offsets name it. */
export interface MemberIdentity {
  readonly protocol: GroupProtocol;
  readonly memberId: string;
  /** The group's generation in the classic protocol, the member's epoch in the other. */
  readonly epoch: number;
  /** Set for static members (KIP-345). */
  readonly groupInstanceId: string | null;
}

/** The heartbeats of a member that its coordinator answered. */
export interface AnsweredHeartbeats {
  readonly count: number;
  /** When the last one was (monotonic ms); -1 for never. */
  readonly answeredAt: number;
}

/**
 * One member of a consumer group: joins and leaves, keeps the membership alive, and tells its handler which partitions come
 * and go. Its heartbeats wait for no handler. Made by `createGroupMember`.
 */
export interface GroupMember {
  readonly status: MembershipStatus;
  /** What last kept the member from its group, or the group from hearing of it, and may pass; undefined once it did. */
  readonly trouble: Error | undefined;
  /** Those that the coordinator answered. */
  readonly heartbeats: AnsweredHeartbeats;
  /** Set while the member owns an assignment and may commit offsets for it. */
  readonly identity: MemberIdentity | undefined;
  /**
   * Joins the group for these topics, or says which they are when they are others than before; after leaving, if that is under
   * way. A {@link SubscriptionPattern} takes the consumer protocol.
   */
  subscribe(wanted: readonly string[] | string | SubscriptionPattern): void;
  /**
   * Set while the coordinator may have the member in a later epoch than the member knows: it joins again and keeps partitions
   * meanwhile (KIP-429), or waits for the answer to a heartbeat (KIP-848). Resolves when it knows. A commit that is refused before,
   * for its epoch, can be made again then.
   */
  readonly epochPending: Promise<void> | undefined;
  /**
   * Asks the group to share its partitions out anew. In the consumer protocol that is the coordinator's affair: the handler's
   * `onError` is told that nothing is done.
   *
   * @param reason told to the coordinator, which writes it into its log (KIP-800); 255 characters of it at most
   * @throws StateError before `subscribe`
   */
  rejoin(reason: string): void;
  /** The user asks for records: a member that expired for not asking comes back. */
  polled(): void;
  /**
   * To be called before records are handed out: false when this process was stopped or busy for so long that the group has
   * given the member up, as its own clock tells. The partitions are lost then; `onLost` follows.
   */
  checkSession(): boolean;
  /**
   * Gives the partitions back (the handler's `onRevoked` commits) and leaves the group. Resolves when out of it. Until
   * the coordinator has named the member, that is waited for: what the group does not know cannot leave it.
   *
   * @param options `timeoutMs`: after it the member is out of the group, goodbye said or not; a quarter of it, at most 5 s, is
   * kept for the goodbye, the rest is the handler's. By default as much as the group allows: `rebalanceTimeoutMs` and 5 s.
   */
  leave(options?: { readonly timeoutMs?: number | undefined }): Promise<void>;
  /**
   * Stops at once and without a goodbye; the group notices after `sessionTimeoutMs`. Ends the connections also of a member
   * that has left.
   */
  abandon(): Promise<void>;
}
