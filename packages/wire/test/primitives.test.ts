import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Reader, WireError, Writer } from '../src/index.ts';
import fc from 'fast-check';

function roundTrip<T>(write: (w: Writer, value: T) => void, read: (r: Reader) => T, value: T, hex?: string): void {
  const w = new Writer(16);
  write(w, value);
  const bytes = w.finish();
  if (hex !== undefined) assert.equal(bytes.toString('hex'), hex);
  const r = new Reader(bytes);
  assert.deepEqual(read(r), value);
  r.finish();
}

test('varints as in the protocol guide', () => {
  for (const [value, hex] of [
    [0, '00'],
    [1, '01'],
    [127, '7f'],
    [128, '8001'],
    [300, 'ac02'],
    [0xffffffff, 'ffffffff0f'],
  ] as [number, string][]) {
    roundTrip(
      (w, v) => {
        w.uvarint(v);
      },
      (r) => r.uvarint(),
      value,
      hex,
    );
  }
  for (const [value, hex] of [
    [0, '00'],
    [-1, '01'],
    [1, '02'],
    [-64, '7f'],
    [64, '8001'],
    [0x7fffffff, 'feffffff0f'],
    [-0x80000000, 'ffffffff0f'],
  ] as [number, string][]) {
    roundTrip(
      (w, v) => {
        w.varint(v);
      },
      (r) => r.varint(),
      value,
      hex,
    );
  }
  for (const [value, hex] of [
    [0n, '00'],
    [-1n, '01'],
    [2n ** 63n - 1n, 'feffffffffffffffff01'],
    [-(2n ** 63n), 'ffffffffffffffffff01'],
  ] as [bigint, string][]) {
    roundTrip(
      (w, v) => {
        w.varlong(v);
      },
      (r) => r.varlong(),
      value,
      hex,
    );
  }
  roundTrip(
    (w, v) => {
      w.uvarlong(v);
    },
    (r) => r.uvarlong(),
    2n ** 64n - 1n,
    'ffffffffffffffffff01',
  );
});

test('numbers of every width come back', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      fc.double({ noNaN: true }),
      (n, big, d) => {
        roundTrip(
          (w, v) => {
            w.int8(v);
          },
          (r) => r.int8(),
          (n << 24) >> 24,
        );
        roundTrip(
          (w, v) => {
            w.int16(v);
          },
          (r) => r.int16(),
          (n << 16) >> 16,
        );
        roundTrip(
          (w, v) => {
            w.uint16(v);
          },
          (r) => r.uint16(),
          n & 0xffff,
        );
        roundTrip(
          (w, v) => {
            w.int32(v);
          },
          (r) => r.int32(),
          n,
        );
        roundTrip(
          (w, v) => {
            w.uint32(v);
          },
          (r) => r.uint32(),
          n >>> 0,
        );
        roundTrip(
          (w, v) => {
            w.varint(v);
          },
          (r) => r.varint(),
          n,
        );
        roundTrip(
          (w, v) => {
            w.uvarint(v);
          },
          (r) => r.uvarint(),
          n >>> 0,
        );
        roundTrip(
          (w, v) => {
            w.int64(v);
          },
          (r) => r.int64(),
          big,
        );
        roundTrip(
          (w, v) => {
            w.varlong(v);
          },
          (r) => r.varlong(),
          big,
        );
        roundTrip(
          (w, v) => {
            w.uvarlong(v);
          },
          (r) => r.uvarlong(),
          BigInt.asUintN(64, big),
        );
        roundTrip(
          (w, v) => {
            w.float64(v);
          },
          (r) => r.float64(),
          d,
        );
      },
    ),
    { seed: 7 },
  );
});

test('int64 at the edges of the short cuts', () => {
  for (const v of [
    0n,
    -1n,
    1n,
    255n,
    -256n,
    2n ** 56n,
    -(2n ** 56n),
    2n ** 63n - 1n,
    -(2n ** 63n),
    0x00ff000000000000n,
    0xffffn,
  ]) {
    roundTrip(
      (w, x) => {
        w.int64(x);
      },
      (r) => r.int64(),
      v,
    );
  }
});

