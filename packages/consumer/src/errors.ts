import { KafkaError, OffsetOutOfRangeError, messageOf } from '@k/wire';
import type { TopicPartition } from '@k/cluster';
import { bySameCause, namesOf } from './same-cause.ts';

/**
 * A log that was cut: its new leader lacked records that this consumer had read, or was about to (an unclean election, or
 * what was acknowledged by one replica only). They are lost, and what is at their offsets now are other records.
 */
export interface TruncatedLog extends TopicPartition {
  /** Where reading stood. */
  readonly position: number;
  /** From where on the log goes on in another way: where reading goes on, unless `autoOffsetReset` is 'none'. -1 if unknown. */
  readonly divergentOffset: number;
  /** Leader epoch of the record before `divergentOffset`; -1 if unknown. */
  readonly leaderEpoch: number;
}

interface RecordPlace extends TopicPartition {
  readonly offset: number;
}

interface BatchPlace extends RecordPlace {
  readonly nextOffset?: number;
}

/**
 * Fetched data that is damaged: a checksum, length or count does not fit. The records before it were delivered. The data is
 * fetched again, so damage on the way mends itself; damage on the broker's disk brings the error back until
 * the application seeks past `offset`.
 */
export class CorruptRecordError extends KafkaError {
  static override get retriable(): boolean {
    return true;
  }

  override readonly name = 'CorruptRecordError';
  readonly topic: string;
  readonly partition: number;
  /** Where the damaged batch, or the damaged record in it, begins. */
  readonly offset: number;

  /** Where the next batch begins, as far as the head of this one is to be believed; -1 when it is not. */
  readonly nextOffset: number;

  constructor(place: BatchPlace, cause: Error) {
    super(
      `damaged records at ${placeOf(place)}: ${cause.message}. Fetched again on the next call; seek past it to go on without it`,
      { cause },
    );
    this.topic = place.topic;
    this.partition = place.partition;
    this.offset = place.offset;
    this.nextOffset = place.nextOffset ?? -1;
  }
}

/** Fetched data that this client cannot read, though nothing is damaged: an unknown compression, an unknown format, a limit. */
export class UnreadableRecordError extends KafkaError {
  override readonly name = 'UnreadableRecordError';
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;

  /** Where the next batch begins, as far as the head of this one is to be believed; -1 when it is not. */
  readonly nextOffset: number;

  constructor(place: BatchPlace, cause: Error) {
    super(`cannot read the records at ${placeOf(place)}: ${cause.message}`, { cause });
    this.topic = place.topic;
    this.partition = place.partition;
    this.offset = place.offset;
    this.nextOffset = place.nextOffset ?? -1;
  }
}

/** A key or value deserializer threw. The record was handed over: the application decides what becomes of it. */
export class DeserializationError extends KafkaError {
  override readonly name = 'DeserializationError';
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;

  constructor(what: 'key' | 'value', place: RecordPlace, cause: unknown) {
    super(`cannot deserialize the ${what} of ${placeOf(place)}: ${messageOf(cause)}`, {
      cause,
    });
    this.topic = place.topic;
    this.partition = place.partition;
    this.offset = place.offset;
  }
}

/**
 * A record that could not be handled could not be sent to the dead-letter topic either: the run ends, and the record comes
 * again. The `cause` is why it could not be sent.
 */
export class DeadLetterError extends KafkaError {
  override readonly name = 'DeadLetterError';
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** What the handler threw. */
  readonly handlerError: unknown;

  constructor(place: RecordPlace, handlerError: unknown, cause: unknown) {
    super(
      `${placeOf(place)} was not sent to the dead-letter topic: ${messageOf(cause)}. It was to go there since its handler failed: ${messageOf(handlerError)}`,
      { cause },
    );
    this.topic = place.topic;
    this.partition = place.partition;
    this.offset = place.offset;
    this.handlerError = handlerError;
  }
}

/** Nothing was committed for the partition and `autoOffsetReset` is 'none': seek to where reading is to begin. */
export class NoOffsetError extends KafkaError {
  override readonly name = 'NoOffsetError';
  readonly topic: string;
  readonly partition: number;

