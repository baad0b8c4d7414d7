import type { RecordHeader } from '@k/codec';

/**
 * Whether a record is part of a transaction, and what became of that: 'none' without one; 'open' as long as it is not ended,
 * which a reader of committed records waits for; 'aborted' ones are passed over by such a reader.
 */
export type RecordTransaction = 'none' | 'open' | 'committed' | 'aborted';

/** All that a {@link LoggedRecord} is made of. */
export type LoggedRecordInit = Omit<LoggedRecord, 'keyText' | 'valueText' | 'json' | 'headerText' | 'toString'>;

/** A record of a partition's log, decompressed and decoded, with memory of its own: see `Broker.records()`. */
export class LoggedRecord {
  /** Where it is. */
  readonly topic: string;
  /** Its number in the topic. */
  readonly partition: number;
  /** Its place in the partition. */
  readonly offset: number;
  /** Milliseconds since the epoch; -1 when the record has none. */
  readonly timestamp: number;
  /** Null: it has none. */
  readonly key: Buffer | null;
  /** Null: a tombstone. */
  readonly value: Buffer | null;
  /** In their order, with those of the same name. */
  readonly headers: readonly RecordHeader[];
  /** Epoch of the leader that appended it. */
  readonly leaderEpoch: number;
  /** -1: its producer was not idempotent. */
  readonly producerId: number;
  /** -1 without a producer id. */
  readonly producerEpoch: number;
  /** -1 without a producer id. */
  readonly sequence: number;
  /** As it was when the record was read. */
  readonly transaction: RecordTransaction;

  constructor(init: LoggedRecordInit) {
    this.topic = init.topic;
    this.partition = init.partition;
    this.offset = init.offset;
    this.timestamp = init.timestamp;
    this.key = init.key;
    this.value = init.value;
    this.headers = init.headers;
    this.leaderEpoch = init.leaderEpoch;
    this.producerId = init.producerId;
    this.producerEpoch = init.producerEpoch;
    this.sequence = init.sequence;
    this.transaction = init.transaction;
  }

  /** The key as UTF-8. */
  get keyText(): string | null {
    return this.key === null ? null : this.key.toString('utf8');
  }

  /** The value as UTF-8. */
  get valueText(): string | null {
    return this.value === null ? null : this.value.toString('utf8');
  }

  /** The value as JSON; null for a tombstone. @throws SyntaxError when it is none */
  get json(): unknown {
    return this.valueText === null ? null : (JSON.parse(this.valueText) as unknown);
  }

  /** The last header of this name as UTF-8; undefined when there is none, or when its value is null. */
  headerText(name: string): string | undefined {
    return this.headers.findLast(({ key }) => key === name)?.value?.toString('utf8');
  }

  /** `orders-0@17` */
  toString(): string {
    return `${this.topic}-${String(this.partition)}@${String(this.offset)}`;
  }
}
