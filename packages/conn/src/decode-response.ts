import { ApiVersions, ErrorCode, Reader, readResponseHeader } from '@k/wire';
import type { PendingRequest } from './request-queue.ts';

/** The response in `frame`, which answers `request`. */
export function decodeResponse(request: PendingRequest, frame: Buffer): unknown {
  const { api } = request;
  let { version } = request;
  const reader = new Reader(frame);
  readResponseHeader(reader, api, version);
  const start = reader.offset;
  // A broker that does not know the version asked for answers ApiVersions in version 0, error code first (KIP-511).
  if (api.key === ApiVersions.key && frame.byteLength >= start + 2) {
    if (frame.readInt16BE(start) === ErrorCode.UNSUPPORTED_VERSION) version = 0;
  }
  return api.response.decode(version, frame.subarray(start));
}
