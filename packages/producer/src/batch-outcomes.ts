import { type Clock, type Random, backoffMs } from '@k/runtime';
import { errorFor, KafkaError, TimeoutError, ErrorCode } from '@k/wire';
import type { ProducerBatch } from './batch.ts';
import { DeliveryError } from './errors.ts';
import type { IdentitySource } from './identity/source.ts';
import type { BatchAnswer, ProduceLink, RefusedBatch } from './link.ts';
import type { ProducerCounters } from './metrics.ts';
import { outcomeOf } from './outcome.ts';
import type { PartitionQueue } from './partition-queue.ts';
import { type RecordErrors, recordErrorsOf } from './record-errors.ts';
import { BUSY_ATTEMPTS, BUSY_BACKOFF, isBusyForBatch } from './transaction/busy.ts';
import type { Cut } from './split.ts';
import type { Troubles } from './troubles.ts';

export interface OutcomeOptions {
  readonly acks: 0 | 1 | -1;
  readonly deliveryTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly retries: number;
  readonly retryBackoffMs: number;
  readonly retryBackoffMaxMs: number;
}

/**
 * An error that tells an offset is of a leader that had appended the batch and leads no more (Kafka: DelayedProduce): others may
 * have it. But for these: it went with its topic.
 */
const TOPIC_IS_GONE: ReadonlySet<number> = new Set([ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, ErrorCode.UNKNOWN_TOPIC_ID]);

/** What is asked of the one who fills the batches. */
export interface BatchOwner {
  /** Open batches are to go as they are: someone waits for a flush, or for memory. */
  readonly hurried: boolean;
  /** It has the bytes that are sent. */
  sealed(batch: ProducerBatch): void;
  /** The batch is settled. `reusable`: nothing can still be reading its bytes. */
  release(batch: ProducerBatch, reusable: boolean): void;
  /** Smaller batches with the records of one that was too large, which has more than one. */
  split(batch: ProducerBatch, cut: Cut): ProducerBatch[];
}

/** What the sender and the outcomes of its batches share. */
export interface SendingParts {
  readonly link: ProduceLink;
  /** null without idempotence */
  readonly identity: IdentitySource | null;
  readonly owner: BatchOwner;
  readonly clock: Clock;
  readonly random: Random;
  readonly counters: ProducerCounters;
  readonly troubles: Troubles;
}

/** What becomes of a batch that came back, with an answer or without, or whose time is over. */
export class BatchOutcomes {
  readonly #link: ProduceLink;
  readonly #identity: IdentitySource | null;
  readonly #owner: BatchOwner;
  readonly #options: OutcomeOptions;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #counters: ProducerCounters;
  readonly #troubles: Troubles;
  readonly #wake: (queue: PartitionQueue) => void;

  /** @param wake called with a partition that has something to send, perhaps again */
  constructor(parts: SendingParts, options: OutcomeOptions, wake: (queue: PartitionQueue) => void) {
    this.#link = parts.link;
    this.#identity = parts.identity;
    this.#owner = parts.owner;
    this.#clock = parts.clock;
    this.#random = parts.random;
    this.#counters = parts.counters;
    this.#troubles = parts.troubles;
    this.#options = options;
    this.#wake = wake;
  }

  /** The broker has answered for the batch; undefined: it has left it out. */
  answered(queue: PartitionQueue, batch: ProducerBatch, answer: BatchAnswer | undefined): void {
    if (answer === undefined) {
      // A broker's mistake; whether it stored the batch is anyone's guess.
      const operation = `Produce request for ${batch.topic}-${batch.partition}`;
      const message = `${operation}: the response does not mention the partition`;
      const timeoutMs = this.#options.requestTimeoutMs;
      this.unanswered(queue, batch, new TimeoutError({ operation, timeoutMs, message }), true);
      return;
    }
    if (answer.errorCode === 0) {
      this.stored(queue, batch, answer.baseOffset, answer.logAppendTime);
      return;
    }
    const error = errorFor(answer.errorCode, {
      api: 'Produce',
      topic: batch.topic,
      partition: batch.partition,
      ...(answer.errorMessage === null ? {} : { message: answer.errorMessage }),
    });
    batch.lastError = error;
    if (error.retriable && answer.baseOffset >= 0 && !TOPIC_IS_GONE.has(answer.errorCode)) batch.doubt ??= error;
    if (error.refreshMetadata) this.#link.refresh(error.message);
    const outcome = outcomeOf(answer.errorCode, {
      idempotent: this.#identity !== null,
      transactional: batch.identity?.isTransactional === true,
      hasEarlier: queue.hasEarlier(batch),
      maybeWritten: batch.maybeWritten,
      count: batch.count,
      retriable: error.retriable,
    });
    if (error.retriable) {
      this.#troubles.metPartition(queue, 'are not taken', error, batch.attempts > unremarkable(batch, error));
    }
    switch (outcome.kind) {
      case 'done':
        this.stored(queue, batch, -1, -1);
        return;
      case 'retry':
        if (outcome.written === 'no') batch.doubt = null;
        else if (outcome.written === 'unknown') batch.doubt ??= error;
        this.#retry(queue, batch, outcome.numbers);
        return;
      case 'split':
        this.#split(queue, batch, 'halves');
        return;
      case 'failed':
        this.#drop(queue, batch, `the broker answered ${error.errorName}`, error, recordErrorsOf(batch, answer, error));
    }
  }

