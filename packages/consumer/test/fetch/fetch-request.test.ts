import assert from 'node:assert/strict';
import { it } from 'node:test';
import { PartitionMap, type Cluster } from '@k/cluster';
import { ZERO_UUID } from '@k/wire';
import { planFetch, type FetchPlace } from '../../src/fetch/fetch-request.ts';

const ID = '00000000-0000-0000-0000-000000000007';
const limits = {
  maxWaitMs: 500,
  minBytes: 1,
  maxBytes: 100,
  maxPartitionBytes: 10,
  isolationLevel: 'read_committed',
} as const;

/** As much of a cluster as a plan looks at: the ids of topics. */
function clusterWith(ids: Readonly<Record<string, string>>): Cluster {
  return { topic: (name: string) => ({ topicId: ids[name] ?? ZERO_UUID }) } as unknown as Cluster;
}

function planFor(ids: Readonly<Record<string, string>>, topics: readonly string[]) {
  const wanted = new PartitionMap<FetchPlace>();
  for (const topic of topics) wanted.set(topic, 3, { fetchOffset: 42, currentLeaderEpoch: 5, lastFetchedEpoch: 4 });
  return planFetch(clusterWith(ids), wanted, limits);
}

it('a Fetch request says what its version has: byte limit 3, isolation 4, session 7, leader epoch 9, epoch before 12, topic id 13', () => {
  const { body, maxVersion } = planFor({ t: ID }, ['t']);
  assert.equal(maxVersion, undefined);
  const fields = (version: number): string[] => {
    const request = body(version);
    const [topic] = request.topics ?? [];
    const [partition] = topic?.partitions ?? [];
    return [request, topic ?? {}, partition ?? {}].flatMap((part) => Object.keys(part));
  };
  const since = (field: string): number =>
    Array.from({ length: 19 }, (_, v) => v).find((v) => fields(v).includes(field)) ?? -1;
  assert.deepEqual(
    [
      'maxBytes',
      'isolationLevel',
      'sessionId',
      'sessionEpoch',
      'currentLeaderEpoch',
      'lastFetchedEpoch',
      'topicId',
    ].map(since),
    [3, 4, 7, 7, 9, 12, 13],
  );
  assert.deepEqual(
    [12, 13].map((version) => fields(version).includes('topic')),
    [true, false],
  );
  assert.deepEqual(
    [14, 15].map((version) => fields(version).includes('replicaId')),
    [true, false],
  );
  assert.deepEqual(body(13).topics, [
    {
      topicId: ID,
      partitions: [
        { partition: 3, fetchOffset: 42n, partitionMaxBytes: 10, currentLeaderEpoch: 5, lastFetchedEpoch: 4 },
      ],
    },
  ]);
});

it('one topic without an id keeps the whole request at the versions that name topics', () => {
  const { body, maxVersion, topicOf } = planFor({ t: ID }, ['t', 'old']);
  assert.equal(maxVersion, 12);
  assert.deepEqual(
    body(12).topics?.map(({ topic }) => topic),
    ['t', 'old'],
  );
  assert.equal(topicOf({ topic: '', topicId: ID }), 't');
  assert.equal(topicOf({ topic: 'old', topicId: ZERO_UUID }), 'old');
});
