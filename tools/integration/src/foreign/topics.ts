import assert from 'node:assert/strict';
import { CreateTopics, ErrorCode } from '@k/wire';
import type { Lab } from '../lab.ts';
import type { Stage } from './case.ts';

export async function listsTopics({ lab, driver }: Stage): Promise<void> {
  const [one, three] = [await lab.topic(1), await lab.topic(3)];
  const topics = await driver.topics();
  assert.deepEqual([topics.get(one), topics.get(three)], [1, 3]);
}

/** Two topics that match and one that does not: a member gets what is in the two. */
export async function followsPattern({ lab, driver }: Stage): Promise<void> {
  const stem = lab.name('pattern').replaceAll('-', '_');
  for (const name of ['a', 'b', 'other']) await make(lab, `${stem}_${name}`);
  const member = await driver.join(lab.name('group'), { pattern: `${stem}_[a-c]` });
  await member.has(2);
  await member.leave();
  assert.deepEqual(member.values.sort(), [`${stem}_a`, `${stem}_b`]);
}

/** A topic that is made while the member runs joins those that it reads. */
export async function seesNewTopics({ lab, driver }: Stage): Promise<void> {
  const stem = lab.name('pattern').replaceAll('-', '_');
  await make(lab, `${stem}_a`);
  const member = await driver.join(lab.name('group'), { pattern: `${stem}_[a-c]` });
  await member.has(1);
  // Or it would come again: the new assignment begins where the group has committed.
  await member.commit();
  for (const name of ['other', 'b']) await make(lab, `${stem}_${name}`);
  await member.has(2);
  await member.leave();
  assert.deepEqual(member.values, [`${stem}_a`, `${stem}_b`]);
}

/** Makes a topic of this very name, with one record that says so. */
export async function make(lab: Lab, name: string): Promise<void> {
  await using cluster = lab.cluster();
  const topics = [{ name, numPartitions: 1, replicationFactor: 1 }];
  const made = await cluster.request('controller', CreateTopics, { topics, timeoutMs: 30_000 });
  assert.equal(made.topics[0]?.errorCode, ErrorCode.NONE);
  await using producer = lab.producer();
  await producer.send({ topic: name, value: name });
}
