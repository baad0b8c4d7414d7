// Generated from packages/wire/schema/streams-group-metadata-key.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * Tells which group of Kafka Streams (KIP-1071) a record is about. The key of records of type 17 in
 * __consumer_offsets; an int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const StreamsGroupMetadataKey: MessageType<StreamsGroupMetadataKey> = /* @__PURE__ */ new Message(
  'StreamsGroupMetadataKey',
  [0, 0],
  Infinity,
  readStreamsGroupMetadataKey,
  writeStreamsGroupMetadataKey,
);

/** Tells which group of Kafka Streams (KIP-1071) a record is about. */
export interface StreamsGroupMetadataKey {
  /** The id of the group. */
  groupId: string;
}

function readStreamsGroupMetadataKey(r: Reader, _version: number): StreamsGroupMetadataKey {
  return {
    groupId: r.string(),
  };
}

function writeStreamsGroupMetadataKey(w: Writer, _version: number, m: MessageInit<StreamsGroupMetadataKey>): void {
  w.string(or(m.groupId, ''));
}
