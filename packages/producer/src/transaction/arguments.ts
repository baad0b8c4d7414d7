import type { ConsumerGroupMetadata } from '@k/cluster';
import { waitSettings, z, type WaitOptions } from '@k/runtime';
import { wrongArgument } from '@k/wire';
import type { PreparedTransaction } from '../identity/transaction-state.ts';
import type { TransactionOffset } from './link.ts';

export interface InitTransactionsOptions extends WaitOptions {
  /** Keeps a transaction that an earlier instance has prepared (KIP-939), to be ended by `completeTransaction()`. @default false */
  readonly keepPreparedTransaction?: boolean | undefined;
}

export const initOptions = z.strictObject({ ...waitSettings, keepPreparedTransaction: z.boolean().optional() });

export const loopOptions = z.strictObject({
  signal: waitSettings.signal,
  idleTimeoutMs: waitSettings.timeoutMs,
});

/** Whoever knows its place in a group: a consumer of `@k/consumer`. */
export interface GroupMetadataSource {
  groupMetadata(): ConsumerGroupMetadata;
}

const MOST_INT32 = 2 ** 31 - 1;

/** @throws ConfigError */
export function groupOf(call: string, given: ConsumerGroupMetadata | GroupMetadataSource): ConsumerGroupMetadata {
  const takes = 'a consumer with a groupId, or what its groupMetadata() gave';
  const wrong = (): Error => wrongArgument(`KafkaProducer: ${call}`, 'group', takes, given);
  if (typeof given !== 'object' || (given as unknown) === null) throw wrong();
  const group = 'groupMetadata' in given ? given.groupMetadata() : given;
  const { groupId, generationId, memberId, groupInstanceId = null } = group as Partial<ConsumerGroupMetadata>;
  if (typeof groupId !== 'string' || groupId === '' || typeof memberId !== 'string') throw wrong();
  if (!isWhole(generationId, -1, MOST_INT32)) throw wrong();
  if (groupInstanceId !== null && typeof groupInstanceId !== 'string') throw wrong();
  return { groupId, generationId, memberId, groupInstanceId };
}

/** @throws ConfigError */
export function offsetsOf(
  call: string,
  given: Iterable<TransactionOffset> | TransactionOffset,
): readonly TransactionOffset[] {
  const of = `KafkaProducer: ${call}`;
  const takes = '{ topic, partition, offset }, or a list of them';
  if (typeof given !== 'object' || (given as unknown) === null) throw wrongArgument(of, 'offsets', takes, given);
  const list = Symbol.iterator in given ? [...given] : [given];
  for (const each of list as readonly unknown[]) {
    if (typeof each !== 'object' || each === null) throw wrongArgument(of, 'offsets', takes, each);
    const { topic, partition, offset, metadata = '', leaderEpoch = -1 } = each as Partial<TransactionOffset>;
    if (typeof topic !== 'string' || topic === '') throw wrongArgument(of, 'topic', 'a name', topic);
    if (!isWhole(partition, 0, MOST_INT32)) throw wrongArgument(of, 'partition', 'a whole number from 0 on', partition);
    if (!isWhole(offset, 0, Number.MAX_SAFE_INTEGER)) {
      throw wrongArgument(of, 'offset', 'a whole number from 0 on', offset);
    }
    if (typeof metadata !== 'string') throw wrongArgument(of, 'metadata', 'text', metadata);
    if (!isWhole(leaderEpoch, -1, MOST_INT32)) {
      throw wrongArgument(of, 'leaderEpoch', 'a whole number from -1 on', leaderEpoch);
    }
  }
  return list;
}

/** @throws ConfigError */
export function preparedOf(call: string, given: PreparedTransaction): PreparedTransaction {
  const { producerId, epoch }: Partial<PreparedTransaction> = isObject(given) ? given : {};
  if (typeof producerId === 'bigint' && isWhole(epoch, 0, 32_767)) return { producerId, epoch };
  throw wrongArgument(`KafkaProducer: ${call}`, 'prepared', 'what prepareTransaction() gave', given);
}

/** @throws ConfigError */
export function checkWork(call: string, work: unknown): void {
  if (typeof work !== 'function') throw wrongArgument(`KafkaProducer: ${call}`, 'work', 'a function', work);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isWhole(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}
