import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { CodecError, type CodecErrorReason, readBatches } from '../src/index.ts';
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
      [
        'another format within',
        wrapped(message(magic === 0 ? 1 : 0, 3, 0, Buffer.alloc(9))),
        'corrupt',
        /another format/,
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

  it('cannot be changed in place', () => {
    const [batch] = readBatches(message(1, 3, 0, null));
    assert.throws(() => batch?.setBaseOffset(5), /message format 1 cannot be changed in place/);
    assert.throws(() => batch?.setPartitionLeaderEpoch(5), CodecError);
    assert.throws(() => batch?.setMaxTimestamp('LogAppendTime', 5), CodecError);
    assert.throws(() => batch?.setProducerState({ producerId: 1, producerEpoch: 1, baseSequence: 1 }), CodecError);
  });
});
