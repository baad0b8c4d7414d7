import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';

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

it('a signal behind the end of standard input is the first one: it does not break off what closes', async () => {
  const ending = new URL('../../src/cli/ending.js', import.meta.url).href;
  const program = `
    import { awaitEnding } from ${JSON.stringify(ending)};
    const { asked } = awaitEnding({ withStdin: true });
    setInterval(() => undefined, 1_000); // what would never be closed
    process.once('SIGTERM', () => console.log('closing still'));
    console.log(await asked);
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program]);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  child.stdin.end();
  assert.equal((await lines.next()).value, 'the end of standard input');
  child.kill('SIGTERM');
  assert.equal((await lines.next()).value, 'closing still');
  child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as [number | null];
  assert.equal(code, 128 + 15, 'the second one does');
});

// npm starts a command by a shell, which it ends on SIGTERM (and not the command): measured with npm 10.9 and 11.19.
const skip = process.platform === 'win32' && 'there are no signals on Windows, and parents stay what they were';

it('ends when npx does, which tells nobody, and lets its port go', { skip }, async () => {
  const main = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url));
  const env = { ...process.env, npm_lifecycle_event: 'npx', npm_lifecycle_script: 'kafka-broker' };
  // A shell that has something to do behind it does not become the command.
  const child = spawn('sh', ['-c', '"$@"; exit $?', 'sh', process.execPath, main, '--port', '0'], { env });
  let told = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (told += text));
  const [ready] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const port = Number(ready.slice(ready.lastIndexOf(':') + 1));
  child.kill('SIGTERM');
  // The command has the other ends of its pipes as long as it is there.
  await once(child, 'close');
  assert.match(told, /ended by the end of npx/);
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  server.close();
});
