import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { type KafkaRecord, readBatches, type RecordBatch, RecordBatchWriter } from '../src/index.ts';
import { fromBase64, javaCases, javaMessageSets } from './fixtures.ts';
import { mapValues } from './proxy-example.ts';

// Compiled, this file is in packages/codec/dist/test.
const text = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('the README', () => {
  it("shows the proxy's code that is tested here", () => {
    const code = text('test/proxy-example.ts')
      .replace('../src/index.ts', '@k/codec')
      .replace('export function', 'function');
    assert.ok(text('README.md').includes(`\`\`\`ts\n${code}\`\`\``));
  });

  it('has a proxy that changes nothing but values, in sets of every kind', () => {
    const reversed = (value: Buffer | null): Buffer | null => (value === null ? null : Buffer.from(value).reverse());
    const rows = (batch: RecordBatch): unknown[] =>
      [...batch].map(({ offset, timestamp, key, value, headers }: KafkaRecord) => [
        offset,
        timestamp,
        key,
        value,
        headers,
      ]);
    for (const { name, bytes } of javaCases) {
      const before = [...readBatches(fromBase64(bytes))];
      // Its times are relative to the horizon, which this proxy does not keep.
      if (before.some(({ deleteHorizonMs, magic }) => deleteHorizonMs !== null || magic < 2)) continue;
      const changed = mapValues(fromBase64(bytes), reversed);
      const after = [...readBatches(mapValues(changed, reversed))];
      assert.deepEqual(after.map(rows), before.map(rows), name);
      // Compressed again, the length may be another; LogAppendTime hides the times that were first written.
      const comparable = (batch: RecordBatch): unknown => {
        if (batch.compression === 'none' && batch.timestampType === 'CreateTime') return batch.slice;
        const { maxTimestamp, producerId, producerEpoch, baseSequence, isTransactional, lastOffset, magic } = batch;
        return [maxTimestamp, producerId, producerEpoch, baseSequence, isTransactional, lastOffset, magic];
      };
      assert.deepEqual(after.map(comparable), before.map(comparable), name);
      for (const [i, batch] of [...readBatches(changed)].entries()) {
        const values = [...batch].map(({ value }) => value);
        const expected = before[i]!.isControl ? (value: Buffer | null) => value : reversed;
        assert.deepEqual(
          values,
          [...before[i]!].map(({ value }) => expected(value)),
          name,
        );
      }
    }
    for (const { name, bytes, error, magic } of javaMessageSets) {
      if (error !== null || magic !== undefined || /cut off|ends before/.test(name)) continue;
      const before = [...readBatches(fromBase64(bytes))].flatMap(rows);
      const after = [...readBatches(mapValues(fromBase64(bytes), (value) => value))].flatMap(rows);
      assert.deepEqual(after, before, name);
    }
  });

  it('says what a view shares, and what copy() is for', () => {
    const writer = new RecordBatchWriter({ maxBytes: 1000 });
    writer.tryAppend(5, 'key', 'value', [{ key: 'h', value: 'x' }]);
    const bytes = writer.seal();
    const [record] = readBatches(bytes).read()!;
    const { value } = record!;
    const copy = record!.copy();
    bytes.fill(0);
    assert.deepEqual([record!.valueText, value!.toString()], ['\0\0\0\0\0', '\0\0\0\0\0'], 'views see it');
    assert.deepEqual([copy.keyText, copy.valueText], ['key', 'value'], 'the copy does not');
    assert.deepEqual(copy.headers, [{ key: 'h', value: Buffer.from('x') }]);
    assert.ok(copy.value!.buffer.byteLength < 20, 'and keeps its own bytes alive only');
  });
});
