import {
  type ClientOptions,
  clientOptionShape,
  parseClientOptions,
  refineClientOptions,
  type WithCluster,
} from '@k/cluster';
import {
  type AssignorChoice,
  assignorList,
  defaultAssignors,
  groupMemberOptionShape,
  type GroupMemberOptions,
  refineAssignors,
  refineGroupOptions,
} from '@k/group';
import { schemaOf, z } from '@k/runtime';
import type * as zod from 'zod';
import { isDeserializer } from './delivery/deserializer.ts';
import type { BadRecordPolicy, Deserializer } from './delivery/deserializer.ts';
import type { ConsumerInterceptor } from './interceptors.ts';

const bytes = z.int().positive();
const milliseconds = z.int().nonnegative();

const deserializer = z
  .custom<Deserializer<unknown>>(
    isDeserializer,
    'expected a function (bytes, topic) => value or an object { deserialize(bytes, topic, headers) }',
  )
  .optional();

/** Either function may be missing, not both. */
function isInterceptor(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { onConsume, onCommit } = value as Record<string, unknown>;
  const given = [onConsume, onCommit].filter((each) => each !== undefined);
  return given.length > 0 && given.every((each) => typeof each === 'function');
}

/**
 * Options of {@link KafkaConsumer}. Those of `@k/cluster` may be given as well, unless a `cluster` is: a consumer waits and
 * repeats as its cluster does. The sentences here are what an editor shows, and the rows of the README's table.
 */
export interface ConsumerOptions<K = Buffer, V = Buffer> extends ClientOptions, Omit<GroupMemberOptions, 'groupId'> {
  /**
   * Consumer group: needed by subscribe(), commit() and committed(). Without it, or with null, nothing is ever committed.
   */
  readonly groupId?: string | null | undefined;
  /** Classic protocol: how the group shares out partitions, in order of preference: names, or objects of your own. @default ['range', 'cooperative-sticky'] */
  readonly partitionAssignors?: AssignorChoice[] | undefined;
  /**
   * Where to begin when nothing is committed or the position is not in the log; nothing else resets it.
   * @default 'latest'
   */
  readonly autoOffsetReset?: 'earliest' | 'latest' | 'none' | undefined;
  /**
   * Commit what was handed back, at the interval, when partitions are revoked, and on close.
   * @default true
   */
  readonly enableAutoCommit?: boolean | undefined;
  /** Milliseconds between automatic commits. @default 5_000 */
  readonly autoCommitIntervalMs?: number | undefined;
  /**
   * `'read_committed'` hands out no records of open or aborted transactions.
   * @default 'read_uncommitted'
   */
  readonly isolationLevel?: 'read_uncommitted' | 'read_committed' | undefined;
  /** A broker answers a fetch when it has so many bytes, or after `fetchMaxWaitMs`. @default 1 */
  readonly fetchMinBytes?: number | undefined;
  /**
   * How many milliseconds a broker may hold a fetch back. Unless it is given, or `fetchMinBytes` is more than 1, a broker that has
   * nothing new is asked less and less often, up to every 5 s; what comes is answered at once all the same.
   * @default 500, up to 5,000 while nothing comes
   */
  readonly fetchMaxWaitMs?: number | undefined;
  /**
   * Most bytes that one fetch asks for. A first batch that is larger comes all the same (KIP-74).
   * @default 52_428_800
   */
  readonly fetchMaxBytes?: number | undefined;
  /**
   * Most bytes that one fetch asks for per partition; also how much of a partition is queued before no more is fetched.
   * @default 1_048_576
   */
  readonly maxPartitionFetchBytes?: number | undefined;
  /**
   * Most fetched bytes held by the consumer in all, over all brokers and partitions.
   * @default 67_108_864
   */
  readonly bufferMemory?: number | undefined;
  /**
   * Reads answers to memory that was used before: a record, and the Buffers it gives, are valid until more is asked for, or
   * its handler has ended; `copy()` keeps one. `'check'`: spoils that memory instead, which shows what is kept too long.
   * @default false
   */
  readonly reuseMemory?: boolean | 'check' | undefined;
  /** Check the checksum of every batch. @default true */
  readonly checkCrcs?: boolean | undefined;
  /**
   * Compressed bytes of a batch from which on another thread decompresses it, up to three at a time; 0: always, Infinity:
   * never. gzip; zstd on Node 22.15 and later; snappy with the package snappy. Others never.
   * @default 65_536
   */
  readonly decompressionThreadBytes?: number | undefined;
  /** Most records that one poll() returns. @default 500 */
  readonly maxPollRecords?: number | undefined;
  /**
   * Makes keys of bytes: `(bytes, topic) => key` when record.key is first touched; `async (bytes, topic) => key`, or an object
   * `{ deserialize(bytes, topic, headers) }`, before the record is handed out.
   */
  readonly keyDeserializer?: Deserializer<K> | undefined;
  /** The same for values. */
  readonly valueDeserializer?: Deserializer<V> | undefined;
  /**
   * What becomes of a record whose key or value cannot be deserialized: `'fail'`: DeserializationError, when it is touched
   * or, from a deserializer that is awaited, at the record's turn until the application seeks past it; `'skip'`: left out, told by
   * the event `badRecordsSkipped`; `'raw'`: handed out with the bytes in their place and `record.deserializationError`.
   * @default 'fail'
   */
  readonly onBadRecord?: BadRecordPolicy | undefined;
  /**
   * What becomes of a batch that is damaged or cannot be read: `'fail'`: CorruptRecordError or UnreadableRecordError at its turn, until
   * the application seeks past it; `'skip'`: left out when it is as bad the second time that it is fetched, told by the event `badRecordsSkipped`.
   * @default 'fail'
   */
  readonly onBadBatch?: 'fail' | 'skip' | undefined;
  /** Called with each record when it is handed out, and with the offsets that were committed (KIP-42), in this order. */
  readonly interceptors?: readonly ConsumerInterceptor<K, V>[] | undefined;
  /** Whether a subscribed RegExp passes over __consumer_offsets and its like. @default true */
  readonly excludeInternalTopics?: boolean | undefined;
  /**
   * Milliseconds without progress that is owed, after which 'stalled' is emitted; 0 for never.
   * @default 60_000
   */
  readonly stallTimeoutMs?: number | undefined;
}

