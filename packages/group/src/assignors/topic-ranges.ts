import type { MemberSubscription } from './assignor.ts';
import { at } from './at.ts';
import { racksMatter } from './racks-matter.ts';

/** One topic's partitions, cut into ranges for its subscribers. Members are numbers, by their place in the list of subscribers. */
export class TopicRanges {
  readonly topic: string;
  /** Whether it makes a difference who gets what. */
  readonly looksAtRacks: boolean;
  /** Who subscribed, in the order in which they get their ranges. */
  readonly members: readonly MemberSubscription[];
  /** Who gets each partition. */
  readonly owner: Int32Array;
  readonly #racks: readonly ReadonlySet<string>[];
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
    this.members = members;
    this.#racks = racks.map((each) => new Set(each));
    this.owner = new Int32Array(partitions).fill(-1);
    this.#counts = new Int32Array(members.length);
    this.#share = Math.floor(partitions / members.length);
    this.#withOneMore = partitions % members.length;
    this.looksAtRacks = racksMatter(members, this.#racks);
  }

  /** What all topics have in common that can go together: who subscribed, and how many partitions there are. */
  get kind(): string {
    return JSON.stringify([this.owner.length, ...this.members.map(({ memberId }) => memberId)]);
  }

  /** Whether a member may get another one. */
  hasRoom(member: number): boolean {
    return at(this.#counts, member) < this.#share + (this.#withOneMore > 0 ? 1 : 0);
  }

  /** Whether a replica is in the member's rack. A member that does not say where it is, is near to all. */
  isNear(member: number, partition: number): boolean {
    const { rackId } = this.members[member] as MemberSubscription;
    return rackId === null || this.#racks[partition]?.has(rackId) === true;
  }

  give(partition: number, member: number): void {
    this.owner[partition] = member;
    const count = at(this.#counts, member) + 1;
    this.#counts[member] = count;
    if (count === this.#share + 1) this.#withOneMore--;
  }

  /** Gives each member in its turn as many as it may have of those that are left, or of those near to it. */
  fill(nearOnly: boolean): void {
    for (const member of this.members.keys()) {
      let partition = this.#left(0);
      while (partition >= 0 && this.hasRoom(member)) {
        if (!nearOnly || this.isNear(member, partition)) this.give(partition, member);
        partition = this.#left(partition + 1);
      }
    }
  }

  /** The first from there on that nobody has; -1 for none. */
  #left(from: number): number {
    return this.owner.indexOf(-1, from);
  }
}

/** Gives partitions of the same number in all the topics to one member that is near to all of them, where there is one. */
export function fillTogether(topics: readonly [TopicRanges, ...TopicRanges[]]): void {
  const [{ owner, members }] = topics;
  for (const partition of owner.keys()) {
    for (const member of members.keys()) {
      if (!topics.every((topic) => topic.hasRoom(member) && topic.isNear(member, partition))) continue;
      for (const topic of topics) topic.give(partition, member);
      break;
    }
  }
}
