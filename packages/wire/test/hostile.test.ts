import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { apis, ApiVersions, Fetch, Heartbeat, Metadata, Reader, WireError } from '../src/index.ts';
import { type Fixture, fixtures, messageNamed, messages, releases } from './support.ts';

/** Names no version of a message reads anything from a field at. */
function wireError(run: () => unknown): WireError {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof WireError, `not a WireError: ${String(error)}`);
    return error;
  }
  assert.fail('no error');
}

/** Repeats itself, so that a failure does. */
function generator(seed: number): () => number {
  return () => {
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    return seed >>> 0;
  };
}

describe('damaged messages', () => {
  /** Every message at every version once, everything in it set. */
  const populated = new Map<string, Fixture>();
  for (const release of releases) {
    for (const f of fixtures(release)) {
      if (f.case === 'populated') populated.set(`${f.message} v${String(f.version)}`, f);
    }
  }

  test('a proper prefix is a WireError that names the message, a field and the byte', () => {
    for (const [name, f] of populated) {
      const bytes = Buffer.from(f.hex, 'hex');
      const message = messageNamed(f.message);
      // All of a short message. Of a long one, with its repeated elements, a share that moves on with the version.
      const step = Math.ceil(bytes.length / 128);
      for (let length = f.version % step; length < bytes.length; length += length < 32 ? 1 : step) {
        const error = wireError(() => message.decode(f.version, bytes.subarray(0, length)));
        assert.equal(error.messageName, f.message);
        assert.notEqual(error.path, '', `${name} cut at ${String(length)}: ${error.message}`);
        assert.ok(error.offset >= 0 && error.offset <= length);
      }
    }
  });

  test('a byte too many is a WireError', () => {
    for (const f of populated.values()) {
      const bytes = Buffer.from(`${f.hex}00`, 'hex');
      const error = wireError(() => messageNamed(f.message).decode(f.version, bytes));
      assert.match(error.message, /1 bytes left after the last field/);
      assert.equal(error.offset, bytes.length - 1);
    }
  });

  test('random bytes either decode or are a WireError, whatever the message', () => {
    const next = generator(0x2545f491);
    for (const message of messages.values()) {
      for (let version = message.minVersion; version <= message.maxVersion; version++) {
        for (let i = 0; i < 40; i++) {
          const bytes = Buffer.alloc(next() % 120);
          // Small numbers make for plausible lengths.
          for (let at = 0; at < bytes.length; at++) bytes[at] = next() % 3 === 0 ? next() : next() % 4;
          try {
            message.decode(version, bytes);
          } catch (error) {
            assert.ok(
              error instanceof WireError,
              `${message.name} v${String(version)} ${bytes.toString('hex')}: ${String(error)}`,
            );
          }
        }
      }
    }
  });

  test('changed bytes either decode or are a WireError', () => {
    const next = generator(0x9e3779b9);
    const likely = [0x00, 0x01, 0x7f, 0x80, 0xfe, 0xff];
    for (const [name, f] of populated) {
      const bytes = Buffer.from(f.hex, 'hex');
      for (let i = 0; i < 60 && bytes.length > 0; i++) {
        const damaged = Buffer.from(bytes);
        for (let n = next() % 3; n >= 0; n--) damaged[next() % damaged.length] = likely[next() % 6] ?? next();
        try {
          messageNamed(f.message).decode(f.version, damaged);
        } catch (error) {
          assert.ok(error instanceof WireError, `${name} ${damaged.toString('hex')}: ${String(error)}`);
        }
      }
    }
  });

  test('a length that lies is a WireError, and no memory is made for it', () => {
    // Four bytes of 0x7f stand for a huge length in every notation: int16, int32 and varint.
    const before = process.memoryUsage().arrayBuffers;
    for (const [name, f] of populated) {
      const bytes = Buffer.from(f.hex, 'hex');
      const step = Math.max(1, bytes.length >> 4);
      for (let at = 0; at + 4 <= bytes.length; at += step) {
        const lying = Buffer.from(bytes);
        lying.fill(0x7f, at, at + 4);
        try {
          messageNamed(f.message).decode(f.version, lying);
        } catch (error) {
          assert.ok(error instanceof WireError, `${name} at ${String(at)}: ${String(error)}`);
        }
      }
    }
    assert.ok(process.memoryUsage().arrayBuffers - before < 50_000_000);
  });
});

