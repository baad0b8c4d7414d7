import { ZERO_UUID } from '@k/wire';
import type { Channel, Cluster } from '@k/cluster';
import type { AssignedPartition } from '../position/assigned-partition.ts';
import type { Assignment } from '../position/assignment.ts';
import { FetchedBroker } from './fetched-broker.ts';
import type { FetchPartition } from './fetch-request.ts';
import type { AskedPartition, FetchSlot } from './fetch-slot.ts';
import type { ReadReplicas } from './read-replicas.ts';

export interface PlacementInit<K, V> {
  readonly cluster: Cluster;
  readonly assignment: Assignment<K, V>;
  readonly replicas: ReadReplicas<K, V>;
  /** By slot: each has a connection to every broker. */
  readonly channels: readonly Channel[];
  /** A partition is fetched until so many bytes of it are queued. */
  readonly maxPartitionFetchBytes: number;
  /** Nobody leads it: it is to be backed off. */
  readonly withoutLeader: (partition: AssignedPartition<K, V>) => void;
}

/**
 * Which partitions are to be fetched, and by whom. A partition is looked at when something happened to it, and only then:
 * of a thousand that are quiet none is.
 */
export class Placement<K, V> {
  readonly #init: PlacementInit<K, V>;
  readonly #brokers = new Map<number, FetchedBroker<K, V>>();
  /** Backed off. */
  readonly #waiting = new Set<AssignedPartition<K, V>>();
  /** Paused, with something in their queue. */
  readonly #pausedQueues = new Set<AssignedPartition<K, V>>();
  /** The set that a partition is in, of those here and of its broker. */
  readonly #listed = new Map<AssignedPartition<K, V>, Set<AssignedPartition<K, V>>>();
  /** When the first of those that wait is to be looked at (monotonic ms). */
  #dueAt = Infinity;

  constructor(init: PlacementInit<K, V>) {
    this.#init = init;
  }

  get brokers(): Iterable<FetchedBroker<K, V>> {
    return this.#brokers.values();
  }

