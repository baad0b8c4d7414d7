import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { read } from '../reading.ts';
import type { GetLab } from '../lab.ts';

export function offsets(lab: GetLab): void {
  describe('offsets', () => {
    /** A topic of one partition that holds the values `0` to `99`, a second apart. */
    const start = Date.UTC(2024, 0, 1);
    async function hundred(): Promise<{ topic: string; partition: number }> {
      // Or a real Kafka would remove them at once: they are years old.
      const topic = await lab().topic(1, { 'retention.ms': '-1' });
      await using producer = lab().producer();
      await producer.sendMany(
        Array.from({ length: 100 }, (_, i) => ({ topic, value: String(i), timestamp: start + i * 1000 })),
      );
      return { topic, partition: 0 };
    }

    it('are sought, and tell where the consumer is', async () => {
      const where = await hundred();
      await using consumer = lab().consumer();
      consumer.assign([where]);
      consumer.seek(where, 95);
      assert.deepEqual(
        (await read(consumer, 5)).map(({ value }) => value),
        ['95', '96', '97', '98', '99'],
      );
      assert.equal(await consumer.position(where), 100);

      consumer.seekToBeginning([where]);
      assert.equal((await read(consumer, 100))[0]?.value, '0');

      consumer.seekToEnd([where]);
      assert.equal(await consumer.position(where), 100);
      await using producer = lab().producer();
      await producer.send({ topic: where.topic, value: 'after the end' });
      assert.deepEqual(
        (await read(consumer, 1)).map(({ value }) => value),
        ['after the end'],
      );
    });

    it('of beginning, end and a time are told', async () => {
      const where = await hundred();
      await using consumer = lab().consumer();
      assert.equal((await consumer.beginningOffsets([where])).get(where.topic, 0), 0);
      assert.equal((await consumer.endOffsets([where])).get(where.topic, 0), 100);
      const found = await consumer.offsetsForTimes([{ ...where, timestamp: start + 41_500 }]);
      assert.equal(found.get(where.topic, 0)?.offset, 42);
      const none = await consumer.offsetsForTimes([{ ...where, timestamp: start + 1_000_000 }]);
      assert.equal(none.get(where.topic, 0) ?? null, null);
    });

    it('before the log begins lead to where the reset policy says', async () => {
      const where = await hundred();
      await lab().target.truncateBefore(where.topic, 0, 40);
      await using consumer = lab().consumer({ autoOffsetReset: 'earliest' });
      assert.equal((await consumer.beginningOffsets([where])).get(where.topic, 0), 40);
      consumer.assign([where]);
      consumer.seek(where, 10);
      const seen = await read(consumer, 60);
      assert.deepEqual(
        seen.map(({ offset, value }) => [offset, value]),
        Array.from({ length: 60 }, (_, i) => [i + 40, String(i + 40)]),
      );
    });

    it('before the log begins are an error where there is no reset policy', async () => {
      const where = await hundred();
      await lab().target.truncateBefore(where.topic, 0, 40);
      await using consumer = lab().consumer({ autoOffsetReset: 'none' });
      consumer.assign([where]);
      consumer.seek(where, 10);
      await assert.rejects(read(consumer, 1), (error: Error) => {
        assert.match(error.message, new RegExp(`offset 10 of ${where.topic}-0`));
        return true;
      });
    });

    it('stand still while a partition is paused', async () => {
      const topic = await lab().topic(2);
      await using producer = lab().producer();
      await using consumer = lab().consumer();
      const [first, second] = [
        { topic, partition: 0 },
        { topic, partition: 1 },
      ] as const;
      consumer.assign([first, second]);
      consumer.pause([first]);
      for (const partition of [0, 1]) await producer.send({ topic, partition, value: `in ${partition}` });
      assert.deepEqual(
        (await read(consumer, 1)).map(({ value }) => value),
        ['in 1'],
      );
      consumer.resume([first]);
      assert.deepEqual(
        (await read(consumer, 1)).map(({ value }) => value),
        ['in 0'],
      );
    });
  });
}
