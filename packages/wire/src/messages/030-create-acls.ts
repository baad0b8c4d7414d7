// Generated from packages/wire/schema/030-create-acls.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 30. Creates access rules (ACLs). Goes to any broker (changes are made by the controller).
 *
 * - v0: The first (KIP-140).
 * - v1: resourcePatternType: rules for all names with a prefix (KIP-290). The broker answers before it throttles (KIP-219).
 * - v2: Flexible.
 * - v3: Rules for users (KIP-373).
 */
export const CreateAcls: Api<CreateAclsRequest, CreateAclsResponse> = /* @__PURE__ */ api(
  30,
  'CreateAcls',
  /* @__PURE__ */ new Message('CreateAclsRequest', [0, 3], 2, readCreateAclsRequest, writeCreateAclsRequest),
  /* @__PURE__ */ new Message('CreateAclsResponse', [0, 3], 2, readCreateAclsResponse, writeCreateAclsResponse),
);

/** The request of {@link CreateAcls}. */
export interface CreateAclsRequest {
  /** The rules to create. */
  creations: CreateAclsRequestAclCreation[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The rules to create. */
export interface CreateAclsRequestAclCreation {
  /** To what: 2 topic, 3 group, 4 cluster, 5 transactional id, 6 delegation token, 7 user. */
  resourceType: number;
  /** Its name, or what the names begin with; "*" for all, "kafka-cluster" for the cluster. */
  resourceName: string;
  /** 3: the name itself; 4: all names that begin with it. (since v1, default 3) */
  resourcePatternType: number;
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

/** The response of {@link CreateAcls}. */
export interface CreateAclsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The outcome, in the order of the rules. */
  results: CreateAclsResponseAclCreationResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, in the order of the rules. */
export interface CreateAclsResponseAclCreationResult {
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readCreateAclsRequestAclCreation(r: Reader, version: number): CreateAclsRequestAclCreation {
  const flexible = version >= 2;
  const m: CreateAclsRequestAclCreation = {
    resourceType: r.int8(),
    resourceName: r.string(flexible),
    resourcePatternType: version >= 1 ? r.int8() : 3,
    principal: r.string(flexible),
    host: r.string(flexible),
    operation: r.int8(),
    permissionType: r.int8(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeCreateAclsRequestAclCreation(
  w: Writer,
  version: number,
  m: MessageInit<CreateAclsRequestAclCreation>,
): void {
  const flexible = version >= 2;
  w.int8(or(m.resourceType, 0));
  w.string(or(m.resourceName, ''), flexible);
  if (version >= 1) w.int8(or(m.resourcePatternType, 3));
  else if (set(m.resourcePatternType, 3)) w.absent(version);
  w.string(or(m.principal, ''), flexible);
  w.string(or(m.host, ''), flexible);
  w.int8(or(m.operation, 0));
  w.int8(or(m.permissionType, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readCreateAclsRequest(r: Reader, version: number): CreateAclsRequest {
  const flexible = version >= 2;
  const m: CreateAclsRequest = {
    creations: r.array(flexible, readCreateAclsRequestAclCreation, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeCreateAclsRequest(w: Writer, version: number, m: MessageInit<CreateAclsRequest>): void {
  const flexible = version >= 2;
  w.array(or(m.creations, []), flexible, writeCreateAclsRequestAclCreation, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readCreateAclsResponseAclCreationResult(r: Reader, version: number): CreateAclsResponseAclCreationResult {
  const flexible = version >= 2;
  const m: CreateAclsResponseAclCreationResult = {
    errorCode: r.int16(),
    errorMessage: r.nullableString(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeCreateAclsResponseAclCreationResult(
  w: Writer,
  version: number,
  m: MessageInit<CreateAclsResponseAclCreationResult>,
): void {
  const flexible = version >= 2;
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readCreateAclsResponse(r: Reader, version: number): CreateAclsResponse {
  const flexible = version >= 2;
  const m: CreateAclsResponse = {
    throttleTimeMs: r.int32(),
    results: r.array(flexible, readCreateAclsResponseAclCreationResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeCreateAclsResponse(w: Writer, version: number, m: MessageInit<CreateAclsResponse>): void {
  const flexible = version >= 2;
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.results, []), flexible, writeCreateAclsResponseAclCreationResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}
