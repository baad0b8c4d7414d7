import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Seen, readTopic, readUntil, valuesByPartition } from '../reading.ts';
import type { GetLab } from '../lab.ts';

export function restarts(lab: GetLab): void {
  describe('a restart of the broker', () => {
    it('in the middle of the work loses and doubles no record', async () => {
      const partitions = 3;
      const total = 9000;
      const topic = await lab().topic(partitions);
      await using producer = lab().producer();
      await using consumer = lab().consumer({ groupId: lab().name('group') });
      consumer.subscribe({ topics: [topic] });

      let sent = 0;
      let restarted: Promise<void> | undefined;
      const seen: Seen[] = [];
      const distinct = new Set<string | null>();
      let counted = 0;
      const reading = readUntil(consumer, seen, () => {
        for (; counted < seen.length; counted++) distinct.add(seen[counted]?.value ?? null);
        return distinct.size >= total;
      });
      // A few hundred sends are under way at any time, before, during and after the restart.
      async function sendInOrder(partition: number): Promise<void> {
        const waiting: Promise<unknown>[] = [];
        for (let i = partition; i < total; i += partitions) {
          waiting.push(producer.send({ topic, partition, value: String(i) }));
          sent += 1;
          if (sent >= total / 3) restarted ??= lab().target.restart();
          if (waiting.length >= 100) await waiting.shift();
        }
        await Promise.all(waiting);
      }
      await Promise.all(numbers(partitions).map(sendInOrder));
      assert.ok(restarted !== undefined);
      await restarted;

      const stored = valuesByPartition(await readTopic(lab(), topic));
      for (const partition of numbers(partitions)) {
        const expected = numbers(total / partitions).map((i) => String(i * partitions + partition));
        assert.deepEqual(stored.get(partition), expected);
      }
      await reading;
      // What was read and not yet committed may come again after a restart; nothing may be missing.
      assert.equal(distinct.size, total);
    });
  });
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
