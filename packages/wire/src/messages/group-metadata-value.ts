// Generated from packages/wire/schema/group-metadata-value.ts by `npm run codegen`. Do not edit.
import { NO_BYTES, or } from '../defaults.ts';
import type { MessageInit, MessageType, UnknownTag } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * A classic group: its generation, and its members with their assignments. The value of records of type 2 in
 * __consumer_offsets; an int16 with the version stands before it.
 *
 * - v0: The first.
 * - v1: rebalanceTimeout (KIP-62).
 * - v2: currentStateTimestamp (KIP-211).
 * - v3: groupInstanceId (KIP-345).
 * - v4: Flexible, so that new fields can come as tagged ones, which older brokers skip (KIP-915). Kafka 4.4 still writes version 3.
 */
export const GroupMetadataValue: MessageType<GroupMetadataValue> = /* @__PURE__ */ new Message(
  'GroupMetadataValue',
  [0, 4],
  4,
  readGroupMetadataValue,
  writeGroupMetadataValue,
);

/** A classic group: its generation, and its members with their assignments. */
export interface GroupMetadataValue {
  /** What kind of group it is: "consumer" for consumers. */
  protocolType: string;
  /** The generation of the group; goes up with each rebalance. */
  generation: number;
  /** The protocol (for consumers, the assignor) of the group; null while it has none. */
  protocol: string | null;
  /** The id of the member that makes the assignment; null while there is none. */
  leader: string | null;
  /** Since when the group has been in its present state, in ms since 1970; -1 when unknown. (since v2, default -1) */
  currentStateTimestamp: bigint;
  /** The members. */
  members: GroupMetadataValueMemberMetadata[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The members. */
export interface GroupMetadataValueMemberMetadata {
  /** The id of the member. */
  memberId: string;
  /** The lasting name of a static member (group.instance.id); null for others. (since v3, default null) */
  groupInstanceId: string | null;
  /** What the client calls itself, for logs, metrics and quotas. */
  clientId: string;
  /** The address of the client. */
  clientHost: string;
  /**
   * How long the member may take to join again in a rebalance, in ms; -1 (v0) for the session timeout. (since v1,
   * default -1)
   */
  rebalanceTimeout: number;
  /** After how long without a heartbeat the member is taken out, in ms. */
  sessionTimeout: number;
  /** What the member told when it joined: for consumers, a ConsumerProtocolSubscription. */
  subscription: Buffer;
  /** What the member shall do: for consumers, a ConsumerProtocolAssignment. */
  assignment: Buffer;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readGroupMetadataValueMemberMetadata(r: Reader, version: number): GroupMetadataValueMemberMetadata {
  const flexible = version >= 4;
  const m: GroupMetadataValueMemberMetadata = {
    memberId: r.string(flexible),
    groupInstanceId: version >= 3 ? r.nullableString(flexible) : null,
    clientId: r.string(flexible),
    clientHost: r.string(flexible),
    rebalanceTimeout: version >= 1 ? r.int32() : -1,
    sessionTimeout: r.int32(),
    subscription: r.bytes(flexible),
    assignment: r.bytes(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeGroupMetadataValueMemberMetadata(
  w: Writer,
  version: number,
  m: MessageInit<GroupMetadataValueMemberMetadata>,
): void {
  const flexible = version >= 4;
  w.string(or(m.memberId, ''), flexible);
  if (version >= 3) w.nullableString(or(m.groupInstanceId, null), flexible);
  w.string(or(m.clientId, ''), flexible);
  w.string(or(m.clientHost, ''), flexible);
  if (version >= 1) w.int32(or(m.rebalanceTimeout, -1));
  w.int32(or(m.sessionTimeout, 0));
  w.bytes(or(m.subscription, NO_BYTES), flexible);
  w.bytes(or(m.assignment, NO_BYTES), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readGroupMetadataValue(r: Reader, version: number): GroupMetadataValue {
  const flexible = version >= 4;
  const m: GroupMetadataValue = {
    protocolType: r.string(flexible),
    generation: r.int32(),
    protocol: r.nullableString(flexible),
    leader: r.nullableString(flexible),
    currentStateTimestamp: version >= 2 ? r.int64() : -1n,
    members: r.array(flexible, readGroupMetadataValueMemberMetadata, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeGroupMetadataValue(w: Writer, version: number, m: MessageInit<GroupMetadataValue>): void {
  const flexible = version >= 4;
  w.string(or(m.protocolType, ''), flexible);
  w.int32(or(m.generation, 0));
  w.nullableString(or(m.protocol, ''), flexible);
  w.nullableString(or(m.leader, ''), flexible);
  if (version >= 2) w.int64(or(m.currentStateTimestamp, -1n));
  w.array(or(m.members, []), flexible, writeGroupMetadataValueMemberMetadata, version);
  w.unknownTags(m.unknownTags, flexible, version);
}
