import { KafkaError } from '@k/wire';
import type { RecordMetadata } from './record.ts';

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
 * what the last attempt died of.
 */
export class DeliveryError extends KafkaError {
  override readonly name = 'DeliveryError';
  readonly topic: string;
  readonly partition: number;
  /**
   * `'no'`: the records are not in the log. `'unknown'`: a request that carried them was never answered, so they may or may
   * not be there, once; only reading the partition can tell.
   */
  readonly written: 'no' | 'unknown';

  constructor(topic: string, partition: number, written: 'no' | 'unknown', reason: string, cause: unknown) {
    const fate =
      written === 'no'
        ? 'they were not written'
        : 'a request that carried them was never answered, so whether they were written cannot be known';
    super(`Records for ${topic}-${partition} were given up: ${reason}; ${fate}`, { cause });
    this.topic = topic;
    this.partition = partition;
    this.written = written;
  }
}

/** Some records of a `sendMany` were not stored; the others were. */
export class SendManyError extends KafkaError {
  override readonly name = 'SendManyError';
  /** One per record, in the order given: where it went, or why it did not. */
  readonly outcomes: readonly (RecordMetadata | Error)[];
  readonly failed: number;

  constructor(outcomes: readonly (RecordMetadata | Error)[], failed: number) {
    const at = outcomes.findIndex((outcome) => outcome instanceof Error);
    const first = outcomes[at] as Error;
    super(`${failed} of ${outcomes.length} records were not sent; the first, number ${at}: ${first.message}`, {
      cause: first,
    });
    this.outcomes = outcomes;
    this.failed = failed;
  }
}
