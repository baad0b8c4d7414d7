import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { CodecError, type CodecErrorReason, convertRecords, readBatches, type RecordBatch } from '../src/index.ts';
import { damaged } from './damage.ts';
import { javaCase } from './fixtures.ts';

/** Message set bytes: offset 8, size 4, crc 4, magic 1, attributes 1, (timestamp 8), key 4 + n, value 4 + n. */
const VALUE_OF_WRAPPER = [26, 34] as const;

/** A message without a key. */
function message(magic: 0 | 1, offset: number, attributes: number, value: Buffer | null): Buffer {
  const start = VALUE_OF_WRAPPER[magic];
  const bytes = Buffer.alloc(start + (value?.length ?? 0));
  bytes.writeBigInt64BE(BigInt(offset), 0);
  bytes.writeInt32BE(bytes.length - 12, 8);
  bytes[16] = magic;
  bytes[17] = attributes;
  bytes.writeInt32BE(-1, start - 8);
  bytes.writeInt32BE(value?.length ?? -1, start - 4);
  value?.copy(bytes, start);
  return damaged(bytes, () => undefined);
}

function readAll(bytes: Buffer): string[] {
  return [...readBatches(bytes)].flatMap((batch) =>
    [...batch].map((record) => `${String(record.offset)} ${record.valueText ?? 'null'}`),
  );
}

function assertFails(bytes: Buffer, reason: CodecErrorReason, text: RegExp): void {
  assert.throws(
    () => readAll(bytes),
    (error) => {
      assert.ok(error instanceof CodecError, String(error));
      assert.match(error.message, text);
      assert.equal(error.reason, reason);
      return true;
    },
  );
}

