import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PlayedRelease } from '@k/broker';
import { Heartbeat, UnsupportedVersionError } from '@k/wire';
import { failure, World } from '@k/testing';
import { Cluster } from '../src/index.ts';

const RELEASES: readonly PlayedRelease[] = ['0.8.2', '0.9', '0.10.2', '0.11', '1.1', '2.8', '3.9', '4.4'];

for (const release of RELEASES) {
  describe(`brokers of release ${release}`, () => {
    it('a cluster finds brokers, topics, leaders and coordinators, and has no complaints', async () => {
      await using world = await World.create({ nodes: 2, asVersion: release }, 4);
      const { runtime, broker, run } = world;
      broker.createTopic('t', { assignment: [[0], [1]] });
      const cluster = new Cluster({ bootstrapServers: broker.bootstrapServers, runtime });
      await run(cluster.loadTopics(['t']));
      assert.equal(cluster.leaderOf('t', 1), 1);
      assert.ok(broker.liveNodeIds.includes(await run(cluster.coordinator('group', 'g'))));
      assert.deepEqual(cluster.health().problems, []);
      await run(cluster.close());
    });

    const tells = release !== '0.8.2' && release !== '0.9';
    it(tells ? 'reaches the controller' : 'says that these brokers do not tell who the controller is', async () => {
      await using world = await World.create({ nodes: 2, asVersion: release }, 5);
      const { clock, runtime, broker, run } = world;
      broker.createTopic('t'); // 0.8.2 names no broker before
      const cluster = new Cluster({ bootstrapServers: broker.bootstrapServers, runtime });
      await run(cluster.loadTopics(['t']));
      const startedAt = clock.monotonic();
      const asking = cluster.request('controller', Heartbeat, { groupId: 'g' }, { retry: true });
      if (tells) assert.notEqual((await run(asking)).errorCode, 0, 'nobody is in that group');
      else {
        const error = await run(failure(asking));
        assert.ok(error instanceof UnsupportedVersionError && !error.retriable, String(error));
        assert.match(
          error.message,
          /^Heartbeat request to the controller: brokers before 0\.10 do not tell who the controller is.*\{ broker: id \}.*\/controller$/,
        );
        // 0.8.2 cannot be asked what it is, and the guess has to hold for a while; 0.9 gives itself away.
        if (release === '0.9') assert.equal(clock.monotonic(), startedAt);
      }
      await run(cluster.close());
    });
  });
}
