// Generated from packages/wire/schema/029-describe-acls.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 29. Lists the access rules (ACLs) that match a filter. Goes to any broker.
 *
 * - v0: The first (KIP-140).
 * - v1: patternType: rules for all names with a prefix (KIP-290). The broker answers before it throttles (KIP-219).
 * - v2: Flexible.
 * - v3: Rules for users (KIP-373).
 */
export const DescribeAcls: Api<DescribeAclsRequest, DescribeAclsResponse> = /* @__PURE__ */ api(
  29,
  'DescribeAcls',
  /* @__PURE__ */ new Message('DescribeAclsRequest', [0, 3], 2, readDescribeAclsRequest, writeDescribeAclsRequest),
  /* @__PURE__ */ new Message('DescribeAclsResponse', [0, 3], 2, readDescribeAclsResponse, writeDescribeAclsResponse),
);

/** The request of {@link DescribeAcls}. */
export interface DescribeAclsRequest {
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

/** The response of {@link DescribeAcls}. */
export interface DescribeAclsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** The rules, by what they apply to. */
  resources: DescribeAclsResponseResource[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The rules, by what they apply to. */
export interface DescribeAclsResponseResource {
  /** To what: 2 topic, 3 group, 4 cluster, 5 transactional id, 6 delegation token, 7 user. */
  resourceType: number;
  /** Its name, or what the names begin with; "*" for all, "kafka-cluster" for the cluster. */
  resourceName: string;
  /** 3: the name itself; 4: all names that begin with it. (since v1, default 3) */
  patternType: number;
  /** The rules. */
  acls: DescribeAclsResponseAclDescription[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The rules. */
export interface DescribeAclsResponseAclDescription {
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

function readDescribeAclsRequest(r: Reader, version: number): DescribeAclsRequest {
  const flexible = version >= 2;
  const m: DescribeAclsRequest = {
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

function writeDescribeAclsRequest(w: Writer, version: number, m: MessageInit<DescribeAclsRequest>): void {
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

function readDescribeAclsResponseAclDescription(r: Reader, version: number): DescribeAclsResponseAclDescription {
  const flexible = version >= 2;
  const m: DescribeAclsResponseAclDescription = {
    principal: r.string(flexible),
    host: r.string(flexible),
    operation: r.int8(),
    permissionType: r.int8(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeAclsResponseAclDescription(
  w: Writer,
  version: number,
  m: MessageInit<DescribeAclsResponseAclDescription>,
): void {
  const flexible = version >= 2;
  w.string(or(m.principal, ''), flexible);
  w.string(or(m.host, ''), flexible);
  w.int8(or(m.operation, 0));
  w.int8(or(m.permissionType, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeAclsResponseResource(r: Reader, version: number): DescribeAclsResponseResource {
  const flexible = version >= 2;
  const m: DescribeAclsResponseResource = {
    resourceType: r.int8(),
    resourceName: r.string(flexible),
    patternType: version >= 1 ? r.int8() : 3,
    acls: r.array(flexible, readDescribeAclsResponseAclDescription, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeAclsResponseResource(
  w: Writer,
  version: number,
  m: MessageInit<DescribeAclsResponseResource>,
): void {
  const flexible = version >= 2;
  w.int8(or(m.resourceType, 0));
  w.string(or(m.resourceName, ''), flexible);
  if (version >= 1) w.int8(or(m.patternType, 3));
  else if (set(m.patternType, 3)) w.absent(version);
  w.array(or(m.acls, []), flexible, writeDescribeAclsResponseAclDescription, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeAclsResponse(r: Reader, version: number): DescribeAclsResponse {
  const flexible = version >= 2;
  const m: DescribeAclsResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(flexible),
    resources: r.array(flexible, readDescribeAclsResponseResource, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeAclsResponse(w: Writer, version: number, m: MessageInit<DescribeAclsResponse>): void {
  const flexible = version >= 2;
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), flexible);
  w.array(or(m.resources, []), flexible, writeDescribeAclsResponseResource, version);
  w.unknownTags(m.unknownTags, flexible, version);
}
