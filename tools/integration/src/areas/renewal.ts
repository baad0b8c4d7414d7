import assert from 'node:assert/strict';
import type { ClusterOptions } from '@k/cluster';
import { PATIENCE_MS } from '../lab.ts';
import { countLogins } from '../logins.ts';
import { PlainClient } from '../plain-client.ts';

/**
 * Works on until every connection has authenticated twice more, the second time beyond the end that its session had at
 * first; no connection may be lost over it.
 */
export async function worksBeyondItsSession(options: ClusterOptions): Promise<void> {
  const name = `renewing-${Date.now().toString(36)}`;
  await countLogins(name, async (logins) => {
    await using client = new PlainClient({ ...options, clientId: name });
    await client.makeTopic(name);
    const { connections, authentications } = logins;
    assert.ok(connections > 0);
    const deadline = Date.now() + PATIENCE_MS;
    let sent = 0;
    while (logins.authentications < authentications + 2 * connections) {
      assert.ok(Date.now() < deadline, `authenticated ${logins.authentications} times on ${connections} connections`);
      // Polls at the end of the log: requests are under way all the time.
      assert.deepEqual(await client.fetch(name, sent, 50), []);
      assert.equal(await client.produce(name, [String(sent)]), sent);
      sent += 1;
    }
    assert.equal(logins.connections, connections);
  });
}
