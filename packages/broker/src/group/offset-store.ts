/** What a group committed for one partition. */
export interface StoredOffset {
  readonly offset: number;
  /** Leader epoch of the last consumed record; -1 when the client did not say. */
  readonly leaderEpoch: number;
  readonly metadata: string;
}

/** Committed offsets of all groups, by topic name and partition. */
export class OffsetStore {
  readonly #groups = new Map<string, Map<string, Map<number, StoredOffset>>>();
  /** The groups that committed to each topic. */
  readonly #groupsOf = new Map<string, Set<string>>();

  commit(groupId: string, topic: string, partition: number, committed: StoredOffset): void {
    let topics = this.#groups.get(groupId);
    if (topics === undefined) this.#groups.set(groupId, (topics = new Map<string, Map<number, StoredOffset>>()));
    let partitions = topics.get(topic);
    if (partitions === undefined) {
      topics.set(topic, (partitions = new Map<number, StoredOffset>()));
      const groups = this.#groupsOf.get(topic) ?? new Set<string>();
      this.#groupsOf.set(topic, groups.add(groupId));
    }
    partitions.set(partition, committed);
  }

  get(groupId: string, topic: string, partition: number): StoredOffset | undefined {
    return this.#groups.get(groupId)?.get(topic)?.get(partition);
  }

  /** Everything a group committed; empty when nothing. */
  all(groupId: string): ReadonlyMap<string, ReadonlyMap<number, StoredOffset>> {
    return this.#groups.get(groupId) ?? new Map<string, ReadonlyMap<number, StoredOffset>>();
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
