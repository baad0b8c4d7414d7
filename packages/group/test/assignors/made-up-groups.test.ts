import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  checkAssignor,
  cooperativeStickyAssignor,
  rangeAssignor,
  type Assignor,
  type LastAssignment,
  type MemberSubscription,
  type PartitionRacks,
} from '../../src/index.ts';

interface Question {
  readonly counts: ReadonlyMap<string, number>;
  readonly members: readonly (MemberSubscription & { readonly last: LastAssignment | null })[];
  readonly racks: PartitionRacks;
}

/** What `checkAssignor` asks an assignor, each question once, by group. */
async function groupsAsked(assignor: Assignor, seed?: number): Promise<Question[][]> {
  const asked: Question[] = [];
  const asking: Assignor = {
    ...assignor,
    name: 'asking',
    subscriptionUserData: (_topics, last) => Buffer.from(JSON.stringify(last)),
    assign: (counts, members, racks = new Map()) => {
      const each = members.map((member) => ({
        ...member,
        last: JSON.parse(String(member.userData)) as LastAssignment | null,
      }));
      asked.push({ counts: new Map(counts), members: each, racks });
      return assignor.assign(
        counts,
        members.map((member) => ({ ...member, userData: null })),
        racks,
      );
    },
  };
  await checkAssignor(asking, seed);
  const groups: Question[][] = [];
  asked.forEach((question, i) => {
    if (i % 2 === 1) {
      assert.deepEqual(question, asked[i - 1], 'each question is asked twice');
      return;
    }
    if (question.members.every(({ last }) => last === null)) groups.push([]);
    groups.at(-1)?.push(question);
  });
  return groups;
}

const idsOf = ({ members }: Question): string[] => members.map(({ memberId }) => memberId);

/** What is different from the question before. */
function changeOf(before: Question, after: Question, known: ReadonlySet<string>): string {
  const [old, now] = [new Set(idsOf(before)), new Set(idsOf(after))];
  const come = [...now].filter((id) => !old.has(id));
  const gone = [...old].filter((id) => !now.has(id));
  const made = [...after.counts.keys()].filter((topic) => !before.counts.has(topic));
  const grown = [...after.counts].filter(([topic, count]) => count > (before.counts.get(topic) ?? count));
  const changes = [
    ...come.map((id) => (known.has(id) ? 'back' : 'joined')),
    ...gone.map(() => 'left'),
    ...made.map(() => 'made'),
    ...grown.map(([topic, count]) => `grown by ${String(count - (before.counts.get(topic) ?? 0))}`),
  ];
  if (changes.length > 0) return changes.join();
  const topicsOf = ({ members }: Question): string => members.map(({ topics }) => topics.join()).join(';');
  return topicsOf(before) === topicsOf(after) ? 'nothing' : 'subscribed';
}

function tally(values: Iterable<string | number>): Map<string | number, number> {
  const times = new Map<string | number, number>();
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1);
  return times;
}

const kinds = (values: Iterable<string | number>): (string | number)[] => [...new Set(values)].sort();

const groups = await groupsAsked(rangeAssignor);
const all = groups.flat();
const members = all.flatMap((question) => question.members);
const first = groups.map(([question]) => question as Question);

