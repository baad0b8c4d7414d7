// Generated from packages/wire/schema/streams-group-member-metadata-key.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * Tells which member of a group of Kafka Streams (KIP-1071) a record is about. The key of records of type 19 in
 * __consumer_offsets; an int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const StreamsGroupMemberMetadataKey: MessageType<StreamsGroupMemberMetadataKey> = /* @__PURE__ */ new Message(
  'StreamsGroupMemberMetadataKey',
  [0, 0],
  Infinity,
  readStreamsGroupMemberMetadataKey,
  writeStreamsGroupMemberMetadataKey,
);

/** Tells which member of a group of Kafka Streams (KIP-1071) a record is about. */
export interface StreamsGroupMemberMetadataKey {
  /** The id of the group. */
  groupId: string;
  /** The id of the member. */
  memberId: string;
}

function readStreamsGroupMemberMetadataKey(r: Reader, _version: number): StreamsGroupMemberMetadataKey {
  return {
    groupId: r.string(),
    memberId: r.string(),
  };
}

function writeStreamsGroupMemberMetadataKey(
  w: Writer,
  _version: number,
  m: MessageInit<StreamsGroupMemberMetadataKey>,
): void {
  w.string(or(m.groupId, ''));
  w.string(or(m.memberId, ''));
}
