import type { CompressionType } from '@k/codec';
import { schemaOf, z } from '@k/runtime';
import type * as zod from 'zod';
import { HashedPartitioner, type KeyPartitionerClass } from './partitioners.ts';

/** Compressions that messages of kafka-python 1.0 have; zstd came with record batches. */
const CODECS = ['none', 'gzip', 'snappy', 'lz4'] as const satisfies readonly CompressionType[];

/** What all producers of kafka-python 1.0 take, in its units. Those that begin with `async` are for `async: true`. */
export interface MessageProducerOptions<F extends boolean = boolean> {
  /** 1: the leader has it; -1: all in-sync replicas have it; 0: no answer at all, and so no responses. @default 1 */
  readonly reqAcks?: number | undefined;
  /** Milliseconds that brokers may wait for the replicas. @default 1_000 */
  readonly ackTimeout?: number | undefined;
  /** Compression of what goes to one partition together: none, gzip, snappy or lz4. @default 'none' */
  readonly codec?: (typeof CODECS)[number] | null | undefined;
  /** 1 to 9, of gzip. */
  readonly codecCompresslevel?: number | null | undefined;
  /**
   * Without `async`: whether a failure is thrown, or given in the place of the response.
   * @default true
   */
  readonly syncFailOnError?: F | undefined;
  /** Whether messages go to a queue, which is sent in the background, in batches. @default false */
  readonly async?: boolean | undefined;
  /** The older name of `async`. @default false */
  readonly batchSend?: boolean | undefined;
  /** So many messages in the queue are sent at once. @default 20 */
  readonly batchSendEveryN?: number | undefined;
  /** Seconds after which a message in the queue is sent, however few there are. @default 20 */
  readonly batchSendEveryT?: number | undefined;
  /** How often messages are sent again after a failure that may pass; null: without limit. @default null */
  readonly asyncRetryLimit?: number | null | undefined;
  /** Milliseconds before messages are sent again when brokers cannot be reached or elect a leader. @default 100 */
  readonly asyncRetryBackoffMs?: number | undefined;
  /** Whether to send again after REQUEST_TIMED_OUT, when the leader has the messages already. @default true */
  readonly asyncRetryOnTimeouts?: boolean | undefined;
  /** Most messages in the queue; 0: no limit. @default 0 */
  readonly asyncQueueMaxsize?: number | undefined;
  /** Seconds to wait for room in a full queue; 0: fail at once. @default 0 */
  readonly asyncQueuePutTimeout?: number | undefined;
  /** Whether what is logged of a failure has the messages, or only a hash of them. @default true */
  readonly asyncLogMessagesOnError?: boolean | undefined;
  /** Seconds that `stop()` goes on to send what is in the queue. @default 30 */
  readonly asyncStopTimeout?: number | undefined;
}

const count = z.number().int().nonnegative();
const seconds = z.number().nonnegative();

const shape = {
  reqAcks: z.union([z.literal(0), z.literal(1), z.literal(-1), z.number().int()], 'expected a whole number').default(1),
  ackTimeout: count.default(1_000),
  codec: z
    .enum(CODECS, `expected one of ${CODECS.join(', ')}`)
    .nullable()
    .default('none')
    .transform((codec) => codec ?? 'none'),
  codecCompresslevel: z.number().int().min(1).max(9).nullable().optional(),
  syncFailOnError: z.boolean().default(true),
  async: z.boolean().default(false),
  batchSend: z.boolean().default(false),
  batchSendEveryN: count.min(1).default(20),
  batchSendEveryT: z.number().positive().default(20),
  asyncRetryLimit: count.nullable().default(null),
  asyncRetryBackoffMs: z.number().nonnegative().default(100),
  asyncRetryOnTimeouts: z.boolean().default(true),
  asyncQueueMaxsize: count.default(0),
  asyncQueuePutTimeout: seconds.default(0),
  asyncLogMessagesOnError: z.boolean().default(true),
  asyncStopTimeout: seconds.default(30),
};

/** A level is for gzip, as `createMessageSet()` has it. */
const levelIsForGzip = (options: { readonly codec: string; readonly codecCompresslevel?: number | null | undefined }) =>
  options.codec === 'gzip' || (options.codecCompresslevel ?? null) === null;
const levelMessage = { path: ['codecCompresslevel'], message: 'expected none unless codec is gzip' };

/** The checks and defaults of {@link MessageProducerOptions}. */
export const messageProducerOptions = schemaOf<MessageProducerOptions>()(
  z.strictObject(shape).refine(levelIsForGzip, levelMessage),
);

export type MessageProducerSettings = zod.output<typeof messageProducerOptions>;

/** What a {@link SimpleProducer} takes. */
export interface SimpleProducerOptions<F extends boolean = boolean> extends MessageProducerOptions<F> {
  /** Whether the first messages for a topic go to a partition drawn at random; else to the first. @default true */
  readonly randomStart?: boolean | undefined;
}

/** The checks and defaults of {@link SimpleProducerOptions}. */
export const simpleProducerOptions = schemaOf<SimpleProducerOptions>()(
  z.strictObject({ ...shape, randomStart: z.boolean().default(true) }).refine(levelIsForGzip, levelMessage),
);

/** What a {@link KeyedProducer} takes. */
export interface KeyedProducerOptions<F extends boolean = boolean> extends MessageProducerOptions<F> {
  /** What places keys: a class, of which one is made for each topic. @default HashedPartitioner */
  readonly partitioner?: KeyPartitionerClass | undefined;
}

/** The checks and defaults of {@link KeyedProducerOptions}. */
export const keyedProducerOptions = schemaOf<KeyedProducerOptions>()(
  z
    .strictObject({
      ...shape,
      partitioner: z
        .custom<KeyPartitionerClass>((it) => typeof it === 'function', 'expected a class such as Murmur2Partitioner')
        .default(() => HashedPartitioner),
    })
    .refine(levelIsForGzip, levelMessage),
);
