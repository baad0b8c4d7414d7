import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConfigError, ProtocolError } from '@k/wire';
import { RECENT } from '../support/records.ts';
import { TransactionalClient } from '../transaction/support.ts';
import { Sending } from './support.ts';

describe('records()', () => {
  it('gives decoded records, by partition', async () => {
    const on = await Sending.start(['orders', 2]);
    await on.send(
      'orders',
      { key: 'a', value: '{"drink":"tea"}', partition: 1, headers: [{ key: 'h', value: '1' }, { key: 'h', value: '2' }] }, // prettier-ignore
      { key: 'b', value: null },
    );
    const [tombstone, tea, ...others] = on.broker.records('orders');
    assert.deepEqual(others, []);
    assert.deepEqual(
      [tombstone?.keyText, tombstone?.value, tombstone?.valueText, tombstone?.json, tombstone?.partition],
      ['b', null, null, null, 0],
    );
    assert.deepEqual(Object.fromEntries(Object.entries(tea ?? {})), {
      topic: 'orders',
      partition: 1,
      offset: 0,
      timestamp: RECENT,
      key: Buffer.from('a'),
      value: Buffer.from('{"drink":"tea"}'),
      headers: [{ key: 'h', value: Buffer.from('1') }, { key: 'h', value: Buffer.from('2') }],
      leaderEpoch: 0,
      producerId: -1,
      producerEpoch: -1,
      sequence: -1,
      transaction: 'none',
    }); // prettier-ignore
    assert.deepEqual(
      [tea?.json, tea?.headerText('h'), tea?.headerText('x'), String(tea)],
      [{ drink: 'tea' }, '2', undefined, 'orders-1@0'],
    );
    assert.deepEqual(on.broker.records('orders', { partition: 1 }), [tea]);
    on.broker.truncateBefore('orders', 1, 1);
    assert.deepEqual(on.broker.records('orders'), [tombstone]);
    await on.stop();
  });

  it('tells what became of their transactions, and leaves out what readers of committed ones do', async () => {
    const on = await Sending.start(['t']);
    const [kept, gone, open] = ['kept', 'gone', 'open'].map((id) => new TransactionalClient(on.client, id)) as [
      TransactionalClient,
      TransactionalClient,
      TransactionalClient,
    ];
    await on.sim.run(
      (async () => {
        for (const it of [kept, gone, open]) await it.init();
        await gone.produce('t', ['aborted first', 'aborted second']);
        await kept.produce('t', ['committed']);
        await gone.end(false);
        await kept.end(true);
        await gone.produce('t', ['committed later']);
        await gone.end(true);
        await open.produce('t', ['open']);
      })(),
    );
    await on.send('t', { value: 'plain' });
    const told = on.broker.records('t').map((it) => [it.valueText, it.transaction, it.producerId, it.sequence]);
    assert.deepEqual(told, [
      ['aborted first', 'aborted', Number(gone.producerId), 0],
      ['aborted second', 'aborted', Number(gone.producerId), 1],
      ['committed', 'committed', Number(kept.producerId), 0],
      ['committed later', 'committed', Number(gone.producerId), 0],
      ['open', 'open', Number(open.producerId), 0],
      ['plain', 'none', -1, -1],
    ]);
    const committed = on.broker.records('t', { isolation: 'read_committed' }).map(({ valueText }) => valueText);
    assert.deepEqual(committed, ['committed', 'committed later']);
    await on.sim.run(open.end(true));
    const after = on.broker.records('t', { isolation: 'read_committed' }).map(({ valueText }) => valueText);
    assert.deepEqual(after, ['committed', 'committed later', 'open', 'plain']);
    await on.stop();
  });

  it('refuses what it cannot give', async () => {
    const on = await Sending.start(['t']);
    for (const [topic, options] of [['none', {}], ['t', { partition: 1 }]] as const) {
      assert.throws(() => on.broker.records(topic, options), { name: 'UnknownTopicOrPartitionError' });
      assert.throws(() => on.broker.records(topic, options), ProtocolError);
    } // prettier-ignore
    assert.throws(() => on.broker.records('t', { isolation: 'committed' as never }), ConfigError);
    await on.stop();
  });
});
