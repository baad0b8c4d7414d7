import { join } from 'node:path';
import { messageOf } from '@k/wire';
import type { FlushPolicy } from '../options/storage-options.ts';
import type { Files } from './files.ts';
import { Journal } from './journal.ts';
import { DirectoryLock } from './lock.ts';
import type { StoredState } from './snapshot.ts';
import { StorageError } from './storage-error.ts';

/** No partition has a directory of that name: those end in a number after a hyphen. */
const JOURNAL_DIR = '__cluster_state';

/** A `dataDir` that is ours, before the broker it is for is there. */
export class OpenedDirectory {
  readonly files: Files;
  readonly path: string;
  readonly lock: DirectoryLock;
  readonly journal: Journal;
  readonly stores: StoredState;

  private constructor(init: Omit<OpenedDirectory, 'release'>) {
    this.files = init.files;
    this.path = init.path;
    this.lock = init.lock;
    this.journal = init.journal;
    this.stores = init.stores;
  }

  /** @throws StorageError */
  static open(files: Files, path: string, flush: FlushPolicy): OpenedDirectory {
    makeDir(files, path);
    const lock = DirectoryLock.take(files, path);
    try {
      const sync = flush === 'always' ? 'all' : flush === 'os' ? 'none' : 'files';
      const { journal, stores } = Journal.open(files, join(path, JOURNAL_DIR), sync);
      if (stores.size === 0) checkEmpty(files, path);
      return new OpenedDirectory({ files, path, lock, journal, stores });
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  release(): void {
    this.journal.close();
    this.lock.release();
  }
}

function makeDir(files: Files, path: string): void {
  try {
    files.makeDir(path);
  } catch (error) {
    throw new StorageError(path, `is no directory, and cannot become one: ${messageOf(error)}`, { cause: error });
  }
}

/** Nothing of another Kafka may be taken for what was left behind. */
function checkEmpty(files: Files, path: string): void {
  const strange = files
    .list(path)
    .find((name) => name === 'meta.properties' || files.exists(join(path, name, 'partition.metadata')));
  if (strange === undefined) return;
  throw new StorageError(path, `has ${strange}, but nothing of a broker of @k/broker: choose an empty directory`);
}
