import { isRegExp } from 'node:util/types';
import { waitSettings, z } from '@k/runtime';
import type { TopicPartition } from '@k/cluster';
import { PartitionMap } from '@k/cluster';
import type { OffsetAndMetadata, SubscriptionPattern } from '@k/group';
import { parseOptions, wrongArgument } from '@k/wire';
import type { OptionsSchema } from '@k/wire';
import type { ConsumerRebalanceListener } from './events.ts';

// What the calls of a consumer take. Each is checked here as a whole, before it changes anything; what is plainly meant is
// taken: one partition for a list of one, one topic for a list of one.

const subject = 'KafkaConsumer: ';

/** A position to commit: `offset` is the next one to read, that of the last record done plus one. */
export interface TopicPartitionOffset extends TopicPartition, OffsetAndMetadata {}

/** A place in a log that may have been cut since: see {@link KafkaConsumer.seek}. */
export interface OffsetAndEpoch {
  readonly offset: number;
  /** Of the record before, or a later one that had no record before it. @default -1, unknown */
  readonly leaderEpoch?: number | undefined;
}

export interface PollOptions {
  /** How long to wait when nothing is queued, in milliseconds. @default 1000 */
  readonly timeoutMs?: number | undefined;
  /** Most records that this call gives. @default the option `maxPollRecords` */
  readonly maxRecords?: number | undefined;
  /** Stops the wait: `poll` rejects with its reason, having handed back what the poll before gave. */
  readonly signal?: AbortSignal | undefined;
}

export interface CloseOptions {
  /** Milliseconds that handing back, committing and leaving may take. */
  readonly timeoutMs?: number | undefined;
}

const { signal, timeoutMs } = waitSettings;
const maxRecords = z.union([z.int().min(1), z.literal(Infinity)]).optional();

export const pollOptions = z.strictObject({ ...waitSettings, maxRecords });
/** What is in it is looked at one by one: see topicsOf, patternOf and listenerOf. */
export const subscribeOptions = z.strictObject({
  topics: z.custom<Iterable<string> | string>().optional(),
  pattern: z.custom<RegExp | SubscriptionPattern>().optional(),
  listener: z.custom<ConsumerRebalanceListener>().optional(),
});
export const loopOptions = z.strictObject({ signal, idleTimeoutMs: timeoutMs });
const highWaterMark = z.number().int().nonnegative().optional();
export const streamOptions = z.strictObject({ ...loopOptions.shape, highWaterMark });
export const closeOptions = z.strictObject({ timeoutMs });
export const connectOptions = z.strictObject({ ...waitSettings, retry: z.boolean().optional() });

/** @throws ConfigError that names every wrong option */
export function optionsOf<T>(call: string, schema: OptionsSchema<T>, options: unknown): T {
  if (typeof options !== 'object' || options === null)
    throw wrongArgument(subject + call, 'options', shapeOf(Object.keys(schema.shape ?? {})), options);
  return parseOptions(subject + call, schema, options);
}

/** @throws ConfigError */
export function partitionOf(call: string, value: TopicPartition): TopicPartition {
  if (typeof value !== 'object' || (value as unknown) === null || Array.isArray(value))
    throw wrongArgument(subject + call, 'partition', '{ topic, partition }', value);
  const { topic, partition } = value;
  return { topic: topicOf(call, topic), partition: wholeNumber(call, 'partition', partition) };
}

/** Each one once. @throws ConfigError */
export function partitionsOf(
  call: string,
  value: Iterable<TopicPartition> | TopicPartition,
): readonly TopicPartition[] {
  const partitions = new PartitionMap<TopicPartition>();
  for (const each of listOf(call, 'partitions', '{ topic, partition }', value)) {
    const one = partitionOf(call, each);
    partitions.set(one.topic, one.partition, one);
  }
  return [...partitions.values()];
}

/** @throws ConfigError */
export function offsetsOf(
  call: string,
  value: Iterable<TopicPartitionOffset> | TopicPartitionOffset,
): PartitionMap<OffsetAndMetadata> {
  const offsets = new PartitionMap<OffsetAndMetadata>();
  for (const each of listOf(call, 'offsets', '{ topic, partition, offset }', value)) {
    const { topic, partition } = partitionOf(call, each);
    const { metadata = '', leaderEpoch = -1 } = each;
    const offset = wholeNumber(call, 'offset', each.offset);
    if (typeof metadata !== 'string') throw wrongArgument(subject + call, 'metadata', 'text', metadata);
    offsets.set(topic, partition, { offset, metadata, leaderEpoch: wholeNumber(call, 'leaderEpoch', leaderEpoch, -1) });
  }
  return offsets;
}

