import {
  type ClientOptions,
  clientOptionShape,
  parseClientOptions,
  refineClientOptions,
  type ClientOptionRules,
  type WithCluster,
} from '@k/cluster';
import { checkLevel, compressions, compressionTypes, type CompressionType } from '@k/codec';
import { schemaOf, z } from '@k/runtime';
import type * as zod from 'zod';
import type { ProducerInterceptor } from './interceptors.ts';
import type { Serializer } from './payload.ts';
import { PARTITIONER_NAMES, type Partitioner, type PartitionerName } from './partitioner.ts';

const milliseconds = z.number().int().nonnegative();
const bytes = z.number().int();
const aFunction = <T>(): zod.ZodCustom<T, T> => z.custom<T>((it) => typeof it === 'function', 'expected a function');

const MAX_IN_FLIGHT_IDEMPOTENT = 5;

/**
 * Options of {@link KafkaProducer}, for an interface of your own to extend; what its constructor takes, where one of
 * `bootstrapServers` and `cluster` is a must, is {@link KafkaProducerOptions}. Those of `@k/cluster` may be given as well; beside a `cluster` only those that the
 * producer looks at by itself (`requestTimeoutMs`, `retryBackoffMs`, `retryBackoffMaxMs`,
 * `maxInFlightRequestsPerConnection`), which else are as there. The sentences here are what an editor shows, and the rows of
 * the README's table.
 */
export interface ProducerOptions<K = Uint8Array | string, V = Uint8Array | string> extends ClientOptions {
  /**
   * Who must have a record before it counts as stored: all in-sync replicas ("all" or -1), the leader (1), nobody (0: no
   * answer is awaited, offsets are -1).
   * @default -1
   */
  readonly acks?: 0 | 1 | -1 | 'all' | undefined;
  /**
   * Each record is stored once and in order, whatever is repeated. On unless `acks`, `retries` or
   * `maxInFlightRequestsPerConnection` rule it out; `true` makes those an error.
   */
  readonly enableIdempotence?: boolean | undefined;
  /**
   * Makes the producer transactional: what it sends between the beginning and the end of a transaction is read by all, or, with
   * `isolationLevel: 'read_committed'`, by nobody. The name of what this instance does, kept over restarts: a new instance
   * with the same name shuts out the one before. Kafka 0.11 or newer.
   */
  readonly transactionalId?: string | undefined;
  /**
   * Milliseconds after which the brokers abort a transaction that is not ended; at most their transaction.max.timeout.ms
   * (15 minutes by default).
   * @default 60_000
   */
  readonly transactionTimeoutMs?: number | undefined;
  /**
   * Whether a transaction may be prepared and ended later, by another system's decision (KIP-939). Brokers that have it let
   * it stay open without a time limit.
   * @default false
   */
  readonly enableTwoPhaseCommit?: boolean | undefined;
  /**
   * Compression of whole batches: none, gzip, snappy, lz4 or zstd. A codec of your own: `compressions.register()` of
   * `@k/codec`.
   * @default 'none'
   */
  readonly compressionType?: CompressionType | undefined;
  /**
   * gzip 1 to 9 (default -1), lz4 1 to 17 (default 9), zstd -131072 to 22 (default 3); what is not named has none (KIP-390).
   */
  readonly compressionLevel?: number | undefined;
  /**
   * Plain bytes of a batch from which on another thread compresses it, up to three at a time; 0: always, Infinity: never. By
   * default from where it pays: gzip 32 KiB, zstd 1 MiB (Node 22.15 on), snappy 128 KiB (with the package snappy). lz4
   * never.
   */
  readonly compressionThreadBytes?: number | undefined;
  /**
   * Bytes at which a batch is full. Memory is taken as a batch grows, so a large value costs nothing. 0: a record a batch.
   * @default 262_144
   */
  readonly batchSize?: number | undefined;
  /**
   * How many milliseconds a batch that is not full waits for more records. 0: it goes at once when nothing is in flight to
   * its broker, else when that has come back.
   * @default 0
   */
  readonly lingerMs?: number | undefined;
  /**
   * Bytes of memory for records not stored yet; when it is used up, sends wait for room (may be overstepped by one batch).
   * @default 33_554_432
   */
  readonly bufferMemory?: number | undefined;
  /**
   * How many milliseconds a send may wait for its topic or partition to be known, and for room in `bufferMemory`.
   * @default 60_000
   */
  readonly maxBlockMs?: number | undefined;
  /**
   * Milliseconds without a record after which a topic is not kept fresh any more, from the next renewal of metadata on
   * (KIP-526). Its counters in `metrics()` end with it.
   * @default 300_000
   */
  readonly metadataMaxIdleMs?: number | undefined;
  /**
   * Most bytes of batches in one request, and so the most a record may take.
   * @default 1_048_576
   */
  readonly maxRequestSize?: number | undefined;
  /**
   * Milliseconds from a batch being begun to its records being stored, repetitions included; then they are given up.
   * @default 120_000
   */
  readonly deliveryTimeoutMs?: number | undefined;
  /**
   * How often a batch is sent again after a failure that may pass; `deliveryTimeoutMs` is the better limit.
   * @default 2_147_483_647
   */
  readonly retries?: number | undefined;
  /**
   * Partition of records that name none. "murmur2": by key as the Java client places it, without a key sticky (KIP-480);
   * "murmur2_random" is librdkafka's name for it. "consistent_random": by the CRC-32 of the key, librdkafka's default, where
   * an empty key is none; "consistent": the same, but records without a key all go to partition 0. Or a function.
   * @default 'murmur2'
   */
  readonly partitioner?: PartitionerName | Partitioner | undefined;
  /**
   * Records without a key leave out partitions whose broker has owed an answer for more than so many milliseconds, as long
   * as others do answer (KIP-794). 0: none is left out.
   * @default 0
   */
  readonly partitionerAvailabilityTimeoutMs?: number | undefined;
  /**
   * Of the partitions with much waiting, records without a key take less (KIP-794). `false`: all the same, whatever waits.
   * @default true
   */
  readonly partitionerAdaptivePartitioningEnable?: boolean | undefined;
  /**
   * Records with a key are placed as those without (KIP-794). Not together with a partitioner that is a function.
   * @default false
   */
  readonly partitionerIgnoreKeys?: boolean | undefined;
  /** Makes text or bytes, or a promise of them, of a key that is not null. */
  readonly keySerializer?: Serializer<K> | undefined;
  /** Makes text or bytes, or a promise of them, of a value that is not null. */
  readonly valueSerializer?: Serializer<V> | undefined;
  /** Called with each record before it is serialized, and with what came of it (KIP-42), in this order. */
  readonly interceptors?: readonly ProducerInterceptor<K, V>[] | undefined;
  /**
   * Whether brokers may create a topic at its first record, if they are set up to. `false`: brokers that keep saying that
   * there is no such topic, or partition, are believed after `unknownTopicRetries`, before `maxBlockMs` is over.
   * @default true
   */
  readonly allowAutoCreateTopics?: boolean | undefined;
}

