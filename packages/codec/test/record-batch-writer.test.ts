import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import vm from 'node:vm';
import { CodecError, CompressionRegistry, readBatches, RecordBatchWriter, recordSizeUpperBound } from '../src/index.ts';

const T = 1_700_000_000_000;

function read(bytes: Buffer): (string | null)[] {
  return [...readBatches(bytes)].flatMap((batch) => [...batch].map((record) => record.valueText));
}

function assertInvalid(call: () => unknown, message: RegExp): void {
  assert.throws(call, (error) => {
    assert.ok(error instanceof CodecError);
    assert.equal(error.reason, 'invalid-argument');
    assert.match(error.message, message);
    return true;
  });
}

describe('RecordBatchWriter: how much fits', () => {
  for (const text of ['x'.repeat(20), 'x'.repeat(100), 'é'.repeat(20), '€'.repeat(100), '📦'.repeat(40)]) {
    it(`takes records of ${text.slice(0, 2)} × ${String(text.length)} up to exactly maxBytes`, () => {
      for (const data of [text, Buffer.from(text)]) {
        const probe = new RecordBatchWriter({ maxBytes: 1 << 20 });
        for (let i = 0; i < 10; i++) probe.tryAppend(T, null, data);
        const exact = probe.byteLength;
        assert.equal(probe.seal().length, exact);

        const fits = new RecordBatchWriter({ maxBytes: exact });
        for (let i = 0; i < 10; i++) assert.equal(fits.tryAppend(T, null, data), i);
        assert.equal(fits.tryAppend(T, null, null), -1);
        assert.deepEqual(fits.seal(), probe.seal());
        assert.equal(fits.capacity, exact, 'memory never goes past maxBytes');

        const tight = new RecordBatchWriter({ maxBytes: exact - 1 });
        for (let i = 0; i < 9; i++) assert.equal(tight.tryAppend(T, null, data), i);
        const before = tight.byteLength;
        assert.equal(tight.tryAppend(T, null, data), -1);
        assert.equal(tight.byteLength, before);
        assert.equal(tight.count, 9);
        assert.equal(read(tight.seal()).length, 9);
      }
    });
  }

  it('makes room for every length of text, from the least memory', () => {
    for (const character of ['x', 'é', '€', '📦']) {
      for (let length = 0; length < 300; length++) {
        const text = character.repeat(length);
        const writer = new RecordBatchWriter({ maxBytes: 10_000, initialBytes: 0 });
        writer.tryAppend(T, text, text);
        const [record] = readBatches(writer.seal()).read()!;
        assert.equal(record?.keyText, text);
        assert.equal(record.valueText, text);
      }
    }
  });

  it('takes a first record of any size, and gives the memory back', () => {
    const writer = new RecordBatchWriter({ maxBytes: 1000 });
    assert.equal(writer.tryAppend(T, null, 'é'.repeat(50_000)), 0);
    assert.equal(writer.tryAppend(T, null, null), -1);
    assert.deepEqual(read(writer.seal()), ['é'.repeat(50_000)]);
    assert.ok(writer.capacity > 100_000);
    writer.reset();
    assert.ok(writer.capacity <= 1000);
    assert.equal(writer.tryAppend(T, null, 'next'), 0);
    assert.deepEqual(read(writer.seal()), ['next']);
  });

  it('knows an upper bound for a record alone', () => {
    const headers = [{ key: 'größe', value: '€' }];
    const writer = new RecordBatchWriter({ maxBytes: 1 << 20 });
    writer.tryAppend(0, null, null);
    const before = writer.byteLength;
    writer.tryAppend(Number.MAX_SAFE_INTEGER, 'é'.repeat(100), Buffer.alloc(9000), headers);
    const size = writer.byteLength - before;
    const bound = recordSizeUpperBound('é'.repeat(100), Buffer.alloc(9000), headers);
    assert.ok(size <= bound && bound < size + 21, `${String(size)} <= ${String(bound)}`);
  });

  it('estimates compressed batches by what was seen, and does not take without limit', () => {
    const writer = new RecordBatchWriter({ maxBytes: 10_000, compression: 'gzip' });
    const value = Buffer.alloc(100, 'x');
    const fill = (): number => {
      while (writer.tryAppend(T, null, value) >= 0);
      return writer.count;
    };
    const first = fill();
    assert.ok(first < 100);
    assert.ok(writer.byteLength <= 10_000);
    assert.ok(writer.seal().length < 1000);
    for (let i = 0; i < 400; i++) {
      writer.reset();
      fill();
      writer.seal();
    }
    writer.reset();
    const later = fill();
    assert.ok(later > first * 5, `${String(later)} after ${String(first)}`);
    assert.ok(writer.capacity <= 16 * 10_000);
    assert.ok(writer.byteLength <= 10_000);
    assert.equal(read(writer.seal()).length, later);
    // Data that does not compress is noticed at once.
    writer.reset();
    let seed = 1;
    writer.tryAppend(
      T,
      null,
      Buffer.from(Array.from({ length: 9000 }, () => (seed = (seed * 48_271) % 0x7fff_ffff) >> 8)),
    );
    writer.seal();
    assert.ok(writer.compressionRatio > 0.99);
  });
});

