import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OURS, openHeartbeats, STREAM_CLIENTS, streamOf } from '../src/conn/clients.ts';
import { listen, portOf } from '../src/conn/server.ts';

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
    for (const size of [1_000_000, 3_000_000]) {
      const bytes = await streamOf(client)(portOf(server), size, 5);
      const framing = client === OURS ? 0 : 5 * 1_000;
      assert.ok(bytes >= 5 * size && bytes <= 5 * size + framing, String(bytes));
    }
    await new Promise((resolve) => server.close(resolve));
  });
}
