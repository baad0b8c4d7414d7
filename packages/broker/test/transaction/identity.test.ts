import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom, VirtualClock } from '@k/runtime';
import { ErrorCode, InitProducerId } from '@k/wire';
import { BrokerEvents } from '../../src/events.ts';
import { GroupCoordinator } from '../../src/group/group-coordinator.ts';
import { parseBrokerOptions } from '../../src/options.ts';
import { ClusterState } from '../../src/state/cluster-state.ts';
import { TransactionCoordinator } from '../../src/transaction/transaction-coordinator.ts';
import { Transaction, type ProducerIdentity } from '../../src/transaction/transaction.ts';
import { TRANSACTION_TRANSITIONS, type TransactionState } from '../../src/transaction/transaction-state.ts';
import { Simulated } from '../support/simulated.ts';
import { fetchAll, READ_COMMITTED, TransactionalClient } from './support.ts';

const LAST_EPOCH = 0x7ffe;
const TIMEOUT = { timeoutMs: 1000, current: undefined, twoPhaseCommit: false, keepPrepared: false };

/** A coordinator alone, whose id `id` has the last epoch that a client may have. */
function exhausted() {
  const cluster = new ClusterState(parseBrokerOptions({}).settings, new VirtualClock(), seededRandom(1));
  const events = new BrokerEvents();
  const coordinator = new TransactionCoordinator(cluster, new GroupCoordinator(cluster, events), events);
  coordinator.init('id', TIMEOUT);
  const transaction = coordinator.find('id') as Transaction;
  const last = { producerId: transaction.identity.producerId, producerEpoch: LAST_EPOCH };
  transaction.identity = last;
  return { coordinator, cluster, last };
}

function identityIn(outcome: object): ProducerIdentity {
  if ('identity' in outcome) return outcome.identity as ProducerIdentity;
  throw new Error(`no identity: ${JSON.stringify(outcome)}`);
}

describe('the epochs of a producer id that are used up', () => {
  it('bring a new id by InitProducerId, which can be asked for again', () => {
    const { coordinator, last } = exhausted();
    const next = identityIn(coordinator.init('id', { ...TIMEOUT, current: last }));
    assert.equal(next.producerEpoch, 0);
    assert.notEqual(next.producerId, last.producerId);
    assert.deepEqual(identityIn(coordinator.init('id', { ...TIMEOUT, current: last })), next);
    assert.equal(identityIn(coordinator.init('id', TIMEOUT)).producerEpoch, 1);
    assert.equal(coordinator.init('id', { ...TIMEOUT, current: last }).errorCode, ErrorCode.PRODUCER_FENCED);
  });

  it('bring a new id by EndTxn v5, which can be asked for again', () => {
    const { coordinator, last } = exhausted();
    const end = () => coordinator.end('id', { producer: last, committed: true, version: 2 });
    coordinator.add('id', last, [{ topic: 'gone', partition: 0 }]);
    const next = identityIn(end());
    assert.equal(next.producerEpoch, 0);
    assert.notEqual(next.producerId, last.producerId);
    assert.deepEqual(identityIn(end()), next);
    assert.equal(coordinator.add('id', next, [{ topic: 'gone', partition: 0 }]), 0);
    assert.equal(end().errorCode, ErrorCode.INVALID_PRODUCER_ID_MAPPING);
  });

  for (const version of [1, 2] as const) {
    it(`still leave one to fence with, version ${String(version)}`, () => {
      const { coordinator, cluster, last } = exhausted();
      cluster.features.update('transaction.version', version);
      coordinator.add('id', last, [{ topic: 'gone', partition: 0 }]);
      assert.equal(coordinator.init('id', TIMEOUT).errorCode, ErrorCode.CONCURRENT_TRANSACTIONS);
      assert.deepEqual(coordinator.find('id')?.identity, { ...last, producerEpoch: LAST_EPOCH + 1 });
      const next = identityIn(coordinator.init('id', TIMEOUT));
      assert.equal(next.producerEpoch, 0);
      assert.notEqual(next.producerId, last.producerId);
    });
  }

  it('leave none to add a fenced one by', () => {
    const { coordinator, last } = exhausted();
    coordinator.init('id', TIMEOUT);
    assert.equal(coordinator.add('id', last, []), ErrorCode.INVALID_PRODUCER_ID_MAPPING);
  });
});

