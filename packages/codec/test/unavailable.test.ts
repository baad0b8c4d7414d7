// Where native and WebAssembly code does not load: the error is ours, and says what is missing.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import Module from 'node:module';
import { it } from 'node:test';
import { CodecError } from '../src/index.ts';
import { wasmZstd } from '../src/compression/zstd.ts';

interface Resolver {
  _resolveFilename: (request: string, ...rest: unknown[]) => string;
}

it('zstd says that its WebAssembly module is missing, and works when it is there', () => {
  const resolver = Module as unknown as Resolver;
  const resolve = resolver._resolveFilename;
  resolver._resolveFilename = (request, ...rest) => {
    if (request === '@bokuweb/zstd-wasm') throw new Error('Cannot find module');
    return resolve.call(resolver, request, ...rest);
  };
  const source = Buffer.from('x');
  const packed = Buffer.from('28b52ffd2001090000 78'.replaceAll(' ', ''), 'hex');
  try {
    for (const work of [
      () => wasmZstd.compress(source, { magic: 2 }),
      () => wasmZstd.decompress(packed, { magic: 2, maxBytes: 100 }),
    ]) {
      assert.throws(
        work,
        (error) =>
          error instanceof CodecError &&
          error.reason === 'unsupported' &&
          /^zstd needs .*@bokuweb\/zstd-wasm.*Cannot find module/.test(error.message),
      );
    }
  } finally {
    resolver._resolveFilename = resolve;
  }
  assert.equal(wasmZstd.decompress(packed, { magic: 2, maxBytes: 100 }).toString(), 'x');
});

it('snappy and zstd say so where WebAssembly is forbidden; gzip and lz4 work', () => {
  const index = new URL('../src/index.js', import.meta.url).href;
  const program = `
    import { compressions } from '${index}';
    import { wasmZstd } from '${new URL('../src/compression/zstd.js', import.meta.url).href}';
    const results = ['gzip', 'snappy', 'lz4'].map((type) => compressions.get(type)).concat(wasmZstd).map((codec) => {
      try {
        const packed = codec.compress(Buffer.from('text'), { magic: 2 });
        return codec.decompress(packed, { magic: 2, maxBytes: 100 }).toString();
      } catch (error) {
        return [error.name, error.reason];
      }
    });
    console.log(JSON.stringify(results));`;
  const out = execFileSync(process.execPath, ['--jitless', '--input-type=module', '--eval', program], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const refused = ['CodecError', 'unsupported'];
  assert.deepEqual(JSON.parse(out), ['text', refused, 'text', refused]);
});
