import type { Partition } from '../state/partition.ts';

/** Isolation level of a reader that does not want to see open and aborted transactions (KIP-98). */
export const READ_COMMITTED = 1;

/** The first offset that a reader does not get: the last stable offset, or the end of the log. */
export function readableEnd({ log, lastStableOffset }: Partition, isolationLevel: number): number {
  return isolationLevel === READ_COMMITTED ? lastStableOffset : log.endOffset;
}
