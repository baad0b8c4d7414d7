import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { KafkaConsumer } from '@k/consumer';
import type { Lab } from '../lab.ts';
import type { Stage } from './case.ts';
import type { SeenGroup } from './contract.ts';

type Offsets = Record<string, number>;

/** A group of ours, while it has a member, which nobody may delete, and after that. */
export async function describesAndDeletes({ lab, driver }: Stage): Promise<void> {
  const [topic, group] = [await lab.topic(2), lab.name('group')];
  const describe = () => driver.administer<SeenGroup>({ do: 'describe', group });
  const stop = await join(lab, group, topic);
  assert.ok((await driver.administer<string[]>({ do: 'groups' })).includes(group));
  const { state, members } = await describe();
  assert.deepEqual([state.toLowerCase(), members.length], ['stable', 1]);
  assert.deepEqual([...(members[0] ?? [])].sort(), [[topic, 0], [topic, 1]]); // prettier-ignore
  await assert.rejects(driver.administer({ do: 'delete', group }), /not empty|non.?empty/i);
  await stop();
  const left = await describe();
  assert.deepEqual([left.state.toLowerCase(), left.members], ['empty', []]);
  await commit(lab, group, topic, [5, 3]);
  await driver.administer({ do: 'delete', group });
  assert.ok(!(await driver.administer<string[]>({ do: 'groups' })).includes(group));
  assert.deepEqual(await committed(lab, group, topic), [undefined, undefined]);
}

/** Of a group that nobody has joined, back and forth. */
export async function movesOffsets({ lab, driver }: Stage): Promise<void> {
  const [topic, group] = [await filled(lab), lab.name('group')];
  for (const offsets of [[5, 3], [2, 9]]) {
    await driver.administer({ do: 'move', group, topic, offsets });
    assert.deepEqual(await committed(lab, group, topic), offsets);
    assert.deepEqual(await driver.administer<Offsets>({ do: 'offsets', group, topic }), { 0: offsets[0], 1: offsets[1] });
  } // prettier-ignore
}

/** Not those of a topic that a member reads. */
export async function forgetsOffsets({ lab, driver }: Stage): Promise<void> {
  const [read, other, group] = [await filled(lab), await filled(lab), lab.name('group')];
  for (const topic of [read, other]) await driver.administer({ do: 'move', group, topic, offsets: [5, 3] });
  const stop = await join(lab, group, read);
  await driver.administer({ do: 'forget', group, topic: other, partitions: 2 });
  await assert.rejects(driver.administer({ do: 'forget', group, topic: read, partitions: 2 }), /subscribed/i);
  await stop();
  assert.deepEqual(await committed(lab, group, read), [5, 3]);
  assert.deepEqual(await committed(lab, group, other), [undefined, undefined]);
}

/** A member of ours reads the new ones too. */
export async function growsTopics({ lab, driver }: Stage): Promise<void> {
  const [topic, group] = [await lab.topic(1), lab.name('group')];
  await using consumer = lab.consumer({ groupId: group, metadataMaxAgeMs: 500, heartbeatIntervalMs: 300 });
  const values: string[] = [];
  const reading = readOn(consumer, topic, values);
  while (consumer.assignment().length < 1) await once(consumer, 'assigned');
  await driver.administer({ do: 'grow', topic, partitions: 3 });
  await assert.rejects(driver.administer({ do: 'grow', topic, partitions: 2 }), /partition/i);
  while (consumer.assignment().length < 3) await once(consumer, 'assigned');
  await using producer = lab.producer();
  await producer.send({ topic, partition: 2, value: 'in the third' });
  while (values.length < 1) await new Promise(setImmediate);
  await consumer.stop();
  await reading;
  assert.deepEqual(values, ['in the third']);
}

async function readOn(consumer: KafkaConsumer, topic: string, values: string[]): Promise<void> {
  consumer.subscribe([topic]);
  for await (const { value } of consumer) values.push(String(value));
}

/** @returns how the member that has joined leaves */
async function join(lab: Lab, groupId: string, topic: string): Promise<() => Promise<void>> {
  const consumer = lab.consumer({ groupId, enableAutoCommit: false });
  const reading = readOn(consumer, topic, []);
  while (consumer.assignment().length < 2) await once(consumer, 'assigned');
  return async () => {
    await consumer.stop();
    await reading;
    await consumer.close();
  };
}

/** A topic of two partitions with ten records each: some tools want offsets that there are. */
async function filled(lab: Lab): Promise<string> {
  const topic = await lab.topic(2);
  await using producer = lab.producer();
  await producer.sendMany(Array.from({ length: 20 }, (_, i) => ({ topic, partition: i % 2, value: String(i) })));
  return topic;
}

async function commit(lab: Lab, groupId: string, topic: string, offsets: readonly number[]): Promise<void> {
  await using consumer = lab.consumer({ groupId });
  const all = offsets.map((offset, partition) => ({ topic, partition, offset }));
  consumer.assign(all);
  await consumer.commit(all);
}

async function committed(lab: Lab, groupId: string, topic: string): Promise<(number | undefined)[]> {
  await using consumer = lab.consumer({ groupId });
  const all = [0, 1].map((partition) => ({ topic, partition }));
  const offsets = await consumer.committed(all);
  return all.map(({ partition }) => offsets.get(topic, partition)?.offset);
}
