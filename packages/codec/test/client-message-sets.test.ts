import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { convertRecords, readBatches } from '../src/index.ts';
import { clientMessageSets, fromBase64 } from './fixtures.ts';

describe('message sets that other clients produced', () => {
  const { records, cases } = clientMessageSets;

  it('are of two clients, in both formats and every compression they have', () => assert.equal(cases.length, 11));

  for (const { client, magic, compression, sets } of cases) {
    it(`${client}, format ${String(magic)}, ${compression}: reads what was sent, and becomes record batches`, () => {
      const sent = Buffer.concat(sets.map(({ bytes }) => fromBase64(bytes)));
      const batches = [...readBatches(sent, { unassignedOffsets: true })];
      for (const batch of batches) assert.deepEqual([batch.magic, batch.compression], [magic, compression]);
      const pairs = (bytes: Iterable<(typeof batches)[number]>): unknown[] =>
        [...bytes].flatMap((batch) => [...batch].map((record) => [record.keyText, record.valueText]));
      assert.deepEqual(pairs(batches), records);
      const stored = [...readBatches(convertRecords(sent, 2, { baseOffset: 1000 }))];
      assert.deepEqual(pairs(stored), records);
      assert.deepEqual(
        stored.flatMap((batch) => [...batch].map(({ offset }) => offset - 1000)),
        records.map((_, i) => i),
      );
    });
  }
});

describe('segments that Kafka 2.8.2 wrote in message format 0 and 1', () => {
  for (const { magic, compression, bytes } of clientMessageSets.segments) {
    it(`format ${String(magic)}, ${compression}: every offset, key and value`, () => {
      const batches = [...readBatches(fromBase64(bytes))];
      for (const batch of batches) assert.equal(batch.magic, magic);
      assert.ok(batches.some((batch) => batch.compression === compression));
      assert.deepEqual(
        batches.flatMap((batch) => [...batch].map((record) => [record.offset, record.keyText, record.valueText])),
        [
          ...Array.from({ length: 12 }, (_, i) => [
            i,
            `key-${String(i % 3)}`,
            `stored by the broker, größe ${String(i)}`,
          ]),
          [12, 'key-0', 'alone'],
        ],
      );
      for (const batch of batches) {
        assert.equal(batch.timestampType, magic === 0 ? 'NoTimestampType' : 'CreateTime');
        for (const { timestamp } of batch) assert.equal(timestamp > 1_700_000_000_000, magic === 1);
      }
    });
  }
});
