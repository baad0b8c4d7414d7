import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scripted } from './support/scripted-cluster.ts';

test('what a cluster has switched on is known from its brokers, the one with the highest epoch being right', async () => {
  await using script = await scripted();
  await script.start(2);
  script.features.set(1, { epoch: 7n, levels: { 'transaction.version': 2, 'metadata.version': 25 } });
  script.features.set(2, { epoch: 6n, levels: { 'transaction.version': 1 } });
  const cluster = script.client();
  const before = cluster.features;
  assert.equal(before, undefined, 'nobody has been asked');
  await script.run(cluster.connect());
  await script.run(cluster.connection(1));
  await script.run(cluster.connection(2));
  const { features } = cluster;
  assert.equal(features?.epoch, 7n);
  assert.deepEqual(
    [...features.levels],
    [
      ['transaction.version', 2],
      ['metadata.version', 25],
    ],
  );
});

test('brokers that tell no epoch tell no features', async () => {
  await using script = await scripted();
  script.features.set(1, { epoch: -1n, levels: { 'transaction.version': 2 } });
  const cluster = script.client();
  await script.run(cluster.connect());
  assert.equal(cluster.features, undefined);
});

test('what is switched on later is learnt by asking', async () => {
  await using script = await scripted();
  script.features.set(1, { epoch: 1n, levels: {} });
  const cluster = script.client();
  await script.run(cluster.connect());
  script.features.set(1, { epoch: 2n, levels: { 'transaction.version': 2 } });
  assert.equal(cluster.features?.levels.get('transaction.version'), undefined);
  const features = await script.run(cluster.loadFeatures());
  assert.equal(features?.levels.get('transaction.version'), 2);
  assert.equal(cluster.features, features);
  script.features.set(1, { epoch: 1n, levels: {} });
  assert.equal(await script.run(cluster.loadFeatures()), features, 'a broker that is behind');
});