describe('RecordBatchWriter: its life', () => {
  it('knows what a batch would have without compression, sealed or not', () => {
    const plain = new RecordBatchWriter({ maxBytes: 10_000 });
    const packed = new RecordBatchWriter({ maxBytes: 10_000, compression: 'gzip' });
    for (const writer of [plain, packed]) {
      for (let i = 0; i < 20; i++) writer.tryAppend(i, null, 'again and again');
    }
    const size = plain.seal().length;
    assert.equal(plain.plainByteLength, size);
    assert.equal(packed.plainByteLength, size);
    assert.ok(packed.seal().length < size);
    assert.equal(packed.plainByteLength, size);
    packed.reset();
    assert.equal(packed.plainByteLength, 61);
  });

  it('leaves sealed bytes alone until reset, then uses the same memory', () => {
    const writer = new RecordBatchWriter({ maxBytes: 1000 });
    writer.tryAppend(T, null, 'first');
    const sealed = writer.seal();
    assertInvalid(() => writer.tryAppend(T, null, 'second'), /sealed.*reset/);
    assert.deepEqual(read(sealed), ['first']);
    assert.ok(writer.isSealed);
    writer.reset();
    assert.ok(!writer.isSealed);
    writer.tryAppend(T, null, 'third');
    const again = writer.seal();
    assert.equal(again.buffer, sealed.buffer);
    assert.deepEqual(read(again), ['third']);
  });

  for (const compression of ['none', 'gzip'] as const) {
    it(`seals again with another producer state (${compression})`, () => {
      const writer = new RecordBatchWriter({ maxBytes: 1000, compression });
      writer.tryAppend(T, 'k', 'v');
      const first = writer.seal({ producerId: 5n, producerEpoch: 0, baseSequence: 9 });
      const second = writer.seal({ producerId: 5n, producerEpoch: 1, baseSequence: 0, isTransactional: true });
      assert.equal(second, first);
      assert.equal(writer.byteLength, second.length);
      const batch = readBatches(second).read()!;
      assert.deepEqual(
        [batch.producerId, batch.producerEpoch, batch.baseSequence, batch.isTransactional],
        [5n, 1, 0, true],
      );
      assert.deepEqual(read(second), ['v']);
    });
  }

  it('forgets timestamps at reset', () => {
    const writer = new RecordBatchWriter({ maxBytes: 1000 });
    writer.tryAppend(T + 5, null, 'a');
    assert.equal(writer.maxTimestamp, T + 5);
    writer.seal();
    writer.reset();
    assert.equal(writer.maxTimestamp, -1);
    writer.tryAppend(7, null, 'b');
    const batch = readBatches(writer.seal()).read()!;
    assert.deepEqual([batch.baseTimestamp, batch.maxTimestamp, batch.count], [7, 7, 1]);
  });

  it('does not seal nothing', () => {
    assertInvalid(() => new RecordBatchWriter({ maxBytes: 1000 }).seal(), /without records/);
  });
});

