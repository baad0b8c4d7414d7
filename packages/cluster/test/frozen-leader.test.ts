import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FindCoordinator, Heartbeat, Metadata, Produce, TimeoutError } from '@k/wire';
import { failure } from '@k/testing';
import type { Cluster } from '../src/index.ts';
import { ScriptedCluster } from './support/scripted-cluster.ts';

const PLACE = { topic: 't', partition: 0 };
const BODY = { acks: -1, timeoutMs: 30_000, topicData: [] };
const ASK = { keyType: 0, coordinatorKeys: ['g'] };

/** Two brokers, of which the first leads and answers nothing from now on. */
async function frozen(): Promise<ScriptedCluster & { readonly cluster: Cluster }> {
  const script = new ScriptedCluster();
  for (const nodeId of [1, 2]) await script.start(nodeId);
  script.topics.set('t', [1]);
  script.on(Heartbeat, () => ({}));
  const cluster = script.client();
  cluster.watchTopics(['t']);
  await script.run(cluster.loadTopics(['t']));
  await script.run(Promise.all([1, 2].map((broker) => cluster.request({ broker }, Heartbeat, { groupId: 'g' }))));
  script.network.setFaults({ blackHole: true }, `broker-1:${script.nodes.get(1)?.port ?? 0}`);
  return Object.assign(script, { cluster });
}

function moveLeader(script: ScriptedCluster): void {
  script.topics.set('t', [2]);
  script.epochs.set('t', (script.epochs.get('t') ?? 0) + 1);
}

