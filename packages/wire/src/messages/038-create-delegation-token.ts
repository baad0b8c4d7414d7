// Generated from packages/wire/schema/038-create-delegation-token.ts by `npm run codegen`. Do not edit.
import { NO_BYTES, or, set } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 38. Creates a delegation token, with which others can log in as its owner (KIP-48). Goes to any broker
 * (changes are made by the controller).
 *
 * - v0: The first.
 * - v1: The broker answers before it throttles (KIP-219).
 * - v2: Flexible.
 * - v3: A token may be made for another user (KIP-373).
 */
export const CreateDelegationToken: Api<CreateDelegationTokenRequest, CreateDelegationTokenResponse> =
  /* @__PURE__ */ api(
    38,
    'CreateDelegationToken',
    /* @__PURE__ */ new Message(
      'CreateDelegationTokenRequest',
      [0, 3],
      2,
      readCreateDelegationTokenRequest,
      writeCreateDelegationTokenRequest,
    ),
    /* @__PURE__ */ new Message(
      'CreateDelegationTokenResponse',
      [0, 3],
      2,
      readCreateDelegationTokenResponse,
      writeCreateDelegationTokenResponse,
    ),
  );

/** The request of {@link CreateDelegationToken}. */
export interface CreateDelegationTokenRequest {
  /** The kind of user to make the token for, "User" as a rule; null for the user who asks. (since v3) */
  ownerPrincipalType: string | null;
  /** The user to make the token for; null for the user who asks. (since v3) */
  ownerPrincipalName: string | null;
  /** Who else may renew the token. */
  renewers: CreateDelegationTokenRequestCreatableRenewers[];
  /** For how long the token can be renewed at most, in ms from now; -1 for as long as the broker allows. */
  maxLifetimeMs: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** Who else may renew the token. */
export interface CreateDelegationTokenRequestCreatableRenewers {
  /** What kind of name it is, "User" as a rule. */
  principalType: string;
  /** The name of the user. */
  principalName: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link CreateDelegationToken}. */
export interface CreateDelegationTokenResponse {
  /** 0, or what went wrong. */
  errorCode: number;
  /** What kind of name it is, "User" as a rule. */
  principalType: string;
  /** The owner of the token: the user that it logs in. */
  principalName: string;
  /** What kind of name it is, "User" as a rule. (since v3) */
  tokenRequesterPrincipalType: string;
  /** The user who asked for the token. (since v3) */
  tokenRequesterPrincipalName: string;
  /** When the token was made, in ms since 1970. */
  issueTimestampMs: bigint;
  /** When the token ends if it is not renewed, in ms since 1970. */
  expiryTimestampMs: bigint;
  /** When the token ends even if it is renewed, in ms since 1970. */
  maxTimestampMs: bigint;
  /** The id of the token: the user name to log in with, by SCRAM. */
  tokenId: string;
  /** The HMAC of the token. In base64, it is the password to log in with. */
  hmac: Buffer;
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readCreateDelegationTokenRequestCreatableRenewers(
  r: Reader,
  version: number,
): CreateDelegationTokenRequestCreatableRenewers {
  const flexible = version >= 2;
  const m: CreateDelegationTokenRequestCreatableRenewers = {
    principalType: r.string(flexible),
    principalName: r.string(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeCreateDelegationTokenRequestCreatableRenewers(
  w: Writer,
  version: number,
  m: MessageInit<CreateDelegationTokenRequestCreatableRenewers>,
): void {
  const flexible = version >= 2;
  w.string(or(m.principalType, ''), flexible);
  w.string(or(m.principalName, ''), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readCreateDelegationTokenRequest(r: Reader, version: number): CreateDelegationTokenRequest {
  const flexible = version >= 2;
  const m: CreateDelegationTokenRequest = {
    ownerPrincipalType: version >= 3 ? r.nullableString(true) : '',
    ownerPrincipalName: version >= 3 ? r.nullableString(true) : '',
    renewers: r.array(flexible, readCreateDelegationTokenRequestCreatableRenewers, version),
    maxLifetimeMs: r.int64(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeCreateDelegationTokenRequest(
  w: Writer,
  version: number,
  m: MessageInit<CreateDelegationTokenRequest>,
): void {
  const flexible = version >= 2;
  if (version >= 3) w.nullableString(or(m.ownerPrincipalType, ''), true);
  else if (set(m.ownerPrincipalType, '')) w.absent(version);
  if (version >= 3) w.nullableString(or(m.ownerPrincipalName, ''), true);
  else if (set(m.ownerPrincipalName, '')) w.absent(version);
  w.array(or(m.renewers, []), flexible, writeCreateDelegationTokenRequestCreatableRenewers, version);
  w.int64(or(m.maxLifetimeMs, 0n));
  w.unknownTags(m.unknownTags, flexible, version);
}

function readCreateDelegationTokenResponse(r: Reader, version: number): CreateDelegationTokenResponse {
  const flexible = version >= 2;
  const m: CreateDelegationTokenResponse = {
    errorCode: r.int16(),
    principalType: r.string(flexible),
    principalName: r.string(flexible),
    tokenRequesterPrincipalType: version >= 3 ? r.string(true) : '',
    tokenRequesterPrincipalName: version >= 3 ? r.string(true) : '',
    issueTimestampMs: r.int64(),
    expiryTimestampMs: r.int64(),
    maxTimestampMs: r.int64(),
    tokenId: r.string(flexible),
    hmac: r.bytes(flexible),
    throttleTimeMs: r.int32(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeCreateDelegationTokenResponse(
  w: Writer,
  version: number,
  m: MessageInit<CreateDelegationTokenResponse>,
): void {
  const flexible = version >= 2;
  w.int16(or(m.errorCode, 0));
  w.string(or(m.principalType, ''), flexible);
  w.string(or(m.principalName, ''), flexible);
  if (version >= 3) w.string(or(m.tokenRequesterPrincipalType, ''), true);
  else if (set(m.tokenRequesterPrincipalType, '')) w.absent(version);
  if (version >= 3) w.string(or(m.tokenRequesterPrincipalName, ''), true);
  else if (set(m.tokenRequesterPrincipalName, '')) w.absent(version);
  w.int64(or(m.issueTimestampMs, 0n));
  w.int64(or(m.expiryTimestampMs, 0n));
  w.int64(or(m.maxTimestampMs, 0n));
  w.string(or(m.tokenId, ''), flexible);
  w.bytes(or(m.hmac, NO_BYTES), flexible);
  w.int32(or(m.throttleTimeMs, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}
