// Generated from packages/wire/schema/018-api-versions.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 18. Asks which APIs a broker has, at which versions. The response always has header version 0; to a version
 * it does not know, a broker answers version 0 with UNSUPPORTED_VERSION. Goes to any broker.
 *
 * - v0: The first.
 * - v1: The response gains throttleTimeMs.
 * - v2: The broker answers before it throttles (KIP-219).
 * - v3: Flexible; name and version of the client software, features of the cluster (KIP-511, KIP-584).
 * - v4: Features with a minimum version of 0 are told too.
 * - v5: The client says which node of which cluster it expects (KIP-1242).
 */
export const ApiVersions: Api<ApiVersionsRequest, ApiVersionsResponse> = /* @__PURE__ */ api(
  18,
  'ApiVersions',
  /* @__PURE__ */ new Message('ApiVersionsRequest', [0, 5], 3, readApiVersionsRequest, writeApiVersionsRequest),
  /* @__PURE__ */ new Message('ApiVersionsResponse', [0, 5], 3, readApiVersionsResponse, writeApiVersionsResponse),
);

/** The request of {@link ApiVersions}. */
export interface ApiVersionsRequest {
  /** The name of the client library: letters, digits, dots and dashes. (since v3) */
  clientSoftwareName: string;
  /** Its version, of the same characters. (since v3) */
  clientSoftwareVersion: string;
  /** The cluster the client means to reach; null when it does not know. (since v5, default null) */
  clusterId: string | null;
  /** The node the client means to reach; -1 when it does not know. (since v5, default -1) */
  nodeId: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ApiVersions}. */