describe('message sets', () => {
  it('messages made here are what Java makes', () => {
    const { bytes } = javaCase('format 1, gaps in a wrapper');
    const inner = gunzipSync(bytes.subarray(34));
    const again = damaged(message(1, 190, 1, gzipSync(inner)), (copy) => copy.writeBigInt64BE(1_700_000_000_190n, 18));
    assert.deepEqual(readAll(again), readAll(bytes));
  });

  it('offsets in a wrapper of magic 1 are relative to the last one, whatever they begin with', () => {
    const inner = Buffer.concat([message(1, 5, 0, Buffer.from('a')), message(1, 7, 0, Buffer.from('b'))]);
    assert.deepEqual(readAll(message(1, 1000, 1, gzipSync(inner))), ['998 a', '1000 b']);
    const absolute = Buffer.concat([message(0, 5, 0, Buffer.from('a')), message(0, 7, 0, null)]);
    assert.deepEqual(readAll(message(0, 7, 1, gzipSync(absolute))), ['5 a', '7 null']);
  });

  it('a wrapper is passed over by its offset without being decompressed', () => {
    const bytes = Buffer.concat([message(1, 9, 1, Buffer.from('no gzip')), message(1, 10, 0, Buffer.from('a'))]);
    assert.deepEqual(
      [...readBatches(bytes, { fromOffset: 10 })].map((batch) => batch.lastOffset),
      [10],
    );
    assertFails(bytes, 'corrupt', /last offset 9: gzip data that cannot be decompressed/);
  });

  for (const magic of [0, 1] as const) {
    const a = message(magic, 3, 0, Buffer.from('abc'));
    const wrapped = (inner: Buffer): Buffer => message(magic, 9, 1, gzipSync(inner));
    const lengthOfKey = VALUE_OF_WRAPPER[magic] - 8;
    const cases: [string, Buffer, CodecErrorReason, RegExp][] = [
      ['a flipped bit', Buffer.concat([a.subarray(0, a.length - 1), Buffer.from('x')]), 'corrupt', /CRC-32 is .* says/],
      ['a key past the message', damaged(a, (b) => b.writeInt32BE(4, lengthOfKey)), 'corrupt', /key length of 4/],
      ['a key length of -2', damaged(a, (b) => b.writeInt32BE(-2, lengthOfKey)), 'corrupt', /key length of -2/],
      ['a value too long', damaged(a, (b) => b.writeInt32BE(4, lengthOfKey + 4)), 'corrupt', /value length of 4/],
      ['a value too short', damaged(a, (b) => b.writeInt32BE(2, lengthOfKey + 4)), 'corrupt', /value length of 2/],
      ['an offset past 2^53', damaged(a, (b) => b.writeBigInt64BE(2n ** 53n, 0)), 'limit', /offset too large/],
      ['a negative offset', damaged(a, (b) => b.writeBigInt64BE(-1n, 0)), 'limit', /negative/],
      ['zstd', message(magic, 3, 4, Buffer.from('abc')), 'unsupported', /compression id 4 in message format/],
      ['a wrapper of null', message(magic, 3, 1, null), 'corrupt', /wrapper whose lengths do not fit/],
      [
        'a wrapper key past the message',
        damaged(wrapped(a), (b) => b.writeInt32BE(2 ** 30, lengthOfKey)),
        'corrupt',
        /do not fit/,
      ],
      ['a wrapper of nothing', wrapped(Buffer.alloc(0)), 'corrupt', /without messages/],
      ['a wrapper cut off within', wrapped(a.subarray(0, 15)), 'corrupt', /message that is cut off/],
      ['a size past the wrapper', wrapped(damaged(a, (b) => b.writeInt32BE(100, 8))), 'corrupt', /message size of 100/],
      ['a size below the least', wrapped(damaged(a, (b) => b.writeInt32BE(13, 8))), 'corrupt', /message size of 13/],
      ['a wrapper in a wrapper', wrapped(wrapped(a)), 'corrupt', /wrapper in a wrapper/],
      ['a record batch within', wrapped(damaged(a, (b) => b.writeInt8(2, 16))), 'corrupt', /message with magic 2/],
      [
        'a wrong checksum within',
        wrapped(Buffer.concat([a.subarray(0, a.length - 1), Buffer.from('x')])),
        'corrupt',
        /message at byte 0 .*CRC-32 is/,
      ],
      [
        'offsets that go back within',
        wrapped(Buffer.concat([a, message(magic, 2, 0, null)])),
        'corrupt',
        /offset 2 after 3 in a wrapper/,
      ],
      [
        'an offset within that is past the last one',
        wrapped(message(magic, 10, 0, null)),
        'corrupt',
        /offset 10 in a wrapper that says it ends before/,
      ],
      [
        'an offset past 2^53 within',
        wrapped(damaged(a, (b) => b.writeBigInt64BE(2n ** 60n, 0))),
        'limit',
        /past 2\^53/,
      ],
      [
        'negative offsets within',
        message(magic, 1, 1, gzipSync(Buffer.concat([message(magic, -5, 0, null), a]))),
        'limit',
        /negative/,
      ],
    ];
    for (const [name, bytes, reason, text] of cases) {
      it(`format ${String(magic)}: ${name} is refused`, () => assertFails(bytes, reason, text));
    }
  }

  it('a message of format 1 that is too small for it is refused', () => {
    const bytes = Buffer.from(message(0, 3, 0, null));
    bytes[16] = 1;
    assertFails(
      damaged(bytes, () => undefined),
      'corrupt',
      /26 bytes, which is less than its header/,
    );
  });

  it('has what it holds checked by checkCrcs', () => {
    const inner = message(1, 0, 0, Buffer.from('abc'));
    inner.write('x', inner.length - 1);
    const bytes = message(1, 0, 1, gzipSync(inner));
    assert.equal([...readBatches(bytes, { checkCrcs: false }).read()!][0]!.valueText, 'abx');
    assertFails(bytes, 'corrupt', /CRC-32/);
  });
});

