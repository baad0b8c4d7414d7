// Where native and WebAssembly code does not load: the error is ours, and says what is missing.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { it } from 'node:test';
import { nodeZstd } from '../src/compression/zstd.ts';

it('snappy and zstd say so where WebAssembly is forbidden; gzip, lz4 and the zstd of node:zlib work', () => {
  const index = new URL('../src/index.js', import.meta.url).href;
  const program = `
    import { compressions } from '${index}';
    import { wasmZstd } from '${new URL('../src/compression/zstd.js', import.meta.url).href}';
    const results = ['gzip', 'snappy', 'lz4', 'zstd'].map((type) => compressions.get(type)).concat(wasmZstd).map((codec) => {
      try {
        const packed = codec.compress(Buffer.from('text'), { magic: 2 });
        return codec.decompress(packed, { magic: 2, maxBytes: 100 }).toString();
      } catch (error) {
        return [error.name, error.reason, error.message.split(':')[0]];
      }
    });
    console.log(JSON.stringify(results));`;
  const out = execFileSync(process.execPath, ['--jitless', '--input-type=module', '--eval', program], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const refused = (what: string): string[] => ['CodecError', 'unsupported', `${what}, which does not load`];
  assert.deepEqual(JSON.parse(out), [
    'text',
    refused('snappy needs WebAssembly'),
    'text',
    nodeZstd() === undefined ? refused('zstd needs Node 22.15, or WebAssembly') : 'text',
    refused('zstd needs Node 22.15, or WebAssembly'),
  ]);
});
