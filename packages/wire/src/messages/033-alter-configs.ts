// Generated from packages/wire/schema/033-alter-configs.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

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
