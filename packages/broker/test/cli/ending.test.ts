import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Program } from '../support/program.ts';

it('a second signal ends a process at once that is still closing', async () => {
  const ending = new URL('../../src/cli/ending.js', import.meta.url).href;
  const program = `
    import { awaitEnding } from ${JSON.stringify(ending)};
    const { asked } = awaitEnding({ withStdin: false });
    setInterval(() => undefined, 1_000); // what would never be closed
    console.log('up');
    console.log(await asked);
  `;
  await using running = Program.ofText(program);
  assert.equal(await running.line(), 'up');
  running.child.kill('SIGINT');
  assert.equal(await running.line(), 'SIGINT');
  running.child.kill('SIGTERM');
  assert.equal((await running.ended).code, 128 + 15);
});

it('a signal behind the end of standard input is the first one: it does not break off what closes', async () => {
  const ending = new URL('../../src/cli/ending.js', import.meta.url).href;
  const program = `
    import { awaitEnding } from ${JSON.stringify(ending)};
    const { asked } = awaitEnding({ withStdin: true });
    setInterval(() => undefined, 1_000); // what would never be closed
    process.once('SIGTERM', () => console.log('closing still'));
    console.log(await asked);
  `;
  await using running = Program.ofText(program);
  running.child.stdin?.end();
  assert.equal(await running.line(), 'the end of standard input');
  running.child.kill('SIGTERM');
  assert.equal(await running.line(), 'closing still');
  running.child.kill('SIGTERM');
  assert.equal((await running.ended).code, 128 + 15, 'the second one does');
});

// npm starts a command by a shell, which it ends on SIGTERM (and not the command): measured with npm 10.9 and 11.19.
const skip = process.platform === 'win32' && 'there are no signals on Windows, and parents stay what they were';

it('ends when npx does, which tells nobody, and lets its port go', { skip }, async () => {
  const main = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url));
  const env = { ...process.env, npm_lifecycle_event: 'npx', npm_lifecycle_script: 'kafka-broker' };
  // A shell that has something to do behind it does not become the command.
  await using npx = new Program('sh', ['-c', '"$@"; exit $?', 'sh', process.execPath, main, '--port', '0'], { env });
  const ready = await npx.line();
  const port = Number(ready.slice(ready.lastIndexOf(':') + 1));
  npx.child.kill('SIGTERM');
  // The command has the other ends of its pipes as long as it is there.
  assert.match((await npx.ended).stderr, /ended by the end of npx/);
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  server.close();
});
