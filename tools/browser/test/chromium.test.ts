import { RecordBatchWriter } from '@k/codec';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { run } from '../src/index.ts';
import { assertAsInNode } from './support/as-in-node.ts';
import { bundleForBrowsers } from './support/bundle.ts';
import { readCases } from './support/cases.ts';
import { findChromium, openInChromium, type Site } from './support/chromium.ts';

const chromium = findChromium();
// On CI it is there, or it fails.
const skip =
  chromium === undefined && process.env['CI'] !== 'true'
    ? 'no Chromium here: apt-get install chromium-headless-shell, or chromium'
    : false;
const require = createRequire(import.meta.url);
const fileOf = (name: string): string => path.join(path.dirname(require.resolve(name)), 'browser.js');

const RUN = `<script type="module">
  import { run } from '/checks.js';
  // How many streams came to their end: gzip can be read in another way, too.
  let streams = 0;
  const flush = () => void streams++;
  const Native = DecompressionStream;
  globalThis.DecompressionStream = function (format) {
    const { readable, writable } = new Native(format);
    return { writable, readable: readable.pipeThrough(new TransformStream({ flush })) };
  };
  const cases = await (await fetch('/cases.json')).text();
  const found = await run(cases);
  await fetch('/done', { method: 'POST', body: JSON.stringify({ found, streams }) });
</script>`;

/** Each module as it is: the browser loads them itself. */
function asModules(): Site {
  const built = fileURLToPath(new URL('../src/', import.meta.url));
  const imports = Object.fromEntries(['@k/wire', '@k/codec'].map((name) => [name, `/${name}.js`]));
  return {
    '/': `<script type="importmap">${JSON.stringify({ imports })}</script>${RUN}`,
    ...Object.fromEntries(Object.keys(imports).map((name) => [`/${name}.js`, readFileSync(fileOf(name), 'utf8')])),
    ...Object.fromEntries(
      ['checks', 'plain', 'wire-checks', 'codec-checks'].map((name) => [
        `/${name}.js`,
        readFileSync(`${built}${name}.js`, 'utf8'),
      ]),
    ),
  };
}

describe('Chromium reads and writes what Node does', { skip, timeout: 120_000 }, () => {
  const cases = JSON.stringify(readCases());

  async function check(site: Site): Promise<void> {
    const told = await openInChromium(chromium ?? 'chromium', { ...site, '/cases.json': cases });
    const { found, streams } = JSON.parse(told) as { found: string; streams: number };
    assertAsInNode(found, await run(cases));
    assert.ok(streams >= 2, `${String(streams)} streams`);
  }

  test('with an import map', () => check(asModules()));

  test('in a bundle', async () => check({ '/': RUN, '/checks.js': await bundleForBrowsers({ format: 'esm' }) }));
});

/** What a page logs first is what it has to say. */
const LOGGED = `<script>
  console.log = (...values) => void fetch('/done', { method: 'POST', body: values.join(' ') });
</script>`;

describe('the page that a README shows works in Chromium', { skip, timeout: 120_000 }, () => {
  const writer = new RecordBatchWriter({ maxBytes: 1000, compression: 'zstd' });
  writer.tryAppend(Date.now(), null, 'a pound of tea');
  const files = {
    '/node_modules/@k/wire/dist/browser.js': readFileSync(fileOf('@k/wire'), 'utf8'),
    '/node_modules/@k/codec/dist/browser.js': readFileSync(fileOf('@k/codec'), 'utf8'),
    '/records': writer.seal(),
  };
  for (const [name, logged] of Object.entries({ '@k/wire': '27', '@k/codec': '0 a pound of tea' })) {
    test(name, async () => {
      const readme = readFileSync(path.join(path.dirname(require.resolve(name)), '../README.md'), 'utf8');
      const [, page] = /^```html\n([\s\S]*?)^```$/m.exec(readme) ?? [];
      assert.ok(page !== undefined);
      assert.equal(await openInChromium(chromium ?? 'chromium', { ...files, '/': `${LOGGED}${page}` }), logged);
    });
  }
});
