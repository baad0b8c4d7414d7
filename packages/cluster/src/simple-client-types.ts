import type { FailedPayloadsError, TopicPartition } from '@k/wire';

/**
 * Records for one partition, already bytes: a record batch, or for brokers before 0.11 a message set. `@k/codec` makes
 * them: `RecordBatchWriter.seal()`, `encodeMessageSet(createMessageSet(…))`. This package knows routes, not records.
 */
export interface EncodedProducePayload extends TopicPartition {
  readonly messages: Uint8Array;
}

/** What was read of one partition; `readBatches(messages)` of `@k/codec` reads the bytes. */
export interface EncodedFetchPayload extends TopicPartition {
  /** 0, or what went wrong. */
  readonly error: number;
  /** The offset after the last record that consumers may see; -1 on an error. */
  readonly highwaterMark: number;
  /** Record batches or message sets; the first may begin before the offset asked for. */
  readonly messages: Buffer;
}

/** A response, or with `failOnError: false` perhaps the error that stands for it. */
export type Outcome<T, F extends boolean> = F extends false ? T | FailedPayloadsError : T;

export interface SendOptions<T, F extends boolean = true, R = Outcome<T, F>> {
  /**
   * Throw the first failure, in the order of the payloads. With false a response keeps its `error`, and a payload whose
   * request failed is answered by a FailedPayloadsError, which is not thrown.
   * @default true
   */
  readonly failOnError?: F | undefined;
  /** What it returns takes the response's place. */
  readonly callback?: ((response: Outcome<T, F>) => R) | undefined;
}

export interface ProduceSendOptions<T, F extends boolean, R> extends SendOptions<T, F, R> {
  /** 1: the leader has it; -1: all in-sync replicas have it; 0: no answer at all, and so no responses. @default 1 */
  readonly acks?: number | undefined;
  /** How long brokers may wait for the replicas. @default 1000 */
  readonly timeoutMs?: number | undefined;
}

export interface FetchSendOptions<T, F extends boolean, R> extends SendOptions<T, F, R> {
  /** How long a broker may wait for `minBytes`. @default 100 */
  readonly maxWaitMs?: number | undefined;
  /** @default 4096 */
  readonly minBytes?: number | undefined;
}

/** The part of an answer that every partition's has. */
export interface PartitionResponse extends TopicPartition {
  readonly error: number;
}
