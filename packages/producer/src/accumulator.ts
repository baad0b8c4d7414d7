import { CodecError, RECORD_BATCH_OVERHEAD, recordSizeUpperBound, type RecordHeaderInit } from '@k/codec';
import { Bag, type Runtime } from '@k/runtime';
import { KafkaError, TimeoutError, messageOf } from '@k/wire';
import { ProducerBatch } from './batch.ts';
import { isRecord, notARecord } from './arguments.ts';
import { checkPartition, checkRecord } from './check-record.ts';
import { RecordTooLargeError, SerializationError } from './errors.ts';
import { headersOf } from './headers.ts';
import type { IdentitySource } from './identity/source.ts';
import type { ProduceLink } from './link.ts';
import { BatchMemory } from './memory.ts';
import type { ProducerCounters } from './metrics.ts';
import type { PartitionQueue } from './partition-queue.ts';
import { isLate, LatePayloads } from './late-payloads.ts';
import { payloadOf, type Serializer, writtenBy } from './payload.ts';
import { ANY_PARTITION, type Partitioner, type PlaceKey } from './partitioner.ts';
import { customPartition } from './placement.ts';
import type { Payload, ProducerRecord } from './record.ts';
import type { Sender } from './sender.ts';
import { refuse, type Waiter } from './settle.ts';
import { type Cut, splitBatch } from './split.ts';
import type { TopicState } from './topic-state.ts';
import { Topics } from './topics.ts';
import type { Troubles } from './troubles.ts';
import { type Admission, WaitingLine, type WaitingCall } from './waiting-line.ts';

export interface AccumulatorOptions {
  readonly batchSize: number;
  readonly bufferMemory: number;
  readonly maxBlockMs: number;
  readonly maxRequestSize: number;
  readonly maxInFlight: number;
  readonly metadataMaxIdleMs: number;
  readonly compression: ConstructorParameters<typeof BatchMemory>[1]['compression'];
  readonly compressionLevel: number | undefined;
  /** undefined: what the codec says. */
  readonly compressionThreadBytes?: number | undefined;
  /** Decides alone where there is one. */
  readonly partitioner: Partitioner | null;
  readonly placeKey: PlaceKey;
  readonly adaptive: boolean;
  /** 0: no broker is avoided for being slow. */
  readonly availabilityTimeoutMs: number;
  readonly keySerializer: Serializer | null;
  readonly valueSerializer: Serializer | null;
}

type AnyRecord = ProducerRecord<unknown, unknown>;

/** Bytes that records without a key give to a partition before they move on, as in Java (KIP-794). */
const STICKY_BYTES = 16_384;
/** What a record takes beside key, value and headers, at most (recordSizeUpperBound), its lengths included. */
const RECORD_OVERHEAD = 21 + 5 + 5 + 5;

/**
 * Writes records into the open batch of their partition, at once where it can, in the order of the calls where it must
 * wait (for a topic's metadata, for memory).
 */
export class Accumulator {
  readonly line: WaitingLine;
  readonly memory: BatchMemory;
  /** Batches not settled yet, in no order. */
  readonly incomplete = new Bag<ProducerBatch>();
  /** Flushes under way. */
  flushing = 0;
  readonly #link: ProduceLink;
  readonly #identity: IdentitySource | null;
  readonly #options: AccumulatorOptions;
  readonly #serialized: { readonly key: boolean; readonly value: boolean };
  readonly #runtime: Runtime;
  readonly #counters: ProducerCounters;
  readonly #troubles: Troubles;
  readonly #topics: Topics;
  #sender!: Sender;
  #advancing = false;
  /** Of the record that was tried last, for the call that it waits in. */
  #late: LatePayloads | null = null;
  /** Some serializer gave a promise once. */
  #hasBeenLate = false;
  // The topic of the last record: calls tend to stay with one.
  #lastTopic: TopicState | null = null;

