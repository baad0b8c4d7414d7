import * as fs from 'node:fs';
import { dirname } from 'node:path';

/** What the storage asks of a file system: all at once, so that what was written stands in the order in which it was. */
export interface Files {
  /** @param flags as of open(2): 'r+' for what is there, 'w+' to begin anew, 'wx' for what must not be there */
  open(path: string, flags: 'r+' | 'w+' | 'wx'): number;
  /** All of the bytes, or it throws. */
  write(fd: number, bytes: Uint8Array, position: number): void;
  truncate(fd: number, length: number): void;
  sync(fd: number): void;
  /** The disk has the names of what came, went or was renamed in it; without effect where directories cannot be opened. */
  syncDir(dir: string): void;
  close(fd: number): void;
  read(path: string): Buffer;
  /** Names; empty for a directory that is not there. */
  list(dir: string): string[];
  makeDir(dir: string): void;
  exists(path: string): boolean;
  rename(from: string, to: string): void;
  /** Nothing happens where there is none. */
  remove(path: string): void;
  removeDir(dir: string): void;
}

export const nodeFiles: Files = {
  open: (path, flags) => fs.openSync(path, flags),
  write(fd, bytes, position) {
    let done = 0;
    while (done < bytes.length) done += fs.writeSync(fd, bytes, done, bytes.length - done, position + done);
  },
  truncate: (fd, length) => {
    fs.ftruncateSync(fd, length);
  },
  sync: (fd) => {
    fs.fdatasyncSync(fd);
  },
  syncDir(dir) {
    let fd: number;
    try {
      fd = fs.openSync(dir, 'r');
    } catch {
      return;
    }
    try {
      fs.fsyncSync(fd);
    } catch {
      // As above.
    } finally {
      fs.closeSync(fd);
    }
  },
  close: (fd) => {
    fs.closeSync(fd);
  },
  read: (path) => fs.readFileSync(path),
  list: (dir) => (fs.existsSync(dir) ? fs.readdirSync(dir) : []),
  makeDir: (dir) => {
    makeDirs(dir);
  },
  exists: (path) => fs.existsSync(path),
  rename: (from, to) => {
    fs.renameSync(from, to);
  },
  remove: (path) => {
    fs.rmSync(path, { force: true });
  },
  removeDir: (dir) => {
    fs.rmSync(dir, { recursive: true, force: true });
  },
};

/** Puts a whole file in the place of the one that is there: one or the other is found, never half of one. */
export function replaceFile(files: Files, path: string, bytes: Uint8Array | string, sync: boolean): void {
  const temporary = `${path}.tmp`;
  writeFile(files, temporary, bytes, sync);
  files.rename(temporary, path);
  if (sync) files.syncDir(dirname(path));
}

export function writeFile(files: Files, path: string, bytes: Uint8Array | string, sync: boolean): void {
  const fd = files.open(path, 'w+');
  try {
    files.write(fd, typeof bytes === 'string' ? Buffer.from(bytes) : bytes, 0);
    if (sync) files.sync(fd);
  } finally {
    files.close(fd);
  }
}

/** With those above it. Node's own `recursive` never ends where a file system says that there is nothing and makes nothing, as /proc. */
function makeDirs(dir: string): void {
  if (fs.existsSync(dir) && fs.statSync(dir).isDirectory()) return;
  const parent = dirname(dir);
  if (parent !== dir) makeDirs(parent);
  fs.mkdirSync(dir);
}
