import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  cooperativeStickyAssignor,
  PartitionMap,
  stickyAssignor,
  type Assignor,
  type MemberAssignment,
  type MemberSubscription,
} from '../../src/index.ts';
import { javaRebalances, sorted, type Rebalance } from './java.ts';

type Owners = PartitionMap<string>;

function ownersOf(assignment: ReadonlyMap<string, MemberAssignment>): Owners {
  const owners: Owners = new PartitionMap();
  for (const [memberId, topics] of assignment) {
    for (const [topic, partitions] of topics)
      for (const partition of partitions) owners.set(topic, partition, memberId);
  }
  return owners;
}

/** How many members have at least two more than another one that could take one of theirs. */
function unevenness(assignment: ReadonlyMap<string, MemberAssignment>, members: readonly MemberSubscription[]): number {
  const sizeOf = (memberId: string): number =>
    [...(assignment.get(memberId)?.values() ?? [])].reduce((sum, { length }) => sum + length, 0);
  return members.filter(({ memberId, topics }) =>
    members.some(
      (other) =>
        sizeOf(memberId) >= sizeOf(other.memberId) + 2 &&
        topics.some((topic) => other.topics.includes(topic) && assignment.get(memberId)?.has(topic)),
    ),
  ).length;
}

interface Claim {
  readonly memberId: string;
  readonly generationId: number;
}

/** By partition: those that say they own it, or had it last. */
function claims(assignor: Assignor, { members }: Rebalance): PartitionMap<Claim[]> {
  const byPlace = new PartitionMap<Claim[]>();
  for (const { memberId, ownedPartitions, generationId, lastAssignment } of members) {
    const { partitions, ...since } =
      assignor === stickyAssignor
        ? (lastAssignment ?? { partitions: [], generationId: -1 })
        : { partitions: ownedPartitions, generationId };
    for (const place of partitions) byPlace.set(place, [...(byPlace.get(place) ?? []), { memberId, ...since }]);
  }
  return byPlace;
}

/** How many partitions stay with the member that had them in the highest generation. */
function staying(assignor: Assignor, rebalance: Rebalance, assignment: ReadonlyMap<string, MemberAssignment>): number {
  const owners = ownersOf(assignment);
  return [...claims(assignor, rebalance)].filter(([topic, partition, [first, ...others]]) => {
    const newest = others.reduce((max, each) => (each.generationId > (max?.generationId ?? -1) ? each : max), first);
    return owners.get(topic, partition) === newest?.memberId;
  }).length;
}

/** How many partitions are given to a member in the rack of a replica. */
function near({ members, racks }: Rebalance, assignment: ReadonlyMap<string, MemberAssignment>): number {
  const rackOf = new Map(members.map(({ memberId, rackId }) => [memberId, rackId ?? '']));
  return [...ownersOf(assignment)].filter(([topic, partition, owner]) =>
    racks?.get(topic)?.[partition]?.includes(rackOf.get(owner) ?? ''),
  ).length;
}

/** Java’s `sticky` looks for one of the generations in the wrong place when two members claim a partition. */
function isDisputed(assignor: Assignor, rebalance: Rebalance): boolean {
  return [...claims(assignor, rebalance)].some(([, , { length }]) => length > 1);
}

const isEqual = ({ members }: Rebalance): boolean =>
  new Set(members.map(({ topics }) => [...topics].sort().join())).size === 1;

function assign(assignor: Assignor, { counts, members, racks }: Rebalance): Map<string, MemberAssignment> {
  return assignor.assign(counts, members, racks);
}

const both = [stickyAssignor, cooperativeStickyAssignor];

