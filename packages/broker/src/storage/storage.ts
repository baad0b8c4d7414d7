import { join } from 'node:path';
import { ConfigError, messageOf } from '@k/wire';
import type { Clock, TimerHandle } from '@k/runtime';
import type { BrokerEvents } from '../events.ts';
import type { Partition } from '../state/partition.ts';
import { metaProperties, offsetCheckpoint, propertiesIn, topicIdIn } from './checkpoints.ts';
import { nodeFiles, replaceFile, type Files } from './files.ts';
import { Journal, type JournalEntry } from './journal.ts';
import { DirectoryLock } from './lock.ts';
import { LogDirectory } from './log-directory.ts';
import { OpenFiles } from './open-files.ts';
import { recoverLog } from './recover-log.ts';
import { entriesOf, type StoredState } from './snapshot.ts';
import { StorageError } from './storage-error.ts';
import { durableStores, type Stateful } from './stores.ts';
import type { FlushPolicy } from '../options/storage-options.ts';
import type { BrokerSettings } from '../options.ts';

/** The journal's store of where logs begin, by topic id and partition. */
const LOG_STARTS = 'log-starts';

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
    files.makeDir(path);
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

/** The settings of a broker, with the cluster id that is in its `dataDir`. @throws ConfigError for another one */
export function settingsOf(settings: BrokerSettings): BrokerSettings {
  const { dataDir, clusterId } = settings;
  const meta = dataDir === undefined ? undefined : join(dataDir, 'meta.properties');
  if (meta === undefined || !nodeFiles.exists(meta)) return settings;
  const present = propertiesIn(nodeFiles.read(meta).toString()).get('cluster.id');
  if (present === undefined) return settings;
  if (clusterId !== undefined && clusterId !== present) {
    throw new ConfigError(
      `createBroker: option "clusterId": ${meta} has ${present}, got ${clusterId}: leave it out, or choose another dataDir`,
    );
  }
  return { ...settings, clusterId: present };
}

/** No partition has a directory of that name: those end in a number after a hyphen. */
const JOURNAL_DIR = '__cluster_state';

/**
 * Keeps the state of a broker in a directory. Whatever changes is marked; {@link commit} writes what is marked, the journal
 * first, and runs before each answer: nobody is told of anything that is not in files.
 */
export class Storage {
  readonly #directory: OpenedDirectory;
  readonly #broker: Stateful;
  readonly #events: BrokerEvents;
  readonly #clock: Clock;
  readonly #flush: FlushPolicy;
  readonly #open: OpenFiles;
  /** Keys of entries that changed, by store. */
  readonly #dirty = new Map<string, Set<string>>();
  readonly #dirtyLogs = new Set<LogDirectory>();
  readonly #logs = new Map<Partition, LogDirectory>();
  /** By topic id. */
  readonly #topics = new Map<string, readonly Partition[]>();
  /** As the journal has them. */
  readonly #starts = new Map<string, number>();
  /** The problem that there is; undefined: the last commit went well. */
  #problem: StorageError | undefined;
  #isScheduled = false;
  #flushTimer: TimerHandle;
  #isClosed = false;

  private constructor(
    directory: OpenedDirectory,
    init: { broker: Stateful; events: BrokerEvents; clock: Clock; flush: FlushPolicy },
  ) {
    this.#directory = directory;
    this.#broker = init.broker;
    this.#events = init.events;
    this.#clock = init.clock;
    this.#flush = init.flush;
    this.#open = new OpenFiles(directory.files, init.flush !== 'os');
  }

  /**
   * Brings the broker to the state that its `dataDir` has, and keeps it there from now on.
   * @returns undefined where it has no `dataDir`
   * @throws StorageError, ConfigError for a broker of fewer nodes than there were
   */
  static open(
    files: Files,
    { dataDir, flush }: BrokerSettings,
    broker: Stateful,
    events: BrokerEvents,
  ): Storage | undefined {
    if (dataDir === undefined) return undefined;
    const directory = OpenedDirectory.open(files, dataDir, flush);
    try {
      const storage = new Storage(directory, { broker, events, clock: broker.cluster.clock, flush });
      broker.cluster.writeDown = () => {
        storage.commitQuietly();
      };
      storage.#start();
      return storage;
    } catch (error) {
      directory.release();
      throw error;
    }
  }

  #start(): void {
    const { stores } = this.#directory;
    const isNew = stores.size === 0;
    if (!isNew) this.#restore(stores);
    for (const store of durableStores(this.#broker)) {
      store.changes.listen((key) => {
        this.#mark(store.name, key);
      });
    }
    if (isNew) this.#keepAll();
    this.#removeStrangers();
    // A new leader epoch, after a crash: what the one before wrote at its end may be gone.
    if (!isNew)
      for (const { partitions } of this.#broker.cluster.topics) for (const each of partitions) each.beginEpoch();
    this.#rewriteJournal();
    this.#writeMeta();
    this.commit();
    if (!isNew) this.#broker.transactions.resume();
    this.commit();
  }

  /**
   * Writes all that changed. What cannot be written stays marked, and is tried again with the next one.
   * @throws StorageError
   */
  commit(): void {
    // After a problem there may be something that was written, and that the disk does not have.
    const isAllWritten = this.#dirty.size === 0 && this.#dirtyLogs.size === 0 && this.#problem === undefined;
    if (this.#isClosed || isAllWritten) return;
    this.#reporting(() => {
      this.#commit();
    });
  }

