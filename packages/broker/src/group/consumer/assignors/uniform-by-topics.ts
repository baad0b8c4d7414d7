import type { Assignment } from '../partitions.ts';
import { LoadOrder } from './load-order.ts';
import { byTopicId, Draft, type GroupSpec } from './spec.ts';

const NOBODY = -1;
/** How often all topics are gone over at most, as one that gets even makes another one uneven. */
const MAX_ROUNDS = 16;

/** Members subscribe to different topics. Kafka's UniformHeterogeneousAssignmentBuilder. */
export function uniformByTopics(spec: GroupSpec): Map<string, Assignment> {
  const work = new Work(spec);
  work.assignRest();
  work.balance();
  return work.finish();
}

/** Members are numbers here: where they stand in the spec. */
class Work {
  readonly #spec: GroupSpec;
  readonly #drafts: readonly Draft[];
  /** Partitions by member. */
  readonly #loads: number[];
  readonly #subscribers = new Map<string, number[]>();
  /** The owner of each partition, by topic. */
  readonly #owners = new Map<string, number[]>();
  /** Topics with most partitions for a member come first. */
  readonly #topicIds: readonly string[];

  constructor(spec: GroupSpec) {
    this.#spec = spec;
    const { members, partitionCount } = spec;
    for (const [index, { topicIds }] of members.entries()) {
      for (const topicId of topicIds) {
        const subscribers = this.#subscribers.get(topicId);
        if (subscribers === undefined) this.#subscribers.set(topicId, [index]);
        else subscribers.push(index);
      }
    }
    this.#topicIds = [...this.#subscribers.keys()].sort((a, b) => this.#byNeed(a, b));
    for (const topicId of this.#topicIds) {
      this.#owners.set(topicId, new Array<number>(partitionCount(topicId)).fill(NOBODY));
    }
    this.#loads = members.map(() => 0);
    this.#drafts = members.map(({ topicIds, assigned }, index) => this.#keep(index, new Set(topicIds), assigned));
  }

  assignRest(): void {
    for (const topicId of this.#topicIds) {
      const order = new LoadOrder(this.#loads, this.#subscribersOf(topicId));
      for (const [partition, owner] of this.#ownersOf(topicId).entries()) {
        if (owner === NOBODY) this.#assign(topicId, partition, order.nextLeast());
      }
    }
  }

  balance(): void {
    const topicIds = this.#topicIds.filter((topicId) => this.#subscribersOf(topicId).length >= 2);
    /** Where something was moved last: once around from there without a move, all is even. */
    let last: number | undefined;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      for (const [index, topicId] of topicIds.entries()) {
        if (index === last) return;
        if (this.#balanceTopic(topicId) > 0 || last === undefined) last = index;
      }
    }
  }

  finish(): Map<string, Assignment> {
    return new Map(
      this.#spec.members.map(({ memberId }, index) => [memberId, (this.#drafts[index] as Draft).finish()]),
    );
  }

  /** What the member has and may keep. */
  #keep(index: number, topicIds: ReadonlySet<string>, assigned: Assignment): Draft {
    const draft = new Draft(assigned);
    for (const [topicId, partitions] of assigned) {
      if (!topicIds.has(topicId)) {
        draft.deleteTopic(topicId);
        continue;
      }
      for (const partition of partitions) this.#own(topicId, partition, index);
    }
    return draft;
  }

  /** How many partitions were moved. */
  #balanceTopic(topicId: string): number {
    const order = new LoadOrder(this.#loads, this.#subscribersOf(topicId));
    if (order.imbalance <= 1) return 0;
    // What each has of the topic at the beginning; what it gets here stays with it.
    const held = new Map<number, number[]>();
    for (const [partition, owner] of this.#ownersOf(topicId).entries()) {
      const partitions = held.get(owner);
      if (partitions === undefined) held.set(owner, [partition]);
      else partitions.push(partition);
    }
    let moved = 0;
    while (!order.isBalanced()) {
      const partition = takeFromMost(order, held);
      if (partition === undefined) break;
      const least = order.nextLeast();
      // Looking for the two has changed the order.
      if (order.isBalanced()) break;
      this.#assign(topicId, partition, least);
      moved++;
    }
    return moved;
  }

  #assign(topicId: string, partition: number, member: number): void {
    const owner = this.#ownersOf(topicId)[partition] ?? NOBODY;
    if (owner !== NOBODY) {
      this.#drafts[owner]?.delete(topicId, partition);
      this.#loads[owner] = (this.#loads[owner] ?? 0) - 1;
    }
    this.#drafts[member]?.add(topicId, partition);
    this.#own(topicId, partition, member);
  }

  #own(topicId: string, partition: number, member: number): void {
    this.#ownersOf(topicId)[partition] = member;
    this.#loads[member] = (this.#loads[member] ?? 0) + 1;
  }

  #ownersOf(topicId: string): number[] {
    return this.#owners.get(topicId) ?? [];
  }

  #subscribersOf(topicId: string): readonly number[] {
    return this.#subscribers.get(topicId) ?? [];
  }

  #byNeed(one: string, other: string): number {
    const [ofOne, ofOther] = [this.#subscribersOf(one).length, this.#subscribersOf(other).length];
    const need = this.#spec.partitionCount(other) / ofOther - this.#spec.partitionCount(one) / ofOne;
    return need || ofOne - ofOther || byTopicId(one, other);
  }
}

/** A partition of the one with most that has any of the topic; undefined when nobody has. */
function takeFromMost(order: LoadOrder, held: ReadonlyMap<number, number[]>): number | undefined {
  for (;;) {
    const most = order.nextMost();
    if (most === undefined) return undefined;
    const partition = held.get(most)?.pop();
    if (partition !== undefined) return partition;
    order.excludeMost();
  }
}
