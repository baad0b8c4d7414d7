import type { MemberAssignment, TopicPartitionCounts } from '../assignor.ts';
import { at } from '../at.ts';
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
    const known = [...counts].filter(([topic, count]) => count > 0 && subscribed.has(topic));
    known.sort(([a], [b]) => compareText(a, b));
    this.topics = known.map(([topic]) => topic);
    const firstOf: number[] = [];
    let total = 0;
    for (const [topic, count] of known) {
      this.#indexOf.set(topic, firstOf.length);
      firstOf.push(total);
      total += count;
    }
    this.firstOf = Int32Array.from([...firstOf, total]);
    this.total = total;
    this.topicOf = Int32Array.from(known.flatMap(([, count], topic) => new Array<number>(count).fill(topic)));
  }

  /** -1 for a partition that is none of the group's: its topic was deleted, or made anew with fewer. */
  numberOf(topic: string, partition: number): number {
    const index = this.#indexOf.get(topic);
    if (index === undefined || partition < 0) return -1;
    const number = at(this.firstOf, index) + partition;
    return number < at(this.firstOf, index + 1) ? number : -1;
  }

  topicAt(number: number): string {
    return this.topics[at(this.topicOf, number)] as string;
  }

  partitionOf(number: number): number {
    return number - at(this.firstOf, at(this.topicOf, number));
  }

  /** @param owner index in `memberIds` of each partition, -1 for one that nobody gets */
  assignment(memberIds: readonly string[], owner: Int32Array): Map<string, MemberAssignment> {
    const byMember = memberIds.map((memberId) => [memberId, new Map<string, number[]>()] as const);
    owner.forEach((member, number) => {
      const topics = byMember[member]?.[1];
      if (topics === undefined) return;
      const topic = this.topicAt(number);
      const partitions = topics.get(topic);
      if (partitions === undefined) topics.set(topic, [this.partitionOf(number)]);
      else partitions.push(this.partitionOf(number));
    });
    return new Map(byMember);
  }
}
