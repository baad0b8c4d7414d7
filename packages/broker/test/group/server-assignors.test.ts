import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { seededRandom } from '@k/runtime';
import {
  SERVER_ASSIGNOR_NAMES,
  SERVER_ASSIGNORS,
  type ServerAssignorName,
} from '../../src/group/consumer/assignors/assignor.ts';
import { byTopicId, type GroupSpec, type SpecMember } from '../../src/group/consumer/assignors/spec.ts';
import { inOrder, type Assignment } from '../../src/group/consumer/partitions.ts';

type Partitions = Record<string, number[]>;

/** What Java gave: see test-fixtures/group/README.md. */
interface JavaCase {
  readonly assignor: ServerAssignorName;
  readonly homogeneous: boolean;
  readonly counts: Record<string, number>;
  readonly members: readonly {
    readonly id: string;
    readonly instance?: string;
    readonly topics: readonly string[];
    readonly assigned: Partitions;
  }[];
  readonly assignment: Record<string, Partitions>;
}

const file = new URL('../../../../../test-fixtures/group/java-4.4.0-server-assignments.jsonl.gz', import.meta.url);
const JAVA = gunzipSync(readFileSync(file))
  .toString()
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as JavaCase);

function assignmentOf(partitions: Partitions): Assignment {
  return inOrder(new Map(Object.entries(partitions).map(([topicId, ids]) => [topicId, new Set(ids)])), byTopicId);
}

function plain(assignment: Assignment): Partitions {
  return Object.fromEntries(
    [...inOrder(assignment, byTopicId)].map(([topicId, partitions]) => [topicId, [...partitions]]),
  );
}

describe('the assignors of the coordinator', () => {
  for (const name of SERVER_ASSIGNOR_NAMES) {
    for (const homogeneous of [true, false]) {
      const cases = JAVA.filter((each) => each.assignor === name && each.homogeneous === homogeneous);
      it(`${name}, members with ${homogeneous ? 'the same' : 'different'} topics: gives what Java's gives`, () => {
        assert.ok(cases.length > 100);
        for (const { counts, members, assignment } of cases) {
          const given = SERVER_ASSIGNORS[name]({
            homogeneous,
            partitionCount: (topicId) => counts[topicId] ?? 0,
            members: members.map(({ id, instance = null, topics, assigned }) => ({
              memberId: id,
              instanceId: instance,
              topicIds: topics,
              assigned: assignmentOf(assigned),
            })),
          });
          const told = members.map(({ id }): [string, Partitions] => [id, plain(given.get(id) ?? new Map())]);
          assert.deepEqual(Object.fromEntries(told), assignment);
        }
      });
    }
  }

  it('give each partition to one of its subscribers, whatever the group, and the same again for the same', () => {
    const random = seededRandom(848);
    const below = (limit: number): number => Math.floor(random.next() * limit);
    for (let round = 0; round < 200; round++) {
      const counts = new Map(
        Array.from({ length: 1 + below(6) }, () => [random.bytes(16).toString('base64url'), below(20)]),
      );
      const topicIds = [...counts.keys()].sort(byTopicId);
      const homogeneous = round % 2 === 0;
      let members = Array.from({ length: 1 + below(12) }, (_, index): SpecMember => ({
        memberId: `m${String(index).padStart(2, '0')}`,
        instanceId: null,
        topicIds: homogeneous ? topicIds : topicIds.filter(() => below(3) > 0),
        assigned: new Map(),
      }));
      for (const name of SERVER_ASSIGNOR_NAMES) {
        const spec = (): GroupSpec => ({ members, homogeneous, partitionCount: (topicId) => counts.get(topicId) ?? 0 });
        const given = SERVER_ASSIGNORS[name](spec());
        assertWhole(given, spec());
        members = members.map((member) => ({
          ...member,
          assigned: inOrder(given.get(member.memberId) ?? new Map(), byTopicId),
        }));
        const again = SERVER_ASSIGNORS[name](spec());
        for (const { memberId } of members) {
          assert.deepEqual(plain(again.get(memberId) ?? new Map()), plain(given.get(memberId) ?? new Map()));
        }
        if (homogeneous && name === 'uniform') assertEven([...given.values()]);
      }
    }
  });

  it('uniform takes as few partitions away as it must when a member joins', () => {
    const topicIds = ['AAAAAAAAAAAAAAAAAAAAAQ'];
    const all = new Map([['AAAAAAAAAAAAAAAAAAAAAQ', new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])]]);
    const member = (memberId: string, assigned: Assignment): SpecMember => ({
      memberId,
      instanceId: null,
      topicIds,
      assigned,
    });
    const given = SERVER_ASSIGNORS.uniform({
      members: [member('a', all), member('b', new Map()), member('c', new Map())],
      homogeneous: true,
      partitionCount: () => 12,
    });
    assert.deepEqual([...(given.get('a')?.get('AAAAAAAAAAAAAAAAAAAAAQ') ?? [])], [0, 1, 2, 3]);
  });
});

/** Each partition that somebody subscribes to has one owner, which does. */
function assertWhole(given: ReadonlyMap<string, Assignment>, { members, partitionCount }: GroupSpec): void {
  const owned = new Set<string>();
  for (const { memberId, topicIds } of members) {
    for (const [topicId, partitions] of given.get(memberId) ?? new Map<string, Set<number>>()) {
      assert.ok(topicIds.includes(topicId));
      for (const partition of partitions) {
        const name = `${topicId}-${String(partition)}`;
        assert.ok(!owned.has(name), 'two owners');
        owned.add(name);
      }
    }
  }
  const subscribed = new Set(members.flatMap(({ topicIds }) => topicIds));
  assert.equal(
    owned.size,
    [...subscribed].reduce((sum, topicId) => sum + partitionCount(topicId), 0),
  );
}

function assertEven(assignments: readonly Assignment[]): void {
  const loads = assignments.map((each) => [...each.values()].reduce((sum, { size }) => sum + size, 0));
  assert.ok(Math.max(...loads) - Math.min(...loads) <= 1, loads.join(', '));
}
