// Generated from packages/wire/schema/076-share-group-heartbeat.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * API 76. Joins, keeps up and leaves a share group; the answer says which partitions to fetch from. Goes to the
 * group coordinator.
 *
 * - v1: The first that counts (KIP-932); version 0 was only for early access and is gone.
 */
export const ShareGroupHeartbeat: Api<ShareGroupHeartbeatRequest, ShareGroupHeartbeatResponse> = /* @__PURE__ */ api(
  76,
  'ShareGroupHeartbeat',
  /* @__PURE__ */ new Message(
    'ShareGroupHeartbeatRequest',
    [1, 1],
    0,
    readShareGroupHeartbeatRequest,
    writeShareGroupHeartbeatRequest,
  ),
  /* @__PURE__ */ new Message(
    'ShareGroupHeartbeatResponse',
    [1, 1],
    0,
    readShareGroupHeartbeatResponse,
    writeShareGroupHeartbeatResponse,
  ),
);

/** The request of {@link ShareGroupHeartbeat}. */
export interface ShareGroupHeartbeatRequest {
  /** The id of the group. */
  groupId: string;
  /** The id of the member, which it makes for itself: a UUID. */
  memberId: string;
  /** The epoch of the member; 0 to join, -1 to leave. */
  memberEpoch: number;
  /** The rack the member is in; null when unknown, or when it has not changed. (default null) */
  rackId: string | null;
  /** The topics subscribed to by name; null when they have not changed. (default null) */
  subscribedTopicNames: string[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ShareGroupHeartbeat}. */
export interface ShareGroupHeartbeatResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** The id of the member; null on an error. (default null) */
  memberId: string | null;
  /** The epoch of the member, to be sent with the next heartbeat. */
  memberEpoch: number;
  /** After how long the next heartbeat is due, in ms. */
  heartbeatIntervalMs: number;
  /** What the member shall fetch from; null when it has not changed. (default null) */
  assignment: ShareGroupHeartbeatResponseAssignment | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What the member shall fetch from; null when it has not changed. */
export interface ShareGroupHeartbeatResponseAssignment {
  /** The partitions, by topic. */
  topicPartitions: ShareGroupHeartbeatResponseTopicPartitions[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions, by topic. */
export interface ShareGroupHeartbeatResponseTopicPartitions {
  /** The id of the topic. */
  topicId: string;
  /** The partitions of the topic. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readShareGroupHeartbeatRequest(r: Reader, _version: number): ShareGroupHeartbeatRequest {
  const m: ShareGroupHeartbeatRequest = {
    groupId: r.string(true),
    memberId: r.string(true),
    memberEpoch: r.int32(),
    rackId: r.nullableString(true),
    subscribedTopicNames: r.nullableStringArray(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupHeartbeatRequest(w: Writer, version: number, m: MessageInit<ShareGroupHeartbeatRequest>): void {
  w.string(or(m.groupId, ''), true);
  w.string(or(m.memberId, ''), true);
  w.int32(or(m.memberEpoch, 0));
  w.nullableString(or(m.rackId, null), true);
  w.nullableStringArray(or(m.subscribedTopicNames, null), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readShareGroupHeartbeatResponseTopicPartitions(
  r: Reader,
  _version: number,
): ShareGroupHeartbeatResponseTopicPartitions {
  const m: ShareGroupHeartbeatResponseTopicPartitions = {
    topicId: r.uuid(),
    partitions: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupHeartbeatResponseTopicPartitions(
  w: Writer,
  version: number,
  m: MessageInit<ShareGroupHeartbeatResponseTopicPartitions>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.int32Array(or(m.partitions, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readShareGroupHeartbeatResponseAssignment(r: Reader, version: number): ShareGroupHeartbeatResponseAssignment {
  const m: ShareGroupHeartbeatResponseAssignment = {
    topicPartitions: r.array(true, readShareGroupHeartbeatResponseTopicPartitions, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupHeartbeatResponseAssignment(
  w: Writer,
  version: number,
  m: MessageInit<ShareGroupHeartbeatResponseAssignment>,
): void {
  w.array(or(m.topicPartitions, []), true, writeShareGroupHeartbeatResponseTopicPartitions, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readShareGroupHeartbeatResponse(r: Reader, version: number): ShareGroupHeartbeatResponse {
  const m: ShareGroupHeartbeatResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    memberId: r.nullableString(true),
    memberEpoch: r.int32(),
    heartbeatIntervalMs: r.int32(),
    assignment: r.nullableStruct(readShareGroupHeartbeatResponseAssignment, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeShareGroupHeartbeatResponse(
  w: Writer,
  version: number,
  m: MessageInit<ShareGroupHeartbeatResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.nullableString(or(m.memberId, null), true);
  w.int32(or(m.memberEpoch, 0));
  w.int32(or(m.heartbeatIntervalMs, 0));
  w.nullableStruct(or(m.assignment, null), writeShareGroupHeartbeatResponseAssignment, version);
  w.unknownTags(m.unknownTags, true, version);
}
