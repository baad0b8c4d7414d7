import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { type TestContext, describe, it } from 'node:test';
import { compressionsOf } from '../compressions.ts';
import { readAll, readAtLeast, readTopic, valuesByPartition } from '../reading.ts';
import type { GetLab } from '../lab.ts';

export function produceAndConsume(lab: GetLab): void {
  describe('produce and consume', () => {
    for (const acks of [0, 1, -1] as const) {
      it(`brings every record once, in order, with acks ${acks}`, async () => {
        const topic = await lab().topic(3);
        // A leader that is not ready yet drops what comes with acks 0, and tells nobody: look up its end first.
        if (acks === 0) await readTopic(lab(), topic);
        await using producer = lab().producer({ acks, enableIdempotence: acks === -1 });
        const sent = Array.from({ length: 300 }, (_, i) => ({ topic, key: `key-${i % 20}`, value: `value-${i}` }));
        const stored = await producer.sendMany(sent);
        // With acks 0 there is no answer to wait for: closing flushes the socket.
        await producer.close();

        const expected = new Map<number, string[]>();
        for (const [i, { partition }] of stored.entries()) {
          expected.set(partition, [...(expected.get(partition) ?? []), sent[i]?.value ?? '']);
        }
        // With acks 0 the broker may still be storing the last of them.
        await using reader = lab().consumer();
        if (acks === 0) await readAtLeast(reader, topic, sent.length);
        const seen = await readAll(reader, topic);
        assert.deepEqual(valuesByPartition(seen), new Map([...expected].sort(([a], [b]) => a - b)));
        for (const [i, { partition, offset }] of stored.entries()) {
          if (acks === 0) assert.equal(offset, -1);
          else
            assert.equal(
              seen.find((each) => each.partition === partition && each.offset === offset)?.value,
              `value-${i}`,
            );
        }
      });
    }

    it('tells each record of one request over several topics its own offset', async () => {
      const topics = await Promise.all(Array.from({ length: 6 }, () => lab().topic(1)));
      await using producer = lab().producer();
      await producer.sendMany(
        topics.flatMap((topic, i) => Array.from({ length: i * 10 }, () => ({ topic, value: '' }))),
      );
      // Brokers answer in an order of their own.
      const stored = await producer.sendMany(topics.map((topic) => ({ topic, value: 'x' })));
      assert.deepEqual(
        stored.map(({ topic, offset }) => [topic, offset]),
        topics.map((topic, i) => [topic, i * 10]),
      );
    });

    it('keeps order and loses nothing when thousands of sends wait at once', async () => {
      const topic = await lab().topic(2);
      await using producer = lab().producer({ batchSize: 2000 });
      const count = 5000;
      await Promise.all(
        Array.from({ length: count }, (_, i) => producer.send({ topic, partition: i % 2, value: String(i) })),
      );
      const values = valuesByPartition(await readTopic(lab(), topic));
      for (const partition of [0, 1]) {
        const expected = Array.from({ length: count / 2 }, (_, i) => String(i * 2 + partition));
        assert.deepEqual(values.get(partition), expected);
      }
    });

    for (const compressionType of ['gzip', 'snappy', 'lz4', 'zstd'] as const) {
      const isTooOld = (t: TestContext): boolean => {
        const { target } = lab();
        if (compressionsOf(target).includes(compressionType)) return false;
        t.skip(`${target.name} has no ${compressionType}`);
        return true;
      };

      it(`brings batches compressed with ${compressionType}, and keeps them so`, async (t) => {
        if (isTooOld(t)) return;
        const topic = await lab().topic(1);
        await using producer = lab().producer({ compressionType });
        const values = Array.from({ length: 2000 }, (_, i) => `the same words again and again ${i}`);
        const large = 'größe '.repeat(50_000);
        await producer.sendMany([...values, large].map((value) => ({ topic, value })));
        assert.deepEqual(
          (await readTopic(lab(), topic)).map(({ value }) => value),
          [...values, large],
        );
        // Far less than the 360 000 bytes of records, so they went compressed.
        assert.ok(producer.metrics().bytesSent < 60_000, `${producer.metrics().bytesSent} bytes`);
      });

      it(`has the broker’s time in batches compressed with ${compressionType}`, async (t) => {
        if (isTooOld(t)) return;
        const topic = await lab().topic(1, { 'message.timestamp.type': 'LogAppendTime' });
        await using producer = lab().producer({ compressionType });
        const stored = await producer.sendMany(['a', 'b', 'c'].map((value) => ({ topic, value, timestamp: 1 })));
        assert.deepEqual(
          (await readTopic(lab(), topic)).map(({ timestamp }) => timestamp),
          stored.map(({ timestamp }) => timestamp),
        );
      });
    }

    it('brings batches of every compression from one partition', async () => {
      const topic = await lab().topic(1);
      const types = [...compressionsOf(lab().target)].reverse();
      for (const compressionType of types) {
        await using producer = lab().producer({ compressionType });
        await producer.sendMany(Array.from({ length: 20 }, (_, i) => ({ topic, value: `${compressionType} ${i}` })));
      }
      assert.deepEqual(
        (await readTopic(lab(), topic)).map(({ value }) => value),
        types.flatMap((type) => Array.from({ length: 20 }, (_, i) => `${type} ${i}`)),
      );
    });

    it('brings keys, values and headers that are null, empty, repeated or not ASCII', async () => {
      const topic = await lab().topic(1);
      await using producer = lab().producer();
      await producer.sendMany([
        { topic, key: null, value: null },
        { topic, key: '', value: '' },
        { topic, key: 'ключ', value: 'значение ✓' },
        {
          topic,
          value: 'headers',
          headers: [
            { key: 'a', value: 'first' },
            { key: 'b', value: null },
            { key: 'a', value: 'second' },
            { key: '', value: '' },
          ],
        },
      ]);
      const seen = await readTopic(lab(), topic);
      assert.deepEqual(
        seen.map(({ key, value }) => [key, value]),
        [
          [null, null],
          ['', ''],
          ['ключ', 'значение ✓'],
          [null, 'headers'],
        ],
      );
      assert.deepEqual(seen[3]?.headers, [
        ['a', 'first'],
        ['b', null],
        ['a', 'second'],
        ['', ''],
      ]);
    });

    it('keeps the time a record was given', async () => {
      const topic = await lab().topic(1, { 'retention.ms': '-1' });
      await using producer = lab().producer();
      const times = [Date.UTC(2024, 0, 1), Date.UTC(2024, 0, 2), Date.UTC(2023, 0, 1)];
      await producer.sendMany(times.map((timestamp) => ({ topic, value: 'x', timestamp })));
      assert.deepEqual(
        (await readTopic(lab(), topic)).map(({ timestamp }) => timestamp),
        times,
      );
    });

    it('gives the broker’s time where the topic says LogAppendTime', async () => {
      const topic = await lab().topic(1, { 'message.timestamp.type': 'LogAppendTime' });
      await using producer = lab().producer();
      const given = Date.UTC(2001, 0, 1);
      const { timestamp } = await producer.send({ topic, value: 'x', timestamp: given });
      assert.notEqual(timestamp, given);
      assert.deepEqual(
        (await readTopic(lab(), topic)).map((each) => each.timestamp),
        [timestamp],
      );
    });

    it('brings records of nearly a megabyte, to a consumer that asks for less at a time', async () => {
      const topic = await lab().topic(2);
      await using producer = lab().producer();
      const values = Array.from({ length: 6 }, () => randomBytes(450_000).toString('hex'));
      await Promise.all(values.map((value, i) => producer.send({ topic, partition: i % 2, value })));
      await using consumer = lab().consumer({ maxPartitionFetchBytes: 10_000, fetchMaxBytes: 10_000 });
      const seen = valuesByPartition(await readAll(consumer, topic));
      assert.deepEqual(
        [...(seen.get(0) ?? []), ...(seen.get(1) ?? [])],
        [0, 2, 4, 1, 3, 5].map((i) => values[i]),
      );
    });

    it('spreads over and reads from a hundred partitions', async () => {
      const topic = await lab().topic(100);
      await using producer = lab().producer();
      const keys = Array.from({ length: 2000 }, (_, i) => `key-${i}`);
      const stored = await producer.sendMany(keys.map((key) => ({ topic, key, value: key })));
      const used = new Set(stored.map(({ partition }) => partition));
      assert.equal(used.size, 100);
      const seen = await readTopic(lab(), topic);
      assert.deepEqual(seen.map(({ value }) => value).sort(), [...keys].sort());
      for (const { key, partition } of seen) assert.equal(partition, stored[keys.indexOf(key ?? '')]?.partition);
    });
  });
}