  constructor(
    link: ProduceLink,
    identity: IdentitySource | null,
    options: AccumulatorOptions,
    runtime: Runtime,
    counters: ProducerCounters,
    troubles: Troubles,
  ) {
    this.#link = link;
    this.#identity = identity;
    this.#options = options;
    this.#serialized = { key: options.keySerializer !== null, value: options.valueSerializer !== null };
    this.#runtime = runtime;
    this.#counters = counters;
    this.#troubles = troubles;
    this.line = new WaitingLine(this, runtime.clock);
    this.memory = new BatchMemory(options.bufferMemory, {
      // A first record always fits, so the smallest batch holds one.
      maxBytes: Math.max(options.batchSize, RECORD_BATCH_OVERHEAD + 1),
      compression: options.compression,
      level: options.compressionLevel,
      asyncFromBytes: options.compressionThreadBytes,
    });
    const { batchSize, maxInFlight, metadataMaxIdleMs: maxIdleMs } = options;
    const { clock, random } = runtime;
    this.#topics = new Topics(
      link,
      { identity, maxInFlight, stickyBytes: Math.min(STICKY_BYTES, batchSize), maxIdleMs, clock, random, counters },
      troubles,
      {
        changed: () => {
          if (this.line.length > 0) this.#advanceSoon();
        },
        loaded: () => this.line.advance(),
        dropped: (topic) => {
          if (this.#lastTopic === topic) this.#lastTopic = null;
        },
      },
    );
  }

  /** The two need each other; called once, before the first record. */
  attach(sender: Sender): void {
    this.#sender = sender;
  }

  /** {@link BatchOwner}: open batches go as they are. */
  get hurried(): boolean {
    return this.flushing > 0 || this.line.starved;
  }

