import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApiVersions } from '@k/wire';
import { createBroker, type Broker, type PlayedRelease } from '../../src/index.ts';
import { RawClient } from '../support/raw-client.ts';

async function featuresOf(broker: Broker, version: number) {
  const client = await RawClient.tcp(broker.bootstrapServers[0] as string);
  const named = version >= 3 ? { clientSoftwareName: 'raw', clientSoftwareVersion: '1' } : {};
  const { supportedFeatures, finalizedFeatures, finalizedFeaturesEpoch } = await client.request(
    ApiVersions,
    version,
    named,
  );
  client.close();
  return {
    supported: supportedFeatures.map(({ name, minVersion, maxVersion }) => [name, minVersion, maxVersion]),
    finalized: finalizedFeatures.map(({ name, minVersionLevel, maxVersionLevel }) => [
      name,
      minVersionLevel,
      maxVersionLevel,
    ]),
    epoch: Number(finalizedFeaturesEpoch),
  };
}

describe('the features in ApiVersions (KIP-584)', () => {
  it('are those of the release, of what is there', async () => {
    const told: [PlayedRelease, number, Awaited<ReturnType<typeof featuresOf>>][] = [
      ['2.4', 3, { supported: [], finalized: [], epoch: -1 }],
      ['2.8', 3, { supported: [], finalized: [], epoch: 0 }],
      ['3.9', 3, { supported: [['metadata.version', 1, 21]], finalized: [['metadata.version', 21, 21]], epoch: 0 }],
      ['4.3', 2, { supported: [], finalized: [], epoch: -1 }],
    ];
    for (const [asVersion, version, features] of told) {
      await using broker = await createBroker({ asVersion });
      assert.deepEqual(await featuresOf(broker, version), features, asVersion);
    }
  });

  it('begin at 0 from v4 on (KIP-1022), and are the newest where no release is played', async () => {
    for (const options of [{}, { asVersion: '4.4' as const }]) {
      await using broker = await createBroker(options);
      const finalized = [
        ['group.version', 1, 1],
        ['metadata.version', 33, 33],
        ['transaction.version', 2, 2],
      ];
      const metadata = ['metadata.version', 7, 33];
      assert.deepEqual(await featuresOf(broker, 3), { supported: [metadata], finalized, epoch: 0 });
      const supported = [['group.version', 0, 1], ['kraft.version', 0, 1], metadata, ['transaction.version', 0, 2]];
      assert.deepEqual(await featuresOf(broker, 4), { supported, finalized, epoch: 0 });
    }
  });

  it('change while clients are there, which the epoch tells them', async () => {
    await using broker = await createBroker();
    broker.updateFeature('transaction.version', 1);
    assert.deepEqual((await featuresOf(broker, 4)).finalized.at(-1), ['transaction.version', 1, 1]);
    broker.updateFeature('transaction.version', 0);
    const { finalized, epoch } = await featuresOf(broker, 4);
    const left = [
      ['group.version', 1, 1],
      ['metadata.version', 33, 33],
    ];
    assert.deepEqual([finalized, epoch], [left, 2]);
  });
});
