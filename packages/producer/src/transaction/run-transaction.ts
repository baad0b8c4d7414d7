import { offAbort, onAbort, withResolvers } from '@k/runtime';
import { checkArgumentCount, StateError } from '@k/wire';
import type { ConsumerGroupMetadata } from '@k/cluster';
import type { SendOptions } from '../arguments.ts';
import type { ProducerRecord, RecordMetadata } from '../record.ts';
import type { GroupMetadataSource } from './arguments.ts';
import { TransactionError } from './error.ts';
import type { TransactionOffset } from './link.ts';

/** What the function of {@link KafkaProducer.transaction} works with. It ends with the transaction. */
export interface ProducerTransaction<K = Uint8Array | string, V = Uint8Array | string> {
  /**
   * As `send` of the producer. Need not be awaited: a record that is not stored makes the commit fail.
   * @throws (by the promise) StateError once the transaction has ended
   */
  send(record: ProducerRecord<K, V>, options?: SendOptions): Promise<RecordMetadata>;
  /** As `sendMany` of the producer. Need not be awaited. */
  sendMany(
    records: Iterable<ProducerRecord<K, V>> | ProducerRecord<K, V>,
    options?: SendOptions,
  ): Promise<RecordMetadata[]>;
  /**
   * Has the group commit these offsets if the transaction is committed. Need not be awaited.
   * @param group - the consumer that the offsets are of, or what its `groupMetadata()` gave: a member that has been shut out
   *   meanwhile is refused (KIP-447)
   * @param offsets - of each partition, the next offset to read
   */
  sendOffsets(
    group: ConsumerGroupMetadata | GroupMetadataSource,
    offsets: Iterable<TransactionOffset> | TransactionOffset,
  ): Promise<void>;
}

/** What a transaction needs of its producer. */
export interface TransactionHost<K, V> {
  readonly send: ProducerTransaction<K, V>['send'];
  readonly sendMany: ProducerTransaction<K, V>['sendMany'];
  readonly sendOffsets: ProducerTransaction<K, V>['sendOffsets'];
  begin(): Promise<void>;
  /** Every record that was sent has its outcome, good or bad. */
  stored(): Promise<void>;
  commit(): Promise<void>;
  abort(reason: unknown): Promise<void>;
  /** A call of the transaction failed. */
  failed(error: unknown): void;
  /** Whether EndTxn is under way, to commit. */
  readonly isCommitting: boolean;
}

/**
 * Begins, works, and commits; or aborts, when the work throws, the signal aborts, or something was not stored. What is thrown
 * is the reason of that; when the producer turns out to be over, that.
 */
export async function runTransaction<K, V, Result>(
  host: TransactionHost<K, V>,
  work: (transaction: ProducerTransaction<K, V>) => Result | Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  signal?.throwIfAborted();
  await host.begin();
  const handle = new Handle(host);
  const aborted = withResolvers<never>();
  aborted.promise.catch(() => undefined);
  if (signal !== undefined) onAbort(signal, aborted.reject);
  try {
    const result = await Promise.race([handle.work(work), aborted.promise]);
    handle.end();
    await Promise.race([host.commit(), aborted.promise]);
    return result;
  } catch (error) {
    handle.end();
    // Nobody knows yet whether it is committed, so it cannot be aborted.
    if (host.isCommitting) {
      if (signal?.aborted !== true) throw error;
      return await committedAfterAll(host, handle);
    }
    throw await reasonAfterAbort(host, error);
  } finally {
    if (signal !== undefined) offAbort(signal, aborted.reject);
  }
}

/** The signal came when the commit was on its way already. */
async function committedAfterAll<K, V, Result>(host: TransactionHost<K, V>, handle: Handle<K, V>): Promise<Result> {
  await host.commit();
  return handle.result as Result;
}

async function reasonAfterAbort<K, V>(host: TransactionHost<K, V>, reason: unknown): Promise<unknown> {
  if (reason instanceof TransactionError && reason.kind !== 'abortable') return reason;
  try {
    await host.abort(reason);
    return reason;
  } catch (error) {
    if (!(error instanceof TransactionError)) return reason;
    // The producer's own reason is in it.
    return reason instanceof TransactionError ? error : error.after(reason);
  }
}

/** A {@link ProducerTransaction} until its end: a late send must not get into the next one. */
class Handle<K, V> implements ProducerTransaction<K, V> {
  result: unknown;
  readonly #host: TransactionHost<K, V>;
  #isOver = false;

  constructor(host: TransactionHost<K, V>) {
    this.#host = host;
  }

  async work<Result>(work: (transaction: ProducerTransaction<K, V>) => Result | Promise<Result>): Promise<Result> {
    const result = await work(this);
    this.result = result;
    return result;
  }

  end(): void {
    this.#isOver = true;
  }

  send(record: ProducerRecord<K, V>, options?: SendOptions): Promise<RecordMetadata> {
    return this.#do('send', arguments.length, () => this.#host.send(record, options));
  }

  sendMany(
    records: Iterable<ProducerRecord<K, V>> | ProducerRecord<K, V>,
    options?: SendOptions,
  ): Promise<RecordMetadata[]> {
    return this.#do('sendMany', arguments.length, () => this.#host.sendMany(records, options));
  }

  sendOffsets(
    group: ConsumerGroupMetadata | GroupMetadataSource,
    offsets: Iterable<TransactionOffset> | TransactionOffset,
  ): Promise<void> {
    return this.#do('sendOffsets', arguments.length, () => this.#host.sendOffsets(group, offsets));
  }

  #do<T>(call: string, given: number, work: () => Promise<T>): Promise<T> {
    const what = `KafkaProducer: transaction(): ${call}()`;
    if (this.#isOver) return Promise.reject(new StateError(`${what} after the end of the transaction`));
    const done = this.#checked(what, given, work);
    // The commit tells: who does not look at this promise is neither to be ended by it, nor to commit without what it was for.
    done.catch((error: unknown) => {
      this.#host.failed(error);
    });
    return done;
  }

  async #checked<T>(what: string, given: number, work: () => Promise<T>): Promise<T> {
    checkArgumentCount(what, 2, given);
    return await work();
  }
}
