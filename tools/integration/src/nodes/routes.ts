import assert from 'node:assert/strict';
import net from 'node:net';
import { describe, it } from 'node:test';
import { Metadata } from '@k/wire';
import { type GetLab, PATIENCE_MS } from '../lab.ts';
import { ask, askCoordinator, endOffset } from './partition-requests.ts';
import { ledBy, placedTopic } from './whole.ts';

/** Requests that find their broker among several. */
export function routes(lab: GetLab): void {
  describe('requests', () => {
    it('reach each partition’s leader, whoever that is', async () => {
      const { nodes } = lab().target;
      const topic = await placedTopic(
        lab(),
        nodes.map(({ id }) => ledBy(lab(), id)),
      );
      await using producer = lab().producer();
      for (const [partition] of nodes.entries()) {
        const values = Array.from({ length: partition + 1 }, (_, i) => `${partition}.${i}`);
        await producer.sendMany(values.map((value) => ({ topic, partition, value })));
      }
      await using cluster = lab().cluster();
      await cluster.loadTopics([topic]);
      for (const [partition, { id }] of nodes.entries()) {
        assert.equal(cluster.leaderOf(topic, partition), id);
        // Any other broker would refuse: it is not the leader.
        assert.equal(await endOffset(cluster, { topic, partition }), partition + 1);
      }
    });

    it('reach a broker by its id', async () => {
      await using cluster = lab().cluster();
      await cluster.connect({ timeoutMs: PATIENCE_MS });
      for (const { id, address } of lab().target.nodes) {
        await ask(cluster, id);
        const { broker } = await cluster.connection(id);
        assert.equal(`${broker.host}:${broker.port}`, address);
      }
    });

    it('reach each group’s coordinator, whoever that is', async () => {
      await using cluster = lab().cluster();
      const coordinators = new Set<number>();
      // Each group is somebody's; sooner or later every broker has one.
      while (coordinators.size < lab().target.nodes.length) {
        const groupId = lab().name('group');
        await askCoordinator(cluster, groupId);
        coordinators.add(await cluster.coordinator('group', groupId));
      }
    });

    it('reach the cluster by the one bootstrap server of three that is there', async () => {
      const { nodes } = lab().target;
      const alive = nodes[1]?.address ?? '';
      await using cluster = lab().cluster({ bootstrapServers: [...(await deadAddresses(2)), alive] });
      const { brokers } = await cluster.request('any', Metadata, { topics: [] });
      assert.deepEqual(
        brokers.map(({ host, port }) => `${host}:${port}`).sort(),
        nodes.map(({ address }) => address).sort(),
      );
      // The dead ones are forgotten: what is known now are the brokers.
      for (const { id } of nodes) await ask(cluster, id);
      assert.deepEqual(cluster.health().problems, []);
    });
  });
}

/** Addresses where nobody listens. */
async function deadAddresses(count: number): Promise<string[]> {
  const servers = Array.from({ length: count }, () => net.createServer());
  const listening = servers.map((server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  await Promise.all(listening);
  const addresses = servers.map((server) => `127.0.0.1:${(server.address() as net.AddressInfo).port}`);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return addresses;
}