describe('a transaction that is kept prepared (KIP-939)', () => {
  it('is ended by who took it over, and by nobody else', async () => {
    const simulated = await Simulated.start({ transactionTwoPhaseCommit: true });
    simulated.broker.createTopic('t');
    const client = await simulated.client();
    const first = new TransactionalClient(client, 'id');
    await simulated.run(first.init({ enable2Pc: true }, 6));
    await simulated.run(first.produce('t', ['a']));
    const body = { transactionalId: 'id', transactionTimeoutMs: 1, enable2Pc: true, keepPreparedTxn: true };
    const taken = await simulated.run(client.request(InitProducerId, 6, body));
    assert.deepEqual(
      [
        taken.errorCode,
        taken.producerId,
        taken.producerEpoch,
        taken.ongoingTxnProducerId,
        taken.ongoingTxnProducerEpoch,
      ],
      [0, first.producerId, 1, first.producerId, 0],
    );
    assert.equal(await simulated.run(first.end(true)), ErrorCode.PRODUCER_FENCED);
    const second = new TransactionalClient(client, 'id');
    second.producerId = taken.producerId;
    second.producerEpoch = taken.producerEpoch;
    assert.equal(await simulated.run(second.produce('t', ['b'])), ErrorCode.INVALID_TXN_STATE);
    assert.equal(await simulated.run(second.end(true)), 0);
    assert.equal(await simulated.run(second.produce('t', ['c'])), 0);
    assert.equal(await simulated.run(second.end(true)), 0);
    const { records, aborted } = await simulated.run(fetchAll(client, 't', READ_COMMITTED));
    assert.deepEqual([records, aborted], [['0:a', '1:commit', '2:c', '3:commit'], []]);
    await simulated.stop();
  });

  it('is nothing where there is none: an id as any other', async () => {
    const simulated = await Simulated.start({ transactionTwoPhaseCommit: true });
    const client = await simulated.client();
    const body = { transactionalId: 'id', transactionTimeoutMs: 1, enable2Pc: true, keepPreparedTxn: true };
    const { errorCode, producerEpoch, ongoingTxnProducerId } = await simulated.run(
      client.request(InitProducerId, 6, body),
    );
    assert.deepEqual([errorCode, producerEpoch, ongoingTxnProducerId], [0, 0, -1n]);
    await simulated.stop();
  });
});

describe('the states of a transaction', () => {
  it('lead to those of the table only', () => {
    const states = Object.keys(TRANSACTION_TRANSITIONS) as TransactionState[];
    const ways: Record<TransactionState, readonly TransactionState[]> = {
      Empty: [],
      Ongoing: ['Ongoing'],
      PrepareCommit: ['Ongoing', 'PrepareCommit'],
      PrepareAbort: ['Ongoing', 'PrepareAbort'],
      CompleteCommit: ['Ongoing', 'PrepareCommit', 'CompleteCommit'],
      CompleteAbort: ['Ongoing', 'PrepareAbort', 'CompleteAbort'],
      Dead: ['Dead'],
    };
    for (const from of states) {
      for (const to of states) {
        const transaction = new Transaction({
          transactionalId: 'id',
          producerId: 1,
          timeoutMs: 1,
          nowMs: 0,
          observer: () => undefined,
        });
        for (const each of ways[from]) transaction.transition(each, 0);
        assert.equal(transaction.state, from);
        const go = () => {
          transaction.transition(to, 0);
        };
        if (TRANSACTION_TRANSITIONS[from].includes(to)) go();
        else assert.throws(go, /cannot go from/);
      }
    }
    assert.deepEqual(TRANSACTION_TRANSITIONS.Dead, []);
    assert.ok(!TRANSACTION_TRANSITIONS.PrepareCommit.includes('PrepareAbort'));
  });
});
