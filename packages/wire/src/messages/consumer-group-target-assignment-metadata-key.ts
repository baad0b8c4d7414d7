// Generated from packages/wire/schema/consumer-group-target-assignment-metadata-key.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * Tells which consumer group (KIP-848) a record is about. The key of records of type 6 in __consumer_offsets; an
 * int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const ConsumerGroupTargetAssignmentMetadataKey: MessageType<ConsumerGroupTargetAssignmentMetadataKey> =
  /* @__PURE__ */ new Message(
    'ConsumerGroupTargetAssignmentMetadataKey',
    [0, 0],
    Infinity,
    readConsumerGroupTargetAssignmentMetadataKey,
    writeConsumerGroupTargetAssignmentMetadataKey,
  );

/** Tells which consumer group (KIP-848) a record is about. */
export interface ConsumerGroupTargetAssignmentMetadataKey {
  /** The id of the group. */
  groupId: string;
}

function readConsumerGroupTargetAssignmentMetadataKey(
  r: Reader,
  _version: number,
): ConsumerGroupTargetAssignmentMetadataKey {
  return {
    groupId: r.string(),
  };
}

function writeConsumerGroupTargetAssignmentMetadataKey(
  w: Writer,
  _version: number,
  m: MessageInit<ConsumerGroupTargetAssignmentMetadataKey>,
): void {
  w.string(or(m.groupId, ''));
}
