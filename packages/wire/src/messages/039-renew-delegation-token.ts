// Generated from packages/wire/schema/039-renew-delegation-token.ts by `npm run codegen`. Do not edit.
import { NO_BYTES, or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

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
