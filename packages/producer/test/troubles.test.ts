import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { VirtualClock } from '@k/runtime';
import { ErrorCode, errorFor, type ProtocolError } from '@k/wire';
import { Troubles } from '../src/troubles.ts';
import { bench } from './support/core.ts';
import type { BatchFate } from './support/fake-cluster.ts';

const { NOT_LEADER_OR_FOLLOWER, NOT_ENOUGH_REPLICAS } = ErrorCode;

function refusal(partition: number, code: number = NOT_LEADER_OR_FOLLOWER, topic = 't'): ProtocolError {
  return errorFor(code, { api: 'Produce', topic, partition });
}

function place() {
  const warnings: string[] = [];
  const troubles = new Troubles(new VirtualClock(), ({ message }) => warnings.push(message));
  const partitions = Array.from({ length: 1_000 }, (_, partition) => ({ topic: 't', partition }));
  /** Meets it at all of them, as one answer brings it. */
  const met = async (places = partitions, code: number = NOT_LEADER_OR_FOLLOWER): Promise<void> => {
    for (const each of places) {
      troubles.metPartition(each, 'are not taken', refusal(each.partition, code, each.topic));
    }
    await Promise.resolve();
  };
  const over = (places: readonly object[] = partitions): void => {
    for (const each of places) troubles.over(each);
  };
  return { troubles, warnings, partitions, met, over };
}

describe('trouble with partitions of a topic', () => {
  test('is told once for a cause: the first partition, and how many more', async () => {
    const { troubles, warnings, partitions, met } = place();
    await met();
    await met();
    assert.equal(warnings.length, 1);
    assert.match(
      String(warnings[0]),
      /^NOT_LEADER_OR_FOLLOWER \(Produce, t-0\): .* The same of 999 more partitions of the topic\.$/,
    );
    assert.equal(troubles.problems.length, 1);
    assert.match(
      String(troubles.problems[0]),
      /^Records for t-0 and 999 more partitions of the topic are not taken since .*Z: NOT_LEADER_OR_FOLLOWER/,
    );
    assert.match(String(troubles.of(partitions[7] as object)), /t-7/);
    const others = [{ topic: 'u', partition: 0 }, { topic: 'u', partition: 1 }]; // prettier-ignore
    await met(others);
    await met([{ topic: 't', partition: 1_000 }], NOT_ENOUGH_REPLICAS);
    assert.equal(warnings.length, 3);
    assert.match(String(warnings[1]), /\(Produce, u-0\): .* The same of 1 more partition of the topic\.$/);
    assert.match(String(warnings[2]), /^NOT_ENOUGH_REPLICAS \(Produce, t-1000\): (?!.*The same of)/);
  });

  test('is told again once it was over for all of them, not before', async () => {
    const { troubles, warnings, partitions, met, over } = place();
    await met();
    over(partitions.slice(0, 999));
    assert.equal(troubles.of(partitions[0] as object), undefined);
    assert.match(String(troubles.problems), /^Records for t-999 are not taken/);
    await met(partitions.slice(0, 10));
    assert.equal(warnings.length, 1);
    assert.match(String(troubles.problems), /^Records for t-999 and 10 more partitions of the topic are not taken/);
    over();
    assert.deepEqual([troubles.problems, troubles.oldest], [[], undefined]);
    await met(partitions.slice(5, 6));
    assert.equal(warnings.length, 2);
    assert.match(String(warnings[1]), /t-5/);
  });
});

test('what may be over with the next attempt counts once another one is told', async () => {
  const { troubles, warnings, partitions, over } = place();
  for (const each of partitions) troubles.metPartition(each, 'are not taken', refusal(each.partition), false);
  await Promise.resolve();
  assert.deepEqual([warnings, troubles.problems, troubles.oldest], [[], [], undefined]);
  over(partitions.slice(0, 900));
  for (const each of partitions.slice(990)) troubles.metPartition(each, 'are not taken', refusal(each.partition));
  await Promise.resolve();
  assert.equal(warnings.length, 1);
  assert.match(String(warnings[0]), /\(Produce, t-990\): .* The same of 99 more partitions of the topic\.$/);
  assert.match(String(troubles.problems), /^Records for t-900 and 99 more partitions of the topic are not taken/);
  assert.match(String(troubles.oldest), /NOT_LEADER_OR_FOLLOWER/);
});

test('a new topic of many partitions, which nobody leads yet, is worth one warning', async () => {
  let isLed = false;
  const batchFate = (): BatchFate | null => (isLed ? null : { errorCode: NOT_LEADER_OR_FOLLOWER, stores: false });
  const { clock, core, warnings } = bench({}, { topics: { t: 200 }, batchFate });
  const sent = Array.from({ length: 200 }, (_, partition) => core.send({ topic: 't', partition, value: 'x' }));
  await clock.advance(1_000);
  assert.deepEqual(warnings.length, 1, warnings.join('\n'));
  assert.match(String(warnings[0]), /The same of 199 more partitions of the topic/);
  assert.equal(core.problems.length, 1);
  isLed = true;
  await clock.runUntil(Promise.all(sent));
  assert.deepEqual(core.problems, []);
  await clock.runUntil(core.close(Infinity));
  assert.equal(warnings.length, 1);
});
