import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as zlib from 'node:zlib';
import type { ZlibReadOptions } from '../src/compression/zlib-codec.ts';
import * as browser from '../src/browser-zlib.ts';
import * as node from '../src/node-zlib.ts';

/** Text that packs well, and some that does not. */
const PLAIN = Buffer.concat([
  Buffer.alloc(70_000, 'some text '),
  zlib.deflateRawSync(Buffer.alloc(300_000, 'x'), { level: 0 }),
]);

const outcome = (call: () => Uint8Array): string => {
  try {
    return Buffer.from(call()).toString('latin1');
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return code === 'ERR_BUFFER_TOO_LARGE' ? code : message;
  }
};

const unzipped = async (
  { gunzip }: Pick<typeof browser, 'gunzip'>,
  source: Buffer,
  options: ZlibReadOptions,
): Promise<string> => {
  const [error, plain] = await new Promise<[Error | null, Buffer]>((resolve) =>
    gunzip(source, options, (...result) => resolve(result)),
  );
  return outcome(() => {
    if (error !== null) throw error;
    return plain;
  });
};

describe('gzip in browsers', () => {
  const one = zlib.gzipSync(PLAIN);
  const small = zlib.gzipSync('small');
  const sources: Record<string, Buffer> = {
    'one member': one,
    'members that follow each other': Buffer.concat([one, small, one, small]),
    'nothing in it': zlib.gzipSync(''),
    'zeros behind it': Buffer.concat([small, Buffer.alloc(20)]),
    'something else behind it': Buffer.concat([small, Buffer.from('something else')]),
    'a wrong checksum': Buffer.from(one.map((byte, at) => (at === one.length - 6 ? byte ^ 1 : byte))),
    'a wrong length': Buffer.from(one.map((byte, at) => (at === one.length - 3 ? byte ^ 1 : byte))),
    'bare zlib': zlib.deflateSync(PLAIN),
    'no gzip': Buffer.from('no gzip at all'),
    ...Object.fromEntries([0, 1, 9, 10].map((n) => [`${n} bytes of a member`, one.subarray(0, n)])),
  };
  for (const [name, source] of Object.entries(sources)) {
    it(`reads as Node does: ${name}`, async () => {
      for (const chunkSize of [1000, PLAIN.length, PLAIN.length + 1]) {
        for (const maxOutputLength of [1, PLAIN.length - 1, PLAIN.length, 10 ** 8]) {
          const options = { chunkSize, maxOutputLength };
          const expected = outcome(() => node.gunzipSync(source, options));
          assert.equal(
            outcome(() => browser.gunzipSync(source, options)),
            expected,
          );
        }
      }
      const options = { chunkSize: 65_536, maxOutputLength: 10 ** 8 };
      assert.equal(await unzipped(browser, source, options), await unzipped(node, source, options));
      const tight = { ...options, maxOutputLength: 100_000 };
      assert.equal(await unzipped(browser, source, tight), await unzipped(node, source, tight));
    });
  }

  it('tells that the end is missing', async () => {
    for (const source of [500, one.length - 9, one.length - 1].map((bytes) => one.subarray(0, bytes))) {
      const options = { chunkSize: 65_536, maxOutputLength: 10 ** 8 };
      assert.equal(
        outcome(() => browser.gunzipSync(source, options)),
        'unexpected end of file',
      );
      assert.equal(await unzipped(browser, source, options), 'unexpected end of file');
    }
  });

  it('writes what Node reads, at every level', () => {
    for (let level = 1; level <= 9; level++) {
      assert.deepEqual(zlib.gunzipSync(browser.gzipSync(PLAIN, { level, chunkSize: 65_536 })), PLAIN);
    }
  });

  it('is not done before all is there', async () => {
    const written = await new Promise<Buffer>((resolve, reject) =>
      browser.gzip(PLAIN, { level: -1 }, (error, result) => (error === null ? resolve(result) : reject(error))),
    );
    assert.deepEqual(zlib.gunzipSync(written), PLAIN);
  });
});