describe('errors point at the field', () => {
  test('in nested arrays', () => {
    const bytes = Fetch.response.encode(12, {
      responses: [
        { topic: 'a', partitions: [{ records: Buffer.alloc(4) }] },
        { topic: 'b', partitions: [{}, { partitionIndex: 1, records: Buffer.alloc(40) }] },
      ],
    });
    const error = wireError(() => Fetch.response.decode(12, bytes.subarray(0, bytes.length - 20)));
    assert.equal(error.path, 'responses[1].partitions[1].records');
    assert.match(
      error.message,
      /^FetchResponse v12, field responses\[1\]\.partitions\[1\]\.records, byte \d+: 40 bytes needed, \d+ left$/,
    );
  });

  test('in tagged fields', () => {
    const bytes = Fetch.request.encode(12, { clusterId: 'a-cluster-of-some-length' });
    const error = wireError(() => Fetch.request.decode(12, bytes.subarray(0, bytes.length - 3)));
    assert.match(error.path, /unknownTags/);
    const lying = Buffer.from(bytes);
    lying[lying.length - 26] = 1;
    assert.match(wireError(() => Fetch.request.decode(12, lying)).message, /tagged field takes/);
  });

  test('when null stands where none may be', () => {
    const error = wireError(() => Heartbeat.request.decode(0, Buffer.from('ffff00000000ffff', 'hex')));
    assert.equal(error.path, 'groupId');
    assert.match(error.message, /null/);
    assert.equal(wireError(() => Metadata.request.decode(0, Buffer.from('ffffffff', 'hex'))).path, 'topics');
    assert.equal(Metadata.request.decode(1, Buffer.from('ffffffff', 'hex')).topics, null);
  });
});

describe('announced sizes', () => {
  test('of arrays, strings and bytes are not believed', () => {
    const huge = '7fffffff';
    for (const [run, path] of [
      [() => Metadata.request.decode(0, Buffer.from(huge, 'hex')), 'topics'],
      [() => ApiVersions.response.decode(0, Buffer.from(`0000${huge}`, 'hex')), 'apiKeys'],
      [() => ApiVersions.response.decode(3, Buffer.from('0000ffffffff0f', 'hex')), 'apiKeys'],
      [() => Heartbeat.request.decode(0, Buffer.from('7fff61', 'hex')), 'groupId'],
      [() => Heartbeat.request.decode(4, Buffer.from('ffffffff0f61', 'hex')), 'groupId'],
    ] as const) {
      const before = process.memoryUsage().arrayBuffers;
      const error = wireError(run);
      assert.equal(error.path, path);
      assert.ok(process.memoryUsage().arrayBuffers - before < 1_000_000);
    }
  });

  test('below -1 are refused', () => {
    assert.match(wireError(() => Metadata.request.decode(1, Buffer.from('fffffffe', 'hex'))).message, /a length of -2/);
    assert.match(
      wireError(() => Heartbeat.request.decode(0, Buffer.from('8000', 'hex'))).message,
      /a length of -32768/,
    );
  });
});

describe('varints', () => {
  test('of more than 32 bits are refused', () => {
    for (const hex of ['ffffffffff', 'ffffffff1f', '808080808000', 'ffffffffffffffffff01']) {
      assert.match(
        wireError(() => new Reader(Buffer.from(hex, 'hex')).uvarint()).message,
        /varint of more than 32 bits/,
        hex,
      );
    }
  });

  test('of more than 64 bits are refused', () => {
    for (const hex of ['ffffffffffffffffff02', '8080808080808080808000', 'ffffffffffffffffffff01']) {
      assert.match(
        wireError(() => new Reader(Buffer.from(hex, 'hex')).uvarlong()).message,
        /varlong of more than 64 bits/,
        hex,
      );
    }
  });

  test('that end too early are refused', () => {
    assert.match(wireError(() => new Reader(Buffer.from('8080', 'hex')).uvarint()).message, /3 bytes needed, 2 left/);
    assert.match(wireError(() => new Reader(Buffer.from('80', 'hex')).varlong()).message, /2 bytes needed, 1 left/);
  });
});

test('a decoded error code is data, also an unknown one', () => {
  for (const api of apis) assert.ok(api.response.minVersion <= api.response.maxVersion);
  assert.equal(Heartbeat.response.decode(0, Buffer.from('7b7b', 'hex')).errorCode, 0x7b7b);
});
