import { isAbortSignal, schemaOf, z } from '@k/runtime';
import type * as zod from 'zod';
import { optionsOf } from '../arguments.ts';
import type { ConsumerRecord } from '../delivery/consumer-record.ts';
import type { DeadLetterOptions } from './dead-letter.ts';
import type { HandlerContext } from './handler-context.ts';

/** How many records a handler gets at a time. */
export interface BatchOptions {
  /** Most records in one call. @default the option `maxPollRecords` */
  readonly maxRecords?: number | undefined;
  /** Most bytes of keys and values in one call; one record comes in any case. @default Infinity */
  readonly maxBytes?: number | undefined;
}

/** When a handler that threw is called again, with what it failed at. */
export interface HandlerRetryOptions {
  /** How often after the first time; Infinity for ever. @default 3 */
  readonly retries?: number | undefined;
  /** Pause before the first retry, milliseconds. @default 100 */
  readonly initialMs?: number | undefined;
  /** No pause is longer, milliseconds. @default 10_000 */
  readonly maxMs?: number | undefined;
  /** Growth of the pause from one retry to the next. @default 2 */
  readonly multiplier?: number | undefined;
  /** Share of the pause by which it varies at random either way. @default 0.2 */
  readonly jitter?: number | undefined;
}

/** How {@link KafkaConsumer.run} works. The sentences here are what an editor shows, and the rows of the README's table. */
export interface RunOptions<B extends boolean | BatchOptions = false> {
  /**
   * What keeps its order. `'partition'`: the records of a partition, one after the other. `'key'`: those of a partition that
   * have the same key, byte by byte; records without a key have no order then.
   * @default 'partition'
   */
  readonly by?: 'partition' | 'key' | undefined;
  /** Most handlers at work at a time. @default 16 */
  readonly concurrency?: number | undefined;
  /** The handler gets an array of records: `true`, or how many at most. By partition they are consecutive, by key they have one key. @default false */
  readonly batch?: B | undefined;
  /**
   * When a handler that threw is called again, while others go on: `{ retries, initialMs, maxMs, multiplier, jitter }`, as
   * many times, after pauses from `initialMs` to `maxMs` milliseconds that grow by `multiplier` and vary by the share `jitter`.
   * @default 3 times, after 100, 200 and 400 ms, give or take a fifth
   */
  readonly retry?: HandlerRetryOptions | undefined;
  /**
   * What becomes of a record whose last retry failed. `'stop'`: the run rejects with the handler's error, and the record
   * comes again. `'skip'`: `recordSkipped` tells, and it counts as done.
   * @default `'stop'`, unless there is a `deadLetter`
   */
  readonly onFailure?: 'stop' | 'skip' | undefined;
  /** Instead of `onFailure`: it is sent to another topic, by a function of yours, with headers that say from where, when and why. */
  readonly deadLetter?: DeadLetterOptions | undefined;
  /** After so many milliseconds the signal of a handler aborts. It counts as failed when it rejects then, not before. @default Infinity */
  readonly handlerTimeoutMs?: number | undefined;
  /** How long handlers at work may take, in milliseconds, when the run is to end by `signal` or an error. @default 15_000 */
  readonly drainTimeoutMs?: number | undefined;
  /** Ends the run: nothing new is begun, and it resolves when handlers at work are done. */
  readonly signal?: AbortSignal | undefined;
}

/** What a run calls: with a record, or with records where the option `batch` says so. A promise is waited for. */
export type Handler<K, V, B extends boolean | BatchOptions = false> = (
  input: B extends false ? ConsumerRecord<K, V> : ConsumerRecord<K, V>[],
  context: HandlerContext,
) => unknown;

const infinity = z.literal(Infinity);
const count = z.union([z.int().min(1), infinity]);
const milliseconds = z.union([z.number().min(0), infinity]);
const isFunction = (value: unknown): boolean => typeof value === 'function';

const batchOptions = z.union(
  [z.boolean(), z.strictObject({ maxRecords: count.optional(), maxBytes: count.optional() })],
  'expected true, or { maxRecords, maxBytes }',
);
const retryOptions = z.strictObject({
  retries: z.union([z.int().min(0), infinity]).default(3),
  initialMs: z.number().min(0).default(100),
  maxMs: milliseconds.default(10_000),
  multiplier: z.number().min(1).default(2),
  jitter: z.number().min(0).max(1).default(0.2),
});
const deadLetterOptions = z.strictObject({
  topic: z.custom<DeadLetterOptions['topic']>(
    (value) => (typeof value === 'string' && value !== '') || isFunction(value),
    'expected a topic, or a function that gives one',
  ),
  send: z.custom<DeadLetterOptions['send']>(isFunction, 'expected a function that sends the record it gets'),
});

/** The checks and defaults of {@link RunOptions}. */
export const runOptions = schemaOf<RunOptions<boolean | BatchOptions>>()(
  z
    .strictObject({
      by: z.enum(['partition', 'key']).default('partition'),
      concurrency: z.int().positive().default(16),
      batch: batchOptions.default(false),
      retry: retryOptions.prefault({}),
      onFailure: z.enum(['stop', 'skip']).optional(),
      deadLetter: deadLetterOptions.optional(),
      handlerTimeoutMs: z.union([z.number().min(1), infinity]).default(Infinity),
      drainTimeoutMs: milliseconds.default(15_000),
      signal: z.custom<AbortSignal>(isAbortSignal, 'expected an AbortSignal').optional(),
    })
    .superRefine(({ onFailure, deadLetter }, context) => {
      if (onFailure === undefined || deadLetter === undefined) return;
      context.addIssue({
        code: 'custom',
        path: ['onFailure'],
        message: 'has no effect beside deadLetter: give one of them',
      });
    }),
);

export type RunSettings = zod.output<typeof runOptions>;

/** @throws ConfigError that names every wrong option */
export function runSettings(options: unknown): RunSettings {
  return optionsOf('run()', runOptions, options);
}
