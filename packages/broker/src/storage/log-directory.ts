import { dirname, join } from 'node:path';
import type { LogSegment } from '../log/log-segments.ts';
import type { PartitionLog } from '../log/partition-log.ts';
import type { Segment } from '../log/segment.ts';
import { leaderEpochCheckpoint, partitionMetadata } from './checkpoints.ts';
import { replaceFile, writeFile, type Files } from './files.ts';
import type { OpenFiles } from './open-files.ts';
import { SegmentFile, stemOf } from './segment-file.ts';

/** What log directories have in common. */
export interface DirectoryInit {
  readonly files: Files;
  readonly open: OpenFiles;
  readonly path: string;
  readonly topicId: string;
  /** In the journal. */
  readonly name: string;
  readonly log: PartitionLog;
}

/**
 * The directory of a partition's log, which {@link write} makes say what the log in memory says: appended batches are appended,
 * whatever else became of the log is found by comparing.
 */
export class LogDirectory {
  readonly path: string;
  readonly name: string;
  readonly log: PartitionLog;
  readonly #init: DirectoryInit;
  readonly #files: Files;
  /** Oldest first. */
  #segments: SegmentFile[] = [];
  #isThere = false;
  #shape = -1;
  #writtenEpochs = '';

  constructor(init: DirectoryInit) {
    this.#init = init;
    this.path = init.path;
    this.name = init.name;
    this.log = init.log;
    this.#files = init.files;
  }

  /** The log was read from the files of the directory, one for each segment. */
  adopt(baseOffsets: readonly number[]): void {
    const segments = new Map(this.log.logSegments().map((segment) => [segment.baseOffset, segment]));
    this.#segments = baseOffsets.map((baseOffset) => {
      const file = this.#newFile(baseOffset);
      file.adopt(segments.get(baseOffset)?.pieces ?? []);
      return file;
    });
    for (const file of this.#segments.slice(0, -1)) file.checkSealed();
    this.#segments.at(-1)?.checkIndexes();
    this.#shape = this.log.shape;
    this.#isThere = true;
  }

  /** Puts into files what is not there yet. After an error it may be called again. */
  write(): void {
    if (!this.#isThere) this.#create();
    if (this.log.shape !== this.#shape) this.#reshape();
    const { pieces } = this.log;
    let at = pieces.length;
    const last = this.#segments.at(-1)?.lastPiece;
    if (last === undefined) at = this.#firstBehind(pieces);
    else while (at > 0 && pieces[at - 1] !== last) at--;
    for (const piece of pieces.slice(Math.max(0, last === undefined ? at : at - 1))) this.#append(piece);
  }

  writeIndexes(): void {
    this.#segments.at(-1)?.writeIndexes();
  }

  /** Nothing more is written to it. */
  close(): void {
    for (const { logPath } of this.#segments) this.#init.open.forget(logPath);
  }

  /** Whatever was there of another partition is gone. */
  #create(): void {
    if (this.#files.exists(this.path)) this.#files.removeDir(this.path);
    this.#files.makeDir(this.path);
    const { open, topicId } = this.#init;
    // Without it the directory is taken for one of another partition.
    writeFile(this.#files, join(this.path, 'partition.metadata'), partitionMetadata(topicId), open.syncs);
    open.cameIn(this.path);
    open.cameIn(dirname(this.path));
    this.#isThere = true;
  }

  /** The first piece of the last file, which is empty. */
  #firstBehind(pieces: readonly Segment[]): number {
    const base = this.#segments.at(-1)?.baseOffset ?? 0;
    const at = pieces.findIndex(({ baseOffset }) => baseOffset >= base);
    return at < 0 ? pieces.length : at;
  }

  #append(piece: Segment): void {
    let file = this.#segments.at(-1) as SegmentFile;
    const isNew = file.lastPiece !== piece;
    if (isNew && piece.beginsSegment && !(file.isEmpty && file.baseOffset === piece.baseOffset)) {
      file.seal();
      file = this.#newFile(piece.baseOffset);
      file.create();
      this.#segments.push(file);
    }
    file.write(piece);
  }

  /** Something else than an append became of the log. */
  #reshape(): void {
    const wanted = this.#wantedSegments();
    const before = [...this.#segments];
    const segments: SegmentFile[] = [];
    for (const [index, segment] of wanted.entries()) {
      const next = wanted[index + 1]?.baseOffset ?? Infinity;
      const present = before.find((file) => cutToFit(file, segment));
      present?.complete(segment.pieces);
      if (next < Infinity && present === before.at(-1)) present?.seal();
      segments.push(present ?? this.#writeAnew(segment, next, before));
    }
    for (const file of before) if (!segments.includes(file)) this.#removeUnlessTaken(file, segments);
    this.#segments = segments;
    this.#writeEpochs();
    this.#shape = this.log.shape;
  }

  /** One that is being written there always is, so that it is known where the log ends. */
  #wantedSegments(): Pick<LogSegment, 'baseOffset' | 'pieces'>[] {
    const segments = this.log.logSegments();
    return segments.length > 0 ? segments : [{ baseOffset: this.log.endOffset, pieces: [] }];
  }

  /** As Kafka puts a cleaned segment in the place of others: until it is whole, they are there; from then on it counts. */
  #writeAnew(
    { baseOffset, pieces }: Pick<LogSegment, 'baseOffset' | 'pieces'>,
    next: number,
    before: readonly SegmentFile[],
  ): SegmentFile {
    const file = this.#newFile(baseOffset);
    const replaced = before.filter((each) => each.baseOffset >= baseOffset && each.baseOffset < next);
    if (replaced.length === 0) {
      file.create();
      for (const piece of pieces) file.write(piece);
      if (next < Infinity) file.seal();
      return file;
    }
    const stem = stemOf(this.path, baseOffset);
    const bytes = pieces.map(({ buffer, byteLength }) => buffer.subarray(0, byteLength));
    writeFile(this.#files, `${stem}.log.cleaned`, Buffer.concat(bytes), true);
    this.#files.rename(`${stem}.log.cleaned`, `${stem}.log.swap`);
    if (this.#init.open.syncs) this.#files.syncDir(this.path);
    for (const each of replaced) each.remove();
    this.#files.rename(`${stem}.log.swap`, file.logPath);
    this.#init.open.cameIn(this.path);
    file.adopt(pieces);
    if (next < Infinity) file.seal();
    else file.writeIndexes();
    return file;
  }

  #removeUnlessTaken(file: SegmentFile, segments: readonly SegmentFile[]): void {
    if (!segments.some(({ baseOffset }) => baseOffset === file.baseOffset)) file.remove();
  }

  #writeEpochs(): void {
    const epochs = leaderEpochCheckpoint(this.log.epochs);
    if (epochs === this.#writtenEpochs) return;
    replaceFile(this.#files, join(this.path, 'leader-epoch-checkpoint'), epochs, false);
    this.#writtenEpochs = epochs;
  }

  #newFile(baseOffset: number): SegmentFile {
    return new SegmentFile(this.#files, this.#init.open, this.path, baseOffset);
  }
}

/** Whether the file has the segment, or the beginning of it; what it has behind that is cut off. */
function cutToFit(file: SegmentFile, { baseOffset, pieces }: Pick<LogSegment, 'baseOffset' | 'pieces'>): boolean {
  if (pieces.length === 0) return file.isEmpty && file.baseOffset === baseOffset;
  return file.cutTo(pieces) || (file.isEmpty && file.baseOffset === baseOffset);
}
