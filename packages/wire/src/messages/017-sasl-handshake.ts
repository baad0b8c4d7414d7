// Generated from packages/wire/schema/017-sasl-handshake.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { Api, MessageInit } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 17. Chooses a SASL mechanism, first thing on a new connection (after ApiVersions). Goes to any broker.
 *
 * - v0: The tokens follow as bare bytes with a size before them.
 * - v1: The tokens follow in SaslAuthenticate requests (KIP-152).
 */
export const SaslHandshake: Api<SaslHandshakeRequest, SaslHandshakeResponse> = /* @__PURE__ */ api(
  17,
  'SaslHandshake',
  /* @__PURE__ */ new Message(
    'SaslHandshakeRequest',
    [0, 1],
    Infinity,
    readSaslHandshakeRequest,
    writeSaslHandshakeRequest,
  ),
  /* @__PURE__ */ new Message(
    'SaslHandshakeResponse',
    [0, 1],
    Infinity,
    readSaslHandshakeResponse,
    writeSaslHandshakeResponse,
  ),
);

/** The request of {@link SaslHandshake}. */
export interface SaslHandshakeRequest {
  /** The SASL mechanism wanted, e.g. SCRAM-SHA-256. */
  mechanism: string;
}

/** The response of {@link SaslHandshake}. */
export interface SaslHandshakeResponse {
  /** 0, or what went wrong. */
  errorCode: number;
  /** The mechanisms the broker offers. */
  mechanisms: string[];
}

function readSaslHandshakeRequest(r: Reader, _version: number): SaslHandshakeRequest {
  return {
    mechanism: r.string(),
  };
}

function writeSaslHandshakeRequest(w: Writer, _version: number, m: MessageInit<SaslHandshakeRequest>): void {
  w.string(or(m.mechanism, ''));
}

function readSaslHandshakeResponse(r: Reader, _version: number): SaslHandshakeResponse {
  return {
    errorCode: r.int16(),
    mechanisms: r.stringArray(),
  };
}

function writeSaslHandshakeResponse(w: Writer, _version: number, m: MessageInit<SaslHandshakeResponse>): void {
  w.int16(or(m.errorCode, 0));
  w.stringArray(or(m.mechanisms, []));
}
