import { join } from 'node:path';
import type { Segment } from '../log/segment.ts';
import { writeFile, type Files } from './files.ts';
import type { OpenFiles } from './open-files.ts';
import { SegmentIndex } from './segment-index.ts';

/** A piece of memory in a file: how much of it is there, and how many of its batches. */
interface WrittenPiece {
  readonly piece: Segment;
  readonly position: number;
  bytes: number;
  batches: number;
}

/** So many new entries are gathered before the index files are written. */
const INDEX_BATCH = 64;

/** What a segment of a log is made of, besides its records. */
export const SEGMENT_SUFFIXES = ['.log', '.index', '.timeindex'] as const;

/** A segment of Kafka's in its files: `.log`, `.index` and `.timeindex`, named by the first offset it may have. */
export class SegmentFile {
  readonly baseOffset: number;
  readonly #files: Files;
  readonly #open: OpenFiles;
  readonly #stem: string;
  #pieces: WrittenPiece[] = [];
  #length = 0;
  #index: SegmentIndex;
  #indexed = -1;

  constructor(files: Files, open: OpenFiles, dir: string, baseOffset: number) {
    this.#files = files;
    this.#open = open;
    this.baseOffset = baseOffset;
    this.#stem = stemOf(dir, baseOffset);
    this.#index = new SegmentIndex(baseOffset);
  }

  get logPath(): string {
    return `${this.#stem}.log`;
  }

  /** Bytes of the `.log` file. */
  get length(): number {
    return this.#length;
  }

  get isEmpty(): boolean {
    return this.#pieces.length === 0;
  }

  get lastPiece(): Segment | undefined {
    return this.#pieces.at(-1)?.piece;
  }

  /** There is a file from now on, an empty one. */
  create(): void {
    this.#open.forget(this.logPath);
    this.#open.truncate(this.logPath, 0);
  }

  /** Writes what is new of a piece, which is the last one or comes behind it. */
  write(piece: Segment): void {
    let written = this.#pieces.at(-1);
    if (written?.piece !== piece) {
      written = { piece, position: this.#length, bytes: 0, batches: 0 };
      this.#pieces.push(written);
    }
    const { bytes, position } = written;
    if (bytes === piece.byteLength) return;
    this.#open.write(this.logPath, piece.buffer.subarray(bytes, piece.byteLength), position + bytes);
    written.bytes = piece.byteLength;
    this.#length = position + piece.byteLength;
    for (; written.batches < piece.batches.length; written.batches++) this.#addToIndex(piece, written.batches);
    if (this.#index.size >= this.#indexed + INDEX_BATCH) this.writeIndexes();
  }

  /** Writes what is missing of these pieces, with which the file begins, or what it has of them ends. */
  complete(pieces: readonly Segment[]): void {
    const last = this.lastPiece;
    const at = last === undefined ? 0 : pieces.indexOf(last);
    for (const piece of pieces.slice(Math.max(0, at))) this.write(piece);
  }

  /** The pieces stand in the file already, back to back. */
  adopt(pieces: readonly Segment[]): void {
    for (const piece of pieces) {
      this.#pieces.push({ piece, position: this.#length, bytes: piece.byteLength, batches: piece.batches.length });
      this.#length += piece.byteLength;
      for (let i = 0; i < piece.batches.length; i++) this.#addToIndex(piece, i);
    }
  }

  /**
   * Whether the file holds the beginning of what these pieces are, possibly behind some that are gone, and possibly more: that is
   * cut off then.
   */
  cutTo(pieces: readonly Segment[]): boolean {
    const from = this.#pieces.findIndex(({ piece }) => piece === pieces[0]);
    if (from < 0) return false;
    let common = 0;
    while (common < pieces.length && this.#pieces[from + common]?.piece === pieces[common]) common++;
    const kept = this.#pieces.slice(0, from + common);
    const last = kept.at(-1) as WrittenPiece;
    const end = last.position + Math.min(last.bytes, last.piece.byteLength);
    if (end < this.#length) this.#cut(kept, end);
    return true;
  }

  /** Nothing more is written to it. */
  seal(): void {
    this.#index.seal();
    this.writeIndexes();
  }

  writeIndexes(): void {
    writeFile(this.#files, `${this.#stem}.index`, this.#index.offsets, false);
    writeFile(this.#files, `${this.#stem}.timeindex`, this.#index.times, false);
    this.#indexed = this.#index.size;
  }

  /** Indexes that do not say what they should are made anew. */
  checkIndexes(): void {
    const fits = (suffix: string, bytes: Buffer): boolean => {
      const path = `${this.#stem}${suffix}`;
      return this.#files.exists(path) && this.#files.read(path).equals(bytes);
    };
    if (!fits('.index', this.#index.offsets) || !fits('.timeindex', this.#index.times)) this.writeIndexes();
    this.#indexed = this.#index.size;
  }

  /** As {@link seal}, of one that was sealed before. */
  checkSealed(): void {
    this.#index.seal();
    this.checkIndexes();
  }

  remove(): void {
    this.#open.forget(this.logPath);
    for (const suffix of SEGMENT_SUFFIXES) this.#files.remove(`${this.#stem}${suffix}`);
  }

  #cut(kept: WrittenPiece[], end: number): void {
    this.#open.truncate(this.logPath, end);
    this.#pieces = kept;
    this.#length = end;
    this.#index = new SegmentIndex(this.baseOffset);
    for (const written of kept) {
      written.bytes = Math.min(written.bytes, written.piece.byteLength);
      written.batches = Math.min(written.batches, written.piece.batches.length);
      for (let i = 0; i < written.batches; i++) this.#addToIndex(written.piece, i);
    }
    this.writeIndexes();
  }

  #addToIndex({ batches }: Segment, at: number): void {
    const batch = batches[at];
    if (batch !== undefined) this.#index.add(batch);
  }
}

/** As Kafka names the files of a segment, without what they end in. */
export function stemOf(dir: string, baseOffset: number): string {
  return join(dir, String(baseOffset).padStart(20, '0'));
}
