import type { Segment } from './segment.ts';

/** A segment as Kafka has it: what was written between two rolls, in one or more pieces of memory. */
export interface LogSegment {
  readonly baseOffset: number;
  readonly byteLength: number;
  /** ms since the epoch; of its newest record, or when it was last written to where no record has a timestamp. */
  readonly largestTimestamp: number;
  /** The greatest timestamp of its first batch; -1 for none. */
  readonly firstBatchTimestamp: number;
  readonly lastModifiedMs: number;
  readonly pieces: readonly Segment[];
}

/** The segments that pieces of memory make up, oldest first; the last one is being written. */
export function logSegments(pieces: readonly Segment[]): LogSegment[] {
  const groups: Segment[][] = [];
  for (const piece of pieces) {
    const last = groups.at(-1);
    if (last === undefined || piece.beginsSegment) groups.push([piece]);
    else last.push(piece);
  }
  return groups.map(segmentOf);
}

function segmentOf(pieces: readonly Segment[]): LogSegment {
  const first = pieces[0] as Segment;
  const maxTimestamp = pieces.reduce((max, piece) => Math.max(max, piece.maxTimestamp), -Infinity);
  const lastModifiedMs = pieces.reduce((max, piece) => Math.max(max, piece.lastModifiedMs), 0);
  return {
    baseOffset: first.baseOffset,
    byteLength: pieces.reduce((sum, { byteLength }) => sum + byteLength, 0),
    largestTimestamp: maxTimestamp >= 0 ? maxTimestamp : lastModifiedMs,
    firstBatchTimestamp: pieces.find(({ batches }) => batches.length > 0)?.batches[0]?.maxTimestamp ?? -1,
    lastModifiedMs,
    pieces,
  };
}
