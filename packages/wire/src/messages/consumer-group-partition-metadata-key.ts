// Generated from packages/wire/schema/consumer-group-partition-metadata-key.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * Tells which consumer group (KIP-848) a record is about. The key of records of type 4 in __consumer_offsets; an
 * int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const ConsumerGroupPartitionMetadataKey: MessageType<ConsumerGroupPartitionMetadataKey> =
  /* @__PURE__ */ new Message(
    'ConsumerGroupPartitionMetadataKey',
    [0, 0],
    Infinity,
    readConsumerGroupPartitionMetadataKey,
    writeConsumerGroupPartitionMetadataKey,
  );

/** Tells which consumer group (KIP-848) a record is about. */
export interface ConsumerGroupPartitionMetadataKey {
  /** The id of the group. */
  groupId: string;
}

function readConsumerGroupPartitionMetadataKey(r: Reader, _version: number): ConsumerGroupPartitionMetadataKey {
  return {
    groupId: r.string(),
  };
}

function writeConsumerGroupPartitionMetadataKey(
  w: Writer,
  _version: number,
  m: MessageInit<ConsumerGroupPartitionMetadataKey>,
): void {
  w.string(or(m.groupId, ''));
}
