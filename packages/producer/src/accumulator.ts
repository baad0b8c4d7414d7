import { CodecError, RECORD_BATCH_OVERHEAD, recordSizeUpperBound, type RecordHeaderInit } from '@k/codec';
import type { Runtime, TimerHandle } from '@k/conn';
import { ErrorCode, KafkaError, TimeoutError } from '@k/wire';
import { ProducerBatch } from './batch.ts';
import { RecordTooLargeError, SerializationError } from './errors.ts';
import type { ProduceLink } from './link.ts';
import { BatchMemory } from './memory.ts';
import type { PartitionQueue } from './partition-queue.ts';
import { payloadOf, serialize, type Serializer } from './payload.ts';
import { partitionForKey, type Partitioner } from './partitioner.ts';
import { customPartition, explicitPartition } from './placement.ts';
import type { ProducerIds } from './producer-ids.ts';
import type { Payload, ProducerRecord } from './record.ts';
import type { Sender } from './sender.ts';
import { refuse, type Target } from './settle.ts';
import { splitBatch } from './split.ts';
import { TopicState } from './topic-state.ts';
import { type Admission, WaitingLine, type WaitingCall } from './waiting-line.ts';

export interface AccumulatorOptions {
  readonly batchSize: number;
  readonly bufferMemory: number;
  readonly maxBlockMs: number;
  readonly maxRequestSize: number;
  readonly maxInFlight: number;
  readonly compression: ConstructorParameters<typeof BatchMemory>[1]['compression'];
  readonly compressionLevel: number | undefined;
  readonly partitioner: Partitioner | null;
  readonly keySerializer: Serializer | null;
  readonly valueSerializer: Serializer | null;
}

type AnyRecord = ProducerRecord<unknown, unknown>;

/** Bytes that records without a key give to a partition before they move on, as in Java (KIP-794). */
const STICKY_BYTES = 16_384;
/** Between two questions for a topic that does not exist yet. */
const LOAD_PAUSE_MS = 100;
/** What a record takes beside key, value and headers, at most (recordSizeUpperBound), its lengths included. */
const RECORD_OVERHEAD = 21 + 5 + 5 + 5;

/**
 * Writes records into the open batch of their partition, at once where it can, in the order of the calls where it must
 * wait (for a topic's metadata, for memory).
 */
export class Accumulator {
  readonly line: WaitingLine;
  readonly memory: BatchMemory;
  /** Batches not settled yet, oldest first. */
  readonly incomplete = new Set<ProducerBatch>();
  /** Flushes under way. */
  flushing = 0;
  readonly #link: ProduceLink;
  readonly #ids: ProducerIds | null;
  readonly #options: AccumulatorOptions;
  readonly #runtime: Runtime;
  readonly #topics = new Map<string, TopicState>();
  readonly #forgetMetadata: () => void;
  #sender!: Sender;
  #advancing = false;
  #stopped = false;
  readonly #pauses = new Set<TimerHandle>();
  // The topic of the last record: calls tend to stay with one.
  #lastTopic: TopicState | null = null;

