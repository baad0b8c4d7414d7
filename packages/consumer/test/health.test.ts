import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { ClusterHealth } from '@k/cluster';
import { ErrorCode, errorFor } from '@k/wire';
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

function failing(partition: number, trouble: Error): AssignedPartition {
  const source = { topic: 't', partition, keyDeserializer: undefined, valueDeserializer: undefined };
  const owned = new AssignedPartition<Buffer, Buffer>(source, { autoOffsetReset: 'latest', events: quiet });
  owned.seek(7);
  owned.setTrouble(trouble);
  return owned;
}

function problemsOf(count: number, trouble = (_partition: number) => new Error('no leader')): readonly string[] {
  const partitions = Array.from({ length: count }, (_, i) => failing(i, trouble(i)));
  const facts: ConsumerFacts<Buffer, Buffer> = {
    cluster: well,
    partitions: [...partitions, failing(99, new Error('another'))],
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

it('a broker that says the same of each of them has said one thing', () => {
  const refused = (partition: number): Error =>
    errorFor(ErrorCode.NOT_LEADER_OR_FOLLOWER, { api: 'Fetch', topic: 't', partition });
  const [first, ...others] = problemsOf(90, refused);
  assert.match(
    String(first),
    /^Not read: t-0, t-1, t-2 and 87 more: fetching it fails: NOT_LEADER_OR_FOLLOWER \(Fetch, t-0\)/,
  );
  assert.deepEqual(others, ['Not read: t-99: fetching it fails: another']);
});
