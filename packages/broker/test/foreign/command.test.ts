// The command with a client in C, through TLS and a login.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Command } from '../cli/command.ts';
import { Program } from '../support/program.ts';

const missing = ['kcat -V', 'openssl version'].filter((command) => {
  const [program = '', argument = ''] = command.split(' ');
  return spawnSync(program, [argument]).status !== 0;
});
if (missing.length > 0 && process.env['CI'] === 'true')
  throw new Error(`under CI this has to run: ${missing.join(', ')}`);
const skip = missing.length === 0 ? false : `does not run here: ${missing.join(', ')}`;

async function kcat(args: readonly string[], input = ''): Promise<string> {
  const child = spawn('kcat', ['-m', '60', ...args], { timeout: 90_000 });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin.end(input);
  const [code] = (await once(child, 'close')) as [number | null];
  assert.equal(code, 0, stderr);
  return stdout;
}

describe('kcat against the command', { skip }, () => {
  let directory: string;
  const file = (name: string): string => path.join(directory, name);
  before(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'k broker command '));
    const subject = ['-subj', '/CN=server', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
    const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout', file('key.pem'), '-out', file('cert.pem')];
    execFileSync('openssl', ['req', '-x509', ...key, '-days', '2', ...subject], { stdio: 'ignore' });
  });
  after(() => rmSync(directory, { recursive: true }));

  it('sees its nodes and topics, and what it produces it consumes', async () => {
    await using command = new Command(['--port', '0', '--nodes', '2', '--topic', 'orders:3:2', '--quiet']);
    const servers = (await command.bootstrapServers()).join(',');
    const listed = await kcat(['-b', servers, '-L']);
    assert.match(listed, / 2 brokers:/);
    assert.match(listed, /topic "orders" with 3 partitions/);
    const lines = Array.from({ length: 100 }, (_, i) => `k${String(i % 7)}:v${String(i)}`);
    await kcat(['-b', servers, '-P', '-t', 'orders', '-K:'], lines.join('\n'));
    const consumed = await kcat(['-b', servers, '-C', '-t', 'orders', '-e', '-q', '-f', '%k:%s\n']);
    assert.deepEqual(consumed.trim().split('\n').sort(), lines.sort());
  });

  it('comes in through TLS with a user’s password, and not without', async () => {
    const tls = ['--tls-cert', file('cert.pem'), '--tls-key', file('key.pem')];
    // Before 4: kcat's librdkafka may be one that sends its SCRAM nonce twice.
    const old = ['--as-version', '3.9'];
    await using command = new Command(['--port', '0', '--sasl', 'alice:alice-secret', '--topic', 't', ...tls, ...old]);

    const [server = ''] = await command.bootstrapServers();
    const login = (password: string) =>
      Object.entries({
        'security.protocol': 'SASL_SSL',
        'ssl.ca.location': file('cert.pem'),
        'sasl.mechanism': 'SCRAM-SHA-256',
        'sasl.username': 'alice',
        'sasl.password': password,
      }).flatMap(([name, value]) => ['-X', `${name}=${value}`]);
    await kcat(['-b', server, '-P', '-t', 't', ...login('alice-secret')], 'through');
    const args = ['-b', server, '-C', '-t', 't', '-e', '-q', ...login('alice-secret')];
    assert.equal(await kcat(args), 'through\n');
    await assert.rejects(kcat(['-b', server, '-L', '-m', '2', ...login('wrong')]));
  });

  it('a process with a broker of TLS ends, though nobody closes it, with a handshake that never ends', async () => {
    const broker = new URL('../../src/index.js', import.meta.url).href;
    const program = `
      import { readFileSync } from 'node:fs';
      import { createBroker } from ${JSON.stringify(broker)};
      const tls = { key: readFileSync(process.argv[1]), cert: readFileSync(process.argv[2]) };
      const broker = await createBroker({ listeners: [{ tls }] });
      console.log(broker.bootstrapServers[0]);
      await new Promise((resolve) => process.stdin.once('data', resolve));
      process.stdin.destroy();
    `;
    await using running = Program.ofText(program, [file('key.pem'), file('cert.pem')]);
    const socket = connect(Number((await running.line()).split(':')[1]), '127.0.0.1');
    await once(socket, 'connect');
    running.child.stdin?.end('go on\n');
    const { code, stderr } = await running.ended;
    assert.equal(code, 0, stderr);
    socket.destroy();
  });
});
