import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClusterOptions } from '@k/cluster';
import { PATIENCE_MS } from './lab.ts';
import { PlainClient } from './plain-client.ts';

const CHANNELS = ['@k/cluster:connect', '@k/cluster:authenticate'] as const;

/** Writes and reads until every connection has authenticated twice more: on the same connections, missing nothing. */
export async function outlivesItsSession(options: ClusterOptions): Promise<void> {
  const clientId = `renewing-${Date.now().toString(36)}`;
  const events = { connect: 0, authenticate: 0 };
  const count = (event: unknown, name: string | symbol): void => {
    if ((event as { clientId?: string }).clientId !== clientId) return;
    if (name === '@k/cluster:connect') events.connect += 1;
    else events.authenticate += 1;
  };
  for (const name of CHANNELS) subscribe(name, count);
  try {
    await using client = new PlainClient({ ...options, clientId });
    const topic = `renewed-${Date.now().toString(36)}`;
    await client.makeTopic(topic);
    const connections = events.connect;
    assert.ok(connections > 0);
    const authentications = events.authenticate;
    const deadline = Date.now() + PATIENCE_MS;
    let sent = 0;
    // The second renewal comes after the end that the session had at first.
    while (events.authenticate < authentications + 2 * connections) {
      assert.ok(Date.now() < deadline, `authenticated ${events.authenticate} times on ${connections} connections`);
      // Polls at the end of the log: requests are under way all the time.
      assert.deepEqual(await client.fetch(topic, sent, 50), []);
      assert.equal(await client.produce(topic, [String(sent)]), sent);
      sent += 1;
    }
    assert.equal(events.connect, connections);
  } finally {
    for (const name of CHANNELS) unsubscribe(name, count);
  }
}
