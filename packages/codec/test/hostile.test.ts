import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CodecError, type CodecErrorReason, readBatches, readControlRecord, RecordBatchWriter } from '../src/index.ts';
import { damaged } from './damage.ts';
import { fromBase64, javaCase, javaCases } from './fixtures.ts';

const T = 1_700_000_000_000;

function batchOf(...values: (string | null)[]): Buffer {
  const writer = new RecordBatchWriter({ maxBytes: 1 << 20 });
  for (const value of values) writer.tryAppend(T, 'key', value, value === 'h' ? [{ key: 'a', value: 'b' }] : []);
  return writer.seal({ baseOffset: 40 });
}

/** Reads everything that can be read. */
function readAll(bytes: Uint8Array, checkCrcs = true): number {
  let seen = 0;
  for (const batch of readBatches(bytes, { checkCrcs, maxDecompressedBytes: 1 << 20 })) {
    for (const record of batch)
      seen += (record.key?.length ?? 0) + (record.value?.length ?? 0) + record.headers.length + 1;
  }
  return seen;
}

function assertFails(bytes: Uint8Array, reason: CodecErrorReason, message: RegExp, offset = 40): void {
  assert.throws(
    () => readAll(bytes),
    (error) => {
      assert.ok(error instanceof CodecError, String(error));
      assert.match(error.message, message);
      assert.equal(error.reason, reason);
      assert.equal(error.offset, offset);
      return true;
    },
  );
}

describe('a damaged batch', () => {
  it('is reported with its place, after the good ones before it', () => {
    const good = batchOf('a', 'b');
    const bad = batchOf('c');
    bad[bad.length - 2]! ^= 1;
    const reader = readBatches(Buffer.concat([good, bad, good]));
    assert.equal([...reader.read()!].length, 2);
    for (let i = 0; i < 2; i++) {
      assert.throws(
        () => reader.read(),
        (error) => {
          assert.ok(error instanceof CodecError);
          assert.equal(error.reason, 'corrupt');
          assert.equal(error.batchPosition, good.length);
          assert.equal(error.offset, 40);
          assert.match(
            error.message,
            new RegExp(`byte ${String(good.length)}, base offset 40: CRC-32C is [0-9a-f]{8}, the header says`),
          );
          return true;
        },
      );
    }
    const unchecked = readBatches(Buffer.concat([good, bad, good]), { checkCrcs: false });
    assert.equal([...unchecked].length, 3);
  });

  it('can be passed over by its offset, with its checksum checked', () => {
    const first = batchOf('c');
    const next = Buffer.from(batchOf('d', 'e', 'f'));
    next.writeBigInt64BE(41n, 0);
    const [batch, ...others] = readBatches(Buffer.concat([first, next]), { fromOffset: 42 });
    assert.equal(others.length, 0);
    const cursor = batch!.records();
    assert.ok(cursor.skipTo(42));
    assert.equal(cursor.value?.toString(), 'e');
    assert.ok(cursor.next());
    assert.equal(cursor.offset, 43);
    assert.ok(!cursor.next());
    assert.ok(!cursor.skipTo(0));
    // A damaged last offset must not make records vanish.
    first.writeInt32BE(-1, 23);
    assert.throws(() => readBatches(Buffer.concat([first, next]), { fromOffset: 42 }).read(), /CRC-32C/);
  });
});