  /** Takes one record; `target` learns of its fate. A call that has to wait is returned, for the caller to abort it. */
  add(record: AnyRecord, target: Waiter, timestamp: number): WaitingCall | null {
    const lacks = this.#tryNow(record, target, 0, timestamp);
    if (lacks === 'settled') return null;
    const call = this.line.join([record], target, timestamp, this.#options.maxBlockMs);
    this.#wait(call, record, 0, lacks);
    return call;
  }

  /** Takes many records of one call: those that lack nothing do not wait for those that do. */
  addMany(records: readonly AnyRecord[], target: Waiter, timestamp: number): WaitingCall | null {
    let call: WaitingCall | null = null;
    for (let i = 0; i < records.length; i++) {
      const record = records[i] as AnyRecord;
      if (!isRecord(record)) {
        this.#refuse(undefined, target, i, notARecord('sendMany()', record));
        continue;
      }
      const lacks = this.#tryNow(record, target, i, timestamp);
      if (lacks === 'settled') continue;
      call ??= this.line.join(records, target, timestamp, this.#options.maxBlockMs);
      this.#wait(call, record, i, lacks);
    }
    return call;
  }

  /** {@link Admitter} */
  admit(record: AnyRecord, index: number, call: WaitingCall): Admission {
    const admission = this.#admit(record, call.target, index, call.timestamp, call.lateOf(index));
    if (admission === 'serializer') this.#keepLate(call, index);
    return admission;
  }

  /** {@link Admitter} Promises of many records run at the same time: their serializers are asked while they wait. */
  passedOver(record: AnyRecord, index: number, call: WaitingCall): void {
    if (!this.#hasBeenLate || call.lateOf(index) !== undefined) return;
    const { keySerializer, valueSerializer } = this.#options;
    call.keep(index, new LatePayloads(record, this.#onSerialized).begin(keySerializer, valueSerializer));
  }

  /** {@link Admitter} */
  expire(record: AnyRecord, index: number, call: WaitingCall, lacks: Admission): void {
    this.#refuse(record.topic, call.target, index, this.#lateness(record, lacks));
  }

  /** The caller has aborted: what still waits is not sent. */
  abort(call: WaitingCall, reason: Error): void {
    const records = this.line.leave(call);
    if (records === 0) return;
    call.serve(({ topic }) => {
      this.#counters.failed(topic, 1);
      return 'settled';
    });
    this.#identity?.recordsFailed(reason);
  }

  /** Refuses all who wait. Returns how many records that were. */
  refuseWaiting(error: () => Error): number {
    let records = 0;
    for (const call of this.line.clear()) {
      records += call.length;
      call.serve(({ topic }, index) => {
        this.#refuse(topic, call.target, index, error());
        return 'settled';
      });
    }
    return records;
  }

  /** Why what was taken is not stored yet, as far as that is known. */
  trouble(): Error | undefined {
    for (const { lastError } of this.incomplete) if (lastError !== null) return lastError;
    return this.#troubles.oldest ?? this.#link.trouble();
  }

  stop(): void {
    this.#topics.stop();
  }

  /** {@link BatchOwner} */
  sealed(batch: ProducerBatch): void {
    // Another thread may have been at it still when it was given up.
    if (!this.incomplete.has(batch)) return;
    this.memory.sealed(batch);
    if (this.line.length > 0) this.#advanceSoon();
  }

  /** {@link BatchOwner} */
  release(batch: ProducerBatch, reusable: boolean): void {
    this.incomplete.delete(batch);
    this.memory.release(batch, reusable);
    if (this.line.length > 0) this.#advanceSoon();
  }

  /** {@link BatchOwner} */
  split(batch: ProducerBatch, cut: Cut): ProducerBatch[] {
    const { compression, compressionLevel: level } = this.#options;
    const parts = splitBatch(batch, { compression, level }, cut);
    this.incomplete.delete(batch);
    this.memory.release(batch, false);
    for (const part of parts) {
      this.incomplete.add(part);
      this.memory.charge(part);
    }
    return parts;
  }

  #lateness(record: AnyRecord, lacks: Admission): Error {
    const { maxBlockMs } = this.#options;
    if (lacks === 'memory') return this.#noMemory();
    if (lacks !== 'serializer') return this.#topics.missing(record, maxBlockMs);
    return new TimeoutError({
      operation: 'serializer',
      timeoutMs: maxBlockMs,
      message: `send: a serializer did not settle within maxBlockMs (${maxBlockMs} ms) (a record for topic "${record.topic}")`,
    });
  }

  #tryNow(record: AnyRecord, target: Waiter, index: number, timestamp: number): Admission {
    return this.line.mustWait(record) ? 'turn' : this.#admit(record, target, index, timestamp);
  }

  /** Puts one record where it belongs, or says what it lacks. */
  #admit(record: AnyRecord, target: Waiter, index: number, timestamp: number, late?: LatePayloads): Admission {
    try {
      const topic = this.#topicOf(record);
      if (topic.count === 0) return this.#lacks(topic, record, 'topic');
      const { partition } = record;
      // Not `>=`: NaN and what is no number at all have to end up here too.
      if (partition !== undefined && partition !== null && !(partition < topic.count)) {
        return this.#lacks(topic, record, 'partition');
      }
      return this.#write(record, topic, target, index, record.timestamp ?? timestamp, late);
    } catch (error) {
      this.#refuse(record.topic, target, index, this.#explain(error, record));
      return 'settled';
    }
  }

  #write(
    record: AnyRecord,
    topic: TopicState,
    target: Waiter,
    index: number,
    timestamp: number,
    late: LatePayloads | undefined,
  ): Admission {
    const { keySerializer, valueSerializer, maxRequestSize, partitioner, placeKey } = this.#options;
    let key: Payload;
    let value: Payload;
    if (late !== undefined) {
      if (!late.isReady) {
        this.#late = late;
        return 'serializer';
      }
      ({ key, value } = late);
    } else if (keySerializer === null && valueSerializer === null) {
      key = payloadOf(record.key, record, 'key');
      value = payloadOf(record.value, record, 'value');
    } else {
      const serializedKey = writtenBy(keySerializer, record.key, record, 'key');
      const serializedValue = writtenBy(valueSerializer, record.value, record, 'value');
      if (isLate(serializedKey) || isLate(serializedValue)) {
        this.#late = new LatePayloads(record, this.#onSerialized).await(serializedKey, serializedValue);
        return 'serializer';
      }
      key = serializedKey;
      value = serializedValue;
    }
    const headers = record.headers === undefined ? undefined : headersOf(record);
    const { partition } = record;

    let queue: PartitionQueue;
    let sticky = false;
    if (partition !== undefined && partition !== null) {
      checkPartition(partition, topic.name);
      queue = topic.queues[partition] as PartitionQueue;
    } else if (partitioner !== null) {
      queue = topic.queues[customPartition(partitioner, topic, key, value)] as PartitionQueue;
    } else {
      const place = placeKey(key, topic.count);
      sticky = place === ANY_PARTITION;
      queue = sticky ? this.#stickyQueue(topic) : (topic.queues[place] as PartitionQueue);
    }
    // The bound costs nothing; the exact size is asked for only when the bound is too much.
    const memory = this.memory;
    const bound = RECORD_OVERHEAD + 3 * ((key === null ? 0 : key.length) + (value === null ? 0 : value.length));
    if (headers !== undefined || bound > memory.free || RECORD_BATCH_OVERHEAD + bound > maxRequestSize) {
      const recordSize = recordSizeUpperBound(key, value, headers);
      const size = RECORD_BATCH_OVERHEAD + recordSize;
      if (size > maxRequestSize) throw new RecordTooLargeError(topic.name, size, maxRequestSize, 'maxRequestSize');
      if (size > memory.capacity) throw new RecordTooLargeError(topic.name, size, memory.capacity, 'bufferMemory');
      // The open batch's buffer is charged already: a record that fits without growing it takes no memory. And with no
      // memory in use one record is let in, whatever its size.
      const needed = recordSize + textSlack(key) + textSlack(value);
      if (size > memory.free && memory.used > 0 && needed > (queue.open?.room ?? 0)) return 'memory';
    }
    this.#append(queue, topic, sticky, timestamp, key, value, headers, target, index);
    return 'settled';
  }

  #append(
    queue: PartitionQueue,
    topic: TopicState,
    sticky: boolean,
    timestamp: number,
    key: Payload,
    value: Payload,
    headers: readonly RecordHeaderInit[] | undefined,
    target: Waiter,
    index: number,
  ): void {
    let batch = queue.open;
    while (batch === null || !batch.tryAppend(timestamp, key, value, headers, target, index)) {
      if (batch === null) {
        const fresh = new ProducerBatch(
          queue.topic,
          queue.partition,
          this.memory.takeWriter(),
          this.#runtime.clock.monotonic(),
        );
        // A record that cannot be written throws here, before the batch is in the queue.
        fresh.tryAppend(timestamp, key, value, headers, target, index);
        batch = fresh;
        queue.open = fresh;
        topic.isUsed = true;
        this.incomplete.add(fresh);
        this.#sender.wake(queue);
        break;
      }
      // Full. A record without a key may as well open the next batch elsewhere.
      queue.close();
      this.#sender.wake(queue);
      if (sticky) queue = this.#stickyQueue(topic);
      batch = queue.open;
    }
    if (sticky) topic.sticky.wrote(RECORD_OVERHEAD + (value === null ? 0 : value.length));
    if (batch.capacity !== batch.charged) this.memory.charge(batch);
  }

