import assert from 'node:assert/strict';
import { it } from 'node:test';
import { failure } from '@k/testing';
import {
  DescribeProducers,
  DescribeTransactions,
  ErrorCode,
  InitProducerId,
  ListTransactions,
  WriteTxnMarkers,
} from '@k/wire';
import { PartialResultError } from '../src/index.ts';
import { FakeCluster } from './fake-cluster.ts';

const APIS = [DescribeProducers, DescribeTransactions, ListTransactions, WriteTxnMarkers, InitProducerId];
const [first, second] = [
  { topic: 'orders', partition: 0 },
  { topic: 'orders', partition: 1 },
];

it('describeProducers() asks each leader, and the next one when it has moved', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.topics.set('orders', [0, 1]);
  const producer = { producerId: 5n, producerEpoch: 2, lastSequence: 9, lastTimestamp: 77n };
  cluster.on(DescribeProducers, ({ nodeId, body }) => ({
    topics: body.topics.map(({ name, partitionIndexes }) => ({
      name,
      partitions: partitionIndexes.map((partitionIndex) => {
        if (partitionIndex === 1 && nodeId === 1) {
          cluster.topics.set('orders', [0, 0]);
          return { partitionIndex, errorCode: ErrorCode.NOT_LEADER_OR_FOLLOWER };
        }
        const open =
          partitionIndex === 1 ? { coordinatorEpoch: 3, currentTxnStartOffset: 42n } : { coordinatorEpoch: -1 };
        return { partitionIndex, activeProducers: [{ ...producer, ...open }] };
      }),
    })),
  }));
  const told = await cluster.run(cluster.admin().describeProducers([first, second]));
  const state = { producerId: 5n, producerEpoch: 2, lastSequence: 9, lastTimestamp: 77 };
  assert.deepEqual(told.get(first), [
    { ...state, coordinatorEpoch: undefined, currentTransactionStartOffset: undefined },
  ]);
  assert.deepEqual(told.get(second), [{ ...state, coordinatorEpoch: 3, currentTransactionStartOffset: 42 }]);
  const asked = cluster.requests(DescribeProducers);
  assert.deepEqual(asked.map(({ nodeId, body }) => [nodeId, body.topics[0]?.partitionIndexes]).sort(), [
    [0, [0]],
    [0, [1]],
    [1, [1]],
  ]);
});

it('with a broker’s id its replica is asked, and that it leads nothing is the answer', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.topics.set('orders', [0]);
  cluster.on(DescribeProducers, () => ({
    topics: [{ name: 'orders', partitions: [{ partitionIndex: 0, errorCode: ErrorCode.NOT_LEADER_OR_FOLLOWER }] }],
  }));
  const error = await cluster.run(failure(cluster.admin().describeProducers([first], { brokerId: 1 })));
  assert.ok(error instanceof PartialResultError);
  assert.match(String(error.errors.get(first)), /NOT_LEADER_OR_FOLLOWER .*orders-0/);
  assert.deepEqual(
    cluster.requests(DescribeProducers).map(({ nodeId }) => nodeId),
    [1],
  );
});

it('an unknown partition is told of itself alone', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.topics.set('orders', [0]);
  cluster.on(DescribeProducers, ({ body }) => ({
    topics: body.topics.map(({ name }) => ({ name, partitions: [{ partitionIndex: 0, activeProducers: [] }] })),
  }));
  const nowhere = { topic: 'nowhere', partition: 0 };
  const error = await cluster.run(failure(cluster.admin().describeProducers([first, nowhere])));
  assert.ok(error instanceof PartialResultError);
  assert.deepEqual(error.results.get(first), []);
  assert.match(String(error.errors.get(nowhere)), /UNKNOWN_TOPIC_OR_PARTITION/);
});

