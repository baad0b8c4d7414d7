import { withResolvers } from '@k/runtime';
import type { ConsumerRecord } from '../delivery/consumer-record.ts';
import type { BadRecordPolicy, EarlyDeserializer } from '../delivery/deserializer.ts';
import { nextTurn } from '../delivery/node-turn.ts';
import { DeserializationError } from '../errors.ts';
import type { SkippedRecords } from '../events.ts';
import { isPromiseLike } from '../promise-like.ts';
import type { ByteBudget, ByteLease } from './byte-budget.ts';
import type { FetchedData, Preparation } from './fetched-data.ts';

/** Records whose deserializers are waited for at a time: of each partition. */
const MOST_PENDING = 16;
/** After so many bytes the event loop gets its turn. */
const BYTES_PER_TURN = 262_144;

export interface EarlyDeserialization<K, V> {
  /** undefined: when it is touched. */
  readonly key: EarlyDeserializer<K> | undefined;
  readonly value: EarlyDeserializer<V> | undefined;
  readonly onBadRecord: BadRecordPolicy;
  readonly onSkipped: (skipped: SkippedRecords) => void;
  /** The bytes of what was deserialized count here until they are released. */
  readonly budget: ByteBudget;
}

/** A deserializer that has not settled. */
interface Pending {
  readonly record: { readonly offset: number };
  readonly settled: Promise<void>;
}

/** Records whose keys and values are made before they are handed out. */
export class DeserializedData<K, V> implements FetchedData<K, V>, Preparation {
  readonly byteLength: number;
  readonly highWatermark: number;
  readonly endOffset: number;
  readonly endLeaderEpoch: number;
  position: number;
  leaderEpoch = -1;
  recordsRead = 0;
  readonly #inner: FetchedData<K, V>;
  readonly #how: EarlyDeserialization<K, V>;
  readonly #records: ConsumerRecord<K, V>[] = [];
  /** Whether some of them have a `deserializationError`. */
  #hasBad = false;
  /** In order. */
  readonly #pending: Pending[] = [];
  #next = 0;
  #users = 1;
  /** Met after the last of the records. */
  #failure: { readonly error: unknown } | null = null;
  #lease: ByteLease | null = null;
  /** Nothing is to be waited for any more: all is done, or nobody wants it. */
  readonly #over = withResolvers();
  #state: 'waiting' | 'done' | 'released' = 'waiting';

  constructor(inner: FetchedData<K, V>, how: EarlyDeserialization<K, V>) {
    this.#inner = inner;
    this.#how = how;
    this.byteLength = inner.byteLength;
    this.highWatermark = inner.highWatermark;
    this.endOffset = inner.endOffset;
    this.endLeaderEpoch = inner.endLeaderEpoch;
    this.position = inner.position;
  }

  get preparation(): Preparation | null {
    return this.#state === 'waiting' ? this : null;
  }

  get waitsFor(): string {
    const [first] = this.#pending;
    if (first !== undefined) {
      return `the deserializer of the record at offset ${String(first.record.offset)} has not settled`;
    }
    return this.#inner.preparation?.waitsFor ?? 'its records are being deserialized';
  }

  run(): Promise<void> {
    void this.#run().then(this.#over.resolve);
    return this.#over.promise;
  }

  async #run(): Promise<void> {
    await this.#inner.preparation?.run();
    try {
      await this.#deserializeAll();
    } catch (error) {
      this.#failure = { error };
    }
    while (this.#pending.length > 0) await this.#settleFirst();
    if (this.#state === 'waiting') this.#state = 'done';
  }

  async #deserializeAll(): Promise<void> {
    let bytes = 0;
    let bytesThisTurn = 0;
    while (this.#state === 'waiting' && !this.#isOver) {
      const record = this.#inner.next();
      if (record === null) break;
      this.#records.push(record);
      this.#deserialize(record);
      const size = Math.max(record.keyLength, 0) + Math.max(record.valueLength, 0);
      bytes += size;
      bytesThisTurn += size;
      if (this.#pending.length >= MOST_PENDING) await this.#settleFirst();
      if (bytesThisTurn >= BYTES_PER_TURN) {
        bytesThisTurn = 0;
        await nextTurn();
      }
    }
    if (this.#state !== 'waiting') return;
    this.#lease = this.#how.budget.settle(0, bytes);
    this.#lease.retain();
  }

  /** What comes after a record that is thrown is of no use. */
  get #isOver(): boolean {
    return this.#how.onBadRecord === 'fail' && this.#hasBad;
  }

  async #settleFirst(): Promise<void> {
    await this.#pending[0]?.settled;
    this.#pending.shift();
  }

  #deserialize(record: ConsumerRecord<K, V>): void {
    const { key, value } = this.#how;
    if (key !== undefined && record.keyLength >= 0) this.#make('key', record, key);
    if (value !== undefined && record.valueLength >= 0) this.#make('value', record, value);
  }

  #make(what: 'key' | 'value', record: ConsumerRecord<K, V>, deserializer: EarlyDeserializer<K | V>): void {
    const bytes = (what === 'key' ? record.rawKey : record.rawValue) as Buffer;
    const failed = (cause: unknown): void => this.#failed(what, record, cause);
    try {
      const made = deserializer(record, bytes);
      if (!isPromiseLike(made)) record.made(what, made);
      else {
        const settled = Promise.resolve(made).then((value) => record.made(what, value), failed);
        this.#pending.push({ record, settled });
      }
    } catch (cause) {
      failed(cause);
    }
  }

  #failed(what: 'key' | 'value', record: ConsumerRecord<K, V>, cause: unknown): void {
    record.made(what, what === 'key' ? record.rawKey : record.rawValue);
    record.failed(new DeserializationError(what, record, cause));
    this.#hasBad = true;
  }

  next(): ConsumerRecord<K, V> | null {
    for (;;) {
      const record = this.#records[this.#next++];
      if (record === undefined) return this.#end();
      const { offset } = record;
      const error = this.#hasBad ? record.deserializationError : undefined;
      if (error !== undefined && this.#how.onBadRecord === 'fail') {
        this.position = offset;
        throw error;
      }
      this.position = offset + 1;
      this.leaderEpoch = record.leaderEpoch;
      if (error === undefined || this.#how.onBadRecord === 'raw') {
        this.recordsRead++;
        return record;
      }
      const { topic, partition } = record;
      this.#how.onSkipped({ topic, partition, offset, nextOffset: offset + 1, error });
    }
  }

  #end(): null {
    this.position = this.#inner.position;
    this.leaderEpoch = this.#inner.leaderEpoch;
    if (this.#failure !== null) throw this.#failure.error;
    return null;
  }

  retain(): void {
    this.#users++;
  }

  release(): void {
    if (--this.#users > 0) return;
    this.#state = 'released';
    this.#over.resolve();
    this.#lease?.release();
    this.#inner.release();
  }
}
