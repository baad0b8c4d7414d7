import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ErrorCode } from '@k/wire';
import { Simulated } from '../support/simulated.ts';
import { fetchAll, READ_COMMITTED, TransactionalClient } from './support.ts';

const { INVALID_PRODUCER_EPOCH, INVALID_PRODUCER_ID_MAPPING, INVALID_TXN_STATE, PRODUCER_FENCED } = ErrorCode;

function sleep({ clock }: Simulated, ms: number): Promise<void> {
  return clock.runUntil(new Promise<void>((resolve) => void clock.setTimeout(resolve, ms)));
}

describe('the time limit of a transaction', () => {
  /** A producer whose transaction has been open for its 60 s. */
  async function timedOut(protocol: 'v1' | 'v2', transactionVersion: number) {
    const simulated = await Simulated.start();
    simulated.broker.updateFeature('transaction.version', transactionVersion);
    simulated.broker.createTopic('t');
    const client = await simulated.client();
    const producer = new TransactionalClient(client, 'id', protocol);
    await simulated.run(producer.init());
    await sleep(simulated, 100_000);
    assert.equal(simulated.broker.transaction('id')?.state, 'Empty', 'it is none of the producer');
    await simulated.run(producer.add('t'));
    await simulated.run(producer.produce('t', ['a']));
    await sleep(simulated, 59_000);
    assert.equal(simulated.broker.transaction('id')?.state, 'Ongoing');
    await sleep(simulated, 1_001);
    assert.equal(simulated.broker.transaction('id')?.state, 'CompleteAbort');
    assert.deepEqual((await simulated.run(fetchAll(client, 't', READ_COMMITTED))).records, ['0:a', '1:abort']);
    return { simulated, producer };
  }

  it('aborts and fences with transactions of before', async () => {
    const { simulated, producer } = await timedOut('v1', 1);
    assert.equal(await simulated.run(producer.produce('t', ['late'])), INVALID_PRODUCER_EPOCH);
    assert.equal(await simulated.run(producer.end(false)), PRODUCER_FENCED);
    assert.equal(await simulated.run(producer.init({ producerId: producer.producerId, producerEpoch: 0 })), PRODUCER_FENCED); // prettier-ignore
    assert.equal(await simulated.run(producer.init()), 0);
    assert.equal(producer.producerEpoch, 2);
    await simulated.stop();
  });

  it('aborts, and lets the producer abort too and go on, with version 2', async () => {
    const { simulated, producer } = await timedOut('v2', 2);
    assert.equal(await simulated.run(producer.produce('t', ['late'])), INVALID_PRODUCER_EPOCH);
    assert.equal(await simulated.run(producer.end(true)), INVALID_TXN_STATE);
    assert.equal(await simulated.run(producer.end(false)), 0);
    assert.equal(producer.producerEpoch, 1);
    assert.equal(await simulated.run(producer.produce('t', ['b'])), 0);
    assert.equal(await simulated.run(producer.end(true)), 0);
    await simulated.stop();
  });

  it('begins anew with each transaction, and leaves no timer behind', async () => {
    const simulated = await Simulated.start();
    simulated.broker.createTopic('t');
    const producer = new TransactionalClient(await simulated.client(), 'id');
    await simulated.run(producer.init());
    for (let round = 0; round < 3; round++) {
      assert.equal(await simulated.run(producer.produce('t', ['a'])), 0);
      await sleep(simulated, 40_000);
      assert.equal(await simulated.run(producer.produce('t', ['b'])), 0);
      await sleep(simulated, 15_000);
      assert.equal(await simulated.run(producer.end(true)), 0);
    }
    const idle = simulated.clock.pendingTimers;
    await simulated.run(producer.produce('t', ['open']));
    assert.equal(simulated.clock.pendingTimers, idle + 1);
    await simulated.stop();
    await sleep(simulated, 1000);
    assert.equal(simulated.clock.pendingTimers, 0);
  });

  it('may not be above transactionMaxTimeoutMs', async () => {
    const simulated = await Simulated.start({ transactionMaxTimeoutMs: 5000 });
    const producer = new TransactionalClient(await simulated.client(), 'id');
    const init = (transactionTimeoutMs: number) => simulated.run(producer.init({ transactionTimeoutMs }));
    assert.equal(await init(5001), ErrorCode.INVALID_TRANSACTION_TIMEOUT);
    assert.deepEqual(simulated.broker.transactionalIds, []);
    assert.equal(await init(5000), 0);
    assert.deepEqual(simulated.broker.transactionalIds, ['id']);
    await simulated.stop();
  });

  it('does not hold with two-phase commit, which the broker has to allow (KIP-939)', async () => {
    const strict = await Simulated.start();
    const refused = new TransactionalClient(await strict.client(), 'id');
    const { TRANSACTIONAL_ID_AUTHORIZATION_FAILED } = ErrorCode;
    assert.equal(await strict.run(refused.init({ enable2Pc: true }, 6)), TRANSACTIONAL_ID_AUTHORIZATION_FAILED);
    await strict.stop();

    const simulated = await Simulated.start({ transactionTwoPhaseCommit: true });
    simulated.broker.createTopic('t');
    const client = await simulated.client();
    const producer = new TransactionalClient(client, 'id');
    assert.equal(await simulated.run(producer.init({ enable2Pc: true }, 6)), 0);
    assert.equal(await simulated.run(producer.produce('t', ['a'])), 0);
    await sleep(simulated, 23 * 3_600_000);
    assert.equal(simulated.broker.transaction('id')?.state, 'Ongoing');
    await simulated.stop();
  });
});

describe('a transactional id', () => {
  it('is forgotten when it was not used for transactionalIdExpirationMs, unless it has a transaction open', async () => {
    const simulated = await Simulated.start({ transactionalIdExpirationMs: 3_600_000 });
    simulated.broker.createTopic('t');
    const client = await simulated.client();
    const producer = new TransactionalClient(client, 'id');
    await simulated.run(producer.init());
    await sleep(simulated, 3_599_000);
    assert.equal(await simulated.run(producer.produce('t', ['a'])), 0);
    assert.equal(await simulated.run(producer.end(true)), 0);
    await sleep(simulated, 3_599_000);
    assert.deepEqual(simulated.broker.transactionalIds, ['id']);
    const seen: string[] = [];
    simulated.broker.observe((event) => {
      if (event.type === 'transaction') seen.push(event.to);
    });
    await sleep(simulated, 2_000);
    assert.equal(await simulated.run(producer.produce('t', ['b'])), INVALID_PRODUCER_ID_MAPPING);
    assert.deepEqual(seen, ['Dead']);
    assert.equal(simulated.broker.transaction('id'), undefined);
    await simulated.stop();
  });
});