  #stickyQueue(topic: TopicState): PartitionQueue {
    const { sticky } = topic;
    const queue = topic.queues[sticky.partition];
    if (queue !== undefined && (!sticky.isDue || (queue.open !== null && !this.#isStalled(queue)))) return queue;
    const partition = sticky.draw(topic.available, {
      waiting: (it) => (this.#options.adaptive ? (topic.queues[it] as PartitionQueue).waiting : 0),
      isStalled: (it) => this.#isStalled(topic.queues[it] as PartitionQueue),
    });
    return topic.queues[partition] as PartitionQueue;
  }

  #isStalled(queue: PartitionQueue): boolean {
    const { availabilityTimeoutMs } = this.#options;
    return availabilityTimeoutMs > 0 && this.#sender.silentMs(queue) > availabilityTimeoutMs;
  }

  /** @throws SerializationError */
  #topicOf(record: AnyRecord): TopicState {
    const last = this.#lastTopic;
    if (last !== null && last.name === record.topic) return last;
    let topic = this.#topics.get(record.topic);
    if (topic === undefined) {
      // A wrong record throws here, before its topic is remembered.
      checkRecord(record, this.#serialized);
      topic = this.#topics.add(record.topic);
    }
    // A topic that is not known may be forgotten again, so it is not kept.
    if (topic.count > 0) this.#lastTopic = topic;
    return topic;
  }

  #wait(call: WaitingCall, record: AnyRecord, index: number, lacks: Admission): void {
    this.line.wait(call, record, index, lacks);
    if (lacks === 'serializer') this.#keepLate(call, index);
    else this.passedOver(record, index, call);
    // The sender sends open batches early while a call waits for memory.
    if (lacks === 'memory') this.#sender.schedule();
  }

  /** The record that was just tried has to wait for its serializers, and its topic with it. */
  #keepLate(call: WaitingCall, index: number): void {
    const late = this.#late as LatePayloads;
    this.#late = null;
    this.#hasBeenLate = true;
    late.isAwaited = true;
    call.keep(index, late);
  }

