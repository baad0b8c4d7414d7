import { wrongArgument } from '@k/wire';
import type { ApiVersionRange } from './api-versions.ts';
import { KAFKA_RELEASES, RANGES } from './release-ranges.ts';

export type KafkaRelease = (typeof KAFKA_RELEASES)[number];

export const RELEASE_EXPECTED = "a release from '0.8.0' on, such as '2.5' or '3.9.1'";

/**
 * The release whose ranges stand for `release`, `'2.5'` or `'3.4.1'` or whatever has been or will be made: itself, or the
 * nearest known one below it ('2.4', '3.0'). Undefined when it is older than all, or no release.
 */
export function knownRelease(release: string): KafkaRelease | undefined {
  if (typeof release !== 'string' || !/^\d+(\.\d+){1,3}$/.test(release)) return undefined;
  return KAFKA_RELEASES.findLast((known) => compareReleases(known, release) <= 0);
}

function compareReleases(a: string, b: string): number {
  const [left, right] = [a, b].map((release) => release.split('.').map(Number)) as [number[], number[]];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * The ranges of a release: of the nearest known one that is not newer ({@link KAFKA_RELEASES}).
 * @throws ConfigError when it is no release, or older than 0.8.0
 */
export function apiVersionsOf(release: string): ApiVersionRange[] {
  const known = knownRelease(release);
  if (known === undefined) throw wrongArgument('apiVersionsOf()', 'release', RELEASE_EXPECTED, release);
  const column = KAFKA_RELEASES.indexOf(known);
  return RANGES.flatMap(([apiKey, ranges]) => {
    const range = /^(\d+)-(\d+)$/.exec(ranges.split(' ')[column] ?? '-');
    return range === null ? [] : [{ apiKey, minVersion: Number(range[1]), maxVersion: Number(range[2]) }];
  });
}
