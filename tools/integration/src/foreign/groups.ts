import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Lab } from '../lab.ts';
import type { Stage } from './case.ts';
import { type Member, allUntil, areShared } from './member.ts';

/** A member reads, commits and leaves; the next one begins where it ended, and nothing comes twice. */
export async function joinsAndResumes({ lab, driver }: Stage): Promise<void> {
  const [topic, group] = [await lab.topic(2), lab.name('group')];
  const first = await write(lab, topic, 2, 20);
  const member = await driver.join(group, { topics: [topic] });
  await member.has(first.length);
  await member.commit();
  await member.leave();
  assert.deepEqual(member.values.sort(), first);
  assert.deepEqual(await committed(lab, group, topic, 2), [20, 20]);
  const second = await write(lab, topic, 2, 5);
  const next = await driver.join(group, { topics: [topic] });
  await next.has(second.length);
  await next.commit();
  await next.leave();
  assert.deepEqual(next.values.sort(), second);
  assert.deepEqual(await committed(lab, group, topic, 2), [25, 25]);
}

/**
 * Two members have all partitions between them, each of them some, and each gets what is in its own; when one leaves, the
 * other has all. A fetch that was under way may bring records of a partition that was lost since, which then come twice.
 */
export async function sharesWithAnother({ lab, driver }: Stage): Promise<void> {
  const [topic, group] = [await lab.topic(4), lab.name('group')];
  const partitions = [0, 1, 2, 3].map((partition) => `${topic}-${partition}`);
  const expected = await write(lab, topic, 4, 5);
  const a = await driver.join(group, { topics: [topic] });
  await a.until('all partitions', () => areShared(partitions, [a]) && ends(a, 5));
  await a.commit();
  const b = await driver.join(group, { topics: [topic] });
  await allUntil([a, b], 'partitions of both', () => areShared(partitions, [a, b]));
  expected.push(...(await write(lab, topic, 4, 5)));
  await allUntil([a, b], 'records of both', () => areShared(partitions, [a, b]) && ends(a, 10) && ends(b, 10));
  // Or what it keeps would come again: its new assignment begins where the group has committed.
  await Promise.all([a.commit(), b.commit()]);
  await b.leave();
  await a.until('all partitions again', () => areShared(partitions, [a]));
  expected.push(...(await write(lab, topic, 4, 5)));
  await a.until('the rest', () => areShared(partitions, [a]) && ends(a, 15));
  await a.commit();
  await a.leave();
  assert.deepEqual([...new Set([...a.values, ...b.values])].sort(), expected.sort());
  assert.deepEqual(await committed(lab, group, topic, 4), [15, 15, 15, 15]);
}

/**
 * A member of theirs and one of ours share a group by the cooperative protocol (KIP-429), whichever of them leads it: who was
 * alone gives half of its partitions back, and no others, and reads on from the rest. Nothing comes twice.
 */
export async function sharesCooperatively({ lab, driver }: Stage): Promise<void> {
  for (const isOursFirst of [true, false]) {
    const [topic, group] = [await lab.topic(4), lab.name('group')];
    const expected = await write(lab, topic, 4, 5);
    const values: string[] = [];
    const told: string[] = [];
    const ours = lab.consumer({ groupId: group, heartbeatIntervalMs: 300, partitionAssignors: ['cooperative-sticky'] });
    ours.on('revoked', (partitions) => told.push(`revoked ${partitions.length}`));
    ours.on('lost', (partitions) => told.push(`lost ${partitions.length}`));
    const owns = async (count: number): Promise<void> => {
      while (ours.assignment().length !== count) await once(ours, 'assigned');
    };
    const begin = async (): Promise<void> => {
      ours.subscribe([topic]);
      for await (const { value } of ours) values.push(String(value));
    };
    let reading = isOursFirst ? begin() : undefined;
    if (isOursFirst) await owns(4);
    const theirs = await driver.join(group, { topics: [topic], cooperative: true });
    if (!isOursFirst) {
      await theirs.until('all partitions', () => theirs.assigned?.length === 4 && ends(theirs, 5));
      await theirs.commit();
      reading = begin();
    }
    await theirs.until('half of them', () => theirs.assigned?.length === 2);
    await owns(2);
    expected.push(...(await write(lab, topic, 4, 5)));
    await theirs.until('records of its half', () => ends(theirs, 10));
    while (values.length + theirs.values.length < expected.length) await new Promise(setImmediate);
    await theirs.commit();
    assert.deepEqual(told, isOursFirst ? ['revoked 2'] : []);
    if (isOursFirst) {
      await theirs.leave();
      await owns(4);
      await ours.stop();
    } else {
      await ours.stop();
      await theirs.until('all partitions again', () => theirs.assigned?.length === 4);
      await theirs.leave();
    }
    await reading;
    assert.deepEqual([...values, ...theirs.values].sort(), expected.sort());
    assert.deepEqual(await committed(lab, group, topic, 4), [10, 10, 10, 10]);
  }
}

/** Whether the member has the last record of each of its partitions, of which there are this many. */
export function ends({ assigned = [], records }: Member, count: number): boolean {
  const last = records.filter(({ offset }) => offset === count - 1);
  return assigned.every((name) => last.some(({ topic, partition }) => `${topic}-${partition}` === name));
}

let written = 0;

/** Writes this many into each partition. @returns their values, sorted */
export async function write(lab: Lab, topic: string, partitions: number, count: number): Promise<string[]> {
  const records = Array.from({ length: partitions * count }, (_, i) => ({
    topic,
    partition: i % partitions,
    value: `${written++}`.padStart(6, '0'),
  }));
  await using producer = lab.producer();
  await producer.sendMany(records);
  return records.map(({ value }) => value);
}

export async function committed(
  lab: Lab,
  groupId: string,
  topic: string,
  partitions: number,
): Promise<(number | undefined)[]> {
  await using consumer = lab.consumer({ groupId });
  const all = Array.from({ length: partitions }, (_, partition) => ({ topic, partition }));
  const offsets = await consumer.committed(all);
  return all.map(({ partition }) => offsets.get(topic, partition)?.offset);
}
