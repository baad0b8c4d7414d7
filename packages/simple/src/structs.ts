// The named tuples of kafka-python's kafka.common, for programs that come from there. Offsets and times are numbers, as
// everywhere in the clients; an error is a code, 0 for none, and `checkError` of @k/wire throws what it says.
import type { TopicPartition } from '@k/wire';

/** A broker: its id and the address that clients connect to. */
export interface BrokerMetadata {
  readonly nodeId: number;
  readonly host: string;
  readonly port: number;
}

/** A message of a message set, the format of records before Kafka 0.11; also what a record of today is shown as. */
export interface Message {
  /** 0, 1 with a timestamp, or 2 for a record of today. */
  readonly magic: number;
  /** Bits 0 to 2: the compression of a wrapper, 0 for a message that is none. */
  readonly attributes: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  /** Milliseconds since the epoch, -1 for none: kafka-python has none. */
  readonly timestamp?: number | undefined;
}

export interface OffsetAndMessage {
  readonly offset: number;
  readonly message: Message;
}

/** A message and where it was read. */
export interface KafkaMessage extends TopicPartition {
  readonly offset: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
}

export interface ProduceRequestPayload extends TopicPartition {
  readonly messages: readonly Message[];
}

export interface ProduceResponsePayload extends TopicPartition {
  readonly error: number;
  /** Of the first message. */
  readonly offset: number;
}

export interface FetchRequestPayload extends TopicPartition {
  readonly offset: number;
  readonly maxBytes: number;
}

export interface FetchResponsePayload extends TopicPartition {
  readonly error: number;
  /** The offset after the last message that consumers may see. */
  readonly highwaterMark: number;
  readonly messages: readonly OffsetAndMessage[];
}

/** ListOffsets, as it was before Kafka 0.10.1: the offsets before a time, newest first. */
export interface OffsetRequestPayload extends TopicPartition {
  /** Milliseconds since the epoch; -1 the end, -2 the beginning. */
  readonly time: number;
  readonly maxOffsets: number;
}

export interface OffsetResponsePayload extends TopicPartition {
  readonly error: number;
  readonly offsets: readonly number[];
}

export interface OffsetCommitRequestPayload extends TopicPartition {
  /** The next offset to read. */
  readonly offset: number;
  /** Free text. */
  readonly metadata: string;
}

export interface OffsetCommitResponsePayload extends TopicPartition {
  readonly error: number;
}

export type OffsetFetchRequestPayload = TopicPartition;

export interface OffsetFetchResponsePayload extends OffsetCommitRequestPayload {
  readonly error: number;
}

/** kafka-python's `MetadataRequest`: here that is the message itself. */
export interface MetadataRequestPayload {
  readonly topics: readonly string[];
}

/** kafka-python's `MetadataResponse`: here that is the message itself. */
export interface MetadataResponsePayload {
  readonly brokers: readonly BrokerMetadata[];
  /** Who has each partition. All are broker ids; `leader` is -1 while there is none. */
  readonly topics: readonly (TopicPartition & {
    readonly leader: number;
    readonly replicas: readonly number[];
    readonly isr: readonly number[];
    readonly error: number;
  })[];
}

/** kafka-python's name of FindCoordinator for groups. */
export interface ConsumerMetadataRequest {
  readonly groups: string;
}

export interface ConsumerMetadataResponse extends BrokerMetadata {
  readonly error: number;
}

/** How often, and how fast, to try again. */
export interface RetryOptions {
  /** The number of retries; null for no limit. */
  readonly limit: number | null;
  /** Milliseconds of pause before each. */
  readonly backoffMs: number;
  /** Whether to try again after a time-out, when what was asked for may have happened. */
  readonly retryOnTimeouts: boolean;
}
