/** What `npm run kafka` and `npm run test:kafka` start when no version is named: the newest that was tried here. */
export const DEFAULT_VERSION = '4.4.0';

/** The first version with the protocol that it still speaks. */
const OLDEST_VERSION = '0.8.0';

/** The first version whose KRaft mode is complete enough to run a broker without ZooKeeper. */
const FIRST_KRAFT_VERSION = '3.3.0';

/**
 * @returns whether `version` is `wanted` or newer; both are dotted numbers
 */
export function atLeast(version: string, wanted: string): boolean {
  const [left, right] = [version, wanted].map((each) => each.split('.').map(Number)) as [number[], number[]];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** Throws with a clear message on what is no version, or one that cannot be started here. */
export function checkVersion(version: string): void {
  if (!/^\d+(\.\d+){1,3}$/.test(version)) {
    throw new Error(`"${version}" is no Kafka version: it looks like ${DEFAULT_VERSION}`);
  }
  if (!atLeast(version, OLDEST_VERSION)) {
    throw new Error(`Kafka ${version} is older than ${OLDEST_VERSION}, the oldest that this tool starts`);
  }
}

/** Whether a broker of this version is run beside a ZooKeeper; newer ones are their own controllers. */
export function needsZooKeeper(version: string): boolean {
  return !atLeast(version, FIRST_KRAFT_VERSION);
}
