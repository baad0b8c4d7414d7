import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batchHeader, RecordBatchWriter } from '../src/index.ts';

test('a producer id is written exactly, whether a number could hold it or not', () => {
  const writer = new RecordBatchWriter({ maxBytes: 1000 });
  writer.tryAppend(1, null, 'x');
  for (const power of [0n, 31n, 32n, 33n, 53n, 62n]) {
    for (const producerId of [2n ** power - 1n, 2n ** power, 2n ** power + 1n]) {
      const sealed = writer.seal({ producerId, producerEpoch: 0x7fff, baseSequence: 0x7fff_ffff });
      const header = batchHeader(sealed);
      assert.deepEqual(
        [header.producerId, header.producerEpoch, header.baseSequence],
        [producerId, 0x7fff, 0x7fff_ffff],
      );
    }
  }
  const none = batchHeader(writer.seal({ producerId: -1, producerEpoch: -1, baseSequence: -1 }));
  assert.deepEqual([none.producerId, none.producerEpoch, none.baseSequence], [-1n, -1, -1]);
});
