import { at } from '../at.ts';
import type { Ownership } from './claims.ts';
import { NOBODY } from './claims.ts';
import type { PartitionNumbers } from './partition-numbers.ts';
import type { RackMatch } from './rack-match.ts';

/**
 * Java's ConstrainedAssignmentBuilder: all members subscribe to the same topics, so that each gets `floor` or `ceil` of the
 * mean. Members keep what they own up to that; what is left goes around, with racks first to members near to it.
 *
 * Members are taken by their ids where Java takes them as its hash maps have them.
 *
 * @returns the new owner of each partition
 */
export function assignEqualSubscriptions(
  memberCount: number,
  numbers: PartitionNumbers,
  ownership: Ownership,
  racks: RackMatch | undefined,
): Int32Array {
  const shares = new Shares(memberCount, numbers.total);
  keepOwned(shares, numbers, ownership, racks);
  let left = [...shares.owner.keys()].filter((number) => at(shares.owner, number) === NOBODY);
  if (racks !== undefined) {
    const near = new Int32Array(numbers.total);
    for (const number of left) near[number] = racks.countNear(number);
    left.sort((a, b) => at(near, a) - at(near, b));
    left = giveNear(shares, left, racks);
  }
  giveAround(shares, left);
  return shares.owner;
}

/** Who has how much, and who may still get something. */
class Shares {
  readonly owner: Int32Array;
  readonly counts: Int32Array;
  /** Each member gets this much, and some get one more. */
  readonly least: number;
  readonly most: number;
  /** Below `least`. */
  belowLeast: number[] = [];
  /** At `least`, while one more is to be had. */
  atLeast: number[] = [];
  /** Members that may yet get to `most`, where that is more than `least`. */
  #moreToHave: number;

  constructor(memberCount: number, total: number) {
    this.owner = new Int32Array(total).fill(NOBODY);
    this.counts = new Int32Array(memberCount);
    this.least = Math.floor(total / memberCount);
    this.most = Math.ceil(total / memberCount);
    this.#moreToHave = total % memberCount;
  }

  get hasMore(): boolean {
    return this.#moreToHave > 0;
  }

  takeMore(): void {
    this.#moreToHave--;
    if (this.#moreToHave === 0) this.atLeast = [];
  }

  give(number: number, member: number): number {
    this.owner[number] = member;
    const count = at(this.counts, member) + 1;
    this.counts[member] = count;
    return count;
  }
}

function keepOwned(
  shares: Shares,
  numbers: PartitionNumbers,
  ownership: Ownership,
  racks: RackMatch | undefined,
): void {
  const { least, most } = shares;
  const ownedBy = Array.from(shares.counts, (): number[] => []);
  ownership.owner.forEach((member, number) => {
    if (member !== NOBODY && racks?.isFar(member, number) !== true) ownedBy[member]?.push(number);
  });
  ownedBy.forEach((owned, member) => {
    // Members lose the partitions with the highest ids, of whatever topic.
    owned.sort((a, b) => numbers.partitionOf(a) - numbers.partitionOf(b));
    let keep = least;
    if (owned.length < least) shares.belowLeast.push(member);
    else if (owned.length >= most && shares.hasMore) {
      keep = most;
      shares.takeMore();
    } else if (shares.hasMore) shares.atLeast.push(member);
    for (const number of owned.slice(0, keep)) shares.give(number, member);
  });
}

/** Gives what can be given within its racks. @returns the rest */
function giveNear(shares: Shares, left: readonly number[], racks: RackMatch): number[] {
  let next = 0;
  return left.filter((number) => {
    const below = nextNear(shares.belowLeast, next, number, racks);
    if (below >= 0) {
      const member = shares.belowLeast[below] as number;
      next = below;
      if (shares.give(number, member) < shares.least) next++;
      else {
        shares.belowLeast.splice(below, 1);
        if (shares.hasMore) shares.atLeast.push(member);
      }
      return false;
    }
    const atLeast = nextNear(shares.atLeast, 0, number, racks);
    if (atLeast < 0) return true;
    shares.give(number, shares.atLeast.splice(atLeast, 1)[0] as number);
    shares.takeMore();
    return false;
  });
}

/** From there on, and then from the start; -1 for none. */
function nextNear(members: readonly number[], from: number, partition: number, racks: RackMatch): number {
  const later = members.findIndex((member, index) => index >= from && racks.isNear(member, partition));
  return later >= 0 ? later : members.findIndex((member) => racks.isNear(member, partition));
}

/** One after the other to those below `least`; when none is, one to each of those who may get one more. */
function giveAround(shares: Shares, left: readonly number[]): void {
  const { least } = shares;
  let waiting = shares.belowLeast;
  const full = [...shares.atLeast];
  let next = 0;
  for (const number of left) {
    if (waiting.length === 0) {
      shares.give(number, full[next] as number);
      next++;
      continue;
    }
    const member = waiting[next] as number;
    if (shares.give(number, member) < least) next++;
    else {
      // Its turn is over: the members after it move up.
      waiting = waiting.filter((each) => each !== member);
      full.push(member);
    }
    if (next >= waiting.length) next = 0;
  }
}
