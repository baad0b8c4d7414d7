import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Heartbeat } from '@k/wire';
import { failure } from '@k/testing';
import type { Cluster } from '../src/index.ts';
import { scripted, type ScriptedCluster } from './support/scripted-cluster.ts';

const beat = (script: ScriptedCluster, cluster: Cluster, broker = 1): Promise<unknown> =>
  script.run(cluster.request({ broker }, Heartbeat, { groupId: 'g' }));

function onlyProblem(cluster: Cluster, expected: RegExp): void {
  const { ok, problems } = cluster.health();
  assert.equal(ok, false);
  assert.equal(problems.length, 1, problems.join('\n'));
  assert.match(String(problems[0]), expected);
}

describe('health', () => {
  it('has nothing to say about a cluster that works', async () => {
    await using script = await scripted(2);
    script.topics.set('t', [1, 2]);
    const cluster = script.client();
    await script.run(cluster.loadTopics(['t']));
    await beat(script, cluster);
    const connectedAt = script.clock.now();
    await script.clock.advance(1_000);
    const { ok, problems, brokers, topics, metadata } = cluster.health();
    assert.equal(ok, true);
    assert.deepEqual(problems, []);
    const one = brokers.find(({ nodeId }) => nodeId === 1);
    assert.equal(one?.state, 'connected');
    assert.equal(one.since, connectedAt);
    assert.equal(one.lastError, undefined);
    assert.deepEqual(topics, [{ name: 't', errorCode: 0, leaderless: [] }]);
    assert.equal(metadata.ageMs, 1_000);
  });

  it('says that nothing was asked yet, and that it is closed', async () => {
    await using script = await scripted();
    const cluster = script.client();
    onlyProblem(cluster, /has not been asked anything yet: call connect\(\)/);
    await script.run(cluster.close());
    onlyProblem(cluster, /is closed/);
  });

  it('says that the cluster cannot be found, since when and why', async () => {
    await using script = await scripted();
    const cluster = script.client({ bootstrapServers: 'down:1' });
    const since = new Date(script.clock.now()).toISOString();
    await script.run(failure(cluster.connect({ timeoutMs: 3_000 })));
    onlyProblem(cluster, new RegExp(`cannot be found since ${since}: .*down:1.*ECONNREFUSED`));
  });

  it('names the broker that cannot be reached, since when and why, until it is reached', async () => {
    await using script = await scripted(2);
    const cluster = script.client();
    await beat(script, cluster, 1);
    await beat(script, cluster, 2);
    const { port } = script.nodes.get(2) ?? {};
    const still = new Map(script.nodes);
    const since = new Date(script.clock.now()).toISOString();
    script.nodes.get(2)?.stop();
    for (const [id, node] of still) script.nodes.set(id, node); // the others do not know yet
    await script.clock.advance(500);
    await script.run(failure(cluster.request({ broker: 2 }, Heartbeat, { groupId: 'g' })));
    onlyProblem(
      cluster,
      new RegExp(`Broker 2 \\(broker-2:${port ?? 0}\\) cannot be reached since ${since}: .*ECONNREFUSED`),
    );
    assert.equal(cluster.health().brokers.find(({ nodeId }) => nodeId === 2)?.state, 'failing');
    await script.start(2, 'broker-2', port);
    await script.run(cluster.request({ broker: 2 }, Heartbeat, { groupId: 'g' }, { retry: true }));
    assert.deepEqual(cluster.health().problems, []);
  });

  it('lists the partitions without a leader, and the topics that are not there', async () => {
    await using script = await scripted();
    script.topics.set('t', [1, -1, 1, -1]);
    const cluster = script.client();
    await script.run(cluster.loadTopics(['t']));
    onlyProblem(cluster, /^Topic t: partitions 1, 3 have no leader\.$/);
    script.topics.set('t', [1, 1, 1, -1]);
    await script.run(cluster.refresh());
    onlyProblem(cluster, /^Topic t: partition 3 has no leader\.$/);
    script.topics.delete('t');
    await script.run(cluster.refresh());
    onlyProblem(cluster, /^Topic t: UNKNOWN_TOPIC_OR_PARTITION/);
  });

  it('says how old the metadata is when it cannot be refreshed', async () => {
    await using script = await scripted();
    const cluster = script.client({ metadataMaxAgeMs: 60_000 });
    await script.run(cluster.connect());
    script.nodes.get(1)?.stop();
    await script.clock.advance(300_000);
    const { problems } = cluster.health();
    assert.match(
      String(problems[0]),
      /^Metadata cannot be refreshed since .* and is 5 min old: .*no broker could be reached/,
    );
  });

  it('says that a broker throttles, until its pause is over', async () => {
    await using script = await scripted();
    script.on(Heartbeat, () => ({ throttleTimeMs: 5_000 }));
    const cluster = script.client();
    await beat(script, cluster);
    await script.clock.advance(1_000);
    onlyProblem(cluster, /^Broker 1 \(broker-1:\d+\) throttles this client for another 4 s/);
    await script.clock.advance(3_000);
    onlyProblem(cluster, /^Broker 1 \(broker-1:\d+\) throttles this client for another 1 s/);
    await script.clock.advance(1);
    onlyProblem(cluster, /^Broker 1 \(broker-1:\d+\) throttles this client for another 999 ms/);
    await script.clock.advance(999);
    assert.deepEqual(cluster.health().problems, []);
  });
});
