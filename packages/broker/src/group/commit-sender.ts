export interface CommittedPartition {
  readonly topicId: string;
  readonly partition: number;
}

/** Who commits offsets, and of what: what a group needs to know to allow it. */
export interface CommitSender {
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  /** Or the generation, of a member of the classic protocol; negative for who is no member. */
  readonly memberEpoch: number;
  /** Of the request. */
  readonly version: number;
  /** The partitions that there are, of those that are committed. */
  readonly partitions: () => readonly CommittedPartition[];
}
