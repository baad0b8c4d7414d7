import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApiVersions, ErrorCode, Fetch, Heartbeat, InitProducerId } from '@k/wire';
import { createBroker, type Broker } from '../../src/index.ts';
import { RawClient } from '../support/raw-client.ts';

async function told(broker: Broker, node: number) {
  const client = await RawClient.tcp(broker.bootstrapServers[node] as string);
  const named = { clientSoftwareName: 'raw', clientSoftwareVersion: '1' };
  const { apiKeys, supportedFeatures, finalizedFeatures, finalizedFeaturesEpoch } = await client.request(
    ApiVersions,
    3,
    named,
  );
  client.close();
  return {
    fetch: apiKeys.find(({ apiKey }) => apiKey === Fetch.key)?.maxVersion,
    metadata: supportedFeatures.map(({ maxVersion }) => maxVersion),
    finalized: finalizedFeatures.map(({ name, maxVersionLevel }) => `${name} ${String(maxVersionLevel)}`),
    epoch: Number(finalizedFeaturesEpoch),
  };
}

describe('nodes of two releases', () => {
  it('each take and announce their own versions; a feature of the new one is there once all nodes know it', async () => {
    await using broker = await createBroker({ asVersion: '3.9', nodes: 2 });
    const old = { fetch: 17, metadata: [21], finalized: ['metadata.version 21'], epoch: 0 };
    await broker.stop(0);
    await broker.start(0, { asVersion: '4.4' });
    assert.deepEqual(await told(broker, 0), { ...old, fetch: 18, metadata: [33] });
    assert.deepEqual(await told(broker, 1), old);
    const client = await RawClient.tcp(broker.bootstrapServers[1] as string);
    await assert.rejects(client.request(Fetch, 18, {}), /the connection was closed/);
    assert.throws(
      () => {
        broker.updateFeature('transaction.version', 2);
      },
      { message: 'Broker: updateFeature(): name: expected kraft.version, metadata.version, got "transaction.version"' },
    );
    await broker.stop(1);
    await broker.start(1, { asVersion: '4.4' });
    assert.deepEqual((await told(broker, 1)).finalized, ['metadata.version 21'], 'nothing is agreed on by itself');
    broker.updateFeature('transaction.version', 2);
    broker.updateFeature('metadata.version', 33);
    for (const node of [0, 1]) {
      const { finalized, epoch } = await told(broker, node);
      assert.deepEqual([finalized, epoch], [['metadata.version 33', 'transaction.version 2'], 2]);
    }
  });

  it('keep their release when they are started again; a control has an API at those that do not have it', async () => {
    await using broker = await createBroker({ asVersion: '0.10.2', nodes: 2 });
    await broker.stop(0);
    await broker.start(0, { asVersion: '0.11' });
    await broker.restart(0);
    const clients = [0, 1].map((node) => RawClient.tcp(broker.bootstrapServers[node] as string));
    const [newer, older] = (await Promise.all(clients)) as [RawClient, RawClient];
    const id = { transactionalId: null, transactionTimeoutMs: 1000 };
    assert.equal((await newer.request(InitProducerId, 0, id)).errorCode, ErrorCode.NONE);
    const control = broker.control(InitProducerId, (_, { nodeId }) => (nodeId === 0 ? undefined : { errorCode: -1 }));
    assert.equal((await newer.request(InitProducerId, 0, id)).errorCode, ErrorCode.NONE);
    assert.equal((await older.request(InitProducerId, 0, id)).errorCode, ErrorCode.UNKNOWN_SERVER_ERROR);
    const announced = async (client: RawClient): Promise<string[]> =>
      (await client.request(ApiVersions, 0, {})).apiKeys
        .filter(({ apiKey }) => apiKey === InitProducerId.key)
        .map(({ minVersion, maxVersion }) => `${String(minVersion)}-${String(maxVersion)}`);
    assert.deepEqual(await announced(newer), ['0-0']);
    assert.deepEqual(await announced(older), [`0-${String(InitProducerId.maxVersion)}`]);
    control.remove();
    assert.deepEqual(await announced(older), []);
    assert.equal((await older.request(Heartbeat, 0, { groupId: 'g' })).errorCode, ErrorCode.UNKNOWN_MEMBER_ID);
  });

  it('refuse a release that is none', async () => {
    await using broker = await createBroker();
    await assert.rejects(broker.start(0, { asVersion: '4.9' as '4.4' }), /Broker: start\(\): .*asVersion.*4\.9/);
  });
});
