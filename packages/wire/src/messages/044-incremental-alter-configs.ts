// Generated from packages/wire/schema/044-incremental-alter-configs.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 44. Changes some settings of resources and leaves the others as they are (KIP-339). Goes to any broker
 * (changes are made by the controller); for the settings or the log levels of one broker, that broker.
 *
 * - v0: The first.
 * - v1: Flexible.
 */
export const IncrementalAlterConfigs: Api<IncrementalAlterConfigsRequest, IncrementalAlterConfigsResponse> =
  /* @__PURE__ */ api(
    44,
    'IncrementalAlterConfigs',
    /* @__PURE__ */ new Message(
      'IncrementalAlterConfigsRequest',
      [0, 1],
      1,
      readIncrementalAlterConfigsRequest,
      writeIncrementalAlterConfigsRequest,
    ),
    /* @__PURE__ */ new Message(
      'IncrementalAlterConfigsResponse',
      [0, 1],
      1,
      readIncrementalAlterConfigsResponse,
      writeIncrementalAlterConfigsResponse,
    ),
  );

/** The request of {@link IncrementalAlterConfigs}. */
export interface IncrementalAlterConfigsRequest {
  /** The changes, by resource. */
  resources: IncrementalAlterConfigsRequestAlterConfigsResource[];
  /** Whether only to check that the changes could be made. */
  validateOnly: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The changes, by resource. */
export interface IncrementalAlterConfigsRequestAlterConfigsResource {
  /** What has the settings: 2 topic, 4 broker, 8 log levels of a broker, 16 client metrics, 32 group. */
  resourceType: number;
  /** Its name: of a topic or a group, the id of a broker (empty: all brokers), or the name of a metrics subscription. */
  resourceName: string;
  /** The changes. */
  configs: IncrementalAlterConfigsRequestAlterableConfig[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The changes. */
export interface IncrementalAlterConfigsRequestAlterableConfig {
  /** The name of the setting, e.g. retention.ms. */
  name: string;
  /** 0 sets the value, 1 goes back to the default, 2 adds to a list, 3 takes from a list. */
  configOperation: number;
  /** The value, or what to add or take away, with commas between; null to go back to the default. */
  value: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link IncrementalAlterConfigs}. */
export interface IncrementalAlterConfigsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The outcome, by resource. */
  responses: IncrementalAlterConfigsResponseAlterConfigsResource[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by resource. */
export interface IncrementalAlterConfigsResponseAlterConfigsResource {
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

function readIncrementalAlterConfigsRequestAlterableConfig(
  r: Reader,
  version: number,
): IncrementalAlterConfigsRequestAlterableConfig {
  const flexible = version >= 1;
  const m: IncrementalAlterConfigsRequestAlterableConfig = {
    name: r.string(flexible),
    configOperation: r.int8(),
    value: r.nullableString(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeIncrementalAlterConfigsRequestAlterableConfig(
  w: Writer,
  version: number,
  m: MessageInit<IncrementalAlterConfigsRequestAlterableConfig>,
): void {
  const flexible = version >= 1;
  w.string(or(m.name, ''), flexible);
  w.int8(or(m.configOperation, 0));
  w.nullableString(or(m.value, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readIncrementalAlterConfigsRequestAlterConfigsResource(
  r: Reader,
  version: number,
): IncrementalAlterConfigsRequestAlterConfigsResource {
  const flexible = version >= 1;
  const m: IncrementalAlterConfigsRequestAlterConfigsResource = {
    resourceType: r.int8(),
    resourceName: r.string(flexible),
    configs: r.array(flexible, readIncrementalAlterConfigsRequestAlterableConfig, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeIncrementalAlterConfigsRequestAlterConfigsResource(
  w: Writer,
  version: number,
  m: MessageInit<IncrementalAlterConfigsRequestAlterConfigsResource>,
): void {
  const flexible = version >= 1;
  w.int8(or(m.resourceType, 0));
  w.string(or(m.resourceName, ''), flexible);
  w.array(or(m.configs, []), flexible, writeIncrementalAlterConfigsRequestAlterableConfig, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readIncrementalAlterConfigsRequest(r: Reader, version: number): IncrementalAlterConfigsRequest {
  const flexible = version >= 1;
  const m: IncrementalAlterConfigsRequest = {
    resources: r.array(flexible, readIncrementalAlterConfigsRequestAlterConfigsResource, version),
    validateOnly: r.bool(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeIncrementalAlterConfigsRequest(
  w: Writer,
  version: number,
  m: MessageInit<IncrementalAlterConfigsRequest>,
): void {
  const flexible = version >= 1;
  w.array(or(m.resources, []), flexible, writeIncrementalAlterConfigsRequestAlterConfigsResource, version);
  w.bool(or(m.validateOnly, false));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readIncrementalAlterConfigsResponseAlterConfigsResource(
  r: Reader,
  version: number,
): IncrementalAlterConfigsResponseAlterConfigsResource {
  const flexible = version >= 1;
  const m: IncrementalAlterConfigsResponseAlterConfigsResource = {
    errorCode: r.int16(),
    errorMessage: r.nullableString(flexible),
    resourceType: r.int8(),
    resourceName: r.string(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeIncrementalAlterConfigsResponseAlterConfigsResource(
  w: Writer,
  version: number,
  m: MessageInit<IncrementalAlterConfigsResponseAlterConfigsResource>,
): void {
  const flexible = version >= 1;
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), flexible);
  w.int8(or(m.resourceType, 0));
  w.string(or(m.resourceName, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readIncrementalAlterConfigsResponse(r: Reader, version: number): IncrementalAlterConfigsResponse {
  const flexible = version >= 1;
  const m: IncrementalAlterConfigsResponse = {
    throttleTimeMs: r.int32(),
    responses: r.array(flexible, readIncrementalAlterConfigsResponseAlterConfigsResource, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeIncrementalAlterConfigsResponse(
  w: Writer,
  version: number,
  m: MessageInit<IncrementalAlterConfigsResponse>,
): void {
  const flexible = version >= 1;
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.responses, []), flexible, writeIncrementalAlterConfigsResponseAlterConfigsResource, version);
  w.unknownTags(m.unknownTags, flexible, version);
}
