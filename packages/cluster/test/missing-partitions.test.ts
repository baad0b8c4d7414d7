import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ErrorCode, Metadata, ProtocolError } from '@k/wire';
import { failure } from '@k/testing';
import type { FailedAttempt } from '../src/index.ts';
import { ScriptedCluster } from './support/scripted-cluster.ts';

async function scripted(): Promise<ScriptedCluster> {
  const script = new ScriptedCluster();
  await script.start(1);
  script.topics.set('t', [1, 1]);
  return script;
}

describe('a topic with fewer partitions than asked for', () => {
  it('is asked about until it has them, though it is in the cache', async () => {
    await using script = await scripted();
    const cluster = script.client({ unknownTopicRetries: 10 });
    await script.run(cluster.loadTopics(['t']));
    const failed: FailedAttempt[] = [];
    const onRetry = (attempt: FailedAttempt): void => void failed.push(attempt);
    const loading = cluster.loadTopics(['t'], { minPartitions: 3, onRetry });
    await script.clock.advance(500);
    script.topics.set('t', [1, 1, 1]);
    const [topic] = await script.run(loading);
    assert.equal(topic?.partitions.length, 3);
    assert.deepEqual(
      failed.map(({ attempt }) => attempt),
      [1, 2, 3],
    );
    assert.match(String(failed[0]?.error), /UNKNOWN_TOPIC_OR_PARTITION \(Metadata, t-2\)/);
    const asked = script.requests(Metadata).length;
    await cluster.loadTopics(['t'], { minPartitions: 3 });
    assert.equal(script.requests(Metadata).length, asked);
  });

  it('is believed after as many tries as an unknown one, or those of the call', async () => {
    await using script = await scripted();
    const cluster = script.client({ unknownTopicRetries: 2 });
    await script.run(cluster.loadTopics(['t']));
    for (const [options, tries] of [
      [{}, 3],
      [{ allowAutoTopicCreation: true }, 7],
      [{ unknownTopicRetries: 0 }, 1],
    ] as const) {
      for (const name of ['t', 'nowhere']) {
        const before = script.requests(Metadata).length;
        const error = await script.run(failure(cluster.loadTopics([name], { ...options, minPartitions: 3 })));
        assert.ok(error instanceof ProtocolError);
        assert.equal(error.code, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assert.equal(error.context.partition, name === 't' ? 2 : undefined);
        assert.equal(script.requests(Metadata).length - before, tries);
      }
    }
  });

  it('is never believed, if the call says so, but by time', async () => {
    await using script = await scripted();
    const cluster = script.client();
    const options = { minPartitions: 3, unknownTopicRetries: Infinity, timeoutMs: 50_000 };
    const error = await script.run(failure(cluster.loadTopics(['t'], options)));
    assert.match(
      error.message,
      /not done within 50000 ms\. Last trouble: UNKNOWN_TOPIC_OR_PARTITION \(Metadata, t-2\)/,
    );
  });
});
