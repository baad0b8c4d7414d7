// Every relative link in the project's texts leads somewhere, and where a link names a test
// (`[title of the test](path/to/it.test.ts)`), a test of that title is in the file. So the parity and guarantee tables
// cannot promise a test that is gone. In those, and in that of the operations of an admin, the tests of a row also have to touch
// what it names.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fileAt } from './home.mjs';
import { namesOf, plainTitle, testsIn } from './linked-tests.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The tables whose rows promise something and link the tests of it: which cell says what.
 * @type {Record<string, { subject: number, names: number, tests: number, exempt: (cells: string[]) => boolean }>}
 */
const TABLES = {
  'docs/parity.md': { subject: 0, names: 1, tests: 3, exempt: ([, , home]) => home === '–' },
  'docs/admin.md': { subject: 0, names: 5, tests: 6, exempt: (cells) => cells[5] === '–' },
  'docs/guarantees.md': { subject: 0, names: 1, tests: 2, exempt: () => false },
};

/** @typedef {(path: string) => string | undefined} Read  a file's content, undefined when it is not there */

/**
 * @param {string} file
 * @param {string} text
 * @param {Read} read
 */
export function problemsOf(file, text, read) {
  const problems = [];
  for (const { index, title, target } of linksIn(text)) {
    const path = pathOf(file, target);
    const content = read(path);
    const where = `${file}:${String(lineAt(text, index))}`;
    if (content === undefined) problems.push(`${where} links ${target}, which is not there`);
    else if (namesTest(title, path) && testsCalled(title, content).length === 0)
      problems.push(`${where} names the test "${title}", which ${path} does not hold`);
  }
  return [...problems, ...rowProblems(file, withoutCode(text), read)];
}

/**
 * A row is true when the tests that it links use the very names it promises.
 * @param {string} file
 * @param {string} text
 * @param {Read} read
 */
function rowProblems(file, text, read) {
  const table = TABLES[file];
  if (table === undefined) return [];
  return text.split('\n').flatMap((line, at) => {
    const cells = line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim());
    const names = namesOf(cells[table.names] ?? '');
    if (names.length === 0 || table.exempt(cells)) return [];
    const links = linksIn(cells[table.tests] ?? '');
    const touched = new Set(
      links.flatMap(({ title, target }) =>
        testsCalled(title, read(pathOf(file, target)) ?? '').flatMap((each) => [...each.names]),
      ),
    );
    const missing = names.filter((name) => !touched.has(name));
    if (missing.length === 0) return [];
    const what = links.length === 0 ? 'has no test' : `links no test that uses ${missing.join(', ')}`;
    return [`${file}:${String(at + 1)} the row of ${cells[table.subject] ?? ''} ${what}`];
  });
}

/**
 * Links to what is in this repository: relative ones, and those by its address on the web. Code has none.
 * @param {string} text
 */
export function linksIn(text) {
  const matches = withoutCode(text).matchAll(/\[((?:[^\][]|\[[^\]]*\])*)\]\(([^()\s]+)\)/g);
  return [...matches]
    .map(({ index, 1: title = '', 2: target = '' }) => ({ index, title, target }))
    .filter(({ target }) => !/^[a-z]+:|^#/.test(target) || fileAt(target) !== undefined);
}

/** Every character in its place. @param {string} text */
const withoutCode = (text) => text.replace(/```[\s\S]*?```/g, (block) => block.replace(/[^\n]/g, ' '));

/** A link to a source is about a test of it, unless it shows a path. @param {string} title @param {string} path */
const namesTest = (title, path) => path.endsWith('.ts') && !/^[\w./`-]+$/.test(title);

/** Many rows link the same file: source -> its tests. @type {Map<string, ReturnType<typeof testsIn>>} */
const parsed = new Map();

/** @param {string} title @param {string} source */
function testsCalled(title, source) {
  const tests = parsed.get(source) ?? testsIn(source);
  parsed.set(source, tests);
  return tests.filter((test) => test.title.includes(plainTitle(title)));
}

/** @param {string} file @param {string} target */
const pathOf = (file, target) => (fileAt(target) ?? join(dirname(file), target)).replace(/#.*/, '');

/** @param {string} text @param {number} index */
const lineAt = (text, index) => text.slice(0, index).split('\n').length;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const list = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], { cwd: root, encoding: 'utf8' });
  const files = list.split('\n').filter((f) => f !== '' && existsSync(join(root, f)));
  const read = (/** @type {string} */ path) => {
    const full = join(root, path);
    if (!existsSync(full)) return undefined;
    return /\.(md|ts)$/.test(path) ? readFileSync(full, 'utf8') : '';
  };
  const problems = files.flatMap((f) => problemsOf(f, readFileSync(join(root, f), 'utf8'), read));
  for (const p of problems) console.error(p);
  console.log(`${String(files.length)} texts, ${String(problems.length)} problems`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
