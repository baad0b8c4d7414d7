import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { readBatches } from '@k/codec';
import type { FetchResponsePartitionData } from '@k/wire';
import { holdGzip } from '@k/testing';
import { withResolvers } from '@k/runtime';
import type { SkippedRecords } from '../src/index.ts';
import { batchOf, produceBytes } from './support.ts';
import { World, pollValues, take, tamper } from './world.ts';

const p0 = { topic: 't', partition: 0 };
const skipping = { autoOffsetReset: 'earliest', onBadBatch: 'skip' } as const;

/** Changes a byte of the batch that begins at an offset, counted from the batch's end where it is negative. */
function damageAt(baseOffset: number, at: number) {
  return (partition: FetchResponsePartitionData): void => {
    if (partition.records === null || partition.records.length === 0) return;
    const records = Buffer.from(partition.records);
    for (const batch of readBatches(records, { checkCrcs: false })) {
      if (batch.baseOffset !== baseOffset) continue;
      const byte = batch.position + (at < 0 ? batch.byteLength + at : at);
      records[byte] = (records[byte] ?? 0) ^ 0x7f;
    }
    partition.records = records;
  };
}
/** In a batch of format 2: the highest byte of the delta of the last offset. */
const LAST_OFFSET_DELTA = 23;

describe("onBadBatch: 'skip'", () => {
  let world: World;
  beforeEach(async () => {
    world = await World.create();
    world.broker.createTopic('t');
    for (const values of [['a', 'b'], ['c', 'd', 'e'], ['f']]) {
      await world.run(produceBytes(world.cluster, 't', 0, batchOf(values, 'gzip')));
    }
  });
  afterEach(() => world.close());

  function reader(options: object = {}) {
    const consumer = world.consumer({ ...skipping, ...options });
    const skipped: SkippedRecords[] = [];
    consumer.on('badRecordsSkipped', (each) => skipped.push(each));
    consumer.assign([p0]);
    return { consumer, skipped };
  }

  it('leaves it out of a run as well, which goes on behind it', async () => {
    tamper(world.broker, damageAt(2, -12));
    const { consumer, skipped } = reader({ groupId: 'g', enableAutoCommit: false });
    const seen: string[] = [];
    const done = withResolvers();
    const running = consumer.run(
      async ({ value }) => {
        await Promise.resolve();
        if (seen.push(String(value)) === 3) done.resolve();
      },
      { by: 'key' },
    );
    await world.run(done.promise);
    await world.clock.advance(10);
    await world.run(consumer.commit());
    assert.deepEqual(seen, ['a', 'b', 'f']);
    assert.deepEqual(
      skipped.map(({ offset, nextOffset }) => [offset, nextOffset]),
      [[2, 5]],
    );
    assert.equal(world.broker.committed('g', 't', 0)?.offset, 6);
    await world.run(consumer.close());
    await world.run(running);
  });

  for (const [way, options] of [
    ['checksum', {}],
    ['decompression', { checkCrcs: false }],
    ['decompression in another thread', { checkCrcs: false, decompressionThreadBytes: 0 }],
  ] as const) {
    it(`leaves out what is damaged on the broker, tells which offsets, and counts it as done: ${way}`, async (t) => {
      holdGzip(t, 'decompress').letGo();
      tamper(world.broker, damageAt(2, -12));
      const { consumer, skipped } = reader({ ...options, groupId: 'g', enableAutoCommit: false });
      assert.deepEqual(await world.run(pollValues(consumer, 3)), ['a', 'b', 'f']);
      assert.deepEqual(
        skipped.map(({ offset, nextOffset, error }) => [offset, nextOffset, error.name]),
        [[2, 5, 'CorruptRecordError']],
      );
      await world.run(consumer.commit());
      assert.equal((await world.run(consumer.committed([p0]))).get(p0)?.offset, 6);
    });
  }

  it('by record and by batch, and at the end of the log', async () => {
    tamper(world.broker, damageAt(5, -3));
    const { consumer, skipped } = reader();
    assert.deepEqual(await world.run(take(consumer, 5)), ['a', 'b', 'c', 'd', 'e']);
    consumer.seek(p0, 5);
    assert.equal((await world.run(consumer.poll({ timeoutMs: 2_000 }))).length, 0);
    assert.deepEqual([await world.run(consumer.position(p0)), skipped.at(-1)?.nextOffset], [6, 6]);
    consumer.seek(p0, 1);
    const batches = consumer.batches({ idleTimeoutMs: 2_000 });
    const { value: batch } = await world.run(batches.next());
    const values = batch?.toArray().map(({ value }) => String(value));
    assert.equal((await world.run(batches.next())).done, true);
    assert.deepEqual([values, skipped.length], [['b', 'c', 'd', 'e'], 2]); // prettier-ignore
  });

  it('fetches again first: what was damaged on the way is not left out', async () => {
    tamper(world.broker, damageAt(2, -12), { times: 1 });
    const { consumer, skipped } = reader();
    assert.deepEqual(await world.run(pollValues(consumer, 6)), ['a', 'b', 'c', 'd', 'e', 'f']);
    assert.deepEqual(skipped, []);
  });

  it('fails where the head of the batch cannot be believed: nobody knows where the next one begins', async () => {
    tamper(world.broker, damageAt(2, LAST_OFFSET_DELTA));
    const { consumer, skipped } = reader();
    assert.deepEqual(await world.run(pollValues(consumer, 2)), ['a', 'b']);
    await assert.rejects(world.run(consumer.poll()), { name: 'CorruptRecordError', offset: 2, nextOffset: -1 });
    assert.deepEqual(skipped, []);
  });

  it("without it the application may do the same by the error's nextOffset", async () => {
    tamper(world.broker, damageAt(2, -12));
    const { consumer } = reader({ onBadBatch: 'fail' });
    assert.deepEqual(await world.run(pollValues(consumer, 2)), ['a', 'b']);
    const error = await world.run(consumer.poll().then(() => null, (error: unknown) => error)); // prettier-ignore
    const { nextOffset } = error as { nextOffset: number };
    consumer.seek(p0, nextOffset);
    assert.deepEqual(await world.run(pollValues(consumer, 1)), ['f']);
  });
});