  constructor({ topic, partition }: TopicPartition, why?: string) {
    super(
      `no committed offset for ${topic}-${String(partition)}${why === undefined ? '' : `, since ${why},`} and autoOffsetReset is 'none': seek, or set it to 'earliest' or 'latest'`,
    );
    this.topic = topic;
    this.partition = partition;
  }
}

/**
 * The position is not in the log (any more) and `autoOffsetReset` is 'none'. The broker's OFFSET_OUT_OF_RANGE, so
 * an OffsetOutOfRangeError of `@k/wire`.
 */
export class PositionNotInLogError extends OffsetOutOfRangeError {
  override readonly name = 'PositionNotInLogError';
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;

  constructor(place: RecordPlace) {
    super({ topic: place.topic, partition: place.partition });
    this.message =
      `offset ${String(place.offset)} of ${place.topic}-${String(place.partition)} is not in the log and autoOffsetReset is 'none':` +
      ` seek to an offset between beginningOffsets() and endOffsets()`;
    this.topic = place.topic;
    this.partition = place.partition;
    this.offset = place.offset;
  }
}

/**
 * The log was cut before the position (KIP-320), and `autoOffsetReset` is 'none': what was read up to there was lost when
 * another replica became the leader. Seek to `divergentOffset` to go on with what took its place.
 */
export class LogTruncationError extends KafkaError {
  override readonly name = 'LogTruncationError';
  readonly topic: string;
  readonly partition: number;
  /** Where reading stood. */
  readonly offset: number;
  /** From where on the log goes on in another way; undefined if the leader does not know. */
  readonly divergentOffset: number | undefined;
  /** Leader epoch of the record before `divergentOffset`. */
  readonly leaderEpoch: number | undefined;

  constructor({ topic, partition, position, divergentOffset, leaderEpoch }: TruncatedLog) {
    const isKnown = divergentOffset >= 0;
    const place = placeOf({ topic, partition, offset: position });
    super(
      `the log was cut before ${place}, what was read is lost${isKnown ? ` from offset ${String(divergentOffset)} on` : ''}, ` +
        `and autoOffsetReset is 'none': seek to ${isKnown ? 'there' : 'an offset between beginningOffsets() and endOffsets()'}`,
    );
    this.topic = topic;
    this.partition = partition;
    this.offset = position;
    this.divergentOffset = isKnown ? divergentOffset : undefined;
    this.leaderEpoch = isKnown ? leaderEpoch : undefined;
  }
}

/** Something asked for several partitions failed for some of them; the others are done. */
abstract class PartitionsError extends KafkaError {
  /** Why each of them failed. */
  readonly errors: readonly Error[];
  /** The partitions that failed, in the order of `errors`. */
  readonly partitions: readonly TopicPartition[];
  /** Every one of the causes may pass. */
  override readonly retriable: boolean;
  /** One of the causes at least tells of stale metadata. */
  override readonly refreshMetadata: boolean;

  constructor(what: string, failed: Iterable<readonly [topic: string, partition: number, error: Error]>) {
    const list = [...failed];
    const each = bySameCause(list).map(({ partitions, error }) => `${namesOf(partitions)}: ${error.message}`);
    super(`${what} ${each.join('; ')}`);
    this.errors = list.map(([, , error]) => error);
    this.partitions = list.map(([topic, partition]) => ({ topic, partition }));
    this.retriable = this.errors.every((error) => KafkaError.is(error) && error.retriable);
    this.refreshMetadata = this.errors.some((error) => KafkaError.is(error) && error.refreshMetadata);
  }
}

/** Some partitions' offsets were not committed; those that are not named were. */
export class CommitError extends PartitionsError {
  override readonly name = 'CommitError';

  constructor(failed: Iterable<readonly [topic: string, partition: number, error: Error]>) {
    super('offsets not committed for', failed);
  }
}

/** Some partitions' offsets could not be looked up. */
export class OffsetLookupError extends PartitionsError {
  override readonly name = 'OffsetLookupError';

  constructor(failed: Iterable<readonly [topic: string, partition: number, error: Error]>) {
    super('offsets not found for', failed);
  }
}

function placeOf({ topic, partition, offset }: RecordPlace): string {
  return `${topic}-${String(partition)} offset ${String(offset)}`;
}