describe('a leader that does not answer', () => {
  it('is given up a second after another one is known, instead of at the time limit', async () => {
    await using script = await frozen();
    const { cluster } = script;
    const asked = failure(cluster.request({ broker: 1 }, Produce, BODY, { partitions: [PLACE] }));
    await script.clock.advance(2_000);
    moveLeader(script);
    await script.run(cluster.refresh());
    const knownAt = script.clock.monotonic();
    const error = await script.run(asked);
    assert.ok(error instanceof TimeoutError && error.retriable);
    assert.match(
      error.message,
      /Produce request to broker 1: no answer within \d+ ms, and t-0 is led by broker 2 by now/,
    );
    assert.equal(script.clock.monotonic() - knownAt, 1_000);
  });

  it('is given up as soon where a connection to it has to be made yet', async () => {
    await using script = await frozen();
    const { cluster } = script;
    await using channel = cluster.openChannel('other');
    for (const retry of [false, true]) {
      script.topics.set('t', [1]);
      script.epochs.set('t', (script.epochs.get('t') ?? 0) + 1);
      await script.run(cluster.refresh());
      const { signal } = new AbortController();
      const options = { partitions: [PLACE], retry, signal };
      const asked = failure(channel.request({ broker: 1 }, Produce, BODY, options));
      await script.clock.advance(2_000);
      moveLeader(script);
      await script.run(cluster.refresh());
      const knownAt = script.clock.monotonic();
      assert.match((await script.run(asked)).message, /and t-0 is led by broker 2 by now/);
      assert.equal(script.clock.monotonic() - knownAt, 1_000);
    }
  });

  it('is given up by the requests for what has moved, at once after others that it answered', async () => {
    await using script = await frozen();
    const { cluster } = script;
    script.network.heal();
    script.topics.set('t', [1, 1]);
    script.on(Produce, () => ({ responses: [] }));
    await script.run(cluster.refresh());
    const staying = { topic: 't', partition: 1 };
    for (let i = 0; i < 3; i++) {
      await script.run(cluster.request({ broker: 1 }, Produce, BODY, { partitions: [PLACE] }));
      await script.clock.advance(1_700);
    }
    script.on(Produce, () => undefined);
    const startedAt = script.clock.monotonic();
    const before = script.requests(Metadata).length;
    const moved = failure(cluster.request({ broker: 1 }, Produce, BODY, { partitions: [staying, PLACE] }));
    const stayed = failure(cluster.request({ broker: 1 }, Produce, BODY, { partitions: [staying] }));
    await script.clock.advance(4_999);
    assert.equal(script.requests(Metadata).length, before, 'the time of the earlier ones does not count');
    script.topics.set('t', [2, 1]);
    script.epochs.set('t', 1);
    await script.run(moved);
    const took = script.clock.monotonic() - startedAt;
    assert.ok(took >= 6_000 && took < 6_100, `${took} ms: asked for after 5 seconds, given up a second later`);
    assert.ok((await script.run(stayed)) instanceof TimeoutError);
    assert.equal(script.clock.monotonic() - startedAt, 30_000);
  });

  it('makes the cluster look for another one, again and again, at a broker that answers', async () => {
    await using script = await frozen();
    const { cluster } = script;
    const startedAt = script.clock.monotonic();
    const before = script.requests(Metadata).length;
    const asked = failure(cluster.request({ broker: 1 }, Produce, BODY, { partitions: [PLACE], heldMs: 500 }));
    await script.clock.advance(5_499);
    assert.equal(script.requests(Metadata).length, before, 'not overdue yet');
    await script.clock.advance(4_501);
    assert.equal(script.requests(Metadata).length, before + 1, 'at once, and not of the silent one');
    moveLeader(script);
    await script.run(asked);
    const took = script.clock.monotonic() - startedAt;
    assert.ok(took >= 11_500 && took < 11_600, `${took} ms: known with the next request, given up a second later`);
  });

  it('is asked for nothing else while another one may be, however busy that one is', async () => {
    await using script = await frozen();
    const { cluster } = script;
    const asked = failure(cluster.request({ broker: 1 }, Produce, BODY, { partitions: [PLACE] }));
    await script.clock.advance(6_000);
    script.on(Heartbeat, () => undefined);
    script.on(FindCoordinator, () => undefined);
    const busy = Array.from({ length: 2 }, () => failure(cluster.request({ broker: 2 }, Heartbeat, { groupId: 'g' })));
    await script.clock.advance(1);
    for (let i = 0; i < 3; i++) busy.push(failure(cluster.request('any', FindCoordinator, ASK)));
    await script.clock.advance(1);
    assert.deepEqual(
      script.requests(FindCoordinator).map(({ nodeId }) => nodeId),
      [2, 2, 2],
    );
    await script.run(Promise.all([asked, ...busy]));
  });

  it('may answer late, as long as no other one is known, and in the second after that', async () => {
    await using script = await frozen();
    const { cluster } = script;
    script.on(Produce, () => ({ responses: [] }));
    const late = cluster.request({ broker: 1 }, Produce, BODY, { partitions: [PLACE] });
    await script.clock.advance(20_000);
    moveLeader(script);
    await script.run(cluster.refresh());
    await script.clock.advance(900);
    script.network.heal();
    assert.deepEqual((await script.run(late)).responses, []);
  });

  it('is waited for where nobody says what it is asked for', async () => {
    await using script = await frozen();
    const { cluster } = script;
    moveLeader(script);
    const startedAt = script.clock.monotonic();
    const asked = failure(cluster.request({ broker: 1 }, Produce, BODY));
    await script.run(cluster.refresh());
    await script.run(asked);
    assert.equal(script.clock.monotonic() - startedAt, 30_000);
  });

  it('ends the wait of who aborts it, with the reason, and of a cluster that closes', async () => {
    await using script = await frozen();
    const { cluster } = script;
    const abort = new AbortController();
    const options = { partitions: [PLACE], signal: abort.signal };
    const aborted = failure(cluster.request({ broker: 1 }, Produce, BODY, options));
    const closed = failure(cluster.request({ broker: 1 }, Produce, BODY, { partitions: [PLACE] }));
    await script.clock.advance(100);
    const reason = new Error('no longer needed');
    abort.abort(reason);
    assert.equal(await aborted, reason);
    assert.equal(await failure(cluster.request({ broker: 1 }, Produce, BODY, options)), reason);
    await script.run(cluster.close());
    await closed;
    await script.clock.advance(1);
    assert.equal(script.clock.pendingTimers, 0);
  });
});
