// Generated from packages/wire/schema by `npm run codegen`. Do not edit.
import { NO_BYTES, or, set } from '../defaults.ts';
import type { Api, MessageInit } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { UnknownTag } from '../unknown-tag.ts';
import type { Writer } from '../writer.ts';

// From schema/030-create-acls.ts

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

// From schema/031-delete-acls.ts

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

// From schema/032-describe-configs.ts

/**
 * API 32. Tells the settings of topics, brokers and other resources. Goes to any broker; for the settings or the
 * log levels of one broker, that broker.
 *
 * - v0: The first (KIP-133).
 * - v1: configSource takes the place of isDefault; synonyms (KIP-226).
 * - v2: The broker answers before it throttles (KIP-219).
 * - v3: Types, and on request documentation (KIP-569).
 * - v4: Flexible.
 */
export const DescribeConfigs: Api<DescribeConfigsRequest, DescribeConfigsResponse> = /* @__PURE__ */ api(
  32,
  'DescribeConfigs',
  /* @__PURE__ */ new Message(
    'DescribeConfigsRequest',
    [0, 4],
    4,
    readDescribeConfigsRequest,
    writeDescribeConfigsRequest,
  ),
  /* @__PURE__ */ new Message(
    'DescribeConfigsResponse',
    [0, 4],
    4,
    readDescribeConfigsResponse,
    writeDescribeConfigsResponse,
  ),
);

