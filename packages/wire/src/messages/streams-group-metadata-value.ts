// Generated from packages/wire/schema/streams-group-metadata-value.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { MessageInit, MessageType, UnknownTag } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * The epoch of a group of Kafka Streams (KIP-1071), and what is known of its topology. The value of records of
 * type 17 in __consumer_offsets; an int16 with the version stands before it.
 *
 * - v0: The first.
 */
export const StreamsGroupMetadataValue: MessageType<StreamsGroupMetadataValue> = /* @__PURE__ */ new Message(
  'StreamsGroupMetadataValue',
  [0, 0],
  0,
  readStreamsGroupMetadataValue,
  writeStreamsGroupMetadataValue,
);

/** The epoch of a group of Kafka Streams (KIP-1071), and what is known of its topology. */
export interface StreamsGroupMetadataValue {
  /** The epoch of the group; goes up when something changes for which the target assignment has to be made anew. */
  epoch: number;
  /**
   * A hash over the topics of the group, by which the coordinator notices that they have changed; 0 when not
   * computed.
   */
  metadataHash: bigint;
  /** The epoch of the topology whose topics were last found to be there as needed; -1 for none. (default -1) */
  validatedTopologyEpoch: number;
  /** The settings with which tasks were last assigned; empty or null when not kept. */
  lastAssignmentConfigs: StreamsGroupMetadataValueLastAssignmentConfig[] | null;
  /**
   * The epoch of the topology whose description the plugin of the broker has stored (KIP-1331); -1 for none, -2 when
   * the plugin was cut short and it is not known. (default -1)
   */
  storedDescriptionTopologyEpoch: number;
  /**
   * The epoch of the topology whose description that plugin refused for good, so that members are not asked for it
   * again; -1 for none. (default -1)
   */
  failedDescriptionTopologyEpoch: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The settings with which tasks were last assigned; empty or null when not kept. */
export interface StreamsGroupMetadataValueLastAssignmentConfig {
  /** The name of the setting. */
  key: string;
  /** Its value. */
  value: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readStreamsGroupMetadataValueLastAssignmentConfig(
  r: Reader,
  _version: number,
): StreamsGroupMetadataValueLastAssignmentConfig {
  const m: StreamsGroupMetadataValueLastAssignmentConfig = {
    key: r.string(true),
    value: r.string(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupMetadataValueLastAssignmentConfig(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupMetadataValueLastAssignmentConfig>,
): void {
  w.string(or(m.key, ''), true);
  w.string(or(m.value, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupMetadataValue(r: Reader, version: number): StreamsGroupMetadataValue {
  const m: StreamsGroupMetadataValue = {
    epoch: r.int32(),
    metadataHash: r.int64(),
    validatedTopologyEpoch: -1,
    lastAssignmentConfigs: [],
    storedDescriptionTopologyEpoch: -1,
    failedDescriptionTopologyEpoch: -1,
  };
  let unknownTags: UnknownTag[] | undefined;
  for (let n = r.tagCount(); n > 0; n--) {
    const tag = r.tag();
    const end = r.tagEnd;
    if (tag === 0) m.validatedTopologyEpoch = r.int32();
    else if (tag === 1)
      m.lastAssignmentConfigs = r.nullableArray(true, readStreamsGroupMetadataValueLastAssignmentConfig, version);
    else if (tag === 2) m.storedDescriptionTopologyEpoch = r.int32();
    else if (tag === 3) m.failedDescriptionTopologyEpoch = r.int32();
    else {
      unknownTags = r.unknownTag(unknownTags, tag);
      continue;
    }
    unknownTags = r.endTag(end, unknownTags);
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupMetadataValue(w: Writer, version: number, m: MessageInit<StreamsGroupMetadataValue>): void {
  w.int32(or(m.epoch, 0));
  w.int64(or(m.metadataHash, 0n));
  const tags = w.beginTags(m.unknownTags);
  if (set(m.validatedTopologyEpoch, -1)) {
    const at = w.beginTag(tags, 0);
    w.int32(or(m.validatedTopologyEpoch, -1));
    w.endTag(at);
  }
  if (set(m.lastAssignmentConfigs, [])) {
    const at = w.beginTag(tags, 1);
    w.nullableArray(or(m.lastAssignmentConfigs, []), true, writeStreamsGroupMetadataValueLastAssignmentConfig, version);
    w.endTag(at);
  }
  if (set(m.storedDescriptionTopologyEpoch, -1)) {
    const at = w.beginTag(tags, 2);
    w.int32(or(m.storedDescriptionTopologyEpoch, -1));
    w.endTag(at);
  }
  if (set(m.failedDescriptionTopologyEpoch, -1)) {
    const at = w.beginTag(tags, 3);
    w.int32(or(m.failedDescriptionTopologyEpoch, -1));
    w.endTag(at);
  }
  w.endTags(tags);
}
