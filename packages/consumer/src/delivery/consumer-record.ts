import { KafkaRecord } from '@k/codec';
import type { RecordCursor, RecordHeader } from '@k/codec';
import { DeserializationError } from '../errors.ts';
import { MADE_EARLY } from './deserializer.ts';
import type { LazyDeserializer } from './deserializer.ts';

/** Of the few records that have one: a field of its own would cost every record. */
const deserializationErrors = new WeakMap<object, DeserializationError>();

/** What all records of one stretch of fetched data share. */
export interface RecordSource<K, V> {
  readonly topic: string;
  readonly partition: number;
  readonly keyDeserializer: LazyDeserializer<K> | undefined;
  readonly valueDeserializer: LazyDeserializer<V> | undefined;
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
    const former = this.bytes;
    if (this.source.keyDeserializer === undefined) this.madeKey = undefined;
    if (this.source.valueDeserializer === undefined) this.madeValue = undefined;
    Object.assign(this, { bytes, keyStart, valueStart, end: bytes.length });
    if (this.deserializationError !== undefined) this.moveRaw(former);
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

  /** The key as bytes, whatever the deserializers make of it. */
  get rawKey(): Buffer | null {
    return super.key as Buffer | null;
  }

  /** The value as bytes, whatever the deserializers make of it. */
  get rawValue(): Buffer | null {
    return super.value as Buffer | null;
  }

  /**
   * Why the key or the value is bytes and not what its deserializer should have made (`onBadRecord: 'raw'`). If both are, this is about
   * the one that failed first.
   */
  get deserializationError(): DeserializationError | undefined {
    return deserializationErrors.get(this);
  }

  /** What was made before the record was handed out is kept as it is; what is made at a touch is made anew. */
  override copy(): this {
    const copy = super.copy();
    if (this.source.keyDeserializer !== MADE_EARLY) copy.madeKey = undefined;
    if (this.source.valueDeserializer !== MADE_EARLY) copy.madeValue = undefined;
    const error = this.deserializationError;
    if (error !== undefined) {
      copy.failed(error);
      copy.moveRaw(this.bytes);
    }
    return copy;
  }

  /** What is handed out as bytes is in the record's own memory, too. */
  private moveRaw(former: Buffer): void {
    if (isView(this.madeKey, former)) this.madeKey = this.rawKey as K;
    if (isView(this.madeValue, former)) this.madeValue = this.rawValue as V;
  }

  /** @internal What an early deserializer made. */
  made(what: 'key' | 'value', made: unknown): void {
    if (what === 'key') this.madeKey = made as K;
    else this.madeValue = made as V;
  }

  /** @internal An early deserializer made nothing. */
  failed(error: DeserializationError): void {
    if (!deserializationErrors.has(this)) deserializationErrors.set(this, error);
  }

  toJSON(): object {
    const { topic, partition, offset, timestamp, leaderEpoch, key, value, headers } = this;
    return { topic, partition, offset, timestamp, leaderEpoch, key, value, headers };
  }

  [Symbol.for('nodejs.util.inspect.custom')](): object {
    return this.toJSON();
  }

  private deserialize<T>(what: 'key' | 'value', bytes: Buffer, deserializer: LazyDeserializer<T> | undefined): T {
    // Without a deserializer T is Buffer: the types of KafkaConsumer see to it.
    if (deserializer === undefined) return bytes as T;
    try {
      const made = deserializer(bytes, this.topic);
      if (made instanceof Promise) throw gavePromise(what, made);
      return made;
    } catch (cause) {
      throw new DeserializationError(what, this, cause);
    }
  }
}

/** Nobody waits for it any more. */
function gavePromise(what: 'key' | 'value', promise: Promise<unknown>): TypeError {
  promise.catch(() => undefined);
  return new TypeError(
    `${what}Deserializer gave a promise, too late to be awaited: write it as an async function, async (bytes) => ..., or as an object { deserialize(bytes, topic, headers) }`,
  );
}

function isView(made: unknown, bytes: Buffer): boolean {
  return Buffer.isBuffer(made) && made.buffer === bytes.buffer;
}
