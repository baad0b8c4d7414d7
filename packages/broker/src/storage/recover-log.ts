import { join } from 'node:path';
import { CodecError, readBatches, type RecordBatch } from '@k/codec';
import { LeaderEpochs } from '../log/leader-epochs.ts';
import type { LogState } from '../log/log-state.ts';
import type { PieceState, StoredBatch } from '../log/segment.ts';
import type { Files } from './files.ts';
import { SEGMENT_SUFFIXES, stemOf } from './segment-file.ts';
import { StorageError } from './storage-error.ts';

/** A log as its files have it. */
export interface RecoveredLog {
  readonly state: LogState;
  /** Of each segment that has a file. */
  readonly baseOffsets: readonly number[];
}

/**
 * Reads the log in a directory. Of the last segment, what comes after the last whole batch is cut off; damage anywhere else is
 * told, as those records were written once.
 * @param startOffset where it is known to begin; its first segment may begin before it, or after it where compaction left nothing
 * @throws StorageError
 */
export function recoverLog(files: Files, dir: string, startOffset: number): RecoveredLog {
  finishCleaning(files, dir);
  const baseOffsets = baseOffsetsIn(files, dir);
  const pieces: PieceState[] = [];
  const epochs = new LeaderEpochs();
  let endOffset = baseOffsets[0] ?? 0;
  for (const [index, baseOffset] of baseOffsets.entries()) {
    const path = `${stemOf(dir, baseOffset)}.log`;
    const bytes = files.read(path);
    if (baseOffset < endOffset) {
      throw new StorageError(path, `begins at offset ${String(baseOffset)}, before the segment in front of it ends, at ${String(endOffset)}: take the directory from a copy; or remove this file, if those records are in the other one`); // prettier-ignore
    }
    const isLast = index === baseOffsets.length - 1;
    const scanned = scan(bytes, baseOffset);
    if (scanned.end < bytes.length) {
      if (!isLast || scanned.isDamaged) throw damaged(path, scanned);
      cut(files, path, scanned.end);
    }
    for (const { leaderEpoch, baseOffset: from } of scanned.batches) epochs.assign(leaderEpoch, from);
    if (scanned.batches.length > 0) pieces.push(pieceOf(bytes, baseOffset, scanned));
    endOffset = Math.max(baseOffset, (scanned.batches.at(-1)?.lastOffset ?? -1) + 1);
  }
  const lastHasRecords = pieces.at(-1)?.baseOffset === baseOffsets.at(-1);
  const state: LogState = {
    startOffset: Math.min(startOffset, baseOffsets[0] ?? startOffset),
    endOffset: Math.max(endOffset, startOffset),
    firstDirtyOffset: 0,
    epochs: epochs.starts,
    pieces,
    ...(lastHasRecords ? {} : { beginsSegment: true }),
  };
  return { state, baseOffsets };
}

/** A cleaned segment that is whole takes the place of those that it was made of; one that is not is gone. */
function finishCleaning(files: Files, dir: string): void {
  for (const name of files.list(dir)) {
    if (name.endsWith('.cleaned') || name.endsWith('.tmp')) files.remove(join(dir, name));
  }
  for (const name of files.list(dir).filter((each) => each.endsWith('.log.swap'))) {
    const path = join(dir, name);
    const baseOffset = Number(name.split('.')[0]);
    const { batches } = scan(files.read(path), baseOffset);
    const lastOffset = batches.at(-1)?.lastOffset ?? baseOffset;
    const replaced = baseOffsetsIn(files, dir).filter((each) => each >= baseOffset && each <= lastOffset);
    for (const each of replaced) for (const suffix of SEGMENT_SUFFIXES) files.remove(`${stemOf(dir, each)}${suffix}`);
    files.rename(path, join(dir, name.slice(0, -'.swap'.length)));
  }
}

function baseOffsetsIn(files: Files, dir: string): number[] {
  const names = files.list(dir).flatMap((name) => /^(\d{20})\.log$/.exec(name)?.[1] ?? []);
  return names.map(Number).sort((one, other) => one - other);
}

interface Scanned {
  readonly batches: readonly StoredBatch[];
  /** Where the last whole batch ends. */
  readonly end: number;
  /** Whole batches come behind one that is not what was written. */
  readonly isDamaged: boolean;
  readonly problem: string;
}

function scan(bytes: Buffer, baseOffset: number): Scanned {
  const batches: StoredBatch[] = [];
  let end = 0;
  let nextOffset = baseOffset;
  for (;;) {
    const batch = batchAt(bytes, end);
    if (typeof batch === 'string' || batch.baseOffset < nextOffset) {
      const problem = typeof batch === 'string' ? batch : `has offset ${String(batch.baseOffset)} where ${String(nextOffset)} is the least`; // prettier-ignore
      return { batches, end, isDamaged: hasBatchBehind(bytes, end), problem };
    }
    const { lastOffset, byteLength, maxTimestamp, partitionLeaderEpoch: leaderEpoch } = batch;
    batches.push({ baseOffset: batch.baseOffset, lastOffset, position: end, byteLength, maxTimestamp, leaderEpoch });
    end += byteLength;
    nextOffset = lastOffset + 1;
  }
}

/** Where a whole batch begins, with the checksum it should have; else what is wrong. */
function batchAt(bytes: Buffer, position: number): RecordBatch | string {
  if (position > bytes.length - LOG_OVERHEAD) return 'ends in the midst of a batch';
  try {
    return readBatches(bytes.subarray(position)).read() ?? 'ends in the midst of a batch';
  } catch (error) {
    if (error instanceof CodecError) return error.message;
    throw error;
  }
}

/** Offset and length, with which a batch begins. */
const LOG_OVERHEAD = 12;

function hasBatchBehind(bytes: Buffer, position: number): boolean {
  if (position > bytes.length - LOG_OVERHEAD) return false;
  const length = bytes.readInt32BE(position + LOG_OVERHEAD - 4);
  return length > 0 && typeof batchAt(bytes, position + LOG_OVERHEAD + length) !== 'string';
}

function pieceOf(buffer: Buffer, baseOffset: number, { batches, end: byteLength }: Scanned): PieceState {
  const maxTimestamp = batches.reduce((max, batch) => Math.max(max, batch.maxTimestamp), -Infinity);
  const lastModifiedMs = Math.max(0, maxTimestamp);
  const batchCount = batches.length;
  return { baseOffset, beginsSegment: true, lastModifiedMs, buffer, byteLength, batches, batchCount, maxTimestamp };
}

function cut(files: Files, path: string, length: number): void {
  const fd = files.open(path, 'r+');
  try {
    files.truncate(fd, length);
  } finally {
    files.close(fd);
  }
}

function damaged(path: string, { end, batches, problem }: Scanned): StorageError {
  const last = batches.at(-1)?.lastOffset;
  const kept = last === undefined ? 'none of its records' : `its records up to offset ${String(last)}`;
  return new StorageError(
    path,
    `is damaged at byte ${String(end)} (${problem}), and records follow. Take the file from a copy; or keep ${kept}: ` +
      `truncate -s ${String(end)} FILE, and remove the later files of the directory`,
  );
}
