import type { Clock } from '@k/runtime';
import type { ManagedGroup } from './managed-group.ts';
import type { OffsetStore } from './offset-store.ts';
import type { PendingOffsets } from './pending-offsets.ts';

/** offsets.retention.check.interval.ms, as Kafka has it by default. */
const CHECK_INTERVAL_MS = 600_000;

/**
 * Forgets, now and then, the offsets that nobody has used for long, and groups without members that have none (left).
 * Kafka: GroupCoordinatorShard.cleanupGroupMetadata. It has no timer, which would be all that a broker at rest waits for: it
 * looks when somebody else does.
 */
export class GroupExpiry {
  readonly #clock: Clock;
  readonly #retentionMs: number;
  readonly #offsets: OffsetStore;
  readonly #pending: PendingOffsets;
  readonly #groups: () => readonly ManagedGroup[];
  readonly #forget: (group: ManagedGroup) => void;
  readonly #intervalMs: number;
  /** Of the monotonic clock. */
  #nextMs: number;

  constructor(init: {
    clock: Clock;
    /** [offsets.retention.minutes], in ms. */
    retentionMs: number;
    offsets: OffsetStore;
    pending: PendingOffsets;
    groups: () => readonly ManagedGroup[];
    forget: (group: ManagedGroup) => void;
  }) {
    this.#clock = init.clock;
    this.#retentionMs = init.retentionMs;
    this.#offsets = init.offsets;
    this.#pending = init.pending;
    this.#groups = init.groups;
    this.#forget = init.forget;
    this.#intervalMs = Math.min(CHECK_INTERVAL_MS, init.retentionMs);
    this.#nextMs = this.#clock.monotonic() + this.#intervalMs;
  }

  /** Somebody is about to look at groups or offsets. */
  check(): void {
    const now = this.#clock.monotonic();
    if (now < this.#nextMs) return;
    this.#nextMs = now + this.#intervalMs;
    const inTransactions = this.#pending.groupIds();
    for (const group of this.#groups()) {
      const isDone = this.#expireOffsets(group) && group.isEmpty;
      // The offsets of an open transaction are still to come.
      if (isDone && !inTransactions.has(group.groupId)) this.#forget(group);
    }
  }

  /** @returns whether the group has none left */
  #expireOffsets(group: ManagedGroup): boolean {
    const { groupId } = group;
    const now = this.#clock.now();
    let left = 0;
    for (const { topic, partition, committedMs, expiresMs } of this.#offsets.entriesOf(groupId)) {
      const unusedSince = group.isSubscribedTo(topic) ? undefined : group.unusedSince(committedMs);
      const isExpired = unusedSince !== undefined && now >= (expiresMs ?? unusedSince + this.#retentionMs);
      if (isExpired && !this.#pending.has(groupId, topic, partition)) this.#offsets.forget(groupId, topic, partition);
      else left++;
    }
    return left === 0;
  }
}
