import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom, VirtualClock } from '@k/runtime';
import { ErrorCode } from '@k/wire';
import { BrokerEvents } from '../../src/events.ts';
import { GroupCoordinator } from '../../src/group/group-coordinator.ts';
import { parseBrokerOptions } from '../../src/options.ts';
import { appendEndMarker } from '../../src/log/end-marker.ts';
import { ClusterState } from '../../src/state/cluster-state.ts';
import { NO_LEADER } from '../../src/state/partition.ts';
import type { Topic } from '../../src/state/topic.ts';
import type { InitRequest } from '../../src/transaction/init-decision.ts';
import { TransactionCoordinator } from '../../src/transaction/transaction-coordinator.ts';
import type { ProducerIdentity } from '../../src/transaction/transaction.ts';

const INIT: InitRequest = { timeoutMs: 1_000, current: undefined, twoPhaseCommit: false, keepPrepared: false };

/** A coordinator alone, on a cluster with topic t, led by node 1. */
function place(options: object = {}) {
  const clock = new VirtualClock();
  const cluster = new ClusterState(parseBrokerOptions(options).settings, clock, seededRandom(1));
  cluster.nodeUp({ id: 1, addresses: new Map() });
  const topic = cluster.createTopic({
    name: 't',
    numPartitions: 1,
    replicationFactor: 1,
    overrides: new Map(),
  }) as Topic;
  topic.partitions[0]!.lead(1);
  const events = new BrokerEvents();
  const coordinator = new TransactionCoordinator(cluster, new GroupCoordinator(cluster, events), events);
  const stateOf = (id: string) => coordinator.find(id)?.state;
  /** InitProducerId, which is granted. */
  const init = (id: string, request: Partial<InitRequest> = {}): ProducerIdentity => {
    const outcome = coordinator.init(id, { ...INIT, ...request });
    assert.equal(outcome.errorCode, ErrorCode.NONE);
    return (outcome as { readonly identity: ProducerIdentity }).identity;
  };
  /** A producer with a transaction on t-0. */
  const begun = (id: string, request: Partial<InitRequest> = {}): ProducerIdentity => {
    const producer = init(id, request);
    assert.equal(coordinator.add(id, producer, [{ topic: 't', partition: 0 }]), ErrorCode.NONE);
    return producer;
  };
  return { clock, cluster, topic, coordinator, init, begun, stateOf };
}

describe('markers for a partition without leader', () => {
  function ending() {
    const made = place();
    const producer = made.begun('id');
    const partition = made.topic.partitions[0]!;
    partition.lead(NO_LEADER);
    const end = made.coordinator.end('id', { producer, committed: true, version: 1 });
    assert.equal(end.errorCode, ErrorCode.NONE);
    assert.equal(made.stateOf('id'), 'PrepareCommit');
    return { ...made, partition, producer };
  }

  it('are written when it has one', () => {
    const { partition, coordinator, producer, stateOf } = ending();
    partition.changed();
    assert.equal(stateOf('id'), 'PrepareCommit', 'something else has changed');
    const again = coordinator.add('id', producer, [{ topic: 't', partition: 0 }]);
    assert.equal(again, ErrorCode.CONCURRENT_TRANSACTIONS);
    partition.lead(1);
    assert.equal(stateOf('id'), 'CompleteCommit');
    assert.equal(partition.log.endOffset, 1);
    partition.lead(NO_LEADER);
    partition.lead(1);
    assert.equal(partition.log.endOffset, 1, 'once');
  });

  it('are not waited for when its topic is deleted', () => {
    const { cluster, topic, stateOf } = ending();
    cluster.deleteTopic(topic);
    assert.equal(stateOf('id'), 'CompleteCommit');
  });
});

