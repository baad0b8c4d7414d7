import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ErrorCode, errorFor, Heartbeat, KafkaError, Metadata, ProtocolError, TimeoutError } from '@k/wire';
import { failure } from '@k/testing';
import { scripted } from './support/scripted-cluster.ts';

const HOUR_MS = 3_600_000;

describe('REBOOTSTRAP_REQUIRED (KIP-1102)', () => {
  it('leaves the known brokers alone and finds the cluster anew by the bootstrap servers', async () => {
    await using script = await scripted(3);
    const front = await script.start(9, 'front');
    script.nodes.delete(9); // answers, and is no broker
    const cluster = script.client({ bootstrapServers: `front:${front.port}` });
    await script.run(cluster.connect());
    for (const broker of [1, 2, 3]) await script.run(cluster.request({ broker }, Heartbeat, { groupId: 'g' }));
    // The cluster has moved elsewhere; its old brokers still run, and know it.
    const old = new Map(script.nodes);
    script.nodes.clear();
    await script.start(4);
    await script.start(5);
    script.on(Metadata, (body, { nodeId }) =>
      old.has(nodeId) ? { errorCode: ErrorCode.REBOOTSTRAP_REQUIRED } : script.metadata(body),
    );
    const before = script.seen.length;
    await script.run(cluster.refresh('a test'));
    assert.deepEqual(
      cluster.brokers.map(({ nodeId }) => nodeId),
      [4, 5],
    );
    const asked = script.seen.slice(before).filter(({ api }) => api === Metadata.name);
    assert.deepEqual(
      asked.map(({ nodeId }) => (old.has(nodeId) ? 'old' : nodeId)),
      ['old', 9],
      'one old broker says so, and the others are not asked',
    );
    await script.run(cluster.request({ broker: 5 }, Heartbeat, { groupId: 'g' }));
  });

  it('is told when the bootstrap servers, too, say so, and ends when they do not', async () => {
    await using script = await scripted();
    const cluster = script.client();
    await script.run(cluster.connect());
    script.on(Metadata, () => ({ errorCode: ErrorCode.REBOOTSTRAP_REQUIRED }));
    const error = await script.run(failure(cluster.refresh()));
    assert.match(error.message, /no broker could be reached.*REBOOTSTRAP_REQUIRED/);
    assert.ok(KafkaError.is(error) && error.retriable, 'the bootstrap servers may know better soon');
    script.on(Metadata, (body) => script.metadata(body));
    await script.run(cluster.refresh());
    assert.deepEqual(cluster.health().problems, []);
  });
});

describe('a topic that never gets a leader', () => {
  it('ends in time with the cause, asking with growing pauses', async () => {
    await using script = await scripted();
    script.topics.set('t', [1, -1]);
    const cluster = script.client();
    await script.run(cluster.loadTopics(['t']));
    const before = script.requests(Metadata).length;
    const startedAt = script.clock.monotonic();
    const options = { retry: true, timeoutMs: 10_000 };
    const error = await script.run(
      failure(cluster.request({ leader: { topic: 't', partition: 1 } }, Heartbeat, { groupId: 'g' }, options)),
    );
    assert.ok(error instanceof TimeoutError);
    assert.ok(error.cause instanceof ProtocolError);
    assert.equal(error.cause.code, ErrorCode.LEADER_NOT_AVAILABLE);
    assert.match(error.message, /leader of t-1.*10000 ms.*LEADER_NOT_AVAILABLE/);
    assert.equal(script.clock.monotonic() - startedAt, 10_000);
    const asked = script.requests(Metadata).length - before;
    assert.ok(asked >= 10 && asked <= 40, `${asked} requests for metadata in 10 s`);
    // The other partition is not concerned.
    await script.run(cluster.request({ leader: { topic: 't', partition: 0 } }, Heartbeat, { groupId: 'g' }));
  });

  it('is used as soon as it has one', async () => {
    await using script = await scripted();
    script.topics.set('t', [-1]);
    const cluster = script.client();
    const options = { retry: true, timeoutMs: 60_000 };
    const waiting = cluster.request({ leader: { topic: 't', partition: 0 } }, Heartbeat, { groupId: 'g' }, options);
    await script.clock.advance(20_000);
    script.topics.set('t', [1]);
    const startedAt = script.clock.monotonic();
    await script.run(waiting);
    // Metadata and attempts each have their pause of a second at most.
    assert.ok(script.clock.monotonic() - startedAt <= 2_000, 'no later than two of the longest pauses');
  });
});

describe('jumps of the wall clock', () => {
  for (const jumpMs of [24 * HOUR_MS, -24 * HOUR_MS]) {
    const name = jumpMs > 0 ? 'a day ahead' : 'a day back';

    it(`${name}: refreshes keep their pace`, async () => {
      await using script = await scripted();
      const cluster = script.client({ metadataMaxAgeMs: 60_000 });
      await script.run(cluster.connect());
      await script.clock.advance(30_000);
      script.clock.jumpWallClock(jumpMs);
      const before = script.requests(Metadata).length;
      await script.clock.advance(300_000);
      assert.equal(script.requests(Metadata).length - before, 5);
      assert.equal(cluster.health().metadata.ageMs, 30_000);
    });

    it(`${name}: time limits and pauses take as long as they say`, async () => {
      await using script = await scripted();
      const cluster = script.client();
      await script.run(cluster.connect());
      script.on(Heartbeat, () => undefined);
      const startedAt = script.clock.monotonic();
      const silent = failure(cluster.request({ broker: 1 }, Heartbeat, { groupId: 'g' }, { timeoutMs: 1_000 }));
      await script.clock.advance(500);
      script.clock.jumpWallClock(jumpMs);
      assert.ok((await script.run(silent)) instanceof TimeoutError);
      assert.equal(script.clock.monotonic() - startedAt, 1_000);
      let attempts = 0;
      const again = cluster.retry('an example', () => {
        script.clock.jumpWallClock(-jumpMs / 2);
        return attempts++ < 3 ? Promise.reject(errorFor(ErrorCode.REQUEST_TIMED_OUT)) : Promise.resolve();
      });
      const retriedAt = script.clock.monotonic();
      await script.run(again);
      const pauses = script.clock.monotonic() - retriedAt;
      assert.ok(pauses >= 560 && pauses <= 840, `100 + 200 + 400 ms within 20 %: ${pauses}`);
    });
  }
});