it('describeTransactions() asks the coordinator, and finds it anew when it has moved', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.on(DescribeTransactions, ({ nodeId, body }) => ({
    transactionStates: body.transactionalIds.map((transactionalId) => {
      if (transactionalId === 'gone') return { transactionalId, errorCode: ErrorCode.TRANSACTIONAL_ID_NOT_FOUND };
      if (nodeId === 0) {
        cluster.coordinatorId = 1;
        return { transactionalId, errorCode: ErrorCode.NOT_COORDINATOR };
      }
      return {
        transactionalId,
        transactionState: transactionalId === 'pay' ? 'Ongoing' : 'OfTomorrow',
        transactionTimeoutMs: 60_000,
        transactionStartTimeMs: transactionalId === 'pay' ? 99n : -1n,
        producerId: 5n,
        producerEpoch: 2,
        topics: [{ topic: 'orders', partitions: [0, 1] }],
      };
    }),
  }));
  const error = await cluster.run(failure(cluster.admin().describeTransactions(['pay', 'gone', 'odd'])));
  assert.ok(error instanceof PartialResultError);
  assert.match(String(error.errors.get('gone')), /TRANSACTIONAL_ID_NOT_FOUND .*transactional id gone/);
  const { results } = error as PartialResultError<string, { state: string; transactionStartTimeMs: unknown }>;
  assert.deepEqual(results.get('pay'), {
    coordinatorId: 1,
    state: 'Ongoing',
    producerId: 5n,
    producerEpoch: 2,
    transactionTimeoutMs: 60_000,
    transactionStartTimeMs: 99,
    topicPartitions: [first, second],
  });
  assert.deepEqual([results.get('odd')?.state, results.get('odd')?.transactionStartTimeMs], ['Unknown', undefined]);
});

it('listTransactions() asks every broker, and what one refuses is told beside what the others say', async () => {
  await using cluster = await FakeCluster.start(APIS, 3);
  cluster.on(ListTransactions, ({ nodeId }) => {
    if (nodeId === 2) return { errorCode: ErrorCode.CLUSTER_AUTHORIZATION_FAILED };
    return {
      transactionStates: [
        { transactionalId: `pay-${String(nodeId)}`, producerId: 5n, transactionState: 'PrepareAbort' },
      ],
    };
  });
  const options = {
    states: ['Ongoing', 'Empty'],
    producerIds: [5n],
    durationMs: 10,
    transactionalIdPattern: 'p.*',
  } as const;
  const error = await cluster.run(failure(cluster.admin().listTransactions(options)));
  assert.ok(error instanceof PartialResultError);
  assert.deepEqual(
    [...error.results],
    [0, 1].map((id) => [id, [{ transactionalId: `pay-${String(id)}`, producerId: 5n, state: 'PrepareAbort' }]]),
  );
  assert.match(String(error.errors.get(2)), /CLUSTER_AUTHORIZATION_FAILED/);
  const body = cluster.requests(ListTransactions)[0]?.body;
  assert.deepEqual(
    [body?.stateFilters, body?.producerIdFilters, body?.durationFilter, body?.transactionalIdPattern],
    [['Ongoing', 'Empty'], [5n], 10n, 'p.*'],
  );
});

it('filters that a broker is too old for name the release', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.upTo(ListTransactions, 0);
  cluster.on(ListTransactions, () => ({}));
  const admin = cluster.admin();
  assert.equal((await cluster.run(admin.listTransactions())).size, 2);
  const duration = await cluster.run(failure(admin.listTransactions({ durationMs: 1 })));
  assert.match(duration.message, /durationMs needs Kafka 3\.8/);
  const pattern = await cluster.run(failure(admin.listTransactions({ transactionalIdPattern: 'x' })));
  assert.match(pattern.message, /transactionalIdPattern needs Kafka 4\.1/);
});

