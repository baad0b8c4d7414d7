import { encodeResponseFrame, readResponseHeader } from './envelope.ts';
import { ErrorCode } from './errors/codes.ts';
import type { Api } from './message-type.ts';
import { ApiVersions } from './messages/index.ts';
import { Reader } from './reader.ts';

/** A response as it came. */
export interface DecodedResponse<Res> {
  readonly correlationId: number;
  /** In which it is written: that of the request, or 0 where ApiVersions was refused. */
  readonly version: number;
  readonly body: Res;
}

/**
 * The response in a frame, to a request of this API and version. ApiVersions in a version that the broker does not know is
 * answered in version 0, with UNSUPPORTED_VERSION (KIP-511): it is read so.
 * @throws WireError naming the field and the byte; UnsupportedVersionError
 */
export function decodeResponseFrame<Res>(
  api: Api<unknown, Res>,
  version: number,
  frame: Uint8Array,
): DecodedResponse<Res> {
  const r = new Reader(frame);
  const { correlationId } = readResponseHeader(r, api, version);
  const body = frame.subarray(r.offset);
  const answered = answeredVersion(api, version, body);
  return { correlationId, version: answered, body: api.response.decode(answered, body) };
}

/**
 * The frame that refuses an ApiVersions request in a version that is not served: in version 0, which every client reads,
 * with the range of ApiVersions that is served, so that the client asks again within it (KIP-511).
 */
export function encodeApiVersionsRefusal(
  correlationId: number,
  served: { readonly minVersion: number; readonly maxVersion: number },
): Uint8Array[] {
  const { minVersion, maxVersion } = served;
  return encodeResponseFrame(ApiVersions, 0, correlationId, {
    errorCode: ErrorCode.UNSUPPORTED_VERSION,
    apiKeys: [{ apiKey: ApiVersions.key, minVersion, maxVersion }],
  });
}

/** The version in which the body of a response is written: see {@link decodeResponseFrame}. */
export function answeredVersion({ key }: Pick<Api<unknown, unknown>, 'key'>, asked: number, body: Uint8Array): number {
  if (key !== ApiVersions.key || body.length < 2) return asked;
  // In all versions of ApiVersions the error code comes first.
  return new Reader(body).int16() === ErrorCode.UNSUPPORTED_VERSION ? 0 : asked;
}