  /** Brokers come before the others from now on: these have had what there was. */
  putFirst(ids: ReadonlySet<number>): void {
    for (const [id, broker] of [...this.#brokers]) {
      if (ids.has(id)) continue;
      this.#brokers.delete(id);
      this.#brokers.set(id, broker);
    }
  }

  /** Whether a paused partition may have something in its queue. */
  get hasPausedQueues(): boolean {
    return this.#pausedQueues.size > 0;
  }

  broker(id: number): FetchedBroker<K, V> {
    let broker = this.#brokers.get(id);
    if (broker === undefined) this.#brokers.set(id, (broker = new FetchedBroker(id, this.#init.channels)));
    return broker;
  }

  /** The partition that was asked for, unless it is owned no more, or is to be fetched in another way since. */
  ownerOf(asked: AskedPartition): AssignedPartition<K, V> | undefined {
    const owner = this.#init.assignment.get(asked.topic, asked.partition);
    return owner?.cursor.asked === asked ? owner : undefined;
  }

  /** The partition that was asked for, unless what was asked is out of date. */
  stillAsked(asked: AskedPartition): AssignedPartition<K, V> | undefined {
    const partition = this.ownerOf(asked);
    return partition?.cursor.epoch === asked.epoch ? partition : undefined;
  }

  /** The assignment changed: what was given up is fetched no more. */
  reassigned(): void {
    const { assignment, replicas } = this.#init;
    replicas.keep((partition) => assignment.owns(partition));
    for (const partition of this.#listed.keys()) if (!assignment.owns(partition)) this.#unlist(partition);
    for (const { slots } of this.#brokers.values()) {
      for (const slot of slots) {
        for (const asked of [...slot.session]) if (this.ownerOf(asked) === undefined) drop(asked);
      }
    }
  }

  /** Looks at those that waited long enough, and at those that are to go back to their leader; returns when the next ones will be. */
  lookAtDue(now: number): number {
    const { replicas } = this.#init;
    for (const partition of replicas.takeExpired(now)) this.look(partition, now);
    if (this.#dueAt <= now) {
      this.#dueAt = Infinity;
      for (const partition of [...this.#waiting]) this.look(partition, now);
    }
    return Math.min(this.#dueAt, replicas.expiresAt);
  }

  /** Something happened to the partition. */
  look(partition: AssignedPartition<K, V>, now: number): void {
    this.#unlist(partition);
    const { cursor } = partition;
    const { asked } = cursor;
    if (asked?.slot.isInFlight === true) {
      asked.slot.review(asked);
      if (cursor.isInFlight) return;
    }
    const place = this.#placeOf(partition, now);
    if (asked !== null && (place instanceof Set || asked.slot.broker !== place?.id)) {
      drop(asked);
      if (!asked.slot.isInFlight) cursor.ask(null);
    }
    if (place instanceof Set) this.#list(partition, place);
    else if (place !== undefined && !this.#isAsTold(partition)) this.#list(partition, place.news);
  }

  /** The broker that it is to be fetched from together with others, or the set where it belongs instead, if to any. */
  #placeOf(
    partition: AssignedPartition<K, V>,
    now: number,
  ): FetchedBroker<K, V> | Set<AssignedPartition<K, V>> | undefined {
    const { cursor } = partition;
    const source = this.#init.replicas.sourceOf(partition);
    const broker = source === undefined ? undefined : this.broker(source);
    if (!this.#isWanted(partition)) {
      if (cursor.queuedBytes === 0) return undefined;
      if (partition.isPaused) return this.#pausedQueues;
      return cursor.isBehind ? broker?.soon : undefined;
    }
    if (cursor.backoffUntil <= now && broker === undefined) this.#init.withoutLeader(partition);
    if (cursor.backoffUntil > now || broker === undefined) {
      this.#dueAt = Math.min(this.#dueAt, cursor.backoffUntil);
      return this.#waiting;
    }
    return cursor.isSuspect ? broker.alone : broker;
  }

  #isWanted({ position, isPaused, error, cursor }: AssignedPartition<K, V>): boolean {
    return (
      position.state.name === 'fetching' &&
      !isPaused &&
      error === null &&
      cursor.queuedBytes < this.#init.maxPartitionFetchBytes
    );
  }

  #isAsTold(partition: AssignedPartition<K, V>): boolean {
    const { asked, epoch } = partition.cursor;
    if (asked?.epoch !== epoch || !asked.slot.session.has(asked)) return false;
    const now = this.#toFetch(partition);
    return (
      asked.topicId === now.topicId &&
      asked.fetchOffset === now.fetchOffset &&
      asked.currentLeaderEpoch === now.currentLeaderEpoch &&
      asked.lastFetchedEpoch === now.lastFetchedEpoch
    );
  }

  /** From the slot's next request on the partition is part of that one. */
  ask(slot: FetchSlot, partition: AssignedPartition<K, V>): void {
    const before = partition.cursor.asked;
    if (before !== null && before.slot !== slot) drop(before);
    slot.want(this.#ask(slot, partition), partition.cursor.isBehind);
  }

  /** The partition is asked for by that slot, outside its session. */
  askAlone(slot: FetchSlot, partition: AssignedPartition<K, V>): AskedPartition {
    return this.#ask(slot, partition);
  }

  #ask(slot: FetchSlot, partition: AssignedPartition<K, V>): AskedPartition {
    this.#unlist(partition);
    const { cursor } = partition;
    const isLed = !this.#init.replicas.has(partition);
    const asked = { ...this.#toFetch(partition), epoch: cursor.epoch, isLed, slot };
    cursor.ask(asked);
    return asked;
  }

  /** What a broker would be asked for now. */
  #toFetch(place: AssignedPartition<K, V>): FetchPartition {
    const { topic, partition, cursor } = place;
    return {
      topic,
      partition,
      topicId: this.#init.cluster.topic(topic)?.topicId ?? ZERO_UUID,
      fetchOffset: cursor.offset,
      currentLeaderEpoch: place.currentLeaderEpoch,
      lastFetchedEpoch: cursor.leaderEpoch,
    };
  }

  #list(partition: AssignedPartition<K, V>, set: Set<AssignedPartition<K, V>>): void {
    set.add(partition);
    this.#listed.set(partition, set);
  }

  #unlist(partition: AssignedPartition<K, V>): void {
    this.#listed.get(partition)?.delete(partition);
    this.#listed.delete(partition);
  }
}

/** It is out of its slot's session with the next request, or when the one under way is over. */
function drop(asked: AskedPartition): void {
  if (asked.slot.isInFlight) asked.slot.review(asked);
  else asked.slot.forget(asked);
}
