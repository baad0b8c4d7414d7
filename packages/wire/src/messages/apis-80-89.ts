// Generated from packages/wire/schema by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { UnknownTag } from '../unknown-tag.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

// From schema/080-add-raft-voter.ts

/**
 * API 80. Makes a controller a voter of the KRaft quorum. Goes to the leader of the KRaft quorum (any broker
 * forwards it).
 *
 * - v0: The first (KIP-853).
 * - v1: ackWhenCommitted (KIP-1186).
 */
export const AddRaftVoter: Api<AddRaftVoterRequest, AddRaftVoterResponse> = /* @__PURE__ */ api(
  80,
  'AddRaftVoter',
  /* @__PURE__ */ new Message('AddRaftVoterRequest', [0, 1], 0, readAddRaftVoterRequest, writeAddRaftVoterRequest),
  /* @__PURE__ */ new Message('AddRaftVoterResponse', [0, 1], 0, readAddRaftVoterResponse, writeAddRaftVoterResponse),
);

/** The request of {@link AddRaftVoter}. */
export interface AddRaftVoterRequest {
  /** The cluster the sender believes to be in, for a check; null for none. */
  clusterId: string | null;
  /** How long to wait until it is done, in ms. */
  timeoutMs: number;
  /** The controller to make a voter. */
  voterId: number;
  /** The metadata directory of that controller. */
  voterDirectoryId: string;
  /** Where the new voter listens. */
  listeners: AddRaftVoterRequestListener[];
  /**
   * Whether to answer when the change is committed; else, as soon as the leader has written it. (since v1, default
   * true)
   */
  ackWhenCommitted: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where the new voter listens. */
export interface AddRaftVoterRequestListener {
  /** The name of the listener. */
  name: string;
  /** Where the controller listens: a host name or an address. */
  host: string;
  /** The port it listens on. */
  port: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link AddRaftVoter}. */
export interface AddRaftVoterResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readAddRaftVoterRequestListener(r: Reader, _version: number): AddRaftVoterRequestListener {
  const m: AddRaftVoterRequestListener = {
    name: r.string(true),
    host: r.string(true),
    port: r.uint16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAddRaftVoterRequestListener(
  w: Writer,
  version: number,
  m: MessageInit<AddRaftVoterRequestListener>,
): void {
  w.string(or(m.name, ''), true);
  w.string(or(m.host, ''), true);
  w.uint16(or(m.port, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readAddRaftVoterRequest(r: Reader, version: number): AddRaftVoterRequest {
  const m: AddRaftVoterRequest = {
    clusterId: r.nullableString(true),
    timeoutMs: r.int32(),
    voterId: r.int32(),
    voterDirectoryId: r.uuid(),
    listeners: r.array(true, readAddRaftVoterRequestListener, version),
    ackWhenCommitted: version >= 1 ? r.bool() : true,
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAddRaftVoterRequest(w: Writer, version: number, m: MessageInit<AddRaftVoterRequest>): void {
  w.nullableString(or(m.clusterId, ''), true);
  w.int32(or(m.timeoutMs, 0));
  w.int32(or(m.voterId, 0));
  w.uuid(or(m.voterDirectoryId, ZERO_UUID));
  w.array(or(m.listeners, []), true, writeAddRaftVoterRequestListener, version);
  if (version >= 1) w.bool(or(m.ackWhenCommitted, true));
  else if (set(m.ackWhenCommitted, true)) w.absent(version);
  w.unknownTags(m.unknownTags, true, version);
}

function readAddRaftVoterResponse(r: Reader, _version: number): AddRaftVoterResponse {
  const m: AddRaftVoterResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAddRaftVoterResponse(w: Writer, version: number, m: MessageInit<AddRaftVoterResponse>): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/081-remove-raft-voter.ts

/**
 * API 81. Takes a voter out of the KRaft quorum. Goes to the leader of the KRaft quorum (any broker forwards it).
 *
 * - v0: The first and only one so far (KIP-853).
 */
export const RemoveRaftVoter: Api<RemoveRaftVoterRequest, RemoveRaftVoterResponse> = /* @__PURE__ */ api(
  81,
  'RemoveRaftVoter',
  /* @__PURE__ */ new Message(
    'RemoveRaftVoterRequest',
    [0, 0],
    0,
    readRemoveRaftVoterRequest,
    writeRemoveRaftVoterRequest,
  ),
  /* @__PURE__ */ new Message(
    'RemoveRaftVoterResponse',
    [0, 0],
    0,
    readRemoveRaftVoterResponse,
    writeRemoveRaftVoterResponse,
  ),
);

/** The request of {@link RemoveRaftVoter}. */
export interface RemoveRaftVoterRequest {
  /** The cluster the sender believes to be in, for a check; null for none. */
  clusterId: string | null;
  /** The voter to take out. */
  voterId: number;
  /** The metadata directory of that voter. */
  voterDirectoryId: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link RemoveRaftVoter}. */
export interface RemoveRaftVoterResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readRemoveRaftVoterRequest(r: Reader, _version: number): RemoveRaftVoterRequest {
  const m: RemoveRaftVoterRequest = {
    clusterId: r.nullableString(true),
    voterId: r.int32(),
    voterDirectoryId: r.uuid(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeRemoveRaftVoterRequest(w: Writer, version: number, m: MessageInit<RemoveRaftVoterRequest>): void {
  w.nullableString(or(m.clusterId, ''), true);
  w.int32(or(m.voterId, 0));
  w.uuid(or(m.voterDirectoryId, ZERO_UUID));
  w.unknownTags(m.unknownTags, true, version);
}

function readRemoveRaftVoterResponse(r: Reader, _version: number): RemoveRaftVoterResponse {
  const m: RemoveRaftVoterResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeRemoveRaftVoterResponse(w: Writer, version: number, m: MessageInit<RemoveRaftVoterResponse>): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/082-update-raft-voter.ts

/**
 * API 82. A voter of the KRaft quorum tells where it listens now and which versions of KRaft it supports. Goes to
 * the leader of the KRaft quorum, from a voter.
 *
 * - v0: The first and only one so far (KIP-853).
 */
export const UpdateRaftVoter: Api<UpdateRaftVoterRequest, UpdateRaftVoterResponse> = /* @__PURE__ */ api(
  82,
  'UpdateRaftVoter',
  /* @__PURE__ */ new Message(
    'UpdateRaftVoterRequest',
    [0, 0],
    0,
    readUpdateRaftVoterRequest,
    writeUpdateRaftVoterRequest,
  ),
  /* @__PURE__ */ new Message(
    'UpdateRaftVoterResponse',
    [0, 0],
    0,
    readUpdateRaftVoterResponse,
    writeUpdateRaftVoterResponse,
  ),
);

/** The request of {@link UpdateRaftVoter}. */
export interface UpdateRaftVoterRequest {
  /** The cluster the sender believes to be in, for a check; null for none. */
  clusterId: string | null;
  /** The leader epoch that the voter knows, so that an old leader can be told from a new one. */
  currentLeaderEpoch: number;
  /** The voter, which is the sender. */
  voterId: number;
  /** The metadata directory of the voter. */
  voterDirectoryId: string;
  /** Where the voter listens. */
  listeners: UpdateRaftVoterRequestListener[];
  /** Which versions of KRaft (feature kraft.version) the voter supports. */
  kRaftVersionFeature: UpdateRaftVoterRequestKRaftVersionFeature;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where the voter listens. */
export interface UpdateRaftVoterRequestListener {
  /** The name of the listener. */
  name: string;
  /** Where the controller listens: a host name or an address. */
  host: string;
  /** The port it listens on. */
  port: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Which versions of KRaft (feature kraft.version) the voter supports. */
export interface UpdateRaftVoterRequestKRaftVersionFeature {
  /** The lowest version. */
  minSupportedVersion: number;
  /** The highest version. */
  maxSupportedVersion: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link UpdateRaftVoter}. */
export interface UpdateRaftVoterResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** The leader that the answering controller knows. */
  currentLeader: UpdateRaftVoterResponseCurrentLeader;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The leader that the answering controller knows. */
export interface UpdateRaftVoterResponseCurrentLeader {
  /** The id of the leader; -1 when unknown. (default -1) */
  leaderId: number;
  /** The latest epoch known; -1 when unknown. (default -1) */
  leaderEpoch: number;
  /** Where the leader listens: a host name or an address; empty when unknown. */
  host: string;
  /** The port it listens on; 0 when unknown. */
  port: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readUpdateRaftVoterRequestListener(r: Reader, _version: number): UpdateRaftVoterRequestListener {
  const m: UpdateRaftVoterRequestListener = {
    name: r.string(true),
    host: r.string(true),
    port: r.uint16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeUpdateRaftVoterRequestListener(
  w: Writer,
  version: number,
  m: MessageInit<UpdateRaftVoterRequestListener>,
): void {
  w.string(or(m.name, ''), true);
  w.string(or(m.host, ''), true);
  w.uint16(or(m.port, 0));
  w.unknownTags(m.unknownTags, true, version);
}

const defaultUpdateRaftVoterRequestKRaftVersionFeature: UpdateRaftVoterRequestKRaftVersionFeature =
  /* @__PURE__ */ Object.freeze({ minSupportedVersion: 0, maxSupportedVersion: 0 });

function readUpdateRaftVoterRequestKRaftVersionFeature(
  r: Reader,
  _version: number,
): UpdateRaftVoterRequestKRaftVersionFeature {
  const m: UpdateRaftVoterRequestKRaftVersionFeature = {
    minSupportedVersion: r.int16(),
    maxSupportedVersion: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeUpdateRaftVoterRequestKRaftVersionFeature(
  w: Writer,
  version: number,
  m: MessageInit<UpdateRaftVoterRequestKRaftVersionFeature>,
): void {
  w.int16(or(m.minSupportedVersion, 0));
  w.int16(or(m.maxSupportedVersion, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readUpdateRaftVoterRequest(r: Reader, version: number): UpdateRaftVoterRequest {
  const m: UpdateRaftVoterRequest = {
    clusterId: r.nullableString(true),
    currentLeaderEpoch: r.int32(),
    voterId: r.int32(),
    voterDirectoryId: r.uuid(),
    listeners: r.array(true, readUpdateRaftVoterRequestListener, version),
    kRaftVersionFeature: readUpdateRaftVoterRequestKRaftVersionFeature(r, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeUpdateRaftVoterRequest(w: Writer, version: number, m: MessageInit<UpdateRaftVoterRequest>): void {
  w.nullableString(or(m.clusterId, ''), true);
  w.int32(or(m.currentLeaderEpoch, 0));
  w.int32(or(m.voterId, 0));
  w.uuid(or(m.voterDirectoryId, ZERO_UUID));
  w.array(or(m.listeners, []), true, writeUpdateRaftVoterRequestListener, version);
  writeUpdateRaftVoterRequestKRaftVersionFeature(
    w,
    version,
    or(m.kRaftVersionFeature, defaultUpdateRaftVoterRequestKRaftVersionFeature),
  );
  w.unknownTags(m.unknownTags, true, version);
}

const defaultUpdateRaftVoterResponseCurrentLeader: UpdateRaftVoterResponseCurrentLeader = /* @__PURE__ */ Object.freeze(
  { leaderId: -1, leaderEpoch: -1, host: '', port: 0 },
);

function readUpdateRaftVoterResponseCurrentLeader(r: Reader, _version: number): UpdateRaftVoterResponseCurrentLeader {
  const m: UpdateRaftVoterResponseCurrentLeader = {
    leaderId: r.int32(),
    leaderEpoch: r.int32(),
    host: r.string(true),
    port: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeUpdateRaftVoterResponseCurrentLeader(
  w: Writer,
  version: number,
  m: MessageInit<UpdateRaftVoterResponseCurrentLeader>,
): void {
  w.int32(or(m.leaderId, -1));
  w.int32(or(m.leaderEpoch, -1));
  w.string(or(m.host, ''), true);
  w.int32(or(m.port, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readUpdateRaftVoterResponse(r: Reader, version: number): UpdateRaftVoterResponse {
  const m: UpdateRaftVoterResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    currentLeader: defaultUpdateRaftVoterResponseCurrentLeader,
  };
  let unknownTags: UnknownTag[] | undefined;
  for (let n = r.tagCount(); n > 0; n--) {
    const tag = r.tag();
    const end = r.tagEnd;
    if (tag === 0) m.currentLeader = readUpdateRaftVoterResponseCurrentLeader(r, version);
    else {
      unknownTags = r.unknownTag(unknownTags, tag);
      continue;
    }
    unknownTags = r.endTag(end, unknownTags);
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeUpdateRaftVoterResponse(w: Writer, version: number, m: MessageInit<UpdateRaftVoterResponse>): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  const tags = w.beginTags(m.unknownTags);
  if (set(m.currentLeader, defaultUpdateRaftVoterResponseCurrentLeader)) {
    const at = w.beginTag(tags, 0);
    writeUpdateRaftVoterResponseCurrentLeader(
      w,
      version,
      or(m.currentLeader, defaultUpdateRaftVoterResponseCurrentLeader),
    );
    w.endTag(at);
  }
  w.endTags(tags);
}

// From schema/083-initialize-share-group-state.ts

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

// From schema/084-read-share-group-state.ts

/**
 * API 84. Reads the stored state of partitions for a share group. Goes to the share coordinator of every partition
 * in it (FindCoordinator, type 2), from the leader of the partition.
 *
 * - v0: The first and only one so far (KIP-932).
 */
export const ReadShareGroupState: Api<ReadShareGroupStateRequest, ReadShareGroupStateResponse> = /* @__PURE__ */ api(
  84,
  'ReadShareGroupState',
  /* @__PURE__ */ new Message(
    'ReadShareGroupStateRequest',
    [0, 0],
    0,
    readReadShareGroupStateRequest,
    writeReadShareGroupStateRequest,
  ),
  /* @__PURE__ */ new Message(
    'ReadShareGroupStateResponse',
    [0, 0],
    0,
    readReadShareGroupStateResponse,
    writeReadShareGroupStateResponse,
  ),
);

/** The request of {@link ReadShareGroupState}. */
export interface ReadShareGroupStateRequest {
  /** The id of the group. */
  groupId: string;
  /** What to read, by topic. */
  topics: ReadShareGroupStateRequestReadStateData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to read, by topic. */
export interface ReadShareGroupStateRequestReadStateData {
  /** The id of the topic. */
  topicId: string;
  /** What to read, by partition. */
  partitions: ReadShareGroupStateRequestPartitionData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to read, by partition. */
export interface ReadShareGroupStateRequestPartitionData {
  /** The number of the partition. */
  partition: number;
  /** The epoch in which the sender leads the partition. */
  leaderEpoch: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ReadShareGroupState}. */
export interface ReadShareGroupStateResponse {
  /** What was read, by topic. */
  results: ReadShareGroupStateResponseReadStateResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What was read, by topic. */
export interface ReadShareGroupStateResponseReadStateResult {
  /** The id of the topic. */
  topicId: string;
  /** What was read, by partition. */
  partitions: ReadShareGroupStateResponsePartitionResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What was read, by partition. */
export interface ReadShareGroupStateResponsePartitionResult {
  /** The number of the partition. */
  partition: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** Goes up each time the state is started anew. */
  stateEpoch: number;
  /** Before this offset, all records are done with; -1 when that is not settled yet. */
  startOffset: bigint;
  /** The states of the records from startOffset on. */
  stateBatches: ReadShareGroupStateResponseStateBatch[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The states of the records from startOffset on. */
export interface ReadShareGroupStateResponseStateBatch {
  /** The offset of the first record with this state. */
  firstOffset: bigint;
  /** The offset of the last record with this state. */
  lastOffset: bigint;
  /** 0 available, 2 acknowledged, 4 given up. */
  deliveryState: number;
  /** How many times they have been delivered. */
  deliveryCount: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readReadShareGroupStateRequestPartitionData(
  r: Reader,
  _version: number,
): ReadShareGroupStateRequestPartitionData {
  const m: ReadShareGroupStateRequestPartitionData = {
    partition: r.int32(),
    leaderEpoch: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeReadShareGroupStateRequestPartitionData(
  w: Writer,
  version: number,
  m: MessageInit<ReadShareGroupStateRequestPartitionData>,
): void {
  w.int32(or(m.partition, 0));
  w.int32(or(m.leaderEpoch, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readReadShareGroupStateRequestReadStateData(
  r: Reader,
  version: number,
): ReadShareGroupStateRequestReadStateData {
  const m: ReadShareGroupStateRequestReadStateData = {
    topicId: r.uuid(),
    partitions: r.array(true, readReadShareGroupStateRequestPartitionData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeReadShareGroupStateRequestReadStateData(
  w: Writer,
  version: number,
  m: MessageInit<ReadShareGroupStateRequestReadStateData>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeReadShareGroupStateRequestPartitionData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readReadShareGroupStateRequest(r: Reader, version: number): ReadShareGroupStateRequest {
  const m: ReadShareGroupStateRequest = {
    groupId: r.string(true),
    topics: r.array(true, readReadShareGroupStateRequestReadStateData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeReadShareGroupStateRequest(w: Writer, version: number, m: MessageInit<ReadShareGroupStateRequest>): void {
  w.string(or(m.groupId, ''), true);
  w.array(or(m.topics, []), true, writeReadShareGroupStateRequestReadStateData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readReadShareGroupStateResponseStateBatch(r: Reader, _version: number): ReadShareGroupStateResponseStateBatch {
  const m: ReadShareGroupStateResponseStateBatch = {
    firstOffset: r.int64(),
    lastOffset: r.int64(),
    deliveryState: r.int8(),
    deliveryCount: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeReadShareGroupStateResponseStateBatch(
  w: Writer,
  version: number,
  m: MessageInit<ReadShareGroupStateResponseStateBatch>,
): void {
  w.int64(or(m.firstOffset, 0n));
  w.int64(or(m.lastOffset, 0n));
  w.int8(or(m.deliveryState, 0));
  w.int16(or(m.deliveryCount, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readReadShareGroupStateResponsePartitionResult(
  r: Reader,
  version: number,
): ReadShareGroupStateResponsePartitionResult {
  const m: ReadShareGroupStateResponsePartitionResult = {
    partition: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    stateEpoch: r.int32(),
    startOffset: r.int64(),
    stateBatches: r.array(true, readReadShareGroupStateResponseStateBatch, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeReadShareGroupStateResponsePartitionResult(
  w: Writer,
  version: number,
  m: MessageInit<ReadShareGroupStateResponsePartitionResult>,
): void {
  w.int32(or(m.partition, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.int32(or(m.stateEpoch, 0));
  w.int64(or(m.startOffset, 0n));
  w.array(or(m.stateBatches, []), true, writeReadShareGroupStateResponseStateBatch, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readReadShareGroupStateResponseReadStateResult(
  r: Reader,
  version: number,
): ReadShareGroupStateResponseReadStateResult {
  const m: ReadShareGroupStateResponseReadStateResult = {
    topicId: r.uuid(),
    partitions: r.array(true, readReadShareGroupStateResponsePartitionResult, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeReadShareGroupStateResponseReadStateResult(
  w: Writer,
  version: number,
  m: MessageInit<ReadShareGroupStateResponseReadStateResult>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeReadShareGroupStateResponsePartitionResult, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readReadShareGroupStateResponse(r: Reader, version: number): ReadShareGroupStateResponse {
  const m: ReadShareGroupStateResponse = {
    results: r.array(true, readReadShareGroupStateResponseReadStateResult, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeReadShareGroupStateResponse(
  w: Writer,
  version: number,
  m: MessageInit<ReadShareGroupStateResponse>,
): void {
  w.array(or(m.results, []), true, writeReadShareGroupStateResponseReadStateResult, version);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/085-write-share-group-state.ts

/**
 * API 85. Stores what has changed in the state of partitions for a share group. Goes to the share coordinator of
 * every partition in it (FindCoordinator, type 2), from the leader of the partition.
 *
 * - v0: The first (KIP-932).
 * - v1: deliveryCompleteCount (KIP-1226).
 */
export const WriteShareGroupState: Api<WriteShareGroupStateRequest, WriteShareGroupStateResponse> = /* @__PURE__ */ api(
  85,
  'WriteShareGroupState',
  /* @__PURE__ */ new Message(
    'WriteShareGroupStateRequest',
    [0, 1],
    0,
    readWriteShareGroupStateRequest,
    writeWriteShareGroupStateRequest,
  ),
  /* @__PURE__ */ new Message(
    'WriteShareGroupStateResponse',
    [0, 1],
    0,
    readWriteShareGroupStateResponse,
    writeWriteShareGroupStateResponse,
  ),
);

/** The request of {@link WriteShareGroupState}. */
export interface WriteShareGroupStateRequest {
  /** The id of the group. */
  groupId: string;
  /** What to store, by topic. */
  topics: WriteShareGroupStateRequestWriteStateData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to store, by topic. */
export interface WriteShareGroupStateRequestWriteStateData {
  /** The id of the topic. */
  topicId: string;
  /** What to store, by partition. */
  partitions: WriteShareGroupStateRequestPartitionData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to store, by partition. */
export interface WriteShareGroupStateRequestPartitionData {
  /** The number of the partition. */
  partition: number;
  /** Goes up each time the state is started anew. An older one is refused. */
  stateEpoch: number;
  /** The epoch in which the sender leads the partition. */
  leaderEpoch: number;
  /** Before this offset, all records are done with; -1 when that is not stored now. */
  startOffset: bigint;
  /**
   * How many records from startOffset on are done with and will not be delivered again; -1 when unknown. (since v1,
   * default -1)
   */
  deliveryCompleteCount: number;
  /** The states of records that have changed. */
  stateBatches: WriteShareGroupStateRequestStateBatch[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The states of records that have changed. */
export interface WriteShareGroupStateRequestStateBatch {
  /** The offset of the first record with this state. */
  firstOffset: bigint;
  /** The offset of the last record with this state. */
  lastOffset: bigint;
  /** 0 available, 2 acknowledged, 4 given up. */
  deliveryState: number;
  /** How many times they have been delivered. */
  deliveryCount: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link WriteShareGroupState}. */
export interface WriteShareGroupStateResponse {
  /** The outcome, by topic. */
  results: WriteShareGroupStateResponseWriteStateResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface WriteShareGroupStateResponseWriteStateResult {
  /** The id of the topic. */
  topicId: string;
  /** The outcome, by partition. */
  partitions: WriteShareGroupStateResponsePartitionResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by partition. */
export interface WriteShareGroupStateResponsePartitionResult {
  /** The number of the partition. */
  partition: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readWriteShareGroupStateRequestStateBatch(r: Reader, _version: number): WriteShareGroupStateRequestStateBatch {
  const m: WriteShareGroupStateRequestStateBatch = {
    firstOffset: r.int64(),
    lastOffset: r.int64(),
    deliveryState: r.int8(),
    deliveryCount: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeWriteShareGroupStateRequestStateBatch(
  w: Writer,
  version: number,
  m: MessageInit<WriteShareGroupStateRequestStateBatch>,
): void {
  w.int64(or(m.firstOffset, 0n));
  w.int64(or(m.lastOffset, 0n));
  w.int8(or(m.deliveryState, 0));
  w.int16(or(m.deliveryCount, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readWriteShareGroupStateRequestPartitionData(
  r: Reader,
  version: number,
): WriteShareGroupStateRequestPartitionData {
  const m: WriteShareGroupStateRequestPartitionData = {
    partition: r.int32(),
    stateEpoch: r.int32(),
    leaderEpoch: r.int32(),
    startOffset: r.int64(),
    deliveryCompleteCount: version >= 1 ? r.int32() : -1,
    stateBatches: r.array(true, readWriteShareGroupStateRequestStateBatch, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeWriteShareGroupStateRequestPartitionData(
  w: Writer,
  version: number,
  m: MessageInit<WriteShareGroupStateRequestPartitionData>,
): void {
  w.int32(or(m.partition, 0));
  w.int32(or(m.stateEpoch, 0));
  w.int32(or(m.leaderEpoch, 0));
  w.int64(or(m.startOffset, 0n));
  if (version >= 1) w.int32(or(m.deliveryCompleteCount, -1));
  w.array(or(m.stateBatches, []), true, writeWriteShareGroupStateRequestStateBatch, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readWriteShareGroupStateRequestWriteStateData(
  r: Reader,
  version: number,
): WriteShareGroupStateRequestWriteStateData {
  const m: WriteShareGroupStateRequestWriteStateData = {
    topicId: r.uuid(),
    partitions: r.array(true, readWriteShareGroupStateRequestPartitionData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeWriteShareGroupStateRequestWriteStateData(
  w: Writer,
  version: number,
  m: MessageInit<WriteShareGroupStateRequestWriteStateData>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeWriteShareGroupStateRequestPartitionData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readWriteShareGroupStateRequest(r: Reader, version: number): WriteShareGroupStateRequest {
  const m: WriteShareGroupStateRequest = {
    groupId: r.string(true),
    topics: r.array(true, readWriteShareGroupStateRequestWriteStateData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeWriteShareGroupStateRequest(
  w: Writer,
  version: number,
  m: MessageInit<WriteShareGroupStateRequest>,
): void {
  w.string(or(m.groupId, ''), true);
  w.array(or(m.topics, []), true, writeWriteShareGroupStateRequestWriteStateData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readWriteShareGroupStateResponsePartitionResult(
  r: Reader,
  _version: number,
): WriteShareGroupStateResponsePartitionResult {
  const m: WriteShareGroupStateResponsePartitionResult = {
    partition: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeWriteShareGroupStateResponsePartitionResult(
  w: Writer,
  version: number,
  m: MessageInit<WriteShareGroupStateResponsePartitionResult>,
): void {
  w.int32(or(m.partition, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readWriteShareGroupStateResponseWriteStateResult(
  r: Reader,
  version: number,
): WriteShareGroupStateResponseWriteStateResult {
  const m: WriteShareGroupStateResponseWriteStateResult = {
    topicId: r.uuid(),
    partitions: r.array(true, readWriteShareGroupStateResponsePartitionResult, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeWriteShareGroupStateResponseWriteStateResult(
  w: Writer,
  version: number,
  m: MessageInit<WriteShareGroupStateResponseWriteStateResult>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeWriteShareGroupStateResponsePartitionResult, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readWriteShareGroupStateResponse(r: Reader, version: number): WriteShareGroupStateResponse {
  const m: WriteShareGroupStateResponse = {
    results: r.array(true, readWriteShareGroupStateResponseWriteStateResult, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeWriteShareGroupStateResponse(
  w: Writer,
  version: number,
  m: MessageInit<WriteShareGroupStateResponse>,
): void {
  w.array(or(m.results, []), true, writeWriteShareGroupStateResponseWriteStateResult, version);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/086-delete-share-group-state.ts

/**
 * API 86. Deletes the stored state of partitions for a share group. Goes to the share coordinator of every
 * partition in it (FindCoordinator, type 2), from the group coordinator.
 *
 * - v0: The first and only one so far (KIP-932).
 */
export const DeleteShareGroupState: Api<DeleteShareGroupStateRequest, DeleteShareGroupStateResponse> =
  /* @__PURE__ */ api(
    86,
    'DeleteShareGroupState',
    /* @__PURE__ */ new Message(
      'DeleteShareGroupStateRequest',
      [0, 0],
      0,
      readDeleteShareGroupStateRequest,
      writeDeleteShareGroupStateRequest,
    ),
    /* @__PURE__ */ new Message(
      'DeleteShareGroupStateResponse',
      [0, 0],
      0,
      readDeleteShareGroupStateResponse,
      writeDeleteShareGroupStateResponse,
    ),
  );

/** The request of {@link DeleteShareGroupState}. */
export interface DeleteShareGroupStateRequest {
  /** The id of the group. */
  groupId: string;
  /** What to delete, by topic. */
  topics: DeleteShareGroupStateRequestDeleteStateData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to delete, by topic. */
export interface DeleteShareGroupStateRequestDeleteStateData {
  /** The id of the topic. */
  topicId: string;
  /** What to delete, by partition. */
  partitions: DeleteShareGroupStateRequestPartitionData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to delete, by partition. */
export interface DeleteShareGroupStateRequestPartitionData {
  /** The number of the partition. */
  partition: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link DeleteShareGroupState}. */
export interface DeleteShareGroupStateResponse {
  /** The outcome, by topic. */
  results: DeleteShareGroupStateResponseDeleteStateResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface DeleteShareGroupStateResponseDeleteStateResult {
  /** The id of the topic. */
  topicId: string;
  /** The outcome, by partition. */
  partitions: DeleteShareGroupStateResponsePartitionResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by partition. */
export interface DeleteShareGroupStateResponsePartitionResult {
  /** The number of the partition. */
  partition: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDeleteShareGroupStateRequestPartitionData(
  r: Reader,
  _version: number,
): DeleteShareGroupStateRequestPartitionData {
  const m: DeleteShareGroupStateRequestPartitionData = {
    partition: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteShareGroupStateRequestPartitionData(
  w: Writer,
  version: number,
  m: MessageInit<DeleteShareGroupStateRequestPartitionData>,
): void {
  w.int32(or(m.partition, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readDeleteShareGroupStateRequestDeleteStateData(
  r: Reader,
  version: number,
): DeleteShareGroupStateRequestDeleteStateData {
  const m: DeleteShareGroupStateRequestDeleteStateData = {
    topicId: r.uuid(),
    partitions: r.array(true, readDeleteShareGroupStateRequestPartitionData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteShareGroupStateRequestDeleteStateData(
  w: Writer,
  version: number,
  m: MessageInit<DeleteShareGroupStateRequestDeleteStateData>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeDeleteShareGroupStateRequestPartitionData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDeleteShareGroupStateRequest(r: Reader, version: number): DeleteShareGroupStateRequest {
  const m: DeleteShareGroupStateRequest = {
    groupId: r.string(true),
    topics: r.array(true, readDeleteShareGroupStateRequestDeleteStateData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteShareGroupStateRequest(
  w: Writer,
  version: number,
  m: MessageInit<DeleteShareGroupStateRequest>,
): void {
  w.string(or(m.groupId, ''), true);
  w.array(or(m.topics, []), true, writeDeleteShareGroupStateRequestDeleteStateData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDeleteShareGroupStateResponsePartitionResult(
  r: Reader,
  _version: number,
): DeleteShareGroupStateResponsePartitionResult {
  const m: DeleteShareGroupStateResponsePartitionResult = {
    partition: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteShareGroupStateResponsePartitionResult(
  w: Writer,
  version: number,
  m: MessageInit<DeleteShareGroupStateResponsePartitionResult>,
): void {
  w.int32(or(m.partition, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readDeleteShareGroupStateResponseDeleteStateResult(
  r: Reader,
  version: number,
): DeleteShareGroupStateResponseDeleteStateResult {
  const m: DeleteShareGroupStateResponseDeleteStateResult = {
    topicId: r.uuid(),
    partitions: r.array(true, readDeleteShareGroupStateResponsePartitionResult, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteShareGroupStateResponseDeleteStateResult(
  w: Writer,
  version: number,
  m: MessageInit<DeleteShareGroupStateResponseDeleteStateResult>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeDeleteShareGroupStateResponsePartitionResult, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDeleteShareGroupStateResponse(r: Reader, version: number): DeleteShareGroupStateResponse {
  const m: DeleteShareGroupStateResponse = {
    results: r.array(true, readDeleteShareGroupStateResponseDeleteStateResult, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteShareGroupStateResponse(
  w: Writer,
  version: number,
  m: MessageInit<DeleteShareGroupStateResponse>,
): void {
  w.array(or(m.results, []), true, writeDeleteShareGroupStateResponseDeleteStateResult, version);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/087-read-share-group-state-summary.ts

/**
 * API 87. Reads the stored state of partitions for a share group without the states of single records. Goes to the
 * share coordinator of every partition in it (FindCoordinator, type 2), from the group coordinator.
 *
 * - v0: The first (KIP-932).
 * - v1: The response gains deliveryCompleteCount (KIP-1226).
 */
export const ReadShareGroupStateSummary: Api<ReadShareGroupStateSummaryRequest, ReadShareGroupStateSummaryResponse> =
  /* @__PURE__ */ api(
    87,
    'ReadShareGroupStateSummary',
    /* @__PURE__ */ new Message(
      'ReadShareGroupStateSummaryRequest',
      [0, 1],
      0,
      readReadShareGroupStateSummaryRequest,
      writeReadShareGroupStateSummaryRequest,
    ),
    /* @__PURE__ */ new Message(
      'ReadShareGroupStateSummaryResponse',
      [0, 1],
      0,
      readReadShareGroupStateSummaryResponse,
      writeReadShareGroupStateSummaryResponse,
    ),
  );

/** The request of {@link ReadShareGroupStateSummary}. */
export interface ReadShareGroupStateSummaryRequest {
  /** The id of the group. */
  groupId: string;
  /** What to read, by topic. */
  topics: ReadShareGroupStateSummaryRequestReadStateSummaryData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to read, by topic. */
export interface ReadShareGroupStateSummaryRequestReadStateSummaryData {
  /** The id of the topic. */
  topicId: string;
  /** What to read, by partition. */
  partitions: ReadShareGroupStateSummaryRequestPartitionData[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to read, by partition. */
export interface ReadShareGroupStateSummaryRequestPartitionData {
  /** The number of the partition. */
  partition: number;
  /** The leader epoch that the sender knows; -1 when unknown. */
  leaderEpoch: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ReadShareGroupStateSummary}. */
export interface ReadShareGroupStateSummaryResponse {
  /** What was read, by topic. */
  results: ReadShareGroupStateSummaryResponseReadStateSummaryResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What was read, by topic. */
export interface ReadShareGroupStateSummaryResponseReadStateSummaryResult {
  /** The id of the topic. */
  topicId: string;
  /** What was read, by partition. */
  partitions: ReadShareGroupStateSummaryResponsePartitionResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What was read, by partition. */
export interface ReadShareGroupStateSummaryResponsePartitionResult {
  /** The number of the partition. */
  partition: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** Goes up each time the state is started anew. */
  stateEpoch: number;
  /** The latest leader epoch of the partition that the state was stored or read in. */
  leaderEpoch: number;
  /** Before this offset, all records are done with; -1 when that is not settled yet. */
  startOffset: bigint;
  /**
   * How many records from startOffset on are done with and will not be delivered again; -1 when unknown. (since v1,
   * default -1)
   */
  deliveryCompleteCount: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readReadShareGroupStateSummaryRequestPartitionData(
  r: Reader,
  _version: number,
): ReadShareGroupStateSummaryRequestPartitionData {
  const m: ReadShareGroupStateSummaryRequestPartitionData = {
    partition: r.int32(),
    leaderEpoch: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeReadShareGroupStateSummaryRequestPartitionData(
  w: Writer,
  version: number,
  m: MessageInit<ReadShareGroupStateSummaryRequestPartitionData>,
): void {
  w.int32(or(m.partition, 0));
  w.int32(or(m.leaderEpoch, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readReadShareGroupStateSummaryRequestReadStateSummaryData(
  r: Reader,
  version: number,
): ReadShareGroupStateSummaryRequestReadStateSummaryData {
  const m: ReadShareGroupStateSummaryRequestReadStateSummaryData = {
    topicId: r.uuid(),
    partitions: r.array(true, readReadShareGroupStateSummaryRequestPartitionData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeReadShareGroupStateSummaryRequestReadStateSummaryData(
  w: Writer,
  version: number,
  m: MessageInit<ReadShareGroupStateSummaryRequestReadStateSummaryData>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeReadShareGroupStateSummaryRequestPartitionData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readReadShareGroupStateSummaryRequest(r: Reader, version: number): ReadShareGroupStateSummaryRequest {
  const m: ReadShareGroupStateSummaryRequest = {
    groupId: r.string(true),
    topics: r.array(true, readReadShareGroupStateSummaryRequestReadStateSummaryData, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeReadShareGroupStateSummaryRequest(
  w: Writer,
  version: number,
  m: MessageInit<ReadShareGroupStateSummaryRequest>,
): void {
  w.string(or(m.groupId, ''), true);
  w.array(or(m.topics, []), true, writeReadShareGroupStateSummaryRequestReadStateSummaryData, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readReadShareGroupStateSummaryResponsePartitionResult(
  r: Reader,
  version: number,
): ReadShareGroupStateSummaryResponsePartitionResult {
  const m: ReadShareGroupStateSummaryResponsePartitionResult = {
    partition: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    stateEpoch: r.int32(),
    leaderEpoch: r.int32(),
    startOffset: r.int64(),
    deliveryCompleteCount: version >= 1 ? r.int32() : -1,
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeReadShareGroupStateSummaryResponsePartitionResult(
  w: Writer,
  version: number,
  m: MessageInit<ReadShareGroupStateSummaryResponsePartitionResult>,
): void {
  w.int32(or(m.partition, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.int32(or(m.stateEpoch, 0));
  w.int32(or(m.leaderEpoch, 0));
  w.int64(or(m.startOffset, 0n));
  if (version >= 1) w.int32(or(m.deliveryCompleteCount, -1));
  w.unknownTags(m.unknownTags, true, version);
}

function readReadShareGroupStateSummaryResponseReadStateSummaryResult(
  r: Reader,
  version: number,
): ReadShareGroupStateSummaryResponseReadStateSummaryResult {
  const m: ReadShareGroupStateSummaryResponseReadStateSummaryResult = {
    topicId: r.uuid(),
    partitions: r.array(true, readReadShareGroupStateSummaryResponsePartitionResult, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeReadShareGroupStateSummaryResponseReadStateSummaryResult(
  w: Writer,
  version: number,
  m: MessageInit<ReadShareGroupStateSummaryResponseReadStateSummaryResult>,
): void {
  w.uuid(or(m.topicId, ZERO_UUID));
  w.array(or(m.partitions, []), true, writeReadShareGroupStateSummaryResponsePartitionResult, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readReadShareGroupStateSummaryResponse(r: Reader, version: number): ReadShareGroupStateSummaryResponse {
  const m: ReadShareGroupStateSummaryResponse = {
    results: r.array(true, readReadShareGroupStateSummaryResponseReadStateSummaryResult, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeReadShareGroupStateSummaryResponse(
  w: Writer,
  version: number,
  m: MessageInit<ReadShareGroupStateSummaryResponse>,
): void {
  w.array(or(m.results, []), true, writeReadShareGroupStateSummaryResponseReadStateSummaryResult, version);
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/088-streams-group-heartbeat.ts

/**
 * API 88. Joins, keeps up and leaves a group of Kafka Streams (KIP-1071); the answer says which tasks to run. Goes
 * to the group coordinator.
 *
 * - v0: The first.
 * - v1: topologyDescriptionRequired (KIP-1331); acceptableRecoveryLag in 64 bits; status 6 (KAFKA-20744).
 */
export const StreamsGroupHeartbeat: Api<StreamsGroupHeartbeatRequest, StreamsGroupHeartbeatResponse> =
  /* @__PURE__ */ api(
    88,
    'StreamsGroupHeartbeat',
    /* @__PURE__ */ new Message(
      'StreamsGroupHeartbeatRequest',
      [0, 1],
      0,
      readStreamsGroupHeartbeatRequest,
      writeStreamsGroupHeartbeatRequest,
    ),
    /* @__PURE__ */ new Message(
      'StreamsGroupHeartbeatResponse',
      [0, 1],
      0,
      readStreamsGroupHeartbeatResponse,
      writeStreamsGroupHeartbeatResponse,
    ),
  );

/** The request of {@link StreamsGroupHeartbeat}. */
export interface StreamsGroupHeartbeatRequest {
  /** The id of the group. */
  groupId: string;
  /** The id of the member, which it makes for itself: a UUID. */
  memberId: string;
  /** The epoch of the member; 0 to join, -1 to leave, -2 for a static member to leave and come back. */
  memberEpoch: number;
  /** The latest epoch of partitionsByUserEndpoint that the member knows. */
  endpointInformationEpoch: number;
  /**
   * The lasting name of a static member (group.instance.id); null for others, or when it has not changed. (default
   * null)
   */
  instanceId: string | null;
  /** The rack the member is in; null when unknown, or when it has not changed. (default null) */
  rackId: string | null;
  /** How long the member may take to give up tasks, in ms; -1 when that has not changed. (default -1) */
  rebalanceTimeoutMs: number;
  /** What the application does, as far as the coordinator has to know it; set to join, else null. (default null) */
  topology: StreamsGroupHeartbeatRequestTopology | null;
  /** The active tasks that the member has; null when they have not changed. (default null) */
  activeTasks: StreamsGroupHeartbeatRequestTaskIds[] | null;
  /** The standby tasks that the member has; null when they have not changed. (default null) */
  standbyTasks: StreamsGroupHeartbeatRequestTaskIds[] | null;
  /** The warm-up tasks that the member has; null when they have not changed. (default null) */
  warmupTasks: StreamsGroupHeartbeatRequestTaskIds[] | null;
  /**
   * Tells the instances of the application apart; those of one process have the same. Null when it has not changed.
   * (default null)
   */
  processId: string | null;
  /**
   * Where the application answers queries (application.server); null for nowhere, or when it has not changed.
   * (default null)
   */
  userEndpoint: StreamsGroupHeartbeatRequestEndpoint | null;
  /** Tags of the client, by which standby tasks are spread; null when they have not changed. (default null) */
  clientTags: StreamsGroupHeartbeatRequestKeyValue[] | null;
  /** How far the member has read the changelogs of its tasks; null when it has not changed. (default null) */
  taskOffsets: StreamsGroupHeartbeatRequestTaskOffset[] | null;
  /** Where the changelogs of its tasks end; null when it has not changed. (default null) */
  taskEndOffsets: StreamsGroupHeartbeatRequestTaskOffset[] | null;
  /** Whether all members are to shut down. */
  shutdownApplication: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What the application does, as far as the coordinator has to know it; set to join, else null. */
export interface StreamsGroupHeartbeatRequestTopology {
  /** The epoch of the topology, which goes up when the application changes it. */
  epoch: number;
  /** Its independent parts. */
  subtopologies: StreamsGroupHeartbeatRequestSubtopology[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Its independent parts. */
export interface StreamsGroupHeartbeatRequestSubtopology {
  /** The id of the subtopology. */
  subtopologyId: string;
  /** The topics it reads from, by name. */
  sourceTopics: string[];
  /** The topics it reads from, by regular expression. */
  sourceTopicRegex: string[];
  /** The changelogs of its stores; the coordinator creates them. */
  stateChangelogTopics: StreamsGroupHeartbeatRequestTopicInfo[];
  /** The repartition topics it writes to. */
  repartitionSinkTopics: string[];
  /** The repartition topics it reads from; the coordinator creates them. */
  repartitionSourceTopics: StreamsGroupHeartbeatRequestTopicInfo[];
  /** Topics among those it reads from that must have the same number of partitions. */
  copartitionGroups: StreamsGroupHeartbeatRequestCopartitionGroup[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The changelogs of its stores; the coordinator creates them. */
export interface StreamsGroupHeartbeatRequestTopicInfo {
  /** The name of the topic. */
  name: string;
  /** How many partitions it is to have; 0 when that follows from others, as for changelogs. */
  partitions: number;
  /** How many replicas it is to have; 0 for the default of the broker. */
  replicationFactor: number;
  /** Its settings. */
  topicConfigs: StreamsGroupHeartbeatRequestKeyValue[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Its settings. */
export interface StreamsGroupHeartbeatRequestKeyValue {
  /** The name. */
  key: string;
  /** The value. */
  value: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Topics among those it reads from that must have the same number of partitions. */
export interface StreamsGroupHeartbeatRequestCopartitionGroup {
  /** Positions in sourceTopics. */
  sourceTopics: number[];
  /** Positions in sourceTopicRegex. */
  sourceTopicRegex: number[];
  /** Positions in repartitionSourceTopics. */
  repartitionSourceTopics: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The active tasks that the member has; null when they have not changed. */
export interface StreamsGroupHeartbeatRequestTaskIds {
  /** The id of the subtopology. */
  subtopologyId: string;
  /** The numbers of the tasks: those of their input partitions. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where the application answers queries (application.server); null for nowhere, or when it has not changed. */
export interface StreamsGroupHeartbeatRequestEndpoint {
  /** Where the application listens: a host name or an address. */
  host: string;
  /** The port it listens on. */
  port: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** How far the member has read the changelogs of its tasks; null when it has not changed. */
export interface StreamsGroupHeartbeatRequestTaskOffset {
  /** The id of the subtopology. */
  subtopologyId: string;
  /** The number of the task: that of its input partitions. */
  partition: number;
  /** The sum of the offsets in all changelogs of the task. */
  offset: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link StreamsGroupHeartbeat}. */
export interface StreamsGroupHeartbeatResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** The id of the member. */
  memberId: string;
  /** The epoch of the member, to be sent with the next heartbeat. */
  memberEpoch: number;
  /** After how long the next heartbeat is due, in ms. */
  heartbeatIntervalMs: number;
  /** By how many offsets a member may lag behind the changelogs of a task and still become active for it. (v0 only) */
  acceptableRecoveryLagLegacy: number;
  /** How often to tell taskOffsets and taskEndOffsets, in ms. */
  taskOffsetIntervalMs: number;
  /**
   * By how many offsets a member may lag behind the changelogs of a task and still become active for it; -1 when not
   * told. (since v1, default -1)
   */
  acceptableRecoveryLag: bigint;
  /** What hinders the group, or else is to be known of it; null when nothing is told. */
  status: StreamsGroupHeartbeatResponseStatus[] | null;
  /** The active tasks that the member shall have; null when they have not changed. (default null) */
  activeTasks: StreamsGroupHeartbeatResponseTaskIds[] | null;
  /** The standby tasks that the member shall have; null when they have not changed. (default null) */
  standbyTasks: StreamsGroupHeartbeatResponseTaskIds[] | null;
  /** The warm-up tasks that the member shall have; null when they have not changed. (default null) */
  warmupTasks: StreamsGroupHeartbeatResponseTaskIds[] | null;
  /** Whether the member shall send StreamsGroupTopologyDescriptionUpdate. (since v1) */
  topologyDescriptionRequired: boolean;
  /** The epoch of partitionsByUserEndpoint. */
  endpointInformationEpoch: number;
  /**
   * Which member has which partitions, for queries; an endpoint may come more than once. Null when it has not
   * changed. (default null)
   */
  partitionsByUserEndpoint: StreamsGroupHeartbeatResponseEndpointToPartitions[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What hinders the group, or else is to be known of it; null when nothing is told. */
export interface StreamsGroupHeartbeatResponseStatus {
  /**
   * 0 the topology is out of date, 1 source topics are missing, 2 numbers of partitions do not match, 3 internal
   * topics are missing, 4 the application shuts down, 5 the assignment comes later, 6 (v1) client tags are missing.
   */
  statusCode: number;
  /** The same in words, e.g. which topics. */
  statusDetail: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The active tasks that the member shall have; null when they have not changed. */
export interface StreamsGroupHeartbeatResponseTaskIds {
  /** The id of the subtopology. */
  subtopologyId: string;
  /** The numbers of the tasks: those of their input partitions. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/**
 * Which member has which partitions, for queries; an endpoint may come more than once. Null when it has not
 * changed.
 */
export interface StreamsGroupHeartbeatResponseEndpointToPartitions {
  /** Where the application of the member answers queries. */
  userEndpoint: StreamsGroupHeartbeatResponseEndpoint;
  /** The partitions that its active tasks read from. */
  activePartitions: StreamsGroupHeartbeatResponseTopicPartition[];
  /** The partitions that its standby and warm-up tasks read from. */
  standbyPartitions: StreamsGroupHeartbeatResponseTopicPartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where the application of the member answers queries. */
export interface StreamsGroupHeartbeatResponseEndpoint {
  /** Where the application listens: a host name or an address. */
  host: string;
  /** The port it listens on. */
  port: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The partitions that its active tasks read from. */
export interface StreamsGroupHeartbeatResponseTopicPartition {
  /** The name of the topic. */
  topic: string;
  /** The partitions of the topic. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readStreamsGroupHeartbeatRequestKeyValue(r: Reader, _version: number): StreamsGroupHeartbeatRequestKeyValue {
  const m: StreamsGroupHeartbeatRequestKeyValue = {
    key: r.string(true),
    value: r.string(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupHeartbeatRequestKeyValue(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupHeartbeatRequestKeyValue>,
): void {
  w.string(or(m.key, ''), true);
  w.string(or(m.value, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupHeartbeatRequestTopicInfo(r: Reader, version: number): StreamsGroupHeartbeatRequestTopicInfo {
  const m: StreamsGroupHeartbeatRequestTopicInfo = {
    name: r.string(true),
    partitions: r.int32(),
    replicationFactor: r.int16(),
    topicConfigs: r.array(true, readStreamsGroupHeartbeatRequestKeyValue, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupHeartbeatRequestTopicInfo(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupHeartbeatRequestTopicInfo>,
): void {
  w.string(or(m.name, ''), true);
  w.int32(or(m.partitions, 0));
  w.int16(or(m.replicationFactor, 0));
  w.array(or(m.topicConfigs, []), true, writeStreamsGroupHeartbeatRequestKeyValue, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupHeartbeatRequestCopartitionGroup(
  r: Reader,
  _version: number,
): StreamsGroupHeartbeatRequestCopartitionGroup {
  const m: StreamsGroupHeartbeatRequestCopartitionGroup = {
    sourceTopics: r.int16Array(true),
    sourceTopicRegex: r.int16Array(true),
    repartitionSourceTopics: r.int16Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupHeartbeatRequestCopartitionGroup(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupHeartbeatRequestCopartitionGroup>,
): void {
  w.int16Array(or(m.sourceTopics, []), true);
  w.int16Array(or(m.sourceTopicRegex, []), true);
  w.int16Array(or(m.repartitionSourceTopics, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupHeartbeatRequestSubtopology(
  r: Reader,
  version: number,
): StreamsGroupHeartbeatRequestSubtopology {
  const m: StreamsGroupHeartbeatRequestSubtopology = {
    subtopologyId: r.string(true),
    sourceTopics: r.stringArray(true),
    sourceTopicRegex: r.stringArray(true),
    stateChangelogTopics: r.array(true, readStreamsGroupHeartbeatRequestTopicInfo, version),
    repartitionSinkTopics: r.stringArray(true),
    repartitionSourceTopics: r.array(true, readStreamsGroupHeartbeatRequestTopicInfo, version),
    copartitionGroups: r.array(true, readStreamsGroupHeartbeatRequestCopartitionGroup, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupHeartbeatRequestSubtopology(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupHeartbeatRequestSubtopology>,
): void {
  w.string(or(m.subtopologyId, ''), true);
  w.stringArray(or(m.sourceTopics, []), true);
  w.stringArray(or(m.sourceTopicRegex, []), true);
  w.array(or(m.stateChangelogTopics, []), true, writeStreamsGroupHeartbeatRequestTopicInfo, version);
  w.stringArray(or(m.repartitionSinkTopics, []), true);
  w.array(or(m.repartitionSourceTopics, []), true, writeStreamsGroupHeartbeatRequestTopicInfo, version);
  w.array(or(m.copartitionGroups, []), true, writeStreamsGroupHeartbeatRequestCopartitionGroup, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupHeartbeatRequestTopology(r: Reader, version: number): StreamsGroupHeartbeatRequestTopology {
  const m: StreamsGroupHeartbeatRequestTopology = {
    epoch: r.int32(),
    subtopologies: r.array(true, readStreamsGroupHeartbeatRequestSubtopology, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupHeartbeatRequestTopology(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupHeartbeatRequestTopology>,
): void {
  w.int32(or(m.epoch, 0));
  w.array(or(m.subtopologies, []), true, writeStreamsGroupHeartbeatRequestSubtopology, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupHeartbeatRequestTaskIds(r: Reader, _version: number): StreamsGroupHeartbeatRequestTaskIds {
  const m: StreamsGroupHeartbeatRequestTaskIds = {
    subtopologyId: r.string(true),
    partitions: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupHeartbeatRequestTaskIds(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupHeartbeatRequestTaskIds>,
): void {
  w.string(or(m.subtopologyId, ''), true);
  w.int32Array(or(m.partitions, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupHeartbeatRequestEndpoint(r: Reader, _version: number): StreamsGroupHeartbeatRequestEndpoint {
  const m: StreamsGroupHeartbeatRequestEndpoint = {
    host: r.string(true),
    port: r.uint16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupHeartbeatRequestEndpoint(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupHeartbeatRequestEndpoint>,
): void {
  w.string(or(m.host, ''), true);
  w.uint16(or(m.port, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupHeartbeatRequestTaskOffset(
  r: Reader,
  _version: number,
): StreamsGroupHeartbeatRequestTaskOffset {
  const m: StreamsGroupHeartbeatRequestTaskOffset = {
    subtopologyId: r.string(true),
    partition: r.int32(),
    offset: r.int64(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupHeartbeatRequestTaskOffset(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupHeartbeatRequestTaskOffset>,
): void {
  w.string(or(m.subtopologyId, ''), true);
  w.int32(or(m.partition, 0));
  w.int64(or(m.offset, 0n));
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupHeartbeatRequest(r: Reader, version: number): StreamsGroupHeartbeatRequest {
  const m: StreamsGroupHeartbeatRequest = {
    groupId: r.string(true),
    memberId: r.string(true),
    memberEpoch: r.int32(),
    endpointInformationEpoch: r.int32(),
    instanceId: r.nullableString(true),
    rackId: r.nullableString(true),
    rebalanceTimeoutMs: r.int32(),
    topology: r.nullableStruct(readStreamsGroupHeartbeatRequestTopology, version),
    activeTasks: r.nullableArray(true, readStreamsGroupHeartbeatRequestTaskIds, version),
    standbyTasks: r.nullableArray(true, readStreamsGroupHeartbeatRequestTaskIds, version),
    warmupTasks: r.nullableArray(true, readStreamsGroupHeartbeatRequestTaskIds, version),
    processId: r.nullableString(true),
    userEndpoint: r.nullableStruct(readStreamsGroupHeartbeatRequestEndpoint, version),
    clientTags: r.nullableArray(true, readStreamsGroupHeartbeatRequestKeyValue, version),
    taskOffsets: r.nullableArray(true, readStreamsGroupHeartbeatRequestTaskOffset, version),
    taskEndOffsets: r.nullableArray(true, readStreamsGroupHeartbeatRequestTaskOffset, version),
    shutdownApplication: r.bool(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupHeartbeatRequest(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupHeartbeatRequest>,
): void {
  w.string(or(m.groupId, ''), true);
  w.string(or(m.memberId, ''), true);
  w.int32(or(m.memberEpoch, 0));
  w.int32(or(m.endpointInformationEpoch, 0));
  w.nullableString(or(m.instanceId, null), true);
  w.nullableString(or(m.rackId, null), true);
  w.int32(or(m.rebalanceTimeoutMs, -1));
  w.nullableStruct(or(m.topology, null), writeStreamsGroupHeartbeatRequestTopology, version);
  w.nullableArray(or(m.activeTasks, null), true, writeStreamsGroupHeartbeatRequestTaskIds, version);
  w.nullableArray(or(m.standbyTasks, null), true, writeStreamsGroupHeartbeatRequestTaskIds, version);
  w.nullableArray(or(m.warmupTasks, null), true, writeStreamsGroupHeartbeatRequestTaskIds, version);
  w.nullableString(or(m.processId, null), true);
  w.nullableStruct(or(m.userEndpoint, null), writeStreamsGroupHeartbeatRequestEndpoint, version);
  w.nullableArray(or(m.clientTags, null), true, writeStreamsGroupHeartbeatRequestKeyValue, version);
  w.nullableArray(or(m.taskOffsets, null), true, writeStreamsGroupHeartbeatRequestTaskOffset, version);
  w.nullableArray(or(m.taskEndOffsets, null), true, writeStreamsGroupHeartbeatRequestTaskOffset, version);
  w.bool(or(m.shutdownApplication, false));
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupHeartbeatResponseStatus(r: Reader, _version: number): StreamsGroupHeartbeatResponseStatus {
  const m: StreamsGroupHeartbeatResponseStatus = {
    statusCode: r.int8(),
    statusDetail: r.string(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupHeartbeatResponseStatus(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupHeartbeatResponseStatus>,
): void {
  w.int8(or(m.statusCode, 0));
  w.string(or(m.statusDetail, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupHeartbeatResponseTaskIds(r: Reader, _version: number): StreamsGroupHeartbeatResponseTaskIds {
  const m: StreamsGroupHeartbeatResponseTaskIds = {
    subtopologyId: r.string(true),
    partitions: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupHeartbeatResponseTaskIds(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupHeartbeatResponseTaskIds>,
): void {
  w.string(or(m.subtopologyId, ''), true);
  w.int32Array(or(m.partitions, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

const defaultStreamsGroupHeartbeatResponseEndpoint: StreamsGroupHeartbeatResponseEndpoint =
  /* @__PURE__ */ Object.freeze({ host: '', port: 0 });

function readStreamsGroupHeartbeatResponseEndpoint(r: Reader, _version: number): StreamsGroupHeartbeatResponseEndpoint {
  const m: StreamsGroupHeartbeatResponseEndpoint = {
    host: r.string(true),
    port: r.uint16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupHeartbeatResponseEndpoint(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupHeartbeatResponseEndpoint>,
): void {
  w.string(or(m.host, ''), true);
  w.uint16(or(m.port, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupHeartbeatResponseTopicPartition(
  r: Reader,
  _version: number,
): StreamsGroupHeartbeatResponseTopicPartition {
  const m: StreamsGroupHeartbeatResponseTopicPartition = {
    topic: r.string(true),
    partitions: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupHeartbeatResponseTopicPartition(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupHeartbeatResponseTopicPartition>,
): void {
  w.string(or(m.topic, ''), true);
  w.int32Array(or(m.partitions, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupHeartbeatResponseEndpointToPartitions(
  r: Reader,
  version: number,
): StreamsGroupHeartbeatResponseEndpointToPartitions {
  const m: StreamsGroupHeartbeatResponseEndpointToPartitions = {
    userEndpoint: readStreamsGroupHeartbeatResponseEndpoint(r, version),
    activePartitions: r.array(true, readStreamsGroupHeartbeatResponseTopicPartition, version),
    standbyPartitions: r.array(true, readStreamsGroupHeartbeatResponseTopicPartition, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupHeartbeatResponseEndpointToPartitions(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupHeartbeatResponseEndpointToPartitions>,
): void {
  writeStreamsGroupHeartbeatResponseEndpoint(
    w,
    version,
    or(m.userEndpoint, defaultStreamsGroupHeartbeatResponseEndpoint),
  );
  w.array(or(m.activePartitions, []), true, writeStreamsGroupHeartbeatResponseTopicPartition, version);
  w.array(or(m.standbyPartitions, []), true, writeStreamsGroupHeartbeatResponseTopicPartition, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupHeartbeatResponse(r: Reader, version: number): StreamsGroupHeartbeatResponse {
  const m: StreamsGroupHeartbeatResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    memberId: r.string(true),
    memberEpoch: r.int32(),
    heartbeatIntervalMs: r.int32(),
    acceptableRecoveryLagLegacy: version <= 0 ? r.int32() : 0,
    taskOffsetIntervalMs: r.int32(),
    acceptableRecoveryLag: version >= 1 ? r.int64() : -1n,
    status: r.nullableArray(true, readStreamsGroupHeartbeatResponseStatus, version),
    activeTasks: r.nullableArray(true, readStreamsGroupHeartbeatResponseTaskIds, version),
    standbyTasks: r.nullableArray(true, readStreamsGroupHeartbeatResponseTaskIds, version),
    warmupTasks: r.nullableArray(true, readStreamsGroupHeartbeatResponseTaskIds, version),
    topologyDescriptionRequired: version >= 1 ? r.bool() : false,
    endpointInformationEpoch: r.int32(),
    partitionsByUserEndpoint: r.nullableArray(true, readStreamsGroupHeartbeatResponseEndpointToPartitions, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupHeartbeatResponse(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupHeartbeatResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.string(or(m.memberId, ''), true);
  w.int32(or(m.memberEpoch, 0));
  w.int32(or(m.heartbeatIntervalMs, 0));
  if (version <= 0) w.int32(or(m.acceptableRecoveryLagLegacy, 0));
  else if (set(m.acceptableRecoveryLagLegacy, 0)) w.absent(version);
  w.int32(or(m.taskOffsetIntervalMs, 0));
  if (version >= 1) w.int64(or(m.acceptableRecoveryLag, -1n));
  w.nullableArray(or(m.status, []), true, writeStreamsGroupHeartbeatResponseStatus, version);
  w.nullableArray(or(m.activeTasks, null), true, writeStreamsGroupHeartbeatResponseTaskIds, version);
  w.nullableArray(or(m.standbyTasks, null), true, writeStreamsGroupHeartbeatResponseTaskIds, version);
  w.nullableArray(or(m.warmupTasks, null), true, writeStreamsGroupHeartbeatResponseTaskIds, version);
  if (version >= 1) w.bool(or(m.topologyDescriptionRequired, false));
  else if (set(m.topologyDescriptionRequired, false)) w.absent(version);
  w.int32(or(m.endpointInformationEpoch, 0));
  w.nullableArray(
    or(m.partitionsByUserEndpoint, null),
    true,
    writeStreamsGroupHeartbeatResponseEndpointToPartitions,
    version,
  );
  w.unknownTags(m.unknownTags, true, version);
}

// From schema/089-streams-group-describe.ts

/**
 * API 89. Tells the state, the topology and the members of groups of Kafka Streams (KIP-1071). Goes to the group
 * coordinator.
 *
 * - v0: The first.
 * - v1: The full description of the topology on request (KIP-1331); assignorName (KIP-1357).
 */
export const StreamsGroupDescribe: Api<StreamsGroupDescribeRequest, StreamsGroupDescribeResponse> = /* @__PURE__ */ api(
  89,
  'StreamsGroupDescribe',
  /* @__PURE__ */ new Message(
    'StreamsGroupDescribeRequest',
    [0, 1],
    0,
    readStreamsGroupDescribeRequest,
    writeStreamsGroupDescribeRequest,
  ),
  /* @__PURE__ */ new Message(
    'StreamsGroupDescribeResponse',
    [0, 1],
    0,
    readStreamsGroupDescribeResponse,
    writeStreamsGroupDescribeResponse,
  ),
);

/** The request of {@link StreamsGroupDescribe}. */
export interface StreamsGroupDescribeRequest {
  /** The ids of the groups. */
  groupIds: string[];
  /** Whether to tell what this user may do with each group. */
  includeAuthorizedOperations: boolean;
  /** Whether to tell the full description of the topology. (since v1) */
  includeTopologyDescription: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link StreamsGroupDescribe}. */
export interface StreamsGroupDescribeResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The groups. */
  groups: StreamsGroupDescribeResponseDescribedGroup[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The groups. */
export interface StreamsGroupDescribeResponseDescribedGroup {
  /** 0, or what went wrong with the group. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** The id of the group. */
  groupId: string;
  /** Empty, NotReady, Assigning, Reconciling, Stable or Dead; empty on an error. */
  groupState: string;
  /** Goes up with each change of the members, the topology or its topics. */
  groupEpoch: number;
  /** The group epoch that the target assignment was made for. */
  assignmentEpoch: number;
  /** What the application does, as far as the coordinator knows it; null on an error. (default null) */
  topology: StreamsGroupDescribeResponseTopology | null;
  /** The members. */
  members: StreamsGroupDescribeResponseMember[];
  /**
   * Bits for what this user may do with the group (bit n: operation n); -2³¹ when not asked for. (default
   * -2147483648)
   */
  authorizedOperations: number;
  /** The full description of the topology; null unless the status is 3. (since v1, default null) */
  topologyDescription: StreamsGroupDescribeResponseTopologyDescription | null;
  /** 0 not asked for, 1 no description there, 2 it could not be read, 3 it is in topologyDescription. (since v1) */
  topologyDescriptionStatus: number;
  /** The assignor that the coordinator will use next time; null on an error. (since v1, default null) */
  assignorName: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What the application does, as far as the coordinator knows it; null on an error. */
export interface StreamsGroupDescribeResponseTopology {
  /** The epoch of the topology. */
  epoch: number;
  /** Its independent parts; null while source topics are missing or do not match. (default null) */
  subtopologies: StreamsGroupDescribeResponseSubtopology[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Its independent parts; null while source topics are missing or do not match. */
export interface StreamsGroupDescribeResponseSubtopology {
  /** The id of the subtopology. */
  subtopologyId: string;
  /** The topics it reads from; regular expressions have been resolved. */
  sourceTopics: string[];
  /** The repartition topics it writes to. */
  repartitionSinkTopics: string[];
  /** The changelogs of its stores, created by the coordinator. */
  stateChangelogTopics: StreamsGroupDescribeResponseTopicInfo[];
  /** The repartition topics it reads from, created by the coordinator. */
  repartitionSourceTopics: StreamsGroupDescribeResponseTopicInfo[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The changelogs of its stores, created by the coordinator. */
export interface StreamsGroupDescribeResponseTopicInfo {
  /** The name of the topic. */
  name: string;
  /** How many partitions it is to have; 0 when that follows from others, as for changelogs. */
  partitions: number;
  /** How many replicas it is to have; 0 for the default of the broker. */
  replicationFactor: number;
  /** Its settings. */
  topicConfigs: StreamsGroupDescribeResponseKeyValue[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Its settings. */
export interface StreamsGroupDescribeResponseKeyValue {
  /** The name. */
  key: string;
  /** The value. */
  value: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The members. */
export interface StreamsGroupDescribeResponseMember {
  /** The id of the member. */
  memberId: string;
  /** The epoch that the member has reached. */
  memberEpoch: number;
  /** The lasting name of a static member (group.instance.id); null for others. (default null) */
  instanceId: string | null;
  /** The rack the member is in; null when unknown. (default null) */
  rackId: string | null;
  /** What the client of the member calls itself. */
  clientId: string;
  /** Where the member comes from: its address. */
  clientHost: string;
  /** The epoch of the topology that the member has. */
  topologyEpoch: number;
  /** Tells the instances of the application apart; those of one process have the same. */
  processId: string;
  /** Where the application answers queries (application.server); null for nowhere. (default null) */
  userEndpoint: StreamsGroupDescribeResponseEndpoint | null;
  /** Tags of the client, by which standby tasks are spread. */
  clientTags: StreamsGroupDescribeResponseKeyValue[];
  /** How far the member has read the changelogs of its tasks. */
  taskOffsets: StreamsGroupDescribeResponseTaskOffset[];
  /** Where the changelogs of its tasks end. */
  taskEndOffsets: StreamsGroupDescribeResponseTaskOffset[];
  /** What the member has at present. */
  assignment: StreamsGroupDescribeResponseAssignment;
  /** What the member is to have in the end. */
  targetAssignment: StreamsGroupDescribeResponseAssignment;
  /** Whether the member still uses the classic protocol. */
  isClassic: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where the application answers queries (application.server); null for nowhere. */
export interface StreamsGroupDescribeResponseEndpoint {
  /** Where the application listens: a host name or an address. */
  host: string;
  /** The port it listens on. */
  port: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** How far the member has read the changelogs of its tasks. */
export interface StreamsGroupDescribeResponseTaskOffset {
  /** The id of the subtopology. */
  subtopologyId: string;
  /** The number of the task: that of its input partitions. */
  partition: number;
  /** The sum of the offsets in all changelogs of the task. */
  offset: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What the member has at present. */
export interface StreamsGroupDescribeResponseAssignment {
  /** The active tasks. */
  activeTasks: StreamsGroupDescribeResponseTaskIds[];
  /** The standby tasks. */
  standbyTasks: StreamsGroupDescribeResponseTaskIds[];
  /** The warm-up tasks. */
  warmupTasks: StreamsGroupDescribeResponseTaskIds[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The active tasks. */
export interface StreamsGroupDescribeResponseTaskIds {
  /** The id of the subtopology. */
  subtopologyId: string;
  /** The numbers of the tasks: those of their input partitions. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The full description of the topology; null unless the status is 3. */
export interface StreamsGroupDescribeResponseTopologyDescription {
  /** Its independent parts. (since v1) */
  subtopologies: StreamsGroupDescribeResponseTopologyDescriptionSubtopology[];
  /** Stores that every instance has in full. (since v1) */
  globalStores: StreamsGroupDescribeResponseTopologyDescriptionGlobalStore[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Its independent parts. */
export interface StreamsGroupDescribeResponseTopologyDescriptionSubtopology {
  /** The id of the subtopology. (since v1) */
  subtopologyId: string;
  /** The nodes that records pass through. (since v1) */
  nodes: StreamsGroupDescribeResponseTopologyDescriptionNode[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The nodes that records pass through. */
export interface StreamsGroupDescribeResponseTopologyDescriptionNode {
  /** The name of the node, e.g. KSTREAM-SOURCE-0000000000. (since v1) */
  name: string;
  /** 1 source, 2 processor, 3 sink. (since v1) */
  nodeType: number;
  /** The topics that a source reads from; empty for others, and when they are only known at run time. (since v1) */
  sourceTopics: string[];
  /**
   * The topic that a sink writes to; null for others, and when it is only known at run time. (since v1, default
   * null)
   */
  sinkTopic: string | null;
  /** The stores that a processor uses; empty for others. (since v1) */
  stores: string[];
  /** The names of the nodes that come next. (since v1) */
  successors: string[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Stores that every instance has in full. */
export interface StreamsGroupDescribeResponseTopologyDescriptionGlobalStore {
  /** The source that feeds the store. (since v1) */
  source: StreamsGroupDescribeResponseTopologyDescriptionNode;
  /** The processor that fills it. (since v1) */
  processor: StreamsGroupDescribeResponseTopologyDescriptionNode;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readStreamsGroupDescribeRequest(r: Reader, version: number): StreamsGroupDescribeRequest {
  const m: StreamsGroupDescribeRequest = {
    groupIds: r.stringArray(true),
    includeAuthorizedOperations: r.bool(),
    includeTopologyDescription: version >= 1 ? r.bool() : false,
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupDescribeRequest(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupDescribeRequest>,
): void {
  w.stringArray(or(m.groupIds, []), true);
  w.bool(or(m.includeAuthorizedOperations, false));
  if (version >= 1) w.bool(or(m.includeTopologyDescription, false));
  else if (set(m.includeTopologyDescription, false)) w.absent(version);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupDescribeResponseKeyValue(r: Reader, _version: number): StreamsGroupDescribeResponseKeyValue {
  const m: StreamsGroupDescribeResponseKeyValue = {
    key: r.string(true),
    value: r.string(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupDescribeResponseKeyValue(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupDescribeResponseKeyValue>,
): void {
  w.string(or(m.key, ''), true);
  w.string(or(m.value, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupDescribeResponseTopicInfo(r: Reader, version: number): StreamsGroupDescribeResponseTopicInfo {
  const m: StreamsGroupDescribeResponseTopicInfo = {
    name: r.string(true),
    partitions: r.int32(),
    replicationFactor: r.int16(),
    topicConfigs: r.array(true, readStreamsGroupDescribeResponseKeyValue, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupDescribeResponseTopicInfo(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupDescribeResponseTopicInfo>,
): void {
  w.string(or(m.name, ''), true);
  w.int32(or(m.partitions, 0));
  w.int16(or(m.replicationFactor, 0));
  w.array(or(m.topicConfigs, []), true, writeStreamsGroupDescribeResponseKeyValue, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupDescribeResponseSubtopology(
  r: Reader,
  version: number,
): StreamsGroupDescribeResponseSubtopology {
  const m: StreamsGroupDescribeResponseSubtopology = {
    subtopologyId: r.string(true),
    sourceTopics: r.stringArray(true),
    repartitionSinkTopics: r.stringArray(true),
    stateChangelogTopics: r.array(true, readStreamsGroupDescribeResponseTopicInfo, version),
    repartitionSourceTopics: r.array(true, readStreamsGroupDescribeResponseTopicInfo, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupDescribeResponseSubtopology(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupDescribeResponseSubtopology>,
): void {
  w.string(or(m.subtopologyId, ''), true);
  w.stringArray(or(m.sourceTopics, []), true);
  w.stringArray(or(m.repartitionSinkTopics, []), true);
  w.array(or(m.stateChangelogTopics, []), true, writeStreamsGroupDescribeResponseTopicInfo, version);
  w.array(or(m.repartitionSourceTopics, []), true, writeStreamsGroupDescribeResponseTopicInfo, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupDescribeResponseTopology(r: Reader, version: number): StreamsGroupDescribeResponseTopology {
  const m: StreamsGroupDescribeResponseTopology = {
    epoch: r.int32(),
    subtopologies: r.nullableArray(true, readStreamsGroupDescribeResponseSubtopology, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupDescribeResponseTopology(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupDescribeResponseTopology>,
): void {
  w.int32(or(m.epoch, 0));
  w.nullableArray(or(m.subtopologies, null), true, writeStreamsGroupDescribeResponseSubtopology, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupDescribeResponseEndpoint(r: Reader, _version: number): StreamsGroupDescribeResponseEndpoint {
  const m: StreamsGroupDescribeResponseEndpoint = {
    host: r.string(true),
    port: r.uint16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupDescribeResponseEndpoint(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupDescribeResponseEndpoint>,
): void {
  w.string(or(m.host, ''), true);
  w.uint16(or(m.port, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupDescribeResponseTaskOffset(
  r: Reader,
  _version: number,
): StreamsGroupDescribeResponseTaskOffset {
  const m: StreamsGroupDescribeResponseTaskOffset = {
    subtopologyId: r.string(true),
    partition: r.int32(),
    offset: r.int64(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupDescribeResponseTaskOffset(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupDescribeResponseTaskOffset>,
): void {
  w.string(or(m.subtopologyId, ''), true);
  w.int32(or(m.partition, 0));
  w.int64(or(m.offset, 0n));
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupDescribeResponseTaskIds(r: Reader, _version: number): StreamsGroupDescribeResponseTaskIds {
  const m: StreamsGroupDescribeResponseTaskIds = {
    subtopologyId: r.string(true),
    partitions: r.int32Array(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupDescribeResponseTaskIds(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupDescribeResponseTaskIds>,
): void {
  w.string(or(m.subtopologyId, ''), true);
  w.int32Array(or(m.partitions, []), true);
  w.unknownTags(m.unknownTags, true, version);
}

const defaultStreamsGroupDescribeResponseAssignment: StreamsGroupDescribeResponseAssignment =
  /* @__PURE__ */ Object.freeze({ activeTasks: [], standbyTasks: [], warmupTasks: [] });

function readStreamsGroupDescribeResponseAssignment(
  r: Reader,
  version: number,
): StreamsGroupDescribeResponseAssignment {
  const m: StreamsGroupDescribeResponseAssignment = {
    activeTasks: r.array(true, readStreamsGroupDescribeResponseTaskIds, version),
    standbyTasks: r.array(true, readStreamsGroupDescribeResponseTaskIds, version),
    warmupTasks: r.array(true, readStreamsGroupDescribeResponseTaskIds, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupDescribeResponseAssignment(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupDescribeResponseAssignment>,
): void {
  w.array(or(m.activeTasks, []), true, writeStreamsGroupDescribeResponseTaskIds, version);
  w.array(or(m.standbyTasks, []), true, writeStreamsGroupDescribeResponseTaskIds, version);
  w.array(or(m.warmupTasks, []), true, writeStreamsGroupDescribeResponseTaskIds, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupDescribeResponseMember(r: Reader, version: number): StreamsGroupDescribeResponseMember {
  const m: StreamsGroupDescribeResponseMember = {
    memberId: r.string(true),
    memberEpoch: r.int32(),
    instanceId: r.nullableString(true),
    rackId: r.nullableString(true),
    clientId: r.string(true),
    clientHost: r.string(true),
    topologyEpoch: r.int32(),
    processId: r.string(true),
    userEndpoint: r.nullableStruct(readStreamsGroupDescribeResponseEndpoint, version),
    clientTags: r.array(true, readStreamsGroupDescribeResponseKeyValue, version),
    taskOffsets: r.array(true, readStreamsGroupDescribeResponseTaskOffset, version),
    taskEndOffsets: r.array(true, readStreamsGroupDescribeResponseTaskOffset, version),
    assignment: readStreamsGroupDescribeResponseAssignment(r, version),
    targetAssignment: readStreamsGroupDescribeResponseAssignment(r, version),
    isClassic: r.bool(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupDescribeResponseMember(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupDescribeResponseMember>,
): void {
  w.string(or(m.memberId, ''), true);
  w.int32(or(m.memberEpoch, 0));
  w.nullableString(or(m.instanceId, null), true);
  w.nullableString(or(m.rackId, null), true);
  w.string(or(m.clientId, ''), true);
  w.string(or(m.clientHost, ''), true);
  w.int32(or(m.topologyEpoch, 0));
  w.string(or(m.processId, ''), true);
  w.nullableStruct(or(m.userEndpoint, null), writeStreamsGroupDescribeResponseEndpoint, version);
  w.array(or(m.clientTags, []), true, writeStreamsGroupDescribeResponseKeyValue, version);
  w.array(or(m.taskOffsets, []), true, writeStreamsGroupDescribeResponseTaskOffset, version);
  w.array(or(m.taskEndOffsets, []), true, writeStreamsGroupDescribeResponseTaskOffset, version);
  writeStreamsGroupDescribeResponseAssignment(
    w,
    version,
    or(m.assignment, defaultStreamsGroupDescribeResponseAssignment),
  );
  writeStreamsGroupDescribeResponseAssignment(
    w,
    version,
    or(m.targetAssignment, defaultStreamsGroupDescribeResponseAssignment),
  );
  w.bool(or(m.isClassic, false));
  w.unknownTags(m.unknownTags, true, version);
}

const defaultStreamsGroupDescribeResponseTopologyDescriptionNode: StreamsGroupDescribeResponseTopologyDescriptionNode =
  /* @__PURE__ */ Object.freeze({
    name: '',
    nodeType: 0,
    sourceTopics: [],
    sinkTopic: null,
    stores: [],
    successors: [],
  });

function readStreamsGroupDescribeResponseTopologyDescriptionNode(
  r: Reader,
  version: number,
): StreamsGroupDescribeResponseTopologyDescriptionNode {
  const m: StreamsGroupDescribeResponseTopologyDescriptionNode = {
    name: version >= 1 ? r.string(true) : '',
    nodeType: version >= 1 ? r.int8() : 0,
    sourceTopics: version >= 1 ? r.stringArray(true) : [],
    sinkTopic: version >= 1 ? r.nullableString(true) : null,
    stores: version >= 1 ? r.stringArray(true) : [],
    successors: version >= 1 ? r.stringArray(true) : [],
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupDescribeResponseTopologyDescriptionNode(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupDescribeResponseTopologyDescriptionNode>,
): void {
  if (version >= 1) w.string(or(m.name, ''), true);
  else if (set(m.name, '')) w.absent(version);
  if (version >= 1) w.int8(or(m.nodeType, 0));
  else if (set(m.nodeType, 0)) w.absent(version);
  if (version >= 1) w.stringArray(or(m.sourceTopics, []), true);
  else if (set(m.sourceTopics, [])) w.absent(version);
  if (version >= 1) w.nullableString(or(m.sinkTopic, null), true);
  else if (set(m.sinkTopic, null)) w.absent(version);
  if (version >= 1) w.stringArray(or(m.stores, []), true);
  else if (set(m.stores, [])) w.absent(version);
  if (version >= 1) w.stringArray(or(m.successors, []), true);
  else if (set(m.successors, [])) w.absent(version);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupDescribeResponseTopologyDescriptionSubtopology(
  r: Reader,
  version: number,
): StreamsGroupDescribeResponseTopologyDescriptionSubtopology {
  const m: StreamsGroupDescribeResponseTopologyDescriptionSubtopology = {
    subtopologyId: version >= 1 ? r.string(true) : '',
    nodes: version >= 1 ? r.array(true, readStreamsGroupDescribeResponseTopologyDescriptionNode, version) : [],
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupDescribeResponseTopologyDescriptionSubtopology(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupDescribeResponseTopologyDescriptionSubtopology>,
): void {
  if (version >= 1) w.string(or(m.subtopologyId, ''), true);
  else if (set(m.subtopologyId, '')) w.absent(version);
  if (version >= 1) w.array(or(m.nodes, []), true, writeStreamsGroupDescribeResponseTopologyDescriptionNode, version);
  else if (set(m.nodes, [])) w.absent(version);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupDescribeResponseTopologyDescriptionGlobalStore(
  r: Reader,
  version: number,
): StreamsGroupDescribeResponseTopologyDescriptionGlobalStore {
  const m: StreamsGroupDescribeResponseTopologyDescriptionGlobalStore = {
    source:
      version >= 1
        ? readStreamsGroupDescribeResponseTopologyDescriptionNode(r, version)
        : defaultStreamsGroupDescribeResponseTopologyDescriptionNode,
    processor:
      version >= 1
        ? readStreamsGroupDescribeResponseTopologyDescriptionNode(r, version)
        : defaultStreamsGroupDescribeResponseTopologyDescriptionNode,
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupDescribeResponseTopologyDescriptionGlobalStore(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupDescribeResponseTopologyDescriptionGlobalStore>,
): void {
  if (version >= 1)
    writeStreamsGroupDescribeResponseTopologyDescriptionNode(
      w,
      version,
      or(m.source, defaultStreamsGroupDescribeResponseTopologyDescriptionNode),
    );
  else if (set(m.source, defaultStreamsGroupDescribeResponseTopologyDescriptionNode)) w.absent(version);
  if (version >= 1)
    writeStreamsGroupDescribeResponseTopologyDescriptionNode(
      w,
      version,
      or(m.processor, defaultStreamsGroupDescribeResponseTopologyDescriptionNode),
    );
  else if (set(m.processor, defaultStreamsGroupDescribeResponseTopologyDescriptionNode)) w.absent(version);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupDescribeResponseTopologyDescription(
  r: Reader,
  version: number,
): StreamsGroupDescribeResponseTopologyDescription {
  const m: StreamsGroupDescribeResponseTopologyDescription = {
    subtopologies:
      version >= 1 ? r.array(true, readStreamsGroupDescribeResponseTopologyDescriptionSubtopology, version) : [],
    globalStores:
      version >= 1 ? r.array(true, readStreamsGroupDescribeResponseTopologyDescriptionGlobalStore, version) : [],
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupDescribeResponseTopologyDescription(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupDescribeResponseTopologyDescription>,
): void {
  if (version >= 1)
    w.array(or(m.subtopologies, []), true, writeStreamsGroupDescribeResponseTopologyDescriptionSubtopology, version);
  else if (set(m.subtopologies, [])) w.absent(version);
  if (version >= 1)
    w.array(or(m.globalStores, []), true, writeStreamsGroupDescribeResponseTopologyDescriptionGlobalStore, version);
  else if (set(m.globalStores, [])) w.absent(version);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupDescribeResponseDescribedGroup(
  r: Reader,
  version: number,
): StreamsGroupDescribeResponseDescribedGroup {
  const m: StreamsGroupDescribeResponseDescribedGroup = {
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    groupId: r.string(true),
    groupState: r.string(true),
    groupEpoch: r.int32(),
    assignmentEpoch: r.int32(),
    topology: r.nullableStruct(readStreamsGroupDescribeResponseTopology, version),
    members: r.array(true, readStreamsGroupDescribeResponseMember, version),
    authorizedOperations: r.int32(),
    topologyDescription:
      version >= 1 ? r.nullableStruct(readStreamsGroupDescribeResponseTopologyDescription, version) : null,
    topologyDescriptionStatus: version >= 1 ? r.int8() : 0,
    assignorName: version >= 1 ? r.nullableString(true) : null,
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupDescribeResponseDescribedGroup(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupDescribeResponseDescribedGroup>,
): void {
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), true);
  w.string(or(m.groupId, ''), true);
  w.string(or(m.groupState, ''), true);
  w.int32(or(m.groupEpoch, 0));
  w.int32(or(m.assignmentEpoch, 0));
  w.nullableStruct(or(m.topology, null), writeStreamsGroupDescribeResponseTopology, version);
  w.array(or(m.members, []), true, writeStreamsGroupDescribeResponseMember, version);
  w.int32(or(m.authorizedOperations, -2147483648));
  if (version >= 1)
    w.nullableStruct(or(m.topologyDescription, null), writeStreamsGroupDescribeResponseTopologyDescription, version);
  else if (set(m.topologyDescription, null)) w.absent(version);
  if (version >= 1) w.int8(or(m.topologyDescriptionStatus, 0));
  else if (set(m.topologyDescriptionStatus, 0)) w.absent(version);
  if (version >= 1) w.nullableString(or(m.assignorName, null), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readStreamsGroupDescribeResponse(r: Reader, version: number): StreamsGroupDescribeResponse {
  const m: StreamsGroupDescribeResponse = {
    throttleTimeMs: r.int32(),
    groups: r.array(true, readStreamsGroupDescribeResponseDescribedGroup, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeStreamsGroupDescribeResponse(
  w: Writer,
  version: number,
  m: MessageInit<StreamsGroupDescribeResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.groups, []), true, writeStreamsGroupDescribeResponseDescribedGroup, version);
  w.unknownTags(m.unknownTags, true, version);
}
