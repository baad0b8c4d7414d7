// Generated from packages/wire/schema/legacy-offset-commit-key.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * Tells which committed offset a record holds, as the first brokers that stored offsets wrote it. The key of
 * records of type 0 in __consumer_offsets; an int16 with that number stands before it.
 *
 * - v0: The first.
 */
export const LegacyOffsetCommitKey: MessageType<LegacyOffsetCommitKey> = /* @__PURE__ */ new Message(
  'LegacyOffsetCommitKey',
  [0, 0],
  Infinity,
  readLegacyOffsetCommitKey,
  writeLegacyOffsetCommitKey,
);

/** Tells which committed offset a record holds, as the first brokers that stored offsets wrote it. */
export interface LegacyOffsetCommitKey {
  /** The id of the group. */
  group: string;
  /** The name of the topic. */
  topic: string;
  /** The number of the partition. */
  partition: number;
}

function readLegacyOffsetCommitKey(r: Reader, _version: number): LegacyOffsetCommitKey {
  return {
    group: r.string(),
    topic: r.string(),
    partition: r.int32(),
  };
}

function writeLegacyOffsetCommitKey(w: Writer, _version: number, m: MessageInit<LegacyOffsetCommitKey>): void {
  w.string(or(m.group, ''));
  w.string(or(m.topic, ''));
  w.int32(or(m.partition, 0));
}
