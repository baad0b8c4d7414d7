import { offsetsPartitionOf } from './offsets-topic.ts';
import type { OffsetStore, StoredOffset } from './offset-store.ts';

interface PendingOffset {
  readonly groupId: string;
  readonly topic: string;
  readonly partition: number;
  readonly stored: StoredOffset;
  /** See {@link OffsetStore.nextOrder}. */
  readonly order: number;
}

/** Offsets that transactions committed for groups: nobody sees them before their transaction is committed. */
export class PendingOffsets {
  readonly #store: OffsetStore;
  /** By producer id, then by group, topic and partition. */
  readonly #producers = new Map<number, Map<string, PendingOffset>>();

  constructor(store: OffsetStore) {
    this.#store = store;
  }

  add(producerId: number, groupId: string, topic: string, partition: number, stored: StoredOffset): void {
    let pending = this.#producers.get(producerId);
    if (pending === undefined) this.#producers.set(producerId, (pending = new Map<string, PendingOffset>()));
    const order = this.#store.nextOrder();
    pending.set(keyOf(groupId, topic, partition), { groupId, topic, partition, stored, order });
  }

  /** Whether some transaction that is open has an offset for it (KIP-447: what is committed is not stable then). */
  has(groupId: string, topic: string, partition: number): boolean {
    const key = keyOf(groupId, topic, partition);
    for (const pending of this.#producers.values()) if (pending.has(key)) return true;
    return false;
  }

  /** The producer's transaction ended, for the groups in one part of the offsets. */
  end(offsetsPartition: number, producerId: number, committed: boolean): void {
    const pending = this.#producers.get(producerId);
    if (pending === undefined) return;
    for (const [key, { groupId, topic, partition, stored, order }] of pending) {
      if (offsetsPartitionOf(groupId) !== offsetsPartition) continue;
      pending.delete(key);
      if (committed) this.#store.commit(groupId, topic, partition, stored, { order });
    }
    if (pending.size === 0) this.#producers.delete(producerId);
  }

  /** The groups that open transactions have offsets for. */
  groupIds(): Set<string> {
    const groupIds = new Set<string>();
    for (const pending of this.#producers.values()) for (const { groupId } of pending.values()) groupIds.add(groupId);
    return groupIds;
  }

  /** What transactions have for it is not stored any more when they are committed. */
  forget(groupId: string, topic: string, partition: number): void {
    const key = keyOf(groupId, topic, partition);
    for (const pending of this.#producers.values()) pending.delete(key);
  }

  forgetGroup(groupId: string): void {
    this.#forgetWhere((each) => each.groupId === groupId);
  }

  /** See {@link OffsetStore.forgetTopic}. */
  forgetTopic(topic: string): void {
    this.#forgetWhere((each) => each.topic === topic);
  }

  #forgetWhere(isMeant: (each: PendingOffset) => boolean): void {
    for (const pending of this.#producers.values()) {
      for (const [key, each] of pending) if (isMeant(each)) pending.delete(key);
    }
  }
}

function keyOf(groupId: string, topic: string, partition: number): string {
  // Topic names have no slash, so no two places have the same key.
  return `${topic}/${String(partition)}/${groupId}`;
}
