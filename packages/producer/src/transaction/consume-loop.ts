import type { ConsumerGroupMetadata } from '@k/cluster';
import { backoffMs, type Clock, type Random, sleep } from '@k/runtime';
import { ErrorCode, errorFor, ProtocolError, wrongArgument } from '@k/wire';
import { DeliveryError } from '../errors.ts';
import type { GroupMetadataSource } from './arguments.ts';
import { TransactionError } from './error.ts';
import { type ProducerTransaction, runTransaction, type TransactionHost } from './run-transaction.ts';

/** A record that was read, as far as its offset is to be committed. */
export interface ConsumedRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly leaderEpoch: number;
}

/** How a loop over batches ends by itself; as `LoopOptions` of `@k/consumer`. */
export interface TransactionLoopOptions {
  /** Ends the loop: the transaction under way is finished first. */
  readonly signal?: AbortSignal | undefined;
  /** Ends the loop when nothing came for so long, in milliseconds. @default Infinity */
  readonly idleTimeoutMs?: number | undefined;
}

/** Records of one partition. */
export interface TransactionBatch<R extends ConsumedRecord> extends Iterable<R> {
  /** Whether the partition has stayed with the consumer since the batch was handed out. Not told: it has. */
  readonly isOwned?: boolean;
}

/** What the loop needs of a consumer: one of `@k/consumer` has it. */
export interface BatchSource<R extends ConsumedRecord> extends GroupMetadataSource {
  /** Whether it commits what was handed back by itself: it must not. */
  readonly commitsAutomatically: boolean;
  /**
   * Batches of records of one partition each. Asking for the next one hands back the one before; `return()` does not: what
   * was in hand comes again.
   */
  batches(options: TransactionLoopOptions): AsyncIterator<TransactionBatch<R>>;
}

export interface LoopParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly backoff: { readonly initialMs: number; readonly maxMs: number };
  /** Aborts when the producer closes. */
  readonly closed: AbortSignal;
}

/**
 * What ends a transaction and says nothing against the next one with the same records: the group has shared its partitions
 * out anew, the coordinator has timed it out, or brokers were away.
 */
const PASSING: ReadonlySet<number> = new Set([
  ErrorCode.REBALANCE_IN_PROGRESS,
  ErrorCode.ILLEGAL_GENERATION,
  ErrorCode.UNKNOWN_MEMBER_ID,
  ErrorCode.STALE_MEMBER_EPOCH,
  ErrorCode.FENCED_MEMBER_EPOCH,
  ErrorCode.INVALID_PRODUCER_EPOCH,
  ErrorCode.PRODUCER_FENCED,
  ErrorCode.INVALID_PRODUCER_ID_MAPPING,
  ErrorCode.UNKNOWN_PRODUCER_ID,
  ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER,
  ErrorCode.INVALID_TXN_STATE,
  ErrorCode.TRANSACTION_ABORTABLE,
]);

/** @throws ConfigError for a consumer that commits by itself, or is none */
export function checkSource(call: string, source: unknown): void {
  const { batches, groupMetadata, commitsAutomatically } = (source ?? {}) as Partial<BatchSource<never>>;
  if (typeof batches !== 'function' || typeof groupMetadata !== 'function') {
    throw wrongArgument(`KafkaProducer: ${call}`, 'consumer', 'a KafkaConsumer with a groupId', source);
  }
  if (commitsAutomatically === false) return;
  const takes = 'one with enableAutoCommit: false, whose offsets only the transactions commit';
  throw wrongArgument(`KafkaProducer: ${call}`, 'consumer', takes, { commitsAutomatically });
}

/**
 * A transaction for each batch: what the handler sends, and the offset behind the batch, are there together or not at all.
 * The group's generation is that in which the batch was handed out: after a rebalance its offsets are refused, and whoever
 * owns the partition now begins where the last transaction that was committed ended.
 */
export async function consumeInTransactions<K, V, R extends ConsumedRecord>(
  host: TransactionHost<K, V>,
  source: BatchSource<R>,
  handler: (records: readonly R[], transaction: ProducerTransaction<K, V>) => unknown,
  options: TransactionLoopOptions,
  { clock, random, backoff, closed }: LoopParts,
): Promise<void> {
  for (let failures = 0; ; failures++) {
    const batches = source.batches(options);
    try {
      for (;;) {
        const step = await batches.next();
        if (step.done === true) return;
        await transform(host, step.value, source.groupMetadata(), handler);
        failures = 0;
      }
    } catch (error) {
      await batches.return?.();
      if (closed.aborted || !isPassing(error)) throw error;
    }
    await sleep(clock, backoffMs(failures, backoff, random), closed, options.signal).catch(() => undefined);
  }
}

async function transform<K, V, R extends ConsumedRecord>(
  host: TransactionHost<K, V>,
  batch: TransactionBatch<R>,
  group: ConsumerGroupMetadata,
  handler: (records: readonly R[], transaction: ProducerTransaction<K, V>) => unknown,
): Promise<void> {
  const records = [...batch];
  const last = records.at(-1);
  // The partition was revoked meanwhile.
  if (last === undefined) return;
  const { topic, partition, offset, leaderEpoch } = last;
  await runTransaction(
    host,
    async (transaction) => {
      await handler(records, transaction);
      await transaction.sendOffsets(group, { topic, partition, offset: offset + 1, leaderEpoch });
      // Before Kafka 2.5 a coordinator does not ask who commits; later ones have refused it by now. As late as can be: the
      // partition may go while records are being stored, for as long as deliveryTimeoutMs.
      if (batch.isOwned !== undefined) await host.stored();
      if (batch.isOwned === false) throw notOwned(topic, partition);
    },
    undefined,
  );
}

function notOwned(topic: string, partition: number): Error {
  const detail = 'The partition went to another member while its records were worked on.';
  return errorFor(ErrorCode.ILLEGAL_GENERATION, { api: 'transactionally()', topic, partition, detail });
}

function isPassing(error: unknown): boolean {
  if (error instanceof TransactionError && error.kind !== 'abortable') return false;
  const cause = error instanceof TransactionError ? error.cause : error;
  return cause instanceof DeliveryError || (cause instanceof ProtocolError && PASSING.has(cause.code));
}
