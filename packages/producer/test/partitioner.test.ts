import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SerializationError } from '../src/errors.ts';
import { partitionForKey } from '../src/partitioner.ts';
import { bench } from './support/core.ts';

test('a key goes to the same partition as text and as bytes', () => {
  for (const key of ['', 'a', 'käse', '日本語', 'customer-4711']) {
    assert.equal(partitionForKey(key, 12), partitionForKey(Buffer.from(key), 12));
  }
});

test('records without a key keep to a partition until it got its share', async () => {
  const { clock, core } = bench({ batchSize: 16_384 }, { topics: { t: 8 } });
  const value = 'x'.repeat(1_000);
  const sends = Array.from({ length: 400 }, () => core.send({ topic: 't', value }));
  const partitions = (await clock.runUntil(Promise.all(sends))).map((it) => it.partition);
  const runs = partitions.filter((it, i) => i === 0 || it !== partitions[i - 1]).length;
  assert.equal(runs, Math.ceil(400 / 16), 'a partition a batch');
  assert.equal(new Set(partitions).size, 8, 'and all of them in turn');
  await clock.runUntil(core.close(Infinity));
});

test('records without a key avoid partitions without a leader', async () => {
  const { clock, cluster, core } = bench({ batchSize: 200 }, { topics: { t: 4 } });
  await clock.runUntil(core.send({ topic: 't', partition: 0, value: 'x' }));
  for (const p of [0, 1, 3]) cluster.moveLeader('t', p, -1);
  await clock.advance(1);
  const sends = Array.from({ length: 100 }, () => core.send({ topic: 't', value: 'a value of some length' }));
  for (const { partition } of await clock.runUntil(Promise.all(sends))) assert.equal(partition, 2);
  await clock.runUntil(core.close(Infinity));
});

test('a partitioner of one’s own decides, and is checked', async () => {
  const seen: unknown[] = [];
  let answer = 2;
  const { clock, core } = bench(
    {
      partitioner: (context) => {
        seen.push({ ...context, key: context.key?.toString(), value: context.value?.toString() });
        return answer;
      },
    },
    { topics: { t: 3 } },
  );
  assert.equal((await clock.runUntil(core.send({ topic: 't', key: 'k', value: 'v' }))).partition, 2);
  assert.deepEqual(seen, [{ topic: 't', key: 'k', value: 'v', partitionCount: 3, availablePartitions: [0, 1, 2] }]);
  answer = 0;
  assert.equal((await clock.runUntil(core.send({ topic: 't', value: 'v' }))).partition, 0);
  for (answer of [3, -1, 1.5, NaN]) {
    await assert.rejects(clock.runUntil(core.send({ topic: 't', value: 'v' })), SerializationError);
  }
  // An explicit partition is not its business.
  assert.equal((await clock.runUntil(core.send({ topic: 't', value: 'v', partition: 1 }))).partition, 1);
  await clock.runUntil(core.close(Infinity));
});

test('a record with a key takes nothing of the share of those without', async () => {
  const { clock, core } = bench({}, { topics: { t: 10 } });
  const keyless = (): Promise<{ partition: number }> => clock.runUntil(core.send({ topic: 't', value: 'x' }));
  const { partition } = await keyless();
  for (let i = 0; i < 30; i++) await clock.runUntil(core.send({ topic: 't', key: `${i}`, value: 'x'.repeat(1_000) }));
  for (let i = 0; i < 10; i++) assert.equal((await keyless()).partition, partition);
  await clock.runUntil(core.close(Infinity));
});

test('of two partitions, records without a key take the other one in turn', async () => {
  const { clock, core } = bench({ batchSize: 0 }, { topics: { t: 2 } });
  const partitions: number[] = [];
  for (let i = 0; i < 20; i++) partitions.push((await clock.runUntil(core.send({ topic: 't', value: 'x' }))).partition);
  assert.ok(
    partitions.every((it, i) => it !== partitions[i - 1]),
    partitions.join(),
  );
  await clock.runUntil(core.close(Infinity));
});

test('the share of a partition is counted in bytes: a batch, 16 KiB at most, with 36 for what a record takes itself', async () => {
  for (const [batchSize, share] of [
    [100, 100],
    [100_000, 16_384],
  ] as const) {
    for (const [size, moves] of [
      [share - 36, true],
      [share - 37, false],
    ] as const) {
      const { clock, core } = bench({ batchSize }, { topics: { t: 2 } });
      const send = async (value: string | null): Promise<number> =>
        (await clock.runUntil(core.send({ topic: 't', value }))).partition;
      const first = await send('x'.repeat(size));
      assert.equal(first !== (await send(null)), moves, `${size} bytes`);
      await clock.runUntil(core.close(Infinity));
    }
  }
});
