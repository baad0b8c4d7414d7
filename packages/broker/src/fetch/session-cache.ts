import type { Random } from '@k/runtime';
import type { FetchSession } from './fetch-session.ts';

/** A session that was not used for so long may go, whatever its size. Kafka's MIN_INCREMENTAL_FETCH_SESSION_EVICTION_MS. */
const EVICTION_MS = 120_000;

/** The sessions of one node (KIP-227): lost when it stops. Kafka: FetchSessionCache, in one shard. */
export class FetchSessionCache {
  readonly #slots: number;
  readonly #random: Random;
  readonly #sessions = new Map<number, FetchSession>();

  /** @param slots max.incremental.fetch.session.cache.slots */
  constructor(slots: number, random: Random) {
    this.#slots = slots;
    this.#random = random;
  }

  get size(): number {
    return this.#sessions.size;
  }

  get(id: number): FetchSession | undefined {
    return this.#sessions.get(id);
  }

  /**
   * Takes the session in, if need be in the place of another.
   * @returns its id; 0 when there is no room for it
   */
  add(session: FetchSession, nowMs: number): number {
    if (this.#sessions.size >= this.#slots && !this.#evict(session, nowMs)) return 0;
    session.id = this.#newId();
    session.hold();
    this.#sessions.set(session.id, session);
    return session.id;
  }

  remove(id: number): void {
    const session = this.#sessions.get(id);
    if (session === undefined) return;
    this.#sessions.delete(id);
    session.release();
  }

  clear(): void {
    for (const id of [...this.#sessions.keys()]) this.remove(id);
  }

  /**
   * Makes room for a session: one that was not used for long goes, or else the smallest of those that had their time, if
   * it has fewer partitions. Those of followers come before those of consumers.
   */
  #evict(session: FetchSession, nowMs: number): boolean {
    const sessions = [...this.#sessions.values()];
    const stale = smallest(sessions, (a, b) => a.lastUsedMs - b.lastUsedMs || a.id - b.id);
    if (stale !== undefined && nowMs - stale.lastUsedMs > EVICTION_MS) {
      this.remove(stale.id);
      return true;
    }
    const evictable = sessions.filter((other) => hadItsTime(other) || (session.isPrivileged && !other.isPrivileged));
    const least = smallest(evictable, (a, b) => byWorth(a, b) || a.id - b.id);
    if (least === undefined || byWorth(session, least) <= 0) return false;
    this.remove(least.id);
    return true;
  }

  #newId(): number {
    for (;;) {
      const id = Math.floor(this.#random.next() * 0x7fffffff);
      if (id !== 0 && !this.#sessions.has(id)) return id;
    }
  }
}

/** Whether it was at work for long enough, when it was last. */
function hadItsTime({ creationMs, lastUsedMs }: FetchSession): boolean {
  return lastUsedMs - creationMs > EVICTION_MS;
}

function byWorth(a: FetchSession, b: FetchSession): number {
  return Number(a.isPrivileged) - Number(b.isPrivileged) || a.size - b.size;
}

function smallest<T>(items: readonly T[], compare: (a: T, b: T) => number): T | undefined {
  return items.reduce<T | undefined>(
    (least, item) => (least === undefined || compare(item, least) < 0 ? item : least),
    undefined,
  );
}