describe('a message set changed in place', () => {
  const first = (bytes: Buffer): RecordBatch => readBatches(bytes).read()!;
  const wrapper = (magic: 0 | 1, offset: number): Buffer =>
    message(magic, offset, 1, gzipSync(Buffer.concat([message(magic, 2, 0, null), message(magic, 4, 0, null)])));
  const offsets = (bytes: Buffer): number[] => [...first(bytes)].map(({ offset }) => offset);

  it('takes its offset from the broker, the checksum stays right', () => {
    for (const magic of [0, 1] as const) {
      const bytes = message(magic, 0, 0, Buffer.from('a'));
      first(bytes).setBaseOffset(2 ** 40);
      assert.deepEqual(offsets(bytes), [2 ** 40]);
      first(bytes).setLastOffset(7);
      assert.deepEqual(offsets(bytes), [7]);
      for (const wrong of [-1, 0.5, Number.MAX_SAFE_INTEGER]) {
        assert.throws(() => first(bytes).setBaseOffset(wrong), /an offset is an integer from 0 to 2\^53 - 2, got/);
      }
    }
  });

  it('moves all messages of a wrapper of format 1, whatever its offset was', () => {
    for (const before of [0, 4, 1000]) {
      const bytes = wrapper(1, before);
      const batch = first(bytes);
      batch.setBaseOffset(70);
      assert.deepEqual([batch.baseOffset, batch.lastOffset, batch.nextOffset], [70, 72, 73]);
      assert.deepEqual(offsets(bytes), [70, 72]);
      first(bytes).setLastOffset(90);
      assert.deepEqual(offsets(bytes), [88, 90]);
    }
  });

  it('says that a wrapper of format 0 has to be written anew', () => {
    const batch = first(wrapper(0, 4));
    assert.throws(
      () => batch.setBaseOffset(70),
      (error) => error instanceof CodecError && error.reason === 'unsupported' && /convertRecords/.test(error.message),
    );
    batch.setBaseOffset(2);
    assert.equal(batch.lastOffset, 4);
  });

  it('takes LogAppendTime for the message and for what a wrapper holds, and back', () => {
    for (const bytes of [message(1, 4, 0, null), wrapper(1, 4)]) {
      const before = Buffer.from(bytes);
      const batch = first(bytes);
      assert.deepEqual([batch.timestampType, batch.maxTimestamp], ['CreateTime', 0]);
      batch.setMaxTimestamp('LogAppendTime', 77);
      assert.deepEqual([batch.timestampType, batch.maxTimestamp], ['LogAppendTime', 77]);
      assert.ok([...first(bytes)].every(({ timestamp }) => timestamp === 77));
      assert.throws(() => batch.setMaxTimestamp('LogAppendTime', 0.5), /safe integer/);
      batch.setMaxTimestamp('CreateTime', 0);
      assert.deepEqual(bytes, before);
    }
  });

  it('counts offsets that producers have not set, whatever stands there', () => {
    for (const magic of [0, 1] as const) {
      const anything = (offset: bigint, attributes = 0, value: Buffer | null = null): Buffer =>
        damaged(message(magic, 0, attributes, value), (bytes) => bytes.writeBigInt64BE(offset, 0));
      const inner = Buffer.concat([anything(-1n), anything(2n ** 63n - 1n), anything(-1n)]);
      const bytes = Buffer.concat([anything(-1n), anything(2n ** 62n, 1, gzipSync(inner))]);
      assertFails(bytes, 'limit', /negative or past/);
      const [alone, wrapped] = readBatches(bytes, { unassignedOffsets: true });
      assert.deepEqual([alone!.lastOffset, wrapped!.lastOffset, wrapped!.count], [0, 0, 3]);
      assert.deepEqual(
        [...wrapped!].map(({ offset }) => offset),
        [0, 1, 2],
      );
      alone!.setBaseOffset(5);
      assert.deepEqual([[...alone!][0]!.offset, offsets(bytes)], [5, [5]]);
      assert.throws(
        () => wrapped!.setBaseOffset(5),
        (error) => error instanceof CodecError && error.reason === 'unsupported',
      );
      const sent = convertRecords(bytes, 2, { baseOffset: 40 });
      assert.deepEqual(
        [...readBatches(sent)].flatMap((batch) => [...batch].map(({ offset }) => offset)),
        [40, 41, 42, 43],
      );
    }
  });

  it('refuses what its format has no place for', () => {
    for (const magic of [0, 1] as const) {
      const batch = first(message(magic, 3, 0, null));
      const before = Buffer.from(batch.slice);
      const unsupported = (error: unknown): boolean => error instanceof CodecError && error.reason === 'unsupported';
      assert.throws(() => batch.setPartitionLeaderEpoch(5), unsupported);
      if (magic === 0) assert.throws(() => batch.setMaxTimestamp('LogAppendTime', 5), unsupported);
      assert.deepEqual(batch.slice, before);
    }
  });
});
