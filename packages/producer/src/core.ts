import { Deadline, type Runtime, type WaitOptions } from '@k/conn';
import { StateError, TimeoutError } from '@k/wire';
import { Accumulator } from './accumulator.ts';
import { SendManyError } from './errors.ts';
import type { ProduceLink } from './link.ts';
import type { ProducerMetrics } from './metrics.ts';
import type { ProducerSettings } from './options.ts';
import { ProducerIds } from './producer-ids.ts';
import type { ProducerRecord, RecordMetadata } from './record.ts';
import { Sender } from './sender.ts';
import { type ResolveOne, SendManyCall } from './settle.ts';

/**
 * - `open`: takes records.
 * - `closing`: takes none any more, and sends those it has.
 * - `closed`: every record has its outcome.
 */
type CoreState = 'open' | 'closing' | 'closed';

/** The executor of every promise of `send`: the engine calls it at once, and the caller picks up what it caught. */
let caught!: ResolveOne;
const catchResolve = (resolve: ResolveOne): void => {
  caught = resolve;
};

/** The producer over a {@link ProduceLink}: all of it but the cluster. */
export class ProducerCore {
  #state: CoreState = 'open';
  #closing: Promise<void> | null = null;
  readonly #runtime: Runtime;
  readonly #accumulator: Accumulator;
  readonly #sender: Sender;
  readonly #ids: ProducerIds | null;

  constructor(link: ProduceLink, settings: ProducerSettings, runtime: Runtime) {
    this.#runtime = runtime;
    this.#ids = settings.enableIdempotence ? new ProducerIds(() => link.initProducerId()) : null;
    const maxInFlight = settings.maxInFlightRequestsPerConnection;
    this.#accumulator = new Accumulator(
      link,
      this.#ids,
      {
        ...settings,
        maxInFlight,
        compression: settings.compressionType,
        compressionLevel: settings.compressionLevel,
        partitioner: settings.partitioner === 'murmur2' ? null : settings.partitioner,
        keySerializer: settings.keySerializer ?? null,
        valueSerializer: settings.valueSerializer ?? null,
      },
      runtime,
    );
    const { clock, random } = runtime;
    this.#sender = new Sender(link, this.#ids, this.#accumulator, { ...settings, maxInFlight }, clock, random);
    this.#accumulator.attach(this.#sender);
  }

  send(record: ProducerRecord<unknown, unknown>, signal?: AbortSignal): Promise<RecordMetadata> {
    if (this.#state !== 'open') return Promise.reject(this.#notOpen('send'));
    if (signal !== undefined) return this.#sendAbortable(record, signal);
    const promise = new Promise<RecordMetadata>(catchResolve);
    this.#accumulator.add(record, caught, this.#runtime.clock.now());
    return promise;
  }

  sendMany(records: readonly ProducerRecord<unknown, unknown>[], signal?: AbortSignal): Promise<RecordMetadata[]> {
    if (this.#state !== 'open') return Promise.reject(this.#notOpen('sendMany'));
    if (records.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        if (waiting !== null) this.#accumulator.line.leave(waiting);
        reject(signal?.reason as Error);
      };
      const call = new SendManyCall(records.length, () => {
        signal?.removeEventListener('abort', onAbort);
        if (call.failed > 0) reject(new SendManyError(call.outcomes, call.failed));
        else resolve(call.outcomes as RecordMetadata[]);
      });
      if (signal?.aborted === true) {
        reject(signal.reason as Error);
        return;
      }
      const waiting = this.#accumulator.addMany(records, call, this.#runtime.clock.now());
      signal?.addEventListener('abort', onAbort);
    });
  }

  flush(options: WaitOptions = {}): Promise<void> {
    if (this.#state === 'closed') return Promise.reject(this.#notOpen('flush'));
    const { timeoutMs = Infinity, signal } = options;
    return this.#drain(new Deadline(this.#runtime.clock, 'flush', { timeoutMs, signal }));
  }

  /** @returns once every record has its outcome; rejects when some were given up for it. */
  close(timeoutMs: number): Promise<void> {
    this.#closing ??= this.#close(timeoutMs);
    return this.#closing;
  }

  metrics(): ProducerMetrics {
    const { requests, requestsInFlight, batchesSent, recordsSent, bytesSent, recordsFailed } = this.#sender.counters;
    const { batchesRetried, batchesSplit } = this.#sender.counters;
    const { memory, line, incomplete } = this.#accumulator;
    return {
      recordsSent,
      recordsFailed,
      bytesSent,
      batchesSent,
      batchesRetried,
      batchesSplit,
      batchesPending: incomplete.size,
      requests,
      requestsInFlight,
      bufferedBytes: memory.used,
      bufferMemory: memory.capacity,
      waitingCalls: line.length,
      epochBumps: this.#ids?.renewals ?? 0,
      recordsPerBatch: batchesSent === 0 ? 0 : recordsSent / batchesSent,
      bytesPerBatch: batchesSent === 0 ? 0 : bytesSent / batchesSent,
    };
  }

  async #close(timeoutMs: number): Promise<void> {
    this.#state = 'closing';
    let lost = 0;
    try {
      await this.#drain(new Deadline(this.#runtime.clock, 'close', { timeoutMs }));
    } catch (error) {
      if (!(error instanceof TimeoutError)) throw error;
      const reason = `close() did not get to send them within ${timeoutMs} ms`;
      lost += this.#accumulator.refuseWaiting(() => new StateError(`KafkaProducer: not sent: ${reason}`));
      lost += this.#sender.stop(reason);
    } finally {
      this.#state = 'closed';
      this.#sender.stop('the producer is closed');
      this.#accumulator.stop();
    }
    if (lost > 0) {
      throw new TimeoutError({
        operation: 'close',
        timeoutMs,
        message: `KafkaProducer: close() gave up ${lost} records that were not stored within ${timeoutMs} ms; their promises say which may have been written`,
      });
    }
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
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const onAbort = (): void => {
        if (waiting !== null) this.#accumulator.line.leave(waiting);
        reject(signal.reason as Error);
      };
      const target: ResolveOne = (outcome) => {
        signal.removeEventListener('abort', onAbort);
        // After an abort nobody listens any more, and a failure is no news.
        if (signal.aborted && outcome instanceof Promise) outcome.catch(() => undefined);
        resolve(outcome);
      };
      signal.addEventListener('abort', onAbort);
      const waiting = this.#accumulator.add(record, target, this.#runtime.clock.now());
    });
  }

  #notOpen(what: string): StateError {
    return new StateError(`KafkaProducer: ${what}() after close(): the producer is ${this.#state}`);
  }
}
