import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '@k/runtime';
import {
  PartitionMap,
  stickyAssignor,
  type MemberAssignment,
  type MemberSubscription,
  type TopicPartition,
} from '../../src/index.ts';
import { checkAssignment } from '../../src/assignors/check-assignment.ts';
import { sorted } from './java.ts';

const RACKS = ['r1', 'r2', 'r3'];

/** A group whose members subscribe to different topics, come, go and subscribe anew. */
class Group {
  readonly counts = new Map<string, number>();
  readonly racks = new Map<string, readonly string[][]>();
  readonly members: MemberSubscription[] = [];
  /** Who had each partition when the group last shared out. */
  homes = new PartitionMap<string>();
  readonly #below: (count: number) => number;
  #named = 0;
  #generationId = 0;

  constructor(seed: number, hasRacks: boolean) {
    const random = seededRandom(seed);
    this.#below = (count) => Math.floor(random.next() * count);
    for (let topic = this.#below(5); topic >= 0; topic--) {
      const count = 1 + this.#below(7);
      this.counts.set(`t${String(topic)}`, count);
      const replicas = Array.from({ length: count }, () => RACKS.filter(() => hasRacks && this.#below(2) === 0));
      this.racks.set(`t${String(topic)}`, replicas);
    }
    for (let members = 2 + this.#below(5); members > 0; members--) this.join();
  }

  join(): void {
    const memberId = `m${String(this.#named++)}`;
    const rackId = RACKS[this.#below(RACKS.length + 1)] ?? null;
    const silent = { groupInstanceId: null, ownedPartitions: [], generationId: -1, userData: null };
    this.members.push({ memberId, rackId, topics: this.#someTopics(), ...silent });
  }

  change(): void {
    const [kind, which] = [this.#below(3), this.#below(this.members.length)];
    if (kind === 0 && this.members.length > 2) this.members.splice(which, 1);
    else if (kind === 1)
      this.members[which] = { ...(this.members[which] as MemberSubscription), topics: this.#someTopics() };
    else this.join();
  }

  assign(): Map<string, MemberAssignment> {
    return stickyAssignor.assign(this.counts, this.members, this.racks);
  }

  /** Each member remembers what it got. */
  take(given: ReadonlyMap<string, MemberAssignment>): void {
    this.homes = ownersOf(given);
    this.members.forEach((member, i) => {
      const partitions = placesOf(given.get(member.memberId) ?? new Map());
      const last = { partitions, generationId: this.#generationId };
      this.members[i] = { ...member, userData: stickyAssignor.subscriptionUserData(member.topics, last) };
    });
    this.#generationId++;
  }

  /** A partition is far from a member when no replica is in its rack, and racks are known. */
  isFar({ topic, partition }: TopicPartition, { rackId }: MemberSubscription): boolean {
    const known = new Set([...this.racks.values()].flat(2));
    const replicas = this.racks.get(topic)?.[partition] ?? [];
    const matters = this.members.some((member) => member.rackId !== null && known.has(member.rackId));
    return matters && rackId !== null && !replicas.includes(rackId);
  }

  #someTopics(): string[] {
    return [...this.counts.keys()].filter(() => this.#below(3) > 0);
  }
}

function placesOf(topics: MemberAssignment): TopicPartition[] {
  return [...topics].flatMap(([topic, ids]) => ids.map((partition) => ({ topic, partition })));
}

function ownersOf(assignment: ReadonlyMap<string, MemberAssignment>): PartitionMap<string> {
  const owners = new PartitionMap<string>();
  for (const [memberId, topics] of assignment) for (const place of placesOf(topics)) owners.set(place, memberId);
  return owners;
}

/** What could be better: each in a sentence. */
function faultsOf(group: Group, given: ReadonlyMap<string, MemberAssignment>): string[] {
  const owned = new Map(group.members.map((member) => [member, placesOf(given.get(member.memberId) ?? new Map())]));
  const faults: string[] = [];
  for (const [member, places] of owned) {
    for (const place of places) {
      const name = `${place.topic}-${String(place.partition)}`;
      for (const [other, { length }] of owned) {
        if (!other.topics.includes(place.topic)) continue;
        if (length + 2 <= places.length)
          faults.push(`${other.memberId} has at least two less than the owner of ${name}`);
        const isHome = group.homes.get(place) === other.memberId && other !== member && !group.isFar(place, other);
        if (!isHome) continue;
        if (length < places.length) faults.push(`${name} could go home to ${other.memberId}, which has less`);
        const instead = owned.get(other)?.find((theirs) => {
          const isStranger = group.homes.get(theirs) !== other.memberId && member.topics.includes(theirs.topic);
          return isStranger && (!group.isFar(theirs, member) || group.isFar(theirs, other));
        });
        if (instead !== undefined) faults.push(`${name} could go home in exchange for ${JSON.stringify(instead)}`);
      }
    }
  }
  return faults;
}

describe('sticky where members subscribe to different topics', () => {
  for (const hasRacks of [false, true]) {
    it(`is even, and nothing that moved could have stayed${hasRacks ? ', with racks' : ''}`, () => {
      for (let seed = 0; seed < 150; seed++) {
        const group = new Group(seed, hasRacks);
        for (let rebalance = 0; rebalance < 4; rebalance++) {
          const given = group.assign();
          const title = `seed ${String(seed)}, rebalance ${String(rebalance)}`;
          const subscribed = new Set(group.members.flatMap(({ topics }) => topics));
          const counts = new Map([...group.counts].filter(([topic]) => subscribed.has(topic)));
          checkAssignment(stickyAssignor, counts, group.members, given);
          assert.deepEqual(faultsOf(group, given), [], title);
          group.take(given);
          group.change();
        }
      }
    });
  }

  const silent = { groupInstanceId: null, ownedPartitions: [], generationId: -1, rackId: null };
  /** With the partitions that it says it had: `t0`. */
  function member(memberId: string, topics: string[], had: string, rackId: string | null = null): MemberSubscription {
    const partitions =
      had === ''
        ? []
        : had.split(' ').map((place) => ({ topic: place.slice(0, 1), partition: Number(place.slice(1)) }));
    const userData = stickyAssignor.subscriptionUserData([], { partitions, generationId: 1 });
    return { ...silent, memberId, topics, userData, rackId };
  }
  const one = [['r1']];

  it('what has to go goes to a member near it, of those that have as little', () => {
    const members = [
      member('a', ['t'], 't0 t1 t2', 'r1'),
      member('b', ['t', 'u'], 'u0', 'r2'),
      member('c', ['t', 'v'], 'v0', 'r1'),
    ];
    const counts = new Map([['t', 3], ['u', 1], ['v', 1]]); // prettier-ignore
    const racks = new Map([['t', [...one, ...one, ...one]], ['u', [['r2']]], ['v', one]]); // prettier-ignore
    const far = stickyAssignor.assign(counts, members, new Map());
    assert.deepEqual(sorted(far), { a: ['t: 1,2'], b: ['t: 0', 'u: 0'], c: ['v: 0'] });
    assert.deepEqual(sorted(stickyAssignor.assign(counts, members, racks)), {
      a: ['t: 1,2'],
      b: ['u: 0'],
      c: ['t: 0', 'v: 0'],
    });
  });
});
