import { KafkaError, ProtocolError } from '@k/wire';
import type { RecordMetadata } from './record.ts';

/** What Node's `util.inspect` looks for, by its public name: to import node:util takes newer Nodes 4 ms, for all that it has. */
const inspectCustom: unique symbol = Symbol.for('nodejs.util.inspect.custom');

/** A record that no request may carry. Nothing else is disturbed: records before and after it go their way. */
export class RecordTooLargeError extends KafkaError {
  override readonly name = 'RecordTooLargeError';
  readonly topic: string;
  /** Bytes the record takes in a batch, the batch's header included. */
  readonly size: number;
  /** Bytes allowed. */
  readonly limit: number;

  constructor(topic: string, size: number, limit: number, option: 'maxRequestSize' | 'bufferMemory') {
    super(
      `A record for topic "${topic}" takes ${size} bytes, and ${option} allows ${limit}: raise ${option}` +
        (option === 'maxRequestSize' ? " (and the topic's max.message.bytes), or send less in one record" : ''),
    );
    this.topic = topic;
    this.size = size;
    this.limit = limit;
  }
}

/** A key, value, header, partition or timestamp that cannot be written; `cause` is what a serializer threw. */
export class SerializationError extends KafkaError {
  override readonly name = 'SerializationError';
  readonly topic: string;

  constructor(topic: string, message: string, cause?: unknown) {
    super(`${message} (a record for topic "${topic}")`, cause === undefined ? undefined : { cause });
    this.topic = topic;
  }
}

/**
 * A batch that was given up: its time (`deliveryTimeoutMs`), its `retries` or the producer's life ended first. `cause` is
 * what the last attempt died of, or why there was none.
 */
export class DeliveryError extends KafkaError {
  override readonly name = 'DeliveryError';
  readonly topic: string;
  readonly partition: number;
  /**
   * `'no'`: the records are not in the log. `'unknown'`: a request that carried them was never answered, or with an error
   * that leaves it open, so they may or may not be there, once; only reading the partition can tell.
   */
  readonly written: 'no' | 'unknown';

  /** @param doubt what leaves open whether they were written; null when they were not */
  constructor(topic: string, partition: number, doubt: Error | null, reason: string, cause: Error | undefined) {
    super(`Records for ${topic}-${partition} were given up: ${reason}; ${fateOf(doubt)}`, { cause });
    this.topic = topic;
    this.partition = partition;
    this.written = doubt === null ? 'no' : 'unknown';
  }
}

function fateOf(doubt: Error | null): string {
  if (doubt === null) return 'they were not written';
  const event =
    doubt instanceof ProtocolError
      ? `a request that carried them was answered ${doubt.errorName}`
      : 'a request that carried them was never answered';
  return `${event}, so whether they were written cannot be known`;
}

/**
 * The broker found nothing wrong with this record: it was refused because of other records in its batch, which have the
 * broker's words for it (KIP-467). It is not stored, and may be sent again. `cause` is what the batch was refused with.
 */
export class RefusedBatchError extends KafkaError {
  override readonly name = 'RefusedBatchError';
  readonly topic: string;
  readonly partition: number;

  constructor(topic: string, partition: number, wrong: number, cause: Error) {
    const others = wrong === 1 ? 'another record' : `${wrong} other records`;
    super(
      `A record for ${topic}-${partition} is not stored, because ${others} in its batch ${wrong === 1 ? 'was' : 'were'} refused: send it again without (${cause.message})`,
      { cause },
    );
    this.topic = topic;
    this.partition = partition;
  }
}

/** Messages that an inspected {@link SendManyError} shows, and how much of each. */
const SHOWN_MESSAGES = 5;
const SHOWN_LENGTH = 300;

/** Some records of a `sendMany` were not stored; the others were. */
export class SendManyError extends KafkaError {
  override readonly name = 'SendManyError';
  readonly failed: number;
  readonly #outcomes: readonly (RecordMetadata | Error)[];

  constructor(outcomes: readonly (RecordMetadata | Error)[], failed: number) {
    const at = outcomes.findIndex((outcome) => outcome instanceof Error);
    const first = outcomes[at] as Error;
    super(`${failed} of ${outcomes.length} records were not sent; the first, number ${at}: ${first.message}`, {
      cause: first,
    });
    this.failed = failed;
    this.#outcomes = outcomes;
  }

  /** One per record, in the order given: where it went, or why it did not. */
  get outcomes(): readonly (RecordMetadata | Error)[] {
    return this.#outcomes;
  }

  /** Why each that was not sent was not, in the order of the records. */
  get errors(): Error[] {
    return this.#outcomes.filter((outcome) => outcome instanceof Error);
  }

  /** A few lines, however many records there were: what Node's `inspect` and so `console.log` show. */
  [inspectCustom](): string {
    const counts = new Map<string, number>();
    for (const { message } of this.errors) counts.set(message, (counts.get(message) ?? 0) + 1);
    const lines = [...counts].slice(0, SHOWN_MESSAGES).map(([message, count]) => {
      const text = message.length > SHOWN_LENGTH ? `${message.slice(0, SHOWN_LENGTH)}…` : message;
      return `  ${count} × ${text}`;
    });
    if (counts.size > SHOWN_MESSAGES) lines.push(`  … and ${counts.size - SHOWN_MESSAGES} other messages: see errors`);
    return `${this.stack ?? this.message}\n${lines.join('\n')}`;
  }
}