/** @throws ConfigError */
export function offsetAndEpochOf(
  call: string,
  value: number | OffsetAndEpoch,
): { offset: number; leaderEpoch: number } {
  if (typeof value !== 'object' || (value as unknown) === null)
    return { offset: wholeNumber(call, 'offset', value as number), leaderEpoch: -1 };
  const { offset, leaderEpoch = -1 } = value;
  return {
    offset: wholeNumber(call, 'offset', offset),
    leaderEpoch: wholeNumber(call, 'leaderEpoch', leaderEpoch, -1),
  };
}

/** @throws ConfigError */
export function timestampsOf(
  call: string,
  value: Iterable<TopicPartition & { readonly timestamp: number }> | (TopicPartition & { readonly timestamp: number }),
): PartitionMap<number> {
  const timestamps = new PartitionMap<number>();
  for (const each of listOf(call, 'timestamps', '{ topic, partition, timestamp }', value)) {
    const { topic, partition } = partitionOf(call, each);
    timestamps.set(topic, partition, wholeNumber(call, 'timestamp', each.timestamp));
  }
  return timestamps;
}

/** @throws ConfigError */
export function topicOf(call: string, topic: string): string {
  if (typeof topic !== 'string' || topic === '')
    throw wrongArgument(subject + call, 'topic', 'text that is not empty', topic);
  return topic;
}

/** @throws ConfigError */
export function reasonOf(call: string, reason: string): string {
  if (typeof reason !== 'string') throw wrongArgument(subject + call, 'reason', 'text', reason);
  return reason;
}

/** Each name once. @throws ConfigError */
export function topicsOf(call: string, value: Iterable<string> | string): readonly string[] {
  const list = typeof value === 'string' ? [value] : listOf(call, 'topics', 'text', value);
  const topics = [...new Set(Array.from(list, (topic) => topicOf(call, topic)))];
  if (topics.length > 0) return topics;
  throw wrongArgument(subject + call, 'topics', 'at least one (unsubscribe() ends a subscription)', value);
}

/** @throws ConfigError */
export function patternOf(call: string, pattern: RegExp): RegExp {
  if (isRegExp(pattern)) return pattern;
  throw wrongArgument(subject + call, 'pattern', 'a RegExp, such as /orders-.*/, or a SubscriptionPattern', pattern);
}

const LISTENER_CALLS = ['onPartitionsAssigned', 'onPartitionsRevoked', 'onPartitionsLost'] as const;

/** A name that is none of the calls is a slip of the pen: it would never be called. @throws ConfigError */
export function listenerOf(call: string, listener: ConsumerRebalanceListener): ConsumerRebalanceListener {
  const expected = `${shapeOf(LISTENER_CALLS)}, functions`;
  if (typeof listener !== 'object' || (listener as unknown) === null)
    throw wrongArgument(subject + call, 'listener', expected, listener);
  for (const name of LISTENER_CALLS) {
    const value = listener[name];
    if (value !== undefined && typeof value !== 'function')
      throw wrongArgument(subject + call, `listener.${name}`, 'a function', value);
  }
  const unknown = Object.keys(listener).find(
    (name) => /^on[A-Z]/.test(name) && !LISTENER_CALLS.some((each) => each === name),
  );
  if (unknown !== undefined || LISTENER_CALLS.every((name) => listener[name] === undefined)) {
    throw wrongArgument(subject + call, 'listener', expected, unknown ?? listener);
  }
  return listener;
}

/** @throws ConfigError */
export function wholeNumber(call: string, name: string, value: number, least = 0): number {
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw wrongArgument(subject + call, name, `a whole number from ${String(least)} on`, value);
}

/** @throws ConfigError for what is neither an object nor a list */
function listOf<T>(call: string, name: string, each: string, value: Iterable<T> | T): Iterable<T> {
  if (typeof value !== 'object' || value === null)
    throw wrongArgument(subject + call, name, `a list of ${each}`, value);
  return Symbol.iterator in value ? value : [value];
}

function shapeOf(names: readonly string[]): string {
  return `{ ${names.join(', ')} }`;
}
