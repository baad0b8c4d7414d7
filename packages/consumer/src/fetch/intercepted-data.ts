import type { ConsumerRecord } from '../delivery/consumer-record.ts';
import type { FetchedData, Preparation } from './fetched-data.ts';

/** Fetched data whose records are shown to somebody when they are handed out. */
export class InterceptedData<K, V> implements FetchedData<K, V> {
  readonly #inner: FetchedData<K, V>;
  readonly #onConsume: (record: ConsumerRecord<K, V>) => void;

  constructor(inner: FetchedData<K, V>, onConsume: (record: ConsumerRecord<K, V>) => void) {
    this.#inner = inner;
    this.#onConsume = onConsume;
  }

  get byteLength(): number {
    return this.#inner.byteLength;
  }

  get highWatermark(): number {
    return this.#inner.highWatermark;
  }

  get endOffset(): number {
    return this.#inner.endOffset;
  }

  get endLeaderEpoch(): number {
    return this.#inner.endLeaderEpoch;
  }

  get recordsRead(): number {
    return this.#inner.recordsRead;
  }

  get position(): number {
    return this.#inner.position;
  }

  get leaderEpoch(): number {
    return this.#inner.leaderEpoch;
  }

  get preparation(): Preparation | null {
    return this.#inner.preparation;
  }

  next(): ConsumerRecord<K, V> | null {
    const record = this.#inner.next();
    if (record !== null) this.#onConsume(record);
    return record;
  }

  retain(): void {
    this.#inner.retain();
  }

  release(): void {
    this.#inner.release();
  }
}