describe('sticky assignors beside Java’s', () => {
  it('give the same where all members subscribe to the same topics, with racks and without', () => {
    for (const assignor of both) {
      const rebalances = javaRebalances(assignor).filter((each) => isEqual(each) && !isDisputed(assignor, each));
      assert.ok(rebalances.length > 150, String(rebalances.length));
      for (const rebalance of rebalances) {
        assert.deepEqual(sorted(assign(assignor, rebalance)), sorted(rebalance.assignment), rebalance.title);
      }
    }
  });

  it('are as even as can be, and move no more than Java’s, where members subscribe to different topics', () => {
    for (const assignor of both) {
      const rebalances = javaRebalances(assignor).filter((each) => !isEqual(each) && !isDisputed(assignor, each));
      assert.ok(rebalances.length > 80, String(rebalances.length));
      for (const rebalance of rebalances) {
        const { title, members } = rebalance;
        const given = assign(assignor, rebalance);
        const javas = staying(assignor, rebalance, rebalance.assignment);
        assert.ok(staying(assignor, rebalance, given) >= javas, `${title}: ${String(javas)} stay in Java`);
        // What is left out for the moment counts for nobody.
        const eager = members.map((member) => ({ ...member, ownedPartitions: [], generationId: -1, userData: null }));
        if (ownersOf(given).size === ownersOf(assignor.assign(rebalance.counts, eager)).size) {
          assert.equal(unevenness(given, members), 0, title);
        }
      }
    }
  });

  it('give no less to members near a replica than Java’s, all in all, where members subscribe to different topics', () => {
    for (const assignor of both) {
      const rebalances = javaRebalances(assignor).filter((each) => !isEqual(each) && each.racks !== undefined);
      assert.ok(rebalances.length > 50, String(rebalances.length));
      const less = rebalances.filter((each) => near(each, assign(assignor, each)) < near(each, each.assignment));
      assert.ok(less.length <= 1, less.map(({ title }) => title).join());
    }
  });

  it('keep of what two claim the one with the higher generation', () => {
    const assignor = stickyAssignor;
    const disputed = javaRebalances(assignor).filter((each) => isDisputed(assignor, each) && each.racks === undefined);
    assert.ok(disputed.length > 5, String(disputed.length));
    for (const rebalance of disputed) {
      const javas = staying(assignor, rebalance, rebalance.assignment);
      assert.ok(staying(assignor, rebalance, assign(assignor, rebalance)) >= javas, rebalance.title);
    }
  });

  it('write the user data that Java writes', () => {
    for (const assignor of both) {
      const members = javaRebalances(assignor).flatMap((rebalance) => rebalance.members);
      // From five topics on Java's hash map has them in another order than that of their names.
      const comparable = members.filter(({ topics }) => topics.every((topic) => topic < 't4'));
      assert.ok(comparable.length > 200);
      for (const { topics, lastAssignment, userData } of comparable) {
        if (lastAssignment?.partitions.some(({ topic }) => topic >= 't4')) continue;
        assert.deepEqual(assignor.subscriptionUserData(topics, lastAssignment), userData);
      }
    }
  });
});

/** A member as it says itself what it has. */
function member(memberId: string, topics: string[], said: Partial<MemberSubscription> = {}): MemberSubscription {
  const silent = { userData: null, ownedPartitions: [], generationId: -1, rackId: null };
  return { memberId, groupInstanceId: null, topics, ...silent, ...said };
}

function places(topic: string, ...partitions: number[]): { topic: string; partition: number }[] {
  return partitions.map((partition) => ({ topic, partition }));
}

