import type { Clock, TimerHandle } from '@k/runtime';
import type { RecordBuffer } from './delivery/record-buffer.ts';
import type { AssignedPartition } from './position/assigned-partition.ts';
import type { Assignment } from './position/assignment.ts';
import type { StalledPartition, Tell } from './events.ts';
import { UNDONE, problemOf } from './health.ts';
import { causeOf } from './same-cause.ts';

export interface WatchdogInit<K, V> {
  readonly clock: Clock;
  readonly assignment: Assignment<K, V>;
  readonly buffer: RecordBuffer<K, V>;
  /** Why there are no partitions to read from, or none yet; null when there are, or nothing is wrong with that. */
  readonly unassigned: () => string | null;
  /** How long a broker may keep a fetch without a word. */
  readonly longestWaitMs: number;
  readonly tell: Tell;
}

/** What a partition was like at a look, to tell whether it moved by the next one. */
interface Seen {
  readonly position: number;
  readonly answeredAt: number;
}

/**
 * Looks every `intervalMs` for what should have moved and did not: the application waits, nothing is paused, and either
 * records are known to be there, or no position, no fetch and no assignment succeeds; or a handler of a run is at work all
 * the time. Says why, as far as it can be seen.
 */
export class Watchdog<K, V> {
  readonly #init: WatchdogInit<K, V>;
  #before = new Map<AssignedPartition<K, V>, Seen>();
  /** What a run waited for at the last look, and the monotonic ms at which that was seen first. */
  #atWork = new Map<object, number>();
  /** Whether there was no assignment at the last look. */
  #wasUnassigned = false;
  #timer: TimerHandle;

  constructor(init: WatchdogInit<K, V>) {
    this.#init = init;
  }

  /** Begins anew when it was started before. */
  start(intervalMs: number): void {
    this.stop();
    this.#timer = this.#init.clock.setTimeout(() => {
      this.start(intervalMs);
      this.#lookAtHandlers();
      this.#look(intervalMs);
    }, intervalMs);
  }

  stop(): void {
    if (this.#timer !== undefined) this.#init.clock.clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** A handler does not tell when it began, which would cost something for each record: it is slow when two looks see it. */
  #lookAtHandlers(): void {
    const { clock, assignment, buffer } = this.#init;
    const before = this.#atWork;
    this.#atWork = new Map();
    const now = clock.monotonic();
    const stalled: StalledPartition[] = [];
    for (const { call, who, records } of buffer.atWork()) {
      const since = before.get(call);
      this.#atWork.set(call, since ?? now);
      const [record] = records;
      if (since === undefined || record === undefined) continue;
      const { topic, partition, offset } = record;
      const seconds = Math.floor((now - since) / 1_000);
      const reason = `${who} is at work on ${topic}-${String(partition)} offset ${String(offset)} for more than ${String(seconds)} s`;
      const highWatermark = assignment.get(topic, partition)?.cursor.highWatermark ?? -1;
      stalled.push({ topic, partition, position: offset, highWatermark, reason, cause: undefined });
    }
    this.#tell(stalled);
  }

  #tell(stalled: readonly StalledPartition[]): void {
    if (stalled.length === 0) return;
    this.#init.tell('stalled', stalled, reasonsOf(stalled));
  }

  #look(intervalMs: number): void {
    const before = this.#before;
    const wasUnassigned = this.#wasUnassigned;
    this.#before = new Map();
    this.#wasUnassigned = false;
    const { assignment, buffer } = this.#init;
    if (!buffer.isWaiting) return;
    const unassigned = this.#init.unassigned();
    if (unassigned !== null) {
      this.#wasUnassigned = true;
      if (wasUnassigned) this.#init.tell('stalled', [], unassigned);
      return;
    }
    const stalled: StalledPartition[] = [];
    for (const partition of assignment.values()) {
      const { topic, partition: id, trouble, error } = partition;
      const { offset: position } = partition.position;
      const { answeredAt, highWatermark } = partition.cursor;
      this.#before.set(partition, { position, answeredAt });
      const seen = before.get(partition);
      if (seen?.position !== position) continue;
      const silent = seen.answeredAt === answeredAt;
      // What handlers do not make room for is theirs.
      if (partition.cursor.oldest !== undefined && buffer.isAtWork(partition)) continue;
      const reason = reasonOf(partition, silent, intervalMs > this.#init.longestWaitMs);
      if (reason === null) continue;
      stalled.push({ topic, partition: id, position, highWatermark, reason, cause: trouble ?? error ?? undefined });
    }
    this.#tell(stalled);
  }
}

/**
 * null: all is well.
 * @param silent no fetch was answered since the last look
 * @param long the time between two looks is more than a broker may keep a fetch
 */
function reasonOf<K, V>(partition: AssignedPartition<K, V>, silent: boolean, long: boolean): string | null {
  if (partition.isPaused) return null;
  const { position, cursor } = partition;
  const { name } = position.state;
  if (name !== 'fetching') return problemOf(partition) ?? UNDONE[name];
  if (silent && partition.trouble !== null) return problemOf(partition);
  if (cursor.oldest !== undefined)
    return cursor.oldest.preparation?.waitsFor ?? 'its records are fetched and were not handed out';
  if (cursor.highWatermark <= position.offset && !(silent && long)) return null;
  if (!silent) return 'its fetches are answered without records';
  return cursor.isInFlight ? 'the broker does not answer the fetch' : 'nothing is being fetched';
}

/** Each reason once, also where a broker's words name another partition each time. */
function reasonsOf(stalled: readonly StalledPartition[]): string {
  const alike = new Map<string, Set<string>>();
  for (const { reason, cause } of stalled) {
    const key = cause === undefined ? reason : reason.replace(cause.message, causeOf(cause));
    const reasons = alike.get(key) ?? new Set();
    alike.set(key, reasons.add(reason));
  }
  return Array.from(alike.values(), (reasons) => {
    const [first = ''] = reasons;
    return reasons.size > 1 ? `${first} (and so for ${String(reasons.size - 1)} more)` : first;
  }).join('; ');
}
