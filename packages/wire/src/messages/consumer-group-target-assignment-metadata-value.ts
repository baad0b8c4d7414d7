// Generated from packages/wire/schema/consumer-group-target-assignment-metadata-value.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { MessageInit, MessageType, UnknownTag } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * For which epoch, and when, the target assignment of a consumer group (KIP-848) was made: what its members shall
 * have in the end. The value of records of type 6 in __consumer_offsets; an int16 with the version stands before
 * it.
 *
 * - v0: The first; assignmentTimestamp since Kafka 4.3 (KIP-1263).
 */
export const ConsumerGroupTargetAssignmentMetadataValue: MessageType<ConsumerGroupTargetAssignmentMetadataValue> =
  /* @__PURE__ */ new Message(
    'ConsumerGroupTargetAssignmentMetadataValue',
    [0, 0],
    0,
    readConsumerGroupTargetAssignmentMetadataValue,
    writeConsumerGroupTargetAssignmentMetadataValue,
  );

/**
 * For which epoch, and when, the target assignment of a consumer group (KIP-848) was made: what its members shall
 * have in the end.
 */
export interface ConsumerGroupTargetAssignmentMetadataValue {
  /** The epoch of the group for which it was made. */
  assignmentEpoch: number;
  /** When it was made, in ms since 1970; 0 when unknown. */
  assignmentTimestamp: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readConsumerGroupTargetAssignmentMetadataValue(
  r: Reader,
  _version: number,
): ConsumerGroupTargetAssignmentMetadataValue {
  const m: ConsumerGroupTargetAssignmentMetadataValue = {
    assignmentEpoch: r.int32(),
    assignmentTimestamp: 0n,
  };
  let unknownTags: UnknownTag[] | undefined;
  for (let n = r.tagCount(); n > 0; n--) {
    const tag = r.tag();
    const end = r.tagEnd;
    if (tag === 0) m.assignmentTimestamp = r.int64();
    else {
      unknownTags = r.unknownTag(unknownTags, tag);
      continue;
    }
    unknownTags = r.endTag(end, unknownTags);
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupTargetAssignmentMetadataValue(
  w: Writer,
  _version: number,
  m: MessageInit<ConsumerGroupTargetAssignmentMetadataValue>,
): void {
  w.int32(or(m.assignmentEpoch, 0));
  const tags = w.beginTags(m.unknownTags);
  if (set(m.assignmentTimestamp, 0n)) {
    const at = w.beginTag(tags, 0);
    w.int64(or(m.assignmentTimestamp, 0n));
    w.endTag(at);
  }
  w.endTags(tags);
}
