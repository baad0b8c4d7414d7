// Generated from packages/wire/schema/064-unregister-broker.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 64. Makes the cluster forget a broker that will not come back. Goes to the active controller (any broker
 * forwards it).
 *
 * - v0: The first and only one so far (KIP-631).
 */
export const UnregisterBroker: Api<UnregisterBrokerRequest, UnregisterBrokerResponse> = /* @__PURE__ */ api(
  64,
  'UnregisterBroker',
  /* @__PURE__ */ new Message(
    'UnregisterBrokerRequest',
    [0, 0],
    0,
    readUnregisterBrokerRequest,
    writeUnregisterBrokerRequest,
  ),
  /* @__PURE__ */ new Message(
    'UnregisterBrokerResponse',
    [0, 0],
    0,
    readUnregisterBrokerResponse,
    writeUnregisterBrokerResponse,
  ),
);

/** The request of {@link UnregisterBroker}. */
export interface UnregisterBrokerRequest {
  /** The broker to forget. */
  brokerId: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link UnregisterBroker}. */
export interface UnregisterBrokerResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readUnregisterBrokerRequest(r: Reader, _version: number): UnregisterBrokerRequest {
  const m: UnregisterBrokerRequest = {
    brokerId: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeUnregisterBrokerRequest(w: Writer, version: number, m: MessageInit<UnregisterBrokerRequest>): void {
  w.int32(or(m.brokerId, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readUnregisterBrokerResponse(r: Reader, _version: number): UnregisterBrokerResponse {
  const m: UnregisterBrokerResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeUnregisterBrokerResponse(w: Writer, version: number, m: MessageInit<UnregisterBrokerResponse>): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}
