// Generated from packages/wire/schema/057-update-features.ts by `npm run codegen`. Do not edit.
import { or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 57. Raises or lowers the levels of features for the whole cluster. Goes to the active controller (any broker
 * forwards it).
 *
 * - v0: The first (KIP-584).
 * - v1: upgradeType takes the place of allowDowngrade; validateOnly (KIP-778).
 * - v2: All updates succeed or fail together: the response no longer has results.
 */
export const UpdateFeatures: Api<UpdateFeaturesRequest, UpdateFeaturesResponse> = /* @__PURE__ */ api(
  57,
  'UpdateFeatures',
  /* @__PURE__ */ new Message(
    'UpdateFeaturesRequest',
    [0, 2],
    0,
    readUpdateFeaturesRequest,
    writeUpdateFeaturesRequest,
  ),
  /* @__PURE__ */ new Message(
    'UpdateFeaturesResponse',
    [0, 2],
    0,
    readUpdateFeaturesResponse,
    writeUpdateFeaturesResponse,
  ),
);

/** The request of {@link UpdateFeatures}. */
export interface UpdateFeaturesRequest {
  /** How long to wait until the update is done, in ms. (default 60000) */
  timeoutMs: number;
  /** The features to change. */
  featureUpdates: UpdateFeaturesRequestFeatureUpdateKey[];
  /** Whether only to check that it could be done. (since v1) */
  validateOnly: boolean;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The features to change. */
export interface UpdateFeaturesRequestFeatureUpdateKey {
  /** The name of the feature. */
  feature: string;
  /** The level it shall have; below 1 to switch it off. */
  maxVersionLevel: number;
  /** Whether the level may become lower. (v0 only) */
  allowDowngrade: boolean;
  /**
   * 1: the level may only rise; 2: it may be lowered if nothing is lost; 3: it may be lowered even then. (since v1,
   * default 1)
   */
  upgradeType: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link UpdateFeatures}. */
export interface UpdateFeaturesResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or why nothing at all was changed. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** The outcome, by feature. (until v1) */
  results: UpdateFeaturesResponseUpdatableFeatureResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by feature. */
export interface UpdateFeaturesResponseUpdatableFeatureResult {
  /** The name of the feature. */
  feature: string;
  /** 0, or what went wrong with the feature. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readUpdateFeaturesRequestFeatureUpdateKey(r: Reader, version: number): UpdateFeaturesRequestFeatureUpdateKey {
  const m: UpdateFeaturesRequestFeatureUpdateKey = {
    feature: r.string(true),
    maxVersionLevel: r.int16(),
    allowDowngrade: version <= 0 ? r.bool() : false,
    upgradeType: version >= 1 ? r.int8() : 1,
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeUpdateFeaturesRequestFeatureUpdateKey(
  w: Writer,
  version: number,
  m: MessageInit<UpdateFeaturesRequestFeatureUpdateKey>,
): void {
  w.string(or(m.feature, ''), true);
  w.int16(or(m.maxVersionLevel, 0));
  if (version <= 0) w.bool(or(m.allowDowngrade, false));
  else if (set(m.allowDowngrade, false)) w.absent(version);
  if (version >= 1) w.int8(or(m.upgradeType, 1));
  else if (set(m.upgradeType, 1)) w.absent(version);
  w.unknownTags(m.unknownTags, true, version);
}

function readUpdateFeaturesRequest(r: Reader, version: number): UpdateFeaturesRequest {
  const m: UpdateFeaturesRequest = {
    timeoutMs: r.int32(),
    featureUpdates: r.array(true, readUpdateFeaturesRequestFeatureUpdateKey, version),
    validateOnly: version >= 1 ? r.bool() : false,
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeUpdateFeaturesRequest(w: Writer, version: number, m: MessageInit<UpdateFeaturesRequest>): void {
  w.int32(or(m.timeoutMs, 60000));
  w.array(or(m.featureUpdates, []), true, writeUpdateFeaturesRequestFeatureUpdateKey, version);
  if (version >= 1) w.bool(or(m.validateOnly, false));
  else if (set(m.validateOnly, false)) w.absent(version);
  w.unknownTags(m.unknownTags, true, version);
}

function readUpdateFeaturesResponseUpdatableFeatureResult(
  r: Reader,
  _version: number,
): UpdateFeaturesResponseUpdatableFeatureResult {
  const m: UpdateFeaturesResponseUpdatableFeatureResult = {
    feature: r.string(true),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeUpdateFeaturesResponseUpdatableFeatureResult(
  w: Writer,
  version: number,
  m: MessageInit<UpdateFeaturesResponseUpdatableFeatureResult>,
): void {
  w.string(or(m.feature, ''), true);
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readUpdateFeaturesResponse(r: Reader, version: number): UpdateFeaturesResponse {
  const m: UpdateFeaturesResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    results: version <= 1 ? r.array(true, readUpdateFeaturesResponseUpdatableFeatureResult, version) : [],
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeUpdateFeaturesResponse(w: Writer, version: number, m: MessageInit<UpdateFeaturesResponse>): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), true);
  if (version <= 1) w.array(or(m.results, []), true, writeUpdateFeaturesResponseUpdatableFeatureResult, version);
  w.unknownTags(m.unknownTags, true, version);
}
