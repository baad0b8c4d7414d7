import { schemaOf, z } from '@k/runtime';
import type * as zod from 'zod';
import { offsetStorage } from './call-options.ts';
import type { OffsetStorage } from './simple-client-types.ts';

/** What both consumers of kafka-python 1.0 take, in its units. */
export interface MessageConsumerOptions {
  /** The partitions to read; null: all that the topic has when the consumer starts. @default null */
  readonly partitions?: readonly number[] | null | undefined;
  /** Whether offsets of what was handed back are committed by themselves; without a group they never are. @default true */
  readonly autoCommit?: boolean | undefined;
  /** Commit when so many messages were handed back; null: not for their number. @default 100 */
  readonly autoCommitEveryN?: number | null | undefined;
  /** Commit so many milliseconds after a message was handed back; null: not for their age, and not in `stop()`. @default 5_000 */
  readonly autoCommitEveryT?: number | null | undefined;
  /** Where the group's offsets are: in Kafka, or in ZooKeeper, as kafka-python 1.0 has them (before Kafka 4). @default 'kafka' */
  readonly offsetStorage?: OffsetStorage | undefined;
  /** A broker that has fewer bytes waits for more, 100 ms at most; 1: it answers as soon as there is a message. @default 1 */
  readonly fetchSizeBytes?: number | undefined;
  /** Bytes that a fetch asks of a partition at first. Doubled when a message is larger. @default 4_096 */
  readonly bufferSize?: number | undefined;
  /** What `bufferSize` may grow to; null: without limit. @default 32_768 */
  readonly maxBufferSize?: number | null | undefined;
  /** Where to go on when the offset is not in the log: its end, its beginning, or (null) nowhere: OffsetOutOfRangeError. @default 'largest' */
  readonly autoOffsetReset?: 'largest' | 'smallest' | null | undefined;
}

/** Kafka's limit for sizes. */
const INT32 = 2 ** 31 - 1;

const bytes = z.number().int().min(1).max(INT32);
const partitions = z.array(z.number().int().nonnegative()).readonly();
const shape = {
  partitions: partitions.nullable().default(null),
  autoCommit: z.boolean().default(true),
  autoCommitEveryN: z.number().int().min(1).nullable().default(100),
  autoCommitEveryT: z.number().positive().nullable().default(5_000),
  offsetStorage: offsetStorage.default('kafka'),
  fetchSizeBytes: bytes.default(1),
  bufferSize: bytes.default(4_096),
  maxBufferSize: bytes.nullable().default(32_768),
  autoOffsetReset: z
    .enum(['largest', 'smallest'], "expected 'largest', 'smallest' or null")
    .nullable()
    .default('largest'),
};

const growsWithinLimit = (options: { readonly bufferSize: number; readonly maxBufferSize: number | null }): boolean =>
  options.maxBufferSize === null || options.bufferSize <= options.maxBufferSize;
const growthMessage = { path: ['bufferSize'], message: 'expected at most maxBufferSize' };

export type MessageConsumerSettings = zod.output<typeof messageConsumerOptions>;

/** The checks and defaults of {@link MessageConsumerOptions}. */
export const messageConsumerOptions = schemaOf<MessageConsumerOptions>()(z.strictObject(shape));

/** What a {@link SimpleConsumer} takes. */
export interface SimpleConsumerOptions extends MessageConsumerOptions {
  /** Seconds without a message after which an iteration ends; null: it goes on. @default null */
  readonly iterTimeout?: number | null | undefined;
}

/** The checks and defaults of {@link SimpleConsumerOptions}. */
export const simpleConsumerOptions = schemaOf<SimpleConsumerOptions>()(
  z
    .strictObject({ ...shape, iterTimeout: z.number().nonnegative().nullable().default(null) })
    .refine(growsWithinLimit, growthMessage),
);

/** What a {@link MultiProcessConsumer} takes. */
export interface MultiProcessConsumerOptions extends MessageConsumerOptions {
  /** Most workers, among which the partitions are divided. @default 1 */
  readonly numProcs?: number | undefined;
  /** Partitions of each worker, instead of `numProcs`; 0: `numProcs` says how many workers there are. @default 0 */
  readonly partitionsPerProc?: number | undefined;
  /** In a bundle: where the program of the workers is. Else it is beside the package's own file. */
  readonly workerFile?: URL | string | undefined;
}

/** The checks and defaults of {@link MultiProcessConsumerOptions}. */
export const multiProcessConsumerOptions = schemaOf<MultiProcessConsumerOptions>()(
  z
    .strictObject({
      ...shape,
      numProcs: z.number().int().min(1).default(1),
      partitionsPerProc: z.number().int().nonnegative().default(0),
      workerFile: z.union([z.string().min(1), z.instanceof(URL)], 'expected a path or a URL').optional(),
    })
    .refine(growsWithinLimit, growthMessage),
);

export type MultiProcessConsumerSettings = zod.output<typeof multiProcessConsumerOptions>;

/** What of a topic is asked about or committed: all partitions unless some are named. */
export const partitionsArgument = partitions.optional();

const seconds = z.number().nonnegative();

/** How a read of one message waits. */
export interface GetMessageOptions<I extends boolean | null = null> {
  /** Whether to wait for it. @default true */
  readonly block?: boolean | undefined;
  /** Seconds to wait at most; null: without limit. @default 0.1 */
  readonly timeout?: number | null | undefined;
  /** Whether the partition comes with it; null: as `providePartitionInfo()` said. @default null */
  readonly getPartitionInfo?: I | undefined;
}

export const getMessageOptions = z.strictObject({
  block: z.boolean().default(true),
  timeout: seconds.nullable().default(0.1),
  getPartitionInfo: z.boolean().nullable().default(null),
});

/** How a read of several messages waits. */
export interface GetMessagesOptions {
  /** Most messages. @default 1 */
  readonly count?: number | undefined;
  /** Wait for all of them, for so many of them, or (false) for none. @default true */
  readonly block?: boolean | number | undefined;
  /** Seconds to wait at most; null: without limit. @default 0.1 of a SimpleConsumer, 10 of a MultiProcessConsumer */
  readonly timeout?: number | null | undefined;
}

export const getMessagesOptions = z.strictObject({
  count: z.number().int().min(1).default(1),
  block: z
    .union([z.boolean(), z.number().int().nonnegative()], 'expected a boolean or a number of messages')
    .default(true),
  timeout: seconds.nullable().optional(),
});
