// Generated from packages/wire/schema/consumer-group-member-metadata-value.ts by `npm run codegen`. Do not edit.
import { NO_BYTES, or, set } from '../defaults.ts';
import type { MessageInit, MessageType, UnknownTag } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * What a member of a consumer group (KIP-848) told about itself. The value of records of type 5 in
 * __consumer_offsets; an int16 with the version stands before it.
 *
 * - v0: The first.
 */
export const ConsumerGroupMemberMetadataValue: MessageType<ConsumerGroupMemberMetadataValue> =
  /* @__PURE__ */ new Message(
    'ConsumerGroupMemberMetadataValue',
    [0, 0],
    0,
    readConsumerGroupMemberMetadataValue,
    writeConsumerGroupMemberMetadataValue,
  );

/** What a member of a consumer group (KIP-848) told about itself. */
export interface ConsumerGroupMemberMetadataValue {
  /** The lasting name of a static member (group.instance.id); null for others. */
  instanceId: string | null;
  /** The rack the member is in; null when unknown. */
  rackId: string | null;
  /** What the client calls itself, for logs, metrics and quotas. */
  clientId: string;
  /** The address of the client. */
  clientHost: string;
  /** The topics subscribed to by name. */
  subscribedTopicNames: string[];
  /** The topics subscribed to by a regular expression (RE2/J); null or empty for none. */
  subscribedTopicRegex: string | null;
  /** How long the member may take to give up what it shall no longer have, in ms; -1 when unknown. (default -1) */
  rebalanceTimeoutMs: number;
  /** The assignor that the coordinator should use; null for the broker's choice. */
  serverAssignor: string | null;
  /** What only a member of the classic protocol tells; null for a member of the new protocol. */
  classicMemberMetadata: ConsumerGroupMemberMetadataValueClassicMemberMetadata | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What only a member of the classic protocol tells; null for a member of the new protocol. */
export interface ConsumerGroupMemberMetadataValueClassicMemberMetadata {
  /** After how long without a heartbeat the member is taken out, in ms. */
  sessionTimeoutMs: number;
  /** The assignors that the member can work with, best first. */
  supportedProtocols: ConsumerGroupMemberMetadataValueClassicProtocol[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The assignors that the member can work with, best first. */
export interface ConsumerGroupMemberMetadataValueClassicProtocol {
  /** The name of the assignor. */
  name: string;
  /** What goes with it: a ConsumerProtocolSubscription. */
  metadata: Buffer;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readConsumerGroupMemberMetadataValueClassicProtocol(
  r: Reader,
  _version: number,
): ConsumerGroupMemberMetadataValueClassicProtocol {
  const m: ConsumerGroupMemberMetadataValueClassicProtocol = {
    name: r.string(true),
    metadata: r.bytes(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupMemberMetadataValueClassicProtocol(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupMemberMetadataValueClassicProtocol>,
): void {
  w.string(or(m.name, ''), true);
  w.bytes(or(m.metadata, NO_BYTES), true);
  w.unknownTags(m.unknownTags, true, version);
}

const defaultConsumerGroupMemberMetadataValueClassicMemberMetadata: ConsumerGroupMemberMetadataValueClassicMemberMetadata =
  /* @__PURE__ */ Object.freeze({ sessionTimeoutMs: 0, supportedProtocols: [] });

function readConsumerGroupMemberMetadataValueClassicMemberMetadata(
  r: Reader,
  version: number,
): ConsumerGroupMemberMetadataValueClassicMemberMetadata {
  const m: ConsumerGroupMemberMetadataValueClassicMemberMetadata = {
    sessionTimeoutMs: r.int32(),
    supportedProtocols: r.array(true, readConsumerGroupMemberMetadataValueClassicProtocol, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupMemberMetadataValueClassicMemberMetadata(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupMemberMetadataValueClassicMemberMetadata>,
): void {
  w.int32(or(m.sessionTimeoutMs, 0));
  w.array(or(m.supportedProtocols, []), true, writeConsumerGroupMemberMetadataValueClassicProtocol, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readConsumerGroupMemberMetadataValue(r: Reader, version: number): ConsumerGroupMemberMetadataValue {
  const m: ConsumerGroupMemberMetadataValue = {
    instanceId: r.nullableString(true),
    rackId: r.nullableString(true),
    clientId: r.string(true),
    clientHost: r.string(true),
    subscribedTopicNames: r.stringArray(true),
    subscribedTopicRegex: r.nullableString(true),
    rebalanceTimeoutMs: r.int32(),
    serverAssignor: r.nullableString(true),
    classicMemberMetadata: defaultConsumerGroupMemberMetadataValueClassicMemberMetadata,
  };
  let unknownTags: UnknownTag[] | undefined;
  for (let n = r.tagCount(); n > 0; n--) {
    const tag = r.tag();
    const end = r.tagEnd;
    if (tag === 0)
      m.classicMemberMetadata = r.nullableTaggedStruct(
        readConsumerGroupMemberMetadataValueClassicMemberMetadata,
        version,
      );
    else {
      unknownTags = r.unknownTag(unknownTags, tag);
      continue;
    }
    unknownTags = r.endTag(end, unknownTags);
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeConsumerGroupMemberMetadataValue(
  w: Writer,
  version: number,
  m: MessageInit<ConsumerGroupMemberMetadataValue>,
): void {
  w.nullableString(or(m.instanceId, ''), true);
  w.nullableString(or(m.rackId, ''), true);
  w.string(or(m.clientId, ''), true);
  w.string(or(m.clientHost, ''), true);
  w.stringArray(or(m.subscribedTopicNames, []), true);
  w.nullableString(or(m.subscribedTopicRegex, ''), true);
  w.int32(or(m.rebalanceTimeoutMs, -1));
  w.nullableString(or(m.serverAssignor, ''), true);
  const tags = w.beginTags(m.unknownTags);
  if (set(m.classicMemberMetadata, defaultConsumerGroupMemberMetadataValueClassicMemberMetadata)) {
    const at = w.beginTag(tags, 0);
    w.nullableTaggedStruct(
      or(m.classicMemberMetadata, defaultConsumerGroupMemberMetadataValueClassicMemberMetadata),
      writeConsumerGroupMemberMetadataValueClassicMemberMetadata,
      version,
    );
    w.endTag(at);
  }
  w.endTags(tags);
}
