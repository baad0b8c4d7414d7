import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OURS, openHeartbeats, STREAM_CLIENTS, streamOf } from '../src/conn/clients.ts';
import { FETCH_BYTES, listen, portOf } from '../src/conn/server.ts';

test('bench:conn: a heartbeat is answered, with more callers than may be in flight', async () => {
  const server = await listen();
  const client = await openHeartbeats(OURS, portOf(server), 5);
  const answers = await Promise.all(Array.from({ length: 20 }, () => client.heartbeat()));
  assert.deepEqual(
    answers.map((answer) => (answer as { errorCode: number }).errorCode),
    new Array(20).fill(0),
  );
  await client.close();
  await new Promise((resolve) => server.close(resolve));
});

for (const client of STREAM_CLIENTS) {
  test(`bench:conn: ${client} reads as many bytes as were asked for`, async () => {
    const server = await listen();
    const bytes = await streamOf(client)(portOf(server), 5);
    const framing = client === OURS ? 0 : 5 * 1_000;
    assert.ok(bytes >= 5 * FETCH_BYTES && bytes <= 5 * FETCH_BYTES + framing, String(bytes));
    await new Promise((resolve) => server.close(resolve));
  });
}
