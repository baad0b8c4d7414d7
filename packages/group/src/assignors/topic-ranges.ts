import type { MemberSubscription } from './assignor.ts';
import { racksMatter } from './racks-matter.ts';

/** One topic's partitions, cut into ranges for its subscribers. Members are numbers, by their place in the list of subscribers. */
export class TopicRanges {
  readonly topic: string;
  /** Whether it makes a difference who gets what. */
  readonly looksAtRacks: boolean;
  readonly #members: readonly MemberSubscription[];
  readonly #racks: readonly ReadonlySet<string>[];
  readonly #owner: Int32Array;
  readonly #counts: Int32Array;
  readonly #share: number;
  /** How many members may still get one more than the share. */
  #withOneMore: number;

  constructor(
    topic: string,
    partitions: number,
    members: readonly MemberSubscription[],
    racks: readonly (readonly string[])[],
  ) {
    this.topic = topic;
    this.#members = members;
    this.#racks = racks.map((each) => new Set(each));
    this.#owner = new Int32Array(partitions).fill(-1);
    this.#counts = new Int32Array(members.length);
    this.#share = Math.floor(partitions / members.length);
    this.#withOneMore = partitions % members.length;
    this.looksAtRacks = racksMatter(new Set(members.flatMap(({ rackId }) => rackId ?? [])), this.#racks);
  }

  /** What all topics have in common that can go together: who subscribed, and how many partitions there are. */
  get kind(): string {
    return JSON.stringify([this.partitions, ...this.#members.map(({ memberId }) => memberId)]);
  }

  get partitions(): number {
    return this.#owner.length;
  }

  /** Who gets each partition. */
  get owner(): Int32Array {
    return this.#owner;
  }

  /** How many more a member may get. */
  room(member: number): number {
    return Math.max(0, this.#share + (this.#withOneMore > 0 ? 1 : 0) - (this.#counts[member] ?? 0));
  }

  /** Whether a replica is in the member's rack. A member that does not say where it is, is near to all. */
  isNear(member: number, partition: number): boolean {
    const rackId = this.#members[member]?.rackId ?? '';
    return rackId === '' || (this.#racks[partition]?.has(rackId) ?? false);
  }

  give(partition: number, member: number): void {
    this.#owner[partition] = member;
    const count = (this.#counts[member] ?? 0) + 1;
    this.#counts[member] = count;
    if (count === this.#share + 1) this.#withOneMore--;
  }

  /** Gives each member in its turn as many as it may have of those that are left, or of those near to it. */
  fill(nearOnly: boolean): void {
    let first = 0;
    for (let member = 0; member < this.#counts.length; member++) {
      while (first < this.partitions && this.#owner[first] !== -1) first++;
      let room = this.room(member);
      for (let partition = first; partition < this.partitions && room > 0; partition++) {
        if (this.#owner[partition] !== -1 || (nearOnly && !this.isNear(member, partition))) continue;
        this.give(partition, member);
        room--;
      }
    }
  }
}

/** Gives partitions of the same number in all the topics to one member that is near to all of them, where there is one. */
export function fillTogether(topics: readonly TopicRanges[], memberCount: number): void {
  const [first] = topics;
  if (first === undefined) return;
  for (let partition = 0; partition < first.partitions; partition++) {
    for (let member = 0; member < memberCount; member++) {
      if (!topics.every((topic) => topic.room(member) > 0 && topic.isNear(member, partition))) continue;
      for (const topic of topics) topic.give(partition, member);
      break;
    }
  }
}