/**
 * What a {@link KafkaProducer} is made with: {@link ProducerOptions} with `bootstrapServers`, or with a `cluster`.
 *
 * @typeParam K - what the `keySerializer` takes
 * @typeParam V - what the `valueSerializer` takes
 */
export type KafkaProducerOptions<K = Uint8Array | string, V = Uint8Array | string> = WithCluster<ProducerOptions<K, V>>;

/** Either function may be missing, not both. */
function isInterceptor(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { onSend, onAcknowledgement } = value as { readonly [name: string]: unknown };
  const given = [onSend, onAcknowledgement].filter((it) => it !== undefined);
  return given.length > 0 && given.every((it) => typeof it === 'function');
}

/** The checks and defaults of {@link ProducerOptions}. */
export const producerOptions = schemaOf<ProducerOptions<unknown, unknown>>()(
  z
    .strictObject({
      ...clientOptionShape,
      acks: z
        .union([z.literal(0), z.literal(1), z.literal(-1), z.literal('all')], 'expected 0, 1 or -1 (or "all")')
        .transform((acks): 0 | 1 | -1 => (acks === 'all' ? -1 : acks))
        .prefault('all'),
      enableIdempotence: z.boolean().optional(),
      transactionalId: z.string().min(1, 'expected text that is not empty').optional(),
      transactionTimeoutMs: milliseconds
        .min(1)
        .max(2 ** 31 - 1)
        .default(60_000),
      enableTwoPhaseCommit: z.boolean().default(false),
      compressionType: z.enum(compressionTypes, `expected one of ${compressionTypes.join(', ')}`).default('none'),
      compressionLevel: z.number().int().optional(),
      compressionThreadBytes: z
        .union([bytes.min(0), z.literal(Infinity)], 'expected a whole number from 0 on or Infinity')
        .optional(),
      batchSize: bytes
        .min(0)
        .max(2 ** 31 - 1)
        .default(262_144),
      lingerMs: milliseconds.default(0),
      bufferMemory: bytes.min(1).default(33_554_432),
      maxBlockMs: milliseconds.default(60_000),
      metadataMaxIdleMs: milliseconds.min(5_000).default(300_000),
      maxRequestSize: bytes
        .min(1)
        .max(2 ** 31 - 1)
        .default(1_048_576),
      deliveryTimeoutMs: milliseconds.min(1).default(120_000),
      retries: z.number().int().nonnegative().default(2_147_483_647),
      partitioner: z
        .union(
          [z.enum(PARTITIONER_NAMES), aFunction<Partitioner>()],
          `expected a function, or one of ${PARTITIONER_NAMES.join(', ')}`,
        )
        .default('murmur2'),
      partitionerAvailabilityTimeoutMs: milliseconds.default(0),
      partitionerAdaptivePartitioningEnable: z.boolean().default(true),
      partitionerIgnoreKeys: z.boolean().default(false),
      keySerializer: aFunction<Serializer>().optional(),
      valueSerializer: aFunction<Serializer>().optional(),
      interceptors: z
        .array(z.custom<ProducerInterceptor<unknown, unknown>>(isInterceptor, 'expected { onSend, onAcknowledgement }'))
        .readonly()
        .optional(),
      allowAutoCreateTopics: z.boolean().default(true),
    })
    .superRefine((options, context) => {
      const wrong = (option: string, message: string): void =>
        context.addIssue({ code: 'custom', path: [option], message });
      const isTransactional = options.transactionalId !== undefined;
      if (isTransactional && options.enableIdempotence === false) {
        wrong('enableIdempotence', 'expected true because there is a transactionalId');
      }
      if (!isTransactional && options.enableTwoPhaseCommit) {
        wrong('transactionalId', 'expected one because enableTwoPhaseCommit is true');
      }
      if (options.enableIdempotence === true || isTransactional) {
        const because = isTransactional ? 'because there is a transactionalId' : 'because enableIdempotence is true';
        if (options.acks !== -1) wrong('acks', `expected "all" ${because}`);
        if (options.retries === 0) wrong('retries', `expected at least 1 ${because}`);
        if (options.maxInFlightRequestsPerConnection > MAX_IN_FLIGHT_IDEMPOTENT) {
          wrong('maxInFlightRequestsPerConnection', `expected at most ${MAX_IN_FLIGHT_IDEMPOTENT} ${because}`);
        }
      }
      if (options.partitionerIgnoreKeys && typeof options.partitioner === 'function') {
        wrong('partitionerIgnoreKeys', 'expected false where the partitioner is a function, which decides by itself');
      }
      if (options.deliveryTimeoutMs < options.lingerMs + options.requestTimeoutMs) {
        const least = options.lingerMs + options.requestTimeoutMs;
        wrong('deliveryTimeoutMs', `expected at least lingerMs + requestTimeoutMs = ${least}`);
      }
      refineClientOptions(options, context);
      if (!compressions.has(options.compressionType)) {
        wrong('compressionType', 'expected one registered with compressions.register() of @k/codec');
      } else if (options.compressionType === 'none') {
        if (options.compressionLevel !== undefined)
          wrong('compressionLevel', 'expected none without a compressionType');
      } else {
        try {
          checkLevel(compressions.get(options.compressionType), options.compressionLevel);
        } catch (error) {
          // What was got is said by who reports the option.
          wrong('compressionLevel', (error as Error).message.replace(/, got .*$/, ''));
        }
      }
    }),
);

