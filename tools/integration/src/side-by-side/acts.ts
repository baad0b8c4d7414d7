import { once } from 'node:events';
import type { KafkaConsumer } from '@k/consumer';
import type { Act } from './session.ts';

/** When the first record of {@link writes} was written, in ms since 1970; each is a second later than the one before. */
export const BEGINNING = Date.UTC(2020, 0, 1);

/** Records whose bytes and times are the same on both sides, so that sizes, offsets and times can be compared. */
export function writes(topic: string, partitions: number, each: number): Act {
  return {
    does: `${each} records are written to each of ${partitions} partitions of ${topic}`,
    act: async ({ lab }) => {
      await using producer = lab.producer();
      for (let partition = 0; partition < partitions; partition++) {
        await producer.sendMany(
          Array.from({ length: each }, (_, i) => ({
            topic,
            partition,
            key: `${i}`,
            value: 'some',
            timestamp: BEGINNING + i * 1000,
          })),
        );
      }
    },
  };
}

/** A group that nobody is in. */
export function commits(groupId: string, topic: string, offsets: readonly number[]): Act {
  return {
    does: `${groupId} commits ${offsets.join(', ')} of ${topic}`,
    act: async ({ lab }) => {
      await using consumer = lab.consumer({ groupId, enableAutoCommit: false });
      const all = offsets.map((offset, partition) => ({ topic, partition, offset }));
      consumer.assign(all);
      await consumer.commit(all);
    },
  };
}

/** A member that stays as long as the side is there. */
export function joins(groupId: string, topic: string, groupProtocol: 'classic' | 'consumer'): Act {
  return {
    does: `a member joins ${groupId} by the ${groupProtocol} protocol`,
    act: async ({ lab, ends }) => {
      const consumer = lab.consumer({ groupId, groupProtocol, clientId: 'app', enableAutoCommit: false });
      const reading = readOn(consumer, topic);
      while (consumer.assignment().length === 0) await once(consumer, 'assigned');
      ends.push(async () => {
        await consumer.stop();
        await reading;
        await consumer.close();
      });
    },
  };
}

/** @returns where it has stopped */
async function readOn(consumer: KafkaConsumer, topic: string): Promise<number> {
  let last = -1;
  consumer.subscribe([topic]);
  for await (const { offset } of consumer) last = offset;
  return last;
}

/** A transaction that stays open as long as the side is there. */
export function begins(transactionalId: string, topic: string): Act {
  return {
    does: `a transaction of ${transactionalId} is begun, and not ended`,
    act: async ({ lab, ends }) => {
      const producer = lab.producer({ transactionalId, clientId: 'app' });
      await producer.beginTransaction();
      await producer.send({ topic, partition: 0, value: 'open', timestamp: BEGINNING });
      // A tool may have aborted it.
      ends.push(() => producer.close({ timeoutMs: 1000 }).catch(() => undefined));
    },
  };
}
