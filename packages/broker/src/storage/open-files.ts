import { dirname } from 'node:path';
import type { Files } from './files.ts';

/** As many are open at once; a process may have some more. */
const MAX_OPEN = 200;

/** Files that are written to again and again stay open, those longest not written to are closed. */
export class OpenFiles {
  readonly #files: Files;
  /** Least recently used first. */
  readonly #open = new Map<string, number>();
  /** Written since they were last synced; undefined where that is left to the operating system. */
  readonly #unsynced: Set<string> | undefined;
  /** Directories in which something came since. */
  readonly #unsyncedDirs = new Set<string>();

  constructor(files: Files, syncs: boolean) {
    this.#files = files;
    this.#unsynced = syncs ? new Set() : undefined;
  }

  /** Whether {@link sync} does anything. */
  get syncs(): boolean {
    return this.#unsynced !== undefined;
  }

  write(path: string, bytes: Uint8Array, position: number): void {
    this.#files.write(this.#fdOf(path), bytes, position);
    this.#unsynced?.add(path);
  }

  truncate(path: string, length: number): void {
    this.#files.truncate(this.#fdOf(path), length);
    this.#unsynced?.add(path);
  }

  /** Has the disk have all that was written. */
  sync(): void {
    for (const path of this.#unsynced ?? []) {
      if (this.#files.exists(path)) this.#files.sync(this.#fdOf(path));
      this.#unsynced?.delete(path);
    }
    for (const dir of this.#unsyncedDirs) {
      this.#files.syncDir(dir);
      this.#unsyncedDirs.delete(dir);
    }
  }

  /** There is something new in the directory. */
  cameIn(dir: string): void {
    if (this.syncs) this.#unsyncedDirs.add(dir);
  }

  /** Before it is removed, or gets another name. */
  forget(path: string): void {
    const fd = this.#open.get(path);
    if (fd !== undefined) this.#files.close(fd);
    this.#open.delete(path);
    this.#unsynced?.delete(path);
  }

  close(): void {
    for (const path of [...this.#open.keys()]) this.forget(path);
  }

  #fdOf(path: string): number {
    const open = this.#open.get(path);
    if (open !== undefined) {
      this.#open.delete(path);
      this.#open.set(path, open);
      return open;
    }
    const [oldest] = this.#open.keys();
    if (this.#open.size >= MAX_OPEN && oldest !== undefined) this.#close(oldest);
    const isThere = this.#files.exists(path);
    const fd = this.#files.open(path, isThere ? 'r+' : 'w+');
    if (!isThere) this.cameIn(dirname(path));
    this.#open.set(path, fd);
    return fd;
  }

  /** What it was written is kept in mind until it is synced. */
  #close(path: string): void {
    this.#files.close(this.#open.get(path) as number);
    this.#open.delete(path);
  }
}
