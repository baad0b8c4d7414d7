// Generated from packages/wire/schema/040-expire-delegation-token.ts by `npm run codegen`. Do not edit.
import { NO_BYTES, or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 40. Ends a delegation token, or sets when it ends. Goes to any broker (changes are made by the controller).
 *
 * - v0: The first (KIP-48).
 * - v1: The broker answers before it throttles (KIP-219).
 * - v2: Flexible.
 */
export const ExpireDelegationToken: Api<ExpireDelegationTokenRequest, ExpireDelegationTokenResponse> =
  /* @__PURE__ */ api(
    40,
    'ExpireDelegationToken',
    /* @__PURE__ */ new Message(
      'ExpireDelegationTokenRequest',
      [0, 2],
      2,
      readExpireDelegationTokenRequest,
      writeExpireDelegationTokenRequest,
    ),
    /* @__PURE__ */ new Message(
      'ExpireDelegationTokenResponse',
      [0, 2],
      2,
      readExpireDelegationTokenResponse,
      writeExpireDelegationTokenResponse,
    ),
  );

/** The request of {@link ExpireDelegationToken}. */
export interface ExpireDelegationTokenRequest {
  /** The HMAC of the token, which tells which one is meant. */
  hmac: Buffer;
  /** After how long the token shall end, in ms; -1 for at once. */
  expiryTimePeriodMs: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link ExpireDelegationToken}. */
export interface ExpireDelegationTokenResponse {
  /** 0, or what went wrong. */
  errorCode: number;
  /** When the token ends, in ms since 1970. */
  expiryTimestampMs: bigint;
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readExpireDelegationTokenRequest(r: Reader, version: number): ExpireDelegationTokenRequest {
  const flexible = version >= 2;
  const m: ExpireDelegationTokenRequest = {
    hmac: r.bytes(flexible),
    expiryTimePeriodMs: r.int64(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeExpireDelegationTokenRequest(
  w: Writer,
  version: number,
  m: MessageInit<ExpireDelegationTokenRequest>,
): void {
  const flexible = version >= 2;
  w.bytes(or(m.hmac, NO_BYTES), flexible);
  w.int64(or(m.expiryTimePeriodMs, 0n));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readExpireDelegationTokenResponse(r: Reader, version: number): ExpireDelegationTokenResponse {
  const flexible = version >= 2;
  const m: ExpireDelegationTokenResponse = {
    errorCode: r.int16(),
    expiryTimestampMs: r.int64(),
    throttleTimeMs: r.int32(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeExpireDelegationTokenResponse(
  w: Writer,
  version: number,
  m: MessageInit<ExpireDelegationTokenResponse>,
): void {
  const flexible = version >= 2;
  w.int16(or(m.errorCode, 0));
  w.int64(or(m.expiryTimestampMs, 0n));
  w.int32(or(m.throttleTimeMs, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}
