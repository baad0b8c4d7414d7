import type { OffsetAndMessage, SimpleClient } from '../../src/index.ts';
import { createMessage } from '../../src/index.ts';

/** Appends `${prefix}0`, `${prefix}1` … to a partition, each in a batch of its own. */
export async function produce(
  client: SimpleClient,
  partition: number,
  count: number,
  prefix = 'm',
  topic = 't',
): Promise<void> {
  for (let i = 0; i < count; i++) {
    await client.sendProduceRequest([{ topic, partition, messages: [createMessage(`${prefix}${i}`)] }]);
  }
}

export function text(message: OffsetAndMessage | null): string | null {
  return message === null ? null : String(message.message.value);
}

/** What the group has in ZooKeeper or Kafka for each partition of t. */
export async function committed(client: SimpleClient, group = 'g', partitions = [0, 1]): Promise<number[]> {
  const answers = await client.sendOffsetFetchRequest(
    group,
    partitions.map((partition) => ({ topic: 't', partition })),
  );
  return answers.map(({ offset }) => offset);
}
