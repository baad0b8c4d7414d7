// Generated from packages/wire/schema/082-update-raft-voter.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

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
