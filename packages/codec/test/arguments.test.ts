// Whatever a public function is given, it says what is wrong in a CodecError, and changes nothing before it does.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as codec from '../src/index.ts';
import { CodecError, CompressionRegistry, MessageSetWriter, readBatches, RecordBatchWriter } from '../src/index.ts';

const T = 1_700_000_000_000;

function sealed(): Buffer {
  const writer = new RecordBatchWriter({ maxBytes: 1000 });
  writer.tryAppend(T, 'key', 'value');
  return Buffer.from(writer.seal());
}

function messageSet(): Buffer {
  const writer = new MessageSetWriter({ magic: 1, maxBytes: 1000 });
  writer.tryAppend(T, 'key', 'value');
  return Buffer.from(writer.seal());
}

/** Programs in JavaScript may pass anything. */
type Loose = Record<string, (...args: unknown[]) => unknown>;
const functions = codec as unknown as Loose;

function call(name: string, ...args: unknown[]): unknown {
  return (functions[name] as (...args: unknown[]) => unknown)(...args);
}

function assertInvalid(what: () => unknown, message: RegExp): void {
  assert.throws(what, (error) => {
    assert.ok(error instanceof CodecError, String(error));
    assert.equal(error.reason, 'invalid-argument', error.message);
    assert.match(error.message, message);
    return true;
  });
}

const bytes = Buffer.from('payload');
const stamp = { producerId: 1n, producerEpoch: 0, baseSequence: 0 };
const controlRecord = { offset: 0, key: bytes, value: bytes };

