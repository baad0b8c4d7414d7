// The application: it writes a bill for each order.
import { KafkaConsumer } from '@k/consumer';
import { KafkaProducer } from '@k/producer';

/** @returns how to stop it */
export function startBilling(bootstrapServers) {
  const producer = new KafkaProducer({ bootstrapServers, clientId: 'billing' });
  const consumer = new KafkaConsumer({
    bootstrapServers,
    clientId: 'billing',
    groupId: 'billing',
    autoOffsetReset: 'earliest',
    autoCommitIntervalMs: 100,
  });
  consumer.subscribe(['orders']);
  const running = consumer.run(async ({ key, value }) => {
    const { item, price } = JSON.parse(value);
    if (price < 0) throw new Error(`no price for ${item}`);
    await producer.send({ topic: 'bills', key, value: JSON.stringify({ item, total: price * 1.19 }) });
  });
  return async () => {
    await consumer.close();
    await running;
    await producer.close();
  };
}
