import { createBroker } from '@k/broker';
import { KafkaProducer } from '@k/producer';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startBilling } from '../billing.js';

describe('billing', () => {
  let broker, producer, stopBilling;
  beforeEach(async () => {
    broker = await createBroker();
    producer = new KafkaProducer({ bootstrapServers: broker.bootstrapServers });
    stopBilling = startBilling(broker.bootstrapServers);
  });
  afterEach(async () => {
    await stopBilling();
    await producer.close();
    await broker.close();
  });

  it('writes a bill for each order', async () => {
    await producer.send({ topic: 'orders', key: 'alice', value: '{"item":"tea","price":100}' });
    await producer.send({ topic: 'orders', key: 'alice', value: '{"item":"coffee","price":200}' });
    await broker.expectRecords('bills', [
      { key: 'alice', value: { item: 'tea', total: expect.closeTo(119) } },
      { key: 'alice', value: { item: 'coffee' } },
    ]);
    await broker.waitForGroup('billing', { caughtUp: true });
  });

  it('writes each bill once when the answer to it is lost', async () => {
    broker.control(
      'Produce',
      async (request, context) => {
        await context.forward();
        return 'close';
      },
      { topic: 'bills', times: 1 },
    );
    await producer.send({ topic: 'orders', key: 'bob', value: '{"item":"tea","price":100}' });
    await broker.waitForGroup('billing', { caughtUp: true });
    await broker.expectRecords('bills', 1, { exactly: true });
  });

  it('goes on when its connections drop', async () => {
    await broker.waitForGroup('billing', { state: 'Stable', members: 1 });
    broker.dropConnections();
    await producer.send({ topic: 'orders', key: 'carol', value: '{"item":"tea","price":100}' });
    const [bill] = await broker.expectRecords('bills', [{ key: 'carol' }], { isolation: 'read_committed' });
    expect(bill.json).toEqual({ item: 'tea', total: 119 });
  });
});
