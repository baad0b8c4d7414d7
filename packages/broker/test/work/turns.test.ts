import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { encodeRequestFrame, ListOffsets } from '@k/wire';
import { RawClient } from '../support/raw-client.ts';

/** As many as fit into what a socket reads at once. */
const REQUESTS = 600;

/** Each of them reads 10,000 records. */
function lookups(): Buffer {
  const topics = [{ name: 'slow', partitions: [{ partitionIndex: 0, timestamp: 9_999 }] }];
  const chunks = Array.from({ length: REQUESTS }, (_, i) => {
    return encodeRequestFrame(ListOffsets, 1, { correlationId: i, clientId: null }, { replicaId: -1, topics });
  });
  return Buffer.concat(chunks.flat());
}

it('SIGTERM is heard while one client has sent work for a long time', { timeout: 120_000 }, async (t) => {
  const program = fileURLToPath(new URL('./busy-broker.js', import.meta.url));
  const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => child.kill('SIGKILL'));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const client = await RawClient.tcp((await lines.next()).value as string);
  const ended = once(child, 'exit');
  await client.sendBytes(lookups(), 0);
  child.kill('SIGTERM');
  const handled = Number((await lines.next()).value);
  assert.ok(handled > 0 && handled < REQUESTS, `${String(handled)} of ${String(REQUESTS)} were handled before`);
  assert.deepEqual(await ended, [0, null]);
  await client.closed;
});
