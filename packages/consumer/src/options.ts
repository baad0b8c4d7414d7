import { clientOptionShape, parseClientOptions, refineClientOptions } from '@k/cluster';
import { assignorList, groupMemberOptionShape, rangeAssignor, refineGroupOptions } from '@k/group';
import { z } from 'zod';
import type { Deserializer } from './delivery/consumer-record.ts';

const bytes = z.int().positive();
const milliseconds = z.int().nonnegative();

function deserializer<T>(): z.ZodOptional<z.ZodCustom<Deserializer<T>, Deserializer<T>>> {
  return z
    .custom<Deserializer<T>>((value) => typeof value === 'function', 'expected a function (bytes, topic) => value')
    .optional();
}

const consumerShape = {
  ...clientOptionShape,
  groupId: groupMemberOptionShape.groupId
    .nullish()
    .transform((groupId) => groupId ?? undefined)
    .describe(
      'Consumer group: needed by subscribe(), commit() and committed(). Without it, or with null, nothing is ever committed.',
    ),
  groupInstanceId: groupMemberOptionShape.groupInstanceId,
  sessionTimeoutMs: groupMemberOptionShape.sessionTimeoutMs,
  heartbeatIntervalMs: groupMemberOptionShape.heartbeatIntervalMs,
  maxPollIntervalMs: groupMemberOptionShape.maxPollIntervalMs,
  rebalanceTimeoutMs: groupMemberOptionShape.rebalanceTimeoutMs,
  partitionAssignors: assignorList
    .default([rangeAssignor])
    .describe('How the group shares out partitions, in order of preference.'),
  autoOffsetReset: z
    .enum(['earliest', 'latest', 'none'])
    .default('latest')
    .describe('Where to begin when nothing is committed or the position is out of range; nothing else resets it.'),
  enableAutoCommit: z
    .boolean()
    .default(true)
    .describe('Commit what was handed back, at the interval, when partitions are revoked, and on close.'),
  autoCommitIntervalMs: milliseconds.min(1).default(5_000).describe('Pause between automatic commits.'),
  isolationLevel: z
    .enum(['read_uncommitted', 'read_committed'])
    .default('read_uncommitted')
    .describe('read_committed hands out no records of open or aborted transactions.'),
  fetchMinBytes: bytes.default(1).describe('A broker answers a fetch when it has so much, or after fetchMaxWaitMs.'),
  fetchMaxWaitMs: milliseconds.default(500).describe('How long a broker may hold a fetch back.'),
  fetchMaxBytes: bytes
    .default(52_428_800)
    .describe('Most that one fetch asks for. A first batch that is larger comes all the same (KIP-74).'),
  maxPartitionFetchBytes: bytes
    .default(1_048_576)
    .describe(
      'Most that one fetch asks for per partition; also how much of a partition is queued before no more is fetched.',
    ),
  bufferMemory: bytes
    .default(67_108_864)
    .describe('Most fetched bytes held by the consumer in all, over all brokers and partitions.'),
  checkCrcs: z.boolean().default(true).describe('Check the checksum of every batch.'),
  maxPollRecords: z.int().positive().default(500).describe('Most records that one poll() returns.'),
  keyDeserializer: deserializer<unknown>().describe('Called with a key’s bytes when record.key is first touched.'),
  valueDeserializer: deserializer<unknown>().describe(
    'Called with a value’s bytes when record.value is first touched.',
  ),
  excludeInternalTopics: z
    .boolean()
    .default(true)
    .describe('Whether a subscribed pattern passes over __consumer_offsets and its like.'),
  stallTimeoutMs: milliseconds
    .default(60_000)
    .describe("Pause without progress that is owed, after which 'stalled' is emitted; 0 for never."),
} as const;

/**
 * Options of {@link KafkaConsumer}; `describe` is the row of the README's table. Options of `@k/cluster` may be given as well,
 * unless a `cluster` is: a consumer waits and repeats as its cluster does.
 */
export const consumerOptions = z.strictObject(consumerShape).superRefine((options, context) => {
  refineGroupOptions(options, context);
  refineClientOptions(options, context);
  if (options.groupInstanceId !== undefined && options.groupId === undefined) {
    context.addIssue({ code: 'custom', path: ['groupInstanceId'], message: 'needs a groupId' });
  }
  if (options.maxPartitionFetchBytes > options.bufferMemory) {
    context.addIssue({
      code: 'custom',
      path: ['maxPartitionFetchBytes'],
      message: `must not be larger than bufferMemory (${String(options.bufferMemory)} bytes)`,
    });
  }
});

type Settings = z.output<typeof consumerOptions>;
export type ConsumerSettings<K, V> = Omit<Settings, 'keyDeserializer' | 'valueDeserializer'> & {
  readonly keyDeserializer: Deserializer<K> | undefined;
  readonly valueDeserializer: Deserializer<V> | undefined;
};
export type KafkaConsumerOptions<K = Buffer, V = Buffer> = Omit<
  z.input<typeof consumerOptions>,
  'keyDeserializer' | 'valueDeserializer'
> & {
  readonly keyDeserializer?: Deserializer<K> | undefined;
  readonly valueDeserializer?: Deserializer<V> | undefined;
};

/**
 * Options of a cluster are those of `cluster` where one is given. Beside it none can be given: a consumer waits and repeats
 * as its cluster does, so it would have no effect.
 * @throws ConfigError that names every wrong option
 */
export function parseConsumerOptions<K, V>(options: KafkaConsumerOptions<K, V>): ConsumerSettings<K, V> {
  return parseClientOptions('KafkaConsumer', consumerOptions, options) as ConsumerSettings<K, V>;
}
