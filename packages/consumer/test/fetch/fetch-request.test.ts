import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ZERO_UUID } from '@k/wire';
import { fetchBody, type FetchPartition } from '../../src/fetch/fetch-request.ts';
import { FetchSession } from '../../src/fetch/session.ts';

const ID = '00000000-0000-0000-0000-000000000007';
const limits = {
  maxWaitMs: 500,
  minBytes: 1,
  maxBytes: 100,
  maxPartitionBytes: 10,
  isolationLevel: 'read_committed',
  rackId: 'here',
} as const;

function partitionOf(topic: string, topicId: string, partition = 3): FetchPartition {
  return { topic, topicId, partition, fetchOffset: 42, currentLeaderEpoch: 5, lastFetchedEpoch: 4 };
}

function sessionOf(...wanted: FetchPartition[]): FetchSession<FetchPartition> {
  const session = new FetchSession<FetchPartition>();
  for (const each of wanted) session.want(each);
  return session;
}

it('a Fetch request says what its version has: byte limit 3, isolation 4, session 7, leader epoch 9, epoch before 12, topic id 13', () => {
  const session = sessionOf(partitionOf('t', ID));
  const said = session.request();
  assert.equal(said.byId, true);
  const body = (version: number) => fetchBody(version, said, session, limits);
  const fields = (version: number): string[] => {
    const request = body(version);
    const [topic] = request.topics ?? [];
    const [partition] = topic?.partitions ?? [];
    return [request, topic ?? {}, partition ?? {}].flatMap((part) => Object.keys(part));
  };
  const since = (field: string): number =>
    Array.from({ length: 19 }, (_, v) => v).find((v) => fields(v).includes(field)) ?? -1;
  assert.deepEqual(
    ['maxBytes', 'isolationLevel', 'sessionId', 'sessionEpoch', 'forgottenTopicsData', 'currentLeaderEpoch'].map(since),
    [3, 4, 7, 7, 7, 9],
  );
  assert.deepEqual(['rackId', 'lastFetchedEpoch', 'topicId'].map(since), [11, 12, 13]);
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
  const session = sessionOf(partitionOf('t', ID), partitionOf('old', ZERO_UUID));
  const said = session.request();
  assert.equal(said.byId, false);
  assert.deepEqual(
    fetchBody(12, said, session, limits).topics?.map(({ topic }) => topic),
    ['t', 'old'],
  );
});

it('a broker without sessions is told all, whatever another one remembered', () => {
  const session = sessionOf(partitionOf('t', ID), partitionOf('t', ID, 4));
  session.request();
  session.answered({ errorCode: 0, sessionId: 9 });
  const said = session.request();
  const listed = (version: number) => fetchBody(version, said, session, limits).topics?.flatMap((t) => t.partitions);
  assert.deepEqual([listed(6)?.length, listed(7)?.length], [2, 0]);
});