/** Options once checked. */
export type ProducerSettings = Omit<zod.output<typeof producerOptions>, 'enableIdempotence'> & {
  readonly enableIdempotence: boolean;
};

/**
 * What a producer looks at by itself, so that it may differ from its `cluster`. Whether topics are created is asked of each
 * producer, and has another default than in a cluster.
 */
const RULES = {
  own: ['requestTimeoutMs', 'retryBackoffMs', 'retryBackoffMaxMs', 'maxInFlightRequestsPerConnection'],
  redefined: ['allowAutoCreateTopics'],
} as const satisfies ClientOptionRules;

/**
 * Options of a cluster are those of `cluster` where one is given. Beside it only what the producer looks at by itself may
 * be given: the rest would have no effect.
 * @throws ConfigError that names every wrong option.
 */
export function parseProducerOptions(input: unknown): ProducerSettings {
  return settle(parseClientOptions('KafkaProducer', producerOptions, input, RULES));
}

function settle(options: zod.output<typeof producerOptions>): ProducerSettings {
  const possible =
    options.acks === -1 && options.retries > 0 && options.maxInFlightRequestsPerConnection <= MAX_IN_FLIGHT_IDEMPOTENT;
  return { ...options, enableIdempotence: options.enableIdempotence ?? possible };
}
