import { wrongArgument, type Api } from '@k/wire';
import type { ApiVersionRange } from './api-version-range.ts';
import { KAFKA_RELEASES, RANGES } from './release-ranges.ts';

export type KafkaRelease = (typeof KAFKA_RELEASES)[number];

export const RELEASE_EXPECTED = "a release from '0.8.0' on, such as '2.5' or '3.9.1'";

/**
 * The release whose ranges stand for `release`, `'2.5'` or `'3.4.1'` or whatever has been or will be made: itself, or the
 * nearest known one below it ('2.5', '3.4'). Undefined when it is older than all, or no release.
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
  return RANGES.flatMap(([apiKey, changes]) => {
    const range = readChanges(changes).findLast((change) => compareReleases(change.release, known) <= 0)?.range;
    return range === undefined ? [] : [{ apiKey, ...range }];
  });
}

/**
 * The first release whose brokers have the API in that version or a newer one, as far as it is written down here.
 * @param version - what is needed. @default any
 */
export function firstReleaseWith(api: Pick<Api<never, never>, 'key'>, version = 0): KafkaRelease | undefined {
  const changes = RANGES.find(([apiKey]) => apiKey === api.key)?.[1] ?? '';
  return readChanges(changes).find(({ range }) => range !== undefined && range.maxVersion >= version)?.release;
}

interface Change {
  readonly release: KafkaRelease;
  /** Undefined where the API is gone. */
  readonly range: Omit<ApiVersionRange, 'apiKey'> | undefined;
}

/** Reads `0.9:0-0 0.11:0-1`. */
function readChanges(changes: string): Change[] {
  return Array.from(changes.matchAll(/(\S+):(?:-|(\d+)-(\d+))(?: |$)/g), ([, release, from, to]) => ({
    release: release as KafkaRelease,
    range: from === undefined ? undefined : { minVersion: Number(from), maxVersion: Number(to) },
  }));
}
