import type { AssignorName } from '@k/consumer';

/** How a program reads. */
export type LoopStyle =
  | 'records'
  | 'batches'
  | 'poll'
  | 'poll and commit'
  | 'poll and commit on'
  | 'run by key'
  | 'run by partition'
  | 'stream';

/** What a reader of records has, in a group or not. */
export interface ReaderSettings {
  readonly isolation: 'read_committed' | 'read_uncommitted';
  readonly requestTimeoutMs: number;
  readonly metadataMaxAgeMs: number;
  readonly fetchMaxWaitMs: number;
  readonly maxPartitionFetchBytes: number;
  /** In bytes. @default the consumer's */
  readonly bufferMemory?: number | undefined;
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
  /** Which these are, and others that may come: evaluated by the member, or by the coordinator. @default their names */
  readonly pattern?: { readonly source: string; readonly by: 'member' | 'coordinator' } | undefined;
  readonly instanceId: string | null;
  readonly loop: LoopStyle;
  readonly autoCommitIntervalMs: number;
  readonly maxPollIntervalMs: number;
  /** Most ms that a record usually takes. */
  readonly workMs: number;
  /** How many ms a record takes that takes long. @default 150 */
  readonly slowMs?: number | undefined;
  /** Of so many records one takes long. @default 80 */
  readonly slowOneIn?: number | undefined;
  /** How many ms its listener takes to give partitions back. @default 0 */
  readonly revokeMs?: number | undefined;
  /** It leaves after about so many ms, and comes back. @default it stays */
  readonly stayMs?: number | undefined;
}

/** Reads all partitions of a topic from the beginning, without a group. */
export interface ReaderSpec extends ReaderSettings {
  readonly kind: 'reader';
  readonly name: string;
  readonly topic: string;
  /** Of so many records it goes back behind one, to another one before it. @default it never does */
  readonly seekOneIn?: number | undefined;
}
