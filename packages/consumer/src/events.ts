import type { KafkaError } from '@k/wire';
import type { TopicPartition } from '@k/cluster';
import type { ConsumerRecord } from './delivery/consumer-record.ts';
import type { TruncatedLog } from './errors.ts';

/** Told about partitions coming and going, at the moment it happens; each call is awaited. */
export interface ConsumerRebalanceListener {
  /** New partitions, before the first record of them is handed out: the place to seek. */
  readonly onPartitionsAssigned?: (partitions: readonly TopicPartition[]) => void | Promise<void>;
  /**
   * The partitions are about to go; nothing is in hand any more and what was handed back is committed (with
   * `enableAutoCommit`). The last chance for a `commit()` of one's own. At most `rebalanceTimeoutMs` are left to it.
   */
  readonly onPartitionsRevoked?: (partitions: readonly TopicPartition[]) => void | Promise<void>;
  /** The partitions went without a word and somebody else may have them: a commit would be refused. @default onPartitionsRevoked */
  readonly onPartitionsLost?: (partitions: readonly TopicPartition[]) => void | Promise<void>;
}

/** Why a consumer that should get records does not: what the watchdog found. */
export interface StalledPartition extends TopicPartition {
  /** -1 while it is not known. */
  readonly position: number;
  /** -1 before the first fetch was answered. */
  readonly highWatermark: number;
  readonly reason: string;
  /** What went wrong last, where something did. */
  readonly cause: Error | undefined;
}

/** The next offset to read of a partition, as it was or was to be committed. */
export interface CommittedPosition extends TopicPartition {
  readonly offset: number;
}

/** Where reading stood in a log that is gone. */
export interface FormerPosition extends TopicPartition {
  /** -1 if it was not known yet. */
  readonly position: number;
}

/** A topic that was deleted and made again under its name. */
export interface RecreatedTopic {
  readonly topic: string;
  readonly topicId: string;
  readonly formerId: string;
  /** Of the partitions that this consumer reads. */
  readonly positions: readonly FormerPosition[];
}

/** What a handler of `run()` failed at, for the last time. */
export interface FailedRecords<K = unknown, V = unknown> {
  /** One, or those of a batch. */
  readonly records: readonly ConsumerRecord<K, V>[];
  /** What the handler threw, or a TimeoutError when it threw after its time was over. */
  readonly error: unknown;
  /** How often it was called. */
  readonly attempts: number;
}

/** Records that were left out, as an option says: offsets from `offset` on, before `nextOffset`. */
export interface SkippedRecords extends TopicPartition {
  readonly offset: number;
  readonly nextOffset: number;
  /** DeserializationError, CorruptRecordError or UnreadableRecordError. */
  readonly error: KafkaError;
}

/** Events of a consumer and what listeners get. None of them needs a listener. */
export interface ConsumerEvents<K = unknown, V = unknown> {
  /** A rebalance is over: what this member owns now. */
  assigned: [partitions: readonly TopicPartition[]];
  /** Partitions were given back. */
  revoked: [partitions: readonly TopicPartition[], reason: string];
  /** Partitions were taken away. */
  lost: [partitions: readonly TopicPartition[], reason: string];
  /** Offsets were committed, by hand or automatically. A commit of which some partitions are retried tells of the others first. */
  committed: [offsets: readonly CommittedPosition[]];
  /**
   * Offsets were not committed: by hand, when `commit()` throws the same, or automatically; that is tried again at the next
   * interval.
   */
  commitFailed: [error: Error, offsets: readonly CommittedPosition[]];
  /**
   * A topic was deleted and made again: its id is another one (brokers from 2.8 on tell it). Positions, what was fetched and
   * what was to be committed are dropped, and `autoOffsetReset` says where reading goes on in the new logs.
   */
  topicRecreated: [recreated: RecreatedTopic];
  /**
   * What was read of a partition is in its log no more (KIP-320). Reading goes on at `divergentOffset`, or where the policy says if that
   * is unknown; with `autoOffsetReset: 'none'` a {@link LogTruncationError} is thrown instead.
   */
  truncated: [truncated: TruncatedLog];
  /** Nobody asked for records within `maxPollIntervalMs`: the member left its group, and comes back when asked again. */
  pollIntervalExceeded: [details: { readonly maxPollIntervalMs: number }];
  /** `run()` with `onFailure: 'skip'`: the last retry failed, and the records count as done. */
  recordSkipped: [skipped: FailedRecords<K, V>];
  /** `run()` with a `deadLetter`: a record was sent to that topic, and counts as done. */
  recordDeadLettered: [sent: FailedRecords<K, V> & { readonly topic: string }];
  /**
   * The application waits, nothing is paused, and for `stallTimeoutMs` nothing was handed out though there is lag, or
   * nothing is known of the lag since positions, fetches or the group fail; or a handler of `run()` is at work for longer than
   * that, with the record as `position`. Told again at the same interval while it lasts.
   * `partitions` is empty when it is the group that gives none; `reason` says why in either case.
   */
  stalled: [partitions: readonly StalledPartition[], reason: string];
  /** A record that cannot be deserialized, or a batch that cannot be read, was left out: `onBadRecord`, `onBadBatch`. */
  badRecordsSkipped: [skipped: SkippedRecords];
  /** What an interceptor threw. */
  interceptorError: [error: Error];
  /**
   * Something went wrong in the background that the consumer lives through: a listener that threw, or the first of several
   * failures to reach the cluster, a broker or the group's coordinator, which are tried again.
   */
  warning: [error: Error];
}

/** Emits an event. */
export type Tell = <E extends keyof ConsumerEvents>(event: E, ...args: ConsumerEvents[E]) => void;
