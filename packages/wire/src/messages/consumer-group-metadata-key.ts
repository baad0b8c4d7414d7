// Generated from packages/wire/schema/consumer-group-metadata-key.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * Tells which consumer group (KIP-848) a record is about. The key of records of type 3 in __consumer_offsets; an
 * int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const ConsumerGroupMetadataKey: MessageType<ConsumerGroupMetadataKey> = /* @__PURE__ */ new Message(
  'ConsumerGroupMetadataKey',
  [0, 0],
  Infinity,
  readConsumerGroupMetadataKey,
  writeConsumerGroupMetadataKey,
);

/** Tells which consumer group (KIP-848) a record is about. */
export interface ConsumerGroupMetadataKey {
  /** The id of the group. */
  groupId: string;
}

function readConsumerGroupMetadataKey(r: Reader, _version: number): ConsumerGroupMetadataKey {
  return {
    groupId: r.string(),
  };
}

function writeConsumerGroupMetadataKey(w: Writer, _version: number, m: MessageInit<ConsumerGroupMetadataKey>): void {
  w.string(or(m.groupId, ''));
}
