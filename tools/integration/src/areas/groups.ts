import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KafkaConsumer } from '@k/consumer';
import { type GetLab, type Lab, PATIENCE_MS } from '../lab.ts';
import { type Seen, read, readOnce, readUntil } from '../reading.ts';

/** Sends `count` records over all partitions of a topic, with the values `FIRST`, `FIRST+1`, ... */
export async function fill(lab: Lab, topic: string, partitions: number, first: number, count: number): Promise<void> {
  await using producer = lab.producer();
  const values = Array.from({ length: count }, (_, i) => first + i);
  await producer.sendMany(values.map((i) => ({ topic, partition: i % partitions, value: String(i) })));
}

export function numbers(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + i);
}

export function sorted(seen: readonly Seen[]): number[] {
  return seen.map(({ value }) => Number(value)).sort((a, b) => a - b);
}

/** Polls all members side by side, each into its own list, until the lists together hold enough. */
export async function readTogether(members: Map<KafkaConsumer, Seen[]>, enough: () => boolean): Promise<void> {
  await Promise.all([...members].map(([member, seen]) => readUntil(member, seen, enough)));
}

export function groups(lab: GetLab): void {
  describe('groups', () => {
    it('go on where a member that left had committed', async () => {
      const topic = await lab().topic(3);
      const groupId = lab().name('group');
      await fill(lab(), topic, 3, 0, 300);
      {
        await using consumer = lab().consumer({ groupId });
        consumer.subscribe({ topics: [topic] });
        assert.deepEqual(sorted(await read(consumer, 300)), numbers(0, 300));
        // Leaving commits what was handed back; this says so of what is still in hand.
        await consumer.commit();
      }
      await fill(lab(), topic, 3, 300, 30);
      await using successor = lab().consumer({ groupId });
      successor.subscribe({ topics: [topic] });
      assert.deepEqual(sorted(await read(successor, 30)), numbers(300, 30));
    });

    it('go on at the offset that was committed by hand, not at the one that was read', async () => {
      const topic = await lab().topic(1);
      const groupId = lab().name('group');
      await fill(lab(), topic, 1, 0, 100);
      {
        await using consumer = lab().consumer({ groupId, enableAutoCommit: false });
        consumer.subscribe({ topics: [topic] });
        await read(consumer, 100);
        await consumer.commit([{ topic, partition: 0, offset: 50, metadata: 'half' }]);
      }
      await using successor = lab().consumer({ groupId });
      successor.subscribe({ topics: [topic] });
      assert.deepEqual(sorted(await read(successor, 50)), numbers(50, 50));
      await successor.commit();
      const committed = await successor.committed([{ topic, partition: 0 }]);
      assert.equal(committed.get(topic, 0)?.offset, 100);
    });

    it('share the partitions between members, and give them to who stays', async () => {
      const topic = await lab().topic(4);
      const groupId = lab().name('group');
      await using first = lab().consumer({ groupId });
      const second = lab().consumer({ groupId });
      for (const member of [first, second]) member.subscribe({ topics: [topic] });
      const members = new Map<KafkaConsumer, Seen[]>([
        [first, []],
        [second, []],
      ]);
      await readTogether(members, () => first.assignment().length === 2 && second.assignment().length === 2);

      await fill(lab(), topic, 4, 0, 400);
      const all = (): Seen[] => [...members.values()].flat();
      await readTogether(members, () => all().length >= 400);
      assert.deepEqual(sorted(all()), numbers(0, 400));
      for (const [member, seen] of members) {
        const own = new Set(member.assignment().map(({ partition }) => partition));
        assert.equal(own.size, 2);
        for (const { partition } of seen) assert.ok(own.has(partition));
      }

      await leave(second, members.get(second) ?? []);
      await fill(lab(), topic, 4, 400, 400);
      const rest = await read(first, 400);
      assert.deepEqual(sorted(rest), numbers(400, 400));
      assert.equal(first.assignment().length, 4);
    });

    it('bring every record once while members join and leave', async () => {
      const topic = await lab().topic(6);
      const groupId = lab().name('group');
      const total = 3000;
      const seen: Seen[] = [];
      const enough = (): boolean => seen.length >= total;
      const joined: KafkaConsumer[] = [];
      const join = (): Promise<Seen[]> => {
        const consumer = lab().consumer({ groupId, maxPollRecords: 20 });
        consumer.subscribe({ topics: [topic] });
        joined.push(consumer);
        return readUntil(consumer, seen, enough);
      };
      await fill(lab(), topic, 6, 0, total);

      const staying = join();
      await readProgress(seen, 200);
      const alsoStaying = join();
      const leaver = lab().consumer({ groupId, maxPollRecords: 20 });
      leaver.subscribe({ topics: [topic] });
      // Leaves in the middle of its work.
      const leaving = readUntil(leaver, seen, () => enough() || leaver.assignment().length > 0).then(() =>
        leave(leaver, seen),
      );
      await Promise.all([staying, alsoStaying, leaving]);
      await Promise.all(joined.map((consumer) => consumer.close()));
      assert.deepEqual(sorted(seen), numbers(0, total));
    });
  });
}

/** Hands back what is in hand, which closing alone does not, and leaves the group. */
export async function leave(consumer: KafkaConsumer, seen: Seen[]): Promise<void> {
  let before: number;
  do {
    before = seen.length;
    // A rebalance in between may bring partitions that are not paused.
    consumer.pause(consumer.assignment());
    await readOnce(consumer, seen, 0);
  } while (seen.length > before);
  await consumer.close();
}

/** Waits until another reader has got this far. */
async function readProgress(seen: readonly Seen[], count: number): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  while (seen.length < count) {
    if (Date.now() > until) throw new Error(`the other reader has got ${seen.length} of ${count} records`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
