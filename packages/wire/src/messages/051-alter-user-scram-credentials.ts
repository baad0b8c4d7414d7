// Generated from packages/wire/schema/051-alter-user-scram-credentials.ts by `npm run codegen`. Do not edit.
import { NO_BYTES, or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 51. Sets and removes SCRAM credentials of users (KIP-554). Goes to the controller (any broker forwards it,
 * since Kafka 3).
 *
 * - v0: The first.
 */
export const AlterUserScramCredentials: Api<AlterUserScramCredentialsRequest, AlterUserScramCredentialsResponse> =
  /* @__PURE__ */ api(
    51,
    'AlterUserScramCredentials',
    /* @__PURE__ */ new Message(
      'AlterUserScramCredentialsRequest',
      [0, 0],
      0,
      readAlterUserScramCredentialsRequest,
      writeAlterUserScramCredentialsRequest,
    ),
    /* @__PURE__ */ new Message(
      'AlterUserScramCredentialsResponse',
      [0, 0],
      0,
      readAlterUserScramCredentialsResponse,
      writeAlterUserScramCredentialsResponse,
    ),
  );

/** The request of {@link AlterUserScramCredentials}. */
export interface AlterUserScramCredentialsRequest {
  /** The credentials to remove. */
  deletions: AlterUserScramCredentialsRequestScramCredentialDeletion[];
  /** The credentials to set, new or instead of those there are. */
  upsertions: AlterUserScramCredentialsRequestScramCredentialUpsertion[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The credentials to remove. */
export interface AlterUserScramCredentialsRequestScramCredentialDeletion {
  /** The name of the user. */
  name: string;
  /** 1 SCRAM-SHA-256, 2 SCRAM-SHA-512; 0 unknown. */
  mechanism: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The credentials to set, new or instead of those there are. */
export interface AlterUserScramCredentialsRequestScramCredentialUpsertion {
  /** The name of the user. */
  name: string;
  /** 1 SCRAM-SHA-256, 2 SCRAM-SHA-512; 0 unknown. */
  mechanism: number;
  /** How many rounds of hashing the password went through: 4096 to 16384. */
  iterations: number;
  /** Random bytes, chosen by the client, that the password was hashed with. */
  salt: Buffer;
  /** The password after hashing (RFC 5802: SaltedPassword), so that the broker never sees it. */
  saltedPassword: Buffer;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link AlterUserScramCredentials}. */
export interface AlterUserScramCredentialsResponse {
  /** How long the client was, or shall be, held back because of a quota, in ms; 0 when it was not. */
  throttleTimeMs: number;
  /** The outcome, by user. */
  results: AlterUserScramCredentialsResponseResult[];
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The outcome, by user. */
export interface AlterUserScramCredentialsResponseResult {
  /** The name of the user. */
  user: string;
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readAlterUserScramCredentialsRequestScramCredentialDeletion(
  r: Reader,
  _version: number,
): AlterUserScramCredentialsRequestScramCredentialDeletion {
  const m: AlterUserScramCredentialsRequestScramCredentialDeletion = {
    name: r.string(true),
    mechanism: r.int8(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterUserScramCredentialsRequestScramCredentialDeletion(
  w: Writer,
  version: number,
  m: MessageInit<AlterUserScramCredentialsRequestScramCredentialDeletion>,
): void {
  w.string(or(m.name, ''), true);
  w.int8(or(m.mechanism, 0));
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterUserScramCredentialsRequestScramCredentialUpsertion(
  r: Reader,
  _version: number,
): AlterUserScramCredentialsRequestScramCredentialUpsertion {
  const m: AlterUserScramCredentialsRequestScramCredentialUpsertion = {
    name: r.string(true),
    mechanism: r.int8(),
    iterations: r.int32(),
    salt: r.bytes(true),
    saltedPassword: r.bytes(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterUserScramCredentialsRequestScramCredentialUpsertion(
  w: Writer,
  version: number,
  m: MessageInit<AlterUserScramCredentialsRequestScramCredentialUpsertion>,
): void {
  w.string(or(m.name, ''), true);
  w.int8(or(m.mechanism, 0));
  w.int32(or(m.iterations, 0));
  w.bytes(or(m.salt, NO_BYTES), true);
  w.bytes(or(m.saltedPassword, NO_BYTES), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterUserScramCredentialsRequest(r: Reader, version: number): AlterUserScramCredentialsRequest {
  const m: AlterUserScramCredentialsRequest = {
    deletions: r.array(true, readAlterUserScramCredentialsRequestScramCredentialDeletion, version),
    upsertions: r.array(true, readAlterUserScramCredentialsRequestScramCredentialUpsertion, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterUserScramCredentialsRequest(
  w: Writer,
  version: number,
  m: MessageInit<AlterUserScramCredentialsRequest>,
): void {
  w.array(or(m.deletions, []), true, writeAlterUserScramCredentialsRequestScramCredentialDeletion, version);
  w.array(or(m.upsertions, []), true, writeAlterUserScramCredentialsRequestScramCredentialUpsertion, version);
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterUserScramCredentialsResponseResult(
  r: Reader,
  _version: number,
): AlterUserScramCredentialsResponseResult {
  const m: AlterUserScramCredentialsResponseResult = {
    user: r.string(true),
    errorCode: r.int16(),
    errorMessage: r.nullableString(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterUserScramCredentialsResponseResult(
  w: Writer,
  version: number,
  m: MessageInit<AlterUserScramCredentialsResponseResult>,
): void {
  w.string(or(m.user, ''), true);
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readAlterUserScramCredentialsResponse(r: Reader, version: number): AlterUserScramCredentialsResponse {
  const m: AlterUserScramCredentialsResponse = {
    throttleTimeMs: r.int32(),
    results: r.array(true, readAlterUserScramCredentialsResponseResult, version),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeAlterUserScramCredentialsResponse(
  w: Writer,
  version: number,
  m: MessageInit<AlterUserScramCredentialsResponse>,
): void {
  w.int32(or(m.throttleTimeMs, 0));
  w.array(or(m.results, []), true, writeAlterUserScramCredentialsResponseResult, version);
  w.unknownTags(m.unknownTags, true, version);
}
