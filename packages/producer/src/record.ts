import type { RecordHeaderInit } from '@k/codec';

/** Headers as an object: a list stands for as many headers of that key, undefined for none. */
export type RecordHeaders = Readonly<
  Record<string, RecordHeaderInit['value'] | readonly RecordHeaderInit['value'][] | undefined>
>;

/**
 * What {@link KafkaProducer.send} takes. Where something may be left out, null stands for the same.
 *
 * @typeParam K - what `keySerializer` takes; without one, text or bytes
 * @typeParam V - what `valueSerializer` takes; without one, text or bytes
 */
export interface ProducerRecord<K = Uint8Array | string, V = Uint8Array | string> {
  readonly topic: string;
  /** Text is written as UTF-8, bytes as they are. Equal keys go to the same partition. @default null (no key) */
  readonly key?: K | null | undefined;
  /** Text is written as UTF-8, bytes as they are; null is a tombstone: a compacted topic forgets the key. */
  readonly value: V | null;
  /** Overrides the partitioner. */
  readonly partition?: number | null | undefined;
  /** Create time, milliseconds since the Unix epoch. @default now */
  readonly timestamp?: number | null | undefined;
  /** A list, whose order and duplicates stay, or an object. @default none */
  readonly headers?: readonly RecordHeaderInit[] | RecordHeaders | null | undefined;
}

/** Where a record went. A class, so that all of them have one shape. */
export class RecordMetadata {
  readonly topic: string;
  readonly partition: number;
  /**
   * The record's offset; -1 where the broker did not tell it: with `acks: 0`, and for a batch the broker recognised as one
   * it had stored long before (DUPLICATE_SEQUENCE_NUMBER).
   */
  readonly offset: number;
  /** Milliseconds since the Unix epoch: the broker's where the topic uses LogAppendTime, else the record's own. */
  readonly timestamp: number;

  /** @internal */
  constructor(topic: string, partition: number, offset: number, timestamp: number) {
    this.topic = topic;
    this.partition = partition;
    this.offset = offset;
    this.timestamp = timestamp;
  }
}

/** @internal A record once serialized: what a batch writes. */
export type Payload = Uint8Array | string | null;
