// Generated from packages/wire/schema/083-initialize-share-group-state.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * API 83. Creates the stored state of partitions for a share group, or starts it anew. Goes to the share
 * coordinator of every partition in it (FindCoordinator, type 2), from the group coordinator.
 *
 * - v0: The first and only one so far (KIP-932).
 */
export const InitializeShareGroupState: Api<InitializeShareGroupStateRequest, InitializeShareGroupStateResponse> =
  /* @__PURE__ */ api(
    83,
    'InitializeShareGroupState',
    /* @__PURE__ */ new Message(
      'InitializeShareGroupStateRequest',
      [0, 0],
      0,
      readInitializeShareGroupStateRequest,
      writeInitializeShareGroupStateRequest,
    ),
    /* @__PURE__ */ new Message(
      'InitializeShareGroupStateResponse',
      [0, 0],
      0,
      readInitializeShareGroupStateResponse,
      writeInitializeShareGroupStateResponse,
    ),
  );

/** The request of {@link InitializeShareGroupState}. */
export interface InitializeShareGroupStateRequest {
  /** The id of the group. */
  groupId: string;
  /** What to create, by topic. */
  topics: InitializeShareGroupStateRequestInitializeStateData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to create, by topic. */
export interface InitializeShareGroupStateRequestInitializeStateData {
  /** The id of the topic. */
  topicId: string;
  /** What to create, by partition. */
  partitions: InitializeShareGroupStateRequestPartitionData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to create, by partition. */
export interface InitializeShareGroupStateRequestPartitionData {
  /** The number of the partition. */
  partition: number;
  /** Goes up each time the state is started anew. */
  stateEpoch: number;
  /** Where to begin to deliver; -1 when that is not settled yet. */
  startOffset: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link InitializeShareGroupState}. */
export interface InitializeShareGroupStateResponse {
  /** The outcome, by topic. */
  results: InitializeShareGroupStateResponseInitializeStateResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface InitializeShareGroupStateResponseInitializeStateResult {
  /** The id of the topic. */
  topicId: string;
  /** The outcome, by partition. */
  partitions: InitializeShareGroupStateResponsePartitionResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by partition. */
export interface InitializeShareGroupStateResponsePartitionResult {
  /** The number of the partition. */
  partition: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readInitializeShareGroupStateRequestPartitionData(
  r: Reader,
  _version: number,
): InitializeShareGroupStateRequestPartitionData {
  const m: InitializeShareGroupStateRequestPartitionData = {
    partition: r.int32(),
    stateEpoch: r.int32(),
    startOffset: r.int64(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeInitializeShareGroupStateRequestPartitionData(
  w: Writer,
  version: number,
  m: MessageInit<InitializeShareGroupStateRequestPartitionData>,
): void {
  w.int32(or(m.partition, 0));
  w.int32(or(m.stateEpoch, 0));
  w.int64(or(m.startOffset, 0n));
  w.unknownTags(m.unknownTags, true, version);
}

function readInitializeShareGroupStateRequestInitializeStateData(
  r: Reader,
  version: number,
): InitializeShareGroupStateRequestInitializeStateData {
  const m: InitializeShareGroupStateRequestInitializeStateData = {
    topicId: r.uuid(),
    partitions: r.array(true, readInitializeShareGroupStateRequestPartitionData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeInitializeShareGroupStateRequestInitializeStateData(
  w: Writer,
  version: number,
  m: MessageInit<InitializeShareGroupStateRequestInitializeStateData>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeInitializeShareGroupStateRequestPartitionData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readInitializeShareGroupStateRequest(r: Reader, version: number): InitializeShareGroupStateRequest {
  const m: InitializeShareGroupStateRequest = {
    groupId: r.string(true),
    topics: r.array(true, readInitializeShareGroupStateRequestInitializeStateData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeInitializeShareGroupStateRequest(
  w: Writer,
  version: number,
  m: MessageInit<InitializeShareGroupStateRequest>,
): void {
  w.string(or(m.groupId, ''), true);
  w.array(or(m.topics, []), true, writeInitializeShareGroupStateRequestInitializeStateData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readInitializeShareGroupStateResponsePartitionResult(
  r: Reader,
  _version: number,
): InitializeShareGroupStateResponsePartitionResult {
  const m: InitializeShareGroupStateResponsePartitionResult = {
    partition: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeInitializeShareGroupStateResponsePartitionResult(
  w: Writer,
  version: number,
  m: MessageInit<InitializeShareGroupStateResponsePartitionResult>,
): void {
  w.int32(or(m.partition, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readInitializeShareGroupStateResponseInitializeStateResult(
  r: Reader,
  version: number,
): InitializeShareGroupStateResponseInitializeStateResult {
  const m: InitializeShareGroupStateResponseInitializeStateResult = {
    topicId: r.uuid(),
    partitions: r.array(true, readInitializeShareGroupStateResponsePartitionResult, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeInitializeShareGroupStateResponseInitializeStateResult(
  w: Writer,
  version: number,
  m: MessageInit<InitializeShareGroupStateResponseInitializeStateResult>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeInitializeShareGroupStateResponsePartitionResult, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readInitializeShareGroupStateResponse(r: Reader, version: number): InitializeShareGroupStateResponse {
  const m: InitializeShareGroupStateResponse = {
    results: r.array(true, readInitializeShareGroupStateResponseInitializeStateResult, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeInitializeShareGroupStateResponse(
  w: Writer,
  version: number,
  m: MessageInit<InitializeShareGroupStateResponse>,
): void {
  w.array(or(m.results, []), true, writeInitializeShareGroupStateResponseInitializeStateResult, version);
  w.unknownTags(m.unknownTags, true, version);
}