describe('sticky assignor', () => {
  const saying = (memberId: string, partitions: number[], generationId: number): MemberSubscription =>
    member(memberId, ['t'], {
      userData: stickyAssignor.subscriptionUserData(['t'], { partitions: places('t', ...partitions), generationId }),
    });

  it('believes the newer generation (KIP-341), and neither of two with the same', () => {
    const counts = new Map([['t', 4]]);
    const given = stickyAssignor.assign(counts, [saying('a', [0, 1], 3), saying('b', [0, 1], 4), saying('c', [2], 4)]);
    assert.deepEqual(sorted(given), { a: ['t: 3'], b: ['t: 0,1'], c: ['t: 2'] });
    const same = stickyAssignor.assign(counts, [saying('a', [3], 4), saying('b', [3], 4), member('c', ['t'])]);
    assert.deepEqual(sorted(same), { a: ['t: 0,3'], b: ['t: 1'], c: ['t: 2'] });
  });

  it('reads user data without a generation (version 0), and lets a member that writes nonsense claim nothing', () => {
    const bytes = stickyAssignor.subscriptionUserData(['t'], { partitions: places('t', 2, 3), generationId: 7 });
    const counts = new Map([['t', 4]]);
    const before = stickyAssignor.assign(counts, [
      member('a', ['t'], { userData: Buffer.from('000000ff', 'hex') }),
      member('b', ['t'], { userData: bytes?.subarray(0, -4) ?? null }),
    ]);
    assert.deepEqual(sorted(before), { a: ['t: 0,1'], b: ['t: 2,3'] });
    const older = stickyAssignor.assign(counts, [
      saying('a', [2, 3], 0),
      member('b', ['t'], { userData: bytes?.subarray(0, -4) ?? null }),
    ]);
    assert.deepEqual(sorted(older), { a: ['t: 2,3'], b: ['t: 0,1'] });
  });

  it('is even to one partition, and keeps what fits, whatever members of the same topics say they had', () => {
    const partitions = fc.uniqueArray(fc.integer({ min: 0, max: 12 }), { maxLength: 8 });
    const property = fc.property(
      fc.integer({ min: 0, max: 10 }),
      fc.array(fc.tuple(partitions, fc.integer({ min: -1, max: 3 })), { minLength: 1, maxLength: 6 }),
      (count, said) => {
        const members = said.map(([ids, generationId], i) => saying(`m${String(i)}`, ids, generationId));
        const given = stickyAssignor.assign(new Map([['t', count]]), members);
        const lists = members.map(({ memberId }) => given.get(memberId)?.get('t') ?? []);
        const sizes = lists.map(({ length }) => length);
        assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1, String(sizes));
        assert.deepEqual(
          lists.flat().sort((a, b) => a - b),
          Array.from({ length: count }, (_, partition) => partition),
        );
        // Who claims alone no more than its share keeps all of it.
        said.forEach(([ids], i) => {
          const others = new Set(said.flatMap(([theirs], other) => (other === i ? [] : theirs)));
          const alone = ids.filter((id) => id < count && !others.has(id));
          const hasOthers = ids.some((id) => id < count && others.has(id));
          if (hasOthers || alone.length > Math.floor(count / members.length)) return;
          assert.ok(alone.every((id) => lists[i]?.includes(id)));
        });
      },
    );
    fc.assert(property, { seed: 20261130 });
  });

  it('passes over what is not there any more, or not subscribed to', () => {
    const given = stickyAssignor.assign(new Map([['t', 2]]), [
      saying('a', [0, 1, 2, 7], 1),
      member('b', ['t', 'gone']),
    ]);
    assert.deepEqual(sorted(given), { a: ['t: 0'], b: ['t: 1'] });
    assert.deepEqual(sorted(stickyAssignor.assign(new Map(), [member('a', []), member('b', ['x'])])), { a: [], b: [] });
    assert.deepEqual(stickyAssignor.assign(new Map([['t', 1]]), []), new Map());
  });

  it('gives partitions to members in the rack of a replica first (KIP-881), as evenly as before', () => {
    const racks = new Map([['t', [['r2'], ['r2'], ['r1'], ['r1']]]]);
    const members = [member('a', ['t'], { rackId: 'r1' }), member('b', ['t'], { rackId: 'r2' })];
    assert.deepEqual(sorted(stickyAssignor.assign(new Map([['t', 4]]), members, racks)), {
      a: ['t: 2,3'],
      b: ['t: 0,1'],
    });
    const differing = [...members, member('c', ['u'])];
    const given = stickyAssignor.assign(
      new Map([
        ['t', 4],
        ['u', 1],
      ]),
      differing,
      racks,
    );
    assert.deepEqual(sorted(given), { a: ['t: 2,3'], b: ['t: 0,1'], c: ['u: 0'] });
  });
});

describe('cooperative sticky assignor', () => {
  it('leaves out what moves, until it was given back', () => {
    const counts = new Map([['t', 4]]);
    const has = (memberId: string, ...partitions: number[]): MemberSubscription =>
      member(memberId, ['t'], {
        ownedPartitions: places('t', ...partitions),
        generationId: partitions.length > 0 ? 1 : -1,
      });
    const first = cooperativeStickyAssignor.assign(counts, [has('a', 0, 1, 2, 3), has('b')]);
    assert.deepEqual(sorted(first), { a: ['t: 0,1'], b: [] });
    const then = cooperativeStickyAssignor.assign(counts, [has('a', 0, 1), has('b')]);
    assert.deepEqual(sorted(then), { a: ['t: 0,1'], b: ['t: 2,3'] });
  });

  it('gives to nobody what two say they own in the same generation, and to the newer one otherwise', () => {
    const counts = new Map([['t', 2]]);
    const has = (memberId: string, generationId: number, userData: Buffer | null = null): MemberSubscription =>
      member(memberId, ['t'], { ownedPartitions: places('t', 0), generationId, userData });
    assert.deepEqual(sorted(cooperativeStickyAssignor.assign(counts, [has('a', 3), has('b', 3)])), {
      a: [],
      b: ['t: 1'],
    });
    assert.deepEqual(sorted(cooperativeStickyAssignor.assign(counts, [has('a', 3), has('b', 4)])), {
      a: ['t: 1'],
      b: ['t: 0'],
    });
    // A generation in the subscription goes before that in the user data.
    const said = has('b', 0, Buffer.from('00000004', 'hex'));
    assert.deepEqual(sorted(cooperativeStickyAssignor.assign(counts, [has('a', 3), said])), {
      a: ['t: 0'],
      b: ['t: 1'],
    });
    // Java before 3.2 has the generation in the user data.
    const old = has('b', -1, Buffer.from('00000004', 'hex'));
    assert.deepEqual(sorted(cooperativeStickyAssignor.assign(counts, [has('a', 3), old])), {
      a: ['t: 1'],
      b: ['t: 0'],
    });
  });
});