  /** The same where nobody waits for it. */
  commitQuietly(): void {
    try {
      this.commit();
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
    }
  }

  /** All is another state now: everything is written anew. */
  replaced(): void {
    for (const directory of this.#logs.values()) this.#forgetLog(directory);
    this.#logs.clear();
    this.#topics.clear();
    this.#keepAll();
    this.#removeStrangers();
    this.#rewriteJournal();
    this.commit();
  }

  /** Writes all, and lets the directory go. */
  close(): void {
    if (this.#isClosed) return;
    this.commitQuietly();
    this.#isClosed = true;
    if (this.#flushTimer !== undefined) this.#clock.clearTimeout(this.#flushTimer);
    try {
      for (const directory of this.#logs.values()) directory.writeIndexes();
      this.#writeCheckpoints();
      if (this.#flush !== 'os') this.#sync();
    } catch (error) {
      if (this.#events.observed) {
        this.#events.emit({ type: 'storageError', path: this.#directory.path, message: messageOf(error) });
      }
    } finally {
      this.#open.close();
      this.#directory.release();
    }
  }

  // --- marking

  #mark(store: string, key: string): void {
    const keys = this.#dirty.get(store);
    if (keys === undefined) this.#dirty.set(store, new Set([key]));
    else keys.add(key);
    this.#schedule();
  }

  #markLog(directory: LogDirectory): void {
    this.#dirtyLogs.add(directory);
    this.#schedule();
  }

  #keepAll(): void {
    for (const { topicId } of this.#broker.cluster.topics) this.#keepLogs(topicId);
  }

  /** Not all that changes is answered to somebody. */
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    queueMicrotask(() => {
      this.#isScheduled = false;
      this.commitQuietly();
    });
  }

  // --- writing

  #commit(): void {
    const topics = [...(this.#dirty.get('topics') ?? [])];
    for (const topicId of topics) this.#keepLogs(topicId);
    const entries = [...this.#changedEntries(), ...this.#changedStarts()];
    if (entries.length > 0) this.#directory.journal.append(entries);
    this.#dirty.clear();
    for (const [, key, start] of entries.filter(([store]) => store === LOG_STARTS))
      this.#starts.set(key, start as number);
    for (const topicId of topics) this.#dropLogs(topicId);
    for (const directory of this.#dirtyLogs) {
      directory.write();
      this.#dirtyLogs.delete(directory);
    }
    if (this.#directory.journal.isLong) this.#rewriteJournal();
    if (this.#flush === 'always') this.#sync();
    else if (this.#flush !== 'os') this.#flushLater(this.#flush.everyMs);
  }

  *#changedEntries(): Generator<JournalEntry> {
    for (const store of durableStores(this.#broker)) {
      for (const key of this.#dirty.get(store.name) ?? []) yield entryOf(store.name, key, store.capture(key));
    }
  }

  *#changedStarts(): Generator<JournalEntry> {
    for (const { log, name } of this.#dirtyLogs) {
      if ((this.#starts.get(name) ?? 0) !== log.startOffset) yield [LOG_STARTS, name, log.startOffset];
    }
  }

  #rewriteJournal(): void {
    const stores = durableStores(this.#broker);
    const all = stores.flatMap((store) =>
      Array.from(entriesOf(store), ([key, value]) => entryOf(store.name, key, value)),
    );
    const starts = Array.from(this.#logs.values(), ({ name, log }): JournalEntry => [
      LOG_STARTS,
      name,
      log.startOffset,
    ]);
    this.#directory.journal.rewrite([...all, ...starts]);
    for (const [, name, start] of starts) this.#starts.set(name, start as number);
  }

  /** Partitions that are new get their directories with the next write. */
  #keepLogs(topicId: string): void {
    const topic = this.#broker.cluster.topicById(topicId);
    if (topic === undefined) return;
    this.#topics.set(topicId, [...topic.partitions]);
    for (const partition of topic.partitions) {
      if (!this.#logs.has(partition)) this.#dirtyLogs.add(this.#newLog(partition));
    }
  }

  #newLog(partition: Partition): LogDirectory {
    const { topic, index, log } = partition;
    const { files, path } = this.#directory;
    const directory = new LogDirectory({
      files,
      open: this.#open,
      path: join(path, `${topic.name}-${String(index)}`),
      topicId: topic.topicId,
      name: `${topic.topicId}/${String(index)}`,
      log,
    });
    this.#logs.set(partition, directory);
    log.watch(() => {
      this.#markLog(directory);
    });
    return directory;
  }

  #dropLogs(topicId: string): void {
    if (this.#broker.cluster.topicById(topicId) !== undefined) return;
    for (const partition of this.#topics.get(topicId) ?? []) {
      const directory = this.#logs.get(partition);
      if (directory === undefined) continue;
      this.#forgetLog(directory);
      this.#logs.delete(partition);
      // A topic of the same name may have its directory by now.
      if (!this.#isTaken(directory.path)) this.#directory.files.removeDir(directory.path);
    }
    this.#topics.delete(topicId);
  }

  #isTaken(path: string): boolean {
    for (const directory of this.#logs.values()) if (directory.path === path) return true;
    return false;
  }

  #forgetLog(directory: LogDirectory): void {
    directory.log.watch(() => undefined);
    directory.close();
    this.#dirtyLogs.delete(directory);
    this.#starts.delete(directory.name);
  }

  #flushLater(everyMs: number): void {
    this.#flushTimer ??= this.#clock.setTimeout(() => {
      this.#flushTimer = undefined;
      try {
        this.#reporting(() => {
          this.#sync();
        });
      } catch (error) {
        // The next commit tries it again, and is refused should that fail too.
        if (!(error instanceof StorageError)) throw error;
      }
    }, everyMs);
  }

  /** Observers are told of each problem once. @throws StorageError */
  #reporting(work: () => void): void {
    try {
      work();
      this.#problem = undefined;
    } catch (error) {
      const problem = new StorageError(this.#directory.path, messageOf(error), { cause: error });
      const isNew = this.#problem?.message !== problem.message;
      this.#problem = problem;
      if (isNew && this.#events.observed) {
        this.#events.emit({ type: 'storageError', path: problem.path, message: problem.message });
      }
      throw problem;
    }
  }

  #sync(): void {
    this.#open.sync();
    this.#directory.journal.flush();
  }

  // --- reading

  #restore(stores: StoredState): void {
    const { cluster } = this.#broker;
    for (const store of durableStores(this.#broker)) {
      store.restore(stores.get(store.name) ?? new Map<string, unknown>());
    }
    const starts = stores.get(LOG_STARTS) ?? new Map<string, unknown>();
    for (const topic of cluster.topics) {
      this.#topics.set(topic.topicId, [...topic.partitions]);
      for (const partition of topic.partitions) {
        this.#checkNodes(partition);
        this.#restoreLog(partition, Number(starts.get(`${topic.topicId}/${String(partition.index)}`) ?? 0));
      }
    }
  }

  #restoreLog(partition: Partition, startOffset: number): void {
    const { files } = this.#directory;
    const directory = this.#newLog(partition);
    // The process ended between the journal and the directory, or somebody removed it.
    if (!this.#isOurs(directory.path, partition.topic.topicId)) {
      this.#dirtyLogs.add(directory);
      return;
    }
    const { log } = partition;
    const { state, baseOffsets } = recoverLog(files, directory.path, startOffset);
    log.restore(state);
    directory.adopt(baseOffsets);
    log.truncateBefore(startOffset);
    partition.relearn();
    this.#starts.set(directory.name, log.startOffset);
  }

