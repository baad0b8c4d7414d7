import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cluster } from '@k/cluster';
import { VirtualClock } from '@k/runtime';
import { failure } from '@k/testing';
import { type Api, ErrorCode, ProtocolError, TimeoutError, UnsupportedVersionError } from '@k/wire';
import { ClusterTransactionLink } from '../src/transaction/cluster-transaction-link.ts';

const IDENTITY = { producerId: 7n, epoch: 3, isTransactional: true };
const GROUP = { groupId: 'g', generationId: 2, memberId: 'm' };
const OFFSET = { topic: 'source', partition: 0, offset: 17 };

interface Asked {
  readonly api: string;
  readonly target: unknown;
  readonly maxVersion: number | undefined;
  readonly timeoutMs: number | undefined;
  /** As it is written in some version. */
  readonly body: (version: number) => unknown;
}

/** A link whose cluster answers with `answer`, or throws it. */
function place(answer: unknown, requestTimeoutMs = 3_000) {
  const clock = new VirtualClock();
  const asked: Asked[] = [];
  const forgotten: string[] = [];
  const world = {
    clock,
    asked,
    forgotten,
    loads: 0,
    levels: new Map<string, number>() as Map<string, number> | undefined,
  };
  const cluster = {
    runtime: { clock },
    settings: { metadataMaxAgeMs: 1_000 },
    get features() {
      return world.levels === undefined ? undefined : { levels: world.levels };
    },
    loadFeatures: () => {
      world.loads++;
      return Promise.reject(new Error('not now'));
    },
    coordinator: () => Promise.resolve(4),
    forgetCoordinator: (kind: string, key: string) => void forgotten.push(`${kind} ${key}`),
    openChannel: () => ({
      request: (
        target: unknown,
        { name: api }: Api<unknown, unknown>,
        body: unknown,
        { maxVersion, timeoutMs }: { maxVersion?: number; timeoutMs?: number } = {},
      ) => {
        const write = typeof body === 'function' ? (body as (version: number) => unknown) : () => body;
        asked.push({ api, target, maxVersion, timeoutMs, body: write });
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      },
    }),
  };
  const link = new ClusterTransactionLink(cluster as unknown as Cluster, 'payments', requestTimeoutMs);
  return { ...world, world, link, last: () => asked.at(-1) as Asked };
}

const question = {
  transactionTimeoutMs: 60_000,
  from: null,
  enableTwoPhaseCommit: false,
  keepPreparedTransaction: false,
};

test('a request takes a third of requestTimeoutMs, a millisecond at least', async () => {
  for (const [requestTimeoutMs, timeoutMs] of [
    [3_000, 1_000],
    [2, 1],
  ] as const) {
    const { link, last } = place({ errorCode: 0 }, requestTimeoutMs);
    await link.addOffsets(IDENTITY, 'g');
    assert.equal(last().timeoutMs, timeoutMs);
    assert.deepEqual(last().target, { coordinator: 'transaction', key: 'payments' });
  }
});

test('each protocol has its versions, and a producer those that are for producers', async () => {
  const { link, last } = place({
    errorCode: 0,
    producerId: 7n,
    producerEpoch: 4,
    topics: [],
    resultsByTopicV3AndBelow: [],
  });
  const versions = async (protocol: 1 | 2): Promise<readonly (number | undefined)[]> => {
    await link.commitOffsets(IDENTITY, protocol, GROUP, [OFFSET]);
    assert.deepEqual(last().target, { coordinator: 'group', key: 'g' });
    const commit = last().maxVersion;
    await link.end(IDENTITY, protocol, true);
    return [commit, last().maxVersion];
  };
  assert.deepEqual(await versions(1), [4, 4]);
  assert.deepEqual(await versions(2), [5, undefined]);
  await link.addPartitions(IDENTITY, [{ topic: 't', partition: 0, identity: null, established: false, inFlight: 0 }]);
  assert.equal(last().maxVersion, 3);
  assert.equal(await link.end(IDENTITY, 1, true), null);
  assert.deepEqual(await link.end(IDENTITY, 2, true), { producerId: 7n, epoch: 4, isTransactional: true });
});

test('the member of the group is told from version 3 on; metadata and epoch are as unknown', async () => {
  const { link, last } = place({ topics: [] });
  await link.commitOffsets(IDENTITY, 1, GROUP, [OFFSET, { ...OFFSET, partition: 1, metadata: 'm', leaderEpoch: 5 }]);
  const partitions = [
    { partitionIndex: 0, committedOffset: 17n, committedLeaderEpoch: -1, committedMetadata: '' },
    { partitionIndex: 1, committedOffset: 17n, committedLeaderEpoch: 5, committedMetadata: 'm' },
  ];
  const old = {
    transactionalId: 'payments',
    groupId: 'g',
    producerId: 7n,
    producerEpoch: 3,
    topics: [{ name: 'source', partitions }],
  };
  assert.deepEqual(last().body(2), old);
  const member = { generationIdOrMemberEpoch: 2, memberId: 'm', groupInstanceId: null };
  assert.deepEqual(last().body(3), { ...old, ...member });
});

test('the protocol is that of the cluster, which is asked again as seldom as for metadata', async () => {
  const { link, world, clock } = place({});
  assert.equal(link.protocol(), 1);
  assert.equal(world.loads, 0);
  await clock.advance(1_000);
  assert.equal(link.protocol(), 1);
  assert.equal(link.protocol(), 1);
  assert.equal(world.loads, 1);
  await clock.advance(999);
  link.protocol();
  assert.equal(world.loads, 1);
  world.levels = undefined;
  await clock.advance(1_000);
  assert.equal(link.protocol(), 1);
  assert.equal(world.loads, 1, 'a cluster without features has none later');
  world.levels = new Map([['transaction.version', 1]]);
  assert.equal(link.protocol(), 1);
  world.levels = new Map([['transaction.version', 2]]);
  assert.equal(link.protocol(), 2);
});

