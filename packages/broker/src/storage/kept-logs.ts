import { join } from 'node:path';
import type { Partition } from '../state/partition.ts';
import type { Topic } from '../state/topic.ts';
import { offsetCheckpoint, topicIdIn } from './checkpoints.ts';
import { replaceFile, type Files } from './files.ts';
import type { JournalEntry } from './journal.ts';
import { LogDirectory } from './log-directory.ts';
import type { OpenFiles } from './open-files.ts';
import { recoverLog } from './recover-log.ts';

/** The journal's store of where logs begin, by topic id and partition. */
export const LOG_STARTS = 'log-starts';

/** The directories of all partitions' logs, and what of them is not written. */
export class KeptLogs {
  readonly #files: Files;
  readonly #path: string;
  readonly #open: OpenFiles;
  readonly #onChange: () => void;
  readonly #changed = new Set<LogDirectory>();
  readonly #logs = new Map<Partition, LogDirectory>();
  /** By topic id. */
  readonly #topics = new Map<string, readonly Partition[]>();
  /** As the journal has them. */
  readonly #starts = new Map<string, number>();

  /** @param onChange a log is to be written */
  constructor(init: { files: Files; path: string; open: OpenFiles; onChange: () => void }) {
    this.#files = init.files;
    this.#path = init.path;
    this.#open = init.open;
    this.#onChange = init.onChange;
  }

  get isWritten(): boolean {
    return this.#changed.size === 0;
  }

  /** Partitions that are new get their directories with the next write. */
  keep({ topicId, partitions }: Topic): void {
    this.#topics.set(topicId, [...partitions]);
    for (const partition of partitions) {
      if (!this.#logs.has(partition)) this.#changed.add(this.#newLog(partition));
    }
  }

  /** The topic is gone, and its files with it. */
  drop(topicId: string): void {
    for (const partition of this.#topics.get(topicId) ?? []) {
      const directory = this.#logs.get(partition);
      if (directory === undefined) continue;
      this.#forget(directory);
      this.#logs.delete(partition);
      // A topic of the same name may have its directory by now.
      if (!this.#isTaken(directory.path)) this.#files.removeDir(directory.path);
    }
    this.#topics.delete(topicId);
  }

  /** Reads what there is of a topic's logs. @param starts where they begin, as the journal has it */
  restore({ topicId, partitions }: Topic, starts: ReadonlyMap<string, unknown>): void {
    this.#topics.set(topicId, [...partitions]);
    for (const partition of partitions) this.#restoreLog(partition, starts);
  }

  /** Other logs are in the place of all. */
  clear(): void {
    for (const directory of this.#logs.values()) this.#forget(directory);
    this.#logs.clear();
    this.#topics.clear();
  }

  /** Directories of partitions that there are not any more: the process ended before they were removed. */
  removeStrangers(): void {
    const known = new Set(Array.from(this.#logs.values(), (directory) => directory.path));
    for (const name of this.#files.list(this.#path)) {
      const stranger = join(this.#path, name);
      if (known.has(stranger) || !this.#files.exists(join(stranger, 'partition.metadata'))) continue;
      this.#files.removeDir(stranger);
    }
  }

  /** Where logs begin, for the journal: those of which it has something else. */
  *changedStarts(): Generator<JournalEntry> {
    for (const { log, name } of this.#changed) {
      if ((this.#starts.get(name) ?? 0) !== log.startOffset) yield [LOG_STARTS, name, log.startOffset];
    }
  }

  /** The same of all. */
  starts(): JournalEntry[] {
    return Array.from(this.#logs.values(), ({ name, log }): JournalEntry => [LOG_STARTS, name, log.startOffset]);
  }

  /** The journal has these now. */
  startsAreKept(entries: Iterable<JournalEntry>): void {
    for (const [, name, start] of entries) this.#starts.set(name, start as number);
  }

  /** Writes what changed. What cannot be written stays marked. */
  write(): void {
    for (const directory of this.#changed) {
      directory.write();
      this.#changed.delete(directory);
    }
  }

  /** For a start that need not look through the logs: at the end. */
  writeCheckpoints(): void {
    for (const directory of this.#logs.values()) directory.writeIndexes();
    const write = (name: string, of: (partition: Partition) => number): void => {
      const offsets = Array.from(this.#logs.keys(), (each) => [each.topic.name, each.index, of(each)] as const);
      replaceFile(this.#files, join(this.#path, name), offsetCheckpoint(offsets), false);
    };
    write('recovery-point-offset-checkpoint', ({ log }) => log.endOffset);
    write('replication-offset-checkpoint', ({ log }) => log.endOffset);
    write('log-start-offset-checkpoint', ({ log }) => log.startOffset);
  }

  #newLog(partition: Partition): LogDirectory {
    const { topic, index, log } = partition;
    const directory = new LogDirectory({
      files: this.#files,
      open: this.#open,
      path: join(this.#path, `${topic.name}-${String(index)}`),
      topicId: topic.topicId,
      name: nameOf(partition),
      log,
    });
    this.#logs.set(partition, directory);
    log.watch(() => {
      this.#changed.add(directory);
      this.#onChange();
    });
    return directory;
  }

  #restoreLog(partition: Partition, starts: ReadonlyMap<string, unknown>): void {
    const directory = this.#newLog(partition);
    // The process ended between the journal and the directory, or somebody removed it.
    if (!this.#isOurs(directory.path, partition.topic.topicId)) {
      this.#changed.add(directory);
      return;
    }
    const { log } = partition;
    const startOffset = Number(starts.get(nameOf(partition)) ?? 0);
    const { state, baseOffsets } = recoverLog(this.#files, directory.path, startOffset);
    log.restore(state);
    directory.adopt(baseOffsets);
    log.truncateBefore(startOffset);
    partition.relearn();
    this.#starts.set(directory.name, log.startOffset);
  }

  #isOurs(path: string, topicId: string): boolean {
    const metadata = join(path, 'partition.metadata');
    return this.#files.exists(metadata) && topicIdIn(this.#files.read(metadata).toString()) === topicId;
  }

  #isTaken(path: string): boolean {
    for (const directory of this.#logs.values()) if (directory.path === path) return true;
    return false;
  }

  #forget(directory: LogDirectory): void {
    directory.log.watch(() => undefined);
    directory.close();
    this.#changed.delete(directory);
    this.#starts.delete(directory.name);
  }
}

/** By which the journal knows a log: a topic may be made anew under its name. */
function nameOf({ topic, index }: Partition): string {
  return `${topic.topicId}/${String(index)}`;
}
