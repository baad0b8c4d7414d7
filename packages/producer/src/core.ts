import { backoffMs, Deadline, offAbort, onAbort, type Runtime, type WaitOptions, withResolvers } from '@k/runtime';
import { type KafkaError, StateError, TimeoutError } from '@k/wire';
import { Accumulator } from './accumulator.ts';
import { isRecord, notARecord } from './arguments.ts';
import { SendManyError } from './errors.ts';
import { IdempotentSource } from './identity/idempotent-source.ts';
import type { IdentitySource } from './identity/source.ts';
import { TransactionalSource } from './identity/transactional-source.ts';
import type { ProduceLink } from './link.ts';
import { ProducerCounters, type ProducerMetrics } from './metrics.ts';
import type { ProducerSettings } from './options.ts';
import type { ProducerRecord, RecordMetadata } from './record.ts';
import { placementOf } from './placement.ts';
import { Sender } from './sender.ts';
import { type ResolveOne, SendManyCall } from './settle.ts';
import type { TransactionLink } from './transaction/link.ts';
import { Troubles } from './troubles.ts';
import type { WaitingCall } from './waiting-line.ts';

/**
 * - `open`: takes records.
 * - `between`: transactional, and outside of a transaction that takes records.
 * - `closing`: takes none any more, and sends those it has.
 * - `closed`: every record has its outcome.
 */
type CoreState = 'open' | 'between' | 'closing' | 'closed';

/** The executor of every promise of `send`: the engine calls it at once, and the caller picks up what it caught. */
let caught!: ResolveOne;
const catchResolve = (resolve: ResolveOne): void => {
  caught = resolve;
};

/** The producer over a {@link ProduceLink}: all of it but the cluster. */
export class ProducerCore {
  #state: CoreState;
  #closing: Promise<void> | null = null;
  /** Settled when a close() has no more patience. */
  readonly #gaveUp = withResolvers();
  readonly #runtime: Runtime;
  readonly #accumulator: Accumulator;
  readonly #sender: Sender;
  readonly #identity: IdentitySource | null;
  /** null without a transactional id */
  readonly transactions: TransactionalSource | null;
  readonly #counters = new ProducerCounters();
  /** So long a transaction that is to end when the producer closes may take. */
  readonly #endMs: number;
  readonly #troubles: Troubles;