describe('RecordBatchWriter: wrong input', () => {
  const wrong: [string, readonly unknown[], RegExp][] = [
    ['a fractional timestamp', [1.5, null, null], /got 1.5/],
    ['a timestamp past 2^53', [2 ** 53, null, null], /got 9007199254740992/],
    ['a negative timestamp', [-2, null, null], /got -2/],
    ['a missing timestamp', [undefined, null, null], /got nothing/],
    ['an undefined key', [T, undefined, null], /string or null, got nothing/],
    ['a number', [T, null, 5], /got 5/],
    ['an array', [T, null, [1, 2]], /got an array of 2/],
    ['wider elements', [T, null, new Uint16Array(2)], /Uint16Array/],
    ['a header without a key', [T, null, null, [{ value: 'v' }]], /header key is a string, got nothing/],
    ['a header value of a wrong type', [T, null, null, [{ key: 'k', value: {} }]], /got an object/],
  ];
  for (const [name, args, message] of wrong) {
    it(`refuses ${name} and writes nothing`, () => {
      const writer = new RecordBatchWriter({ maxBytes: 1000 });
      writer.tryAppend(T, null, 'before');
      const { byteLength } = writer;
      assertInvalid(() => writer.tryAppend(...(args as Parameters<RecordBatchWriter['tryAppend']>)), message);
      assert.equal(writer.byteLength, byteLength);
      assert.equal(writer.tryAppend(T, null, 'after'), 1);
      assert.deepEqual(read(writer.seal()), ['before', 'after']);
    });
  }

  it('refuses a maxBytes that cannot hold a record', () => {
    for (const maxBytes of [0, 61, 1.5, NaN, 2 ** 31, undefined]) {
      assertInvalid(() => new RecordBatchWriter({ maxBytes: maxBytes as number }), /maxBytes is an integer from 62/);
    }
  });

  it('takes a Uint8Array of another realm, as test runners have', () => {
    const foreign = vm.runInNewContext('Uint8Array.of(104, 105)') as Uint8Array;
    assert.ok(!(foreign instanceof Uint8Array));
    const writer = new RecordBatchWriter({ maxBytes: 1000 });
    writer.tryAppend(T, foreign, foreign);
    assert.deepEqual(read(writer.seal()), ['hi']);
  });

  it('writes lone surrogates as U+FFFD, with the right length', () => {
    const writer = new RecordBatchWriter({ maxBytes: 1000 });
    for (let i = 0; i < 3; i++) writer.tryAppend(T, '\ud800', `a${'\udc00'.repeat(40)}`);
    assert.deepEqual(read(writer.seal()), Array<string>(3).fill(`a${'\ufffd'.repeat(40)}`));
  });

  it('takes offsets with gaps in them, upwards only', () => {
    const writer = new RecordBatchWriter({ maxBytes: 1000 });
    assert.equal(writer.tryAppend(5, null, 'a', undefined, 3), 3);
    assert.equal(writer.tryAppend(5, null, 'b'), 4);
    assert.equal(writer.tryAppend(5, null, 'c', [], 2 ** 31 - 1), 2 ** 31 - 1);
    for (const wrong of [2 ** 31, -1, 0, NaN, 2.5]) {
      assert.throws(
        () => writer.tryAppend(5, null, 'd', [], wrong),
        /an offset delta here is an integer from 2147483648/,
      );
    }
    assert.equal(writer.count, 3);
    const [batch] = readBatches(writer.seal({ baseOffset: 10 }));
    assert.equal(batch!.lastOffset, 10 + 2 ** 31 - 1);
    assert.deepEqual(
      [...batch!].map(({ offset }) => offset - 10),
      [3, 4, 2 ** 31 - 1],
    );
    writer.reset();
    assert.equal(writer.tryAppend(5, null, 'a'), 0);
    for (const lastOffsetDelta of [-1, 0.5, 2 ** 31]) {
      assert.throws(() => writer.seal({ lastOffsetDelta }), /an offset delta here is an integer from 0/);
    }
    assert.equal(readBatches(writer.seal({ lastOffsetDelta: 9 })).read()!.lastOffset, 9);
  });
});

describe('RecordBatchWriter: numbers at the edges of varints', () => {
  it('writes offset deltas of every length', () => {
    for (const delta of [0x3f, 0x40, 0x1fff, 0x2000, 0xf_ffff, 0x10_0000, 0x7ff_ffff, 0x800_0000, 0x7fff_ffff]) {
      const writer = new RecordBatchWriter({ maxBytes: 1000 });
      writer.tryAppend(T, null, 'first');
      assert.equal(writer.tryAppend(T, 'é', 'second', [], delta), delta);
      const [batch] = readBatches(writer.seal());
      assert.deepEqual(batch === undefined ? [] : [...batch].map(({ offset, valueText }) => [offset, valueText]), [
        [0, 'first'],
        [delta, 'second'],
      ]);
    }
  });
});

describe('RecordBatchWriter: what it expects of compression', () => {
  /** Makes batches of any size of the same records. */
  const sized = (packedBytes: () => number): CompressionRegistry =>
    new CompressionRegistry([
      { type: 'gzip', compress: () => Buffer.alloc(packedBytes()), decompress: (source) => Buffer.from(source) },
    ]);

  it('believes a worse ratio at once, and a better one slowly, as Java does', () => {
    let packed = 0;
    const compressions = sized(() => packed);
    const ratioAfter = (writer: RecordBatchWriter, seen: number): number => {
      writer.tryAppend(T, null, Buffer.alloc(10_000));
      const plain = (writer.byteLength - 61) / Math.min(writer.compressionRatio * 1.05, 1);
      packed = Math.round(plain * seen);
      writer.seal();
      writer.reset();
      return Math.round(writer.compressionRatio * 1000) / 1000;
    };
    const options = { maxBytes: 1 << 20, compression: 'gzip', compressionRatio: 0.5, compressions } as const;
    const writer = new RecordBatchWriter(options);
    assert.equal(ratioAfter(writer, 0.52), 0.55, 'a step more than it was');
    assert.equal(ratioAfter(writer, 0.9), 0.9, 'what was seen, when that is more');
    assert.equal(ratioAfter(writer, 0.2), 0.895, 'a small step less');
    assert.equal(ratioAfter(writer, 0.893), 0.893, 'what was seen, when that is less than a step');
  });
});
