import { type ProducerStamp, type RecordBatchWriter, type RecordHeaderInit, stampProducer } from '@k/codec';
import type { BagItem } from '@k/runtime';
import { StateError } from '@k/wire';
import type { ProducerIdentity } from './identity/source.ts';
import type { SealedBatch } from './link.ts';
import type { RecordErrors } from './record-errors.ts';
import { RecordMetadata, type Payload } from './record.ts';
import type { Waiter } from './settle.ts';

/** Sequence numbers go from 0 to 2^31 - 1 and round again. */
export function sequenceAfter(sequence: number, count: number): number {
  return (sequence + count) % 0x80000000;
}

const NO_SEQUENCE = -1;

/**
 * The records of one partition that travel together, from the first append to the broker's answer.
 *
 * No object is kept per record: beside the bytes there is who waits for it, in one array, and when it was created, in
 * another where they are not all of one time. A batch of few records, of many partitions, costs what there is to touch of it.
 */
export class ProducerBatch implements SealedBatch, BagItem {
  readonly topic: string;
  readonly partition: number;
  /** Monotonic milliseconds. */
  readonly createdAt: number;
  /** Among the batches that are not settled. */
  place = -1;
  /** Bytes taken from the memory budget so far. */
  charged = 0;
  /** Monotonic milliseconds before which it is not sent again. */
  notBefore = 0;
  /** Its place among the partition's batches that have left the queue: what orders repetitions. */
  ordinal = -1;
  /** Requests it has been part of. */
  attempts = 0;
  /**
   * What some attempt ended in that does not tell whether the records were stored: no answer, or one that leaves it open.
   * Until an answer does tell, the batch must keep its sequence numbers: only the broker can then tell a repetition from news.
   */
  doubt: Error | null = null;
  /** What the last attempt died of. */
  lastError: Error | null = null;
  identity: ProducerIdentity | null = null;
  baseSequence = NO_SEQUENCE;
  /** Null once its records are compressed elsewhere: then the writer is at the service of another batch. */
  #writer: RecordBatchWriter | null;
  /** What the writer had, once it has left. */
  #plainBytes = 0;
  #sealed: Buffer | null = null;
  #count = 0;
  /** Create time of the first record, and of all others as long as there is no list of them. */
  #createTime = -1;
  #createTimes: number[] | null = null;
  /** Of each record two: who waits for it, and its place in the call it came with (0 for `send`). */
  readonly #waiting: (Waiter | number)[] = [];
  #onSettled: (() => void)[] | null = null;

  constructor(topic: string, partition: number, writer: RecordBatchWriter, now: number) {
    this.topic = topic;
    this.partition = partition;
    this.createdAt = now;
    this.#writer = writer;
  }

  /** It may be stored; see `doubt`. */
  get maybeWritten(): boolean {
    return this.doubt !== null;
  }

  get count(): number {
    return this.#count;
  }

  /** Size of the sealed batch, or the size so far. */
  get byteLength(): number {
    return this.#sealed === null ? this.#plain.byteLength : this.#sealed.length;
  }

  /** Bytes that can be written without taking more memory; a guess for a batch to be compressed. */
  get room(): number {
    const { capacity, byteLength, compression, compressionRatio } = this.#plain;
    return capacity - (compression === 'none' ? byteLength : byteLength / Math.min(compressionRatio, 1));
  }

  /** What it would take uncompressed. */
  get plainByteLength(): number {
    return this.#writer === null ? this.#plainBytes : this.#writer.plainByteLength;
  }

  /** Memory that it holds, in bytes: of its writer, or of its compressed records. */
  get capacity(): number {
    return this.#writer === null ? this.byteLength : this.#writer.capacity;
  }

  /** The writer, for its buffer to be used again once the batch is settled; null when it has left already. */
  get writer(): RecordBatchWriter | null {
    return this.#writer;
  }

  /** Takes its writer away if the batch can do without: a compressed one has memory of its own. Else null. */
  takeWriter(): RecordBatchWriter | null {
    const writer = this.#writer;
    if (this.#sealed === null || writer === null || writer.compression === 'none') return null;
    this.#writer = null;
    this.#plainBytes = writer.plainByteLength;
    return writer;
  }

  /** What has no sealed bytes yet has its records in its writer. */
  get #plain(): RecordBatchWriter {
    return this.#writer as RecordBatchWriter;
  }

