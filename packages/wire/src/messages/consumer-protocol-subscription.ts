// Generated from packages/wire/schema/consumer-protocol-subscription.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * What a consumer tells its group: the metadata of JoinGroup for protocol type "consumer". An int16 with the
 * version stands before it.
 *
 * - v0: The first.
 * - v1: ownedPartitions: cooperative rebalancing (KIP-429).
 * - v2: generationId (KIP-792).
 * - v3: rackId (KIP-881).
 */
export const ConsumerProtocolSubscription: MessageType<ConsumerProtocolSubscription> = /* @__PURE__ */ new Message(
  'ConsumerProtocolSubscription',
  [0, 3],
  Infinity,
  readConsumerProtocolSubscription,
  writeConsumerProtocolSubscription,
);

/**
 * What a consumer tells its group: the metadata of JoinGroup for protocol type "consumer". An int16 with the
 * version stands before it.
 */
export interface ConsumerProtocolSubscription {
  /** The topics subscribed to. */
  topics: string[];
  /** Whatever the assignor needs. (default null) */
  userData: Buffer | null;
  /** The partitions the member has at present, for cooperative rebalancing. (since v1) */
  ownedPartitions: ConsumerProtocolSubscriptionTopicPartition[];
  /** The generation in which it got them; -1 when it has none. (since v2, default -1) */
  generationId: number;
  /** The rack the consumer is in; null when unknown. (since v3, default null) */
  rackId: string | null;
}

/** The partitions the member has at present, for cooperative rebalancing. */
export interface ConsumerProtocolSubscriptionTopicPartition {
  /** The name of the topic. */
  topic: string;
  /** The partitions of the topic. */
  partitions: number[];
}

function readConsumerProtocolSubscriptionTopicPartition(
  r: Reader,
  _version: number,
): ConsumerProtocolSubscriptionTopicPartition {
  return {
    topic: r.string(),
    partitions: r.int32Array(),
  };
}

function writeConsumerProtocolSubscriptionTopicPartition(
  w: Writer,
  _version: number,
  m: MessageInit<ConsumerProtocolSubscriptionTopicPartition>,
): void {
  w.string(or(m.topic, ''));
  w.int32Array(or(m.partitions, []));
}

function readConsumerProtocolSubscription(r: Reader, version: number): ConsumerProtocolSubscription {
  return {
    topics: r.stringArray(),
    userData: r.nullableBytes(),
    ownedPartitions: version >= 1 ? r.array(false, readConsumerProtocolSubscriptionTopicPartition, version) : [],
    generationId: version >= 2 ? r.int32() : -1,
    rackId: version >= 3 ? r.nullableString() : null,
  };
}

function writeConsumerProtocolSubscription(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerProtocolSubscription>,
): void {
  w.stringArray(or(m.topics, []));
  w.nullableBytes(or(m.userData, null));
  if (version >= 1) w.array(or(m.ownedPartitions, []), false, writeConsumerProtocolSubscriptionTopicPartition, version);
  if (version >= 2) w.int32(or(m.generationId, -1));
  if (version >= 3) w.nullableString(or(m.rackId, null));
}
