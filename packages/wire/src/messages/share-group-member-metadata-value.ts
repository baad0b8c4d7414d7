// Generated from packages/wire/schema/share-group-member-metadata-value.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType, UnknownTag } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * What a member of a share group (KIP-932) told about itself. The value of records of type 10 in
 * __consumer_offsets; an int16 with the version stands before it.
 *
 * - v0: The first.
 */
export const ShareGroupMemberMetadataValue: MessageType<ShareGroupMemberMetadataValue> = /* @__PURE__ */ new Message(
  'ShareGroupMemberMetadataValue',
  [0, 0],
  0,
  readShareGroupMemberMetadataValue,
  writeShareGroupMemberMetadataValue,
);

/** What a member of a share group (KIP-932) told about itself. */
export interface ShareGroupMemberMetadataValue {
  /** The rack the member is in; null when unknown. */
  rackId: string | null;
  /** What the client calls itself, for logs, metrics and quotas. */
  clientId: string;
  /** The address of the client. */
  clientHost: string;
  /** The topics subscribed to by name. */
  subscribedTopicNames: string[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readShareGroupMemberMetadataValue(r: Reader, _version: number): ShareGroupMemberMetadataValue {
  const m: ShareGroupMemberMetadataValue = {
    rackId: r.nullableString(true),
    clientId: r.string(true),
    clientHost: r.string(true),
    subscribedTopicNames: r.stringArray(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupMemberMetadataValue(
  w: Writer,
  version: number,
  m: MessageInit<ShareGroupMemberMetadataValue>,
): void {
  w.nullableString(or(m.rackId, ''), true);
  w.string(or(m.clientId, ''), true);
  w.string(or(m.clientHost, ''), true);
  w.stringArray(or(m.subscribedTopicNames, []), true);
  w.unknownTags(m.unknownTags, true, version);
}