  #isOurs(path: string, topicId: string): boolean {
    const { files } = this.#directory;
    const metadata = join(path, 'partition.metadata');
    return files.exists(metadata) && topicIdIn(files.read(metadata).toString()) === topicId;
  }

  #checkNodes({ topic, replicas, index }: Partition): void {
    const { nodeIds } = this.#broker.cluster;
    const missing = replicas.find((id) => !nodeIds.includes(id));
    if (missing === undefined) return;
    throw new ConfigError(
      `createBroker: ${topic.name}-${String(index)} in dataDir ${this.#directory.path} has a replica at node ${String(missing)}: ` +
        `option "nodes" has to be ${String(missing + 1)} at the least`,
    );
  }

  /** Directories of partitions that there are not any more: the process ended before they were removed. */
  #removeStrangers(): void {
    const { files, path } = this.#directory;
    const known = new Set(Array.from(this.#logs.values(), (directory) => directory.path));
    for (const name of files.list(path)) {
      const stranger = join(path, name);
      if (known.has(stranger) || !files.exists(join(stranger, 'partition.metadata'))) continue;
      files.removeDir(stranger);
    }
  }

  // --- the small files of a log directory

  #writeMeta(): void {
    const { files, path } = this.#directory;
    const meta = join(path, 'meta.properties');
    if (files.exists(meta)) return;
    const { cluster } = this.#broker;
    replaceFile(files, meta, metaProperties(cluster.clusterId, cluster.newUuid()), this.#flush === 'always');
  }

  #writeCheckpoints(): void {
    const { files, path } = this.#directory;
    const all = [...this.#logs.keys()];
    const offsets = (of: (partition: Partition) => number): string =>
      offsetCheckpoint(all.map((each) => [each.topic.name, each.index, of(each)] as const));
    const write = (name: string, text: string): void => {
      replaceFile(files, join(path, name), text, false);
    };
    write(
      'recovery-point-offset-checkpoint',
      offsets(({ log }) => log.endOffset),
    );
    write(
      'replication-offset-checkpoint',
      offsets(({ log }) => log.endOffset),
    );
    write(
      'log-start-offset-checkpoint',
      offsets(({ log }) => log.startOffset),
    );
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

function entryOf(store: string, key: string, value: unknown): JournalEntry {
  return value === undefined ? [store, key] : [store, key, value];
}