  /**
   * @param transactionLink null without a transactional id
   * @param warn told of what goes wrong and is tried again, when it begins
   */
  constructor(
    link: ProduceLink,
    transactionLink: TransactionLink | null,
    settings: ProducerSettings,
    runtime: Runtime,
    warn: (error: Error) => void,
  ) {
    this.#runtime = runtime;
    this.#troubles = new Troubles(runtime.clock, warn);
    const { clock, random } = runtime;
    const pause = { initialMs: settings.retryBackoffMs, maxMs: settings.retryBackoffMaxMs };
    const pauseMs = (failures: number): number => backoffMs(failures, pause, random);
    this.#endMs = settings.deliveryTimeoutMs + settings.maxBlockMs;
    const troubles = this.#troubles;
    this.transactions =
      transactionLink === null
        ? null
        : new TransactionalSource({
            transactionTimeoutMs: settings.transactionTimeoutMs,
            enableTwoPhaseCommit: settings.enableTwoPhaseCommit,
            clock,
            random,
            backoff: pause,
            troubles,
            link: transactionLink,
          });
    const idempotent = settings.enableIdempotence
      ? new IdempotentSource({ clock, troubles, ask: () => link.initProducerId(), pauseMs })
      : null;
    this.#identity = this.transactions ?? idempotent;
    this.#state = this.transactions === null ? 'open' : 'between';
    const maxInFlight = settings.maxInFlightRequestsPerConnection;
    this.#accumulator = new Accumulator(
      link,
      this.#identity,
      {
        ...settings,
        maxInFlight,
        compression: settings.compressionType,
        compressionLevel: settings.compressionLevel,
        ...placementOf(settings),
        adaptive: settings.partitionerAdaptivePartitioningEnable,
        availabilityTimeoutMs: settings.partitionerAvailabilityTimeoutMs,
        keySerializer: settings.keySerializer ?? null,
        valueSerializer: settings.valueSerializer ?? null,
      },
      runtime,
      this.#counters,
      this.#troubles,
    );
    this.#sender = new Sender(
      {
        link,
        identity: this.#identity,
        owner: this.#accumulator,
        clock,
        random,
        counters: this.#counters,
        troubles: this.#troubles,
      },
      { ...settings, maxInFlight },
    );
    this.#accumulator.attach(this.#sender);
    this.transactions?.attach({
      flush: () => this.#drain(this.deadline('flush', { timeoutMs: Infinity })),
      discard: (error) => this.#accumulator.refuseWaiting(() => error),
      taking: (isTaking) => {
        if (this.#state === 'open' || this.#state === 'between') this.#state = isTaking ? 'open' : 'between';
      },
    });
  }

  send(record: ProducerRecord<unknown, unknown>, signal?: AbortSignal): Promise<RecordMetadata> {
    if (this.#state !== 'open') return Promise.reject(this.#notOpen('send'));
    if (!isRecord(record)) return Promise.reject(notARecord('send()', record));
    if (signal !== undefined) return this.#sendAbortable(record, signal);
    const promise = new Promise<RecordMetadata>(catchResolve);
    this.#accumulator.add(record, caught, this.#now());
    return promise;
  }

  sendMany(records: readonly ProducerRecord<unknown, unknown>[], signal?: AbortSignal): Promise<RecordMetadata[]> {
    if (this.#state !== 'open') return Promise.reject(this.#notOpen('sendMany'));
    if (records.length === 0) return Promise.resolve([]);
    if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
    return new Promise((resolve, reject) => {
      let waiting: WaitingCall | null = null;
      const aborted = (): void => {
        if (waiting !== null) this.#accumulator.abort(waiting, signal?.reason as Error);
        reject(signal?.reason as Error);
      };
      const call = new SendManyCall(records.length, () => {
        if (signal !== undefined) offAbort(signal, aborted);
        if (call.failed > 0) reject(new SendManyError(call.outcomes, call.failed));
        else resolve(call.outcomes as RecordMetadata[]);
      });
      waiting = this.#accumulator.addMany(records, call, this.#now());
      if (signal !== undefined && call.remaining > 0) onAbort(signal, aborted);
    });
  }

  flush(options: WaitOptions = {}): Promise<void> {
    if (this.#state === 'closed') return Promise.reject(this.#notOpen('flush'));
    const { timeoutMs = Infinity, signal } = options;
    return this.#drain(this.deadline('flush', { timeoutMs, signal }));
  }

  /**
   * Each call has its own patience: the first to lose it ends the producer, for all of them.
   * @returns once every record has its outcome; rejects when some were given up for it.
   */
  close(timeoutMs: number): Promise<void> {
    const deadline = this.deadline('close', { timeoutMs });
    this.#closing ??= this.#close();
    deadline.race(this.#closing).catch((error: unknown) => {
      if (this.#state === 'closing') this.#giveUp(timeoutMs, (error as TimeoutError).cause);
    });
    return this.#closing;
  }

  metrics(): ProducerMetrics {
    const counters = this.#counters;
    const { batchesSent, batchesRetried, batchesSplit } = counters;
    const records = counters.records.read();
    const { requests, requestsInFlight, requestLatencyAvgMs, requestLatencyMaxMs } = counters.requests.read();
    const { memory, line, incomplete } = this.#accumulator;
    return {
      ...records,
      batchesSent,
      batchesRetried,
      batchesSplit,
      batchesPending: incomplete.size,
      requests,
      requestsInFlight,
      requestLatencyAvgMs,
      requestLatencyMaxMs,
      bufferedBytes: memory.used,
      bufferMemory: memory.capacity,
      waitingCalls: line.length,
      epochBumps: this.#identity?.bumps ?? 0,
      recordsPerBatch: batchesSent === 0 ? 0 : records.recordsSent / batchesSent,
      bytesPerBatch: batchesSent === 0 ? 0 : records.bytesSent / batchesSent,
      topics: counters.topics(),
      brokers: counters.brokers(),
    };
  }

  /** Bytes of buffers in use; Infinity while some call waits for room, or for what it lacks. */
  get pressure(): number {
    const { line, memory } = this.#accumulator;
    return line.length > 0 ? Infinity : memory.used;
  }

  /** What is wrong, a sentence each. */
  get problems(): string[] {
    if (this.#state === 'closed') return ['The producer is closed.'];
    const { line, memory } = this.#accumulator;
    const waiting = `${line.length} ${line.length === 1 ? 'call waits' : 'calls wait'}`;
    const full = line.starved ? [`bufferMemory (${memory.capacity} bytes) is used up: ${waiting} for room.`] : [];
    return [...full, ...this.#troubles.problems, ...(this.transactions?.problems ?? [])];
  }

  async #close(): Promise<void> {
    this.#state = 'closing';
    const drained = this.#end();
    try {
      await Promise.race([drained, this.#gaveUp.promise]);
    } finally {
      this.#state = 'closed';
      this.#sender.stop('the producer is closed');
      this.#accumulator.stop();
    }
  }

  /** A transaction that is not being committed is aborted. */
  async #end(): Promise<void> {
    await this.transactions?.end(this.deadline('close', { timeoutMs: this.#endMs }));
    await this.#drain(this.deadline('close', { timeoutMs: Infinity }));
  }

  #giveUp(timeoutMs: number, cause: unknown): void {
    this.#state = 'closed';
    const reason = `close() did not get to send them within ${timeoutMs} ms`;
    let lost = this.#accumulator.refuseWaiting(() => new StateError(`KafkaProducer: not sent: ${reason}`));
    lost += this.#sender.stop(reason);
    if (lost === 0) {
      this.#gaveUp.resolve();
      return;
    }
    const message = `KafkaProducer: close() gave up ${lost} records that were not stored within ${timeoutMs} ms; their promises say which may have been written${cause instanceof Error ? `. Last trouble: ${cause.message}` : ''}`;
    this.#gaveUp.reject(new TimeoutError({ operation: 'close', timeoutMs, message, cause }));
  }

  /** A limit of a call, whose error tells what is wrong. */
  deadline(
    operation: string,
    options: { readonly timeoutMs: number; readonly signal?: AbortSignal | undefined },
  ): Deadline {
    const trouble = (): Error | undefined => this.#accumulator.trouble() ?? this.transactions?.trouble;
    return new Deadline(this.#runtime.clock, operation, { ...options, trouble });
  }

  /** Waits for the outcome of all records taken until now, and has them sent without delay. */
  async #drain(deadline: Deadline): Promise<void> {
    const accumulator = this.#accumulator;
    accumulator.flushing++;
    this.#sender.schedule();
    try {
      await deadline.race(this.#settled());
    } finally {
      accumulator.flushing--;
    }
  }

  async #settled(): Promise<void> {
    const { line, incomplete } = this.#accumulator;
    await line.passed(line.nextTicket);
    const batches = [...incomplete];
    if (batches.length === 0) return;
    await new Promise<void>((resolve) => {
      let left = batches.length;
      for (const batch of batches) {
        batch.onSettled(() => {
          if (--left === 0) resolve();
        });
      }
    });
  }

  #sendAbortable(record: ProducerRecord<unknown, unknown>, signal: AbortSignal): Promise<RecordMetadata> {
    if (signal.aborted) return Promise.reject(signal.reason as Error);
    return new Promise((resolve, reject) => {
      let waiting: WaitingCall | null = null;
      const aborted = (): void => {
        if (waiting !== null) this.#accumulator.abort(waiting, signal.reason as Error);
        reject(signal.reason as Error);
      };
      const target: ResolveOne = (outcome) => {
        offAbort(signal, aborted);
        // After an abort nobody listens: a rejection would be an unhandled one.
        if (signal.aborted && outcome instanceof Promise) outcome.catch(() => undefined);
        resolve(outcome);
      };
      onAbort(signal, aborted);
      waiting = this.#accumulator.add(record, target, this.#now());
    });
  }

  /** Create time of records: whole milliseconds, whatever the clock counts in. */
  #now(): number {
    return Math.floor(this.#runtime.clock.now());
  }

  #notOpen(what: 'send' | 'sendMany' | 'flush'): KafkaError {
    if (this.#state === 'between' && what !== 'flush') {
      const refusal = this.transactions?.refusalOf(what) ?? null;
      if (refusal !== null) return refusal;
    }
    return new StateError(`KafkaProducer: ${what}() after close(): the producer is ${this.#state}`);
  }
}
