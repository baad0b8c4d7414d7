import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FindCoordinator, Heartbeat, Metadata, TimeoutError } from '@k/wire';
import { failure } from '@k/testing';
import { scripted, type ScriptedCluster } from './support/scripted-cluster.ts';

const DOWN = { bootstrapServers: 'down:1' };

/** Options with which `server` is asked first, and broker 1 after it. */
function inOrder(script: ScriptedCluster, server: string) {
  const random = { next: () => 0.999, bytes: (n: number) => Buffer.alloc(n) }; // which leaves the order as it is
  const second = `broker-1:${script.nodes.get(1)?.port ?? 0}`;
  return { bootstrapServers: [server, second], runtime: { ...script.runtime, random } };
}

/** The work ends in a TimeoutError that says, and has as its cause, that the connection was refused. */
async function refused(script: ScriptedCluster, work: Promise<unknown>): Promise<void> {
  const error = await script.run(failure(work));
  assert.ok(error instanceof TimeoutError, String(error));
  assert.match(error.message, /Last trouble: .*ECONNREFUSED/);
  assert.match(String(error.cause), /ECONNREFUSED/);
}

describe('a TimeoutError has the real cause, whichever timer is the first', () => {
  it('of a wait that began while servers were still being asked', async () => {
    await using script = await scripted();
    script.on(Metadata, () => undefined); // silent, so that the first round does not end
    const cluster = script.client(inOrder(script, 'down:1'));
    await refused(script, cluster.connect({ timeoutMs: 5_000 }));
    await refused(script, cluster.loadTopics(['t'], { timeoutMs: 5_000 }));
  });

  it('of a wait for work that others share, and that has more time', async () => {
    await using script = await scripted();
    const cluster = script.client(DOWN);
    await refused(script, cluster.coordinator('group', 'g', { timeoutMs: 5_000 }));
    await refused(script, cluster.request('any', Heartbeat, { groupId: 'g' }, { timeoutMs: 5_000 }));
    const deadline = cluster.deadline('something else', { timeoutMs: 5_000 });
    await refused(script, deadline.race(new Promise(() => undefined)));
  });

  it('of a request cut short in the pause before its broker is tried again', async () => {
    await using script = await scripted();
    await script.start(2);
    const cluster = script.client({ reconnectBackoffMs: 1_000 });
    await script.run(cluster.connect());
    const known = new Map(script.nodes);
    script.nodes.get(2)?.stop();
    for (const [id, node] of known) script.nodes.set(id, node); // the other one does not know yet
    await script.clock.advance(1); // if there was a connection, its end is noticed
    const beat = (timeoutMs: number): Promise<unknown> =>
      cluster.request({ broker: 2 }, Heartbeat, { groupId: 'g' }, { timeoutMs });
    assert.match(String(await script.run(failure(beat(5_000)))), /ConnectionError.*ECONNREFUSED/);
    await refused(script, beat(100));
  });

  it('and none that has passed', async () => {
    await using script = await scripted();
    const cluster = script.client(inOrder(script, 'down:1'));
    await script.run(cluster.connect());
    script.on(FindCoordinator, () => undefined);
    const error = await script.run(failure(cluster.coordinator('group', 'g', { timeoutMs: 5_000 })));
    assert.ok(error instanceof TimeoutError);
    assert.equal(error.cause, undefined);
  });
});

describe('warnings', () => {
  it('come with the first failure, and again only after it had worked in between', async () => {
    await using script = await scripted();
    const { port } = script.nodes.get(1) ?? {};
    script.nodes.get(1)?.stop();
    const cluster = script.client({ bootstrapServers: `broker-1:${port ?? 0}` });
    const warnings: Error[] = [];
    const stop = cluster.onWarning((error) => warnings.push(error));
    const connecting = cluster.connect();
    await script.clock.advance(5_000);
    assert.equal(warnings.length, 1, warnings.join('\n'));
    assert.match(String(warnings[0]), /no broker could be reached.*broker-1.*ECONNREFUSED/);
    const node = await script.start(1, 'broker-1', port);
    await script.run(connecting);
    assert.equal(warnings.length, 1);

    const known = new Map(script.nodes);
    node.stop();
    for (const [id, each] of known) script.nodes.set(id, each);
    const beating = cluster.request({ broker: 1 }, Heartbeat, { groupId: 'g' }, { retry: true });
    await script.clock.advance(10_000);
    const texts = warnings.slice(1).map(String).sort();
    assert.equal(texts.length, 2, texts.join('\n'));
    assert.match(String(texts[0]), /ConnectionError: Connection to broker-1.*ECONNREFUSED/);
    assert.match(String(texts[1]), /NoBrokersAvailableError/);
    await script.start(1, 'broker-1', port);
    await script.run(beating);
    stop();
    script.nodes.get(1)?.stop();
    await script.clock.advance(10_000);
    assert.equal(warnings.length, 3);
  });

  it('say nothing of a cluster that is closed', async () => {
    await using script = await scripted();
    const cluster = script.client(DOWN);
    const warnings: Error[] = [];
    cluster.onWarning((error) => warnings.push(error));
    const connecting = failure(cluster.connect());
    const closing = cluster.close();
    await script.run(Promise.all([connecting, closing]));
    assert.deepEqual(warnings, []);
  });
});
