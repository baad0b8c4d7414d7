import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CompressionCodec, compressions, RecordBatchWriter } from '@k/codec';
import { ErrorCode, StateError } from '@k/wire';
import { ProducerBatch } from '../src/batch.ts';
import { bench } from './support/core.ts';

test('a batch is sealed when it is sent, once: a repetition sends the same bytes under the same numbers', async () => {
  let lost = 2;
  const { clock, cluster, core } = bench(
    { compressionType: 'gzip' },
    { fate: (attempt) => (attempt > 0 && lost-- > 0 ? 'lose-request' : 'answer') },
  );
  await clock.runUntil(core.send({ topic: 't', value: 'first' }));
  const sent: Buffer[] = [];
  const copies: Buffer[] = [];
  const produce = cluster.produce.bind(cluster);
  cluster.produce = (broker, batches, timeoutMs) => {
    for (const { records } of batches) {
      sent.push(records);
      copies.push(Buffer.from(records));
    }
    return produce(broker, batches, timeoutMs);
  };
  await clock.runUntil(core.send({ topic: 't', value: 'x'.repeat(500) }));
  assert.equal(sent.length, 3);
  for (const [i, records] of sent.entries()) {
    assert.equal(records, sent[0], 'not made again');
    assert.deepEqual(copies[i], copies[0]);
  }
  await clock.runUntil(core.close(Infinity));
});

test('a batch that its codec cannot seal fails alone: the others of the request go', async () => {
  const gzip = compressions.get('gzip');
  const broken: CompressionCodec = {
    ...gzip,
    compress: (source, options) => {
      if (Buffer.from(source).includes('poison')) throw new Error('no compressor takes this');
      return gzip.compress(source, options);
    },
  };
  compressions.register(broken);
  try {
    const { clock, cluster, core } = bench({ compressionType: 'gzip' }, { topics: { t: 3 } });
    await clock.runUntil(core.send({ topic: 't', partition: 0, value: 'first' }));
    const before = cluster.requests.length;
    const sends = ['good', 'poison', 'fine'].map((value, partition) => core.send({ topic: 't', partition, value }));
    const outcomes = await clock.runUntil(Promise.allSettled(sends));
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.match(String((outcomes[1] as PromiseRejectedResult).reason), /no compressor takes this/);
    assert.deepEqual(
      cluster.requests.slice(before).map(({ batches }) => batches),
      [2],
    );
    await clock.runUntil(core.send({ topic: 't', partition: 1, value: 'next' }));
    assert.deepEqual(cluster.log('t', 1).values, ['next']);
    await clock.runUntil(core.close(Infinity));
  } finally {
    compressions.register(gzip);
  }
});

test('the halves of a batch that was too large are compressed at the level that it was', async () => {
  const gzip = compressions.get('gzip');
  const levels: (number | undefined)[] = [];
  compressions.register({
    ...gzip,
    compress: (source, options) => {
      levels.push(options.level);
      return gzip.compress(source, options);
    },
  });
  try {
    let refusals = 1;
    const { clock, cluster, core } = bench(
      { compressionType: 'gzip', compressionLevel: 2 },
      { batchFate: () => (refusals-- > 0 ? { errorCode: ErrorCode.MESSAGE_TOO_LARGE, stores: false } : null) },
    );
    const records = Array.from({ length: 4 }, (_, i) => ({ topic: 't', value: String(i) }));
    await clock.runUntil(core.sendMany(records));
    assert.deepEqual(cluster.log('t', 0).values, ['0', '1', '2', '3']);
    assert.deepEqual(levels, [2, 2, 2]);
    await clock.runUntil(core.close(Infinity));
  } finally {
    compressions.register(gzip);
  }
});

test('what is not sealed does not go out', () => {
  const batch = new ProducerBatch('t', 0, new RecordBatchWriter({ maxBytes: 1_000 }), 0);
  assert.throws(() => batch.records, StateError);
});
