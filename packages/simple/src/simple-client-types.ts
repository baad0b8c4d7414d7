import type { Channel } from '@k/cluster';
import type { TopicPartition } from '@k/wire';
import type { FailedPayloadsError } from './client-errors.ts';
import type { FetchResponsePayload, Message, OffsetAndMessage } from './structs.ts';

/** A message to be sent: `createMessage()` and its like of `@k/codec` make them, and a fetch gives them. */
export interface SentMessage extends Pick<Message, 'magic' | 'attributes' | 'timestamp'> {
  /** Text is written as UTF-8. */
  readonly key: Uint8Array | string | null;
  readonly value: Uint8Array | string | null;
}

/** Messages for one partition; a `ProduceRequestPayload` is one. They go in the format that its leader takes. */
export interface MessagesPayload extends TopicPartition {
  /** One at least. A wrapper's compression is that of all of them, where the format has one for all. */
  readonly messages: readonly SentMessage[];
}

/**
 * Records for one partition that are bytes already: a record batch, or for brokers before 0.11 a message set. `@k/codec`
 * makes them: `RecordBatchWriter.seal()`, `encodeMessageSet(createMessageSet(…))`.
 */
export interface EncodedProducePayload extends TopicPartition {
  readonly messages: Uint8Array;
}

/** What was read of one partition, as messages and as the bytes that came. */
export interface FetchedPayload extends FetchResponsePayload {
  /** 0, or what went wrong. */
  readonly error: number;
  /** The offset after the last record that consumers may see; -1 on an error. */
  readonly highwaterMark: number;
  /**
   * From the offset asked for on; compressed ones are unpacked. Read from `records` when they are first asked for.
   * @throws CodecError (as `ChecksumError`, `UnsupportedCodecError`) of the first batch that cannot be read
   */
  readonly messages: readonly OffsetAndMessage[];
  /** Record batches or message sets, for `readBatches` of `@k/codec`; the first may begin before the offset asked for. */
  readonly records: Buffer;
}

/** A response, or with `failOnError: false` perhaps the error that stands for it. */
export type Outcome<T, F extends boolean> = F extends false ? T | FailedPayloadsError : T;

export interface PayloadSendOptions<T, F extends boolean = true, R = Outcome<T, F>> {
  /**
   * Throw the first failure, in the order of the payloads. With false a response keeps its `error`, and a payload whose
   * request failed is answered by a FailedPayloadsError, which is not thrown.
   * @default true
   */
  readonly failOnError?: F | undefined;
  /** What it returns takes the response's place. */
  readonly callback?: ((response: Outcome<T, F>) => R) | undefined;
}

export interface ProduceSendOptions<T, F extends boolean, R> extends PayloadSendOptions<T, F, R> {
  /** 1: the leader has it; -1: all in-sync replicas have it; 0: no answer at all, and so no responses. @default 1 */
  readonly acks?: number | undefined;
  /** How long brokers may wait for the replicas. @default 1000 */
  readonly timeoutMs?: number | undefined;
}

export interface FetchSendOptions<T, F extends boolean, R> extends PayloadSendOptions<T, F, R> {
  /** How long a broker may wait for `minBytes`. @default 100 */
  readonly maxWaitMs?: number | undefined;
  /** A broker answers when it has so many bytes. @default 4096 */
  readonly minBytes?: number | undefined;
  /**
   * What the request goes through: `client.cluster.openChannel('mine')`. Without, fetches of one client go through one
   * channel, where each waits for what was asked of the same broker before it.
   */
  readonly channel?: Channel | undefined;
}

/** Where offsets of a group are kept: in Kafka, or, as kafka-python 1.0 did, in ZooKeeper (brokers before Kafka 4). */
export type OffsetStorage = 'kafka' | 'zookeeper';

export interface OffsetSendOptions<T, F extends boolean = true, R = Outcome<T, F>> extends PayloadSendOptions<T, F, R> {
  /** Whose offsets: `'zookeeper'` is version 0 of the request, which Kafka 4 does not take. @default 'kafka' */
  readonly offsetStorage?: OffsetStorage | undefined;
}

/** The part of an answer that every partition's has. */
export interface PartitionResponse extends TopicPartition {
  readonly error: number;
}