export interface ApiVersionsResponse {
  /** 0, or what went wrong. */
  errorCode: number;
  /** The APIs and their versions. */
  apiKeys: ApiVersionsResponseApiVersion[];
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. (since v1) */
  throttleTimeMs: number;
  /** The features the broker could have. Before v4, those that begin at 0 are kept back. (since v3) */
  supportedFeatures: ApiVersionsResponseSupportedFeatureKey[];
  /** Goes up with each change of a feature; -1 when unknown. (since v3, default -1) */
  finalizedFeaturesEpoch: bigint;
  /** The features the whole cluster has; holds only with an epoch from 0 on. (since v3) */
  finalizedFeatures: ApiVersionsResponseFinalizedFeatureKey[];
  /** Whether a KRaft controller is set up for migration from ZooKeeper. (since v3) */
  zkMigrationReady: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The APIs and their versions. */
export interface ApiVersionsResponseApiVersion {
  /** The key of the API. */
  apiKey: number;
  /** The oldest version. */
  minVersion: number;
  /** The newest version. */
  maxVersion: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The features the broker could have. Before v4, those that begin at 0 are kept back. */
export interface ApiVersionsResponseSupportedFeatureKey {
  /** The name of the feature. */
  name: string;
  /** The lowest level it can have. */
  minVersion: number;
  /** The highest level it can have. */
  maxVersion: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The features the whole cluster has; holds only with an epoch from 0 on. */
export interface ApiVersionsResponseFinalizedFeatureKey {
  /** The name of the feature. */
  name: string;
  /** Its level. */
  maxVersionLevel: number;
  /** The lowest level it could go back to. */
  minVersionLevel: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readApiVersionsRequest(r: Reader, version: number): ApiVersionsRequest {
  const flexible = version >= 3;
  const m: ApiVersionsRequest = {
    clientSoftwareName: version >= 3 ? r.string(true) : '',
    clientSoftwareVersion: version >= 3 ? r.string(true) : '',
    clusterId: version >= 5 ? r.nullableString(true) : null,
    nodeId: version >= 5 ? r.int32() : -1,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeApiVersionsRequest(w: Writer, version: number, m: MessageInit<ApiVersionsRequest>): void {
  const flexible = version >= 3;
  if (version >= 3) w.string(or(m.clientSoftwareName, ''), true);
  if (version >= 3) w.string(or(m.clientSoftwareVersion, ''), true);
  if (version >= 5) w.nullableString(or(m.clusterId, null), true);
  if (version >= 5) w.int32(or(m.nodeId, -1));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readApiVersionsResponseApiVersion(r: Reader, version: number): ApiVersionsResponseApiVersion {
  const flexible = version >= 3;
  const m: ApiVersionsResponseApiVersion = {
    apiKey: r.int16(),
    minVersion: r.int16(),
    maxVersion: r.int16(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeApiVersionsResponseApiVersion(
  w: Writer,
  version: number,
  m: MessageInit<ApiVersionsResponseApiVersion>,
): void {
  const flexible = version >= 3;
  w.int16(or(m.apiKey, 0));
  w.int16(or(m.minVersion, 0));
  w.int16(or(m.maxVersion, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readApiVersionsResponseSupportedFeatureKey(
  r: Reader,
  _version: number,
): ApiVersionsResponseSupportedFeatureKey {
  const m: ApiVersionsResponseSupportedFeatureKey = {
    name: r.string(true),
    minVersion: r.int16(),
    maxVersion: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeApiVersionsResponseSupportedFeatureKey(
  w: Writer,
  version: number,
  m: MessageInit<ApiVersionsResponseSupportedFeatureKey>,
): void {
  w.string(or(m.name, ''), true);
  w.int16(or(m.minVersion, 0));
  w.int16(or(m.maxVersion, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readApiVersionsResponseFinalizedFeatureKey(
  r: Reader,
  _version: number,
): ApiVersionsResponseFinalizedFeatureKey {
  const m: ApiVersionsResponseFinalizedFeatureKey = {
    name: r.string(true),
    maxVersionLevel: r.int16(),
    minVersionLevel: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeApiVersionsResponseFinalizedFeatureKey(
  w: Writer,
  version: number,
  m: MessageInit<ApiVersionsResponseFinalizedFeatureKey>,
): void {
  w.string(or(m.name, ''), true);
  w.int16(or(m.maxVersionLevel, 0));
  w.int16(or(m.minVersionLevel, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readApiVersionsResponse(r: Reader, version: number): ApiVersionsResponse {
  const flexible = version >= 3;
  const m: ApiVersionsResponse = {
    errorCode: r.int16(),
    apiKeys: r.array(flexible, readApiVersionsResponseApiVersion, version),
    throttleTimeMs: version >= 1 ? r.int32() : 0,
    supportedFeatures: [],
    finalizedFeaturesEpoch: -1n,
    finalizedFeatures: [],
    zkMigrationReady: false,
  };
  if (flexible) {
    let unknownTags: UnknownTag[] | undefined;
    for (let n = r.tagCount(); n > 0; n--) {
      const tag = r.tag();
      const end = r.tagEnd;
      if (tag === 0) m.supportedFeatures = r.array(true, readApiVersionsResponseSupportedFeatureKey, version);
      else if (tag === 1) m.finalizedFeaturesEpoch = r.int64();
      else if (tag === 2) m.finalizedFeatures = r.array(true, readApiVersionsResponseFinalizedFeatureKey, version);
      else if (tag === 3) m.zkMigrationReady = r.bool();
      else {
        unknownTags = r.unknownTag(unknownTags, tag);
        continue;
      }
      unknownTags = r.endTag(end, unknownTags);
    }
    if (unknownTags !== undefined) m.unknownTags = unknownTags;
  }
  return m;
}

function writeApiVersionsResponse(w: Writer, version: number, m: MessageInit<ApiVersionsResponse>): void {
  const flexible = version >= 3;
  w.int16(or(m.errorCode, 0));
  w.array(or(m.apiKeys, []), flexible, writeApiVersionsResponseApiVersion, version);
  if (version >= 1) w.int32(or(m.throttleTimeMs, 0));
  if (flexible) {
    const tags = w.beginTags(m.unknownTags);
    if (set(m.supportedFeatures, [])) {
      const at = w.beginTag(tags, 0);
      w.array(or(m.supportedFeatures, []), true, writeApiVersionsResponseSupportedFeatureKey, version);
      w.endTag(at);
    }
    if (set(m.finalizedFeaturesEpoch, -1n)) {
      const at = w.beginTag(tags, 1);
      w.int64(or(m.finalizedFeaturesEpoch, -1n));
      w.endTag(at);
    }
    if (set(m.finalizedFeatures, [])) {
      const at = w.beginTag(tags, 2);
      w.array(or(m.finalizedFeatures, []), true, writeApiVersionsResponseFinalizedFeatureKey, version);
      w.endTag(at);
    }
    if (set(m.zkMigrationReady, false)) {
      const at = w.beginTag(tags, 3);
      w.bool(or(m.zkMigrationReady, false));
      w.endTag(at);
    }
    w.endTags(tags);
  } else w.unknownTags(m.unknownTags, false, version);
}
