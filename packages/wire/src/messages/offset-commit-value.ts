// Generated from packages/wire/schema/offset-commit-value.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { MessageInit, MessageType, UnknownTag } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * A committed offset. The value of records of type 1 in __consumer_offsets; an int16 with the version stands
 * before it.
 *
 * - v0: The first.
 * - v1: expireTimestamp. Still written when a client says how long to keep the offset.
 * - v2: Without expireTimestamp: offsets are kept while the group is in use (KIP-211).
 * - v3: leaderEpoch (KIP-320).
 * - v4: Flexible, so that new fields can come as tagged ones, which older brokers skip (KIP-915); topicId later came so.
 */
export const OffsetCommitValue: MessageType<OffsetCommitValue> = /* @__PURE__ */ new Message(
  'OffsetCommitValue',
  [0, 4],
  4,
  readOffsetCommitValue,
  writeOffsetCommitValue,
);

/** A committed offset. */
export interface OffsetCommitValue {
  /** The offset of the next record to consume. */
  offset: bigint;
  /** The leader epoch of the last record consumed; -1 when unknown. (since v3, default -1) */
  leaderEpoch: number;
  /** Any text that the client keeps beside the offset. */
  metadata: string;
  /** When it was committed, in ms since 1970. */
  commitTimestamp: bigint;
  /**
   * When the offset may be dropped, in ms since 1970; -1 when the settings of the broker decide. (v1 only, default
   * -1)
   */
  expireTimestamp: bigint;
  /** The id of the topic; zero when unknown. (since v4) */
  topicId: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readOffsetCommitValue(r: Reader, version: number): OffsetCommitValue {
  const flexible = version >= 4;
  const m: OffsetCommitValue = {
    offset: r.int64(),
    leaderEpoch: version >= 3 ? r.int32() : -1,
    metadata: r.string(flexible),
    commitTimestamp: r.int64(),
    expireTimestamp: version === 1 ? r.int64() : -1n,
    topicId: ZERO_UUID,
  };
  if (flexible) {
    let unknownTags: UnknownTag[] | undefined;
    for (let n = r.tagCount(); n > 0; n--) {
      const tag = r.tag();
      const end = r.tagEnd;
      if (tag === 0) m.topicId = r.uuid();
      else {
        unknownTags = r.unknownTag(unknownTags, tag);
        continue;
      }
      unknownTags = r.endTag(end, unknownTags);
    }
    if (unknownTags !== undefined) m.unknownTags = unknownTags;
  }
  return m;
}

function writeOffsetCommitValue(w: Writer, version: number, m: MessageInit<OffsetCommitValue>): void {
  const flexible = version >= 4;
  w.int64(or(m.offset, 0n));
  if (version >= 3) w.int32(or(m.leaderEpoch, -1));
  w.string(or(m.metadata, ''), flexible);
  w.int64(or(m.commitTimestamp, 0n));
  if (version === 1) w.int64(or(m.expireTimestamp, -1n));
  if (flexible) {
    const tags = w.beginTags(m.unknownTags);
    if (set(m.topicId, ZERO_UUID)) {
      const at = w.beginTag(tags, 0);
      w.uuid(or(m.topicId, ZERO_UUID));
      w.endTag(at);
    }
    w.endTags(tags);
  } else w.unknownTags(m.unknownTags, false, version);
}
