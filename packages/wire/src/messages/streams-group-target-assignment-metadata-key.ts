// Generated from packages/wire/schema/streams-group-target-assignment-metadata-key.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * Tells which group of Kafka Streams (KIP-1071) a record is about. The key of records of type 20 in
 * __consumer_offsets; an int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const StreamsGroupTargetAssignmentMetadataKey: MessageType<StreamsGroupTargetAssignmentMetadataKey> =
  /* @__PURE__ */ new Message(
    'StreamsGroupTargetAssignmentMetadataKey',
    [0, 0],
    Infinity,
    readStreamsGroupTargetAssignmentMetadataKey,
    writeStreamsGroupTargetAssignmentMetadataKey,
  );

/** Tells which group of Kafka Streams (KIP-1071) a record is about. */
export interface StreamsGroupTargetAssignmentMetadataKey {
  /** The id of the group. */
  groupId: string;
}

function readStreamsGroupTargetAssignmentMetadataKey(
  r: Reader,
  _version: number,
): StreamsGroupTargetAssignmentMetadataKey {
  return {
    groupId: r.string(),
  };
}

function writeStreamsGroupTargetAssignmentMetadataKey(
  w: Writer,
  _version: number,
  m: MessageInit<StreamsGroupTargetAssignmentMetadataKey>,
): void {
  w.string(or(m.groupId, ''));
}
