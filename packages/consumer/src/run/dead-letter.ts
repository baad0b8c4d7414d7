import { messageOf } from '@k/wire';
import type { RecordHeaderInit } from '@k/codec';
import type { ConsumerRecord } from '../delivery/consumer-record.ts';

/** A record that could not be handled, as it is to be sent: what `send` of a producer without serializers takes. */
export interface DeadLetter {
  readonly topic: string;
  /** The bytes of the original. */
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** Those of the original, then what happened to it. */
  readonly headers: RecordHeaderInit[];
}

export interface DeadLetterOptions {
  /** Where it is to go: a topic, or a function that gives one for the record. */
  readonly topic: string | ((record: ConsumerRecord<unknown, unknown>, error: unknown) => string);
  /** Sends it: `(record) => producer.send(record)`. What it returns is waited for; should it throw, it is called again as `retry` says, and then the run stops. */
  readonly send: (record: DeadLetter) => unknown;
}

/** Why a record goes there. */
export interface Failure {
  readonly error: unknown;
  /** How often the handler was called. */
  readonly attempts: number;
  /** When it failed for the last time, milliseconds since the epoch. */
  readonly at: number;
  readonly groupId: string | undefined;
}

/** What a header holds of a stack at the most: brokers limit what a record may have. */
const MAX_STACK_LENGTH = 4_096;

/**
 * The headers by which Kafka itself tells of dead letters (KIP-1191, `__dlq.errors.*`, all of them text), and in the same
 * manner what it does not tell.
 */
export function deadLetterOf<K, V>(topic: string, record: ConsumerRecord<K, V>, failure: Failure): DeadLetter {
  const { error, attempts, at, groupId } = failure;
  const told: Record<string, string | undefined> = {
    topic: record.topic,
    partition: String(record.partition),
    offset: String(record.offset),
    group: groupId,
    'delivery.count': String(attempts),
    message: messageOf(error),
    exception: error instanceof Error ? error.name : undefined,
    stacktrace: error instanceof Error ? error.stack?.slice(0, MAX_STACK_LENGTH) : undefined,
    timestamp: String(record.timestamp),
    'failed.at': new Date(at).toISOString(),
  };
  const headers: RecordHeaderInit[] = record.headers;
  for (const [name, value] of Object.entries(told)) {
    if (value !== undefined) headers.push({ key: `__dlq.errors.${name}`, value });
  }
  return { topic, key: record.rawKey, value: record.rawValue, headers };
}