  /** Writes one record; false when the batch has no room for it. */
  tryAppend(
    timestamp: number,
    key: Payload,
    value: Payload,
    headers: readonly RecordHeaderInit[] | undefined,
    target: Waiter,
    index: number,
  ): boolean {
    const delta = this.#plain.tryAppend(timestamp, key, value, headers);
    if (delta < 0) return false;
    if (timestamp !== this.#createTime || this.#createTimes !== null) this.#created(timestamp);
    this.#count++;
    this.#waiting.push(target, index);
    return true;
  }

  /**
   * The bytes to send, compressed and checksummed at the first call, stamped with the present identity and sequence. Later
   * calls give the same bytes again.
   */
  seal(): Buffer {
    const { identity } = this;
    this.#sealed ??= identity === null ? this.#plain.seal() : this.#plain.seal(this.#stamp(identity));
    return this.#sealed;
  }

  /**
   * Another thread is to compress it before it goes. Not a batch that has its place in the sequence, which may hold up others:
   * {@link seal} compresses it on the spot.
   */
  get wantsThread(): boolean {
    return this.#sealed === null && this.attempts === 0 && this.#plain.wantsThread;
  }

  /** Another thread compresses it. */
  get isCompressing(): boolean {
    return this.#sealed === null && this.#plain.isSealed;
  }

  /** Has another thread compress it. What it then has to do yet is to be numbered. @throws what the codec throws */
  async compress(): Promise<void> {
    this.#sealed = await this.#plain.sealAsync();
  }

  /** What {@link seal} gave. */
  get records(): Buffer {
    if (this.#sealed === null)
      throw new StateError(`${this.topic}-${this.partition}: a batch goes out that is not sealed`);
    return this.#sealed;
  }

  /** Gives the batch its place in the partition's sequence; what is sealed already is stamped anew. */
  assign(identity: ProducerIdentity, baseSequence: number): void {
    this.identity = identity;
    this.baseSequence = baseSequence;
    if (this.#sealed === null) return;
    // A copy, once they went out: the bytes of a request that failed may still be in a socket's hands.
    if (this.attempts > 0) this.#sealed = Buffer.from(this.#sealed);
    stampProducer(this.#sealed, this.#stamp(identity));
  }

  #stamp({ producerId, epoch, isTransactional = false }: ProducerIdentity): ProducerStamp {
    return { producerId, producerEpoch: epoch, baseSequence: this.baseSequence, isTransactional };
  }

  get hasSequence(): boolean {
    return this.baseSequence !== NO_SEQUENCE;
  }

  /** Back among those never sent. Only for a batch that is known not to be in the log. */
  forgetSequence(): void {
    this.identity = null;
    this.baseSequence = NO_SEQUENCE;
  }

  /** The broker has it. `baseOffset` -1: it did not say where. `logAppendTime` -1: the records keep their own times. */
  succeed(baseOffset: number, logAppendTime: number): void {
    const { topic, partition } = this;
    const waiting = this.#waiting;
    for (let delta = 0; delta < this.#count;) {
      const first = delta;
      const target = waiting[2 * delta] as Waiter;
      for (; waiting[2 * delta] === target; delta++) {
        const offset = baseOffset < 0 ? -1 : baseOffset + delta;
        const timestamp = logAppendTime < 0 ? this.#timestampOf(delta) : logAppendTime;
        const metadata = new RecordMetadata(topic, partition, offset, timestamp);
        if (typeof target === 'function') target(metadata);
        else target.outcomes[waiting[2 * delta + 1] as number] = metadata;
      }
      if (typeof target !== 'function') target.settled(delta - first);
    }
    this.#finish();
  }

  /** @param errorOf what each record died of, by its place in the batch; without it all died of `error` */
  fail(error: Error, errorOf: RecordErrors | null = null): void {
    const waiting = this.#waiting;
    for (let delta = 0; delta < this.#count;) {
      const first = delta;
      const target = waiting[2 * delta] as Waiter;
      for (; waiting[2 * delta] === target; delta++) {
        const reason = errorOf === null ? error : errorOf(delta);
        if (typeof target === 'function') target(Promise.reject(reason));
        else target.fail(waiting[2 * delta + 1] as number, reason);
      }
      if (typeof target !== 'function') target.settled(delta - first);
    }
    this.#finish();
  }

  /** Who waits for each record, in order. */
  forEachRecord(visit: (target: Waiter, index: number) => void): void {
    const waiting = this.#waiting;
    for (let at = 0; at < waiting.length; at += 2) visit(waiting[at] as Waiter, waiting[at + 1] as number);
  }

  /** Its records are in `parts` now: it is settled when all of them are. */
  becomes(parts: readonly ProducerBatch[]): void {
    let left = parts.length;
    for (const part of parts) {
      part.onSettled(() => {
        if (--left === 0) this.#finish();
      });
    }
  }

  /** Calls back once every record has its outcome. */
  onSettled(listener: () => void): void {
    (this.#onSettled ??= []).push(listener);
  }

  /** The next record is of another time than the first, or some before it was. */
  #created(timestamp: number): void {
    if (this.#count === 0) this.#createTime = timestamp;
    else (this.#createTimes ??= new Array<number>(this.#count).fill(this.#createTime)).push(timestamp);
  }

  #timestampOf(delta: number): number {
    return this.#createTimes === null ? this.#createTime : (this.#createTimes[delta] as number);
  }

  #finish(): void {
    const listeners = this.#onSettled;
    this.#onSettled = null;
    if (listeners !== null) for (const listener of listeners) listener();
  }
}
