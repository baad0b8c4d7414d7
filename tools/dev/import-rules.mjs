// The direction of dependence between the packages, as a check. docs/architecture.md has the picture.
import { isBuiltin } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import { TAKEN_IN } from './join.mjs';

/**
 * Who may import whom: package -> the packages its sources may import. A new package gets a row here.
 * @type {Record<string, readonly string[]>}
 */
export const ARROWS = {
  '@k/wire': [],
  '@k/codec': ['@k/wire'],
  '@k/runtime': ['@k/wire'],
  '@k/conn': ['@k/wire', '@k/runtime'],
  '@k/cluster': ['@k/wire', '@k/runtime', '@k/conn'],
  '@k/producer': ['@k/wire', '@k/codec', '@k/runtime', '@k/cluster'],
  '@k/group': ['@k/wire', '@k/runtime', '@k/cluster'],
  '@k/consumer': ['@k/wire', '@k/codec', '@k/runtime', '@k/cluster', '@k/group'],
  '@k/broker': ['@k/wire', '@k/codec', '@k/runtime'],
  '@k/admin': ['@k/wire', '@k/runtime', '@k/cluster'],
  '@k/simple': ['@k/wire', '@k/codec', '@k/runtime', '@k/conn', '@k/cluster', '@k/producer'],
  // For tests only. It stands below conn, because each package is built together with its tests.
  '@k/testing': ['@k/wire', '@k/codec', '@k/runtime', '@k/broker'],
};

/**
 * @typedef {object} CheckedPackage
 * @property {string} name       npm name
 * @property {string} dir        `packages/wire`
 * @property {{ dependencies?: Record<string, string>, devDependencies?: Record<string, string>,
 *   peerDependencies?: Record<string, string>, optionalDependencies?: Record<string, string> }} manifest
 * @property {readonly { file: string, text: string }[]} sources  files relative to the root, forward slashes
 */

/**
 * @param {readonly CheckedPackage[]} packages
 * @param {readonly string[]} [sharedDevDependencies]  what the root package.json offers to every test
 * @returns {string[]} one line for each violation, `file:line: what, and the rule`
 */
export function importViolations(packages, sharedDevDependencies = []) {
  return packages.flatMap((pack) => [
    ...pack.sources.flatMap(({ file, text }) =>
      importsIn(text).flatMap(({ specifier, line }) => {
        const rule = brokenRule(pack, file, specifier, sharedDevDependencies);
        return rule === undefined ? [] : [`${file}:${String(line)}: import "${specifier}": ${rule}`];
      }),
    ),
    ...unusedDependencies(pack),
  ]);
}

/** Ways to name a module that TypeScript does not take for an import. */
const BY_NAME = /(?:\brequire\.resolve|\bcreateRequire\([^()]*\)|\boptionalPackage)\(\s*['"]([^'"]+)['"]/g;

/**
 * @param {string} text
 * @returns {{ specifier: string, line: number }[]} static, dynamic, type-only and re-exporting imports, and what is
 *   required when it is there
 */
export function importsIn(text) {
  const imported = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName, pos }) => ({ fileName, pos }));
  const named = [...text.matchAll(BY_NAME)].map((match) => ({ fileName: match[1] ?? '', pos: match.index }));
  return [...imported, ...named].map(({ fileName, pos }) => ({
    specifier: fileName,
    line: text.slice(0, pos).split('\n').length,
  }));
}

/**
 * @param {CheckedPackage} pack
 * @param {string} file
 * @param {string} specifier
 * @param {readonly string[]} shared
 * @returns {string | undefined}
 */
function brokenRule(pack, file, specifier, shared) {
  const inSource = file.startsWith(`${pack.dir}/src/`);
  if (specifier.startsWith('.')) return brokenRelativeRule(pack, file, specifier, inSource);
  if (isBuiltin(specifier)) {
    return specifier.startsWith('node:') ? undefined : `Node's own modules are written "node:${specifier}"`;
  }
  const name = packageOf(specifier);
  // A test may look at its package from outside, as a user would.
  if (specifier === pack.name && !inSource) return undefined;
  if (name === pack.name) return 'a package imports its own files by relative path';
  if (name.startsWith('@k/') && name !== specifier) {
    return `only what ${name} exports from its src/index.ts may be imported, no inner file`;
  }
  const allowed = ARROWS[pack.name];
  if (inSource && allowed !== undefined && name.startsWith('@k/') && !allowed.includes(name)) {
    const list = allowed.length === 0 ? 'no other package' : `only ${allowed.join(', ')}`;
    return `${pack.name} may import ${list}: dependence points one way (docs/architecture.md)`;
  }
  const { dependencies, devDependencies, peerDependencies, optionalDependencies } = pack.manifest;
  if (name in { ...dependencies, ...peerDependencies, ...optionalDependencies }) return undefined;
  // What is in the published file need not be installed; that of browsers has all in it (ADR 0014).
  const isTakenIn = isForBrowsers(file) || TAKEN_IN[pack.dir]?.includes(name) === true;
  if (inSource && isTakenIn && name in { ...devDependencies }) return undefined;
  if (inSource) return `${name} is not in "dependencies" of ${pack.dir}/package.json`;
  if (name in { ...devDependencies } || shared.includes(name)) return undefined;
  return `${name} is not in "devDependencies" of ${pack.dir}/package.json`;
}

/** @param {string} file */
const isForBrowsers = (file) => path.posix.basename(file).startsWith('browser-');

/**
 * @param {CheckedPackage} pack
 * @param {string} file
 * @param {string} specifier
 * @param {boolean} inSource
 * @returns {string | undefined}
 */
function brokenRelativeRule(pack, file, specifier, inSource) {
  const target = path.posix.join(path.posix.dirname(file), specifier);
  if (!target.startsWith(`${pack.dir}/`)) return `leaves ${pack.dir}: other packages are imported by name`;
  if (inSource && !target.startsWith(`${pack.dir}/src/`)) return 'a source may not import from outside src';
  if (file.endsWith('.ts') && !/\.(ts|json)$/.test(specifier)) return 'a relative import ends in ".ts"';
  return undefined;
}

/**
 * What a published package names and does not use is still installed by everyone who uses the package.
 * @param {CheckedPackage} pack
 * @returns {string[]}
 */
function unusedDependencies(pack) {
  const used = new Set(
    pack.sources.flatMap(({ text }) => importsIn(text).map(({ specifier }) => packageOf(specifier))),
  );
  return Object.keys({ ...pack.manifest.dependencies, ...pack.manifest.optionalDependencies })
    .filter((name) => !used.has(name))
    .map((name) => `${pack.dir}/package.json:1: dependency "${name}" is imported nowhere: remove it`);
}

/**
 * `@scope/name/inner.js` -> `@scope/name`
 * @param {string} specifier
 */
function packageOf(specifier) {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