describe('a header that lies', () => {
  const batch = batchOf('a', 'b', 'c');
  const cases: [string, (bytes: Buffer) => unknown, CodecErrorReason, RegExp, number?][] = [
    ['a negative length', (b) => b.writeInt32BE(-1, 8), 'corrupt', /batch length of -1/],
    ['a length below any message', (b) => b.writeInt32BE(13, 8), 'corrupt', /batch length of 13/],
    ['a length below its header', (b) => b.writeInt32BE(48, 8), 'corrupt', /60 bytes, which is less than its header/],
    ['an unknown magic', (b) => b.writeInt8(3, 16), 'corrupt', /magic 3/],
    ['a negative magic', (b) => b.writeInt8(-1, 16), 'corrupt', /magic -1/],
    ['an offset past 2^53', (b) => b.writeBigInt64BE(2n ** 53n, 0), 'limit', /base offset too large.*past 2\^53/, -1],
    ['a last offset past 2^53', (b) => b.writeBigInt64BE(2n ** 53n - 3n, 0), 'limit', /past 2\^53/, 2 ** 53 - 3],
    ['a negative offset', (b) => b.writeBigInt64BE(-1n, 0), 'limit', /negative/, -1],
    ['a negative last offset delta', (b) => b.writeInt32BE(-1, 23), 'corrupt', /last offset delta of -1/],
    ['a negative count', (b) => b.writeInt32BE(-1, 57), 'corrupt', /record count of -1/],
    [
      'a count too small',
      (b) => b.writeInt32BE(2, 57),
      'corrupt',
      /bytes after the last record: the record count lies/,
    ],
    ['a count too large', (b) => b.writeInt32BE(4, 57), 'corrupt', /damaged record 3 of the batch/],
    ['a huge count', (b) => b.writeInt32BE(0x7fff_ffff, 57), 'corrupt', /damaged record 3 of the batch/],
    ['an unknown compression', (b) => b.writeInt16BE(6, 21), 'unsupported', /compression id 6/],
    ['a base timestamp past 2^53', (b) => b.writeBigInt64BE(2n ** 53n, 27), 'limit', /timestamp past 2\^53/],
    ['a max timestamp past 2^53', (b) => b.writeBigInt64BE(-(2n ** 60n), 35), 'limit', /timestamp past 2\^53/],
    ['a max timestamp of -(2^53)', (b) => b.writeBigInt64BE(-(2n ** 53n), 35), 'limit', /timestamp past 2\^53/],
  ];
  for (const [name, change, reason, message, offset] of cases) {
    it(name, () => assertFails(damaged(batch, change), reason, message, offset));
  }
});

describe('the end of a set', () => {
  it('is cut off in a batch, or damaged: a length that cannot be is not waited for', () => {
    const head = Buffer.from(batchOf('a').subarray(0, 12));
    assert.equal(readBatches(head).read(), null);
    assert.equal(readBatches(head.subarray(0, 11)).read(), null);
    head.writeInt32BE(-1, 8);
    assertFails(head, 'corrupt', /batch length of -1/);
    assert.equal(readBatches(head.subarray(0, 11)).read(), null);
  });
});

describe('a record that lies', () => {
  // length, attributes, timestamp delta, offset delta, key length 3, k e y, value length 1, value, header count
  const batch = batchOf('a', 'b');
  const cases: [string, number, number, RegExp][] = [
    ['length 0', 61, 0, /record 0 .* record length of 0/],
    ['a negative length', 61, 1, /record length of -1/],
    ['a length one too large', 61, batch[61]! + 2, /1 bytes after the last header/],
    ['a length past the batch', 61, 0x7e, /record length of 63/],
    ['an offset delta past the last', 64, 4, /offset delta of 2/],
    ['a negative offset delta', 64, 1, /offset delta of -1/],
    ['a key past the record', 65, 0x7e, /key length of 63/],
    ['a key length of -2', 65, 3, /key length of -2/],
    ['a value past the record', 69, 0x7e, /value length of 63/],
    ['a value length of -2', 69, 3, /value length of -2/],
    ['headers past the record', 71, 2, /headers that are not there/],
  ];
  for (const [name, position, byte, message] of cases) {
    it(name, () =>
      assertFails(
        damaged(batch, (b) => b.writeUInt8(byte, position)),
        'corrupt',
        message,
      ),
    );
  }

  it('varints that do not end', () => {
    const long = batchOf('x'.repeat(30));
    assertFails(
      damaged(long, (b) => b.fill(0x80, 61)),
      'corrupt',
      /varint of more than 5 bytes/,
    );
    assertFails(
      damaged(long, (b) => b.fill(0x80, 63)),
      'corrupt',
      /varint of more than 10 bytes/,
    );
    assertFails(
      damaged(long, (b) => b.fill(0xff, 64)),
      'corrupt',
      /varint of more than 5 bytes/,
    );
    assertFails(
      damaged(batchOf(''), (b) => b.fill(0xff, 66)),
      'corrupt',
      /cut off|key length|record length|value length/,
    );
  });

  it('a varint of six bytes', () => {
    const six = damaged(batchOf('x'.repeat(30)), (b) => b.set([0x82, 0x80, 0x80, 0x80, 0x80, 0], 64));
    assertFails(six, 'corrupt', /varint of more than 5 bytes/);
  });

  it('a last record that reaches one byte into what follows', () => {
    const last = 61 + 1 + batch.readUInt8(61) / 2;
    const longer = damaged(batch, (b) => b.writeUInt8(b.readUInt8(last) + 2, last));
    assertFails(Buffer.concat([longer, batch]), 'corrupt', /record 1 .* record length of/);
  });

  it('a timestamp past 2^53', () => {
    const writer = new RecordBatchWriter({ maxBytes: 1000 });
    writer.tryAppend(0, null, null);
    writer.tryAppend(Number.MAX_SAFE_INTEGER, null, 'x');
    const sealed = writer.seal();
    assert.equal([...readBatches(sealed).read()!][1]?.timestamp, Number.MAX_SAFE_INTEGER);
    assertFails(
      damaged(sealed, (b) => b.writeBigInt64BE(1n, 27)),
      'limit',
      /record 1 .*timestamp past 2\^53/,
      0,
    );
  });

  it('headers that do not fill the record', () => {
    const withHeader = batchOf('h'); // ends with: count 1, length 1, a, length 1, b
    const end = withHeader.length;
    const cases: [number, number, RegExp][] = [
      [5, 0x7e, /63 headers announced/],
      [5, 1, /-1 headers announced/],
      [5, 0, /4 bytes after the last header/],
      [4, 0x7e, /a length of 63/],
      [4, 1, /null header key/],
      [2, 0x04, /a length of 2/],
      [2, 0x03, /a length of -2/],
      [2, 0x01, /1 bytes after the last header/],
    ];
    for (const [back, byte, message] of cases) {
      assertFails(
        damaged(withHeader, (b) => b.writeUInt8(byte, end - back)),
        'corrupt',
        message,
      );
    }
  });

  it('ends the cursor: nothing after it is handed out', () => {
    const cursor = readBatches(damaged(batch, (b) => b.writeUInt8(4, 64)))
      .read()!
      .records();
    assert.throws(() => cursor.next(), CodecError);
    assert.equal(cursor.next(), false);
  });
});