test('strings of every length and alphabet come back', () => {
  for (const text of [
    '',
    'a',
    'ä',
    '12345678',
    '123456789',
    'x'.repeat(63),
    'x'.repeat(64),
    'x'.repeat(127),
    'x'.repeat(128),
    `${'x'.repeat(62)}ß`,
    '𝄞'.repeat(30),
    '\u0000',
    'y'.repeat(20000),
  ]) {
    for (const compact of [false, true]) {
      roundTrip(
        (w, v) => {
          w.string(v, compact);
        },
        (r) => r.string(compact),
        text,
      );
      roundTrip<string | null>(
        (w, v) => {
          w.nullableString(v, compact);
        },
        (r) => r.nullableString(compact),
        text,
      );
    }
  }
  roundTrip<string | null>(
    (w, v) => {
      w.nullableString(v);
    },
    (r) => r.nullableString(),
    null,
    'ffff',
  );
  roundTrip<string | null>(
    (w, v) => {
      w.nullableString(v, true);
    },
    (r) => r.nullableString(true),
    null,
    '00',
  );
});

test('bytes and arrays of primitives come back', () => {
  for (const compact of [false, true]) {
    roundTrip<Buffer>(
      (w, v) => {
        w.bytes(v, compact);
      },
      (r) => r.bytes(compact),
      Buffer.from('bytes'),
    );
    roundTrip<Buffer | null>(
      (w, v) => {
        w.nullableBytes(v, compact);
      },
      (r) => r.nullableBytes(compact),
      null,
    );
    roundTrip(
      (w, v) => {
        w.int8Array(v, compact);
      },
      (r) => r.int8Array(compact),
      [-1, 2],
    );
    roundTrip(
      (w, v) => {
        w.int16Array(v, compact);
      },
      (r) => r.int16Array(compact),
      [-1, 2],
    );
    roundTrip(
      (w, v) => {
        w.int32Array(v, compact);
      },
      (r) => r.int32Array(compact),
      [-1, 2],
    );
    roundTrip(
      (w, v) => {
        w.int64Array(v, compact);
      },
      (r) => r.int64Array(compact),
      [-1n, 2n],
    );
    roundTrip(
      (w, v) => {
        w.stringArray(v, compact);
      },
      (r) => r.stringArray(compact),
      ['a', ''],
    );
    roundTrip(
      (w, v) => {
        w.uuidArray(v, compact);
      },
      (r) => r.uuidArray(compact),
      ['AQIDBAUGBwgJCgsMDQ4PEA'],
    );
  }
});

test('a writer can go on after it gave its bytes, and after a reset', () => {
  const w = new Writer(16);
  const large = Buffer.alloc(1024, 1);
  w.int32(1);
  w.bytes(large);
  w.int32(2);
  assert.equal(w.length, 4 + 4 + 1024 + 4);
  const chunks = w.chunks();
  assert.deepEqual(
    chunks.map((c) => c.length),
    [8, 1024, 4],
  );
  assert.equal(chunks[1], large);
  w.int32(3);
  w.reset();
  w.int32(4);
  assert.equal(w.finish().toString('hex'), '00000004');
  assert.deepEqual(chunks[2], Buffer.from('00000002', 'hex'));
  assert.equal(w.finish().length, 0);
});

test('a reader stays within its range', () => {
  const r = new Reader(Buffer.from('0102030405', 'hex'), 1, 3);
  assert.equal(r.remaining, 2);
  assert.equal(r.int16(), 0x0203);
  assert.throws(
    () => r.int8(),
    (e) => e instanceof WireError && e.offset === 3,
  );
  assert.throws(() => new Reader(Buffer.alloc(3), 2, 4), RangeError);
});
