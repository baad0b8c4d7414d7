// Joins the modules of a package once more, into one file for where Node's own are not (docs/adr/0014-browsers.md).
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { licenceOf } from './licence.mjs';
import { root } from './repo.mjs';

/** Where the Buffer of browsers is made, and where packages above take it from. */
const BUFFER = path.join(root, 'tools/dev/browser/buffer.mjs');
const WIRES_BUFFER = path.join(root, 'tools/dev/browser/wires-buffer.mjs');

/**
 * What the modules need of npm is in the file: browsers can load little of that as it is. Only `@k/wire` has a Buffer in
 * it, and hands it to the packages above.
 * @param {string} dir `packages/wire`, built by tsc
 */
export async function joinForBrowsers(dir) {
  const isWire = dir === 'packages/wire';
  // A file by itself first: what is injected as CommonJS keeps bundlers from leaving out what is not used.
  const buffer = isWire ? await bundle({ entryPoints: [BUFFER], minify: true }) : undefined;
  const handOn = isWire ? `export { Buffer } from ${JSON.stringify(BUFFER)};` : '';
  const joined = await bundle({
    stdin: { contents: `export * from './dist/src/index.js'; ${handOn}`, resolveDir: path.join(root, dir) },
    external: ['@k/*'],
    inject: [isWire ? BUFFER : WIRES_BUFFER],
    plugins: [browsersOwn, ready(BUFFER, buffer?.text ?? '')],
  });
  const takenIn = [...new Set([...(buffer?.takenIn ?? []), ...joined.takenIn])].sort();
  const file = path.join(root, dir, 'dist/browser.js');
  writeFileSync(file, [...takenIn.map(licenceOf), joined.text].join('\n'));
}

/**
 * @param {import('esbuild').BuildOptions} options
 * @returns {Promise<{ text: string, takenIn: string[] }>} the file, and the packages of npm's that are in it
 */
async function bundle(options) {
  // Here: the commands run before anything is installed, and install it.
  const { build } = await import('esbuild');
  const { metafile, outputFiles } = await build({
    ...options,
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    // At the end of the file, minifiers lose them.
    legalComments: 'inline',
    write: false,
    metafile: true,
    logLevel: 'error',
  });
  const names = Object.keys(metafile.inputs).map((file) => /.*\bnode_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1]);
  return { text: outputFiles[0]?.text ?? '', takenIn: names.filter((name) => name !== undefined) };
}

/**
 * A module `node-x.js` stands on what is Node's own: in browsers the `browser-x.js` beside it takes its place.
 * @type {import('esbuild').Plugin}
 */
const browsersOwn = {
  name: "browsers' own",
  setup({ onResolve }) {
    onResolve({ filter: /^\.{1,2}\/(.+\/)?node-[\w-]+\.js$/ }, ({ path: file, resolveDir }) => ({
      path: path.join(resolveDir, file.replace(/node-(?=[\w-]+\.js$)/, 'browser-')),
    }));
  },
};

/**
 * A file with what it imports in it.
 * @param {string} file
 * @param {string} contents
 * @returns {import('esbuild').Plugin}
 */
const ready = (file, contents) => ({
  name: 'ready',
  setup({ onLoad }) {
    onLoad({ filter: /buffer\.mjs$/ }, ({ path: loaded }) => (loaded === file ? { contents } : undefined));
  },
});