test('an identity is asked for in the words of each version', async () => {
  const granted = {
    errorCode: 0,
    producerId: 7n,
    producerEpoch: 3,
    ongoingTxnProducerId: -1n,
    ongoingTxnProducerEpoch: -1,
  };
  const { link, last } = place(granted);
  assert.deepEqual(await link.init(question), { identity: IDENTITY, prepared: null });
  const plain = { transactionalId: 'payments', transactionTimeoutMs: 60_000 };
  assert.deepEqual(last().body(5), plain);
  assert.deepEqual(last().body(6), { ...plain, enable2Pc: false, keepPreparedTxn: false });
  await link.init({ ...question, from: IDENTITY });
  assert.deepEqual(last().body(3), { ...plain, producerId: 7n, producerEpoch: 3 });
  assert.throws(() => last().body(2), /going on under another epoch needs version 3 \(Kafka 2\.5 on\)/);
  await link.init({ ...question, enableTwoPhaseCommit: true, keepPreparedTransaction: true });
  assert.deepEqual(last().body(6), { ...plain, enable2Pc: true, keepPreparedTxn: true });
  assert.throws(() => last().body(5), /enableTwoPhaseCommit, .* needs version 6 \(Kafka 4\.1 on, /);
  const kept = place({ ...granted, ongoingTxnProducerId: 0n, ongoingTxnProducerEpoch: 9 });
  assert.deepEqual((await kept.link.init(question)).prepared, { producerId: 0n, epoch: 9 });
});

test('of partitions that were not added, the one that has a reason is told, and the coordinator is looked for if that is it', async () => {
  const at = (partition: number) => ({ topic: 't', partition, identity: null, established: false, inFlight: 0 });
  for (const [codes, told, forgotten] of [
    [[ErrorCode.OPERATION_NOT_ATTEMPTED, ErrorCode.TOPIC_AUTHORIZATION_FAILED], 1, []],
    [[ErrorCode.OPERATION_NOT_ATTEMPTED, ErrorCode.NONE], 0, []],
    [[ErrorCode.NONE, ErrorCode.NOT_COORDINATOR], 1, ['transaction payments']],
    [[ErrorCode.COORDINATOR_NOT_AVAILABLE, ErrorCode.NONE], 0, ['transaction payments']],
  ] as const) {
    const resultsByPartition = codes.map((partitionErrorCode, partitionIndex) => ({
      partitionIndex,
      partitionErrorCode,
    }));
    const world = place({ resultsByTopicV3AndBelow: [{ name: 't', resultsByPartition }] });
    const error = await failure(world.link.addPartitions(IDENTITY, [at(0), at(1), { ...at(0), topic: 'u' }]));
    assert.ok(error instanceof ProtocolError);
    assert.equal(error.code, codes[told]);
    assert.match(error.message, new RegExp(`\\(AddPartitionsToTxn, t-${told}\\)`));
    assert.deepEqual(world.forgotten, forgotten);
    const { v3AndBelowTopics: topics } = world.last().body(3) as { v3AndBelowTopics: unknown };
    assert.deepEqual(topics, [
      { name: 't', partitions: [0, 1] },
      { name: 'u', partitions: [0] },
    ]);
  }
});

test('an offset that is refused is named with its group', async () => {
  const partitions = [
    { partitionIndex: 0, errorCode: 0 },
    { partitionIndex: 1, errorCode: ErrorCode.ILLEGAL_GENERATION },
  ];
  const { link } = place({ topics: [{ name: 'source', partitions }] });
  assert.match(
    (await failure(link.commitOffsets(IDENTITY, 1, GROUP, [OFFSET]))).message,
    /source-1.*group 'g'|group 'g'.*source-1/,
  );
});

test('a coordinator that does not answer may be another one by now; a broker without the API is too old', async () => {
  const late = place(new TimeoutError({ operation: 'EndTxn', timeoutMs: 5 }));
  assert.ok((await failure(late.link.end(IDENTITY, 1, true))) instanceof TimeoutError);
  assert.deepEqual(late.forgotten, ['transaction payments']);
  const lacking = new UnsupportedVersionError({
    api: 'EndTxn',
    minVersion: 0,
    maxVersion: 5,
    message: 'it has no EndTxn',
  });
  const old = place(lacking);
  const error = await failure(old.link.end(IDENTITY, 1, true));
  assert.ok(error instanceof UnsupportedVersionError);
  assert.equal(error.message, 'Transactions need Kafka 0.11 or newer: it has no EndTxn');
  assert.equal(error.cause, lacking);
  assert.deepEqual(old.forgotten, []);
  const newer = { api: 'InitProducerId', version: 2, minVersion: 3, maxVersion: 6, message: 'it lacks something' };
  assert.equal(
    (await failure(place(new UnsupportedVersionError(newer)).link.init(question))).message,
    'it lacks something',
  );
});

test('the largest time limit is that of the coordinator, if it tells', async () => {
  const value = (told: string | null) => ({
    results: [
      {
        configs: [
          { name: 'other', value: '1' },
          { name: 'transaction.max.timeout.ms', value: told },
        ],
      },
    ],
  });
  const { link, last } = place(value('900'));
  assert.equal(await link.maxTimeoutMs(), 900);
  assert.deepEqual(last().body(0), {
    resources: [{ resourceType: 4, resourceName: '4', configurationKeys: ['transaction.max.timeout.ms'] }],
  });
  for (const silent of [value(null), { results: [] }, { results: [{ configs: [] }] }, new Error('denied')]) {
    assert.equal(await place(silent).link.maxTimeoutMs(), undefined);
  }
});
