import type { Ownership } from './claims.ts';
import { NOBODY } from './claims.ts';
import type { PartitionNumbers } from './partition-numbers.ts';
import { at } from './partition-numbers.ts';
import type { RackMatch } from './rack-match.ts';

/**
 * The partitions where members subscribe to different topics. As Java's GeneralAssignmentBuilder promises: no member has two
 * partitions more than another one that could take one of them, and what need not move stays.
 *
 * @param subscribers by topic, in order
 * @returns the new owner of each partition; NOBODY where nobody subscribed
 */
export function assignDifferingSubscriptions(
  subscribers: readonly (readonly number[])[],
  memberCount: number,
  numbers: PartitionNumbers,
  ownership: Ownership,
  racks: RackMatch | undefined,
): Int32Array {
  const loads = new Loads(subscribers, memberCount, numbers, racks);
  const left = loads.keep(ownership);
  for (const number of left) loads.giveToLeast(number, racks !== undefined);
  if (racks !== undefined) for (const number of left) loads.giveToLeast(number, false);
  // What has just been given has no home: it is moved before anything else is.
  loads.balance(left);
  do loads.balance(loads.byFewestSubscribers);
  while (loads.sendHome());
  return loads.owner;
}

class Loads {
  readonly owner: Int32Array;
  /** All partitions that anybody subscribed to: first those that have the least choice. */
  readonly byFewestSubscribers: readonly number[];
  /** Who had it and may keep it. */
  readonly #home: Int32Array;
  readonly #counts: Int32Array;
  readonly #subscribers: readonly (readonly number[])[];
  readonly #isSubscribed: readonly ReadonlySet<number>[];
  readonly #numbers: PartitionNumbers;
  readonly #racks: RackMatch | undefined;

  constructor(
    subscribers: readonly (readonly number[])[],
    memberCount: number,
    numbers: PartitionNumbers,
    racks: RackMatch | undefined,
  ) {
    this.owner = new Int32Array(numbers.total).fill(NOBODY);
    this.#home = new Int32Array(numbers.total).fill(NOBODY);
    this.#counts = new Int32Array(memberCount);
    this.#subscribers = subscribers;
    this.#isSubscribed = subscribers.map((members) => new Set(members));
    this.#numbers = numbers;
    this.#racks = racks;
    const topics = [...subscribers.keys()].filter((topic) => this.#of(topic).length > 0);
    topics.sort((a, b) => this.#of(a).length - this.#of(b).length || a - b);
    this.byFewestSubscribers = topics.flatMap((topic) => {
      const first = at(numbers.firstOf, topic);
      return Array.from({ length: at(numbers.firstOf, topic + 1) - first }, (_, partition) => first + partition);
    });
  }

  /** Leaves with its owner what may stay. @returns the rest */
  keep({ owner }: Ownership): number[] {
    return this.byFewestSubscribers.filter((number) => {
      const member = at(owner, number);
      if (member === NOBODY || !this.#mayHave(member, number) || this.#isFar(member, number)) return true;
      this.#home[number] = member;
      this.#give(number, member);
      return false;
    });
  }

  giveToLeast(number: number, isNear: boolean): void {
    if (at(this.owner, number) !== NOBODY) return;
    const member = this.#leastLoaded(number, isNear);
    if (member !== NOBODY) this.#give(number, member);
  }

  /** Moves partitions to members that have at least two less, as long as there is one. */
  balance(partitions: readonly number[]): void {
    for (let isMoving = true; isMoving;) {
      isMoving = false;
      for (const number of partitions) {
        const from = at(this.owner, number);
        const to = this.#lighterThan(from, number);
        if (to === NOBODY) continue;
        this.#give(number, to);
        isMoving = true;
      }
    }
  }

  /**
   * Sends partitions home that need not have moved: the former owner has less than the new one, or got something instead that the
   * new one can take. It is as even as before.
   *
   * @returns whether any went home
   */
  sendHome(): boolean {
    let hasSent = false;
    const strangers = this.#strangers();
    for (const number of this.byFewestSubscribers) {
      const home = at(this.#home, number);
      const now = at(this.owner, number);
      if (home === NOBODY || home === now) continue;
      if (at(this.#counts, home) < at(this.#counts, now)) {
        this.#give(number, home);
        hasSent = true;
        continue;
      }
      const instead = strangers[home]?.find(
        (other) =>
          at(this.owner, other) === home &&
          this.#mayHave(now, other) &&
          (!this.#isFar(now, other) || this.#isFar(home, other)),
      );
      if (instead === undefined) continue;
      this.owner[number] = home;
      this.owner[instead] = now;
      if (at(this.#home, instead) !== now) strangers[now]?.push(instead);
      hasSent = true;
    }
    return hasSent;
  }

  /** By member: the partitions that it has and did not have before. */
  #strangers(): number[][] {
    const strangers = Array.from(this.#counts, (): number[] => []);
    for (const number of this.byFewestSubscribers) {
      const member = at(this.owner, number);
      if (at(this.#home, number) !== member) strangers[member]?.push(number);
    }
    return strangers;
  }

  #give(number: number, member: number): void {
    const from = at(this.owner, number);
    if (from !== NOBODY) this.#counts[from] = at(this.#counts, from) - 1;
    this.owner[number] = member;
    this.#counts[member] = at(this.#counts, member) + 1;
  }

  /** Who has at least two less and can take the partition, in its rack if it is in its owner's. */
  #lighterThan(from: number, number: number): number {
    const limit = at(this.#counts, from) - 2;
    if (this.#racks?.isNear(from, number) === true) {
      const near = this.#leastLoaded(number, true);
      if (near !== NOBODY && at(this.#counts, near) <= limit) return near;
    }
    const to = this.#leastLoaded(number, false);
    return at(this.#counts, to) <= limit ? to : NOBODY;
  }

  /** The first of those who have least. */
  #leastLoaded(number: number, isNear: boolean): number {
    let least = NOBODY;
    for (const member of this.#of(at(this.#numbers.topicOf, number))) {
      if (least !== NOBODY && at(this.#counts, member) >= at(this.#counts, least)) continue;
      if (!isNear || !this.#isFar(member, number)) least = member;
    }
    return least;
  }

  #of(topic: number): readonly number[] {
    return this.#subscribers[topic] ?? [];
  }

  #mayHave(member: number, number: number): boolean {
    return this.#isSubscribed[at(this.#numbers.topicOf, number)]?.has(member) ?? false;
  }

  #isFar(member: number, number: number): boolean {
    return this.#racks?.isFar(member, number) ?? false;
  }
}
