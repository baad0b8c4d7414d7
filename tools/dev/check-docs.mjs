// Every relative link in the project's texts leads somewhere, and where a link names a test
// (`[title of the test](path/to/it.test.ts)`), that title stands in the file. So the parity and guarantee
// tables cannot promise a test that is gone.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** @param {string} file @param {string} text @param {(path: string) => string | undefined} read */
export function problemsOf(file, text, read) {
  const problems = [];
  const prose = text.replace(/```[\s\S]*?```/g, (block) => block.replace(/[^\n]/g, ' '));
  for (const match of prose.matchAll(/\[((?:[^\][]|\[[^\]]*\])*)\]\(([^()\s]+)\)/g)) {
    const [, title = '', target = ''] = match;
    if (/^[a-z]+:|^#/.test(target)) continue;
    const where = `${file}:${prose.slice(0, match.index).split('\n').length}`;
    const path = join(dirname(file), target.replace(/#.*/, ''));
    const content = read(path);
    if (content === undefined) problems.push(`${where} links ${target}, which is not there`);
    else if (/\.test\.ts$/.test(path) && !title.endsWith('.test.ts') && !holds(content, title))
      problems.push(`${where} names the test "${title}", which ${path} does not hold`);
  }
  return problems;
}

/** Titles are compared without the quotes that source text escapes. @param {string} source @param {string} title */
function holds(source, title) {
  const plain = (/** @type {string} */ s) => s.replaceAll(/[\\`'"]/g, '');
  return plain(source).includes(plain(title));
}

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
  console.log(`${String(files.length)} texts, ${String(problems.length)} broken links`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