  constructor(link: ProduceLink, ids: ProducerIds | null, options: AccumulatorOptions, runtime: Runtime) {
    this.#link = link;
    this.#ids = ids;
    this.#options = options;
    this.#runtime = runtime;
    this.line = new WaitingLine(this, runtime.clock);
    this.memory = new BatchMemory(options.bufferMemory, {
      // A first record always fits, so the smallest batch holds one.
      maxBytes: Math.max(options.batchSize, RECORD_BATCH_OVERHEAD + 1),
      compression: options.compression,
      level: options.compressionLevel,
    });
    this.#forgetMetadata = link.onMetadata(() => this.#metadataChanged());
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
  add(record: AnyRecord, target: Target, timestamp: number): WaitingCall | null {
    const admission = this.line.mustWait(record.topic) ? 'topic' : this.#admit(record, target, 0, timestamp, null);
    if (admission === 'gone') return null;
    return this.#wait([record], 0, target, timestamp, admission);
  }

  /** Takes many records of one call. */
  addMany(records: readonly AnyRecord[], target: Target, timestamp: number): WaitingCall | null {
    for (let i = 0; i < records.length; i++) {
      const record = records[i] as AnyRecord;
      const admission = this.line.mustWait(record.topic) ? 'topic' : this.#admit(record, target, i, timestamp, null);
      if (admission !== 'gone') return this.#wait(records, i, target, timestamp, admission);
    }
    return null;
  }

  /** {@link Admitter} */
  admit(call: WaitingCall): Admission {
    return this.#admit(call.records[call.next] as AnyRecord, call.target, call.next, call.timestamp, call);
  }

  /** {@link Admitter} */
  expire(call: WaitingCall, why: 'topic' | 'memory'): void {
    const { maxBlockMs, bufferMemory } = this.#options;
    const { topic } = call.records[call.next] as AnyRecord;
    const error = why === 'memory' ? noMemory(maxBlockMs, bufferMemory) : this.#unknown(topic);
    for (; call.next < call.records.length; call.next++) refuse(call.target, call.next, error);
  }

  /** Refuses all who wait. Returns how many records that were. */
  refuseWaiting(error: () => Error): number {
    let records = 0;
    for (const call of this.line.clear()) {
      records += call.records.length - call.next;
      for (; call.next < call.records.length; call.next++) refuse(call.target, call.next, error());
    }
    return records;
  }

  stop(): void {
    this.#stopped = true;
    this.#forgetMetadata();
    for (const timer of this.#pauses) this.#runtime.clock.clearTimeout(timer);
  }

  /** {@link BatchOwner} */
  release(batch: ProducerBatch, reusable: boolean): void {
    this.incomplete.delete(batch);
    this.memory.release(batch, reusable);
    if (this.line.length > 0) this.#advanceSoon();
  }

  /** {@link BatchOwner} */
  split(batch: ProducerBatch): ProducerBatch[] | null {
    const parts = splitBatch(batch, this.#options.compression);
    if (parts === null) return null;
    this.incomplete.delete(batch);
    this.memory.release(batch, false);
    for (const part of parts) {
      this.incomplete.add(part);
      this.memory.charge(part);
    }
    return parts;
  }

  /** Puts one record where it belongs, or says what it lacks. */
  #admit(record: AnyRecord, target: Target, index: number, timestamp: number, call: WaitingCall | null): Admission {
    const topic = this.#topicOf(record.topic);
    if (topic === null) {
      refuse(target, index, new SerializationError(record.topic, 'A record needs a topic: a string that is not empty'));
      return 'gone';
    }
    if (topic.count === 0) {
      if (topic.loadError !== null && !worthWaiting(topic.loadError)) {
        refuse(target, index, topic.loadError);
        return 'gone';
      }
      this.#load(topic, false);
      return 'topic';
    }
    const { partition } = record;
    if (partition !== undefined && partition >= topic.count) {
      // Perhaps it was added lately. Only a call in the line keeps track of what was asked since it came.
      if (call === null || this.#lacksPartition(topic, call)) return 'topic';
    }
    try {
      return this.#write(record, topic, target, index, record.timestamp ?? timestamp);
    } catch (error) {
      refuse(target, index, this.#explain(error, record));
      return 'gone';
    }
  }

  #write(record: AnyRecord, topic: TopicState, target: Target, index: number, timestamp: number): Admission {
    const { keySerializer, valueSerializer, maxRequestSize, partitioner } = this.#options;
    const key =
      keySerializer === null
        ? payloadOf(record.key, record, 'key')
        : serialize(record.key, record, keySerializer, 'key');
    const value =
      valueSerializer === null
        ? payloadOf(record.value, record, 'value')
        : serialize(record.value, record, valueSerializer, 'value');
    const { headers } = record;

    let queue: PartitionQueue;
    let sticky = false;
    if (record.partition !== undefined) {
      queue = topic.queues[explicitPartition(record.partition, topic)] as PartitionQueue;
    } else if (partitioner !== null) {
      queue = topic.queues[customPartition(partitioner, topic, key, value)] as PartitionQueue;
    } else if (key !== null) {
      queue = topic.queues[partitionForKey(key, topic.count)] as PartitionQueue;
    } else {
      sticky = true;
      queue = this.#stickyQueue(topic);
    }
    // The bound costs nothing; the exact size is asked for only when the bound is too much.
    const memory = this.memory;
    let size = RECORD_OVERHEAD + 3 * ((key === null ? 0 : key.length) + (value === null ? 0 : value.length));
    if (headers !== undefined || size > memory.free || size > maxRequestSize) {
      size = RECORD_BATCH_OVERHEAD + recordSizeUpperBound(key, value, headers);
      if (size > maxRequestSize) throw new RecordTooLargeError(topic.name, size, maxRequestSize, 'maxRequestSize');
      if (size > memory.capacity) throw new RecordTooLargeError(topic.name, size, memory.capacity, 'bufferMemory');
      // Room in the open batch has been paid for; and one record is let in even if nothing else may be.
      if (size > memory.free && memory.used > 0 && size > (queue.open?.room ?? 0)) return 'memory';
    }
    this.#append(queue, topic, sticky, timestamp, key, value, headers, target, index);
    return 'gone';
  }

  #append(
    queue: PartitionQueue,
    topic: TopicState,
    sticky: boolean,
    timestamp: number,
    key: Payload,
    value: Payload,
    headers: readonly RecordHeaderInit[] | undefined,
    target: Target,
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
        // What cannot be written throws here, before anything knows of the batch.
        fresh.tryAppend(timestamp, key, value, headers, target, index);
        batch = fresh;
        queue.open = fresh;
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
    if (batch.writer.capacity !== batch.charged) this.memory.charge(batch);
  }

  #stickyQueue(topic: TopicState): PartitionQueue {
    const { sticky } = topic;
    const queue = topic.queues[sticky.partition];
    if (queue !== undefined && (queue.open !== null || !sticky.isDue)) return queue;
    return topic.queues[sticky.draw(topic.available)] as PartitionQueue;
  }

  #topicOf(name: string): TopicState | null {
    const last = this.#lastTopic;
    if (last !== null && last.name === name) return last;
    let topic = this.#topics.get(name);
    if (topic === undefined) {
      // From JavaScript anything may come.
      if (typeof name !== 'string' || name === '') return null;
      const { batchSize, maxInFlight } = this.#options;
      const stickyBytes = Math.min(STICKY_BYTES, batchSize);
      topic = new TopicState(name, this.#ids, maxInFlight, this.#runtime.random, stickyBytes);
      this.#link.watch(name);
      topic.update(this.#link.topic(name));
      this.#topics.set(name, topic);
    }
    this.#lastTopic = topic;
    return topic;
  }

  #wait(
    records: readonly AnyRecord[],
    next: number,
    target: Target,
    timestamp: number,
    why: 'topic' | 'memory',
  ): WaitingCall {
    const call = this.line.join(records, next, target, timestamp, this.#options.maxBlockMs, why);
    if (why === 'memory') this.#sender.schedule();
    // A partition beyond the known ones: the call in line keeps track of whether the metadata is newer than it.
    else this.#advanceSoon();
    return call;
  }

  /** Whether to wait for newer metadata before `call` is told that its partition does not exist. */
  #lacksPartition(topic: TopicState, call: WaitingCall): boolean {
    if (call.freshMark < 0) call.freshMark = topic.freshLoads;
    if (topic.freshLoads > call.freshMark) return false;
    this.#load(topic, true);
    return true;
  }

  #load(topic: TopicState, fresh: boolean): void {
    if (topic.loading) return;
    topic.loading = true;
    this.#link.loadTopic(topic.name, this.#options.maxBlockMs, fresh).then(
      () => this.#loaded(topic, fresh, null),
      (error: unknown) => this.#loaded(topic, fresh, error instanceof Error ? error : new Error(String(error))),
    );
  }

  #loaded(topic: TopicState, fresh: boolean, error: Error | null): void {
    if (this.#stopped) return;
    topic.loadError = error;
    topic.update(this.#link.topic(topic.name));
    if (fresh) topic.freshLoads++;
    if (error !== null && worthWaiting(error)) {
      // It may yet be created; whoever has no more time leaves the line by itself.
      const { clock } = this.#runtime;
      const timer = clock.setTimeout(() => {
        this.#pauses.delete(timer);
        topic.loading = false;
        this.line.advance();
      }, LOAD_PAUSE_MS);
      this.#pauses.add(timer);
      return;
    }
    topic.loading = false;
    this.line.advance();
    // Whoever waited has been told; the next one tries anew.
    if (error !== null) topic.loadError = null;
  }

  #metadataChanged(): void {
    for (const topic of this.#topics.values()) topic.update(this.#link.topic(topic.name));
    if (this.line.length > 0) this.#advanceSoon();
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

  #unknown(topic: string): Error {
    const { maxBlockMs } = this.#options;
    const cause = this.#topics.get(topic)?.loadError;
    if (cause !== null && cause !== undefined && isUnknownTopic(cause)) return cause;
    return new TimeoutError({
      operation: `metadata of topic "${topic}"`,
      timeoutMs: maxBlockMs,
      message: `send: topic "${topic}" was not known within maxBlockMs (${maxBlockMs} ms)${cause ? `: ${cause.message}` : ''}`,
      cause: cause ?? undefined,
    });
  }

  #explain(error: unknown, record: AnyRecord): Error {
    if (error instanceof CodecError) return new SerializationError(record.topic, error.message, error);
    return error instanceof Error ? error : new Error(String(error));
  }
}

function noMemory(maxBlockMs: number, bufferMemory: number): TimeoutError {
  return new TimeoutError({
    operation: 'room in bufferMemory',
    timeoutMs: maxBlockMs,
    message:
      `send: no room in bufferMemory (${bufferMemory} bytes) within maxBlockMs (${maxBlockMs} ms): records come faster than ` +
      'the brokers take them. Await send() before sending more, raise bufferMemory, or look at what the brokers do',
  });
}

function isUnknownTopic(error: Error): boolean {
  return KafkaError.is(error) && 'code' in error && error.code === ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
}

/** Asking again may help: the topic may be created in a moment, the brokers may come back. */
function worthWaiting(error: Error): boolean {
  return isUnknownTopic(error) || (KafkaError.is(error) && error.retriable);
}
