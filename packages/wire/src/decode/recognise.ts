import { apiByKey } from '../envelope.ts';

/** Brokers take requests up to 100 MiB (socket.request.max.bytes), and answer with less than that. */
export const MAX_FRAME_BYTES = 128 * 1024 * 1024;

/** So many bytes tell whether they begin a request: its size, key, version, correlation id, and the client id's length. */
export const REQUEST_HEAD_BYTES = 14;

/** Size and correlation id. */
export const RESPONSE_HEAD_BYTES = 8;

/** Whether a request may begin here. `bytes`: at least {@link REQUEST_HEAD_BYTES}. */
export function beginsRequest(bytes: Buffer): boolean {
  const size = bytes.readInt32BE(0);
  if (size < REQUEST_HEAD_BYTES - 4 || size > MAX_FRAME_BYTES) return false;
  const api = apiByKey(bytes.readInt16BE(4));
  const version = bytes.readInt16BE(6);
  if (api === undefined || version < 0 || version > api.maxVersion) return false;
  const idLength = bytes.readInt16BE(12);
  if (idLength < -1 || idLength > size - 10) return false;
  // Control characters stand in no client id; UTF-8 may.
  return !bytes.subarray(14, 14 + Math.max(0, idLength)).some((b) => b < 0x20 || b === 0x7f);
}

/**
 * Whether these bytes tell that who sent them is the client. A response looks like a request to Produce while correlation
 * ids are small; no client id stands in it.
 */
export function tellsClient(bytes: Buffer): boolean {
  return bytes.length > REQUEST_HEAD_BYTES && bytes.readInt16BE(12) > 0 && beginsRequest(bytes);
}

/** Whether a response may begin here. `bytes`: at least {@link RESPONSE_HEAD_BYTES}. */
export function beginsResponse(bytes: Buffer, isOpen: (correlationId: number) => boolean): boolean {
  const size = bytes.readInt32BE(0);
  return size >= 4 && size <= MAX_FRAME_BYTES && isOpen(bytes.readInt32BE(4));
}

/** Whether a TLS record begins here: its type, then 3 for all versions from SSL 3 to TLS 1.3. */
export function beginsTls(bytes: Buffer): boolean {
  const [type = 0, major, minor = 0] = bytes;
  return type >= 0x14 && type <= 0x17 && major === 3 && minor <= 4;
}