/** The request of {@link DescribeConfigs}. */
export interface DescribeConfigsRequest {
  /** What to tell the settings of. */
  resources: DescribeConfigsRequestResource[];
  /** Whether to tell for each setting all places that set it. (since v1) */
  includeSynonyms: boolean;
  /** Whether to tell what each setting means. (since v3) */
  includeDocumentation: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to tell the settings of. */
export interface DescribeConfigsRequestResource {
  /** What has the settings: 2 topic, 4 broker, 8 log levels of a broker, 16 client metrics, 32 group. */
  resourceType: number;
  /** Its name: of a topic or a group, the id of a broker (empty: all brokers), or the name of a metrics subscription. */
  resourceName: string;
  /** The names of the settings wanted; null for all. */
  configurationKeys: string[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link DescribeConfigs}. */
export interface DescribeConfigsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The settings, by resource. */
  results: DescribeConfigsResponseResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The settings, by resource. */
export interface DescribeConfigsResponseResult {
  /** 0, or what went wrong with the resource. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** What has the settings: 2 topic, 4 broker, 8 log levels of a broker, 16 client metrics, 32 group. */
  resourceType: number;
  /** Its name: of a topic or a group, the id of a broker (empty: all brokers), or the name of a metrics subscription. */
  resourceName: string;
  /** The settings. */
  configs: DescribeConfigsResponseResourceResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The settings. */
export interface DescribeConfigsResponseResourceResult {
  /** The name of the setting, e.g. retention.ms. */
  name: string;
  /** Its value; null when it is a secret, or has none. */
  value: string | null;
  /** Whether it cannot be changed. */
  readOnly: boolean;
  /** Whether nobody has set it. (v0 only) */
  isDefault: boolean;
  /**
   * Where its value comes from: 1 topic, 2 broker, 3 all brokers, 4 file of the broker, 5 default, 6 log level of
   * the broker, 7 client metrics, 8 group; 0 unknown, -1 not told. (since v1, default -1)
   */
  configSource: number;
  /** Whether it is a secret. */
  isSensitive: boolean;
  /** All places that set it, first the one that counts; empty unless asked for. (since v1) */
  synonyms: DescribeConfigsResponseSynonym[];
  /** 1 boolean, 2 string, 3 int, 4 short, 5 long, 6 double, 7 list, 8 class, 9 password; 0 unknown. (since v3) */
  configType: number;
  /** What the setting means; null unless asked for. (since v3) */
  documentation: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** All places that set it, first the one that counts; empty unless asked for. */
export interface DescribeConfigsResponseSynonym {
  /** The name of the setting there, e.g. log.retention.ms for retention.ms. */
  name: string;
  /** Its value there; null when it is a secret, or has none. */
  value: string | null;
  /** The place, numbered as in configSource. */
  source: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDescribeConfigsRequestResource(r: Reader, version: number): DescribeConfigsRequestResource {
  const flexible = version >= 4;
  const m: DescribeConfigsRequestResource = {
    resourceType: r.int8(),
    resourceName: r.string(flexible),
    configurationKeys: r.nullableStringArray(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeConfigsRequestResource(
  w: Writer,
  version: number,
  m: MessageInit<DescribeConfigsRequestResource>,
): void {
  const flexible = version >= 4;
  w.int8(or(m.resourceType, 0));
  w.string(or(m.resourceName, ''), flexible);
  w.nullableStringArray(or(m.configurationKeys, []), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeConfigsRequest(r: Reader, version: number): DescribeConfigsRequest {
  const flexible = version >= 4;
  const m: DescribeConfigsRequest = {
    resources: r.array(flexible, readDescribeConfigsRequestResource, version),
    includeSynonyms: version >= 1 ? r.bool() : false,
    includeDocumentation: version >= 3 ? r.bool() : false,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeConfigsRequest(w: Writer, version: number, m: MessageInit<DescribeConfigsRequest>): void {
  const flexible = version >= 4;
  w.array(or(m.resources, []), flexible, writeDescribeConfigsRequestResource, version);
  if (version >= 1) w.bool(or(m.includeSynonyms, false));
  else if (set(m.includeSynonyms, false)) w.absent(version);
  if (version >= 3) w.bool(or(m.includeDocumentation, false));
  else if (set(m.includeDocumentation, false)) w.absent(version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeConfigsResponseSynonym(r: Reader, version: number): DescribeConfigsResponseSynonym {
  const flexible = version >= 4;
  const m: DescribeConfigsResponseSynonym = {
    name: r.string(flexible),
    value: r.nullableString(flexible),
    source: r.int8(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeConfigsResponseSynonym(
  w: Writer,
  version: number,
  m: MessageInit<DescribeConfigsResponseSynonym>,
): void {
  const flexible = version >= 4;
  w.string(or(m.name, ''), flexible);
  w.nullableString(or(m.value, ''), flexible);
  w.int8(or(m.source, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeConfigsResponseResourceResult(r: Reader, version: number): DescribeConfigsResponseResourceResult {
  const flexible = version >= 4;
  const m: DescribeConfigsResponseResourceResult = {
    name: r.string(flexible),
    value: r.nullableString(flexible),
    readOnly: r.bool(),
    isDefault: version <= 0 ? r.bool() : false,
    configSource: version >= 1 ? r.int8() : -1,
    isSensitive: r.bool(),
    synonyms: version >= 1 ? r.array(flexible, readDescribeConfigsResponseSynonym, version) : [],
    configType: version >= 3 ? r.int8() : 0,
    documentation: version >= 3 ? r.nullableString(flexible) : '',
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeConfigsResponseResourceResult(
  w: Writer,
  version: number,
  m: MessageInit<DescribeConfigsResponseResourceResult>,
): void {
  const flexible = version >= 4;
  w.string(or(m.name, ''), flexible);
  w.nullableString(or(m.value, ''), flexible);
  w.bool(or(m.readOnly, false));
  if (version <= 0) w.bool(or(m.isDefault, false));
  else if (set(m.isDefault, false)) w.absent(version);
  if (version >= 1) w.int8(or(m.configSource, -1));
  w.bool(or(m.isSensitive, false));
  if (version >= 1) w.array(or(m.synonyms, []), flexible, writeDescribeConfigsResponseSynonym, version);
  if (version >= 3) w.int8(or(m.configType, 0));
  if (version >= 3) w.nullableString(or(m.documentation, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeConfigsResponseResult(r: Reader, version: number): DescribeConfigsResponseResult {
  const flexible = version >= 4;
  const m: DescribeConfigsResponseResult = {
    errorCode: r.int16(),
    errorMessage: r.nullableString(flexible),
    resourceType: r.int8(),
    resourceName: r.string(flexible),
    configs: r.array(flexible, readDescribeConfigsResponseResourceResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeConfigsResponseResult(
  w: Writer,
  version: number,
  m: MessageInit<DescribeConfigsResponseResult>,
): void {
  const flexible = version >= 4;
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), flexible);
  w.int8(or(m.resourceType, 0));
  w.string(or(m.resourceName, ''), flexible);
  w.array(or(m.configs, []), flexible, writeDescribeConfigsResponseResourceResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeConfigsResponse(r: Reader, version: number): DescribeConfigsResponse {
  const flexible = version >= 4;
  const m: DescribeConfigsResponse = {
    throttleTimeMs: r.int32(),
    results: r.array(flexible, readDescribeConfigsResponseResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeConfigsResponse(w: Writer, version: number, m: MessageInit<DescribeConfigsResponse>): void {
  const flexible = version >= 4;
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.results, []), flexible, writeDescribeConfigsResponseResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/033-alter-configs.ts

/**
 * API 33. Replaces all settings of resources: what is not named falls back to its default. IncrementalAlterConfigs
 * is the safer choice. Goes to any broker (changes are made by the controller); for the settings of one broker,
 * that broker.
 *
 * - v0: The first (KIP-133).
 * - v1: The broker answers before it throttles (KIP-219).
 * - v2: Flexible.
 */
export const AlterConfigs: Api<AlterConfigsRequest, AlterConfigsResponse> = /* @__PURE__ */ api(
  33,
  'AlterConfigs',
  /* @__PURE__ */ new Message('AlterConfigsRequest', [0, 2], 2, readAlterConfigsRequest, writeAlterConfigsRequest),
  /* @__PURE__ */ new Message('AlterConfigsResponse', [0, 2], 2, readAlterConfigsResponse, writeAlterConfigsResponse),
);

/** The request of {@link AlterConfigs}. */
export interface AlterConfigsRequest {
  /** The new settings, by resource. */
  resources: AlterConfigsRequestResource[];
  /** Whether only to check that they could be set. */
  validateOnly: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The new settings, by resource. */
export interface AlterConfigsRequestResource {
  /** What has the settings: 2 topic, 4 broker, 8 log levels of a broker, 16 client metrics, 32 group. */
  resourceType: number;
  /** Its name: of a topic or a group, the id of a broker (empty: all brokers), or the name of a metrics subscription. */
  resourceName: string;
  /** All settings that shall differ from the default. */
  configs: AlterConfigsRequestAlterableConfig[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** All settings that shall differ from the default. */
export interface AlterConfigsRequestAlterableConfig {
  /** The name of the setting, e.g. retention.ms. */
  name: string;
  /** Its value; null is refused. */
  value: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link AlterConfigs}. */
export interface AlterConfigsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The outcome, by resource. */
  responses: AlterConfigsResponseResource[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by resource. */
export interface AlterConfigsResponseResource {
  /** 0, or what went wrong with the resource. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** What has the settings: 2 topic, 4 broker, 8 log levels of a broker, 16 client metrics, 32 group. */
  resourceType: number;
  /** Its name: of a topic or a group, the id of a broker (empty: all brokers), or the name of a metrics subscription. */
  resourceName: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readAlterConfigsRequestAlterableConfig(r: Reader, version: number): AlterConfigsRequestAlterableConfig {
  const flexible = version >= 2;
  const m: AlterConfigsRequestAlterableConfig = {
    name: r.string(flexible),
    value: r.nullableString(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterConfigsRequestAlterableConfig(
  w: Writer,
  version: number,
  m: MessageInit<AlterConfigsRequestAlterableConfig>,
): void {
  const flexible = version >= 2;
  w.string(or(m.name, ''), flexible);
  w.nullableString(or(m.value, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readAlterConfigsRequestResource(r: Reader, version: number): AlterConfigsRequestResource {
  const flexible = version >= 2;
  const m: AlterConfigsRequestResource = {
    resourceType: r.int8(),
    resourceName: r.string(flexible),
    configs: r.array(flexible, readAlterConfigsRequestAlterableConfig, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterConfigsRequestResource(
  w: Writer,
  version: number,
  m: MessageInit<AlterConfigsRequestResource>,
): void {
  const flexible = version >= 2;
  w.int8(or(m.resourceType, 0));
  w.string(or(m.resourceName, ''), flexible);
  w.array(or(m.configs, []), flexible, writeAlterConfigsRequestAlterableConfig, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readAlterConfigsRequest(r: Reader, version: number): AlterConfigsRequest {
  const flexible = version >= 2;
  const m: AlterConfigsRequest = {
    resources: r.array(flexible, readAlterConfigsRequestResource, version),
    validateOnly: r.bool(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterConfigsRequest(w: Writer, version: number, m: MessageInit<AlterConfigsRequest>): void {
  const flexible = version >= 2;
  w.array(or(m.resources, []), flexible, writeAlterConfigsRequestResource, version);
  w.bool(or(m.validateOnly, false));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readAlterConfigsResponseResource(r: Reader, version: number): AlterConfigsResponseResource {
  const flexible = version >= 2;
  const m: AlterConfigsResponseResource = {
    errorCode: r.int16(),
    errorMessage: r.nullableString(flexible),
    resourceType: r.int8(),
    resourceName: r.string(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterConfigsResponseResource(
  w: Writer,
  version: number,
  m: MessageInit<AlterConfigsResponseResource>,
): void {
  const flexible = version >= 2;
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), flexible);
  w.int8(or(m.resourceType, 0));
  w.string(or(m.resourceName, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readAlterConfigsResponse(r: Reader, version: number): AlterConfigsResponse {
  const flexible = version >= 2;
  const m: AlterConfigsResponse = {
    throttleTimeMs: r.int32(),
    responses: r.array(flexible, readAlterConfigsResponseResource, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterConfigsResponse(w: Writer, version: number, m: MessageInit<AlterConfigsResponse>): void {
  const flexible = version >= 2;
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.responses, []), flexible, writeAlterConfigsResponseResource, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/034-alter-replica-log-dirs.ts

/**
 * API 34. Moves replicas from one log directory of a broker to another (KIP-113). The answer does not wait for the
 * data. Goes to the broker that has the replicas.
 *
 * - v0: The first.
 * - v1: The broker answers before it throttles (KIP-219).
 * - v2: Flexible.
 */
export const AlterReplicaLogDirs: Api<AlterReplicaLogDirsRequest, AlterReplicaLogDirsResponse> = /* @__PURE__ */ api(
  34,
  'AlterReplicaLogDirs',
  /* @__PURE__ */ new Message(
    'AlterReplicaLogDirsRequest',
    [0, 2],
    2,
    readAlterReplicaLogDirsRequest,
    writeAlterReplicaLogDirsRequest,
  ),
  /* @__PURE__ */ new Message(
    'AlterReplicaLogDirsResponse',
    [0, 2],
    2,
    readAlterReplicaLogDirsResponse,
    writeAlterReplicaLogDirsResponse,
  ),
);

/** The request of {@link AlterReplicaLogDirs}. */
export interface AlterReplicaLogDirsRequest {
  /** What to move, by directory. */
  dirs: AlterReplicaLogDirsRequestAlterReplicaLogDir[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to move, by directory. */
export interface AlterReplicaLogDirsRequestAlterReplicaLogDir {
  /** The directory to move to, as an absolute path. */
  path: string;
  /** What to move there, by topic. */
  topics: AlterReplicaLogDirsRequestAlterReplicaLogDirTopic[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What to move there, by topic. */
export interface AlterReplicaLogDirsRequestAlterReplicaLogDirTopic {
  /** The name of the topic. */
  name: string;
  /** The partitions to move. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link AlterReplicaLogDirs}. */
export interface AlterReplicaLogDirsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The outcome, by topic. */
  results: AlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface AlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult {
  /** The name of the topic. */
  topicName: string;
  /** The outcome, by partition. */
  partitions: AlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by partition. */
export interface AlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult {
  /** The number of the partition. */
  partitionIndex: number;
  /** 0, or what went wrong with the partition. */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readAlterReplicaLogDirsRequestAlterReplicaLogDirTopic(
  r: Reader,
  version: number,
): AlterReplicaLogDirsRequestAlterReplicaLogDirTopic {
  const flexible = version >= 2;
  const m: AlterReplicaLogDirsRequestAlterReplicaLogDirTopic = {
    name: r.string(flexible),
    partitions: r.int32Array(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterReplicaLogDirsRequestAlterReplicaLogDirTopic(
  w: Writer,
  version: number,
  m: MessageInit<AlterReplicaLogDirsRequestAlterReplicaLogDirTopic>,
): void {
  const flexible = version >= 2;
  w.string(or(m.name, ''), flexible);
  w.int32Array(or(m.partitions, []), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readAlterReplicaLogDirsRequestAlterReplicaLogDir(
  r: Reader,
  version: number,
): AlterReplicaLogDirsRequestAlterReplicaLogDir {
  const flexible = version >= 2;
  const m: AlterReplicaLogDirsRequestAlterReplicaLogDir = {
    path: r.string(flexible),
    topics: r.array(flexible, readAlterReplicaLogDirsRequestAlterReplicaLogDirTopic, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterReplicaLogDirsRequestAlterReplicaLogDir(
  w: Writer,
  version: number,
  m: MessageInit<AlterReplicaLogDirsRequestAlterReplicaLogDir>,
): void {
  const flexible = version >= 2;
  w.string(or(m.path, ''), flexible);
  w.array(or(m.topics, []), flexible, writeAlterReplicaLogDirsRequestAlterReplicaLogDirTopic, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readAlterReplicaLogDirsRequest(r: Reader, version: number): AlterReplicaLogDirsRequest {
  const flexible = version >= 2;
  const m: AlterReplicaLogDirsRequest = {
    dirs: r.array(flexible, readAlterReplicaLogDirsRequestAlterReplicaLogDir, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterReplicaLogDirsRequest(w: Writer, version: number, m: MessageInit<AlterReplicaLogDirsRequest>): void {
  const flexible = version >= 2;
  w.array(or(m.dirs, []), flexible, writeAlterReplicaLogDirsRequestAlterReplicaLogDir, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readAlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult(
  r: Reader,
  version: number,
): AlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult {
  const flexible = version >= 2;
  const m: AlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult = {
    partitionIndex: r.int32(),
    errorCode: r.int16(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult(
  w: Writer,
  version: number,
  m: MessageInit<AlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult>,
): void {
  const flexible = version >= 2;
  w.int32(or(m.partitionIndex, 0));
  w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readAlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult(
  r: Reader,
  version: number,
): AlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult {
  const flexible = version >= 2;
  const m: AlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult = {
    topicName: r.string(flexible),
    partitions: r.array(flexible, readAlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult(
  w: Writer,
  version: number,
  m: MessageInit<AlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult>,
): void {
  const flexible = version >= 2;
  w.string(or(m.topicName, ''), flexible);
  w.array(or(m.partitions, []), flexible, writeAlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readAlterReplicaLogDirsResponse(r: Reader, version: number): AlterReplicaLogDirsResponse {
  const flexible = version >= 2;
  const m: AlterReplicaLogDirsResponse = {
    throttleTimeMs: r.int32(),
    results: r.array(flexible, readAlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterReplicaLogDirsResponse(
  w: Writer,
  version: number,
  m: MessageInit<AlterReplicaLogDirsResponse>,
): void {
  const flexible = version >= 2;
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.results, []), flexible, writeAlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/035-describe-log-dirs.ts

/**
 * API 35. Tells which replicas are in which log directory of a broker, and how large they are (KIP-113). Goes to
 * the broker that has the directories.
 *
 * - v0: The first.
 * - v1: The broker answers before it throttles (KIP-219).
 * - v2: Flexible.
 * - v3: The response gains an error of its own.
 * - v4: totalBytes and usableBytes (KIP-827).
 * - v5: isCordoned (KIP-1066).
 */
export const DescribeLogDirs: Api<DescribeLogDirsRequest, DescribeLogDirsResponse> = /* @__PURE__ */ api(
  35,
  'DescribeLogDirs',
  /* @__PURE__ */ new Message(
    'DescribeLogDirsRequest',
    [0, 5],
    2,
    readDescribeLogDirsRequest,
    writeDescribeLogDirsRequest,
  ),
  /* @__PURE__ */ new Message(
    'DescribeLogDirsResponse',
    [0, 5],
    2,
    readDescribeLogDirsResponse,
    writeDescribeLogDirsResponse,
  ),
);

/** The request of {@link DescribeLogDirs}. */
export interface DescribeLogDirsRequest {
  /** The replicas to tell about; null for all. */
  topics: DescribeLogDirsRequestDescribableLogDirTopic[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The replicas to tell about; null for all. */
export interface DescribeLogDirsRequestDescribableLogDirTopic {
  /** The name of the topic. */
  topic: string;
  /** The partitions to tell about. */
  partitions: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link DescribeLogDirs}. */
export interface DescribeLogDirsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or why nothing at all could be told. (since v3) */
  errorCode: number;
  /** The directories. */
  results: DescribeLogDirsResponseResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The directories. */
export interface DescribeLogDirsResponseResult {
  /** 0, or what is wrong with the directory: KAFKA_STORAGE_ERROR when it is offline. */
  errorCode: number;
  /** The directory, as an absolute path. */
  logDir: string;
  /** What is in it, by topic. */
  topics: DescribeLogDirsResponseTopic[];
  /** The size of the volume that the directory is on, in bytes; -1 when not told. (since v4, default -1) */
  totalBytes: bigint;
  /** How much of that is free, in bytes; -1 when not told. (since v4, default -1) */
  usableBytes: bigint;
  /** Whether the directory takes no new replicas. (since v5) */
  isCordoned: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What is in it, by topic. */
export interface DescribeLogDirsResponseTopic {
  /** The name of the topic. */
  name: string;
  /** What is in it, by partition. */
  partitions: DescribeLogDirsResponsePartition[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What is in it, by partition. */
export interface DescribeLogDirsResponsePartition {
  /** The number of the partition. */
  partitionIndex: number;
  /** The size of the log, in bytes. */
  partitionSize: bigint;
  /** By how many offsets the log is behind the high watermark or, when isFutureKey, behind the log it shall replace. */
  offsetLag: bigint;
  /** Whether the log is a copy that is being made for AlterReplicaLogDirs, to replace the present one. */
  isFutureKey: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDescribeLogDirsRequestDescribableLogDirTopic(
  r: Reader,
  version: number,
): DescribeLogDirsRequestDescribableLogDirTopic {
  const flexible = version >= 2;
  const m: DescribeLogDirsRequestDescribableLogDirTopic = {
    topic: r.string(flexible),
    partitions: r.int32Array(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeLogDirsRequestDescribableLogDirTopic(
  w: Writer,
  version: number,
  m: MessageInit<DescribeLogDirsRequestDescribableLogDirTopic>,
): void {
  const flexible = version >= 2;
  w.string(or(m.topic, ''), flexible);
  w.int32Array(or(m.partitions, []), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeLogDirsRequest(r: Reader, version: number): DescribeLogDirsRequest {
  const flexible = version >= 2;
  const m: DescribeLogDirsRequest = {
    topics: r.nullableArray(flexible, readDescribeLogDirsRequestDescribableLogDirTopic, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeLogDirsRequest(w: Writer, version: number, m: MessageInit<DescribeLogDirsRequest>): void {
  const flexible = version >= 2;
  w.nullableArray(or(m.topics, []), flexible, writeDescribeLogDirsRequestDescribableLogDirTopic, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeLogDirsResponsePartition(r: Reader, version: number): DescribeLogDirsResponsePartition {
  const flexible = version >= 2;
  const m: DescribeLogDirsResponsePartition = {
    partitionIndex: r.int32(),
    partitionSize: r.int64(),
    offsetLag: r.int64(),
    isFutureKey: r.bool(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeLogDirsResponsePartition(
  w: Writer,
  version: number,
  m: MessageInit<DescribeLogDirsResponsePartition>,
): void {
  const flexible = version >= 2;
  w.int32(or(m.partitionIndex, 0));
  w.int64(or(m.partitionSize, 0n));
  w.int64(or(m.offsetLag, 0n));
  w.bool(or(m.isFutureKey, false));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeLogDirsResponseTopic(r: Reader, version: number): DescribeLogDirsResponseTopic {
  const flexible = version >= 2;
  const m: DescribeLogDirsResponseTopic = {
    name: r.string(flexible),
    partitions: r.array(flexible, readDescribeLogDirsResponsePartition, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeLogDirsResponseTopic(
  w: Writer,
  version: number,
  m: MessageInit<DescribeLogDirsResponseTopic>,
): void {
  const flexible = version >= 2;
  w.string(or(m.name, ''), flexible);
  w.array(or(m.partitions, []), flexible, writeDescribeLogDirsResponsePartition, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeLogDirsResponseResult(r: Reader, version: number): DescribeLogDirsResponseResult {
  const flexible = version >= 2;
  const m: DescribeLogDirsResponseResult = {
    errorCode: r.int16(),
    logDir: r.string(flexible),
    topics: r.array(flexible, readDescribeLogDirsResponseTopic, version),
    totalBytes: version >= 4 ? r.int64() : -1n,
    usableBytes: version >= 4 ? r.int64() : -1n,
    isCordoned: version >= 5 ? r.bool() : false,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeLogDirsResponseResult(
  w: Writer,
  version: number,
  m: MessageInit<DescribeLogDirsResponseResult>,
): void {
  const flexible = version >= 2;
  w.int16(or(m.errorCode, 0));
  w.string(or(m.logDir, ''), flexible);
  w.array(or(m.topics, []), flexible, writeDescribeLogDirsResponseTopic, version);
  if (version >= 4) w.int64(or(m.totalBytes, -1n));
  if (version >= 4) w.int64(or(m.usableBytes, -1n));
  if (version >= 5) w.bool(or(m.isCordoned, false));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeLogDirsResponse(r: Reader, version: number): DescribeLogDirsResponse {
  const flexible = version >= 2;
  const m: DescribeLogDirsResponse = {
    throttleTimeMs: r.int32(),
    errorCode: version >= 3 ? r.int16() : 0,
    results: r.array(flexible, readDescribeLogDirsResponseResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeLogDirsResponse(w: Writer, version: number, m: MessageInit<DescribeLogDirsResponse>): void {
  const flexible = version >= 2;
  w.int32(or(m.throttleTimeMs, 0));
  if (version >= 3) w.int16(or(m.errorCode, 0));
  w.array(or(m.results, []), flexible, writeDescribeLogDirsResponseResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/036-sasl-authenticate.ts

/**
 * API 36. Carries one SASL token to the broker and one back, after SaslHandshake v1 (KIP-152). Goes to any broker.
 *
 * - v0: The first.
 * - v1: sessionLifetimeMs: when to authenticate again (KIP-368).
 * - v2: Flexible.
 */
export const SaslAuthenticate: Api<SaslAuthenticateRequest, SaslAuthenticateResponse> = /* @__PURE__ */ api(
  36,
  'SaslAuthenticate',
  /* @__PURE__ */ new Message(
    'SaslAuthenticateRequest',
    [0, 2],
    2,
    readSaslAuthenticateRequest,
    writeSaslAuthenticateRequest,
  ),
  /* @__PURE__ */ new Message(
    'SaslAuthenticateResponse',
    [0, 2],
    2,
    readSaslAuthenticateResponse,
    writeSaslAuthenticateResponse,
  ),
);

/** The request of {@link SaslAuthenticate}. */
export interface SaslAuthenticateRequest {
  /** The client's token, as the mechanism defines it. */
  authBytes: Buffer;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link SaslAuthenticate}. */
export interface SaslAuthenticateResponse {
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** The broker's token, as the mechanism defines it. */
  authBytes: Buffer;
  /** After how long the client has to authenticate again, in ms; 0 for never. (since v1) */
  sessionLifetimeMs: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readSaslAuthenticateRequest(r: Reader, version: number): SaslAuthenticateRequest {
  const flexible = version >= 2;
  const m: SaslAuthenticateRequest = {
    authBytes: r.bytes(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeSaslAuthenticateRequest(w: Writer, version: number, m: MessageInit<SaslAuthenticateRequest>): void {
  const flexible = version >= 2;
  w.bytes(or(m.authBytes, NO_BYTES), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readSaslAuthenticateResponse(r: Reader, version: number): SaslAuthenticateResponse {
  const flexible = version >= 2;
  const m: SaslAuthenticateResponse = {
    errorCode: r.int16(),
    errorMessage: r.nullableString(flexible),
    authBytes: r.bytes(flexible),
    sessionLifetimeMs: version >= 1 ? r.int64() : 0n,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeSaslAuthenticateResponse(w: Writer, version: number, m: MessageInit<SaslAuthenticateResponse>): void {
  const flexible = version >= 2;
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), flexible);
  w.bytes(or(m.authBytes, NO_BYTES), flexible);
  if (version >= 1) w.int64(or(m.sessionLifetimeMs, 0n));
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/037-create-partitions.ts

/**
 * API 37. Gives topics more partitions (KIP-195). There is no way to have fewer. Goes to the controller (any
 * broker forwards it, since Kafka 3).
 *
 * - v0: The first.
 * - v1: The broker answers before it throttles (KIP-219).
 * - v2: Flexible.
 * - v3: THROTTLING_QUOTA_EXCEEDED may be answered (KIP-599).
 */
export const CreatePartitions: Api<CreatePartitionsRequest, CreatePartitionsResponse> = /* @__PURE__ */ api(
  37,
  'CreatePartitions',
  /* @__PURE__ */ new Message(
    'CreatePartitionsRequest',
    [0, 3],
    2,
    readCreatePartitionsRequest,
    writeCreatePartitionsRequest,
  ),
  /* @__PURE__ */ new Message(
    'CreatePartitionsResponse',
    [0, 3],
    2,
    readCreatePartitionsResponse,
    writeCreatePartitionsResponse,
  ),
);

/** The request of {@link CreatePartitions}. */
export interface CreatePartitionsRequest {
  /** The topics to enlarge. */
  topics: CreatePartitionsRequestTopic[];
  /** How long to wait until the partitions are there, in ms. */
  timeoutMs: number;
  /** Whether only to check that they could be created. */
  validateOnly: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The topics to enlarge. */
export interface CreatePartitionsRequestTopic {
  /** The name of the topic. */
  name: string;
  /** How many partitions the topic shall have in all. */
  count: number;
  /** Which brokers shall have which new partition, in the order of their numbers; null to leave it to the controller. */
  assignments: CreatePartitionsRequestAssignment[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Which brokers shall have which new partition, in the order of their numbers; null to leave it to the controller. */
export interface CreatePartitionsRequestAssignment {
  /** The brokers, the preferred leader first. */
  brokerIds: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link CreatePartitions}. */
export interface CreatePartitionsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The outcome, by topic. */
  results: CreatePartitionsResponseTopicResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by topic. */
export interface CreatePartitionsResponseTopicResult {
  /** The name of the topic. */
  name: string;
  /** 0, or what went wrong with the topic. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. (default null) */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readCreatePartitionsRequestAssignment(r: Reader, version: number): CreatePartitionsRequestAssignment {
  const flexible = version >= 2;
  const m: CreatePartitionsRequestAssignment = {
    brokerIds: r.int32Array(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeCreatePartitionsRequestAssignment(
  w: Writer,
  version: number,
  m: MessageInit<CreatePartitionsRequestAssignment>,
): void {
  const flexible = version >= 2;
  w.int32Array(or(m.brokerIds, []), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readCreatePartitionsRequestTopic(r: Reader, version: number): CreatePartitionsRequestTopic {
  const flexible = version >= 2;
  const m: CreatePartitionsRequestTopic = {
    name: r.string(flexible),
    count: r.int32(),
    assignments: r.nullableArray(flexible, readCreatePartitionsRequestAssignment, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeCreatePartitionsRequestTopic(
  w: Writer,
  version: number,
  m: MessageInit<CreatePartitionsRequestTopic>,
): void {
  const flexible = version >= 2;
  w.string(or(m.name, ''), flexible);
  w.int32(or(m.count, 0));
  w.nullableArray(or(m.assignments, []), flexible, writeCreatePartitionsRequestAssignment, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readCreatePartitionsRequest(r: Reader, version: number): CreatePartitionsRequest {
  const flexible = version >= 2;
  const m: CreatePartitionsRequest = {
    topics: r.array(flexible, readCreatePartitionsRequestTopic, version),
    timeoutMs: r.int32(),
    validateOnly: r.bool(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeCreatePartitionsRequest(w: Writer, version: number, m: MessageInit<CreatePartitionsRequest>): void {
  const flexible = version >= 2;
  w.array(or(m.topics, []), flexible, writeCreatePartitionsRequestTopic, version);
  w.int32(or(m.timeoutMs, 0));
  w.bool(or(m.validateOnly, false));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readCreatePartitionsResponseTopicResult(r: Reader, version: number): CreatePartitionsResponseTopicResult {
  const flexible = version >= 2;
  const m: CreatePartitionsResponseTopicResult = {
    name: r.string(flexible),
    errorCode: r.int16(),
    errorMessage: r.nullableString(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeCreatePartitionsResponseTopicResult(
  w: Writer,
  version: number,
  m: MessageInit<CreatePartitionsResponseTopicResult>,
): void {
  const flexible = version >= 2;
  w.string(or(m.name, ''), flexible);
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, null), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readCreatePartitionsResponse(r: Reader, version: number): CreatePartitionsResponse {
  const flexible = version >= 2;
  const m: CreatePartitionsResponse = {
    throttleTimeMs: r.int32(),
    results: r.array(flexible, readCreatePartitionsResponseTopicResult, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeCreatePartitionsResponse(w: Writer, version: number, m: MessageInit<CreatePartitionsResponse>): void {
  const flexible = version >= 2;
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.results, []), flexible, writeCreatePartitionsResponseTopicResult, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/038-create-delegation-token.ts

/**
 * API 38. Creates a delegation token, with which others can log in as its owner (KIP-48). Goes to any broker
 * (changes are made by the controller).
 *
 * - v0: The first.
 * - v1: The broker answers before it throttles (KIP-219).
 * - v2: Flexible.
 * - v3: A token may be made for another user (KIP-373).
 */
export const CreateDelegationToken: Api<CreateDelegationTokenRequest, CreateDelegationTokenResponse> =
  /* @__PURE__ */ api(
    38,
    'CreateDelegationToken',
    /* @__PURE__ */ new Message(
      'CreateDelegationTokenRequest',
      [0, 3],
      2,
      readCreateDelegationTokenRequest,
      writeCreateDelegationTokenRequest,
    ),
    /* @__PURE__ */ new Message(
      'CreateDelegationTokenResponse',
      [0, 3],
      2,
      readCreateDelegationTokenResponse,
      writeCreateDelegationTokenResponse,
    ),
  );

/** The request of {@link CreateDelegationToken}. */
export interface CreateDelegationTokenRequest {
  /** The kind of user to make the token for, "User" as a rule; null for the user who asks. (since v3) */
  ownerPrincipalType: string | null;
  /** The user to make the token for; null for the user who asks. (since v3) */
  ownerPrincipalName: string | null;
  /** Who else may renew the token. */
  renewers: CreateDelegationTokenRequestCreatableRenewers[];
  /** For how long the token can be renewed at most, in ms from now; -1 for as long as the broker allows. */
  maxLifetimeMs: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Who else may renew the token. */
export interface CreateDelegationTokenRequestCreatableRenewers {
  /** What kind of name it is, "User" as a rule. */
  principalType: string;
  /** The name of the user. */
  principalName: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link CreateDelegationToken}. */
export interface CreateDelegationTokenResponse {
  /** 0, or what went wrong. */
  errorCode: number;
  /** What kind of name it is, "User" as a rule. */
  principalType: string;
  /** The owner of the token: the user that it logs in. */
  principalName: string;
  /** What kind of name it is, "User" as a rule. (since v3) */
  tokenRequesterPrincipalType: string;
  /** The user who asked for the token. (since v3) */
  tokenRequesterPrincipalName: string;
  /** When the token was made, in ms since 1970. */
  issueTimestampMs: bigint;
  /** When the token ends if it is not renewed, in ms since 1970. */
  expiryTimestampMs: bigint;
  /** When the token ends even if it is renewed, in ms since 1970. */
  maxTimestampMs: bigint;
  /** The id of the token: the user name to log in with, by SCRAM. */
  tokenId: string;
  /** The HMAC of the token. In base64, it is the password to log in with. */
  hmac: Buffer;
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readCreateDelegationTokenRequestCreatableRenewers(
  r: Reader,
  version: number,
): CreateDelegationTokenRequestCreatableRenewers {
  const flexible = version >= 2;
  const m: CreateDelegationTokenRequestCreatableRenewers = {
    principalType: r.string(flexible),
    principalName: r.string(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeCreateDelegationTokenRequestCreatableRenewers(
  w: Writer,
  version: number,
  m: MessageInit<CreateDelegationTokenRequestCreatableRenewers>,
): void {
  const flexible = version >= 2;
  w.string(or(m.principalType, ''), flexible);
  w.string(or(m.principalName, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readCreateDelegationTokenRequest(r: Reader, version: number): CreateDelegationTokenRequest {
  const flexible = version >= 2;
  const m: CreateDelegationTokenRequest = {
    ownerPrincipalType: version >= 3 ? r.nullableString(true) : '',
    ownerPrincipalName: version >= 3 ? r.nullableString(true) : '',
    renewers: r.array(flexible, readCreateDelegationTokenRequestCreatableRenewers, version),
    maxLifetimeMs: r.int64(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeCreateDelegationTokenRequest(
  w: Writer,
  version: number,
  m: MessageInit<CreateDelegationTokenRequest>,
): void {
  const flexible = version >= 2;
  if (version >= 3) w.nullableString(or(m.ownerPrincipalType, ''), true);
  else if (set(m.ownerPrincipalType, '')) w.absent(version);
  if (version >= 3) w.nullableString(or(m.ownerPrincipalName, ''), true);
  else if (set(m.ownerPrincipalName, '')) w.absent(version);
  w.array(or(m.renewers, []), flexible, writeCreateDelegationTokenRequestCreatableRenewers, version);
  w.int64(or(m.maxLifetimeMs, 0n));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readCreateDelegationTokenResponse(r: Reader, version: number): CreateDelegationTokenResponse {
  const flexible = version >= 2;
  const m: CreateDelegationTokenResponse = {
    errorCode: r.int16(),
    principalType: r.string(flexible),
    principalName: r.string(flexible),
    tokenRequesterPrincipalType: version >= 3 ? r.string(true) : '',
    tokenRequesterPrincipalName: version >= 3 ? r.string(true) : '',
    issueTimestampMs: r.int64(),
    expiryTimestampMs: r.int64(),
    maxTimestampMs: r.int64(),
    tokenId: r.string(flexible),
    hmac: r.bytes(flexible),
    throttleTimeMs: r.int32(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeCreateDelegationTokenResponse(
  w: Writer,
  version: number,
  m: MessageInit<CreateDelegationTokenResponse>,
): void {
  const flexible = version >= 2;
  w.int16(or(m.errorCode, 0));
  w.string(or(m.principalType, ''), flexible);
  w.string(or(m.principalName, ''), flexible);
  if (version >= 3) w.string(or(m.tokenRequesterPrincipalType, ''), true);
  else if (set(m.tokenRequesterPrincipalType, '')) w.absent(version);
  if (version >= 3) w.string(or(m.tokenRequesterPrincipalName, ''), true);
  else if (set(m.tokenRequesterPrincipalName, '')) w.absent(version);
  w.int64(or(m.issueTimestampMs, 0n));
  w.int64(or(m.expiryTimestampMs, 0n));
  w.int64(or(m.maxTimestampMs, 0n));
  w.string(or(m.tokenId, ''), flexible);
  w.bytes(or(m.hmac, NO_BYTES), flexible);
  w.int32(or(m.throttleTimeMs, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

// From schema/039-renew-delegation-token.ts

/**
 * API 39. Lets a delegation token live longer. Goes to any broker (changes are made by the controller).
 *
 * - v0: The first (KIP-48).
 * - v1: The broker answers before it throttles (KIP-219).
 * - v2: Flexible.
 */
export const RenewDelegationToken: Api<RenewDelegationTokenRequest, RenewDelegationTokenResponse> = /* @__PURE__ */ api(
  39,
  'RenewDelegationToken',
  /* @__PURE__ */ new Message(
    'RenewDelegationTokenRequest',
    [0, 2],
    2,
    readRenewDelegationTokenRequest,
    writeRenewDelegationTokenRequest,
  ),
  /* @__PURE__ */ new Message(
    'RenewDelegationTokenResponse',
    [0, 2],
    2,
    readRenewDelegationTokenResponse,
    writeRenewDelegationTokenResponse,
  ),
);

/** The request of {@link RenewDelegationToken}. */
export interface RenewDelegationTokenRequest {
  /** The HMAC of the token, which tells which one is meant. */
  hmac: Buffer;
  /**
   * How long the token shall live from now on, in ms, up to its maximum; -1 for as long as the broker is set up to
   * grant.
   */
  renewPeriodMs: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link RenewDelegationToken}. */
export interface RenewDelegationTokenResponse {
  /** 0, or what went wrong. */
  errorCode: number;
  /** When the token ends if it is not renewed, in ms since 1970. */
  expiryTimestampMs: bigint;
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readRenewDelegationTokenRequest(r: Reader, version: number): RenewDelegationTokenRequest {
  const flexible = version >= 2;
  const m: RenewDelegationTokenRequest = {
    hmac: r.bytes(flexible),
    renewPeriodMs: r.int64(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeRenewDelegationTokenRequest(
  w: Writer,
  version: number,
  m: MessageInit<RenewDelegationTokenRequest>,
): void {
  const flexible = version >= 2;
  w.bytes(or(m.hmac, NO_BYTES), flexible);
  w.int64(or(m.renewPeriodMs, 0n));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readRenewDelegationTokenResponse(r: Reader, version: number): RenewDelegationTokenResponse {
  const flexible = version >= 2;
  const m: RenewDelegationTokenResponse = {
    errorCode: r.int16(),
    expiryTimestampMs: r.int64(),
    throttleTimeMs: r.int32(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeRenewDelegationTokenResponse(
  w: Writer,
  version: number,
  m: MessageInit<RenewDelegationTokenResponse>,
): void {
  const flexible = version >= 2;
  w.int16(or(m.errorCode, 0));
  w.int64(or(m.expiryTimestampMs, 0n));
  w.int32(or(m.throttleTimeMs, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}