describe('any bytes', () => {
  const one = ['null and empty', 'headers', 'gzip', 'commit marker', 'gaps left by compaction'];
  const old = ['format 0, gzip', 'format 1, gzip', 'format 1, log append time, gzip'];
  const several = ['several batches', 'format 0, messages', 'format 1, messages', 'all formats in one set'];

  it('cut anywhere are a partial batch: the whole batches before are read', () => {
    for (const { name, bytes: text, batches } of javaCases) {
      const bytes = fromBase64(text);
      if (bytes.length > 2000) continue;
      for (let length = 0; length <= bytes.length; length++) {
        const reader = readBatches(bytes.subarray(0, length));
        let position = 0;
        const whole = batches.filter((batch) => (position += batch['byteLength'] as number) <= length).length;
        assert.equal([...reader].length, whole, `${name} cut at ${String(length)}`);
        assert.equal(reader.position + reader.partialBytes, length);
      }
    }
  });

  it('with any one bit flipped are noticed when the checksum covers it, and never more than a CodecError', () => {
    for (const name of [...one, ...old, ...several]) {
      const { bytes } = javaCase(name);
      // Each bit of a small set, one bit in each byte of a large one.
      const step = bytes.length > 300 ? 9 : 1;
      for (let bit = 0; bit < bytes.length * 8; bit += step) {
        const position = bit >> 3;
        const flipped = Buffer.from(bytes);
        flipped[position]! ^= 1 << (bit & 7);
        // Offset, length and leader epoch of the first batch are outside of its checksum.
        if (position >= 21 && one.includes(name)) assert.throws(() => readAll(flipped), /CRC-32C/);
        if (position >= 17 && old.includes(name)) assert.throws(() => readAll(flipped), /CRC-32 is/);
        for (const bytesRead of [flipped, damaged(flipped, () => undefined)]) {
          try {
            readAll(bytesRead, false);
          } catch (error) {
            if (!(error instanceof CodecError)) throw error;
          }
        }
      }
    }
  });
});

describe('a control record', () => {
  it('that is too short is refused, a type of the future is passed over', () => {
    const record = { offset: 9, key: Buffer.from([0, 0, 0, 1]), value: Buffer.from([0, 0, 0, 0, 0, 7]) };
    assert.deepEqual(readControlRecord(record), { type: 'commit', coordinatorEpoch: 7 });
    for (const wrong of [{ key: null }, { key: Buffer.alloc(3) }, { value: null }, { value: Buffer.alloc(5) }]) {
      assert.throws(() => readControlRecord({ ...record, ...wrong }), /offset 9.*null or too short/);
    }
    const future = { ...record, key: Buffer.from([0, 0, 0, 77]), value: null };
    assert.deepEqual(readControlRecord(future), { type: 'unknown', coordinatorEpoch: -1 });
    assert.equal(readControlRecord({ ...future, key: Buffer.from([0, 0, 0, 2]) }).type, 'leader-change');
  });
});
