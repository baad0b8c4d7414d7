import { type Api, UnsupportedVersionError } from '@k/wire';

/**
 * The error of a request that the broker's version of an API cannot carry.
 * @param minVersion - the first one that can
 * @param message - what needs which release
 */
export function tooOld(
  { name, maxVersion }: Api<never, never> | { readonly name: string; readonly maxVersion: number },
  version: number,
  minVersion: number,
  message: string,
): UnsupportedVersionError {
  return new UnsupportedVersionError({ api: name, version, minVersion, maxVersion, message: `${name}: ${message}` });
}
