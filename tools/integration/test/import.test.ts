import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { it } from 'node:test';

/** Tells of every module that is loaded, on a line of its own. */
const LOADER = `
  import { writeSync } from 'node:fs';
  export async function load(url, context, next) {
    writeSync(1, url + '\\n');
    return await next(url, context);
  }`;
const inText = (code: string): string => `data:text/javascript,${encodeURIComponent(code)}`;
const REGISTER = inText(`import { register } from 'node:module'; register(${JSON.stringify(inText(LOADER))});`);

/** Files that `import 'name'` loads: of each package, and in all. Node spends a third of a millisecond and more on each. */
function filesLoadedBy(name: string): readonly string[] {
  const args = ['--import', REGISTER, '--input-type=module', '--eval', `await import('${name}')`];
  const out = execFileSync(process.execPath, args, { cwd: new URL('../../', import.meta.url), encoding: 'utf8' });
  return out.split('\n').filter((url) => url.startsWith('file:'));
}

for (const [name, most] of [
  ['@k/producer', 12],
  ['@k/consumer', 14],
  ['@k/wire', 2],
] as const) {
  it(`import '${name}' loads at most ${most} files`, () => {
    const files = filesLoadedBy(name);
    assert.ok(files.length > 0);
    assert.ok(files.length <= most, files.join('\n'));
  });
}