/**
 * What a {@link KafkaConsumer} is made with: {@link ConsumerOptions} with `bootstrapServers`, or with a `cluster`.
 *
 * @typeParam K - what the `keyDeserializer` makes
 * @typeParam V - what the `valueDeserializer` makes
 */
export type KafkaConsumerOptions<K = Buffer, V = Buffer> = WithCluster<ConsumerOptions<K, V>>;

const consumerShape = {
  ...clientOptionShape,
  groupId: groupMemberOptionShape.groupId.nullish().transform((groupId) => groupId ?? undefined),
  groupProtocol: groupMemberOptionShape.groupProtocol,
  groupRemoteAssignor: groupMemberOptionShape.groupRemoteAssignor,
  groupInstanceId: groupMemberOptionShape.groupInstanceId,
  sessionTimeoutMs: groupMemberOptionShape.sessionTimeoutMs,
  heartbeatIntervalMs: groupMemberOptionShape.heartbeatIntervalMs,
  maxPollIntervalMs: groupMemberOptionShape.maxPollIntervalMs,
  rebalanceTimeoutMs: groupMemberOptionShape.rebalanceTimeoutMs,
  clientRack: groupMemberOptionShape.clientRack,
  partitionAssignors: assignorList.prefault(defaultAssignors),
  autoOffsetReset: z.enum(['earliest', 'latest', 'none']).default('latest'),
  enableAutoCommit: z.boolean().default(true),
  autoCommitIntervalMs: milliseconds.min(1).default(5_000),
  isolationLevel: z.enum(['read_uncommitted', 'read_committed']).default('read_uncommitted'),
  fetchMinBytes: bytes.default(1),
  fetchMaxWaitMs: milliseconds.optional(),
  fetchMaxBytes: bytes.default(52_428_800),
  maxPartitionFetchBytes: bytes.default(1_048_576),
  bufferMemory: bytes.default(67_108_864),
  reuseMemory: z.union([z.boolean(), z.literal('check')], "expected true, false or 'check'").default(false),
  checkCrcs: z.boolean().default(true),
  decompressionThreadBytes: z
    .union([z.int().nonnegative(), z.literal(Infinity)], 'expected a whole number from 0 on or Infinity')
    .default(65_536),
  maxPollRecords: z.int().positive().default(500),
  keyDeserializer: deserializer,
  valueDeserializer: deserializer,
  onBadRecord: z.enum(['fail', 'skip', 'raw']).default('fail'),
  onBadBatch: z.enum(['fail', 'skip']).default('fail'),
  interceptors: z
    .array(z.custom<ConsumerInterceptor<unknown, unknown>>(isInterceptor, 'expected { onConsume, onCommit }'))
    .readonly()
    .optional(),
  excludeInternalTopics: z.boolean().default(true),
  stallTimeoutMs: milliseconds.default(60_000),
} as const;

/** The checks and defaults of {@link ConsumerOptions}. */
export const consumerOptions = schemaOf<ConsumerOptions<unknown, unknown>>()(
  z.strictObject(consumerShape).superRefine((options, context) => {
    refineGroupOptions(options, context);
    refineAssignors('partitionAssignors', options.groupProtocol, options.partitionAssignors, context);
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
  }),
);

type Settings = zod.output<typeof consumerOptions>;
export type ConsumerSettings<K, V> = Omit<Settings, 'keyDeserializer' | 'valueDeserializer' | 'interceptors'> & {
  readonly keyDeserializer: Deserializer<K> | undefined;
  readonly valueDeserializer: Deserializer<V> | undefined;
  readonly interceptors: readonly ConsumerInterceptor<K, V>[] | undefined;
};

/**
 * Options of a cluster are those of `cluster` where one is given. Beside it none can be given: a consumer waits and repeats
 * as its cluster does, so it would have no effect.
 * @throws ConfigError that names every wrong option
 */
export function parseConsumerOptions<K, V>(options: KafkaConsumerOptions<K, V>): ConsumerSettings<K, V> {
  return parseClientOptions('KafkaConsumer', consumerOptions, options) as ConsumerSettings<K, V>;
}
