import assert from 'node:assert/strict';
import type { Lab } from '../lab.ts';
import type { Stage } from './case.ts';
import { PARTITIONS } from './codecs.ts';
import type { ForeignRecord, SeenRecord } from './contract.ts';
import { readLogs } from './reading-logs.ts';

/** What becomes of a record stands in its value. */
type Fate = 'committed' | 'aborted';

/**
 * One producer writes and commits, writes and aborts, and writes and commits, each with an offset of a group: all of it lies
 * in the log, and the group has the last offset that was committed.
 */
export async function transacts({ lab, client, driver, transactional: topic }: Stage): Promise<void> {
  const [source, group] = [await lab.topic(1), lab.name('group')];
  await using producer = lab.producer();
  await producer.sendMany(Array.from({ length: 7 }, (_, i) => ({ topic: source, value: `${i}` })));
  const steps = (['committed', 'aborted', 'committed'] as const).map((fate, step) => ({
    records: recordsOf(client.name, fate, step),
    offset: 3 + 2 * step,
    commit: fate === 'committed',
  }));
  await driver.transact({ transactionalId: lab.name('transactional'), topic, group, source, steps });
  const logged = (await readLogs(lab, topic)).filter(({ value }) => value?.startsWith(`${client.name}/`) === true);
  assert.deepEqual(valuesOf(logged), valuesOf(steps.flatMap(({ records }) => records)));
  await using consumer = lab.consumer({ groupId: group });
  const offsets = await consumer.committed([{ topic: source, partition: 0 }]);
  assert.equal(offsets.get(source, 0)?.offset, 7);
}

/** Our producer does the same, but for the offsets, so that each client reads what we have committed. */
export async function transactOurs(lab: Lab, topic: string): Promise<void> {
  await using producer = lab.producer({ transactionalId: lab.name('ours') });
  for (const [step, fate] of (['committed', 'aborted', 'committed'] as const).entries()) {
    await producer.beginTransaction();
    await producer.sendMany(recordsOf('ours', fate, step).map(({ key, value }) => ({ topic, key, value })));
    await (fate === 'committed' ? producer.commitTransaction() : producer.abortTransaction());
  }
}

/** Another instance with the same id takes it over, and the first cannot commit any more. */
export async function isFenced({ lab, client, driver, transactional: topic }: Stage): Promise<void> {
  const [record] = recordsOf(client.name, 'aborted', 9);
  assert.ok(record !== undefined);
  const error = await driver.fence({ transactionalId: lab.name('transactional'), topic, record });
  // Or its number, PRODUCER_FENCED, for who does not know it.
  assert.match(error, /fenced|epoch|newer (instance|producer)|code = 90/i);
}

/** The client reads what producers of all clients, and ours, have committed, and nothing that they have not. */
export async function readsCommitted({ lab, driver, transactional: topic }: Stage): Promise<void> {
  const committed = (await readLogs(lab, topic)).filter(({ value }) => value?.includes('/committed/') === true);
  const seen = await driver.consume(topic, PARTITIONS, committed.length, true);
  assert.deepEqual(placesOf(seen), placesOf(committed));
}

function recordsOf(writer: string, fate: Fate, step: number): ForeignRecord[] {
  return Array.from({ length: 10 }, (_, i) => ({
    key: `${writer}/${i % 7}`,
    value: `${writer}/${fate}/${step}/${i}`,
    headers: [],
  }));
}

function valuesOf(records: readonly ForeignRecord[]): (string | null)[] {
  return records.map(({ value }) => value).sort();
}

function placesOf(records: readonly SeenRecord[]): string[] {
  return records.map(({ partition, offset, value }) => `${partition} ${offset} ${value ?? ''}`).sort();
}
