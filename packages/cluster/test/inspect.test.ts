import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inspect } from 'node:util';
import { Cluster } from '../src/index.ts';

it('a cluster shows by console.log where it is, and nothing of what it is made of', async () => {
  const cluster = new Cluster({ bootstrapServers: 'a:1', clientId: 'c' });
  const facts = "clientId: 'c', clusterId: null, brokers: 0, bootstrapServers: 'a:1'";
  assert.equal(inspect(cluster, { breakLength: Infinity }), `Cluster { ${facts} }`);
  await cluster.close();
});