it('abortTransaction() has the leader write that the transaction is aborted', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.topics.set('orders', [1]);
  cluster.on(WriteTxnMarkers, ({ body }, n) => ({
    markers: body.markers.map(({ producerId, topics }) => ({
      producerId,
      topics: topics.map(({ name, partitionIndexes }) => ({
        name,
        partitions: partitionIndexes.map((partitionIndex) => {
          return { partitionIndex, errorCode: n === 0 ? ErrorCode.NOT_LEADER_OR_FOLLOWER : ErrorCode.NONE };
        }),
      })),
    })),
  }));
  const admin = cluster.admin();
  const spec = { topicPartition: first, producerId: 5n, producerEpoch: 2 };
  await cluster.run(admin.abortTransaction({ ...spec, coordinatorEpoch: 7 }));
  await cluster.run(admin.abortTransaction(spec));
  const asked = cluster.requests(WriteTxnMarkers);
  assert.deepEqual(
    asked.map(({ nodeId }) => nodeId),
    [1, 1, 1],
  );
  const [marker] = asked[1]?.body.markers ?? [];
  assert.deepEqual(
    [marker?.producerId, marker?.producerEpoch, marker?.coordinatorEpoch, marker?.transactionResult],
    [5n, 2, 7, false],
  );
  assert.deepEqual([marker?.topics[0]?.name, marker?.topics[0]?.partitionIndexes], ['orders', [0]]);
  assert.equal(asked[2]?.body.markers[0]?.coordinatorEpoch, 0);
  cluster.on(WriteTxnMarkers, () => ({ markers: [{ producerId: 5n, topics: [] }] }));
  const silent = await cluster.run(failure(admin.abortTransaction(spec)));
  assert.match(silent.message, /UNKNOWN_SERVER_ERROR .*orders-0.*says nothing of it/);
  const topics = [{ name: 'orders', partitions: [{ partitionIndex: 0, errorCode: ErrorCode.INVALID_PRODUCER_EPOCH }] }];
  cluster.on(WriteTxnMarkers, () => ({ markers: [{ producerId: 5n, topics }] }));
  const refused = await cluster.run(failure(admin.abortTransaction(spec)));
  assert.match(refused.message, /^INVALID_PRODUCER_EPOCH .*orders-0/);
});

it('fenceProducers() has coordinators raise the epoch, one request an id', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.on(InitProducerId, ({ body }, n) => {
    if (n === 0) return { errorCode: ErrorCode.CONCURRENT_TRANSACTIONS };
    if (body.transactionalId === 'mine') return { errorCode: ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED };
    return { producerId: 5n, producerEpoch: 3 };
  });
  const admin = cluster.admin();
  const error = await cluster.run(failure(admin.fenceProducers(['pay', 'mine'], { timeoutMs: 7000.5 })));
  assert.ok(error instanceof PartialResultError);
  assert.deepEqual([...error.results], [['pay', { producerId: 5n, producerEpoch: 3 }]]);
  assert.match(String(error.errors.get('mine')), /TRANSACTIONAL_ID_AUTHORIZATION_FAILED .*transactional id mine/);
  const asked = cluster.requests(InitProducerId);
  assert.deepEqual(
    asked.map(({ body }) => body.transactionalId),
    ['pay', 'mine', 'pay'],
  );
  assert.deepEqual([asked[0]?.body.producerId, asked[0]?.body.producerEpoch], [-1n, -1]);
  assert.equal(asked[0]?.body.transactionTimeoutMs, 7001);
});

it('forceTerminateTransaction() asks for the id, and throws what its coordinator says', async () => {
  await using cluster = await FakeCluster.start(APIS);
  cluster.on(InitProducerId, ({ body }) => {
    if (body.transactionalId === 'mine') return { errorCode: ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED };
    return { producerId: 5n, producerEpoch: 3 };
  });
  const admin = cluster.admin();
  await cluster.run(admin.forceTerminateTransaction('pay'));
  assert.equal(cluster.requests(InitProducerId)[0]?.body.transactionalId, 'pay');
  const error = await cluster.run(failure(admin.forceTerminateTransaction('mine')));
  assert.equal(error.name, 'TransactionalIdAuthorizationFailedError');
});

it('what is wrong with arguments is told before anything is asked', async () => {
  await using cluster = await FakeCluster.start(APIS);
  const admin = cluster.admin();
  await assert.rejects(admin.describeProducers([first, first]), /partitions: .*once/);
  await assert.rejects(admin.describeTransactions(['pay', 'pay']), /transactionalIds: .*once/);
  await assert.rejects(admin.fenceProducers(['']), /transactionalIds\.0/);
  // @ts-expect-error -- a list is asked for
  await assert.rejects(admin.describeTransactions('pay'), /transactionalIds/);
  // @ts-expect-error -- a state that there is not
  await assert.rejects(admin.listTransactions({ states: ['Open'] }), /expected one of Empty, Ongoing/);
  const spec = { topicPartition: first, producerId: 5n, producerEpoch: 2 };
  // @ts-expect-error -- a bigint is asked for
  await assert.rejects(admin.abortTransaction({ ...spec, producerId: 5 }), /producerId.*bigint/);
  await assert.rejects(admin.abortTransaction({ ...spec, producerEpoch: -1 }), /producerEpoch/);
  assert.equal(cluster.requests(InitProducerId).length, 0);
});
