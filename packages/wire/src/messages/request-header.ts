// Generated from packages/wire/schema/request-header.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType, UnknownTag } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * Stands before every request, after its size.
 *
 * - v0: Of ControlledShutdown v0 only.
 * - v1: clientId.
 * - v2: Flexible: before flexible requests.
 */
export const RequestHeader: MessageType<RequestHeader> = /* @__PURE__ */ new Message(
  'RequestHeader',
  [0, 2],
  2,
  readRequestHeader,
  writeRequestHeader,
);

/** Stands before every request, after its size. */
export interface RequestHeader {
  /** The key of the API. */
  requestApiKey: number;
  /** The version of the API: of the request, and of the response to come. */
  requestApiVersion: number;
  /** Any number; the response carries it back. */
  correlationId: number;
  /** What the client calls itself, for logs, metrics and quotas. (since v1) */
  clientId: string | null;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readRequestHeader(r: Reader, version: number): RequestHeader {
  const flexible = version >= 2;
  const m: RequestHeader = {
    requestApiKey: r.int16(),
    requestApiVersion: r.int16(),
    correlationId: r.int32(),
    clientId: version >= 1 ? r.nullableString() : '',
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeRequestHeader(w: Writer, version: number, m: MessageInit<RequestHeader>): void {
  const flexible = version >= 2;
  w.int16(or(m.requestApiKey, 0));
  w.int16(or(m.requestApiVersion, 0));
  w.int32(or(m.correlationId, 0));
  if (version >= 1) w.nullableString(or(m.clientId, ''));
  w.unknownTags(m.unknownTags, flexible, version);
}
