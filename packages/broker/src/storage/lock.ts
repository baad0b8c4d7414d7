import { join } from 'node:path';
import { messageOf } from '@k/wire';
import type { Files } from './files.ts';
import { StorageError } from './storage-error.ts';

/** Those of this process. */
const held = new Set<string>();

/** One process at a time has a directory, and one broker in it. */
export class DirectoryLock {
  readonly #files: Files;
  readonly #path: string;

  private constructor(files: Files, path: string) {
    this.#files = files;
    this.#path = path;
  }

  /** A lock whose process is gone is taken over. @throws StorageError while another one has it */
  static take(files: Files, dir: string): DirectoryLock {
    const path = join(dir, '.lock');
    if (held.has(path)) throw new StorageError(dir, 'another broker of this process has it as its dataDir');
    for (;;) {
      try {
        const fd = files.open(path, 'wx');
        files.write(fd, Buffer.from(`${String(process.pid)}\n`), 0);
        files.close(fd);
        held.add(path);
        return new DirectoryLock(files, path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
          throw new StorageError(dir, `cannot be written to: ${messageOf(error)}`, { cause: error });
        }
      }
      const pid = Number(files.read(path).toString().trim());
      if (isAlive(pid)) {
        throw new StorageError(
          dir,
          `process ${String(pid)} has it as its dataDir. If that is no broker, remove the file ${path}`,
        );
      }
      files.remove(path);
    }
  }

  release(): void {
    if (held.delete(this.#path)) this.#files.remove(this.#path);
  }
}

/** One of our own id was left by another of that id. */
function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
