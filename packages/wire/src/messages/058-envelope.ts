// Generated from packages/wire/schema/058-envelope.ts by `npm run codegen`. Do not edit.
import { NO_BYTES, or } from '../defaults.ts';
import type { Api, MessageInit, UnknownTag } from '../message-type.ts';
import { api, Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * API 58. Carries a request of a client that a broker forwards, and brings the response back. Goes to the active
 * controller, from a broker.
 *
 * - v0: The first and only one so far (KIP-590).
 */
export const Envelope: Api<EnvelopeRequest, EnvelopeResponse> = /* @__PURE__ */ api(
  58,
  'Envelope',
  /* @__PURE__ */ new Message('EnvelopeRequest', [0, 0], 0, readEnvelopeRequest, writeEnvelopeRequest),
  /* @__PURE__ */ new Message('EnvelopeResponse', [0, 0], 0, readEnvelopeResponse, writeEnvelopeResponse),
);

/** The request of {@link Envelope}. */
export interface EnvelopeRequest {
  /** The client's request, header and all. */
  requestData: Buffer;
  /** Who the client is, as the broker writes it down: by default, DefaultPrincipalData. Always set in practice. */
  requestPrincipal: Buffer | null;
  /** The address of the client: 4 or 16 bytes. */
  clientHostAddress: Buffer;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

/** The response of {@link Envelope}. */
export interface EnvelopeResponse {
  /** The response to the client, header and all; null on an error. (default null) */
  responseData: Buffer | null;
  /** 0, or why the controller did not look at the request. */
  errorCode: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readEnvelopeRequest(r: Reader, _version: number): EnvelopeRequest {
  const m: EnvelopeRequest = {
    requestData: r.bytes(true),
    requestPrincipal: r.nullableBytes(true),
    clientHostAddress: r.bytes(true),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeEnvelopeRequest(w: Writer, version: number, m: MessageInit<EnvelopeRequest>): void {
  w.bytes(or(m.requestData, NO_BYTES), true);
  w.nullableBytes(or(m.requestPrincipal, NO_BYTES), true);
  w.bytes(or(m.clientHostAddress, NO_BYTES), true);
  w.unknownTags(m.unknownTags, true, version);
}

function readEnvelopeResponse(r: Reader, _version: number): EnvelopeResponse {
  const m: EnvelopeResponse = {
    responseData: r.nullableBytes(true),
    errorCode: r.int16(),
  };
  const unknownTags = r.unknownTags(true);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeEnvelopeResponse(w: Writer, version: number, m: MessageInit<EnvelopeResponse>): void {
  w.nullableBytes(or(m.responseData, null), true);
  w.int16(or(m.errorCode, 0));
  w.unknownTags(m.unknownTags, true, version);
}
