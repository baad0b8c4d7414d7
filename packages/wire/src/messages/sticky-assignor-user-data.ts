// Generated from packages/wire/schema/sticky-assignor-user-data.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * What a consumer tells the assignor "sticky": userData of ConsumerProtocolSubscription. No version stands before
 * it: readers try version 1, then version 0.
 *
 * - v0: The first.
 * - v1: generation (KIP-341).
 */
export const StickyAssignorUserData: MessageType<StickyAssignorUserData> = /* @__PURE__ */ new Message(
  'StickyAssignorUserData',
  [0, 1],
  Infinity,
  readStickyAssignorUserData,
  writeStickyAssignorUserData,
);

/**
 * What a consumer tells the assignor "sticky": userData of ConsumerProtocolSubscription. No version stands before
 * it: readers try version 1, then version 0.
 */
export interface StickyAssignorUserData {
  /** The partitions that the member had last, by topic. */
  previousAssignment: StickyAssignorUserDataTopicPartition[];
  /** The generation in which it got them; -1 when unknown. (since v1, default -1) */
  generation: number;
}

/** The partitions that the member had last, by topic. */
export interface StickyAssignorUserDataTopicPartition {
  /** The name of the topic. */
  topic: string;
  /** The numbers of the partitions. */
  partitions: number[];
}

function readStickyAssignorUserDataTopicPartition(r: Reader, _version: number): StickyAssignorUserDataTopicPartition {
  return {
    topic: r.string(),
    partitions: r.int32Array(),
  };
}

function writeStickyAssignorUserDataTopicPartition(
  w: Writer,
  _version: number,
  m: MessageInit<StickyAssignorUserDataTopicPartition>,
): void {
  w.string(or(m.topic, ''));
  w.int32Array(or(m.partitions, []));
}

function readStickyAssignorUserData(r: Reader, version: number): StickyAssignorUserData {
  return {
    previousAssignment: r.array(false, readStickyAssignorUserDataTopicPartition, version),
    generation: version >= 1 ? r.int32() : -1,
  };
}

function writeStickyAssignorUserData(w: Writer, version: number, m: MessageInit<StickyAssignorUserData>): void {
  w.array(or(m.previousAssignment, []), false, writeStickyAssignorUserDataTopicPartition, version);
  if (version >= 1) w.int32(or(m.generation, -1));
}
