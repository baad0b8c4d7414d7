// Generated from packages/wire/schema/response-header.ts by `npm run codegen`. Do not edit.
import { or } from '../defaults.ts';
import type { MessageInit, MessageType, UnknownTag } from '../message-type.ts';
import { Message } from '../message.ts';
import type { Reader } from '../reader.ts';
import type { Writer } from '../writer.ts';

/**
 * Stands before every response, after its size.
 *
 * - v0: The first. Always that of ApiVersions.
 * - v1: Flexible: before flexible responses.
 */
export const ResponseHeader: MessageType<ResponseHeader> = /* @__PURE__ */ new Message(
  'ResponseHeader',
  [0, 1],
  1,
  readResponseHeader,
  writeResponseHeader,
);

/** Stands before every response, after its size. */
export interface ResponseHeader {
  /** The number of the request that this answers. */
  correlationId: number;
  /** Tagged fields of unknown meaning; there only when there are some. */
  unknownTags?: UnknownTag[];
}

function readResponseHeader(r: Reader, version: number): ResponseHeader {
  const flexible = version >= 1;
  const m: ResponseHeader = {
    correlationId: r.int32(),
  };
  const unknownTags = r.unknownTags(flexible);
  if (unknownTags !== undefined) m.unknownTags = unknownTags;
  return m;
}

function writeResponseHeader(w: Writer, version: number, m: MessageInit<ResponseHeader>): void {
  const flexible = version >= 1;
  w.int32(or(m.correlationId, 0));
  w.unknownTags(m.unknownTags, flexible, version);
}
