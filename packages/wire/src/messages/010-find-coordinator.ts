// Generated from packages/wire/schema/010-find-coordinator.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 10. Tells which broker coordinates a group or a transactional id. Goes to any broker.
 *
 * - v0: Groups only.
 * - v1: keyType: transactional ids too; throttleTimeMs and errorMessage.
 * - v2: The broker answers before it throttles (KIP-219).
 * - v3: Flexible.
 * - v4: Several keys in one request (KIP-699).
 * - v5: TRANSACTION_ABORTABLE may be answered (KIP-890).
 * - v6: Share coordinators (KIP-932).
 */
export const FindCoordinator: Api<FindCoordinatorRequest, FindCoordinatorResponse> = /* @__PURE__ */ api(
  10,
  'FindCoordinator',
  /* @__PURE__ */ new Message(
    'FindCoordinatorRequest',
    [0, 6],
    3,
    readFindCoordinatorRequest,
    writeFindCoordinatorRequest,
  ),
  /* @__PURE__ */ new Message(
    'FindCoordinatorResponse',
    [0, 6],
    3,
    readFindCoordinatorResponse,
    writeFindCoordinatorResponse,
  ),
);

/** The request of {@link FindCoordinator}. */
export interface FindCoordinatorRequest {
  /** The group id or transactional id. (until v3) */
  key: string;
  /** 0 group, 1 transactional id, 2 share partition ("group:topicId:partition"). (since v1) */
  keyType: number;
  /** The group ids or transactional ids. (since v4) */
  coordinatorKeys: string[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link FindCoordinator}. */
export interface FindCoordinatorResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. (since v1) */
  throttleTimeMs: number;
  /** 0, or what went wrong. (until v3) */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (v1 to v3) */
  errorMessage: string | null;
  /** The id of the coordinator; -1 on an error. (until v3) */
  nodeId: number;
  /** Where the broker listens: a host name or an address. (until v3) */
  host: string;
  /** The port it listens on. (until v3) */
  port: number;
  /** The coordinators, by key. (since v4) */
  coordinators: FindCoordinatorResponseCoordinator[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The coordinators, by key. */
export interface FindCoordinatorResponseCoordinator {
  /** The group id or transactional id. */
  key: string;
  /** The id of the coordinator; -1 on an error. */
  nodeId: number;
  /** Where the broker listens: a host name or an address. */
  host: string;
  /** The port it listens on. */
  port: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readFindCoordinatorRequest(r: Reader, version: number): FindCoordinatorRequest {
  const flexible = version >= 3;
  const m: FindCoordinatorRequest = {
    key: version <= 3 ? r.string(flexible) : '',
    keyType: version >= 1 ? r.int8() : 0,
    coordinatorKeys: version >= 4 ? r.stringArray(true) : [],
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFindCoordinatorRequest(w: Writer, version: number, m: MessageInit<FindCoordinatorRequest>): void {
  const flexible = version >= 3;
  if (version <= 3) w.string(or(m.key, ''), flexible);
  else if (set(m.key, '')) w.absent(version);
  if (version >= 1) w.int8(or(m.keyType, 0));
  else if (set(m.keyType, 0)) w.absent(version);
  if (version >= 4) w.stringArray(or(m.coordinatorKeys, []), true);
  else if (set(m.coordinatorKeys, [])) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readFindCoordinatorResponseCoordinator(r: Reader, _version: number): FindCoordinatorResponseCoordinator {
  const m: FindCoordinatorResponseCoordinator = {
    key: r.string(true),
    nodeId: r.int32(),
    host: r.string(true),
    port: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFindCoordinatorResponseCoordinator(
  w: Writer,
  version: number,
  m: MessageInit<FindCoordinatorResponseCoordinator>,
): void {
  w.string(or(m.key, ''), true);
  w.int32(or(m.nodeId, 0));
  w.string(or(m.host, ''), true);
  w.int32(or(m.port, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readFindCoordinatorResponse(r: Reader, version: number): FindCoordinatorResponse {
  const flexible = version >= 3;
  const m: FindCoordinatorResponse = {
    throttleTimeMs: version >= 1 ? r.int32() : 0,
    errorCode: version <= 3 ? r.int16() : 0,
    errorMessage: version >= 1 && version <= 3 ? r.nullableString(flexible) : '',
    nodeId: version <= 3 ? r.int32() : 0,
    host: version <= 3 ? r.string(flexible) : '',
    port: version <= 3 ? r.int32() : 0,
    coordinators: version >= 4 ? r.array(true, readFindCoordinatorResponseCoordinator, version) : [],
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeFindCoordinatorResponse(w: Writer, version: number, m: MessageInit<FindCoordinatorResponse>): void {
  const flexible = version >= 3;
  if (version >= 1) w.int32(or(m.throttleTimeMs, 0));
  if (version <= 3) w.int16(or(m.errorCode, 0));
  else if (set(m.errorCode, 0)) w.absent(version);
  if (version >= 1 && version <= 3) w.nullableString(or(m.errorMessage, ''), flexible);
  if (version <= 3) w.int32(or(m.nodeId, 0));
  else if (set(m.nodeId, 0)) w.absent(version);
  if (version <= 3) w.string(or(m.host, ''), flexible);
  else if (set(m.host, '')) w.absent(version);
  if (version <= 3) w.int32(or(m.port, 0));
  else if (set(m.port, 0)) w.absent(version);
  if (version >= 4) w.array(or(m.coordinators, []), true, writeFindCoordinatorResponseCoordinator, version);
  else if (set(m.coordinators, [])) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}
