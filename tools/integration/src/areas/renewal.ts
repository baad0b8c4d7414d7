import assert from 'node:assert/strict';
import type { ClusterOptions } from '@k/cluster';
import { PATIENCE_MS } from '../lab.ts';
import { countLogins } from '../logins.ts';
import { PlainClient } from '../plain-client.ts';

/** In ms: a poll at the end of the log. */
const POLL_MS = 50;
/**
 * In ms: a round of two requests that took longer says that the machine, or the broker, stood still meanwhile. Clients renew a
 * session when a twentieth of it is left, or a bit more: who stands still for as long as that comes too late, and is cut off.
 */
const STOOD_STILL_MS = POLL_MS + 150;
const ATTEMPTS = 3;

/**
 * Works on until every connection has authenticated twice more, the second time beyond the end that its session had at
 * first; no connection may be lost over it. Tried again where one was lost while somebody stood still.
 */
export async function worksBeyondItsSession(options: ClusterOptions): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const { error, longestMs } = await workBeyondSession(options, `renewing-${Date.now().toString(36)}`);
    if (error === undefined) return;
    if (attempt === ATTEMPTS || longestMs < STOOD_STILL_MS) throw error as Error;
  }
}

/** @returns what went wrong, and how long the longest round of requests took, in ms */
async function workBeyondSession(
  options: ClusterOptions,
  name: string,
): Promise<{ readonly error: unknown; readonly longestMs: number }> {
  let longestMs = 0;
  const work = countLogins(name, async (logins) => {
    await using client = new PlainClient({ ...options, clientId: name });
    await client.makeTopic(name);
    const { connections, authentications } = logins;
    assert.ok(connections > 0);
    const deadline = Date.now() + PATIENCE_MS;
    let sent = 0;
    while (logins.authentications < authentications + 2 * connections) {
      const began = performance.now();
      assert.ok(Date.now() < deadline, `authenticated ${logins.authentications} times on ${connections} connections`);
      try {
        // Requests are under way all the time.
        assert.deepEqual(await client.fetch(name, sent, POLL_MS), []);
        assert.equal(await client.produce(name, [String(sent)]), sent);
      } finally {
        longestMs = Math.max(longestMs, performance.now() - began);
      }
      sent += 1;
    }
    assert.equal(logins.connections, connections);
  });
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { error, longestMs };
}
