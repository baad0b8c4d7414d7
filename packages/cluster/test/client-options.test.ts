import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConfigError } from '@k/wire';
import { z } from '@k/runtime';
import type * as zod from 'zod';
import { clientOptionShape, Cluster, clusterOptionsOf, parseClientOptions, refineClientOptions } from '../src/index.ts';

const bootstrapServers = 'localhost:9092';
const schema = z
  .strictObject({
    ...clientOptionShape,
    allowAutoCreateTopics: z.boolean().default(true),
    lingerMs: z.number().default(0),
  })
  .superRefine(refineClientOptions);
const parse = (input: unknown): zod.output<typeof schema> =>
  parseClientOptions('Client', schema, input, { own: ['requestTimeoutMs'], redefined: ['allowAutoCreateTopics'] });

function refusal(input: unknown): string {
  try {
    parse(input);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('it should have been refused');
}

describe('options of a client', () => {
  it('make a cluster of its own', () => {
    const settings = parse({ bootstrapServers, clientId: 'c', retryBackoffMs: 7, lingerMs: 5 });
    const cluster = new Cluster(clusterOptionsOf(settings));
    assert.deepEqual([cluster.clientId, cluster.settings.retryBackoffMs], ['c', 7]);
    assert.equal(cluster.settings.bootstrapServers, bootstrapServers);
    assert.equal(cluster.settings.requestTimeoutMs, 30_000);
  });

  it('need an address, or a cluster', () => {
    assert.match(refusal({}), /option "bootstrapServers": expected "host:port" or an array of them \(or a cluster\)/);
    assert.match(refusal(undefined), /^Client: /);
    assert.match(refusal({ cluster: {} }), /option "cluster": expected a Cluster, got an object/);
  });

  it('beside a cluster are those of the cluster, but for what the client looks at by itself', () => {
    const cluster = new Cluster({ bootstrapServers, requestTimeoutMs: 1_234, retryBackoffMs: 7 });
    const { requestTimeoutMs, retryBackoffMs, allowAutoCreateTopics } = parse({ cluster, requestTimeoutMs: undefined });
    assert.deepEqual([requestTimeoutMs, retryBackoffMs, allowAutoCreateTopics], [1_234, 7, true]);
    assert.equal(parse({ cluster, requestTimeoutMs: 5 }).requestTimeoutMs, 5);
    assert.equal(parse({ cluster, allowAutoCreateTopics: false }).allowAutoCreateTopics, false);
    const told = refusal({ cluster, bootstrapServers, clientId: 'x', lingerMs: 'no' });
    assert.match(told, /lingerMs/);
    assert.match(refusal({ cluster, clientId: 'x' }), /option "clientId": expected it on the `cluster` .*got "x"/);
    assert.match(refusal({ cluster, bootstrapServers }), /option "bootstrapServers": expected it on the `cluster`/);
  });
});
