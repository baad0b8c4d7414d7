import { asError, wrongArgument } from '@k/wire';
import { isRecord } from './arguments.ts';
import { SendManyError } from './errors.ts';
import type { ProducerRecord, RecordMetadata } from './record.ts';

/** What a producer is to its interceptors: what takes records. */
export interface RecordSender {
  send(record: ProducerRecord<unknown, unknown>, signal?: AbortSignal): Promise<RecordMetadata>;
  sendMany(records: readonly ProducerRecord<unknown, unknown>[], signal?: AbortSignal): Promise<RecordMetadata[]>;
}

/** What came of a record: where it is, or why it is not there. */
export interface RecordOutcome<K = Uint8Array | string, V = Uint8Array | string> {
  /** As it was sent: what the interceptors made of it. */
  readonly record: ProducerRecord<K, V>;
  /** null when it was not stored, or nobody knows. */
  readonly metadata: RecordMetadata | null;
  /** What its promise rejects with; null when it was stored. */
  readonly error: Error | null;
}

/**
 * Sees every record on its way out, and what came of it (KIP-42). What it throws breaks nothing: the event
 * `interceptorError` tells it.
 *
 * @typeParam K - what the `keySerializer` takes
 * @typeParam V - what the `valueSerializer` takes
 */
export interface ProducerInterceptor<K = Uint8Array | string, V = Uint8Array | string> {
  /**
   * Called in `send` and `sendMany`, before anything is serialized; the next interceptor gets what it returns. Must not wait.
   * @returns the record to send instead; undefined for the record as it is
   */
  onSend?(record: ProducerRecord<K, V>): ProducerRecord<K, V> | undefined;
  /** Called once for each record, before whoever waits for the record's promise goes on. */
  onAcknowledgement?(outcome: RecordOutcome<K, V>): void;
}

/** A promise is an object, too, but no record. @throws ConfigError */
function checkedRecord(given: unknown): AnyRecord {
  if (isRecord(given) && !('then' in given)) return given;
  throw wrongArgument('ProducerInterceptor: onSend()', 'its result', 'a record, or undefined', given);
}

/** Told of what an interceptor threw. */
export type OnInterceptorError = (error: Error) => void;

type AnyRecord = ProducerRecord<unknown, unknown>;
type AnyInterceptor = ProducerInterceptor<unknown, unknown>;

/** The producer behind its interceptors. Made only where there are some: without them there is nothing on the way. */
export class InterceptedSender implements RecordSender {
  readonly #next: RecordSender;
  readonly #interceptors: readonly AnyInterceptor[];
  readonly #onError: OnInterceptorError;
  readonly #isListening: boolean;

  constructor(next: RecordSender, interceptors: readonly AnyInterceptor[], onError: OnInterceptorError) {
    this.#next = next;
    this.#interceptors = interceptors;
    this.#onError = onError;
    this.#isListening = interceptors.some((it) => it.onAcknowledgement !== undefined);
  }

  send(record: AnyRecord, signal?: AbortSignal): Promise<RecordMetadata> {
    const sent = this.#onSend(record);
    const promise = this.#next.send(sent, signal);
    if (this.#isListening) {
      promise.then(
        (metadata) => this.#acknowledge(sent, metadata, null),
        (error: unknown) => this.#acknowledge(sent, null, asError(error)),
      );
    }
    return promise;
  }

  sendMany(records: readonly AnyRecord[], signal?: AbortSignal): Promise<RecordMetadata[]> {
    const sent = records.map((record) => this.#onSend(record));
    const promise = this.#next.sendMany(sent, signal);
    if (this.#isListening) {
      promise.then(
        (outcomes) => this.#acknowledgeAll(sent, outcomes),
        (error: unknown) =>
          this.#acknowledgeAll(sent, error instanceof SendManyError ? error.outcomes : asError(error)),
      );
    }
    return promise;
  }

  #onSend(record: AnyRecord): AnyRecord {
    // What is no record is refused by name further on.
    if (!isRecord(record)) return record;
    let sent = record;
    for (const interceptor of this.#interceptors) {
      try {
        sent = checkedRecord(interceptor.onSend?.(sent) ?? sent);
      } catch (error) {
        this.#onError(asError(error));
      }
    }
    return sent;
  }

  /** @param outcomes one for all when it is an error */
  #acknowledgeAll(records: readonly AnyRecord[], outcomes: readonly (RecordMetadata | Error)[] | Error): void {
    for (const [i, record] of records.entries()) {
      const outcome = outcomes instanceof Error ? outcomes : (outcomes[i] as RecordMetadata | Error);
      if (outcome instanceof Error) this.#acknowledge(record, null, outcome);
      else this.#acknowledge(record, outcome, null);
    }
  }

  #acknowledge(record: AnyRecord, metadata: RecordMetadata | null, error: Error | null): void {
    const outcome = { record, metadata, error };
    for (const interceptor of this.#interceptors) {
      try {
        interceptor.onAcknowledgement?.(outcome);
      } catch (thrown) {
        this.#onError(asError(thrown));
      }
    }
  }
}
