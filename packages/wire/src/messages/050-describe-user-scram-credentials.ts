// Generated from packages/wire/schema/050-describe-user-scram-credentials.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 50. Tells which users have SCRAM credentials, of which mechanism, with how many iterations (KIP-554). Never
 * the credentials themselves. Goes to any broker.
 *
 * - v0: The first.
 */
export const DescribeUserScramCredentials: Api<
  DescribeUserScramCredentialsRequest,
  DescribeUserScramCredentialsResponse
> = /* @__PURE__ */ api(
  50,
  'DescribeUserScramCredentials',
  /* @__PURE__ */ new Message(
    'DescribeUserScramCredentialsRequest',
    [0, 0],
    0,
    readDescribeUserScramCredentialsRequest,
    writeDescribeUserScramCredentialsRequest,
  ),
  /* @__PURE__ */ new Message(
    'DescribeUserScramCredentialsResponse',
    [0, 0],
    0,
    readDescribeUserScramCredentialsResponse,
    writeDescribeUserScramCredentialsResponse,
  ),
);

/** The request of {@link DescribeUserScramCredentials}. */
export interface DescribeUserScramCredentialsRequest {
  /** The users to tell about; null or empty for all. */
  users: DescribeUserScramCredentialsRequestUserName[] | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The users to tell about; null or empty for all. */
export interface DescribeUserScramCredentialsRequestUserName {
  /** The name of the user. */
  name: string;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link DescribeUserScramCredentials}. */
export interface DescribeUserScramCredentialsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** 0, or why nothing at all could be told. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** What there is, by user. */
  results: DescribeUserScramCredentialsResponseResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** What there is, by user. */
export interface DescribeUserScramCredentialsResponseResult {
  /** The name of the user. */
  user: string;
  /** 0, or what went wrong with the user: RESOURCE_NOT_FOUND when there are no credentials. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** The credentials, by mechanism. */
  credentialInfos: DescribeUserScramCredentialsResponseCredentialInfo[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The credentials, by mechanism. */
export interface DescribeUserScramCredentialsResponseCredentialInfo {
  /** 1 SCRAM-SHA-256, 2 SCRAM-SHA-512; 0 unknown. */
  mechanism: number;
  /** How many rounds of hashing the password went through. */
  iterations: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readDescribeUserScramCredentialsRequestUserName(
  r: Reader,
  _version: number,
): DescribeUserScramCredentialsRequestUserName {
  const m: DescribeUserScramCredentialsRequestUserName = {
    name: r.string(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeUserScramCredentialsRequestUserName(
  w: Writer,
  version: number,
  m: MessageInit<DescribeUserScramCredentialsRequestUserName>,
): void {
  w.string(or(m.name, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeUserScramCredentialsRequest(r: Reader, version: number): DescribeUserScramCredentialsRequest {
  const m: DescribeUserScramCredentialsRequest = {
    users: r.nullableArray(true, readDescribeUserScramCredentialsRequestUserName, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeUserScramCredentialsRequest(
  w: Writer,
  version: number,
  m: MessageInit<DescribeUserScramCredentialsRequest>,
): void {
  w.nullableArray(or(m.users, []), true, writeDescribeUserScramCredentialsRequestUserName, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeUserScramCredentialsResponseCredentialInfo(
  r: Reader,
  _version: number,
): DescribeUserScramCredentialsResponseCredentialInfo {
  const m: DescribeUserScramCredentialsResponseCredentialInfo = {
    mechanism: r.int8(),
    iterations: r.int32(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeUserScramCredentialsResponseCredentialInfo(
  w: Writer,
  version: number,
  m: MessageInit<DescribeUserScramCredentialsResponseCredentialInfo>,
): void {
  w.int8(or(m.mechanism, 0));
  w.int32(or(m.iterations, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeUserScramCredentialsResponseResult(
  r: Reader,
  version: number,
): DescribeUserScramCredentialsResponseResult {
  const m: DescribeUserScramCredentialsResponseResult = {
    user: r.string(true),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    credentialInfos: r.array(true, readDescribeUserScramCredentialsResponseCredentialInfo, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeUserScramCredentialsResponseResult(
  w: Writer,
  version: number,
  m: MessageInit<DescribeUserScramCredentialsResponseResult>,
): void {
  w.string(or(m.user, ''), true);
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), true);
  w.array(or(m.credentialInfos, []), true, writeDescribeUserScramCredentialsResponseCredentialInfo, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readDescribeUserScramCredentialsResponse(r: Reader, version: number): DescribeUserScramCredentialsResponse {
  const m: DescribeUserScramCredentialsResponse = {
    throttleTimeMs: r.int32(),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
    results: r.array(true, readDescribeUserScramCredentialsResponseResult, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeDescribeUserScramCredentialsResponse(
  w: Writer,
  version: number,
  m: MessageInit<DescribeUserScramCredentialsResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), true);
  w.array(or(m.results, []), true, writeDescribeUserScramCredentialsResponseResult, version);
  w.unknownTags(m.unknownTags, true, version);
}
