import { EntryChanges, type Durable } from '../storage/durable.ts';
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
export class PendingOffsets implements Durable<readonly PendingOffset[]> {
  readonly name = 'pending-offsets';
  readonly changes = new EntryChanges();
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
    this.changes.mark(String(producerId));
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
    this.changes.mark(String(producerId));
  }

  /** The groups that open transactions have offsets for. */
  groupIds(): Set<string> {
    const groupIds = new Set<string>();
    for (const pending of this.#producers.values()) for (const { groupId } of pending.values()) groupIds.add(groupId);
    return groupIds;
  }

  /** What transactions have for it is not stored any more when they are committed. */
  forget(groupId: string, topic: string, partition: number): void {
    this.#forgetWhere((each) => each.groupId === groupId && each.topic === topic && each.partition === partition);
  }

  forgetGroup(groupId: string): void {
    this.#forgetWhere((each) => each.groupId === groupId);
  }

  /** See {@link OffsetStore.forgetTopic}. */
  forgetTopic(topic: string): void {
    this.#forgetWhere((each) => each.topic === topic);
  }

  #forgetWhere(isMeant: (each: PendingOffset) => boolean): void {
    for (const [producerId, pending] of this.#producers) {
      const before = pending.size;
      for (const [key, each] of pending) if (isMeant(each)) pending.delete(key);
      if (pending.size < before) this.changes.mark(String(producerId));
    }
  }

  keys(): string[] {
    return [...this.#producers.keys()].map(String);
  }

  capture(producerId: string): PendingOffset[] | undefined {
    const pending = this.#producers.get(Number(producerId));
    return pending && [...pending.values()];
  }

  restore(entries: ReadonlyMap<string, readonly PendingOffset[]>): void {
    this.#producers.clear();
    for (const [producerId, all] of entries) {
      const keyed = all.map((each) => [keyOf(each.groupId, each.topic, each.partition), each] as const);
      this.#producers.set(Number(producerId), new Map(keyed));
      for (const { order } of all) this.#store.orderAtLeast(order + 1);
    }
  }
}

function keyOf(groupId: string, topic: string, partition: number): string {
  // Topic names have no slash, so no two places have the same key.
  return `${topic}/${String(partition)}/${groupId}`;
}
