import { CodecError } from '@k/codec';
import type { Clock } from '@k/runtime';
import type { Configs } from '../config/configs.ts';
import type { Partition } from '../state/partition.ts';
import { compactLog } from './compaction.ts';
import { dropOldSegments } from './retention.ts';

/** What the keeper needs of the cluster. */
export interface KeptLogs {
  readonly configs: Configs;
  readonly clock: Clock;
  readonly topics: readonly { readonly partitions: readonly Partition[] }[];
}

/** Work that is due now and then. */
interface Task {
  /** Of the monotonic clock. */
  nextMs: number;
  readonly intervalMs: () => number;
  readonly run: (nowMs: number) => void;
}

/**
 * Retention and compaction on the broker's clock, when Kafka's LogManager and LogCleaner have them. It has no timer, which
 * would be all that a broker at rest waits for: it does what is due when somebody looks, as if it had been done in time.
 */
export class LogKeeper {
  readonly #logs: KeptLogs;
  readonly #clock: Clock;
  readonly #tasks: readonly Task[];
  /** The first of the tasks. */
  #nextMs = 0;
  /** Logs with damaged records: they are left alone, as by Kafka. */
  readonly #uncleanable = new WeakSet<Partition>();

  constructor(logs: KeptLogs) {
    this.#logs = logs;
    this.#clock = logs.clock;
    const firstMs = this.#clock.monotonic() + this.#setting('log.initial.task.delay.ms');
    const retention: Task = {
      nextMs: firstMs,
      intervalMs: () => this.#setting('log.retention.check.interval.ms'),
      run: (nowMs) => {
        this.#retain(nowMs, false);
      },
    };
    const cleaner: Task = {
      nextMs: this.#clock.monotonic() + this.#setting('log.cleaner.backoff.ms'),
      intervalMs: () => this.#setting('log.cleaner.backoff.ms'),
      run: (nowMs) => {
        if (!this.#isCleaning) return;
        this.#compact(nowMs);
        this.#retain(nowMs, true);
      },
    };
    this.#tasks = [retention, cleaner];
    this.#wait();
  }

  /** Somebody is about to look at a log. */
  check(): void {
    const now = this.#clock.monotonic();
    if (now < this.#nextMs) return;
    for (const task of this.#tasks) this.#catchUp(task, now);
    this.#wait();
  }

  /** What was due first comes first, then what is due now: nothing was written in between, or it would have been done then. */
  #catchUp(task: Task, now: number): void {
    if (now < task.nextMs) return;
    const intervalMs = Math.max(1, task.intervalMs());
    const missed = Math.floor((now - task.nextMs) / intervalMs);
    const wall = this.#clock.now() - now;
    task.run(Math.floor(wall + task.nextMs));
    if (missed > 0) task.run(Math.floor(wall + task.nextMs + missed * intervalMs));
    task.nextMs += (missed + 1) * intervalMs;
  }

  #wait(): void {
    this.#nextMs = Math.min(...this.#tasks.map(({ nextMs }) => nextMs));
  }

  /** The settings of the first node: all nodes share their logs. */
  #setting(name: string): number {
    return Number(this.#logs.configs.brokers.value(name, 0));
  }

  get #isCleaning(): boolean {
    return this.#logs.configs.brokers.value('log.cleaner.enable', 0) !== 'false';
  }

  /** Compacted logs are looked after by the cleaner. Kafka: LogManager.cleanupLogs, LogCleaner.cleanFilthiestLog */
  #retain(nowMs: number, compacted: boolean): void {
    for (const partition of this.#partitions()) {
      const { settings } = partition;
      if (settings.isCompacted !== compacted || !settings.isDeleted) continue;
      if (dropOldSegments(partition, nowMs)) partition.changed();
    }
  }

  #compact(nowMs: number): void {
    for (const partition of this.#partitions()) {
      if (!partition.settings.isCompacted || this.#uncleanable.has(partition)) continue;
      try {
        if (compactLog(partition, nowMs)) partition.changed();
      } catch (error) {
        if (!(error instanceof CodecError)) throw error;
        this.#uncleanable.add(partition);
      }
    }
  }

  *#partitions(): Generator<Partition> {
    for (const { partitions } of this.#logs.topics) yield* partitions;
  }
}
