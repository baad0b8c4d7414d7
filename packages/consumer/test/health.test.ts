import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { ClusterHealth } from '@k/cluster';
import { assessConsumer, type ConsumerFacts } from '../src/health.ts';
import { AssignedPartition } from '../src/position/assigned-partition.ts';

const well = { ok: true, problems: [] } as unknown as ClusterHealth;
const quiet = {
  gone: () => undefined,
  ready: () => undefined,
  moved: () => undefined,
  paused: () => undefined,
  unprepared: () => undefined,
  skipped: () => undefined,
  wanting: () => undefined,
  truncated: () => undefined,
};

function failing(partition: number, trouble: string): AssignedPartition {
  const source = { topic: 't', partition, keyDeserializer: undefined, valueDeserializer: undefined };
  const owned = new AssignedPartition<Buffer, Buffer>(source, { autoOffsetReset: 'latest', events: quiet });
  owned.seek(7);
  owned.setTrouble(new Error(trouble));
  return owned;
}

function problemsOf(count: number): readonly string[] {
  const partitions = Array.from({ length: count }, (_, i) => failing(i, 'no leader'));
  const facts: ConsumerFacts<Buffer, Buffer> = {
    cluster: well,
    partitions: [...partitions, failing(99, 'another')],
    groupId: undefined,
    member: undefined,
    failure: undefined,
  };
  return assessConsumer(facts).problems;
}

it('partitions with one problem share a sentence, which names three of them and counts the rest', () => {
  const another = 'Not read: t-99: fetching it fails: another';
  assert.deepEqual(problemsOf(3), ['Not read: t-0, t-1, t-2: fetching it fails: no leader', another]);
  assert.deepEqual(problemsOf(5), ['Not read: t-0, t-1, t-2 and 2 more: fetching it fails: no leader', another]);
});