describe('markers that a partition refuses', () => {
  /** Somebody ended it as a coordinator of epoch 1, or as a producer of a later epoch. */
  function refused(past: { readonly producerEpoch?: number; readonly coordinatorEpoch?: number }) {
    const made = place();
    const producer = made.begun('id');
    made.coordinator.add('id', producer, [{ topic: 'u', partition: 0 }]);
    const other = made.cluster.createTopic({ name: 'u', numPartitions: 1, replicationFactor: 1, overrides: new Map() });
    const [partition, told] = [made.topic.partitions[0]!, (other as Topic).partitions[0]!];
    told.lead(1);
    appendEndMarker(partition, { ...producer, coordinatorEpoch: 0, committed: true, ...past }, 0);
    assert.equal(made.coordinator.end('id', { producer, committed: true, version: 1 }).errorCode, ErrorCode.NONE);
    return { ...made, producer, partition, told };
  }

  it('leave it as decided, and the next coordinator carries it out', () => {
    const { coordinator, producer, partition, told, stateOf } = refused({ coordinatorEpoch: 1 });
    assert.deepEqual([stateOf('id'), partition.log.endOffset, told.log.endOffset], ['PrepareCommit', 1, 1]);
    assert.deepEqual(coordinator.find('id')?.partitions, [{ topic: 't', partition: 0 }]);
    const next = coordinator.add('id', producer, [{ topic: 't', partition: 0 }]);
    assert.equal(next, ErrorCode.CONCURRENT_TRANSACTIONS);
    coordinator.moved();
    assert.deepEqual([stateOf('id'), partition.log.endOffset, told.log.endOffset], ['CompleteCommit', 2, 1]);
    coordinator.moved();
    assert.equal(partition.log.endOffset, 2, 'once');
  });

  it('leave it as decided for ever where the producer is a later one', () => {
    const { coordinator, partition, stateOf } = refused({ producerEpoch: 5 });
    for (let i = 0; i < 3; i++) coordinator.moved();
    assert.deepEqual([stateOf('id'), partition.log.endOffset], ['PrepareCommit', 1]);
  });

  it('are not tried again where a partition has no leader, except by the next coordinator', () => {
    const { coordinator, init, partition, told, stateOf } = refused({ coordinatorEpoch: 1 });
    coordinator.moved();
    const producer = init('id');
    for (const topic of ['t', 'u']) coordinator.add('id', producer, [{ topic, partition: 0 }]);
    appendEndMarker(partition, { ...producer, coordinatorEpoch: 2, committed: true }, 0);
    told.lead(NO_LEADER);
    coordinator.end('id', { producer, committed: true, version: 1 });
    const before = told.log.endOffset;
    told.lead(1);
    assert.deepEqual([stateOf('id'), told.log.endOffset], ['PrepareCommit', before]);
    coordinator.moved();
    assert.deepEqual([stateOf('id'), told.log.endOffset], ['CompleteCommit', before + 1]);
  });
});

describe('the time limit', () => {
  it('is that of the producer that asked last', async () => {
    const { coordinator, init, begun, clock, stateOf } = place();
    init('id');
    begun('id', { timeoutMs: 5_000 });
    assert.equal(coordinator.find('id')?.timeoutMs, 5_000);
    await clock.advance(4_999);
    assert.equal(stateOf('id'), 'Ongoing');
    await clock.advance(1);
    assert.equal(stateOf('id'), 'CompleteAbort');
  });

  it('is none with two-phase commit, and that of whoever takes over what was prepared', async () => {
    const { coordinator, init, begun, clock, stateOf } = place({ transactionTwoPhaseCommit: true });
    begun('id', { twoPhaseCommit: true });
    assert.equal(coordinator.find('id')?.timeoutMs, 2_147_483_647);
    await clock.advance(1_000_000);
    // Counted from the beginning of the transaction.
    init('id', { keepPrepared: true, timeoutMs: 900_000 });
    await clock.advance(1);
    assert.equal(stateOf('id'), 'CompleteAbort');
  });
});

describe('transactional ids', () => {
  it('that have expired are in no list', async () => {
    const { coordinator, init, clock } = place({ transactionalIdExpirationMs: 10_000 });
    init('old');
    await clock.advance(6_000);
    init('new');
    await clock.advance(5_000);
    assert.deepEqual(
      coordinator.transactions.map(({ transactionalId }) => transactionalId),
      ['new'],
    );
  });

  it('have a transaction from its first partition on, and in version 2 from an abort of none', async () => {
    const { coordinator, init, begun, clock } = place();
    const begin = clock.now();
    const startedMs = () => Number(coordinator.find('id')?.startedMs);
    begun('id');
    assert.equal(startedMs(), begin);
    await clock.advance(10);
    const producer = coordinator.find('id')!.identity;
    coordinator.add('id', producer, [{ topic: 'other', partition: 0 }]);
    assert.equal(startedMs(), begin);
    assert.equal(coordinator.end('id', { producer, committed: false, version: 2 }).errorCode, ErrorCode.NONE);
    assert.equal(startedMs(), begin);
    const none = init('id');
    assert.equal(startedMs(), -1);
    assert.equal(coordinator.end('id', { producer: none, committed: false, version: 2 }).errorCode, ErrorCode.NONE);
    assert.equal(startedMs(), begin + 10);
  });
});
