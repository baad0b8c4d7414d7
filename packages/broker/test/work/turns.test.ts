import assert from 'node:assert/strict';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { encodeRequestFrame, ListOffsets } from '@k/wire';
import { Program } from '../support/program.ts';
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

it('SIGTERM is heard while one client has sent work for a long time', { timeout: 120_000 }, async () => {
  const program = fileURLToPath(new URL('./busy-broker.js', import.meta.url));
  await using running = new Program(process.execPath, [program]);
  const client = await RawClient.tcp(await running.line());
  await client.sendBytes(lookups(), 0);
  running.child.kill('SIGTERM');
  const handled = Number(await running.line());
  assert.ok(handled > 0 && handled < REQUESTS, `${String(handled)} of ${String(REQUESTS)} were handled before`);
  const { code, stderr } = await running.ended;
  assert.equal(code, 0, stderr);
  await client.closed;
});
