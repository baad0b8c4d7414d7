import assert from 'node:assert/strict';
import type { Lab } from '../lab.ts';
import type { Stage } from './case.ts';
import { committed, ends, write } from './groups.ts';
import { type Member, allUntil, areShared } from './member.ts';
import { make } from './topics.ts';

const PARTITIONS = 4;

/** Two members, the first of which gives half of its partitions up and reads on from the rest; one leaves, the other has all. */
export async function sharesByBroker({ lab, driver }: Stage): Promise<void> {
  const { topic, group, partitions } = await place(lab);
  const expected = await write(lab, topic, PARTITIONS, 5);
  const join = { topics: [topic], protocol: 'consumer' } as const;
  const a = await driver.join(group, join);
  await a.until('all partitions', () => areShared(partitions, [a]) && ends(a, 5));
  await a.commit();
  const b = await driver.join(group, join);
  await allUntil([a, b], 'partitions of both', () => areShared(partitions, [a, b]));
  expected.push(...(await write(lab, topic, PARTITIONS, 5)));
  await allUntil([a, b], 'records of both', () => ends(a, 10) && ends(b, 10));
  await Promise.all([a.commit(), b.commit()]);
  await b.leave();
  await a.until('all partitions again', () => areShared(partitions, [a]));
  expected.push(...(await write(lab, topic, PARTITIONS, 5)));
  await a.until('the rest', () => ends(a, 15));
  await a.commit();
  await a.leave();
  await assertOnce(lab, [a, b], { topic, group, expected, each: 15 });
}

/** The broker matches the pattern, and goes on matching it when topics are made. */
export async function followsServerPattern({ lab, driver }: Stage): Promise<void> {
  const stem = lab.name('pattern').replaceAll('-', '_');
  await make(lab, `${stem}_a`);
  const member = await driver.join(lab.name('group'), { pattern: `${stem}_[a-c]`, protocol: 'consumer' });
  await member.has(1);
  await member.commit();
  for (const name of ['other', 'b']) await make(lab, `${stem}_${name}`);
  await member.has(2);
  await member.leave();
  assert.deepEqual(member.values, [`${stem}_a`, `${stem}_b`]);
}

/** A member whose process is killed: after its session the other has its partitions, and reads on from what it committed. */
export async function outlivesADeadMember({ lab, driver, another }: Stage): Promise<void> {
  const { topic, group, partitions } = await place(lab);
  const expected = await write(lab, topic, PARTITIONS, 5);
  const join = { topics: [topic], protocol: 'consumer' } as const;
  const a = await driver.join(group, join);
  const other = await another();
  const b = await other.join(group, join);
  await allUntil([a, b], 'partitions of both', () => areShared(partitions, [a, b]) && ends(b, 5));
  await Promise.all([a.commit(), b.commit()]);
  await other.kill();
  expected.push(...(await write(lab, topic, PARTITIONS, 5)));
  await a.until('all partitions', () => areShared(partitions, [a]) && ends(a, 10));
  await a.commit();
  await a.leave();
  assert.deepEqual([...new Set([...a.values, ...b.values])].sort(), expected.sort());
  assert.deepEqual(await committed(lab, group, topic, PARTITIONS), [10, 10, 10, 10]);
}

/** A static member that goes and comes back within its session has its partitions again, and the other notices nothing. */
export async function keepsItsPlace({ lab, driver }: Stage): Promise<void> {
  const { topic, group, partitions } = await place(lab);
  const join = { topics: [topic], protocol: 'consumer' } as const;
  const a = await driver.join(group, { ...join, instance: 'a' });
  const b = await driver.join(group, { ...join, instance: 'b' });
  await allUntil([a, b], 'partitions of both', () => areShared(partitions, [a, b]));
  const expected = await write(lab, topic, PARTITIONS, 5);
  await allUntil([a, b], 'records of both', () => ends(a, 5) && ends(b, 5));
  await Promise.all([a.commit(), b.commit()]);
  const [ofA, ofB] = [a.assigned, b.assigned];
  await a.leave();
  const again = await driver.join(group, { ...join, instance: 'a' });
  await again.until('its partitions', () => again.assigned?.length === ofA?.length);
  assert.deepEqual([again.assigned, b.assigned], [ofA, ofB]);
  expected.push(...(await write(lab, topic, PARTITIONS, 5)));
  await allUntil([again, b], 'the rest', () => ends(again, 10) && ends(b, 10));
  await Promise.all([again.commit(), b.commit()]);
  await again.leave();
  await b.leave();
  await assertOnce(lab, [a, b, again], { topic, group, expected, each: 10 });
}

/**
 * Two classic members are replaced by two of KIP-848 one after the other, and those by classic ones again: the group never
 * stands still, and nothing is lost.
 */
export async function migrates({ lab, driver }: Stage): Promise<void> {
  const { topic, group, partitions } = await place(lab);
  const expected: string[] = [];
  const all: Member[] = [];
  let each = 0;
  const join = async (protocol?: 'consumer'): Promise<Member> => {
    const member = await driver.join(group, { topics: [topic], ...(protocol === undefined ? {} : { protocol }) });
    all.push(member);
    return member;
  };
  /** Both have their share, read what is written then, and commit it. */
  const work = async (...members: Member[]): Promise<void> => {
    await allUntil(members, 'partitions of all', () => areShared(partitions, members));
    expected.push(...(await write(lab, topic, PARTITIONS, 5)));
    each += 5;
    await allUntil(
      members,
      'records of all',
      () => areShared(partitions, members) && members.every((m) => ends(m, each)),
    );
    await Promise.all(members.map((member) => member.commit()));
  };
  let [one, other] = [await join(), await join()];
  await work(one, other);
  for (const protocol of ['consumer', undefined] as const) {
    await one.leave();
    one = await join(protocol);
    await work(one, other);
    await other.leave();
    other = await join(protocol);
    await work(one, other);
  }
  await one.leave();
  await other.leave();
  assert.deepEqual([...new Set(all.flatMap(({ values }) => values))].sort(), expected.sort());
  assert.deepEqual(await committed(lab, group, topic, PARTITIONS), [each, each, each, each]);
}

async function place(lab: Lab): Promise<{ topic: string; group: string; partitions: string[] }> {
  const topic = await lab.topic(PARTITIONS);
  return { topic, group: lab.name('group'), partitions: [0, 1, 2, 3].map((partition) => `${topic}-${partition}`) };
}

/** Each record came once, and all of them are committed. */
async function assertOnce(
  lab: Lab,
  members: readonly Member[],
  { topic, group, expected, each }: { topic: string; group: string; expected: string[]; each: number },
): Promise<void> {
  assert.deepEqual(members.flatMap(({ values }) => values).sort(), expected.sort());
  assert.deepEqual(await committed(lab, group, topic, PARTITIONS), [each, each, each, each]);
}