  readonly #onSerialized = (): void => this.#advanceSoon();

  #refuse(topic: string | undefined, target: Waiter, index: number, error: Error): void {
    this.#counters.failed(topic, 1);
    this.#identity?.recordsFailed(error);
    refuse(target, index, error);
  }

  /** Has what a record lacks asked for. @throws what is wrong with the record, or with its topic for good */
  #lacks(topic: TopicState, record: AnyRecord, lacks: 'topic' | 'partition'): Admission {
    checkRecord(record, this.#serialized);
    this.#topics.want(topic, record.partition ?? 0);
    return lacks;
  }

  /** Once for all batches settled by one response. */
  #advanceSoon(): void {
    if (this.#advancing) return;
    this.#advancing = true;
    queueMicrotask(() => {
      this.#advancing = false;
      this.line.advance();
      this.#sender.schedule();
    });
  }

  #noMemory(): TimeoutError {
    const { maxBlockMs, bufferMemory } = this.#options;
    const cause = this.trouble();
    const why = cause === undefined ? 'records come faster than the brokers take them' : cause.message;
    return new TimeoutError({
      operation: 'room in bufferMemory',
      timeoutMs: maxBlockMs,
      message:
        `send: no room in bufferMemory (${bufferMemory} bytes) within maxBlockMs (${maxBlockMs} ms): ${why}. ` +
        'Await send() before sending more, raise bufferMemory, or look at what the brokers do',
      cause,
    });
  }

  #explain(error: unknown, record: AnyRecord): Error {
    // Our own errors are typed. An error of the codec is put in the words of the record.
    if (KafkaError.is(error) && !(error instanceof CodecError)) return error;
    try {
      checkRecord(record, this.#serialized);
    } catch (better) {
      return better as Error;
    }
    return new SerializationError(record.topic, messageOf(error), error);
  }
}

/** Text is written before its size is known: the writer asks for three bytes a character, and a longer length. */
function textSlack(payload: Payload): number {
  return typeof payload === 'string' ? 2 * payload.length + 3 : 0;
}
