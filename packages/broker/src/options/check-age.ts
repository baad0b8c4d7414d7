import { ConfigError } from '@k/wire';
import { isAtLeast, type PlayedRelease } from '../release/releases.ts';

/** @throws ConfigError when the release that is played does not have it yet */
export function checkAge(asVersion: PlayedRelease | undefined, since: PlayedRelease, what: string): void {
  if (asVersion !== undefined && !isAtLeast(asVersion, since)) {
    throw new ConfigError(`createBroker: Kafka ${asVersion} has no ${what}: it takes "asVersion" ${since} or newer`);
  }
}
