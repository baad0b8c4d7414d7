// Generated from packages/wire/schema/streams-group-topology-key.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * Tells which group of Kafka Streams (KIP-1071) a record is about. The key of records of type 23 in
 * __consumer_offsets; an int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const StreamsGroupTopologyKey: MessageType<StreamsGroupTopologyKey> = /* @__PURE__ */ new Message(
  'StreamsGroupTopologyKey',
  [0, 0],
  Infinity,
  readStreamsGroupTopologyKey,
  writeStreamsGroupTopologyKey,
);

/** Tells which group of Kafka Streams (KIP-1071) a record is about. */
export interface StreamsGroupTopologyKey {
  /** The id of the group. */
  groupId: string;
}

function readStreamsGroupTopologyKey(r: Reader, _version: number): StreamsGroupTopologyKey {
  return {
    groupId: r.string(),
  };
}

function writeStreamsGroupTopologyKey(w: Writer, _version: number, m: MessageInit<StreamsGroupTopologyKey>): void {
  w.string(or(m.groupId, ''));
}
