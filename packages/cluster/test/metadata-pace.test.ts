import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Metadata, type MetadataRequest } from '@k/wire';
import { failure } from '@k/testing';
import { ScriptedCluster, type Seen } from './support/scripted-cluster.ts';

async function scripted(): Promise<ScriptedCluster> {
  const script = new ScriptedCluster();
  await script.start(1);
  return script;
}

const topicsOf = ({ body }: Seen): (string | null)[] => (body as MetadataRequest).topics?.map(({ name }) => name) ?? [];

describe('the pace of metadata', () => {
  it('is one for all who wait for the same news', async () => {
    await using script = await scripted();
    script.topics.set('t', new Array<number>(300).fill(-1));
    const cluster = script.client();
    await script.run(cluster.loadTopics(['t']));
    const before = script.requests(Metadata).length;
    // Each partition is looked after by somebody who backs off for himself, as the loops of a consumer do.
    const started = script.clock.monotonic();
    const wait = async (partition: number): Promise<void> => {
      for (;;) {
        await cluster.refresh(`t-${partition} has no leader`);
        if (cluster.leaderOf('t', partition) !== undefined) return;
        await new Promise<void>((resolve) =>
          script.clock.setTimeout(resolve, 1 + script.runtime.random.next() * 1_000),
        );
      }
    };
    const waiting = Promise.all(Array.from({ length: 300 }, (_, partition) => wait(partition)));
    await script.clock.advance(60_000);
    const asked = script.requests(Metadata).length - before;
    assert.ok(asked >= 55 && asked <= 80, `${asked} requests in a minute`);
    script.topics.set('t', new Array<number>(300).fill(1));
    await script.run(waiting);
    assert.ok(script.clock.monotonic() - started <= 63_000, 'the news is taken at the next request');
  });

  it('does not keep the first one waiting, nor one after news, nor one after a quiet time', async () => {
    await using script = await scripted();
    script.topics.set('t', [1]);
    const cluster = script.client();
    await script.run(cluster.loadTopics(['t']));
    const asked = async (): Promise<number> => {
      const started = script.clock.monotonic();
      await script.run(cluster.refresh());
      return script.clock.monotonic() - started;
    };
    assert.equal(await asked(), 0, 'the first');
    for (let i = 0; i < 6; i++) assert.ok((await asked()) > 0, 'one after an answer without news');
    await script.clock.advance(700);
    script.topics.set('t', [1, 1]);
    await script.run(cluster.refresh());
    assert.equal(await asked(), 0, 'after news');
    for (let i = 0; i < 6; i++) await asked();
    await script.clock.advance(10_000);
    assert.equal(await asked(), 0, 'after a quiet time');
    const pause = await asked();
    assert.ok(pause >= 80 && pause <= 120, `begins anew, with ${pause} ms`);
  });

  it('is not slowed by an answer that repeats what another one told while both were under way', async () => {
    await using script = await scripted();
    script.topics.set('t', [1]);
    script.network.setFaults({ latencyMs: 5 });
    const cluster = script.client();
    // As a consumer that joins: its topics are loaded while its coordinator is looked for.
    await script.run(Promise.all([cluster.loadTopics(['t']), cluster.connect()]));
    assert.equal(script.requests(Metadata).length, 2);
    const started = script.clock.monotonic();
    await script.run(cluster.refresh());
    assert.ok(script.clock.monotonic() - started <= 20, 'the first that is asked for news');
    await script.run(cluster.refresh());
    assert.ok(script.clock.monotonic() - started >= 80, 'and not the next');
  });

  it('holds for topics that are missing, each waited for by somebody else, and for failures', async () => {
    await using script = await scripted();
    const cluster = script.client({ unknownTopicRetries: 10_000 });
    await script.run(cluster.connect());
    const names = Array.from({ length: 100 }, (_, i) => `missing-${i}`);
    const waiting = names.map((name) => failure(cluster.loadTopics([name], { timeoutMs: 30_000 })));
    await script.run(Promise.all(waiting));
    const unknown = script.requests(Metadata).length;
    assert.ok(unknown >= 28 && unknown <= 50, `${unknown} requests in half a minute`);
    script.on(Metadata, () => 'close');
    const failing = names.map((name) => failure(cluster.loadTopics([name], { timeoutMs: 30_000 })));
    await script.run(Promise.all(failing));
    const failed = script.requests(Metadata).length - unknown;
    // Loads, and refreshes for each lost connection, ask the broker and then the bootstrap server, which is the same one.
    assert.ok(failed >= 40 && failed <= 160, `${failed} requests in half a minute without an answer`);
  });

  it('is not imposed on who asks for a topic that the fruitless requests were not about', async () => {
    await using script = await scripted();
    script.topics.set('there', [1]);
    const cluster = script.client();
    const missing = failure(cluster.loadTopics(['missing'], { timeoutMs: 20_000, allowAutoTopicCreation: false }));
    await script.clock.advance(700);
    const started = script.clock.monotonic();
    await script.run(cluster.loadTopics(['there']));
    assert.equal(script.clock.monotonic(), started);
    await script.run(missing);
  });

  it('ends with the cluster: who waits is told', async () => {
    await using script = await scripted();
    const cluster = script.client();
    for (let i = 0; i < 6; i++) await script.run(cluster.refresh());
    const waiting = failure(cluster.refresh());
    await script.clock.advance(1);
    await script.run(cluster.close());
    assert.match((await waiting).message, /closed/);
    // What is still on the wire arrives.
    await script.clock.advance(1);
    assert.equal(script.clock.pendingTimers, 0);
  });
});

describe('a refresh', () => {
  it('that asks for more than the one under way is a second one', async () => {
    await using script = await scripted();
    for (const name of ['a', 'b']) script.topics.set(name, [1]);
    script.network.setFaults({ latencyMs: 10 });
    const cluster = script.client();
    cluster.watchTopics(['a']);
    await script.run(cluster.connect());
    await script.clock.advance(5_000);
    const before = script.requests(Metadata).length;
    const first = cluster.refresh();
    await script.clock.advance(5);
    assert.equal(cluster.refresh(), first, 'one for no more is shared');
    cluster.watchTopics(['b']);
    const second = cluster.refresh();
    await script.run(first);
    assert.equal(cluster.topic('b'), undefined);
    await script.run(second);
    assert.equal(cluster.leaderOf('b', 0), 1);
    assert.deepEqual(script.requests(Metadata).slice(before).map(topicsOf), [['a'], ['a', 'b']]);
  });
});
