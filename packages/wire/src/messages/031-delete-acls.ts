// Generated from packages/wire/schema/031-delete-acls.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 31. Deletes all access rules (ACLs) that match a filter. Goes to any broker (changes are made by the
 * controller).
 *
 * - v0: The first (KIP-140).
 * - v1: patternType: rules for all names with a prefix (KIP-290). The broker answers before it throttles (KIP-219).
 * - v2: Flexible.
 * - v3: Rules for users (KIP-373).
 */
export const DeleteAcls: Api<DeleteAclsRequest, DeleteAclsResponse> = /* @__PURE__ */ api(
  31,
  'DeleteAcls',
  /* @__PURE__ */ new Message('DeleteAclsRequest', [0, 3], 2, readDeleteAclsRequest, writeDeleteAclsRequest),
  /* @__PURE__ */ new Message('DeleteAclsResponse', [0, 3], 2, readDeleteAclsResponse, writeDeleteAclsResponse),
);

/** The request of {@link DeleteAcls}. */
export interface DeleteAclsRequest {
  /** What to delete: rules that match at least one of these. */
  filters: DeleteAclsRequestFilter[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to delete: rules that match at least one of these. */
export interface DeleteAclsRequestFilter {
  /** To what: 1 anything, 2 topic, 3 group, 4 cluster, 5 transactional id, 6 delegation token, 7 user. */
  resourceTypeFilter: number;
  /** The name of it; null for any. */
  resourceNameFilter: string | null;
  /**
   * 1: any rule of that name; 2: every rule that applies to that name; 3: only rules for the name itself; 4: only
   * rules for that prefix. (since v1, default 3)
   */
  patternTypeFilter: number;
  /** Who, e.g. "User:alice"; null for anyone. */
  principalFilter: string | null;
  /** From where: an address; null for anywhere. */
  hostFilter: string | null;
  /** What may or may not be done, as in the response; 1 for any rule. */
  operation: number;
  /** 2: rules that deny; 3: rules that allow; 1: both. */
  permissionType: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link DeleteAcls}. */
export interface DeleteAclsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The outcome, in the order of the filters. */
  filterResults: DeleteAclsResponseFilterResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, in the order of the filters. */
export interface DeleteAclsResponseFilterResult {
  /** 0, or what went wrong with the filter. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** The rules that matched, deleted unless they have an error. */
  matchingAcls: DeleteAclsResponseMatchingAcl[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The rules that matched, deleted unless they have an error. */
export interface DeleteAclsResponseMatchingAcl {
  /** 0, or why the rule could not be deleted. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** To what: 2 topic, 3 group, 4 cluster, 5 transactional id, 6 delegation token, 7 user. */
  resourceType: number;
  /** Its name, or what the names begin with; "*" for all, "kafka-cluster" for the cluster. */
  resourceName: string;
  /** 3: the name itself; 4: all names that begin with it. (since v1, default 3) */
  patternType: number;
  /** Who, e.g. "User:alice"; "User:*" for everyone. */
  principal: string;
  /** From where: an address; "*" for everywhere. */
  host: string;
  /**
   * What may or may not be done: 2 all, 3 read, 4 write, 5 create, 6 delete, 7 alter, 8 describe, 9 cluster action,
   * 10 describe configs, 11 alter configs, 12 idempotent write, 13 create tokens, 14 describe tokens, 15 two-phase
   * commit.
   */
  operation: number;
  /** 2: it is denied; 3: it is allowed. */
  permissionType: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDeleteAclsRequestFilter(r: Reader, version: number): DeleteAclsRequestFilter {
  const flexible = version >= 2;
  const m: DeleteAclsRequestFilter = {
    resourceTypeFilter: r.int8(),
    resourceNameFilter: r.nullableString(flexible),
    patternTypeFilter: version >= 1 ? r.int8() : 3,
    principalFilter: r.nullableString(flexible),
    hostFilter: r.nullableString(flexible),
    operation: r.int8(),
    permissionType: r.int8(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteAclsRequestFilter(w: Writer, version: number, m: MessageInit<DeleteAclsRequestFilter>): void {
  const flexible = version >= 2;
  w.int8(or(m.resourceTypeFilter, 0));
  w.nullableString(or(m.resourceNameFilter, ''), flexible);
  if (version >= 1) w.int8(or(m.patternTypeFilter, 3));
  else if (set(m.patternTypeFilter, 3)) w.absent(version);
  w.nullableString(or(m.principalFilter, ''), flexible);
  w.nullableString(or(m.hostFilter, ''), flexible);
  w.int8(or(m.operation, 0));
  w.int8(or(m.permissionType, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDeleteAclsRequest(r: Reader, version: number): DeleteAclsRequest {
  const flexible = version >= 2;
  const m: DeleteAclsRequest = {
    filters: r.array(flexible, readDeleteAclsRequestFilter, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteAclsRequest(w: Writer, version: number, m: MessageInit<DeleteAclsRequest>): void {
  const flexible = version >= 2;
  w.array(or(m.filters, []), flexible, writeDeleteAclsRequestFilter, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDeleteAclsResponseMatchingAcl(r: Reader, version: number): DeleteAclsResponseMatchingAcl {
  const flexible = version >= 2;
  const m: DeleteAclsResponseMatchingAcl = {
    errorCode: r.int16(),
    errorMessage: r.nullableString(flexible),
    resourceType: r.int8(),
    resourceName: r.string(flexible),
    patternType: version >= 1 ? r.int8() : 3,
    principal: r.string(flexible),
    host: r.string(flexible),
    operation: r.int8(),
    permissionType: r.int8(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteAclsResponseMatchingAcl(
  w: Writer,
  version: number,
  m: MessageInit<DeleteAclsResponseMatchingAcl>,
): void {
  const flexible = version >= 2;
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), flexible);
  w.int8(or(m.resourceType, 0));
  w.string(or(m.resourceName, ''), flexible);
  if (version >= 1) w.int8(or(m.patternType, 3));
  else if (set(m.patternType, 3)) w.absent(version);
  w.string(or(m.principal, ''), flexible);
  w.string(or(m.host, ''), flexible);
  w.int8(or(m.operation, 0));
  w.int8(or(m.permissionType, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDeleteAclsResponseFilterResult(r: Reader, version: number): DeleteAclsResponseFilterResult {
  const flexible = version >= 2;
  const m: DeleteAclsResponseFilterResult = {
    errorCode: r.int16(),
    errorMessage: r.nullableString(flexible),
    matchingAcls: r.array(flexible, readDeleteAclsResponseMatchingAcl, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteAclsResponseFilterResult(
  w: Writer,
  version: number,
  m: MessageInit<DeleteAclsResponseFilterResult>,
): void {
  const flexible = version >= 2;
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), flexible);
  w.array(or(m.matchingAcls, []), flexible, writeDeleteAclsResponseMatchingAcl, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDeleteAclsResponse(r: Reader, version: number): DeleteAclsResponse {
  const flexible = version >= 2;
  const m: DeleteAclsResponse = {
    throttleTimeMs: r.int32(),
    filterResults: r.array(flexible, readDeleteAclsResponseFilterResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDeleteAclsResponse(w: Writer, version: number, m: MessageInit<DeleteAclsResponse>): void {
  const flexible = version >= 2;
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.filterResults, []), flexible, writeDeleteAclsResponseFilterResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}
