import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { atLeast } from '@k/tool-kafka';

import { eventually } from '../eventually.ts';
import { failure } from '../failure.ts';
import { type GetLab, PATIENCE_MS } from '../lab.ts';

const limits = { timeoutMs: PATIENCE_MS };
/** Ids and directories that nobody has. */
const STRANGER = 97;
const DIRECTORY = 'mFNzqJbSRuKLT0DHMrdIJw';

/** Brokers, controllers and features, by `@k/admin`. */
export function adminCluster(lab: GetLab): void {
  const since = (release: string): boolean => atLeast(lab().target.version, release);

  describe('the cluster', () => {
    it('is described, with what one may do with it', async () => {
      await using admin = lab().admin();
      const described = await eventually('the change is seen', async () => {
        const told = await admin.describeCluster(limits);
        assert.ok(told.controller !== undefined);
        return told;
      });
      const ids = described.nodes.map(({ nodeId }) => nodeId).sort((a, b) => a - b);
      assert.deepEqual(
        ids,
        lab().target.nodes.map(({ id }) => id),
      );
      const addresses = described.nodes.map(({ host, port }) => `${host}:${String(port)}`);
      assert.deepEqual(
        addresses.sort(),
        lab()
          .target.nodes.map(({ address }) => address)
          .sort(),
      );
      assert.ok(described.nodes.every(({ isFenced }) => !isFenced));
      assert.match(described.clusterId ?? '', /^[\w-]{22}$/);
      assert.ok(ids.includes(described.controller?.nodeId ?? -1));
      assert.equal(described.authorizedOperations, undefined);
      const asking = admin.describeCluster({ ...limits, includeAuthorizedOperations: true });
      if (since('2.3')) assert.ok((await asking).authorizedOperations?.has('ALTER'));
      else assert.match((await failure(asking)).message, /includeAuthorizedOperations needs Kafka 2\.3/);
      const fenced = admin.describeCluster({ ...limits, includeFencedBrokers: true });
      if (since('4.0')) assert.equal((await fenced).nodes.length, ids.length);
      else
        assert.match(
          (await failure(fenced)).message,
          /includeFencedBrokers needs Kafka 4\.0|DescribeCluster.*lacks it/,
        );
    });

    it('tells its features, and changes them', async () => {
      await using admin = lab().admin();
      const before = await admin.describeFeatures(limits);
      if (!since('3.3')) {
        assert.equal(before.finalizedFeatures.size, 0);
        const update = admin.updateFeatures([{ feature: 'metadata.version', maxVersionLevel: 1 }], limits);
        const error = await failure(update);
        if (since('2.7')) assert.match(error.message, /updateFeatures\(\): 1 of 1 failed: metadata\.version/);
        else assert.match(error.message, /UpdateFeatures.*lacks it/);
        return;
      }
      const metadata = before.finalizedFeatures.get('metadata.version');
      assert.ok(metadata !== undefined && metadata.maxVersionLevel > 0 && (before.finalizedFeaturesEpoch ?? -1) >= 0);
      assert.ok((before.supportedFeatures.get('metadata.version')?.maxVersion ?? 0) >= metadata.maxVersionLevel);
      const unknown = await failure(
        admin.updateFeatures([{ feature: 'no.such.feature', maxVersionLevel: 1 }], { ...limits, validateOnly: true }),
      );
      assert.match(unknown.message, /no\.such\.feature: (INVALID_UPDATE_VERSION|FEATURE_UPDATE_FAILED)/);
      const feature = 'transaction.version';
      const level = before.finalizedFeatures.get(feature)?.maxVersionLevel ?? 0;
      if (!since('4.0') || level < 2) return;
      const lower = [{ feature, maxVersionLevel: level - 1, upgradeType: 'SAFE_DOWNGRADE' }] as const;
      await admin.updateFeatures(lower, { ...limits, validateOnly: true });
      const levelNow = async (): Promise<number | undefined> =>
        (await admin.describeFeatures(limits)).finalizedFeatures.get(feature)?.maxVersionLevel;
      assert.equal(await levelNow(), level);
      await admin.updateFeatures(lower, limits);
      await eventually('the change is seen', async () => {
        assert.equal(await levelNow(), level - 1);
      });
      await admin.updateFeatures([{ feature, maxVersionLevel: level }], limits);
      await eventually('the change is seen', async () => {
        assert.equal(await levelNow(), level);
      });
    });

    it('tells who leads its controllers, and who votes', async () => {
      await using admin = lab().admin();
      const asking = admin.describeMetadataQuorum(limits);
      if (!since('3.3')) {
        assert.match((await failure(asking)).message, /DescribeQuorum.*lacks it/);
        return;
      }
      const quorum = await asking;
      const ids = lab().target.nodes.map(({ id }) => id);
      assert.ok(ids.includes(quorum.leaderId));
      assert.ok(quorum.leaderEpoch > 0 && quorum.highWatermark > 0);
      assert.deepEqual(quorum.voters.map(({ replicaId }) => replicaId).sort(), ids);
      const leader = quorum.voters.find(({ replicaId }) => replicaId === quorum.leaderId);
      assert.ok((leader?.logEndOffset ?? 0) >= quorum.highWatermark);
    });

    it('refuses to forget who was never there, and to have voters that it cannot have', async () => {
      await using admin = lab().admin();
      const unregistering = await failure(admin.unregisterBroker(STRANGER, limits));
      const needs = since('3.3') ? /^BROKER_ID_NOT_REGISTERED/ : /UnregisterBroker.*lacks it/;
      assert.match(unregistering.message, needs);
      const endpoints = [{ name: 'CONTROLLER', host: '127.0.0.1', port: 9 }];
      const adding = await failure(admin.addRaftVoter(STRANGER, DIRECTORY, endpoints, limits));
      // The voters stand in the settings of the nodes: kraft.version is 0.
      assert.match(adding.message, since('3.9') ? /^UNSUPPORTED_VERSION/ : /AddRaftVoter.*lacks it/);
      const removing = await failure(admin.removeRaftVoter(STRANGER, DIRECTORY, limits));
      assert.match(removing.message, since('3.9') ? /^UNSUPPORTED_VERSION/ : /RemoveRaftVoter.*lacks it/);
      const controller = await failure(admin.unregisterController(STRANGER, limits));
      const wanted = since('4.4') ? /^CONTROLLER_ID_NOT_REGISTERED/ : /UnregisterController.*lacks it/;
      assert.match(controller.message, wanted);
    });

    it('is told by Java’s tools as by us', async (t) => {
      const { java, name, bootstrapServers } = lab().target;
      if (java === undefined || !since('3.3')) {
        t.skip(java === undefined ? `${name} has no tools` : 'there are no tools for it before 3.3');
        return;
      }
      await using admin = lab().admin();
      const where = ['--bootstrap-server', bootstrapServers[0] ?? ''];
      const status = await java.run('metadata-quorum', [...where, 'describe', '--status']);
      const { leaderId, leaderEpoch, voters } = await admin.describeMetadataQuorum(limits);
      const { clusterId } = await admin.describeCluster(limits);
      const lines = new Map(
        status.split('\n').map((line) => [line.replace(/:.*/, ''), line.replace(/^[^:]*:\s*/, '')]),
      );
      assert.deepEqual(
        [lines.get('ClusterId'), lines.get('LeaderId'), lines.get('LeaderEpoch')],
        [clusterId, String(leaderId), String(leaderEpoch)],
      );
      assert.ok(voters.every(({ replicaId }) => lines.get('CurrentVoters')?.includes(String(replicaId))));
      const features = await java.run('features', [...where, 'describe']);
      const told = await admin.describeFeatures(limits);
      for (const [feature, { minVersion, maxVersion }] of told.supportedFeatures) {
        const line = features.split('\n').find((each) => each.split(/\s+/)[1] === feature);
        assert.ok(line !== undefined, `${feature} is not told`);
        if (feature !== 'metadata.version') assert.match(line, new RegExp(`: ${minVersion}\\s.*: ${maxVersion}\\s`));
      }
    });
  });
}
