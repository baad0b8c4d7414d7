/** The releases that `npm run test:kafka` compares with; the last is the newest that the schemas know. */
export const RELEASES = [
  '2.8.2',
  '3.0.2',
  '3.5.2',
  '3.7.2',
  '3.9.2',
  '4.0.0',
  '4.1.2',
  '4.2.1',
  '4.3.1',
  '4.4.0',
] as const;

export function isBefore(release: string, other: string): boolean {
  return release.localeCompare(other, 'en', { numeric: true }) < 0;
}

/** Whether the schemas cannot be expected to know all of it yet. */
export function isNewer(release: string): boolean {
  return RELEASES.every((known) => isBefore(known, release));
}

/** Whether a later one of our releases may have given it tagged fields: those need no new version. */
export function hasLater(release: string): boolean {
  return RELEASES.some((known) => isBefore(release, known));
}
