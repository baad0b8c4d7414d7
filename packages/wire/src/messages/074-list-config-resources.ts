// Generated from packages/wire/schema/074-list-config-resources.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 74. Lists the resources that have settings, e.g. topics, groups or subscriptions to client metrics. Goes to
 * any broker.
 *
 * - v0: Only subscriptions to client metrics, under the name ListClientMetricsResources (KIP-1000).
 * - v1: All types of resources; resourceTypes and resourceType (KIP-1142).
 */
export const ListConfigResources: Api<ListConfigResourcesRequest, ListConfigResourcesResponse> = /* @__PURE__ */ api(
  74,
  'ListConfigResources',
  /* @__PURE__ */ new Message(
    'ListConfigResourcesRequest',
    [0, 1],
    0,
    readListConfigResourcesRequest,
    writeListConfigResourcesRequest,
  ),
  /* @__PURE__ */ new Message(
    'ListConfigResourcesResponse',
    [0, 1],
    0,
    readListConfigResourcesResponse,
    writeListConfigResourcesResponse,
  ),
);

/** The request of {@link ListConfigResources}. */
export interface ListConfigResourcesRequest {
  /**
   * The types of resources to list; empty for all. 2 topic, 4 broker, 8 log levels of a broker, 16 client metrics,
   * 32 group. (since v1)
   */
  resourceTypes: number[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ListConfigResources}. */
export interface ListConfigResourcesResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** The resources. */
  configResources: ListConfigResourcesResponseConfigResource[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The resources. */
export interface ListConfigResourcesResponseConfigResource {
  /** The name of the resource. */
  resourceName: string;
  /** 2 topic, 4 broker, 8 log levels of a broker, 16 client metrics, 32 group. (since v1, default 16) */
  resourceType: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readListConfigResourcesRequest(r: Reader, version: number): ListConfigResourcesRequest {
  const m: ListConfigResourcesRequest = {
    resourceTypes: version >= 1 ? r.int8Array(true) : [],
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListConfigResourcesRequest(w: Writer, version: number, m: MessageInit<ListConfigResourcesRequest>): void {
  if (version >= 1) w.int8Array(or(m.resourceTypes, []), true);
  else if (set(m.resourceTypes, [])) w.absent(version);
  w.unknownTags(m.unknownTags, true, version);
}

function readListConfigResourcesResponseConfigResource(
  r: Reader,
  version: number,
): ListConfigResourcesResponseConfigResource {
  const m: ListConfigResourcesResponseConfigResource = {
    resourceName: r.string(true),
    resourceType: version >= 1 ? r.int8() : 16,
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListConfigResourcesResponseConfigResource(
  w: Writer,
  version: number,
  m: MessageInit<ListConfigResourcesResponseConfigResource>,
): void {
  w.string(or(m.resourceName, ''), true);
  if (version >= 1) w.int8(or(m.resourceType, 16));
  w.unknownTags(m.unknownTags, true, version);
}

function readListConfigResourcesResponse(r: Reader, version: number): ListConfigResourcesResponse {
  const m: ListConfigResourcesResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    configResources: r.array(true, readListConfigResourcesResponseConfigResource, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeListConfigResourcesResponse(
  w: Writer,
  version: number,
  m: MessageInit<ListConfigResourcesResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.array(or(m.configResources, []), true, writeListConfigResourcesResponseConfigResource, version);
  w.unknownTags(m.unknownTags, true, version);
}