describe('a wrong argument of', () => {
  const cases: [name: string, args: readonly unknown[], message: RegExp][] = [
    ['readBatches', ['text'], /a record set is a Uint8Array or null, got "text"/],
    ['readBatches', [], /got nothing/],
    ['readBatches', [5], /got 5$/],
    ['readBatches', [new ArrayBuffer(8)], /got an ArrayBuffer/],
    ['readBatches', [bytes, 5], /the options of readBatches\(\) are an object, got 5/],
    ['readBatches', [bytes, null], /got null/],
    ['readBatches', [bytes, { checkCrc: true }], /readBatches\(\) has no option "checkCrc": there are checkCrcs, from/],
    ['readBatches', [bytes, { checkCrcs: 'no' }], /checkCrcs is true or false, got "no"/],
    ['readBatches', [bytes, { unassignedOffsets: 1 }], /unassignedOffsets is true or false, got 1/],
    ['readBatches', [bytes, { fromOffset: '5' }], /fromOffset is an integer from 0 to 2\^53 - 1, got "5"/],
    ['readBatches', [bytes, { fromOffset: 5n }], /got 5n/],
    ['readBatches', [bytes, { maxDecompressedBytes: NaN }], /maxDecompressedBytes is a number of bytes from 0, or Inf/],
    ['readBatches', [bytes, { maxDecompressedBytes: -1 }], /got -1/],
    ['readBatches', [bytes, { compressions: [] }], /compressions is a CompressionRegistry, got an empty array/],
    ['convertRecords', [bytes, 3], /a message format is 0, 1 or 2, got 3/],
    ['convertRecords', [bytes, '1'], /got "1"/],
    ['convertRecords', ['text', 1], /a record set is .* got "text"/],
    ['convertRecords', [bytes, 1, { keepOld: true }], /no option "keepOld"/],
    ['convertRecords', [bytes, 1, { keepOlder: 'no' }], /keepOlder is true or false/],
    ['convertRecords', [bytes, 1, { baseOffset: -1 }], /baseOffset is an integer from 0/],
    ['convertRecords', [bytes, 1, { maxBatchBytes: 10 }], /maxBatchBytes is an integer from 62 to 2\^31 - 1, got 10/],
    ['convertRecords', [bytes, 1, { level: '9' }], /level is .* got "9"/],
    ['convertBatches', [bytes, 1, { checkCrcs: 'no' }], /checkCrcs/],
    ['batchHeader', ['text'], /a batch is a Uint8Array, got "text"/],
    ['hasGoodChecksum', [null], /a batch is a Uint8Array, got null/],
    ['magicOf', ['text'], /a record set is a Uint8Array, got "text"/],
    ['announcedLength', [null], /got null/],
    ['announcedLength', [bytes, -1], /a position is an integer from 0/],
    ['endOffset', ['text', 0], /a record set is a Uint8Array, got "text"/],
    ['lastBatch', ['text'], /a record set is a Uint8Array, got "text"/],
    ['stampOffset', [sealed(), '5', 0], /baseOffset is an integer from 0 .* got "5"/],
    ['stampOffset', [sealed(), 5], /a partition leader epoch is an integer .* got nothing/],
    ['stampProducer', ['text', {}], /a batch to stamp is a Uint8Array, got "text"/],
    ['stampProducer', [sealed()], /stampProducer\(\) are an object, got nothing/],
    ['stampProducer', [sealed(), { producerId: 1n }], /producerEpoch is a number, got nothing/],
    ['stampProducer', [sealed(), { ...stamp, epoch: 1 }], /no option "epoch"/],
    ['stampProducer', [sealed(), { ...stamp, producerId: 1.5 }], /a producer id/],
    ['stampProducer', [sealed(), { ...stamp, isTransactional: 1 }], /isTransactional is true or false, got 1/],
    ['crc32', ['text'], /what crc32\(\) is of is a Uint8Array, got "text"/],
    ['crc32c', [null], /got null/],
    ['crc32c', [bytes, '0'], /the seed of crc32c\(\) is an integer from .* to 2\^32 - 1, got "0"/],
    ['crc32', [bytes, 1.5], /got 1.5/],
    ['compressionIdOf', ['brotli'], /a compression is one of none, gzip, snappy, lz4, zstd, got "brotli"/],
    ['compressionIdOf', [], /got nothing/],
    ['compressionFacts', ['brotli'], /a compression is one of none, gzip, snappy, lz4, zstd, got "brotli"/],
    ['readControlRecord', [null], /a record has a key and a value.*, got null/],
    ['readControlRecord', [{ ...controlRecord, key: 'text' }], /got an object/],
    ['readControlRecord', [{ ...controlRecord, value: undefined }], /got an object/],
    ['encodeEndTransactionMarker', ['comit', 1], /'abort' or 'commit', got "comit"/],
    ['encodeEndTransactionMarker', ['commit', 2 ** 31], /a coordinator epoch is an integer from -1 to 2\^31 - 1/],
    ['encodeEndTransactionMarker', ['commit'], /got nothing/],
    ['encodeEmptyBatch', [], /the options of encodeEmptyBatch\(\) are an object/],
    ['encodeEmptyBatch', [{ baseOffset: 1 }], /lastOffset is an integer .* got nothing/],
    ['encodeEmptyBatch', [{ baseOffset: 5, lastOffset: 4 }], /lastOffset is an integer from 5/],
    ['encodeEmptyBatch', [{ baseOffset: 5, lastOffset: 5 + 2 ** 31 }], /lastOffset is an integer from 5/],
    ['encodeEmptyBatch', [{ baseOffset: 0, lastOffset: 0, epoch: 1 }], /no option "epoch"/],
    ['encodeEmptyBatch', [{ baseOffset: 0, lastOffset: 0, producerEpoch: 40_000 }], /a producer epoch/],
    [
      'encodeEmptyBatch',
      [{ baseOffset: 0, lastOffset: 0, timestampType: 'x' }],
      /CreateTime or LogAppendTime, got "x"/,
    ],
    ['encodeEmptyBatch', [{ baseOffset: 0, lastOffset: 0, maxTimestamp: 0.5 }], /a timestamp is a safe integer/],
    ['encodeEmptyBatch', [{ baseOffset: 0, lastOffset: 0, isControl: 1 }], /isControl is true or false, got 1/],
    ['decompressPayload', ['gzip', 'text'], /a payload is a Uint8Array, got "text"/],
    ['decompressPayload', ['gzip', bytes, { max: 1 }], /no option "max"/],
    ['decompressPayload', ['gzip', bytes, { maxBytes: '1' }], /maxBytes is a number of bytes/],
    ['decompressPayload', ['brotli', bytes], /got "brotli"/],
    ['snappyCompressRaw', ['text'], /compresses is a Uint8Array, got "text"/],
    ['snappyCompressXerial', [null, 5], /compresses is a Uint8Array, got null/],
    ['snappyCompressXerial', [bytes, 0], /blockBytes is an integer from 1/],
    ['encodeMessageSet', [bytes], /messages: an array is expected/],
    ['encodeMessageSet', [[null]], /a message is what createMessage\(\) makes, got null/],
    ['encodeMessageSet', [[{ magic: 2 }]], /magic 0 or 1, got 2/],
    ['encodeMessageSet', [[{ magic: 0, attributes: 300 }]], /a byte, got 300/],
    ['encodeMessageSet', [[{ magic: 0, attributes: 0, timestamp: '1' }]], /got "1"/],
    ['encodeMessageSet', [[], '5'], /baseOffset .* got "5"/],
    ['recordSizeUpperBound', [5, null], /got 5/],
    ['recordSizeUpperBound', [null, null, { a: 'b' }], /headers are an array of \{ key, value \}, got an object/],
  ];
  for (const [name, args, message] of cases) {
    it(`${name}: ${String(message)}`, () => {
      assertInvalid(() => call(name, ...args), message);
    });
  }

  it('every function was tried', () => {
    const tried = new Set(cases.map(([name]) => name));
    const untried = Object.entries(functions)
      .filter(([name, value]) => typeof value === 'function' && !/^[A-Z]/.test(name) && !tried.has(name))
      .map(([name]) => name);
    // These take nothing, or say that there is no such id, or have a test of their own.
    assert.deepEqual(untried, ['checkLevel', 'compressionTypeOf']);
  });
});

