// Generated from packages/wire/schema/059-fetch-snapshot.ts by `npm run codegen`. Do not edit.
import { NO_BYTES, or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

/**
 * API 59. Reads a snapshot of the metadata log piece by piece, for a replica that is behind the start of the log.
 * Goes to the leader of the KRaft quorum.
 *
 * - v0: The first (KIP-630).
 * - v1: replicaDirectoryId; the response tells where the leader is (KIP-853).
 */
export const FetchSnapshot: Api<FetchSnapshotRequest, FetchSnapshotResponse> = /* @__PURE__ */ api(
  59,
  'FetchSnapshot',
  /* @__PURE__ */ new Message('FetchSnapshotRequest', [0, 1], 0, readFetchSnapshotRequest, writeFetchSnapshotRequest),
  /* @__PURE__ */ new Message(
    'FetchSnapshotResponse',
    [0, 1],
    0,
    readFetchSnapshotResponse,
    writeFetchSnapshotResponse,
  ),
);

/** The request of {@link FetchSnapshot}. */
export interface FetchSnapshotRequest {
  /** The cluster the replica believes to be in; null when not known. (default null) */
  clusterId: string | null;
  /** The node that asks. (default -1) */
  replicaId: number;
  /** How many bytes may come in all. (default 0x7fffffff) */
  maxBytes: number;
  /** The snapshots to read, by topic. */
  topics: FetchSnapshotRequestTopicSnapshot[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The snapshots to read, by topic. */
export interface FetchSnapshotRequestTopicSnapshot {
  /** The topic of the quorum: always __cluster_metadata. */
  name: string;
  /** The snapshots to read, by partition. */
  partitions: FetchSnapshotRequestPartitionSnapshot[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The snapshots to read, by partition. */
export interface FetchSnapshotRequestPartitionSnapshot {
  /** The number of the partition: always 0. */
  partition: number;
  /** The leader epoch that the replica knows, so that an old leader can be told from a new one. */
  currentLeaderEpoch: number;
  /** Which snapshot is wanted. */
  snapshotId: FetchSnapshotRequestSnapshotId;
  /** From which byte of the snapshot on. */
  position: bigint;
  /** The metadata directory of the node that asks; zero when unknown. (since v1) */
  replicaDirectoryId: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Which snapshot is wanted. */
export interface FetchSnapshotRequestSnapshotId {
  /** The offset after the last record in the snapshot. */
  endOffset: bigint;
  /** The leader epoch of that record. */
  epoch: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link FetchSnapshot}. */
export interface FetchSnapshotResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or why nothing at all could be read. */
  errorCode: number;
  /** What was read, by topic. */
  topics: FetchSnapshotResponseTopicSnapshot[];
  /** Where the leaders are that are named in currentLeader. (since v1) */
  nodeEndpoints: FetchSnapshotResponseNodeEndpoint[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What was read, by topic. */
export interface FetchSnapshotResponseTopicSnapshot {
  /** The topic of the quorum: always __cluster_metadata. */
  name: string;
  /** What was read, by partition. */
  partitions: FetchSnapshotResponsePartitionSnapshot[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What was read, by partition. */
export interface FetchSnapshotResponsePartitionSnapshot {
  /** The number of the partition: always 0. */
  index: number;
  /** 0, or why the snapshot could not be read; SNAPSHOT_NOT_FOUND when it is gone. */
  errorCode: number;
  /** Which snapshot it is. */
  snapshotId: FetchSnapshotResponseSnapshotId;
  /** The leader to go to, after an error that says it is another one. */
  currentLeader: FetchSnapshotResponseLeaderIdAndEpoch;
  /** How large the whole snapshot is, in bytes. */
  size: bigint;
  /** Which byte of the snapshot the piece begins with. */
  position: bigint;
  /** The piece: it may begin and end within a record batch. */
  unalignedRecords: Buffer;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Which snapshot it is. */
export interface FetchSnapshotResponseSnapshotId {
  /** The offset after the last record in the snapshot. */
  endOffset: bigint;
  /** The leader epoch of that record. */
  epoch: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The leader to go to, after an error that says it is another one. */
export interface FetchSnapshotResponseLeaderIdAndEpoch {
  /** The broker that leads the partition; -1 when unknown. */
  leaderId: number;
  /** The leader's epoch; -1 when unknown. */
  leaderEpoch: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Where the leaders are that are named in currentLeader. */
export interface FetchSnapshotResponseNodeEndpoint {
  /** The id of the node. */
  nodeId: number;
  /** Where the node listens: a host name or an address. */
  host: string;
  /** The port it listens on. */
  port: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

const defaultFetchSnapshotRequestSnapshotId: FetchSnapshotRequestSnapshotId = /* @__PURE__ */ Object.freeze({
  endOffset: 0n,
  epoch: 0,
});

function readFetchSnapshotRequestSnapshotId(r: Reader, _version: number): FetchSnapshotRequestSnapshotId {
  const m: FetchSnapshotRequestSnapshotId = {
    endOffset: r.int64(),
    epoch: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFetchSnapshotRequestSnapshotId(
  w: Writer,
  version: number,
  m: MessageInit<FetchSnapshotRequestSnapshotId>,
): void {
  w.int64(or(m.endOffset, 0n));
  w.int32(or(m.epoch, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readFetchSnapshotRequestPartitionSnapshot(r: Reader, version: number): FetchSnapshotRequestPartitionSnapshot {
  const m: FetchSnapshotRequestPartitionSnapshot = {
    partition: r.int32(),
    currentLeaderEpoch: r.int32(),
    snapshotId: readFetchSnapshotRequestSnapshotId(r, version),
    position: r.int64(),
    replicaDirectoryId: ZERO_UUID,
  };
  let unknownTags: UnknownTag[] | undefined;
  for (let n = r.tagCount(); n > 0; n--) {
    const tag = r.tag();
    const end = r.tagEnd;
    if (tag === 0 && version >= 1) m.replicaDirectoryId = r.uuid();
    else {
      unknownTags = r.unknownTag(unknownTags, tag);
      continue;
    }
    unknownTags = r.endTag(end, unknownTags);
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFetchSnapshotRequestPartitionSnapshot(
  w: Writer,
  version: number,
  m: MessageInit<FetchSnapshotRequestPartitionSnapshot>,
): void {
  w.int32(or(m.partition, 0));
  w.int32(or(m.currentLeaderEpoch, 0));
  writeFetchSnapshotRequestSnapshotId(w, version, or(m.snapshotId, defaultFetchSnapshotRequestSnapshotId));
  w.int64(or(m.position, 0n));
  const tags = w.beginTags(m.unknownTags);
  if (version >= 1 && set(m.replicaDirectoryId, ZERO_UUID)) {
    const at = w.beginTag(tags, 0);
    w.uuid(or(m.replicaDirectoryId, ZERO_UUID));
    w.endTag(at);
  }
  w.endTags(tags);
}

function readFetchSnapshotRequestTopicSnapshot(r: Reader, version: number): FetchSnapshotRequestTopicSnapshot {
  const m: FetchSnapshotRequestTopicSnapshot = {
    name: r.string(true),
    partitions: r.array(true, readFetchSnapshotRequestPartitionSnapshot, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFetchSnapshotRequestTopicSnapshot(
  w: Writer,
  version: number,
  m: MessageInit<FetchSnapshotRequestTopicSnapshot>,
): void {
  w.string(or(m.name, ''), true);
  w.array(or(m.partitions, []), true, writeFetchSnapshotRequestPartitionSnapshot, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readFetchSnapshotRequest(r: Reader, version: number): FetchSnapshotRequest {
  const m: FetchSnapshotRequest = {
    clusterId: null,
    replicaId: r.int32(),
    maxBytes: r.int32(),
    topics: r.array(true, readFetchSnapshotRequestTopicSnapshot, version),
  };
  let unknownTags: UnknownTag[] | undefined;
  for (let n = r.tagCount(); n > 0; n--) {
    const tag = r.tag();
    const end = r.tagEnd;
    if (tag === 0) m.clusterId = r.nullableString(true);
    else {
      unknownTags = r.unknownTag(unknownTags, tag);
      continue;
    }
    unknownTags = r.endTag(end, unknownTags);
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFetchSnapshotRequest(w: Writer, version: number, m: MessageInit<FetchSnapshotRequest>): void {
  w.int32(or(m.replicaId, -1));
  w.int32(or(m.maxBytes, 0x7fffffff));
  w.array(or(m.topics, []), true, writeFetchSnapshotRequestTopicSnapshot, version);
  const tags = w.beginTags(m.unknownTags);
  if (set(m.clusterId, null)) {
    const at = w.beginTag(tags, 0);
    w.nullableString(or(m.clusterId, null), true);
    w.endTag(at);
  }
  w.endTags(tags);
}

const defaultFetchSnapshotResponseSnapshotId: FetchSnapshotResponseSnapshotId = /* @__PURE__ */ Object.freeze({
  endOffset: 0n,
  epoch: 0,
});

function readFetchSnapshotResponseSnapshotId(r: Reader, _version: number): FetchSnapshotResponseSnapshotId {
  const m: FetchSnapshotResponseSnapshotId = {
    endOffset: r.int64(),
    epoch: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFetchSnapshotResponseSnapshotId(
  w: Writer,
  version: number,
  m: MessageInit<FetchSnapshotResponseSnapshotId>,
): void {
  w.int64(or(m.endOffset, 0n));
  w.int32(or(m.epoch, 0));
  w.unknownTags(m.unknownTags, true, version);
}

const defaultFetchSnapshotResponseLeaderIdAndEpoch: FetchSnapshotResponseLeaderIdAndEpoch =
  /* @__PURE__ */ Object.freeze({ leaderId: 0, leaderEpoch: 0 });

function readFetchSnapshotResponseLeaderIdAndEpoch(r: Reader, _version: number): FetchSnapshotResponseLeaderIdAndEpoch {
  const m: FetchSnapshotResponseLeaderIdAndEpoch = {
    leaderId: r.int32(),
    leaderEpoch: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFetchSnapshotResponseLeaderIdAndEpoch(
  w: Writer,
  version: number,
  m: MessageInit<FetchSnapshotResponseLeaderIdAndEpoch>,
): void {
  w.int32(or(m.leaderId, 0));
  w.int32(or(m.leaderEpoch, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readFetchSnapshotResponsePartitionSnapshot(
  r: Reader,
  version: number,
): FetchSnapshotResponsePartitionSnapshot {
  const m: FetchSnapshotResponsePartitionSnapshot = {
    index: r.int32(),
    errorCode: r.int16(),
    snapshotId: readFetchSnapshotResponseSnapshotId(r, version),
    currentLeader: defaultFetchSnapshotResponseLeaderIdAndEpoch,
    size: r.int64(),
    position: r.int64(),
    unalignedRecords: r.bytes(true),
  };
  let unknownTags: UnknownTag[] | undefined;
  for (let n = r.tagCount(); n > 0; n--) {
    const tag = r.tag();
    const end = r.tagEnd;
    if (tag === 0) m.currentLeader = readFetchSnapshotResponseLeaderIdAndEpoch(r, version);
    else {
      unknownTags = r.unknownTag(unknownTags, tag);
      continue;
    }
    unknownTags = r.endTag(end, unknownTags);
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFetchSnapshotResponsePartitionSnapshot(
  w: Writer,
  version: number,
  m: MessageInit<FetchSnapshotResponsePartitionSnapshot>,
): void {
  w.int32(or(m.index, 0));
  w.int16(or(m.errorCode, 0));
  writeFetchSnapshotResponseSnapshotId(w, version, or(m.snapshotId, defaultFetchSnapshotResponseSnapshotId));
  w.int64(or(m.size, 0n));
  w.int64(or(m.position, 0n));
  w.bytes(or(m.unalignedRecords, NO_BYTES), true);
  const tags = w.beginTags(m.unknownTags);
  if (set(m.currentLeader, defaultFetchSnapshotResponseLeaderIdAndEpoch)) {
    const at = w.beginTag(tags, 0);
    writeFetchSnapshotResponseLeaderIdAndEpoch(
      w,
      version,
      or(m.currentLeader, defaultFetchSnapshotResponseLeaderIdAndEpoch),
    );
    w.endTag(at);
  }
  w.endTags(tags);
}

function readFetchSnapshotResponseTopicSnapshot(r: Reader, version: number): FetchSnapshotResponseTopicSnapshot {
  const m: FetchSnapshotResponseTopicSnapshot = {
    name: r.string(true),
    partitions: r.array(true, readFetchSnapshotResponsePartitionSnapshot, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFetchSnapshotResponseTopicSnapshot(
  w: Writer,
  version: number,
  m: MessageInit<FetchSnapshotResponseTopicSnapshot>,
): void {
  w.string(or(m.name, ''), true);
  w.array(or(m.partitions, []), true, writeFetchSnapshotResponsePartitionSnapshot, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readFetchSnapshotResponseNodeEndpoint(r: Reader, _version: number): FetchSnapshotResponseNodeEndpoint {
  const m: FetchSnapshotResponseNodeEndpoint = {
    nodeId: r.int32(),
    host: r.string(true),
    port: r.uint16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFetchSnapshotResponseNodeEndpoint(
  w: Writer,
  version: number,
  m: MessageInit<FetchSnapshotResponseNodeEndpoint>,
): void {
  w.int32(or(m.nodeId, 0));
  w.string(or(m.host, ''), true);
  w.uint16(or(m.port, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readFetchSnapshotResponse(r: Reader, version: number): FetchSnapshotResponse {
  const m: FetchSnapshotResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    topics: r.array(true, readFetchSnapshotResponseTopicSnapshot, version),
    nodeEndpoints: [],
  };
  let unknownTags: UnknownTag[] | undefined;
  for (let n = r.tagCount(); n > 0; n--) {
    const tag = r.tag();
    const end = r.tagEnd;
    if (tag === 0 && version >= 1) m.nodeEndpoints = r.array(true, readFetchSnapshotResponseNodeEndpoint, version);
    else {
      unknownTags = r.unknownTag(unknownTags, tag);
      continue;
    }
    unknownTags = r.endTag(end, unknownTags);
  }
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFetchSnapshotResponse(w: Writer, version: number, m: MessageInit<FetchSnapshotResponse>): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.array(or(m.topics, []), true, writeFetchSnapshotResponseTopicSnapshot, version);
  if (!(version >= 1) && set(m.nodeEndpoints, [])) w.absent(version);
  const tags = w.beginTags(m.unknownTags);
  if (version >= 1 && set(m.nodeEndpoints, [])) {
    const at = w.beginTag(tags, 0);
    w.array(or(m.nodeEndpoints, []), true, writeFetchSnapshotResponseNodeEndpoint, version);
    w.endTag(at);
  }
  w.endTags(tags);
}
