import { join } from 'node:path';
import { replaceFile, type Files } from './files.ts';
import { encodeFrame, scanFrames } from './frames.ts';
import { StorageError } from './storage-error.ts';

/** One change: an entry of a store, and what it is now; without a value it is gone. */
export type JournalEntry = readonly [store: string, key: string, value?: unknown];

/** A frame holds what changed together: all of it is found again, or nothing. */
type Frame = readonly JournalEntry[];

/**
 * What the disk has before the journal goes on. `'files'`: a file that takes the place of another one, and what is appended with
 * {@link Journal.flush}.
 */
export type JournalSync = 'all' | 'files' | 'none';

/** The format that is written; another one is refused. */
const FORMAT = 1;
const HEADER: JournalEntry = ['journal', 'format', FORMAT];
const FILE_NAME = /^(\d{20})\.journal$/;
/** Below that a journal is not written anew. */
const MIN_REWRITE_BYTES = 1024 * 1024;

/**
 * All state of a cluster that is no record, as a file of changes: each frame has a length and a checksum. When it has become
 * four times as long as the state itself, it begins anew in another file, with the state.
 */
export class Journal {
  readonly #files: Files;
  readonly #dir: string;
  readonly #sync: JournalSync;
  #sequence: number;
  #fd: number | undefined;
  #length: number;
  #rewriteAt: number;

  private constructor(files: Files, init: { dir: string; sync: JournalSync; sequence: number; length: number }) {
    this.#files = files;
    this.#dir = init.dir;
    this.#sync = init.sync;
    this.#sequence = init.sequence;
    this.#length = init.length;
    this.#rewriteAt = Math.max(MIN_REWRITE_BYTES, init.length);
  }

  /**
   * The newest journal of the directory, with what it says; a tail that was cut short is cut off.
   * @throws StorageError for one that is damaged, or of another format
   */
  static open(
    files: Files,
    dir: string,
    sync: JournalSync,
  ): { journal: Journal; stores: Map<string, Map<string, unknown>> } {
    files.makeDir(dir);
    const names = files.list(dir);
    const sequences = names.flatMap((name) => Number(FILE_NAME.exec(name)?.[1] ?? []));
    const newest = Math.max(...sequences, -1);
    for (const name of names) if (Number(FILE_NAME.exec(name)?.[1]) !== newest) files.remove(join(dir, name));
    const stores = new Map<string, Map<string, unknown>>();
    if (newest < 0) return { journal: new Journal(files, { dir, sync, sequence: -1, length: 0 }), stores };
    const path = pathOf(dir, newest);
    const bytes = files.read(path);
    const { contents, end, isDamaged } = scanFrames(bytes);
    if (isDamaged) throw damaged(path, end);
    if (contents.length === 0) {
      throw new StorageError(path, 'has nothing that can be read, at its beginning either: take the directory from a copy, or choose an empty one'); // prettier-ignore
    }
    for (const content of contents) take(stores, JSON.parse(content.toString()) as Frame);
    const format = stores.get('journal')?.get('format');
    if (format !== FORMAT) {
      throw new StorageError(
        path,
        `is of format ${String(format)}, and this version reads ${String(FORMAT)} only: use the version of @k/broker that wrote it, or an empty directory`,
      );
    }
    stores.delete('journal');
    const journal = new Journal(files, { dir, sync, sequence: newest, length: end });
    if (end < bytes.length) journal.#cut();
    return { journal, stores };
  }

  get path(): string {
    return pathOf(this.#dir, this.#sequence);
  }

  /** Whether {@link rewrite} is due. */
  get isLong(): boolean {
    return this.#sequence < 0 || this.#length > this.#rewriteAt;
  }

  append(entries: readonly JournalEntry[]): void {
    const frame = encodeFrame(Buffer.from(JSON.stringify(entries)));
    const fd = this.#open();
    this.#files.write(fd, frame, this.#length);
    if (this.#sync === 'all') this.#files.sync(fd);
    this.#length += frame.length;
  }

  /** Begins anew with the whole state. */
  rewrite(entries: Iterable<JournalEntry>): void {
    const bytes = encodeFrame(Buffer.from(JSON.stringify([HEADER, ...entries])));
    const before = this.#sequence < 0 ? undefined : this.path;
    const sequence = this.#sequence + 1;
    replaceFile(this.#files, pathOf(this.#dir, sequence), bytes, this.#sync !== 'none');
    this.close();
    this.#sequence = sequence;
    this.#length = bytes.length;
    this.#rewriteAt = Math.max(MIN_REWRITE_BYTES, 4 * bytes.length);
    if (before !== undefined) this.#files.remove(before);
  }

  /** The disk has what was appended: where it does not have it already. */
  flush(): void {
    if (this.#fd !== undefined && this.#sync !== 'all') this.#files.sync(this.#fd);
  }

  close(): void {
    if (this.#fd !== undefined) this.#files.close(this.#fd);
    this.#fd = undefined;
  }

  #open(): number {
    return (this.#fd ??= this.#files.open(this.path, 'r+'));
  }

  #cut(): void {
    this.#files.truncate(this.#open(), this.#length);
  }
}

function take(stores: Map<string, Map<string, unknown>>, frame: Frame): void {
  for (const [store, key, value] of frame) {
    let entries = stores.get(store);
    if (entries === undefined) stores.set(store, (entries = new Map<string, unknown>()));
    if (value === undefined) entries.delete(key);
    else entries.set(key, value);
  }
}

function pathOf(dir: string, sequence: number): string {
  return join(dir, `${String(sequence).padStart(20, '0')}.journal`);
}

function damaged(path: string, position: number): StorageError {
  return new StorageError(
    path,
    `is damaged at byte ${String(position)}: what stands there is not what was written, and more follows. ` +
      `Take the directory from a copy; or cut the file there (truncate -s ${String(position)} FILE) to lose what came after`,
  );
}
