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
}

/** Committed offsets of all groups, by topic name and partition. */
export class OffsetStore {
  readonly #groups = new Map<string, Map<string, Map<number, Committed>>>();
  /** The groups that committed to each topic. */
  readonly #groupsOf = new Map<string, Set<string>>();
  #order = 0;

  /** Numbers commits in the order in which they came, those of transactions too. */
  nextOrder(): number {
    return this.#order++;
  }

  /** @param order of when it came: what came after it stays */
  commit(groupId: string, topic: string, partition: number, stored: StoredOffset, order = this.nextOrder()): void {
    let topics = this.#groups.get(groupId);
    if (topics === undefined) this.#groups.set(groupId, (topics = new Map<string, Map<number, Committed>>()));
    let partitions = topics.get(topic);
    if (partitions === undefined) {
      topics.set(topic, (partitions = new Map<number, Committed>()));
      const groups = this.#groupsOf.get(topic) ?? new Set<string>();
      this.#groupsOf.set(topic, groups.add(groupId));
    }
    const present = partitions.get(partition);
    if (present === undefined || present.order < order) partitions.set(partition, { stored, order });
  }

  get(groupId: string, topic: string, partition: number): StoredOffset | undefined {
    return this.#groups.get(groupId)?.get(topic)?.get(partition)?.stored;
  }

  /** The partitions a group committed, by topic; empty when none. */
  partitionsOf(groupId: string): { readonly topic: string; readonly partitions: readonly number[] }[] {
    const topics = this.#groups.get(groupId) ?? new Map<string, Map<number, Committed>>();
    return [...topics].map(([topic, partitions]) => ({ topic, partitions: [...partitions.keys()] }));
  }

  has(groupId: string): boolean {
    return this.#groups.has(groupId);
  }

  /** A deleted topic's offsets must not be found by a new topic of the same name. */
  forgetTopic(topic: string): void {
    for (const groupId of this.#groupsOf.get(topic) ?? []) this.#groups.get(groupId)?.delete(topic);
    this.#groupsOf.delete(topic);
  }
}
