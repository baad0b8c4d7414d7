// Generated from packages/wire/schema/consumer-group-metadata-value.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { MessageInit, MessageType, UnknownTag } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * The epoch of a consumer group (KIP-848). The value of records of type 3 in __consumer_offsets; an int16 with the
 * version stands before it.
 *
 * - v0: The first; metadataHash since Kafka 4.1 (KIP-1101).
 */
export const ConsumerGroupMetadataValue: MessageType<ConsumerGroupMetadataValue> = /* @__PURE__ */ new Message(
  'ConsumerGroupMetadataValue',
  [0, 0],
  0,
  readConsumerGroupMetadataValue,
  writeConsumerGroupMetadataValue,
);

/** The epoch of a consumer group (KIP-848). */
export interface ConsumerGroupMetadataValue {
  /** The epoch of the group; goes up when something changes for which the target assignment has to be made anew. */
  epoch: number;
  /**
   * A hash over the topics of the group, by which the coordinator notices that they have changed; 0 when not
   * computed.
   */
  metadataHash: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readConsumerGroupMetadataValue(r: Reader, _version: number): ConsumerGroupMetadataValue {
  const m: ConsumerGroupMetadataValue = {
    epoch: r.int32(),
    metadataHash: 0n,
  };
  let unknownTags: UnknownTag[] | undefined;
  for (let n = r.tagCount(); n > 0; n--) {
    const tag = r.tag();
    const end = r.tagEnd;
    if (tag === 0) m.metadataHash = r.int64();
    else {
      unknownTags = r.unknownTag(unknownTags, tag);
      continue;
    }
    unknownTags = r.endTag(end, unknownTags);
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupMetadataValue(
  w: Writer,
  _version: number,
  m: MessageInit<ConsumerGroupMetadataValue>,
): void {
  w.int32(or(m.epoch, 0));
  const tags = w.beginTags(m.unknownTags);
  if (set(m.metadataHash, 0n)) {
    const at = w.beginTag(tags, 0);
    w.int64(or(m.metadataHash, 0n));
    w.endTag(at);
  }
  w.endTags(tags);
}
