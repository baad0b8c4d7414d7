import { isAbortSignal, waitSettings, z } from '@k/runtime';
import { type ConfigError, parseOptions, wrongArgument } from '@k/wire';
import type { ProducerRecord } from './record.ts';

export interface SendOptions {
  /** Stops the wait: the promise rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
}

export interface SendAllOptions extends SendOptions {
  /**
   * Bytes of buffers in use, by everybody, at which the source is asked for nothing more until some are free.
   * @default half of `bufferMemory`
   */
  readonly highWaterMark?: number | undefined;
}

/** Options of {@link KafkaProducer.writable}. Of `topic` and `record` one at most. */
export interface ProducerWritableOptions<
  K = Uint8Array | string,
  V = Uint8Array | string,
  Chunk = unknown,
> extends SendAllOptions {
  /** Where chunks go, each of which is a value. */
  readonly topic?: string | undefined;
  /** Makes a record of a chunk. */
  readonly record?: ((chunk: Chunk) => ProducerRecord<K, V>) | undefined;
}

const highWaterMark = z.number().int().positive().optional();

export const sendAllOptions = z.strictObject({ signal: waitSettings.signal, highWaterMark });

export const writableOptions = z
  .strictObject({
    signal: waitSettings.signal,
    highWaterMark,
    topic: z.string().min(1).optional(),
    record: z.custom<(chunk: unknown) => never>((it) => typeof it === 'function', 'expected a function').optional(),
  })
  .refine(({ topic, record }) => topic === undefined || record === undefined, {
    path: ['record'],
    message: 'expected none beside a topic',
  });

/** What `sendAll` reads from. @throws ConfigError */
export function checkRecordSource(records: unknown): void {
  const isSource =
    typeof records === 'object' && records !== null && (Symbol.asyncIterator in records || Symbol.iterator in records);
  if (!isSource) throw wrongArgument('KafkaProducer: sendAll()', 'records', 'what can be iterated over', records);
}

const sendOptions = z.strictObject({ signal: waitSettings.signal });

export const connectOptions = z.strictObject({ ...waitSettings, retry: z.boolean().optional() });

export const closeOptions = z.strictObject({ timeoutMs: waitSettings.timeoutMs });

/** For something else than a record. */
export function notARecord(call: string, got: unknown): ConfigError {
  return wrongArgument(`KafkaProducer: ${call}`, 'record', '{ topic, value, key?, … }', got);
}

/** Whether it can be a record at all. */
export function isRecord(value: unknown): value is ProducerRecord<unknown, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws ConfigError */
export function signalOf(call: string, options: SendOptions | undefined): AbortSignal | undefined {
  if (options === undefined) return undefined;
  // The schema is for what is wrong: this may be asked for every record.
  if (isSendOptions(options)) return options.signal;
  return parseOptions(`KafkaProducer: ${call}`, sendOptions, options).signal;
}

function isSendOptions(options: unknown): options is SendOptions {
  if (typeof options !== 'object' || options === null) return false;
  for (const name in options) if (name !== 'signal') return false;
  const { signal } = options as SendOptions;
  return signal === undefined || isAbortSignal(signal);
}

/** The records of a `sendMany` as a list. @throws ConfigError */
export function recordsOf<R extends ProducerRecord<unknown, unknown>>(records: Iterable<R> | R): readonly R[] {
  if (Array.isArray(records)) return records as readonly R[];
  if (typeof records !== 'object' || (records as unknown) === null) throw notARecord('sendMany()', records);
  return Symbol.iterator in records ? [...records] : [records];
}
