import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ErrorCode, ListTransactions } from '@k/wire';
import type { RawClient } from '../support/raw-client.ts';
import { Simulated } from '../support/simulated.ts';
import { TransactionalClient } from './support.ts';

describe('the pattern of ListTransactions (KIP-1152)', () => {
  const LONG = 'a'.repeat(40);
  let simulated: Simulated;
  let client: RawClient;
  before(async () => {
    simulated = await Simulated.start();
    client = await simulated.client();
    for (const id of ['orders-1', 'Orders-2', 'all-orders-3', LONG]) {
      assert.equal(await simulated.run(new TransactionalClient(client, id).init()), 0);
    }
  });
  after(() => simulated.stop());

  async function listed(transactionalIdPattern: string | null) {
    const response = await simulated.run(client.request(ListTransactions, 2, { transactionalIdPattern }));
    return [response.errorCode, ...response.transactionStates.map(({ transactionalId }) => transactionalId)];
  }

  it('is of the whole id, and nothing or no text is any', async () => {
    assert.deepEqual(await listed('orders-\\d'), [0, 'orders-1']);
    assert.deepEqual(await listed('orders|all.*'), [0, 'all-orders-3']);
    for (const any of [null, '']) assert.equal((await listed(any)).length, 5);
  });

  it('is written as for RE2, which has what JavaScript has not, and the other way round', async () => {
    assert.deepEqual(await listed('(?i)ORDERS-.'), [0, 'orders-1', 'Orders-2']);
    assert.deepEqual(await listed('\\Qorders\\E-[[:digit:]]'), [0, 'orders-1']);
    for (const other of ['(?=o)orders-1', '(o)rders-\\1', '(', '[z-a]']) {
      assert.deepEqual(await listed(other), [ErrorCode.INVALID_REGULAR_EXPRESSION]);
    }
  });

  it('takes no time for what takes others for ever', async () => {
    assert.deepEqual(await listed('(a+)+b'), [0]);
    assert.deepEqual(await listed('(a*)*'), [0, LONG]);
  });
});
