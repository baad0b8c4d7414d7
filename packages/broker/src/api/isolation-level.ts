import type { Partition } from '../state/partition.ts';

/** Isolation level of a reader that does not want to see open and aborted transactions (KIP-98). */
export const READ_COMMITTED = 1;

/** The first offset that a reader does not get: the last stable offset, or the high watermark. */
export function readableEnd(partition: Partition, isolationLevel: number): number {
  return isolationLevel === READ_COMMITTED ? partition.lastStableOffset : partition.highWatermark;
}
