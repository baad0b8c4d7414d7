import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { ApiVersions, UnregisterBroker, UpdateFeatures, type MessageInit, type UpdateFeaturesRequest } from '@k/wire';
import { Simulated } from '../support/simulated.ts';

interface Recorded {
  readonly updates: readonly { readonly request: MessageInit<UpdateFeaturesRequest>; readonly answer: object }[];
  readonly unregistrations: readonly { readonly brokerId: number; readonly answer: object }[];
  readonly features: object;
}

const url = new URL('../../../test/fixtures/kafka-3.9-features.json', import.meta.url);
const recorded = JSON.parse(readFileSync(url, 'utf8')) as Recorded;

/** What is recorded of an answer; the node that a Kafka has as 1 is 0 here. */
function shown(answer: object): unknown {
  const text = JSON.stringify(answer, (name, value: unknown) =>
    name === 'unknownTags' || name === 'throttleTimeMs' ? undefined : value,
  );
  return JSON.parse(text.replaceAll('Local controller 0', 'Local controller 1'));
}

it('as 3.9 it updates features one by one, in the words of a 3.9.2, and unregisters no broker that there is not', async () => {
  const simulated = await Simulated.start({ asVersion: '3.9' });
  const client = await simulated.client();
  const software = { clientSoftwareName: 'test', clientSoftwareVersion: '1' };
  for (const { request, answer } of recorded.updates) {
    const ours = await simulated.run(client.request(UpdateFeatures, 1, request));
    assert.deepEqual(shown(ours), answer, JSON.stringify(request));
  }
  for (const { brokerId, answer } of recorded.unregistrations) {
    assert.deepEqual(shown(await simulated.run(client.request(UnregisterBroker, 0, { brokerId }))), answer);
  }
  const { supportedFeatures, finalizedFeatures } = await simulated.run(client.request(ApiVersions, 4, software));
  assert.deepEqual(shown({ supportedFeatures, finalizedFeatures }), recorded.features);
  await simulated.stop();
});
