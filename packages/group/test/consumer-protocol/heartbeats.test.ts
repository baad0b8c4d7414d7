import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Channel, Cluster } from '@k/cluster';
import { AuthenticationError, UnsupportedVersionError, type KafkaError } from '@k/wire';
import { groupMemberOptions } from '../../src/index.ts';
import { EVERYTHING } from '../../src/consumer-protocol/member-state.ts';
import { Heartbeats } from '../../src/consumer-protocol/heartbeats.ts';

const missing = { api: 'ConsumerGroupHeartbeat', minVersion: 0, maxVersion: 1 };

describe('a heartbeat that fails', () => {
  /** What is thrown by a heartbeat whose request fails with this. */
  async function thrownFor(error: KafkaError): Promise<unknown> {
    const channel: Partial<Channel> = { request: () => Promise.reject(error) };
    const cluster: Partial<Cluster> = { openChannel: () => channel as Channel };
    const heartbeats = new Heartbeats(cluster as Cluster, groupMemberOptions.parse({ groupId: 'g' }));
    const heartbeat = { type: 'sendHeartbeat', beat: 1, memberId: 'm', epoch: 0, says: EVERYTHING, owned: [] } as const;
    return heartbeats.send(heartbeat, ['t']).catch((thrown: unknown) => thrown);
  }

  it('since the broker does not have it at all tells which releases do', async () => {
    const thrown = await thrownFor(new UnsupportedVersionError(missing));
    assert.ok(thrown instanceof UnsupportedVersionError);
    assert.match(thrown.message, /takes Kafka 4\.0, or 3\.7 to 3\.9 .*'auto' goes on/);
  });

  for (const [what, error] of [
    ['that this client is refused', new AuthenticationError('no such user')],
    ['of one version', new UnsupportedVersionError({ ...missing, version: 0 })],
    ['while it is guessed what the broker takes', new UnsupportedVersionError({ ...missing, guessed: true })],
  ] as const) {
    it(`tells as it is ${what}`, async () => {
      assert.equal(await thrownFor(error), error);
    });
  }
});
