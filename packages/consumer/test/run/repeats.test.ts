import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '@k/runtime';
import type { KafkaConsumer } from '../../src/index.ts';
import { World } from '../world.ts';

const RECORDS = 3_000;
const PARTITIONS = 3;
const KEYS = 300;
const REBALANCES = 20;

/**
 * Two members read records of few keys, one of which is slow, while others come and go.
 * @returns how often records were handled that had been before
 */
async function repeated(slowMs: number): Promise<number> {
  const world = await World.create({}, 7);
  try {
    world.broker.createTopic('t', { partitions: PARTITIONS });
    const random = seededRandom(7);
    for (let partition = 0; partition < PARTITIONS; partition++) {
      const records = Array.from({ length: RECORDS / PARTITIONS }, (_, i) => {
        const key = String(Math.floor(random.next() * KEYS));
        return { key, value: `${String(partition)}:${String(i)}` };
      });
      await world.produce('t', partition, records);
    }
    const handled = new Map<string, number>();
    let isOver: () => void = () => undefined;
    const over = new Promise<void>((resolve) => (isOver = resolve));
    const handle = async (record: { readonly key: Buffer | null; readonly value: Buffer | null }): Promise<void> => {
      const ms = String(record.key) === '0' ? slowMs : 20 + random.next() * 100;
      await new Promise<void>((resolve) => world.clock.setTimeout(resolve, ms));
      const text = String(record.value);
      handled.set(text, (handled.get(text) ?? 0) + 1);
      if (handled.size === RECORDS) isOver();
    };
    const options = {
      groupId: 'g',
      autoOffsetReset: 'earliest',
      rebalanceTimeoutMs: 10_000,
      heartbeatIntervalMs: 500,
      maxPartitionFetchBytes: 4_096,
    } as const;
    const member = (): { consumer: KafkaConsumer; running: Promise<void> } => {
      const consumer = world.consumer(options);
      consumer.subscribe(['t']);
      return { consumer, running: consumer.run(handle, { by: 'key', concurrency: 10 }) };
    };
    const members = [member(), member()];
    // Each time one comes or goes.
    for (let i = 0; i < REBALANCES / 2; i++) {
      await world.clock.advance(5_000);
      const guest = member();
      await world.clock.advance(5_000);
      await world.run(guest.consumer.stop());
      await world.run(guest.running);
    }
    await world.run(over);
    for (const { consumer, running } of members) {
      await world.run(consumer.stop());
      await world.run(running);
    }
    return [...handled.values()].reduce((sum, times) => sum + times - 1, 0);
  } finally {
    await world.close();
  }
}

describe(`${String(REBALANCES)} rebalances, with ${String(RECORDS)} records by key`, () => {
  it('repeat nothing that was finished, as long as handlers take less time than they may', async () => {
    assert.equal(await repeated(1_000), 0);
  });

  it('repeat what is finished beyond a handler that takes longer', async () => {
    assert.ok((await repeated(30_000)) > 0);
  });
});
