import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cluster } from '@k/cluster';
import type { CompressionType } from '@k/codec';
import { UnsupportedVersionError } from '@k/wire';
import { ClusterLink } from '../src/cluster-link.ts';

/** What comes of a request without batches to a broker that takes Produce up to this version. */
async function produceAt(version: number, compressionType: CompressionType): Promise<Error | undefined> {
  const cluster: Record<string, unknown> = {
    openChannel: () => cluster,
    topic: () => undefined,
    request: (_target: unknown, _api: unknown, body: (version: number) => unknown) => {
      body(version);
      return { responses: [] };
    },
  };
  const options = {
    acks: -1,
    requestTimeoutMs: 1000,
    allowAutoCreateTopics: false,
    compressionType,
    enableIdempotence: true,
  } as const;
  const reply = await new ClusterLink(cluster as unknown as Cluster, options).produce(0, [], 1000);
  return 'error' in reply ? reply.error : undefined;
}

test('what a broker is too old for is not sent, and the error says what it needs', async () => {
  assert.equal(await produceAt(3, 'lz4'), undefined);
  assert.equal(await produceAt(7, 'zstd'), undefined);
  for (const [version, compression, needs] of [
    [2, 'none', 'idempotence needs version 3 (Kafka 0.11): set enableIdempotence: false'],
    [6, 'zstd', 'zstd needs version 7 (Kafka 2.1)'],
  ] as const) {
    const error = await produceAt(version, compression);
    assert.ok(error instanceof UnsupportedVersionError);
    assert.ok(error.message.includes(needs), error.message);
  }
});
