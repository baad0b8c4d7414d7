import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { it } from 'node:test';

it('a second signal ends a process at once that is still closing', async () => {
  const ending = new URL('../../src/cli/ending.js', import.meta.url).href;
  const program = `
    import { awaitEnding } from ${JSON.stringify(ending)};
    const { asked } = awaitEnding({ withStdin: false });
    setInterval(() => undefined, 1_000); // what would never be closed
    console.log('up');
    console.log(await asked);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program]);
  const [up] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  assert.equal(up, 'up\n');
  child.kill('SIGINT');
  const [first] = (await once(child.stdout, 'data')) as [string];
  assert.equal(first, 'SIGINT\n');
  child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as [number | null];
  assert.equal(code, 128 + 15);
});
