import { firstReleaseWith } from '@k/cluster';
import { type Api, UnsupportedVersionError } from '@k/wire';

/**
 * The error of a request that the broker's version of an API cannot carry.
 * @param version - what the broker has; undefined when it lacks the API altogether
 * @param minVersion - the first one that can
 * @param message - what needs which release, which it is given: 'Kafka 2.8'
 */
export function tooOld(
  api: Pick<Api<never, never>, 'key' | 'name' | 'maxVersion'>,
  version: number | undefined,
  minVersion: number,
  message: (kafka: string) => string,
): UnsupportedVersionError {
  const { name, maxVersion } = api;
  const kafka = `Kafka ${firstReleaseWith(api, minVersion) ?? 'of a later release'}`;
  return new UnsupportedVersionError({
    api: name,
    ...(version === undefined ? {} : { version }),
    minVersion,
    maxVersion,
    message: `${name}: ${message(kafka)}`,
  });
}
