// Generated from packages/wire/schema/032-describe-configs.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

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
