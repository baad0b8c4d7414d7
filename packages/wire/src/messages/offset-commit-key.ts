// Generated from packages/wire/schema/offset-commit-key.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * Tells which committed offset a record holds: whose, and for which partition. The key of records of type 1 in
 * __consumer_offsets; an int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const OffsetCommitKey: MessageType<OffsetCommitKey> = /* @__PURE__ */ new Message(
  'OffsetCommitKey',
  [0, 0],
  Infinity,
  readOffsetCommitKey,
  writeOffsetCommitKey,
);

/** Tells which committed offset a record holds: whose, and for which partition. */
export interface OffsetCommitKey {
  /** The id of the group. */
  group: string;
  /** The name of the topic. */
  topic: string;
  /** The number of the partition. */
  partition: number;
}

function readOffsetCommitKey(r: Reader, _version: number): OffsetCommitKey {
  return {
    group: r.string(),
    topic: r.string(),
    partition: r.int32(),
  };
}

function writeOffsetCommitKey(w: Writer, _version: number, m: MessageInit<OffsetCommitKey>): void {
  w.string(or(m.group, ''));
  w.string(or(m.topic, ''));
  w.int32(or(m.partition, 0));
}
