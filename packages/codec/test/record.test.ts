import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { KafkaRecord, readBatches, RecordBatchWriter, type RecordCursor } from '../src/index.ts';
import { sizeOfVarint, writeVarint } from '../src/varint.ts';

const T = 1_700_000_000_000;

/** As a consumer makes its records. */
class TopicRecord extends KafkaRecord {
  readonly topic: string;

  constructor(cursor: RecordCursor, topic: string) {
    super(cursor);
    this.topic = topic;
  }
}

function written(count: number): Buffer {
  const writer = new RecordBatchWriter({ maxBytes: 10_000 });
  for (let i = 0; i < count; i++) writer.tryAppend(T, 'key', `value ${String(i)}`, [{ key: 'h', value: '1' }]);
  return Buffer.from(writer.seal());
}

function readAs(bytes: Buffer): TopicRecord[] {
  const cursor = readBatches(bytes).read()?.records();
  const records: TopicRecord[] = [];
  while (cursor?.next() === true) records.push(new TopicRecord(cursor, 't'));
  return records;
}

describe('a record', () => {
  it('shares the bytes it was read from; a copy does not', () => {
    const bytes = written(2);
    const record = readAs(bytes)[1]!;
    const copy = record.copy();
    assert.ok(copy instanceof TopicRecord);
    assert.equal(copy.topic, 't');
    assert.equal(record.value?.buffer, bytes.buffer);
    assert.ok(copy.value!.buffer.byteLength < 20, 'its own key, value and headers only');
    bytes.fill(0);
    assert.equal(copy.offset, 1);
    assert.equal(copy.keyText, 'key');
    assert.equal(copy.valueText, 'value 1');
    assert.deepEqual(copy.headers, [{ key: 'h', value: Buffer.from('1') }]);
    assert.notEqual(record.valueText, 'value 1');
  });

  it('is iterated like the cursor, and stays when the cursor moves', () => {
    const bytes = written(3);
    const iterated = [...readBatches(bytes).read()!];
    assert.deepEqual(
      readAs(bytes).map((record) => [record.offset, record.valueText]),
      iterated.map((record) => [record.offset, record.valueText]),
    );
    assert.equal(iterated[0]?.valueText, 'value 0');
  });

  it('prints as what it means', () => {
    assert.equal(
      inspect(readAs(written(1))[0], { breakLength: Infinity }),
      `{ offset: 0, timestamp: ${String(T)}, topic: 't', key: <Buffer 6b 65 79>, ` +
        `value: <Buffer 76 61 6c 75 65 20 30>, headers: [ { key: 'h', value: <Buffer 31> } ] }`,
    );
  });

  it('is not there in nothing', () => {
    assert.deepEqual([...readBatches(null)], []);
    assert.deepEqual([...readBatches(new Uint8Array())], []);
  });
});

it('a varint is as long as it was said to be', () => {
  const bytes = Buffer.alloc(5);
  for (const border of [0x40, 0x2000, 0x10_0000, 0x800_0000, 2 ** 31]) {
    for (const value of [border - 1, border & 0x7fff_ffff]) {
      assert.equal(sizeOfVarint(value), writeVarint(bytes, 0, value), `${value}`);
    }
  }
});
