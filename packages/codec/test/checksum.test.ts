import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { chooseChecksum } from '../src/checksum.ts';
import { crc32, crc32c } from '../src/index.ts';

const digits = Buffer.from('123456789');
const long = Buffer.from('123456789'.repeat(1000));

describe('checksums', () => {
  it('give the check values of the CRC catalogue', () => {
    assert.equal(crc32c(digits), 0xe3069283);
    assert.equal(crc32(digits), 0xcbf43926);
    assert.equal(crc32c(Buffer.alloc(0)), 0);
  });

  it('give the values of RFC 3720, appendix B.4', () => {
    assert.equal(crc32c(Buffer.alloc(32)), 0x8a9136aa);
    assert.equal(crc32c(Buffer.alloc(32, 0xff)), 0x62a8ab43);
    assert.equal(crc32c(Buffer.from(Array.from({ length: 32 }, (_, i) => i))), 0x46dd794e);
  });

  it('go on from a seed, whatever computes the parts', () => {
    for (const checksum of [crc32, crc32c]) {
      const whole = checksum(long);
      for (const cut of [0, 1, 100, 255, 256, 257, 5000, long.length]) {
        assert.equal(checksum(long.subarray(cut), checksum(long.subarray(0, cut))), whole);
      }
    }
  });

  it('need no native addon', () => {
    const index = new URL('../src/index.js', import.meta.url).href;
    const script = `import { crc32, crc32c } from '${index}';
      const bytes = Buffer.from('123456789'.repeat(1000));
      console.log(crc32(bytes), crc32c(bytes));`;
    const output = execFileSync(process.execPath, ['--no-addons', '--input-type=module', '--eval', script]);
    assert.equal(output.toString().trim(), `${String(crc32(long))} ${String(crc32c(long))}`);
  });

  it('accept a Uint8Array that is not a Buffer', () => {
    assert.equal(crc32c(new Uint8Array(digits)), 0xe3069283);
    assert.equal(crc32c(new Uint8Array(long)), crc32c(long));
  });
});

describe('a fast checksum', () => {
  const table = (bytes: Uint8Array, seed = 0): number => crc32c(bytes, seed);

  it('is used for long input when it computes the same', () => {
    let calls = 0;
    const chosen = chooseChecksum(table, (bytes, seed) => (calls++, table(bytes, seed)));
    const probes = calls;
    assert.equal(chosen(long), table(long));
    assert.equal(calls, probes + 1);
    assert.equal(chosen(digits), table(digits));
    assert.equal(calls, probes + 1, 'short input stays with the table');
  });

  it('may return signed numbers', () => {
    assert.equal(chooseChecksum(table, (bytes, seed) => table(bytes, seed) | 0)(long), table(long));
  });

  it('is left alone when it is absent, throws, computes something else, or ignores the seed', () => {
    const throwing = (): number => {
      throw new Error('built for another machine');
    };
    const seededOnly = (bytes: Uint8Array, seed = 0): number => (seed === 0 ? 1 : table(bytes, seed));
    for (const fast of [undefined, throwing, () => 1, seededOnly, (bytes: Uint8Array) => table(bytes)]) {
      const chosen = chooseChecksum(table, fast);
      assert.equal(chosen(long), table(long));
      assert.equal(chosen(long, 5), table(long, 5));
    }
  });
});
