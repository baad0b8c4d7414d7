import assert from 'node:assert/strict';
import type { Lab } from '../lab.ts';
import type { Stage } from './case.ts';

const WORDS = 7;
const ROUND = 100;

/** An application counts words; it is stopped, and another instance goes on with its counts: each record counts once. */
export async function countsExactlyOnce({ lab, driver }: Stage): Promise<void> {
  const [from, to, application] = [await lab.topic(2), await lab.topic(2), lab.name('application')];
  await using producer = lab.producer();
  for (const round of [1, 2]) {
    await producer.sendMany(
      Array.from({ length: ROUND }, (_, i) => ({ topic: from, key: `${i}`, value: `word ${i % WORDS}` })),
    );
    await driver.count(application, from, to);
    const counts = await countsUntil(lab, to, round * ROUND);
    await driver.stop(application);
    const expected = Array.from({ length: WORDS }, (_, i) => [`word ${i}`, round * Math.ceil((ROUND - i) / WORDS)]);
    assert.deepEqual([...counts].sort(), expected);
  }
}

/** The last count of each word, when they are this many together; each word is counted up by one and never down. */
async function countsUntil(lab: Lab, topic: string, total: number): Promise<Map<string, number>> {
  await using consumer = lab.consumer({ groupId: lab.name('readers'), isolationLevel: 'read_committed' });
  consumer.subscribe([topic]);
  const counts = new Map<string, number>();
  for await (const { key, value } of consumer) {
    const [word, count] = [String(key), Number(value?.toString())];
    assert.ok(count > (counts.get(word) ?? 0), `${word} was ${counts.get(word) ?? 0} and is ${count}`);
    counts.set(word, count);
    if ([...counts.values()].reduce((sum, each) => sum + each, 0) >= total) break;
  }
  return counts;
}
