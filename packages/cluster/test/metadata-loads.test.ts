import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Metadata, type MetadataRequest } from '@k/wire';
import { failure } from '@k/testing';
import { ScriptedCluster } from './support/scripted-cluster.ts';

async function slow(): Promise<ScriptedCluster> {
  const script = new ScriptedCluster();
  await script.start(1);
  for (const name of ['a', 'b', 'c']) script.topics.set(name, [1]);
  script.network.setFaults({ latencyMs: 10 });
  return script;
}

const topicsAsked = (script: ScriptedCluster): (string | null)[][] =>
  script.requests(Metadata).map(({ body }) => (body as MetadataRequest).topics?.map(({ name }) => name) ?? []);

describe('loads of topics while another one is under way', () => {
  it('wait for it, and go together in one request', async () => {
    await using script = await slow();
    const cluster = script.client();
    await script.run(cluster.connect());
    const first = cluster.loadTopics(['a']);
    await script.clock.advance(5);
    const rest = [cluster.loadTopics(['b']), cluster.loadTopics(['a', 'c']), cluster.loadTopics(['b', 'c'])];
    const loaded = await script.run(Promise.all([first, ...rest]));
    assert.deepEqual(
      loaded.map((topics) => topics.map(({ name }) => name)),
      [['a'], ['b'], ['a', 'c'], ['b', 'c']],
    );
    assert.deepEqual(topicsAsked(script), [[], ['a'], ['b', 'a', 'c']]);
  });

  it('go on when it fails', async () => {
    await using script = await slow();
    const cluster = script.client();
    await script.run(cluster.connect());
    let hangUps = 0;
    script.on(Metadata, (body) => (hangUps++ < 2 ? 'close' : script.metadata(body)));
    const first = failure(cluster.loadTopics(['a'], { timeoutMs: 25 }));
    await script.clock.advance(5);
    const [second] = await script.run(cluster.loadTopics(['b'], { timeoutMs: 60_000 }));
    assert.equal(second?.name, 'b');
    await script.run(first);
  });

  it('that may create topics do not mix with those that may not', async () => {
    await using script = await slow();
    const cluster = script.client();
    await script.run(cluster.connect());
    const loads = [
      cluster.loadTopics(['a']),
      cluster.loadTopics(['b'], { allowAutoTopicCreation: true }),
      cluster.loadTopics(['c']),
    ];
    await script.run(Promise.all(loads));
    const asked = script.requests(Metadata).map(({ body }) => {
      const { topics, allowAutoTopicCreation } = body as MetadataRequest;
      return [topics?.map(({ name }) => name).join(), allowAutoTopicCreation];
    });
    assert.deepEqual(asked.slice(1).sort(), [
      ['a,c', false],
      ['b', true],
    ]);
  });
});
