// Generated from packages/wire/schema/094-unregister-controller.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 94. Makes the cluster forget a controller that will not come back. Goes to the active controller (any broker
 * forwards it).
 *
 * - v0: The first and only one so far (KIP-1312).
 */
export const UnregisterController: Api<UnregisterControllerRequest, UnregisterControllerResponse> = /* @__PURE__ */ api(
  94,
  'UnregisterController',
  /* @__PURE__ */ new Message(
    'UnregisterControllerRequest',
    [0, 0],
    0,
    readUnregisterControllerRequest,
    writeUnregisterControllerRequest,
  ),
  /* @__PURE__ */ new Message(
    'UnregisterControllerResponse',
    [0, 0],
    0,
    readUnregisterControllerResponse,
    writeUnregisterControllerResponse,
  ),
);

/** The request of {@link UnregisterController}. */
export interface UnregisterControllerRequest {
  /** The controller to forget. */
  controllerId: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link UnregisterController}. */
export interface UnregisterControllerResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readUnregisterControllerRequest(r: Reader, _version: number): UnregisterControllerRequest {
  const m: UnregisterControllerRequest = {
    controllerId: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeUnregisterControllerRequest(
  w: Writer,
  version: number,
  m: MessageInit<UnregisterControllerRequest>,
): void {
  w.int32(or(m.controllerId, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readUnregisterControllerResponse(r: Reader, _version: number): UnregisterControllerResponse {
  const m: UnregisterControllerResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeUnregisterControllerResponse(
  w: Writer,
  version: number,
  m: MessageInit<UnregisterControllerResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}