describe('a writer of record batches', () => {
  const options: [options: unknown, message: RegExp][] = [
    [undefined, /the options of RecordBatchWriter are an object, got nothing/],
    [5, /got 5/],
    [{}, /maxBytes is an integer from 62 to 2\^31 - 1, got nothing/],
    [{ maxBytes: '1000' }, /got "1000"/],
    [{ maxBytes: 1000, compresion: 'gzip' }, /no option "compresion": there are maxBytes, initialBytes, compression/],
    [{ maxBytes: 1000, compression: 'brotli' }, /one of gzip, snappy, lz4, zstd, got "brotli"/],
    [{ maxBytes: 1000, compression: null }, /got null/],
    [{ maxBytes: 1000, initialBytes: -1 }, /initialBytes is an integer from 0/],
    [{ maxBytes: 1000, level: 5 }, /none has no levels: leave the level out, got 5/],
    [{ maxBytes: 1000, compression: 'snappy', level: 5 }, /snappy has no levels/],
    [{ maxBytes: 1000, compression: 'lz4', level: 18 }, /a level of lz4 is an integer from 1 to 17/],
    [{ maxBytes: 1000, compressionRatio: 0 }, /compressionRatio is a number above 0, got 0/],
    [{ maxBytes: 1000, compressionRatio: NaN }, /got NaN/],
    [{ maxBytes: 1000, deleteHorizonMs: -1 }, /deleteHorizonMs is an integer from 0/],
    [{ maxBytes: 1000, asyncFromBytes: '0' }, /asyncFromBytes is a number of bytes/],
    [{ maxBytes: 1000, compressions: {} }, /compressions is a CompressionRegistry, got an object/],
  ];
  for (const [given, message] of options) {
    it(`refuses options: ${String(message)}`, () => {
      assertInvalid(() => new RecordBatchWriter(given as { maxBytes: number }), message);
    });
  }

  it('refuses headers that are none, and writes nothing', () => {
    const writer = new RecordBatchWriter({ maxBytes: 1000 });
    for (const [headers, message] of [
      [{ a: 'b' }, /headers are an array of \{ key, value \}, got an object/],
      [null, /got null/],
      ['ab', /got "ab"/],
      [['a', 'b'], /a header is \{ key, value \}, got "a"/],
      [[null], /a header is .* got null/],
    ] as const) {
      assertInvalid(() => writer.tryAppend(T, null, 'value', headers as unknown as []), message);
      assert.deepEqual([writer.count, writer.byteLength, writer.maxTimestamp], [0, 61, -1]);
    }
  });

  it('refuses what a header cannot hold, and is not sealed', async () => {
    for (const compression of ['none', 'gzip'] as const) {
      const writer = new RecordBatchWriter({ maxBytes: 1000, compression, asyncFromBytes: 0 });
      writer.tryAppend(T, null, 'value');
      for (const [init, message] of [
        [5, /the options of seal\(\) are an object/],
        [null, /got null/],
        [{ producerID: 1 }, /seal\(\) has no option "producerID"/],
        [{ producerId: 'x' }, /a producer id is a bigint .* got "x"/],
        [{ producerId: 2n ** 63n }, /got 9223372036854775808n/],
        [{ producerId: -2 }, /got -2/],
        [{ producerEpoch: 32_768 }, /a producer epoch is an integer from -1 to 32767, got 32768/],
        [{ baseSequence: 2 ** 31 }, /a base sequence/],
        [{ partitionLeaderEpoch: 1.5 }, /a partition leader epoch/],
        [{ baseOffset: 2 ** 53 }, /baseOffset is an integer from 0 to 2\^53 - 2/],
        [{ isTransactional: 'no' }, /isTransactional is true or false/],
        [{ isControl: null }, /isControl is true or false/],
        [{ lastOffsetDelta: -1 }, /an offset delta here is an integer from 0/],
      ] as const) {
        assertInvalid(() => writer.seal(init as object), message);
        assert.equal(writer.isSealed, false, String(message));
        await assert.rejects(writer.sealAsync(init as object), message);
        assert.equal(writer.isSealed, false, String(message));
      }
      assert.equal(writer.tryAppend(T, null, 'more'), 1);
      const [batch] = readBatches(writer.seal());
      assert.equal(batch?.count, 2);
    }
  });
});

