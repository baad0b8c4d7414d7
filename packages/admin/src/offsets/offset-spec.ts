import {
  EARLIEST_LOCAL_TIMESTAMP,
  EARLIEST_PENDING_UPLOAD_TIMESTAMP,
  EARLIEST_TIMESTAMP,
  LATEST_TIERED_TIMESTAMP,
  LATEST_TIMESTAMP,
  MAX_TIMESTAMP,
} from '@k/cluster';
import { z } from '@k/runtime';

/**
 * Which offset of a partition is meant:
 *
 * - `earliest`: the first one of the log
 * - `latest`: the one that the next record gets; with isolation level `read_committed` that of the first open transaction
 * - `{ timestamp }`: the first record that is as late, milliseconds since 1970 or a Date
 * - `maxTimestamp`: the record with the greatest timestamp (KIP-734, Kafka 3.0)
 * - `earliestLocal`: the first one on the leader's own disk (KIP-405, Kafka 3.5)
 * - `latestTiered`: the last one in tiered storage (KIP-1005, Kafka 3.9)
 * - `earliestPendingUpload`: the first one that is not in tiered storage yet (KIP-1023, Kafka 4.2)
 */
export type OffsetSpec = keyof typeof SPECIAL | { readonly timestamp: number | Date };

const SPECIAL = {
  earliest: EARLIEST_TIMESTAMP,
  latest: LATEST_TIMESTAMP,
  maxTimestamp: MAX_TIMESTAMP,
  earliestLocal: EARLIEST_LOCAL_TIMESTAMP,
  latestTiered: LATEST_TIERED_TIMESTAMP,
  earliestPendingUpload: EARLIEST_PENDING_UPLOAD_TIMESTAMP,
} as const;

const NAMES = Object.keys(SPECIAL) as [keyof typeof SPECIAL, ...(keyof typeof SPECIAL)[]];

/** A time: milliseconds since 1970, or a Date that is one. */
export const timeSetting = z.union([
  z.int().nonnegative(),
  z.custom<Date>((value) => value instanceof Date && !Number.isNaN(value.getTime()), 'expected a Date'),
]);

export const offsetSpecSetting = z.union(
  [z.enum(NAMES), z.strictObject({ timestamp: timeSetting })],
  `expected ${NAMES.map((name) => `"${name}"`).join(', ')} or { timestamp }`,
);

export function msOf(time: number | Date): number {
  return typeof time === 'number' ? time : time.getTime();
}

/** What stands for it in a ListOffsets request. */
export function timestampOf(spec: OffsetSpec): number {
  return typeof spec === 'string' ? SPECIAL[spec] : msOf(spec.timestamp);
}