  /** No answer came. `left`: the broker may have taken the request all the same. */
  unanswered(queue: PartitionQueue, batch: ProducerBatch, error: Error, left: boolean): void {
    batch.lastError = error;
    if (left) batch.doubt ??= error;
    const retriable = KafkaError.is(error) && error.retriable && !(left && this.#options.acks === 0);
    if (retriable) {
      this.#retry(queue, batch, 'same');
      return;
    }
    this.#drop(queue, batch, error.message, error);
  }

  /** It did not go out, as it cannot be written for its broker. Records without headers go by themselves, if that may help. */
  refused(queue: PartitionQueue, batch: ProducerBatch, { refusal: error, isMixed }: RefusedBatch): void {
    batch.lastError = error;
    // The parts would not remember the doubt.
    if (batch.doubt === null && isMixed) this.#split(queue, batch, 'headers');
    else this.#drop(queue, batch, error.message, error);
  }

  /** It came back with an error that no retry mends. */
  #drop(
    queue: PartitionQueue,
    batch: ProducerBatch,
    reason: string,
    error: Error,
    errorOf: RecordErrors | null = null,
  ): void {
    queue.drop(batch);
    this.#troubles.over(queue);
    if (batch.doubt !== null) this.giveUp(batch, reason, error);
    else this.fail(batch, error, errorOf);
  }

  /** It is in the log. -1 for what the broker does not tell. */
  stored(queue: PartitionQueue, batch: ProducerBatch, baseOffset: number, logAppendTime: number): void {
    queue.stored(batch);
    this.#troubles.over(queue);
    this.#counters.stored(batch);
    batch.succeed(baseOffset, logAppendTime);
    // After a retry the first request may still be in a socket's hands; with acks 0 this one may be.
    this.#owner.release(batch, batch.attempts === 1 && this.#options.acks !== 0);
  }

  #retry(queue: PartitionQueue, batch: ProducerBatch, numbers: 'same' | 'new'): void {
    const { retries, retryBackoffMs, retryBackoffMaxMs, deliveryTimeoutMs } = this.#options;
    const now = this.#clock.monotonic();
    const late = batch.createdAt + deliveryTimeoutMs <= now;
    if (late || batch.attempts > retries) {
      queue.drop(batch);
      this.#troubles.over(queue);
      if (late) this.#giveUpLate(queue, batch);
      else this.giveUp(batch, `it was sent ${batch.attempts} times, and retries is ${retries}`, batch.lastError);
      return;
    }
    const pause = isBusy(batch) ? BUSY_BACKOFF : { initialMs: retryBackoffMs, maxMs: retryBackoffMaxMs };
    batch.notBefore = now + backoffMs(batch.attempts - 1, pause, this.#random);
    if (numbers === 'new') queue.retryRenumbered(batch);
    else queue.retry(batch);
    this.#wake(queue);
  }

  #split(queue: PartitionQueue, batch: ProducerBatch, cut: Cut): void {
    this.#counters.batchesSplit++;
    queue.replace(batch, this.#owner.split(batch, cut));
    this.#wake(queue);
  }

  /** Gives up the waiting batches whose time is over. */
  expire(queue: PartitionQueue, now: number): void {
    const { deliveryTimeoutMs } = this.#options;
    for (const batch of queue.remove((it) => it.createdAt + deliveryTimeoutMs <= now)) this.#giveUpLate(queue, batch);
    if (!queue.hasWaiting) this.#troubles.over(queue);
  }

  #giveUpLate(queue: PartitionQueue, batch: ProducerBatch): void {
    const { attempts, lastError } = batch;
    const cause = lastError ?? this.hindrance(queue);
    const effort = lastError === null ? 'and they were never sent' : `after ${attempts} attempts`;
    const why =
      cause?.message ?? (batch.isCompressing ? 'they were being compressed' : 'more is sent than their broker takes');
    this.giveUp(batch, `deliveryTimeoutMs (${this.#options.deliveryTimeoutMs} ms) is over ${effort}: ${why}`, cause);
  }

  /** Why a batch of this partition has not even been sent, as far as that is known. */
  hindrance(queue: PartitionQueue): Error | undefined {
    const noId = this.#identity === null ? undefined : this.#troubles.of(this.#identity);
    return this.#troubles.of(queue) ?? noId ?? this.#link.trouble();
  }

  /** Not stored, and not tried any more. */
  giveUp(batch: ProducerBatch, reason: string, cause: Error | null | undefined): void {
    const { topic, partition, doubt } = batch;
    this.fail(batch, new DeliveryError(topic, partition, doubt, reason, cause ?? undefined));
  }

  /** Tells everyone whose records are in the batch, and gives its memory back. */
  fail(batch: ProducerBatch, error: Error, errorOf: RecordErrors | null = null): void {
    this.#counters.failed(batch.topic, batch.count);
    this.#identity?.recordsFailed(error);
    batch.fail(error, errorOf);
    this.#owner.release(batch, false);
  }
}

/** Its transaction cannot have it for the moment. */
function isBusy({ identity, lastError }: ProducerBatch): boolean {
  return identity?.isTransactional === true && isBusyForBatch(lastError);
}

/** So many attempts of a batch may end in `error` before that is worth a word. */
function unremarkable(batch: ProducerBatch, error: Error): number {
  if (isBusy(batch)) return BUSY_ATTEMPTS;
  // A leader that has just moved is found by the next attempt.
  return isPassing(error) ? 1 : 0;
}

/** What goes away by itself once the next attempt has fresh metadata or another connection. */
export function isPassing(error: Error): boolean {
  return KafkaError.is(error) && error.refreshMetadata;
}
