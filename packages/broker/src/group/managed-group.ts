/** Types of groups, as ListGroups names them. */
export type GroupType = 'classic' | 'consumer';

/** What tools, and the expiry of offsets, ask of a group, whatever protocol its members speak. Kafka: Group. */
export interface ManagedGroup {
  readonly groupId: string;
  readonly type: GroupType;
  /** What its members are, "consumer" for consumers; empty as long as nobody has joined. */
  readonly protocolType: string;
  /** As ListGroups tells it. */
  readonly stateName: string;
  /** Nobody is in it. */
  readonly isEmpty: boolean;
  /** The error for DeleteGroups; NONE when it may be deleted. */
  readonly deletionProblem: number;
  /** The error for OffsetDelete; NONE when offsets of topics that nobody subscribed to may be deleted. */
  readonly offsetDeletionProblem: number;
  /** Whether some member reads the topic, or may, as far as is known. */
  isSubscribedTo(topic: string): boolean;
  /**
   * Since when an offset is of no use that was committed at `committedMs`, for a topic that nobody subscribed to; both in ms
   * since the epoch. Undefined: it is in use.
   */
  unusedSince(committedMs: number): number | undefined;
  /** Ends it, for good. */
  delete(): void;
}
