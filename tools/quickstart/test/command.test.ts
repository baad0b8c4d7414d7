import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import net from 'node:net';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createBroker } from '@k/broker';
import { Produce } from '@k/wire';

const main = fileURLToPath(new URL('../src/main.js', import.meta.url));

/** In ms: a program that takes longer is ended, and its test fails with what it has printed. */
const MOST_MS = 120_000;

interface Outcome {
  /** `null` when it was ended. */
  readonly code: number | null;
  readonly output: string;
  readonly error: string;
}

function npmStart(...args: string[]): Promise<Outcome> {
  const child = spawn(process.execPath, ['--enable-source-maps', main, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: MOST_MS,
    killSignal: 'SIGKILL',
  });
  let output = '';
  let error = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      resolve({ code, output, error });
    });
  });
}

describe('npm start', () => {
  it('does the whole journey on a broker of its own', async () => {
    const { code, output, error } = await npmStart('--records', '5000', '--size', '64');
    assert.deepEqual([code, error], [0, ''], output);
    assert.match(output, /All 5000 records came back exactly once, in order per partition, byte for byte\./);
    // Not a terminal here: plain lines, no bar.
    assert.match(output, /^producing 5000\/5000 {2}\d+\/s$/m);
    assert.match(output, /^consuming 5000\/5000 {2}\d+\/s$/m);
    assert.match(output, /read by member/);
  });

  it('does it on a cluster that runs, and again on the same topic', async () => {
    await using broker = await createBroker({ port: 0 });
    const args = ['--bootstrap-server', broker.bootstrapServers[0] ?? '', '--topic', 'twice', '--records', '1000'];
    for (let time = 1; time <= 2; time++) {
      const { code, output, error } = await npmStart(...args);
      assert.equal(code, 0, output + error);
      assert.match(output, /All 1000 records came back/);
    }
    const lengths = [0, 1, 2, 3, 4, 5].map((partition) => broker.log('twice', partition).endOffset);
    assert.equal(
      lengths.reduce((sum, length) => sum + length),
      2000,
    );
  });

  it('ends with code 1 when a record is missing, and says which', async () => {
    await using broker = await createBroker({ port: 0 });
    // Acknowledged and not stored: what a broker that loses data does.
    broker.control(Produce, ({ topicData }) => ({
      responses: topicData.map(({ name, topicId, partitionData }) => ({
        name,
        topicId,
        partitionResponses: partitionData.map(({ index }) => ({ index, baseOffset: 0n })),
      })),
    }));
    const { code, output, error } = await npmStart(
      '--bootstrap-server',
      broker.bootstrapServers[0] ?? '',
      '--records',
      '10',
    );
    assert.equal(code, 1, output + error);
    assert.match(error, /^10 records did not come back, the first of them record 0$/m);
    assert.match(output, /The records did not come back as they were sent\./);
  });

  for (const [what, args, message] of [
    ['a wrong option', ['--recrods', '5'], /^Unknown option '--recrods'\. Usage: npm start/],
    ['a host that does not exist', ['--bootstrap-server', 'no-such-host.invalid:9092'], /no-such-host\.invalid/],
    ['a port that there is not', ['--bootstrap-server', 'localhost:99999'], /localhost:99999/],
  ] as const) {
    it(`answers ${what} with one clear line`, async () => {
      const { code, output, error } = await npmStart(...args);
      assert.ok(code === 1 || code === 2, `${String(code)}: ${output}${error}`);
      assert.equal(output, '');
      assert.match(error, message);
      assert.equal(error.trim().split('\n').length, 1, error);
    });
  }

  it('answers a port where nobody listens with one clear line', async () => {
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as net.AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const { code, output, error } = await npmStart('--bootstrap-server', `127.0.0.1:${port}`);
    assert.equal(code, 1, output + error);
    assert.match(error, new RegExp(`127\\.0\\.0\\.1:${port}.*ECONNREFUSED`));
    assert.equal(error.trim().split('\n').length, 1, error);
  });
});
