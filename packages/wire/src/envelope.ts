import { UnsupportedVersionError } from './errors.ts';
import { wrongArgument } from './wrong-argument.ts';
import { giveWriter, takeWriter } from './message.ts';
import type { Api, MessageInit } from './message-type.ts';
import { apis } from './messages/index.ts';
import { RequestHeader, ResponseHeader } from './messages/structures.ts';
import { Reader } from './reader.ts';
import { showValue } from './show-value.ts';
import { WireError } from './wire-error.ts';
import type { Writer } from './writer.ts';

const API_VERSIONS = 18;
const CONTROLLED_SHUTDOWN = 7;

/** Filled when it is first asked: who never looks up an API by its key need not load them all. */
const byKey = new Map<number, Api<unknown, unknown>>();

/** The API with this key; undefined when there is none. */
export function apiByKey(key: number): Api<unknown, unknown> | undefined {
  if (byKey.size === 0) for (const api of apis) byKey.set(api.key, api);
  return byKey.get(key);
}

/** The version of the header that stands before a request of this API and version. */
export function requestHeaderVersion(api: AnyApi, version: number): 0 | 1 | 2 {
  checkApi('requestHeaderVersion()', api);
  if (api.key === CONTROLLED_SHUTDOWN && version === 0) return 0;
  return version >= api.request.flexibleSince ? 2 : 1;
}

/**
 * The version of the header that stands before a response of this API and version. Always 0 for ApiVersions: who asks
 * does not know yet what the other side speaks (KIP-511).
 */
export function responseHeaderVersion(api: AnyApi, version: number): 0 | 1 {
  checkApi('responseHeaderVersion()', api);
  return api.key !== API_VERSIONS && version >= api.response.flexibleSince ? 1 : 0;
}

/** Any API, when only its facts matter. */
export interface AnyApi {
  readonly key: number;
  readonly name: string;
  readonly request: { readonly flexibleSince: number };
  readonly response: { readonly flexibleSince: number };
}

/** What identifies a request. */
export interface DecodedRequestHeader {
  readonly apiKey: number;
  readonly apiVersion: number;
  readonly correlationId: number;
  readonly clientId: string | null;
}

/**
 * A whole request as it goes onto the wire: size, header, body, as chunks for one vectored write. Byte strings from
 * 1 KiB on (record sets) stand as they were given, without a copy.
 */
export function encodeRequestFrame<Req>(
  api: Api<Req, unknown>,
  version: number,
  header: { correlationId: number; clientId: string | null },
  body: MessageInit<Req>,
): Uint8Array[] {
  if (typeof (header as unknown) !== 'object' || (header as unknown) === null) {
    throw wrongArgument('encodeRequestFrame()', 'header', '{ correlationId, clientId }', header);
  }
  return frame((w) => {
    RequestHeader.write(w, requestHeaderVersion(api, version), {
      requestApiKey: api.key,
      requestApiVersion: version,
      correlationId: header.correlationId,
      clientId: header.clientId,
    });
    api.request.write(w, version, body);
  });
}

/** A whole response as it goes onto the wire; see {@link encodeRequestFrame}. */
export function encodeResponseFrame<Res>(
  api: Api<unknown, Res>,
  version: number,
  correlationId: number,
  body: MessageInit<Res>,
): Uint8Array[] {
  return frame((w) => {
    ResponseHeader.write(w, responseHeaderVersion(api, version), { correlationId });
    api.response.write(w, version, body);
  });
}

/**
 * The header of a request, of whatever version it is; the body follows.
 * @throws UnsupportedVersionError when the API is unknown: nobody can say then where its header ends
 */
export function readRequestHeader(r: Reader): DecodedRequestHeader {
  if (!((r as unknown) instanceof Reader)) throw wrongArgument('readRequestHeader()', 'r', 'a Reader', r);
  const start = r.offset;
  const apiKey = r.int16();
  const apiVersion = r.int16();
  const api = apiByKey(apiKey);
  if (api === undefined) {
    throw new UnsupportedVersionError({
      api: `API key ${String(apiKey)}`,
      version: apiVersion,
      minVersion: 0,
      maxVersion: -1,
      message: `no API has the key ${String(apiKey)}`,
    });
  }
  r.offset = start;
  const header = RequestHeader.read(r, requestHeaderVersion(api, apiVersion));
  return { apiKey, apiVersion, correlationId: header.correlationId, clientId: header.clientId };
}

/** The header of a response to a request of this API and version; the body follows. */
export function readResponseHeader(r: Reader, api: AnyApi, version: number): { correlationId: number } {
  return ResponseHeader.read(r, responseHeaderVersion(api, version));
}

/** The bytes of a request's body, found by its API key; see {@link MessageType.encode}. */
export function encodeRequest(apiKey: number, version: number, body: object): Buffer {
  return apiOf(apiKey).request.encode(version, body);
}

/** The request in `bytes`, found by its API key; see {@link MessageType.decode}. */
export function decodeRequest(apiKey: number, version: number, bytes: Uint8Array): Record<string, unknown> {
  return apiOf(apiKey).request.decode(version, bytes) as Record<string, unknown>;
}

/** The bytes of a response's body, found by its API key. */
export function encodeResponse(apiKey: number, version: number, body: object): Buffer {
  return apiOf(apiKey).response.encode(version, body);
}

/** The response in `bytes`, found by its API key. */
export function decodeResponse(apiKey: number, version: number, bytes: Uint8Array): Record<string, unknown> {
  return apiOf(apiKey).response.decode(version, bytes) as Record<string, unknown>;
}

function apiOf(key: number): Api<unknown, unknown> {
  const api = apiByKey(key);
  if (api === undefined) throw new WireError(`no API has the key ${showValue(key)}`);
  return api;
}

function checkApi(call: string, api: unknown): void {
  if (typeof (api as AnyApi | null | undefined)?.request !== 'object') {
    throw wrongArgument(call, 'api', 'an API, such as Metadata', api);
  }
}

function frame(write: (w: Writer) => void): Uint8Array[] {
  const w = takeWriter();
  try {
    w.int32(0);
    write(w);
    const size = w.length - 4;
    if (size > 0x7fffffff) throw new WireError(`a frame of ${String(size)} bytes is too large`);
    const chunks = w.chunks();
    const first = chunks[0] as Buffer;
    first.writeInt32BE(size, 0);
    return chunks;
  } finally {
    giveWriter(w);
  }
}
