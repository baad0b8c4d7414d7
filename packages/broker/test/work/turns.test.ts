import assert from 'node:assert/strict';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { encodeRequestFrame, ListOffsets } from '@k/wire';
import { Program } from '../support/program.ts';
import { RawClient } from '../support/raw-client.ts';

/** As many as fit into what a socket reads at once. */
const REQUESTS = 600;

/** Each of them reads 50,000 records. */
function lookups(): Buffer {
  const topics = [{ name: 'slow', partitions: [{ partitionIndex: 0, timestamp: 49_999 }] }];
  const chunks = Array.from({ length: REQUESTS }, (_, i) => {
    return encodeRequestFrame(ListOffsets, 1, { correlationId: i, clientId: null }, { replicaId: -1, topics });
  });
  return Buffer.concat(chunks.flat());
}

/** @returns how many requests were handled before the signal was, in a process that ends as it should */
async function handledBeforeSignal(): Promise<number> {
  const program = fileURLToPath(new URL('./busy-broker.js', import.meta.url));
  await using running = new Program(process.execPath, [program]);
  const client = await RawClient.tcp(await running.line());
  await client.sendBytes(lookups(), 0);
  running.child.kill('SIGTERM');
  const handled = Number(await running.line());
  const { code, stderr } = await running.ended;
  assert.equal(code, 0, stderr);
  await client.closed;
  return handled;
}

it('SIGTERM is heard while one client has sent work for a long time', { timeout: 300_000 }, async () => {
  let handled = REQUESTS;
  // All are done where this process stands still before it sends the signal: not three times.
  for (let attempt = 0; attempt < 3 && handled === REQUESTS; attempt++) handled = await handledBeforeSignal();
  assert.ok(handled > 0 && handled < REQUESTS, `${String(handled)} of ${String(REQUESTS)} were handled before`);
});
