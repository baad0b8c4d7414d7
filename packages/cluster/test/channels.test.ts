import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { describe, it } from 'node:test';
import { ConnectionError, FindCoordinator, Heartbeat, Metadata, Produce, StateError } from '@k/wire';
import { failure } from '@k/testing';
import type { Requester } from '../src/index.ts';
import { scripted } from './support/scripted-cluster.ts';

const beat = (through: Requester, broker = 1): Promise<unknown> =>
  through.request({ broker }, Heartbeat, { groupId: 'g' });

describe('a channel', () => {
  it('has a connection of its own to each broker; of two with one name each', async () => {
    await using script = await scripted(2);
    const cluster = script.client();
    const channels = [cluster.openChannel('fetch'), cluster.openChannel('fetch')] as const;
    await script.run(beat(cluster));
    for (const channel of channels) {
      for (const broker of [1, 2, 1]) await script.run(beat(channel, broker));
    }
    const used = script.requests(Heartbeat).map(({ connection }) => connection);
    const [main, a1, a2, a1Again, b1, b2, b1Again] = used;
    assert.deepEqual([a1Again, b1Again], [a1, b1]);
    assert.equal(new Set([main, a1, a2, b1, b2]).size, 5);
    const connection = await script.run(channels[0].connection(2));
    await script.run(connection.request(Heartbeat, { groupId: 'g' }));
    assert.equal(script.requests(Heartbeat).at(-1)?.connection, a2);
  });

  it('has a connection ready when there is one, and makes none to see', async () => {
    await using script = await scripted(2);
    const cluster = script.client();
    const channel = cluster.openChannel('fetch');
    await script.run(beat(cluster));
    const before = script.network.connectionCount;
    assert.equal(channel.readyConnection(1), undefined);
    await script.clock.advance(1_000);
    assert.equal(script.network.connectionCount, before);
    await script.run(beat(channel));
    assert.equal(channel.readyConnection(1), await script.run(channel.connection(1)));
    assert.equal(channel.readyConnection(2), undefined);
    await script.run(channel.close());
    assert.equal(channel.readyConnection(1), undefined);
  });

  it('sends to the coordinator of a group, too, and finds it by the main connection', async () => {
    await using script = await scripted();
    const cluster = script.client();
    const channel = cluster.openChannel('offsets');
    await script.run(channel.requestNoResponse({ broker: 1 }, Produce, { acks: 0 }, { maxVersion: 9 }));
    await script.run(beat(channel));
    const of = (api: typeof Heartbeat | typeof Produce | typeof Metadata): number | undefined =>
      script.requests(api)[0]?.connection;
    assert.equal(of(Heartbeat), of(Produce));
    assert.notEqual(of(Heartbeat), of(Metadata));
  });

  it('closes its connections, and no others', async () => {
    await using script = await scripted();
    const cluster = script.client();
    const [one, other] = [cluster.openChannel('fetch'), cluster.openChannel('fetch')];
    await script.run(Promise.all([beat(cluster), beat(one), beat(other)]));
    assert.equal(script.network.connectionCount, 3);
    script.on(Heartbeat, () => undefined);
    const waiting = failure(beat(one));
    await script.clock.advance(1);
    await script.run(one.close());
    assert.ok((await waiting) instanceof ConnectionError);
    assert.equal(script.network.connectionCount, 2);
    script.on(Heartbeat, () => ({}));
    await script.run(Promise.all([beat(cluster), beat(other)]));
    assert.equal(script.network.connectionCount, 2);
  });

  it('that is closed with a request under way tells nothing about brokers and coordinators', async () => {
    await using script = await scripted();
    const cluster = script.client();
    const channel = cluster.openChannel('group');
    const coordinator = { coordinator: 'group', key: 'g' } as const;
    script.on(FindCoordinator, ({ coordinatorKeys: [key = ''] }) => ({
      coordinators: [script.coordinator(1, key)],
    }));
    const body = { groupId: 'g' };
    await script.run(channel.request(coordinator, Heartbeat, body));
    await script.run(cluster.refresh());
    const before = script.requests(Metadata).length;
    script.on(Heartbeat, () => undefined);
    const waiting = [failure(channel.request(coordinator, Heartbeat, body)), failure(beat(channel))];
    await script.clock.advance(1);
    await script.run(channel.close());
    for (const error of await Promise.all(waiting)) assert.ok(error instanceof ConnectionError);
    await script.clock.advance(2_000);
    assert.equal(script.requests(Metadata).length, before);
    assert.equal(cluster.coordinatorLeft('group', 'g').aborted, false);
  });

  it('that is closed refuses everything, repetitions included, and connects to nothing', async () => {
    await using script = await scripted();
    const cluster = script.client();
    const channel = cluster.openChannel('fetch');
    script.on(Heartbeat, () => 'close');
    const repeated = failure(channel.request({ broker: 1 }, Heartbeat, { groupId: 'g' }, { retry: true }));
    const unknown = failure(channel.request({ broker: 7 }, Heartbeat, { groupId: 'g' }, { retry: true }));
    await script.clock.advance(1);
    await script.run(Promise.all([channel.close(), channel.close()]));
    const refused = [
      repeated,
      unknown,
      failure(beat(channel)),
      failure(channel.requestNoResponse({ broker: 1 }, Produce, { acks: 0 })),
      failure(channel.connection(1)),
    ];
    for (const error of await script.run(Promise.all(refused))) {
      assert.ok(error instanceof StateError, String(error));
      assert.equal(error.message, "Channel 'fetch': it is closed");
    }
    assert.equal(script.network.connectionCount, 1, 'that of the metadata');
  });

  it('ends what is only being opened; the broker is not to blame', async () => {
    await using script = await scripted();
    const cluster = script.client();
    await script.run(cluster.connect());
    script.network.setFaults({ latencyMs: 10 });
    const channel = cluster.openChannel('fetch');
    const opening = failure(channel.connection(1));
    await script.clock.advance(5);
    await script.run(channel.close());
    assert.ok((await script.run(opening)) instanceof StateError);
    await script.clock.advance(100);
    assert.equal(script.network.connectionCount, 1, 'that of the metadata');
    assert.deepEqual(cluster.health().problems, []);
    // There is no pause before the broker is asked again.
    const startedAt = script.clock.monotonic();
    await script.run(cluster.openChannel('fetch').connection(1));
    assert.ok(script.clock.monotonic() - startedAt <= 50, `${script.clock.monotonic() - startedAt} ms`);
  });

  it('waits for no broker that does not answer when it closes', async () => {
    await using script = await scripted();
    const cluster = script.client();
    await script.run(cluster.connect());
    script.network.setFaults({ blackHole: true });
    const channel = cluster.openChannel('fetch');
    const opening = failure(channel.connection(1));
    await script.clock.advance(5);
    const startedAt = script.clock.monotonic();
    await script.run(channel.close());
    assert.equal(script.clock.monotonic(), startedAt);
    assert.ok((await opening) instanceof StateError);
    script.network.heal();
  });

  it('is closed with its cluster, and leaves nothing there when it is closed before', async () => {
    await using script = await scripted();
    const cluster = script.client();
    const [first, second] = [cluster.openChannel('fetch'), cluster.openChannel('fetch')];
    await script.run(Promise.all([beat(first), beat(second)]));
    assert.equal(first.name, 'fetch');
    await script.run(first[Symbol.asyncDispose]());
    assert.equal(script.network.connectionCount, 2);
    await script.run(cluster.close());
    assert.equal(script.network.connectionCount, 0);
    assert.match(String(await failure(beat(second))), /StateError: Cluster: it is closed/);
    assert.match(String(await failure(beat(first))), /StateError: Channel 'fetch': it is closed/);
    assert.throws(() => cluster.openChannel('fetch'), /StateError: Cluster: it is closed/);
    await second.close();
  });

  it('does not hold up the close of its cluster while it connects', async () => {
    await using script = await scripted();
    const cluster = script.client();
    await script.run(cluster.connect());
    script.network.setFaults({ blackHole: true });
    const opening = failure(cluster.openChannel('fetch').connection(1));
    await script.clock.advance(5);
    const startedAt = script.clock.monotonic();
    await script.run(cluster.close());
    assert.equal(script.clock.monotonic(), startedAt);
    assert.match(String(await opening), /StateError: Cluster: it is closed/);
    script.network.heal();
  });

  it('puts no listener of its own on anything shared', async () => {
    await using script = await scripted();
    const cluster = script.client();
    const { signal } = new AbortController();
    const channels = Array.from({ length: 20 }, () => cluster.openChannel('fetch'));
    await script.run(
      Promise.all(channels.map((each) => each.request({ broker: 1 }, Heartbeat, { groupId: 'g' }, { signal }))),
    );
    await script.run(Promise.all(channels.map((each) => each.close())));
    assert.equal(getEventListeners(signal, 'abort').length, 0);
    assert.equal(script.network.connectionCount, 1, 'that of the metadata');
  });
});
