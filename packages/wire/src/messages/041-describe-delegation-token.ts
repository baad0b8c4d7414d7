// Generated from packages/wire/schema/041-describe-delegation-token.ts by `npm run codegen`. Do not edit.
import { NO_BYTES, or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 41. Lists the delegation tokens that the user may see. Goes to any broker.
 *
 * - v0: The first (KIP-48).
 * - v1: The broker answers before it throttles (KIP-219).
 * - v2: Flexible.
 * - v3: The response tells who asked for the token (KIP-373).
 */
export const DescribeDelegationToken: Api<DescribeDelegationTokenRequest, DescribeDelegationTokenResponse> =
  /* @__PURE__ */ api(
    41,
    'DescribeDelegationToken',
    /* @__PURE__ */ new Message(
      'DescribeDelegationTokenRequest',
      [0, 3],
      2,
      readDescribeDelegationTokenRequest,
      writeDescribeDelegationTokenRequest,
    ),
    /* @__PURE__ */ new Message(
      'DescribeDelegationTokenResponse',
      [0, 3],
      2,
      readDescribeDelegationTokenResponse,
      writeDescribeDelegationTokenResponse,
    ),
  );

/** The request of {@link DescribeDelegationToken}. */
export interface DescribeDelegationTokenRequest {
  /** Whose tokens to tell; null for all. */
  owners: DescribeDelegationTokenRequestOwner[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Whose tokens to tell; null for all. */
export interface DescribeDelegationTokenRequestOwner {
  /** What kind of name it is, "User" as a rule. */
  principalType: string;
  /** The name of the user. */
  principalName: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link DescribeDelegationToken}. */
export interface DescribeDelegationTokenResponse {
  /** 0, or what went wrong. */
  errorCode: number;
  /** The tokens. */
  tokens: DescribeDelegationTokenResponseDescribedDelegationToken[];
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The tokens. */
export interface DescribeDelegationTokenResponseDescribedDelegationToken {
  /** What kind of name it is, "User" as a rule. */
  principalType: string;
  /** The owner of the token: the user that it logs in. */
  principalName: string;
  /** What kind of name it is, "User" as a rule. (since v3) */
  tokenRequesterPrincipalType: string;
  /** The user who asked for the token. (since v3) */
  tokenRequesterPrincipalName: string;
  /** When the token was made, in ms since 1970. */
  issueTimestamp: bigint;
  /** When the token ends if it is not renewed, in ms since 1970. */
  expiryTimestamp: bigint;
  /** When the token ends even if it is renewed, in ms since 1970. */
  maxTimestamp: bigint;
  /** The id of the token: the user name to log in with, by SCRAM. */
  tokenId: string;
  /** The HMAC of the token. In base64, it is the password to log in with. */
  hmac: Buffer;
  /** Who else may renew the token. */
  renewers: DescribeDelegationTokenResponseDescribedDelegationTokenRenewer[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Who else may renew the token. */
export interface DescribeDelegationTokenResponseDescribedDelegationTokenRenewer {
  /** What kind of name it is, "User" as a rule. */
  principalType: string;
  /** The name of the user. */
  principalName: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDescribeDelegationTokenRequestOwner(r: Reader, version: number): DescribeDelegationTokenRequestOwner {
  const flexible = version >= 2;
  const m: DescribeDelegationTokenRequestOwner = {
    principalType: r.string(flexible),
    principalName: r.string(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeDelegationTokenRequestOwner(
  w: Writer,
  version: number,
  m: MessageInit<DescribeDelegationTokenRequestOwner>,
): void {
  const flexible = version >= 2;
  w.string(or(m.principalType, ''), flexible);
  w.string(or(m.principalName, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeDelegationTokenRequest(r: Reader, version: number): DescribeDelegationTokenRequest {
  const flexible = version >= 2;
  const m: DescribeDelegationTokenRequest = {
    owners: r.nullableArray(flexible, readDescribeDelegationTokenRequestOwner, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeDelegationTokenRequest(
  w: Writer,
  version: number,
  m: MessageInit<DescribeDelegationTokenRequest>,
): void {
  const flexible = version >= 2;
  w.nullableArray(or(m.owners, []), flexible, writeDescribeDelegationTokenRequestOwner, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeDelegationTokenResponseDescribedDelegationTokenRenewer(
  r: Reader,
  version: number,
): DescribeDelegationTokenResponseDescribedDelegationTokenRenewer {
  const flexible = version >= 2;
  const m: DescribeDelegationTokenResponseDescribedDelegationTokenRenewer = {
    principalType: r.string(flexible),
    principalName: r.string(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeDelegationTokenResponseDescribedDelegationTokenRenewer(
  w: Writer,
  version: number,
  m: MessageInit<DescribeDelegationTokenResponseDescribedDelegationTokenRenewer>,
): void {
  const flexible = version >= 2;
  w.string(or(m.principalType, ''), flexible);
  w.string(or(m.principalName, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeDelegationTokenResponseDescribedDelegationToken(
  r: Reader,
  version: number,
): DescribeDelegationTokenResponseDescribedDelegationToken {
  const flexible = version >= 2;
  const m: DescribeDelegationTokenResponseDescribedDelegationToken = {
    principalType: r.string(flexible),
    principalName: r.string(flexible),
    tokenRequesterPrincipalType: version >= 3 ? r.string(true) : '',
    tokenRequesterPrincipalName: version >= 3 ? r.string(true) : '',
    issueTimestamp: r.int64(),
    expiryTimestamp: r.int64(),
    maxTimestamp: r.int64(),
    tokenId: r.string(flexible),
    hmac: r.bytes(flexible),
    renewers: r.array(flexible, readDescribeDelegationTokenResponseDescribedDelegationTokenRenewer, version),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeDelegationTokenResponseDescribedDelegationToken(
  w: Writer,
  version: number,
  m: MessageInit<DescribeDelegationTokenResponseDescribedDelegationToken>,
): void {
  const flexible = version >= 2;
  w.string(or(m.principalType, ''), flexible);
  w.string(or(m.principalName, ''), flexible);
  if (version >= 3) w.string(or(m.tokenRequesterPrincipalType, ''), true);
  else if (set(m.tokenRequesterPrincipalType, '')) w.absent(version);
  if (version >= 3) w.string(or(m.tokenRequesterPrincipalName, ''), true);
  else if (set(m.tokenRequesterPrincipalName, '')) w.absent(version);
  w.int64(or(m.issueTimestamp, 0n));
  w.int64(or(m.expiryTimestamp, 0n));
  w.int64(or(m.maxTimestamp, 0n));
  w.string(or(m.tokenId, ''), flexible);
  w.bytes(or(m.hmac, NO_BYTES), flexible);
  w.array(or(m.renewers, []), flexible, writeDescribeDelegationTokenResponseDescribedDelegationTokenRenewer, version);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readDescribeDelegationTokenResponse(r: Reader, version: number): DescribeDelegationTokenResponse {
  const flexible = version >= 2;
  const m: DescribeDelegationTokenResponse = {
    errorCode: r.int16(),
    tokens: r.array(flexible, readDescribeDelegationTokenResponseDescribedDelegationToken, version),
    throttleTimeMs: r.int32(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeDelegationTokenResponse(
  w: Writer,
  version: number,
  m: MessageInit<DescribeDelegationTokenResponse>,
): void {
  const flexible = version >= 2;
  w.int16(or(m.errorCode, 0));
  w.array(or(m.tokens, []), flexible, writeDescribeDelegationTokenResponseDescribedDelegationToken, version);
  w.int32(or(m.throttleTimeMs, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}
