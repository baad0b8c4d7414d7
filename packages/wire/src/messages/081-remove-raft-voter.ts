// Generated from packages/wire/schema/081-remove-raft-voter.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

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
