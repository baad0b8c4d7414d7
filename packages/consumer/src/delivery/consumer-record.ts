import { KafkaRecord } from '@k/codec';
import type { RecordCursor, RecordHeader } from '@k/codec';
import { DeserializationError } from '../errors.ts';

/**
 * Turns the bytes of a key or a value into what the application works with. Null keys and values stay null without it.
 * Called when `record.key` or `record.value` is first touched; the bytes are a view over the fetched data.
 */
export type Deserializer<T> = (bytes: Buffer, topic: string) => T;

/** What all records of one stretch of fetched data share. */
export interface RecordSource<K, V> {
  readonly topic: string;
  readonly partition: number;
  readonly keyDeserializer: Deserializer<K> | undefined;
  readonly valueDeserializer: Deserializer<V> | undefined;
}

/** KafkaRecord with key and value left open, so that a deserialized record can be one object and not two. */
declare class _RawRecord {
  constructor(cursor: RecordCursor);
  /** Its place in the partition. The next record's is greater, not always by one. */
  readonly offset: number;
  /** Milliseconds since the epoch, -1 for none; the time of appending where the topic says LogAppendTime. */
  readonly timestamp: number;
  /** Bytes of the key, -1 for null. Does not deserialize. */
  readonly keyLength: number;
  /** Bytes of the value, -1 for null. Does not deserialize. */
  readonly valueLength: number;
  get key(): unknown;
  get value(): unknown;
  protected readonly bytes: Buffer;
  protected readonly keyStart: number;
  protected readonly valueStart: number;
  /** In order, duplicates kept; made anew at each touch. @throws CodecError when the bytes are damaged */
  get headers(): RecordHeader[];
  /** The same record over memory of its own, to be kept without keeping the fetched data. */
  copy(): this;
}
const Raw = KafkaRecord as unknown as typeof _RawRecord;

/**
 * One record as handed to the application. Positions only: key, value and headers are made when they are touched, key and
 * value once. Until `copy()` it shares memory with the response it came in and keeps that alive.
 */
export class ConsumerRecord<K = Buffer, V = Buffer> extends Raw {
  /** Epoch of the partition's leader when the record was appended (KIP-320), -1 if unknown. */
  readonly leaderEpoch: number;
  // Not #private: KafkaRecord.copy() makes the copy with Object.assign.
  private readonly source: RecordSource<K, V>;
  private madeKey: K | undefined;
  private madeValue: V | undefined;

  /** @internal Takes the record that the cursor stands on. */
  constructor(cursor: RecordCursor, leaderEpoch: number, source: RecordSource<K, V>) {
    super(cursor);
    this.leaderEpoch = leaderEpoch;
    this.source = source;
    this.madeKey = undefined;
    this.madeValue = undefined;
  }

  get topic(): string {
    return this.source.topic;
  }

  get partition(): number {
    return this.source.partition;
  }

  /**
   * @internal Takes the record out of the fetched data, into memory of its own. Views of its bytes that were made before keep
   * that data alive for as long as somebody has them; key and value are made anew.
   */
  detach(): void {
    const { bytes, keyStart, valueStart } = super.copy();
    if (this.source.keyDeserializer === undefined) this.madeKey = undefined;
    if (this.source.valueDeserializer === undefined) this.madeValue = undefined;
    Object.assign(this, { bytes, keyStart, valueStart, end: bytes.length });
  }

  /** @internal The key as it came. */
  get rawKey(): Buffer | null {
    return super.key as Buffer | null;
  }

  /** @internal The value as it came. */
  get rawValue(): Buffer | null {
    return super.value as Buffer | null;
  }

  /** @internal The key as text in which each character is one byte, so that equal keys, and no others, have equal text. */
  get keyAsLatin1(): string | null {
    const { keyStart, keyLength } = this;
    return keyLength < 0 ? null : this.bytes.toString('latin1', keyStart, keyStart + keyLength);
  }

  /** @throws DeserializationError when `keyDeserializer` throws */
  override get key(): K | null {
    if (this.keyLength < 0) return null;
    return (this.madeKey ??= this.deserialize('key', super.key as Buffer, this.source.keyDeserializer));
  }

  /** @throws DeserializationError when `valueDeserializer` throws */
  override get value(): V | null {
    if (this.valueLength < 0) return null;
    return (this.madeValue ??= this.deserialize('value', super.value as Buffer, this.source.valueDeserializer));
  }

  override copy(): this {
    const copy = super.copy();
    copy.madeKey = undefined;
    copy.madeValue = undefined;
    return copy;
  }

  toJSON(): object {
    const { topic, partition, offset, timestamp, leaderEpoch, key, value, headers } = this;
    return { topic, partition, offset, timestamp, leaderEpoch, key, value, headers };
  }

  [Symbol.for('nodejs.util.inspect.custom')](): object {
    return this.toJSON();
  }

  private deserialize<T>(what: 'key' | 'value', bytes: Buffer, deserializer: Deserializer<T> | undefined): T {
    // Without a deserializer T is Buffer: the types of KafkaConsumer see to it.
    if (deserializer === undefined) return bytes as T;
    try {
      return deserializer(bytes, this.topic);
    } catch (cause) {
      throw new DeserializationError(what, this, cause);
    }
  }
}
