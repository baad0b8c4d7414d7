import { at } from '../at.ts';
import type { Ownership } from './claims.ts';
import { NOBODY } from './claims.ts';
import type { PartitionNumbers } from './partition-numbers.ts';
import type { RackMatch } from './rack-match.ts';

/**
 * The partitions where members subscribe to different topics. As Java's GeneralAssignmentBuilder promises: no member has two
 * partitions more than another one that could take one of them, and what need not move stays.
 *
 * @param subscribers by topic, in order
 * @returns the new owner of each partition
 */
export function assignDifferingSubscriptions(
  subscribers: readonly (readonly number[])[],
  memberCount: number,
  numbers: PartitionNumbers,
  ownership: Ownership,
  racks: RackMatch | undefined,
): Int32Array {
  const loads = new Loads(subscribers, memberCount, numbers, racks);
  loads.keep(ownership);
  for (const number of loads.byFewestSubscribers) loads.giveToLeast(number, true);
  for (const number of loads.byFewestSubscribers) loads.giveToLeast(number, false);
  do loads.balance();
  while (loads.sendHome());
  return loads.owner;
}

class Loads {
  readonly owner: Int32Array;
  /** All partitions: first those that have the least choice. */
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
    this.byFewestSubscribers = [...numbers.topicOf.keys()].sort((a, b) => this.#of(a).length - this.#of(b).length);
  }

  /** Leaves with its owner what may stay. */
  keep({ owner }: Ownership): void {
    owner.forEach((member, number) => {
      if (!this.#mayHave(member, number) || this.#isFar(member, number)) return;
      this.#home[number] = member;
      this.#give(number, member);
    });
  }

  giveToLeast(number: number, isNear: boolean): void {
    if (at(this.owner, number) !== NOBODY) return;
    const member = this.#leastLoaded(number, isNear);
    if (member !== NOBODY) this.#give(number, member);
  }

  /** Moves partitions to members that have at least two less, as long as there is one. */
  balance(): void {
    let isMoving: boolean;
    do {
      isMoving = false;
      for (const number of this.byFewestSubscribers) {
        const from = at(this.owner, number);
        const to = this.#lighterThan(from, number);
        if (to === NOBODY) continue;
        this.#give(number, to);
        isMoving = true;
      }
    } while (isMoving);
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

  /** Who has at least two less and can take the partition. */
  #lighterThan(from: number, number: number): number {
    const to = this.#leastLoaded(number, false);
    return at(this.#counts, to) <= at(this.#counts, from) - 2 ? to : NOBODY;
  }

  /** The first of those who have least; one that is near to the partition goes before others that have as much. */
  #leastLoaded(number: number, nearOnly: boolean): number {
    let least = NOBODY;
    let leastLoad = Infinity;
    for (const member of this.#of(number)) {
      const isFar = this.#isFar(member, number);
      const load = at(this.#counts, member) + (isFar ? 0.5 : 0);
      if (load >= leastLoad || (isFar && nearOnly)) continue;
      least = member;
      leastLoad = load;
    }
    return least;
  }

  /** Who may have the partition. */
  #of(number: number): readonly number[] {
    return this.#subscribers[at(this.#numbers.topicOf, number)] as readonly number[];
  }

  #mayHave(member: number, number: number): boolean {
    return this.#isSubscribed[at(this.#numbers.topicOf, number)]?.has(member) === true;
  }

  #isFar(member: number, number: number): boolean {
    return this.#racks?.isFar(member, number) === true;
  }
}