describe('the groups that checkAssignor makes up', () => {
  it('are forty, with nine rebalances each where nothing has to be given back first', () => {
    assert.deepEqual([...tally(groups.map(({ length }) => length))], [[9, 40]]);
  });

  it('begin small, and have six members at most', () => {
    assert.deepEqual(kinds(first.map((each) => each.members.length)), [1, 2, 3, 4]);
    assert.deepEqual(kinds(first.map(({ counts }) => counts.size)), [1, 2, 3, 4]);
    assert.deepEqual(kinds(first.flatMap(({ counts }) => [...counts.values()])), [0, 1, 2, 3, 4, 5, 6, 7]);
    assert.deepEqual(kinds(all.map((each) => each.members.length)), [1, 2, 3, 4, 5, 6]);
    for (const question of all) assert.equal(new Set(idsOf(question)).size, question.members.length);
  });

  it('see each kind of change, one at a time', () => {
    const seen: string[] = [];
    for (const questions of groups) {
      const known = new Set<string>();
      questions.reduce((before, after) => {
        for (const id of idsOf(before)) known.add(id);
        seen.push(changeOf(before, after, known));
        return after;
      });
    }
    // A new subscription may be the old one.
    const often = tally(seen);
    assert.deepEqual(kinds(often.keys()), ['back', 'grown by 2', 'joined', 'left', 'made', 'nothing', 'subscribed']);
    for (const [what, times] of often) assert.ok(times >= 15, `${String(times)} times ${String(what)}`);
  });

  it('have members of all kinds, in another order than that of their ids', () => {
    const statics = members.filter(({ groupInstanceId }) => groupInstanceId !== null);
    assert.ok(statics.length > members.length / 10 && statics.length < members.length / 2, String(statics.length));
    assert.ok(all.some((each) => idsOf(each).join() !== idsOf(each).sort().join()));
    const back = members.filter(({ last }) => last !== null);
    for (const { last, ownedPartitions, generationId } of back) {
      assert.ok((last?.generationId ?? 0) >= 1);
      assert.deepEqual([ownedPartitions, generationId], [[], -1], 'given back before (eager)');
    }
    for (const questions of groups) {
      for (const [rebalance, question] of questions.entries()) {
        const generations = question.members.map(({ last }) => last?.generationId ?? 0);
        assert.ok(Math.max(...generations) <= rebalance);
        assert.ok(rebalance === 0 || generations.includes(rebalance), 'of the rebalance before');
      }
    }
  });

  it('subscribe all to the same in every other group, and each to what it likes in the others', () => {
    for (const [group, questions] of groups.entries()) {
      const isEqual = questions.every(({ counts, members: each }) =>
        each.every(({ topics }) => topics.join() === [...counts.keys()].join()),
      );
      assert.equal(isEqual, group % 2 === 0, `group ${String(group)}`);
    }
    const liked = groups.filter((_, group) => group % 2 === 1).flat(2);
    const absent = liked.flatMap((each) => each.members).filter(({ topics }) => topics.includes('not-there'));
    assert.ok(absent.length > 100);
  });

  it('have racks in every third group, some members none', () => {
    for (const [group, questions] of groups.entries()) {
      const hasRacks = (40 + group) % 3 === 0;
      for (const { counts, racks, members: each } of questions) {
        assert.deepEqual([...racks.keys()], hasRacks ? [...counts.keys()] : []);
        if (!hasRacks)
          assert.deepEqual(
            each.filter(({ rackId }) => rackId !== null),
            [],
          );
        for (const [topic, replicas] of racks) {
          const expected = [['r1', 'r1'], ['r2', 'r3'], ['r3', 'r2']]; // prettier-ignore
          assert.deepEqual(
            replicas,
            Array.from({ length: counts.get(topic) ?? 0 }, (_, id) => expected[id % 3]),
          );
        }
      }
    }
    assert.deepEqual(kinds(members.map(({ rackId }) => rackId ?? 'none')), ['none', 'r1', 'r2', 'r3']);
  });

  it('are the same for the same seed, and others for another', async () => {
    assert.deepEqual(await groupsAsked(rangeAssignor, 1), groups);
    assert.notDeepEqual(await groupsAsked(rangeAssignor, 2), groups);
  });

  it('tell, where they are cooperative, what each owns and since when, and nothing that it has no use for', async () => {
    const cooperative = (await groupsAsked(cooperativeStickyAssignor)).flat().flatMap((each) => each.members);
    let owning = 0;
    for (const { ownedPartitions, generationId, topics, last } of cooperative) {
      for (const { topic } of ownedPartitions) assert.ok(topics.includes(topic));
      if (ownedPartitions.length > 0) owning++;
      const mine = last?.partitions.filter(({ topic }) => topics.includes(topic)) ?? [];
      // Who was away owns nothing, and remembers what it had.
      if (ownedPartitions.length > 0) assert.deepEqual([ownedPartitions, generationId], [mine, last?.generationId]);
      else assert.equal(generationId, -1);
    }
    assert.ok(owning > 500, String(owning));
    const away = cooperative.filter(
      ({ ownedPartitions, last }) => ownedPartitions.length === 0 && last?.partitions.length,
    );
    assert.ok(away.length >= 10, String(away.length));
  });
});
