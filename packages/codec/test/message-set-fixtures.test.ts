import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  CodecError,
  convertBatches,
  convertRecords,
  type KafkaRecord,
  type LegacyMagic,
  MessageSetWriter,
  readBatches,
  type RecordBatch,
  type RecordData,
} from '../src/index.ts';
import { data, type FixtureRecord, fromBase64, type JavaMessageSetCase, javaMessageSets } from './fixtures.ts';

/** Damage that Java's client reads over. Here it is an error: records would be lost or come twice. */
const STRICTER = new Set([
  'format 0: a wrapper that ends before its last message',
  'format 0: a wrapper that is cut off within',
  'format 1: a wrapper that is cut off within',
]);

const sets = javaMessageSets.filter(({ magic }) => magic === undefined);
const conversions = javaMessageSets.filter(({ magic }) => magic !== undefined);

function asFixture(record: KafkaRecord): FixtureRecord {
  return {
    offset: record.offset,
    timestamp: record.timestamp,
    key: record.key?.toString('base64') ?? null,
    value: record.value?.toString('base64') ?? null,
    headers: record.headers.map(({ key, value }) => [key, value?.toString('base64') ?? null]),
  };
}

function asJava(batch: RecordBatch): Record<string, unknown> {
  const { byteLength, magic, lastOffset, nextOffset, compression, timestampType, maxTimestamp } = batch;
  const records = [...batch].map(asFixture);
  return { byteLength, magic, lastOffset, nextOffset, compression, timestampType, maxTimestamp, records };
}

/** Everything that is readable, and the error that ended it. */
function readAll(bytes: Buffer): { batches: Record<string, unknown>[]; error: CodecError | null } {
  const batches: Record<string, unknown>[] = [];
  try {
    for (const batch of readBatches(bytes)) batches.push(asJava(batch));
  } catch (error) {
    if (!(error instanceof CodecError)) throw error;
    return { batches, error };
  }
  return { batches, error: null };
}

describe('message sets written by Java read as Java reads them', () => {
  it('has every format, compression, timestamp type and kind of damage', () => {
    assert.equal(sets.length, 125);
    assert.equal(sets.filter(({ error }) => error !== null).length, 61);
  });

  for (const { name, bytes, batches, error } of sets) {
    it(name, () => {
      const read = readAll(fromBase64(bytes));
      if (STRICTER.has(name)) {
        assert.equal(error, null);
        assert.equal(read.error?.reason, 'corrupt');
        return;
      }
      assert.deepEqual(read.batches, batches);
      assert.equal(read.error !== null, error !== null, read.error?.message);
      if (read.error === null) return;
      const position = batches.reduce((sum, batch) => sum + (batch['byteLength'] as number), 0);
      assert.equal(read.error.batchPosition, position);
      assert.equal(read.error.offset, Number(fromBase64(bytes).readBigInt64BE(position)));
    });
  }
});

describe('message sets written here are the bytes that Java writes', () => {
  const writable = sets.filter(({ name, error }) => error === null && / none.*: /.test(name) && !/damaged/.test(name));

  it('covers every uncompressed set', () => assert.equal(writable.length, 12));

  for (const as of ['strings', 'bytes'] as const) {
    const convert = (text: string | null): RecordData =>
      as === 'bytes' ? data(text) : (data(text)?.toString() ?? null);
    for (const { name, bytes, batches } of writable) {
      it(`${name}, from ${as}`, () => {
        const records = batches.flatMap((batch) => batch.records);
        const baseOffset = records[0]!.offset;
        const writer = new MessageSetWriter({ magic: batches[0]!['magic'] as LegacyMagic, maxBytes: 1 << 20 });
        for (const { timestamp, key, value, offset } of records) {
          assert.equal(
            writer.tryAppend(timestamp, convert(key), convert(value), offset - baseOffset),
            offset - baseOffset,
          );
        }
        const exact = writer.byteLength;
        const sealed = writer.seal({ baseOffset });
        assert.equal(sealed.length, exact);
        for (const batch of readBatches(sealed)) {
          if (batches[0]!['timestampType'] === 'LogAppendTime')
            batch.setMaxTimestamp('LogAppendTime', batch.maxTimestamp);
        }
        assert.deepEqual(sealed, fromBase64(bytes));
      });
    }
  }

  for (const { name, bytes, batches } of sets) {
    if (batches.length !== 1 || batches[0]!['compression'] === 'none' || !/: (a few|offset|gaps|many)/.test(name))
      continue;
    it(`${name}: a wrapper of the same messages reads the same`, () => {
      const batch = readBatches(fromBase64(bytes)).read()!;
      const { magic, compression } = batch;
      const writer = new MessageSetWriter({ magic: magic as LegacyMagic, maxBytes: 1 << 20, compression });
      for (const { timestamp, key, value, offset } of batch) {
        writer.tryAppend(timestamp, key, value, offset - batch.baseOffset);
      }
      const again = readBatches(writer.seal({ baseOffset: batch.baseOffset })).read()!;
      if (batch.timestampType === 'LogAppendTime') again.setMaxTimestamp('LogAppendTime', batch.maxTimestamp);
      const { byteLength: _, ...fields } = asJava(again);
      const { byteLength: _size, ...expected } = batches[0]!;
      assert.deepEqual(fields, expected);
    });
  }
});

describe('record sets converted down are what Java makes of them', () => {
  function convert({ bytes, magic, fromOffset }: JavaMessageSetCase): Buffer {
    return convertRecords(fromBase64(bytes), magic!, { keepOlder: true, fromOffset });
  }

  it('covers every compression and both formats', () => assert.equal(conversions.length, 32));

  for (const each of conversions) {
    it(each.name, () => {
      if (typeof each.error === 'string') {
        assert.match(each.error, /Down-conversion of zstandard-compressed batches is not supported/);
        assert.throws(
          () => convert(each),
          (error) => error instanceof CodecError && error.reason === 'unsupported' && error.batchPosition === 0,
        );
        return;
      }
      const before = fromBase64(each.bytes);
      const converted = convert(each);
      const { batches, error } = readAll(converted);
      assert.equal(error, null);
      const comparable = (batch: Record<string, unknown>): unknown =>
        // Another compressor's bytes.
        batch['compression'] === 'none' ? batch : { ...batch, byteLength: 0 };
      assert.deepEqual(batches.map(comparable), each.batches.map(comparable));
      if (batches.every((batch) => batch['compression'] === 'none')) {
        assert.deepEqual(converted, fromBase64(each.converted!));
      }
      assert.deepEqual(fromBase64(each.bytes), before, 'the source is not changed');
      assert.deepEqual(
        Buffer.concat([...convertBatches(before, each.magic!, { keepOlder: true, fromOffset: each.fromOffset })]),
        converted,
      );
    });
  }
});
