// Generated from packages/wire/schema/036-sasl-authenticate.ts by `npm run codegen`. Do not edit.
import { NO_BYTES, or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 36. Carries one SASL token to the broker and one back, after SaslHandshake v1 (KIP-152). Goes to any broker.
 *
 * - v0: The first.
 * - v1: sessionLifetimeMs: when to authenticate again (KIP-368).
 * - v2: Flexible.
 */
export const SaslAuthenticate: Api<SaslAuthenticateRequest, SaslAuthenticateResponse> = /* @__PURE__ */ api(
  36,
  'SaslAuthenticate',
  /* @__PURE__ */ new Message(
    'SaslAuthenticateRequest',
    [0, 2],
    2,
    readSaslAuthenticateRequest,
    writeSaslAuthenticateRequest,
  ),
  /* @__PURE__ */ new Message(
    'SaslAuthenticateResponse',
    [0, 2],
    2,
    readSaslAuthenticateResponse,
    writeSaslAuthenticateResponse,
  ),
);

/** The request of {@link SaslAuthenticate}. */
export interface SaslAuthenticateRequest {
  /** The client's token, as the mechanism defines it. */
  authBytes: Buffer;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link SaslAuthenticate}. */
export interface SaslAuthenticateResponse {
  /** 0, or what went wrong. */
  errorCode: number;
  /** What went wrong, in the broker's words; null when nothing did. */
  errorMessage: string | null;
  /** The broker's token, as the mechanism defines it. */
  authBytes: Buffer;
  /** After how long the client has to authenticate again, in ms; 0 for never. (since v1) */
  sessionLifetimeMs: bigint;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readSaslAuthenticateRequest(r: Reader, version: number): SaslAuthenticateRequest {
  const flexible = version >= 2;
  const m: SaslAuthenticateRequest = {
    authBytes: r.bytes(flexible),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeSaslAuthenticateRequest(w: Writer, version: number, m: MessageInit<SaslAuthenticateRequest>): void {
  const flexible = version >= 2;
  w.bytes(or(m.authBytes, NO_BYTES), flexible);
  w.unknownTags(m.unknownTags, flexible, version);
}

function readSaslAuthenticateResponse(r: Reader, version: number): SaslAuthenticateResponse {
  const flexible = version >= 2;
  const m: SaslAuthenticateResponse = {
    errorCode: r.int16(),
    errorMessage: r.nullableString(flexible),
    authBytes: r.bytes(flexible),
    sessionLifetimeMs: version >= 1 ? r.int64() : 0n,
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeSaslAuthenticateResponse(w: Writer, version: number, m: MessageInit<SaslAuthenticateResponse>): void {
  const flexible = version >= 2;
  w.int16(or(m.errorCode, 0));
  w.nullableString(or(m.errorMessage, ''), flexible);
  w.bytes(or(m.authBytes, NO_BYTES), flexible);
  if (version >= 1) w.int64(or(m.sessionLifetimeMs, 0n));
  w.unknownTags(m.unknownTags, flexible, version);
}
