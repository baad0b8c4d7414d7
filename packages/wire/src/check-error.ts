import { errorFor } from './error-for.ts';
import { KafkaError } from './kafka-error.ts';
import type { ErrorContext, ProtocolError } from './protocol-error.ts';

/**
 * Parts of a response failed: topics, partitions, groups … The other parts were done, and {@link response} tells how.
 * Like an AggregateError, it has one error for each part.
 */
export class PartialError<T = unknown> extends KafkaError {
  override readonly name = 'PartialError';
  /** One for each part that failed, in the order of the response; `context` tells the topic, the partition, the path. */
  readonly errors: readonly ProtocolError[];
  /** The whole response. */
  readonly response: T;
  /** Every one of the parts may succeed later. */
  override readonly retriable: boolean;
  /** At least one of the parts wants fresh metadata. */
  override readonly refreshMetadata: boolean;

  constructor(errors: readonly ProtocolError[], response: T) {
    super(summary(errors));
    this.errors = errors;
    this.response = response;
    this.retriable = errors.every((error) => error.retriable);
    this.refreshMetadata = errors.some((error) => error.refreshMetadata);
  }
}

/**
 * Throws what the error codes of a decoded response say; gives the response back when they are all 0.
 *
 *     const { topics } = checkError(OffsetCommit.response.decode(8, body), { api: 'OffsetCommit' });
 *
 * Any decoded response will do, or a part of one, or kafka-python's payloads with their `error`.
 *
 * @param context goes into the errors: the API, the broker; topic and partition are found in the response
 * @throws the class of the code ({@link errorFor}) when the response itself failed;
 *   {@link PartialError} when parts of it did, were it one only; `response` itself when that is an Error
 */
export function checkError<T>(response: T, context: ErrorContext = {}): T {
  if (response instanceof Error) throw response;
  if (typeof response !== 'object' || response === null) return response;
  const errors: ProtocolError[] = [];
  collect(response, '', context, errors);
  const whole = errors.find((error) => error.context.path === undefined);
  if (whole !== undefined) throw whole;
  if (errors.length > 0) throw new PartialError(errors, response);
  return response;
}

function collect(part: object, path: string, above: ErrorContext, errors: ProtocolError[]): void {
  if (Array.isArray(part)) {
    for (const [i, each] of (part as unknown[]).entries()) {
      if (!isPart(each)) return;
      collect(each, `${path}[${String(i)}]`, above, errors);
    }
    return;
  }
  const fields = part as Readonly<Record<string, unknown>>;
  const here = placeOf(fields, path, above);
  for (const [key, value] of Object.entries(fields)) {
    if (typeof value === 'number') {
      if (value !== 0 && isCode(key)) errors.push(errorFor(value, { ...here, ...ownWords(fields, key) }));
    } else if (isPart(value)) collect(value, path === '' ? key : `${path}.${key}`, here, errors);
  }
}

function isPart(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
}

/** `errorCode`; `acknowledgeErrorCode` of ShareFetch; `error` of kafka-python's payloads. */
function isCode(key: string): boolean {
  return key.endsWith('rrorCode') || key === 'error';
}

/** What the broker says itself, next to the code: `errorMessage`. */
function ownWords(fields: Readonly<Record<string, unknown>>, key: string): { message?: string } {
  const message = fields[key.replace(/Code$/, 'Message')];
  return typeof message === 'string' ? { message } : {};
}

const inTopics = /(^|\.)(topics|responses)\[\d+\]$/;
const inPartitions = /(^|\.)(partitions|partitionResponses)\[\d+\]$/;

/** The topic and partition that a structure is about, under the names that the messages of Kafka use. */
function placeOf(fields: Readonly<Record<string, unknown>>, path: string, above: ErrorContext): ErrorContext {
  const topic = fields['topic'] ?? fields['topicName'] ?? (inTopics.test(path) ? fields['name'] : undefined);
  const id = inTopics.test(path) ? fields['topicId'] : undefined;
  const partition =
    fields['partitionIndex'] ?? fields['partition'] ?? (inPartitions.test(path) ? fields['index'] : undefined);
  const named = typeof topic === 'string' && topic !== '' ? topic : id;
  return {
    ...above,
    ...(typeof named === 'string' ? { topic: named } : {}),
    ...(typeof partition === 'number' ? { partition } : {}),
    ...(path === '' ? {} : { path }),
  };
}

const SHOWN = 3;

function summary(errors: readonly ProtocolError[]): string {
  const lines = errors.slice(0, SHOWN).map((error) => error.message);
  const more = errors.length - SHOWN;
  if (more > 0) lines.push(`and ${String(more)} more`);
  return `${String(errors.length)} ${errors.length === 1 ? 'part' : 'parts'} of the response failed: ${lines.join(' | ')}`;
}
