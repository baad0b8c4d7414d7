// Generated from packages/wire/schema/080-add-raft-voter.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import { ZERO_UUID } from '../uuid.ts';
import type { Writer } from '../writer.ts';

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
