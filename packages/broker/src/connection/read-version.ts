import type { ServedApi } from '../api/handler.ts';
import type { Release } from '../release/releases.ts';

/** The fixed part of every request header version: key, version, correlation id. */
export const FIXED_HEADER_BYTES = 8;

/**
 * The version that a request is read in; undefined when it is not served. A 0.8.2 takes what is newer than it knows for the
 * newest it knows, and passes over what follows: that is put into the frame.
 */
export function readVersion(frame: Buffer, served: ServedApi, release: Release | undefined): number | undefined {
  const asked = frame.readInt16BE(2);
  const { minVersion, maxVersion } = served;
  if (asked > maxVersion && release?.unawareOfVersions.has(served.handler.api.key) === true) {
    frame.writeInt16BE(maxVersion, 2);
    return maxVersion;
  }
  return asked < minVersion || asked > maxVersion ? undefined : asked;
}

/** Whether a release that passes over what it cannot read can find the end of this request's header. */
export function isPassedOver(frame: Buffer, release: Release | undefined): boolean {
  const hasClientId = frame.length >= FIXED_HEADER_BYTES + 2 && frame.readInt16BE(FIXED_HEADER_BYTES) >= 0;
  return release?.unreadable === 'ignore' && hasClientId;
}
