import { join } from 'node:path';
import { ConfigError, messageOf } from '@k/wire';
import type { Clock, TimerHandle } from '@k/runtime';
import type { BrokerEvents } from '../events.ts';
import type { BrokerSettings } from '../options.ts';
import type { FlushPolicy } from '../options/storage-options.ts';
import type { Partition } from '../state/partition.ts';
import { metaProperties } from './checkpoints.ts';
import type { Durable } from './durable.ts';
import { replaceFile, type Files } from './files.ts';
import type { JournalEntry } from './journal.ts';
import { KeptLogs, LOG_STARTS } from './kept-logs.ts';
import { OpenedDirectory } from './opened-directory.ts';
import { OpenFiles } from './open-files.ts';
import { entriesOf, type StoredState } from './snapshot.ts';
import { StorageError } from './storage-error.ts';
import { durableStores, type Stateful } from './stores.ts';

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
  readonly #stores: readonly Durable[];
  readonly #logs: KeptLogs;
  /** The problem that there is; undefined: the last commit went well. */
  #problem: StorageError | undefined;
  /** What goes on when all that there is now is written. */
  #whenWritten: (() => void)[] = [];
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
    this.#stores = durableStores(init.broker);
    const { files, path } = directory;
    const onChange = (): void => {
      this.#schedule();
    };
    this.#logs = new KeptLogs({ files, path, open: this.#open, onChange });
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
      broker.cluster.canWrite = () => storage.#canWrite();
      broker.cluster.writeDown = (then) => {
        storage.#whenWritten.push(then);
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
    for (const store of this.#stores) {
      store.changes.listen((key) => {
        this.#mark(store.name, key);
      });
    }
    if (isNew) this.#keepAll();
    this.#logs.removeStrangers();
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
    if (this.#isClosed) return;
    // A problem may have left what was written and did not reach the disk: then it is asked again.
    const isAllWritten = this.#dirty.size === 0 && this.#logs.isWritten && this.#problem === undefined;
    if (!isAllWritten) {
      this.#reporting(() => {
        this.#commit();
      });
    }
    this.#goOn();
  }

  /** After a problem, what waits is tried first: nothing comes to it that would wait as well. */
  #canWrite(): boolean {
    if (this.#problem !== undefined) this.commitQuietly();
    return this.#problem === undefined;
  }

  /** What waited for a commit may change something, which is in the next one. */
  #goOn(): void {
    const waiting = this.#whenWritten;
    this.#whenWritten = [];
    for (const then of waiting) then();
  }

  /** The same where nobody waits for it. */
  commitQuietly(): void {
    try {
      this.commit();
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
    }
  }

  /** All is about to be another state: nothing goes on in it that began in this one. */
  replacing(): void {
    this.#whenWritten = [];
  }

  /** All is another state now: everything is written anew. */
  replaced(): void {
    this.#logs.clear();
    this.#keepAll();
    this.#logs.removeStrangers();
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
      this.#logs.writeCheckpoints();
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

  #keepAll(): void {
    for (const topic of this.#broker.cluster.topics) this.#logs.keep(topic);
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
    const { cluster } = this.#broker;
    const topics = Array.from(this.#dirty.get('topics') ?? [], (topicId) => ({
      topicId,
      now: cluster.topicById(topicId),
    }));
    for (const { now } of topics) if (now !== undefined) this.#logs.keep(now);
    const starts = [...this.#logs.changedStarts()];
    const entries = [...this.#changedEntries(), ...starts];
    if (entries.length > 0) this.#directory.journal.append(entries);
    this.#dirty.clear();
    this.#logs.startsAreKept(starts);
    for (const { topicId, now } of topics) if (now === undefined) this.#logs.drop(topicId);
    this.#logs.write();
    if (this.#directory.journal.isLong) this.#rewriteJournal();
    // Whether a problem is over is seen by that alone.
    const isAtOnce = this.#flush === 'always' || (this.#flush !== 'os' && this.#problem !== undefined);
    if (isAtOnce) this.#sync();
    else if (this.#flush !== 'os') this.#flushLater(this.#flush.everyMs);
  }

  *#changedEntries(): Generator<JournalEntry> {
    for (const store of this.#stores) {
      for (const key of this.#dirty.get(store.name) ?? []) yield entryOf(store.name, key, store.capture(key));
    }
  }

  #rewriteJournal(): void {
    const all = this.#stores.flatMap((store) =>
      Array.from(entriesOf(store), ([key, value]) => entryOf(store.name, key, value)),
    );
    const starts = this.#logs.starts();
    this.#directory.journal.rewrite([...all, ...starts]);
    this.#logs.startsAreKept(starts);
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

  /** Observers are told of each problem once, and when it is over. @throws StorageError */
  #reporting(work: () => void): void {
    try {
      work();
    } catch (error) {
      const problem = new StorageError(this.#directory.path, messageOf(error), { cause: error });
      const isNew = this.#problem?.message !== problem.message;
      this.#problem = problem;
      if (isNew && this.#events.observed) {
        this.#events.emit({ type: 'storageError', path: problem.path, message: problem.message });
      }
      throw problem;
    }
    this.#healed();
  }

  #healed(): void {
    // A flush may go well while there is something that it does not have.
    if (this.#problem === undefined || !this.#logs.isWritten || this.#dirty.size > 0) return;
    const { path } = this.#problem;
    this.#problem = undefined;
    if (this.#events.observed) this.#events.emit({ type: 'storageHealed', path });
  }

  #sync(): void {
    this.#open.sync();
    this.#directory.journal.flush();
  }

  // --- reading

  #restore(stores: StoredState): void {
    const { cluster } = this.#broker;
    for (const store of this.#stores) {
      store.restore(stores.get(store.name) ?? new Map<string, unknown>());
    }
    const starts = stores.get(LOG_STARTS) ?? new Map<string, unknown>();
    this.#checkNodes();
    for (const topic of cluster.topics) this.#logs.restore(topic, starts);
  }

  /** How many nodes there were is not kept: it is seen by where replicas are. */
  #checkNodes(): void {
    const { nodeIds, topics } = this.#broker.cluster;
    let last: { partition: Partition; nodeId: number } | undefined;
    for (const partition of topics.flatMap(({ partitions }) => [...partitions])) {
      const nodeId = Math.max(...partition.replicas);
      if (nodeId > (last?.nodeId ?? -1)) last = { partition, nodeId };
    }
    if (last === undefined || nodeIds.includes(last.nodeId)) return;
    const { partition, nodeId } = last;
    throw new ConfigError(
      `createBroker: dataDir ${this.#directory.path} is that of a cluster with ${String(nodeId + 1)} nodes at the least, as ` +
        `${partition.topic.name}-${String(partition.index)} has a replica at node ${String(nodeId)}: option "nodes" has to be ${String(nodeId + 1)}, not ${String(nodeIds.length)}`,
    );
  }

  #writeMeta(): void {
    const { files, path } = this.#directory;
    const meta = join(path, 'meta.properties');
    if (files.exists(meta)) return;
    const { cluster } = this.#broker;
    replaceFile(files, meta, metaProperties(cluster.clusterId, cluster.newUuid()), this.#flush === 'always');
  }
}

function entryOf(store: string, key: string, value: unknown): JournalEntry {
  return value === undefined ? [store, key] : [store, key, value];
}
