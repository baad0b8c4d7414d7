import type { AssignorName } from '@k/consumer';

/** How a program reads. */
export type LoopStyle = 'records' | 'batches' | 'poll' | 'poll and commit' | 'run by key' | 'run by partition';

/** What a reader of records has, in a group or not. */
export interface ReaderSettings {
  readonly isolation: 'read_committed' | 'read_uncommitted';
  readonly requestTimeoutMs: number;
  readonly metadataMaxAgeMs: number;
  readonly fetchMaxWaitMs: number;
  readonly maxPartitionFetchBytes: number;
  readonly reuseMemory: false | 'check';
}

/** How a group shares out its partitions. */
export type GroupKind =
  { readonly protocol: 'classic'; readonly assignors: readonly AssignorName[] } | { readonly protocol: 'consumer' };

/** Reads topics as a member of a group. */
export interface MemberSpec extends ReaderSettings {
  readonly kind: 'member';
  readonly name: string;
  readonly group: string;
  readonly groupKind: GroupKind;
  readonly topics: readonly string[];
  readonly instanceId: string | null;
  readonly loop: LoopStyle;
  readonly autoCommitIntervalMs: number;
  readonly maxPollIntervalMs: number;
  /** Most ms that a record usually takes. */
  readonly workMs: number;
}

/** Reads all partitions of a topic from the beginning, without a group. */
export interface ReaderSpec extends ReaderSettings {
  readonly kind: 'reader';
  readonly name: string;
  readonly topic: string;
}