describe('a writer of message sets', () => {
  const options: [options: unknown, message: RegExp][] = [
    [undefined, /the options of MessageSetWriter are an object/],
    [{ magic: 2, maxBytes: 1000 }, /a message set has magic 0 or 1, got 2/],
    [{ magic: 1, maxBytes: 0 }, /maxBytes is an integer from 1 /],
    [{ magic: 1, maxBytes: 1000, asyncFromBytes: 1 }, /no option "asyncFromBytes"/],
    [{ magic: 1, maxBytes: 1000, compression: 'gzip', level: 10 }, /a level of gzip/],
    [{ magic: 1, maxBytes: 1000, compression: 'brotli' }, /got "brotli"/],
  ];
  for (const [given, message] of options) {
    it(`refuses options: ${String(message)}`, () => {
      assertInvalid(() => new MessageSetWriter(given as { magic: 0; maxBytes: number }), message);
    });
  }

  it('refuses a seal it does not know', () => {
    const writer = new MessageSetWriter({ magic: 1, maxBytes: 1000 });
    writer.tryAppend(T, null, 'value');
    assertInvalid(() => writer.seal({ offset: 1 } as object), /seal\(\) has no option "offset"/);
    assertInvalid(() => writer.seal({ baseOffset: '1' as unknown as number }), /got "1"/);
    assert.equal(writer.isSealed, false);
    assertInvalid(() => writer.tryAppend('5' as unknown as number, null, null), /a timestamp is .* got "5"/);
    assertInvalid(() => writer.tryAppend(T, null, null, '7' as unknown as number), /an offset delta .* got "7"/);
    assert.equal(writer.count, 1);
  });
});

