import type { MemberAssignment, TopicPartitionCounts } from '../assignor.ts';
import { compareText } from '../member-order.ts';

/** The partitions of a group in one row of numbers, by topic and then by partition id: arrays hold what is known of each. */
export class PartitionNumbers {
  /** In the order of their names, those that have partitions. */
  readonly topics: readonly string[];
  readonly total: number;
  /** Index in `topics` of each partition. */
  readonly topicOf: Int32Array;
  /** Number of each topic's partition 0, and after the last topic `total`. */
  readonly firstOf: Int32Array;
  readonly #indexOf = new Map<string, number>();

  constructor(counts: TopicPartitionCounts, subscribed: ReadonlySet<string>) {
    this.topics = [...subscribed].filter((topic) => (counts.get(topic) ?? 0) > 0).sort(compareText);
    this.firstOf = new Int32Array(this.topics.length + 1);
    let total = 0;
    this.topics.forEach((topic, index) => {
      this.#indexOf.set(topic, index);
      this.firstOf[index] = total;
      total += counts.get(topic) ?? 0;
    });
    this.firstOf[this.topics.length] = total;
    this.total = total;
    this.topicOf = new Int32Array(total);
    for (let topic = 0; topic < this.topics.length; topic++) {
      this.topicOf.fill(topic, at(this.firstOf, topic), at(this.firstOf, topic + 1));
    }
  }

  /** -1 for a partition that is none of the group's: its topic was deleted, or made anew with fewer. */
  numberOf(topic: string, partition: number): number {
    const index = this.#indexOf.get(topic);
    if (index === undefined || partition < 0) return -1;
    const number = at(this.firstOf, index) + partition;
    return number < at(this.firstOf, index + 1) ? number : -1;
  }

  partitionOf(number: number): number {
    return number - at(this.firstOf, at(this.topicOf, number));
  }

  /** @param owner index in `memberIds` of each partition, -1 for one that nobody gets */
  assignment(memberIds: readonly string[], owner: Int32Array): Map<string, MemberAssignment> {
    const byMember = memberIds.map(() => new Map<string, number[]>());
    for (let topic = 0; topic < this.topics.length; topic++) {
      const name = this.topics[topic] ?? '';
      const first = at(this.firstOf, topic);
      const end = at(this.firstOf, topic + 1);
      for (let number = first; number < end; number++) {
        const topics = byMember[at(owner, number)];
        if (topics === undefined) continue;
        const partitions = topics.get(name);
        if (partitions === undefined) topics.set(name, [number - first]);
        else partitions.push(number - first);
      }
    }
    return new Map(memberIds.map((memberId, index) => [memberId, byMember[index] ?? new Map<string, number[]>()]));
  }
}

/** An element that is there. */
export function at(array: Int32Array | Uint8Array, index: number): number {
  return array[index] as number;
}
