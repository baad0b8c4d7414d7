import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inspect } from 'node:util';
import { createBroker } from '../src/index.ts';

it('a broker shows by console.log where it is and what is in it, and nothing of what it is made of', async () => {
  await using broker = await createBroker({ clusterId: 'AAAAAAAAAAAAAAAAAAAAAQ' });
  broker.createTopic('t');
  const [server = ''] = broker.bootstrapServers;
  const facts = `bootstrapServers: [ '${server}' ], clusterId: 'AAAAAAAAAAAAAAAAAAAAAQ', liveNodeIds: [ 0 ], topics: 1, groups: 0`;
  assert.equal(inspect(broker, { breakLength: Infinity }), `Broker { ${facts} }`);
});
