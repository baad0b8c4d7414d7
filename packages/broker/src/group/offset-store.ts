import { EntryChanges, type Durable } from '../storage/durable.ts';

/** What a group committed for one partition. */
export interface StoredOffset {
  readonly offset: number;
  /** Leader epoch of the last consumed record; -1 when the client did not say. */
  readonly leaderEpoch: number;
  readonly metadata: string;
}

interface Committed {
  readonly stored: StoredOffset;
  readonly order: number;
  /** When it came, in ms since the epoch. */
  readonly committedMs: number;
  /** Until when its client wanted it kept; undefined: as long as the broker keeps offsets. */
  readonly expiresMs: number | undefined;
}

/** One offset of a group, as its expiry looks at it. */
export interface OffsetEntry extends Pick<Committed, 'committedMs' | 'expiresMs'> {
  readonly topic: string;
  readonly partition: number;
}

/** As data. */
type CommittedState = readonly [
  offset: number,
  leaderEpoch: number,
  metadata: string,
  order: number,
  committedMs: number,
  expiresMs: number | null,
];

/** Committed offsets of all groups, by topic name and partition. */
export class OffsetStore implements Durable<CommittedState> {
  readonly name = 'offsets';
  readonly changes = new EntryChanges();
  readonly #groups = new Map<string, Map<string, Map<number, Committed>>>();
  /** The groups that committed to each topic. */
  readonly #groupsOf = new Map<string, Set<string>>();
  readonly #now: () => number;
  #order = 0;

  /** @param now wall clock, ms since the epoch */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Numbers commits in the order in which they came, those of transactions too. */
  nextOrder(): number {
    return this.#order++;
  }

  /**
   * @param options `order` of when it came: what came after it stays; `retentionMs`: how long its client wants it kept
   */
  commit(
    groupId: string,
    topic: string,
    partition: number,
    stored: StoredOffset,
    options: { order?: number; retentionMs?: number | undefined } = {},
  ): void {
    const { order = this.nextOrder(), retentionMs } = options;
    const partitions = this.#partitionsAt(groupId, topic);
    const present = partitions.get(partition);
    if (present !== undefined && present.order >= order) return;
    const committedMs = this.#now();
    const expiresMs = retentionMs === undefined ? undefined : committedMs + retentionMs;
    partitions.set(partition, { stored, order, committedMs, expiresMs });
    this.changes.mark(keyOf(groupId, topic, partition));
  }

  get(groupId: string, topic: string, partition: number): StoredOffset | undefined {
    return this.#groups.get(groupId)?.get(topic)?.get(partition)?.stored;
  }

  /** The partitions a group committed, by topic; empty when none. */
  partitionsOf(groupId: string): { readonly topic: string; readonly partitions: readonly number[] }[] {
    const topics = this.#groups.get(groupId) ?? new Map<string, Map<number, Committed>>();
    return [...topics].map(([topic, partitions]) => ({ topic, partitions: [...partitions.keys()] }));
  }

  /** All that a group committed. */
  entriesOf(groupId: string): OffsetEntry[] {
    return [...(this.#groups.get(groupId) ?? [])].flatMap(([topic, partitions]) =>
      Array.from(partitions, ([partition, { committedMs, expiresMs }]) => ({
        topic,
        partition,
        committedMs,
        expiresMs,
      })),
    );
  }

  forget(groupId: string, topic: string, partition: number): void {
    const partitions = this.#groups.get(groupId)?.get(topic);
    if (partitions?.delete(partition) !== true) return;
    this.changes.mark(keyOf(groupId, topic, partition));
    if (partitions.size === 0) this.#forgetTopicOf(groupId, topic);
  }

  forgetGroup(groupId: string): void {
    for (const topic of [...(this.#groups.get(groupId)?.keys() ?? [])]) this.#forgetTopicOf(groupId, topic);
  }

  /** A deleted topic's offsets must not be found by a new topic of the same name. */
  forgetTopic(topic: string): void {
    for (const groupId of [...(this.#groupsOf.get(topic) ?? [])]) this.#forgetTopicOf(groupId, topic);
  }

  *keys(): Generator<string> {
    for (const [groupId, topics] of this.#groups) {
      for (const [topic, partitions] of topics) {
        for (const partition of partitions.keys()) yield keyOf(groupId, topic, partition);
      }
    }
  }

  capture(key: string): CommittedState | undefined {
    const [groupId, topic, partition] = splitKey(key);
    const committed = this.#groups.get(groupId)?.get(topic)?.get(partition);
    if (committed === undefined) return undefined;
    const { stored, order, committedMs, expiresMs = null } = committed;
    return [stored.offset, stored.leaderEpoch, stored.metadata, order, committedMs, expiresMs];
  }

  restore(entries: ReadonlyMap<string, CommittedState>): void {
    this.#groups.clear();
    this.#groupsOf.clear();
    for (const [key, [offset, leaderEpoch, metadata, order, committedMs, expiresMs]] of entries) {
      const [groupId, topic, partition] = splitKey(key);
      const stored = { offset, leaderEpoch, metadata };
      const committed = { stored, order, committedMs, expiresMs: expiresMs ?? undefined };
      this.#partitionsAt(groupId, topic).set(partition, committed);
      this.orderAtLeast(order + 1);
    }
  }

  /** Whatever comes is newer than that. */
  orderAtLeast(order: number): void {
    this.#order = Math.max(this.#order, order);
  }

  #partitionsAt(groupId: string, topic: string): Map<number, Committed> {
    let topics = this.#groups.get(groupId);
    if (topics === undefined) this.#groups.set(groupId, (topics = new Map<string, Map<number, Committed>>()));
    let partitions = topics.get(topic);
    if (partitions === undefined) {
      topics.set(topic, (partitions = new Map<number, Committed>()));
      const groups = this.#groupsOf.get(topic) ?? new Set<string>();
      this.#groupsOf.set(topic, groups.add(groupId));
    }
    return partitions;
  }

  #forgetTopicOf(groupId: string, topic: string): void {
    const topics = this.#groups.get(groupId);
    for (const partition of topics?.get(topic)?.keys() ?? []) this.changes.mark(keyOf(groupId, topic, partition));
    topics?.delete(topic);
    if (topics?.size === 0) this.#groups.delete(groupId);
    const groups = this.#groupsOf.get(topic);
    groups?.delete(groupId);
    if (groups?.size === 0) this.#groupsOf.delete(topic);
  }
}

/** Topic names have no slash, so no two places have the same key. */
function keyOf(groupId: string, topic: string, partition: number): string {
  return `${topic}/${String(partition)}/${groupId}`;
}

function splitKey(key: string): [groupId: string, topic: string, partition: number] {
  const [topic = '', partition = ''] = key.split('/', 2);
  return [key.slice(topic.length + partition.length + 2), topic, Number(partition)];
}
