/**
 * A member of a consumer group, as a transaction commits offsets for it: the group refuses those of a member that has been
 * shut out meanwhile (KIP-447).
 */
export interface ConsumerGroupMetadata {
  readonly groupId: string;
  /** The group's generation in the classic protocol, the member's epoch in the other (KIP-848); -1 for no member. */
  readonly generationId: number;
  /** Empty for no member. */
  readonly memberId: string;
  /** Of a static member (KIP-345); null for others. */
  readonly groupInstanceId?: string | null | undefined;
}
