import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CodecError, type CodecErrorReason, encodeMessageSet, readBatches, type LegacyMessage } from '@k/codec';
import {
  createGzipMessage,
  createMessage,
  createMessageSet,
  createSnappyMessage,
  gzipDecode,
  gzipEncode,
  hasGzip,
  hasLz4,
  hasSnappy,
  hasZstd,
  lz4Decode,
  lz4DecodeOldKafka,
  lz4Encode,
  lz4EncodeOldKafka,
  snappyDecode,
  snappyEncode,
} from '../src/index.ts';
import { fromBase64, kafkaPython } from './support/kafka-python-fixture.ts';

/** What the set "create_…" of the fixture was made of. */
const PAIRS = [
  ['value', 'key'],
  ['größe', null],
  ['', ''],
  [null, 'tombstone'],
  ['last'.repeat(50), 'key'],
] as const;

function fails(action: () => unknown, reason: CodecErrorReason): void {
  assert.throws(action, (error) => error instanceof CodecError && error.reason === reason);
}

/** Every field but the offsets: kafka-python leaves them at 0 for the broker to set. */
function withoutOffsets(set: Buffer): Buffer {
  const copy = Buffer.from(set);
  for (let p = 0; p < copy.length; p += 12 + copy.readInt32BE(p + 8)) copy.fill(0, p, p + 8);
  return copy;
}

function recordsOf(bytes: Buffer): unknown[] {
  return [...readBatches(bytes)].flatMap((batch) => [...batch].map((record) => [record.value, record.key]));
}

describe('payloads compressed by kafka-python 1.0.2', () => {
  for (const { name, payload, ...packed } of kafkaPython.payloads) {
    const plain = fromBase64(payload);

    it(`${name}: gzipDecode reads them, gzipEncode is read again`, () => {
      assert.deepEqual(gzipDecode(fromBase64(packed.gzip)), plain);
      assert.deepEqual(gzipDecode(fromBase64(packed.gzip1)), plain);
      assert.deepEqual(gzipDecode(gzipEncode(plain)), plain);
      assert.deepEqual(gzipDecode(gzipEncode(plain, 1)), plain);
    });

    it(`${name}: snappyDecode reads them, snappyEncode has the same blocks`, () => {
      for (const bytes of [packed.snappyRaw, packed.snappySmallBlocks]) {
        assert.deepEqual(snappyDecode(fromBase64(bytes)), plain);
      }
      // Of nothing it makes a header without blocks, which it does not read itself.
      assert.deepEqual(snappyDecode(fromBase64(packed.snappy)), plain);
      assert.deepEqual(snappyDecode(snappyEncode(plain)), plain);
      assert.deepEqual(snappyDecode(snappyEncode(plain, { xerialCompatible: false })), plain);
      const framed = snappyEncode(plain, { xerialBlocksize: 300 });
      assert.deepEqual(snappyDecode(framed), plain);
      assert.deepEqual(blockSizes(framed), blockSizes(fromBase64(packed.snappySmallBlocks)));
      assert.deepEqual(blockSizes(snappyEncode(plain)), blockSizes(fromBase64(packed.snappy)));
    });

    it(`${name}: lz4Decode and lz4DecodeOldKafka read them, each with its header checksum`, () => {
      assert.deepEqual(lz4Decode(fromBase64(packed.lz4)), plain);
      assert.deepEqual(lz4DecodeOldKafka(fromBase64(packed.lz4OldKafka)), plain);
      assert.deepEqual(lz4DecodeOldKafka(fromBase64(packed.lz4)), plain, 'it does not look at the checksum');
      fails(() => lz4Decode(fromBase64(packed.lz4OldKafka)), 'corrupt');
      assert.deepEqual(lz4Decode(lz4Encode(plain)), plain);
      assert.deepEqual(lz4DecodeOldKafka(lz4EncodeOldKafka(plain)), plain);
      fails(() => lz4Decode(lz4EncodeOldKafka(plain)), 'corrupt');
    });
  }

  it('says that every codec is there', () => {
    assert.deepEqual([hasGzip(), hasSnappy(), hasLz4(), hasZstd()], [true, true, true, true]);
  });

  it('takes what it compresses from a part of a larger buffer', () => {
    const part = new Uint8Array(Buffer.from('..payload..')).subarray(2, 9);
    assert.equal(gzipDecode(gzipEncode(part)).toString(), 'payload');
    assert.equal(snappyDecode(snappyEncode(part)).toString(), 'payload');
    assert.equal(lz4Decode(lz4Encode(part)).toString(), 'payload');
    const packed = Buffer.concat([Buffer.alloc(3), gzipEncode(part), Buffer.alloc(3)]);
    assert.equal(gzipDecode(new Uint8Array(packed).subarray(3, -3)).toString(), 'payload');
  });

  it('is stopped by a limit, and by damage', () => {
    const plain = Buffer.alloc(100_000, 'x');
    const pairs = [
      [gzipEncode(plain), gzipDecode],
      [snappyEncode(plain), snappyDecode],
      [snappyEncode(plain, { xerialCompatible: false }), snappyDecode],
      [lz4Encode(plain), lz4Decode],
      [lz4EncodeOldKafka(plain), lz4DecodeOldKafka],
    ] as const;
    for (const [packed, decode] of pairs) {
      assert.equal(decode(packed, { maxBytes: 100_000 }).length, 100_000);
      fails(() => decode(packed, { maxBytes: 99_999 }), 'limit');
      fails(() => decode(packed.subarray(0, packed.length - 7)), 'corrupt');
      fails(() => decode(Buffer.from('neither of them')), 'corrupt');
    }
    for (const xerialBlocksize of [0, -1, 1.5])
      fails(() => snappyEncode(plain, { xerialBlocksize }), 'invalid-argument');
  });
});

