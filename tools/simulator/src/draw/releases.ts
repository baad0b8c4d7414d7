import type { PlayedRelease } from '@k/broker';

/** The releases that a run may be on, the newest more often; in order of age. */
export const RELEASES: readonly PlayedRelease[] = ['0.10.2', '0.11', '1.1', '2.4', '2.8', '3.9', '4.3', '4.4'];

/** Whether a release is `since` or newer, of those that runs are on. */
export function isSince(release: PlayedRelease, since: PlayedRelease): boolean {
  return RELEASES.indexOf(release) >= RELEASES.indexOf(since);
}
