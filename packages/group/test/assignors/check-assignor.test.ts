import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConfigError } from '@k/wire';
import {
  AssignmentError,
  checkAssignor,
  cooperativeStickyAssignor,
  encodeAssignment,
  encodeSubscription,
  rangeAssignor,
  stickyAssignor,
  type Assignor,
  type RawAssignor,
} from '../../src/index.ts';
import { assignorNames } from '../../src/assignors/built-in-assignors.ts';

describe('checkAssignor', () => {
  it('every assignor of this package passes', async () => {
    for (const name of assignorNames) await checkAssignor(name);
  });

  it('an assignor of one’s own passes, in bytes, too', async () => {
    const mine: Assignor = {
      ...rangeAssignor,
      name: 'mine',
      // Says nothing of those who get nothing.
      assign: (counts, members) =>
        new Map([...rangeAssignor.assign(counts, members)].filter(([, { size }]) => size > 0)),
      onAssignment: (partitions, generationId) => {
        heard.add(generationId);
        for (const { topic } of partitions) assert.match(topic, /^t\d+$/);
      },
    };
    const heard = new Set<number>();
    await checkAssignor(mine);
    assert.deepEqual([...heard], [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const raw: RawAssignor = {
      name: 'raw',
      protocols: ['eager'],
      metadata: ({ topics }) => encodeSubscription({ topics, userData: null }, 0),
      // All of a topic to one member.
      assign: (counts, members) => {
        const given = new Map(members.map(({ memberId }) => [memberId, new Map<string, number[]>()]));
        for (const [topic, count] of counts) {
          const one = members.find(({ metadata }) => metadata.includes(`\0\x02${topic}`));
          const partitions = Array.from({ length: count }, (_, partition) => partition);
          given.get(one?.memberId ?? '')?.set(topic, partitions);
        }
        return Promise.resolve(
          new Map(Array.from(given, ([memberId, topics]) => [memberId, encodeAssignment(topics)])),
        );
      },
    };
    await checkAssignor(raw);
  });

  const refused: readonly [what: string, Partial<Assignor>, RegExp][] = [
    [
      'leaves a partition out when there are many',
      {
        assign: (counts, members) =>
          rangeAssignor.assign(new Map([...counts].map(([t, n]) => [t, Math.min(n, 7)])), members),
      },
      /to nobody/,
    ],
    [
      'looks at no subscription',
      {
        assign: (counts, members) =>
          rangeAssignor.assign(
            counts,
            members.map((each) => ({ ...each, topics: [...counts.keys()] })),
          ),
      },
      /did not subscribe/,
    ],
    [
      'moves what was not given back',
      { ...cooperativeStickyAssignor, assign: (counts, members) => rangeAssignor.assign(counts, members) },
      /, not yet given back by /,
    ],
    [
      'gives by chance',
      {
        assign: (counts, members) => {
          turn++;
          const order = members.map((each, i) => ({ ...each, groupInstanceId: String((i + turn) % members.length) }));
          return rangeAssignor.assign(counts, order);
        },
      },
      /^assignor odd: gave [may]\w+ once (t\d+-\d+|,)*, then .*, for the same question$/,
    ],
    [
      'never comes to rest',
      {
        ...cooperativeStickyAssignor,
        // Whoever has something gives it back: everybody starts anew, in another order.
        assign: (counts, members) => {
          if (members.some(({ ownedPartitions }) => ownedPartitions.length > 0)) {
            return new Map(members.map(({ memberId }) => [memberId, new Map<string, number[]>()]));
          }
          return rangeAssignor.assign(counts, members);
        },
      },
      /^assignor odd: gave other partitions in each of 6 rebalances, though nothing changed$/,
    ],
    [
      'changes the question',
      {
        assign: (counts, members) => {
          const given = rangeAssignor.assign(counts, members);
          (counts as Map<string, number>).set('mine', 0);
          return given;
        },
      },
      /^assignor odd: gave an assignment, and changed partitionsPerTopic$/,
    ],
  ];
  let turn = 0;

  for (const [what, part, message] of refused) {
    it(`one that ${what} does not`, async () => {
      await assert.rejects(checkAssignor({ ...rangeAssignor, ...part, name: 'odd' }), (error: Error) => {
        assert.ok(error instanceof AssignmentError, String(error));
        assert.match(error.message, message);
        return true;
      });
    });
  }

  it('has six rebalances for coming to rest, and asks twice in each', async () => {
    let asked = 0;
    const never: Assignor = {
      ...cooperativeStickyAssignor,
      name: 'never',
      assign: (counts, members) => {
        asked++;
        const isTaken = members.some(({ ownedPartitions }) => ownedPartitions.length > 0);
        return isTaken ? new Map() : rangeAssignor.assign(counts, members);
      },
    };
    await assert.rejects(checkAssignor(never), { message: /in each of 6 rebalances/ });
    assert.equal(asked, 12);
  });

  it('says what is no assignor, and no seed', async () => {
    await assert.rejects(checkAssignor('best' as never), ConfigError);
    await assert.rejects(checkAssignor(stickyAssignor, 0.5), ConfigError);
  });
});