describe('message sets made by kafka-python 1.0.2', () => {
  const make: Record<string, LegacyMessage[]> = {
    create_message: [createMessage('payload', 'key')],
    'create_message, no key': [createMessage(Buffer.from('payload'))],
    create_gzip_message: [createGzipMessage(PAIRS, 'wrapper key')],
    create_snappy_message: [createSnappyMessage(PAIRS)],
    create_message_set: createMessageSet(PAIRS),
    'create_message_set, gzip': createMessageSet(PAIRS, 'gzip', 'wrapper key', 1),
    'create_message_set, snappy': createMessageSet(PAIRS, 'snappy'),
  };
  for (const [name, messages] of Object.entries(make)) {
    it(`${name}: is made the same here`, () => {
      const made = kafkaPython.sets.find((each) => each.name === name)!;
      assert.deepEqual(
        messages.map(({ magic, attributes, key }) => ({
          magic,
          attributes,
          key: key === null ? null : Buffer.from(key as string).toString('base64'),
        })),
        made.messages,
      );
      const encoded = encodeMessageSet(messages);
      assert.deepEqual(recordsOf(encoded), recordsOf(fromBase64(made.bytes)));
      // What is not compressed is the same to the byte.
      if (messages.every(({ attributes }) => attributes === 0)) {
        assert.deepEqual(withoutOffsets(encoded), fromBase64(made.bytes));
      }
    });
  }

  it('goes beyond: lz4, format 1 with a timestamp, offsets, payloads without keys', () => {
    const [lz4] = createMessageSet(['a', ['b', 'k'], null], 'lz4');
    const [batch] = readBatches(encodeMessageSet([lz4!], 2));
    assert.equal(batch!.compression, 'lz4');
    assert.deepEqual(
      [...batch!].map((record) => [record.offset, record.keyText, record.valueText]),
      [
        [0, null, 'a'],
        [1, 'k', 'b'],
        [2, null, null],
      ],
    );
    const newer = encodeMessageSet([createMessage('a', null, { magic: 1, timestamp: 5 }), createMessage('b')], 7);
    assert.deepEqual(
      [...readBatches(newer)].map((each) => [each.magic, each.lastOffset, each.maxTimestamp]),
      [
        [1, 7, 5],
        [0, 8, -1],
      ],
    );
    fails(() => createMessageSet(['a'], 'zstd'), 'unsupported');
    fails(() => createGzipMessage([]), 'invalid-argument');
    assert.deepEqual(createMessageSet([]), []);
  });
});

/** Plain sizes are what the writer chooses; compressed ones are the compressor's own affair. */
function blockSizes(framed: Buffer): number[] {
  assert.equal(framed.toString('latin1', 0, 16), '\x82SNAPPY\0\0\0\0\x01\0\0\0\x01');
  const sizes: number[] = [];
  for (let p = 16; p < framed.length; p += 4 + framed.readInt32BE(p)) {
    sizes.push(snappyDecode(framed.subarray(p + 4, p + 4 + framed.readInt32BE(p))).length);
  }
  return sizes;
}
