import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { crc32, readBatches } from '../src/index.ts';
import { data, fromBase64, kafkaPython } from './fixtures.ts';

describe('kafka-python 1.0.2', () => {
  for (const { name, payload, crc32: theirs } of kafkaPython.payloads) {
    it(`${name}: crc32 is the same number`, () => {
      assert.equal(crc32(fromBase64(payload)) | 0, theirs);
    });
  }

  for (const { name, bytes, records } of kafkaPython.sets) {
    it(`message set ${name}: reads the same`, () => {
      const read = [...readBatches(fromBase64(bytes))].flatMap((batch) =>
        [...batch].map((each) => [each.value, each.key]),
      );
      assert.deepEqual(
        read,
        records.map(([value, key]) => [data(value), data(key)]),
      );
    });
  }
});