describe('a batch that was read', () => {
  const setters: [name: string, args: readonly unknown[], message: RegExp, magic?: number][] = [
    ['setBaseOffset', ['5'], /got "5"/],
    ['setBaseOffset', [-1], /got -1/],
    ['setLastOffset', ['5'], /got "5"/],
    ['setLastOffset', [undefined], /got nothing/],
    ['setPartitionLeaderEpoch', [2 ** 31], /a partition leader epoch is an integer from -1 to 2\^31 - 1/, 2],
    ['setMaxTimestamp', ['logAppendTime', T], /CreateTime or LogAppendTime, got "logAppendTime"/],
    ['setMaxTimestamp', [undefined, T], /got nothing/],
    ['setMaxTimestamp', ['CreateTime', '5'], /a timestamp is a safe integer, got "5"/],
  ];
  for (const [name, args, message, only] of setters) {
    it(`refuses ${name}: ${String(message)}, and stays as it was`, () => {
      for (const original of only === 2 ? [sealed()] : [sealed(), messageSet()]) {
        const copy = Buffer.from(original);
        const batch = readBatches(copy).read() as unknown as Loose;
        assertInvalid(() => (batch[name] as (...args: unknown[]) => unknown).apply(batch, [...args]), message);
        assertInvalid(
          () => (batch[name] as (...args: unknown[]) => unknown).apply(batch, [...args]),
          /^CodecError: batch at byte 0|^batch at byte 0/,
        );
        assert.deepEqual(copy, original);
      }
    });
  }

  it('refuses to skip to what is no offset', () => {
    for (const offset of ['5', NaN, undefined, 5n] as number[]) {
      const cursor = readBatches(sealed()).read()?.records();
      assertInvalid(() => cursor?.skipTo(offset), /an offset to skip to is a safe integer/);
      assert.equal(cursor?.next(), true, 'the cursor has not moved');
    }
  });
});

describe('a registry', () => {
  it('refuses what is no codec, and keeps those it has', () => {
    const codecOf = (changes: object): unknown => ({
      type: 'gzip',
      compress: () => bytes,
      decompress: () => bytes,
      ...changes,
    });
    const registry = new CompressionRegistry();
    for (const [given, message] of [
      [null, /a compression codec is an object, got null/],
      [codecOf({ type: 'brotli' }), /must be one of gzip, snappy, lz4, zstd, got "brotli"/],
      [codecOf({ type: 'none' }), /got "none"/],
      [codecOf({ compress: undefined }), /compress of a codec is a function, got nothing/],
      [codecOf({ decompress: 'gunzip' }), /decompress of a codec is a function, got "gunzip"/],
    ] as const) {
      assertInvalid(() => registry.register(given as codec.CompressionCodec), message);
      assert.equal(registry.has('gzip'), false);
    }
    assertInvalid(() => new CompressionRegistry({} as []), /the codecs of a registry are an array/);
    assertInvalid(() => registry.get('none' as 'gzip'), /a codec is for one of gzip, snappy, lz4, zstd, got "none"/);
    assertInvalid(() => registry.get('brotli' as 'gzip'), /got "brotli"/);
    assert.equal(registry.has('brotli' as 'gzip'), false);
  });

  it('holds a codec to giving bytes', () => {
    const registry = new CompressionRegistry([
      { type: 'gzip', compress: () => bytes, decompress: () => undefined as unknown as Buffer },
    ]);
    const writer = new RecordBatchWriter({ maxBytes: 1000, compression: 'gzip', compressions: registry });
    writer.tryAppend(T, null, 'value');
    const batch = readBatches(writer.seal(), { compressions: registry }).read();
    assertInvalid(() => batch?.records(), /what the codec of gzip gives is a Buffer, got nothing/);
  });
});
