import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { describe, it } from 'node:test';
import { ConnectionError, ErrorCode, errorFor, FindCoordinator, Heartbeat, Metadata, StateError } from '@k/wire';
import { failure } from '@k/testing';
import { scripted } from './support/scripted-cluster.ts';

/** Of one partition of a share group. */
const SHARE_KEY = 'g:AAAAAAAAAAAAAAAAAAAAAQ:0';

describe('connections of a cluster', () => {
  it('connection() finds the cluster first, and gives the same one until it ends', async () => {
    await using script = await scripted(2);
    const cluster = script.client();
    const connection = await script.run(cluster.connection(2));
    assert.equal(connection.broker.port, script.nodes.get(2)?.port);
    assert.equal(await script.run(cluster.connection(2)), connection);
    assert.notEqual(await script.run(cluster.openChannel('other').connection(2)), connection);
    await script.run(connection.close());
    const next = await script.run(cluster.connection(2));
    assert.notEqual(next, connection);
    assert.ok(next.connected);
  });

  it('connection() keeps the successor of one that takes its time to close', async () => {
    await using script = await scripted();
    script.on(Heartbeat, () => undefined);
    const cluster = script.client();
    const first = await script.run(cluster.connection(1));
    const unanswered = failure(first.request(Heartbeat, { groupId: 'g' }));
    await script.clock.advance(1);
    const closing = first.close({ timeoutMs: 1_000 });
    const second = await script.run(cluster.connection(1));
    assert.notEqual(second, first);
    await script.run(Promise.all([closing, unanswered]));
    assert.equal(await script.run(cluster.connection(1)), second);
  });

  it('connection() says so when the broker is not in the metadata', async () => {
    await using script = await scripted();
    const cluster = script.client();
    const error = await script.run(failure(cluster.connection(7)));
    assert.ok(error instanceof ConnectionError && error.phase === 'lookup', String(error));
    assert.match(error.message, /Broker 7 is not in the metadata: it may be down or gone/);
  });

  it('a bootstrap server that refuses to tell the metadata is left', async () => {
    await using script = await scripted(2);
    const refuses = script.nodes.get(1);
    script.on(Metadata, (body, { nodeId }) =>
      nodeId === 1 ? { errorCode: ErrorCode.UNKNOWN_SERVER_ERROR } : script.metadata(body),
    );
    // Servers are tried in random order: another client begins at the other one.
    for (let i = 0; script.requests(Metadata).every(({ nodeId }) => nodeId === 2); i++) {
      assert.ok(i < 20, 'one of them begins there');
      await script.run(script.client().connect());
    }
    assert.equal(refuses?.connections, 0);
  });

  it('any number of calls put one listener on the signal that they share, and leave none', async () => {
    await using script = await scripted();
    script.on(Heartbeat, () => undefined);
    script.on(FindCoordinator, () => undefined);
    const cluster = script.client({ requestTimeoutMs: 60_000 });
    await script.run(cluster.connect());
    const abort = new AbortController();
    const { signal } = abort;
    const calls = Array.from({ length: 20 }, (_, i) =>
      [
        cluster.request({ broker: 1 }, Heartbeat, { groupId: 'g' }, { signal }),
        cluster.openChannel(`c${i}`).request({ broker: 1 }, Heartbeat, { groupId: 'g' }, { signal, retry: true }),
        cluster.loadTopics([`missing-${i}`], { signal }),
        cluster.coordinator('group', `g${i}`, { signal }),
        cluster.retry('wait', () => Promise.reject(errorFor(ErrorCode.REQUEST_TIMED_OUT)), { signal }),
      ].map(failure),
    ).flat();
    const seen = new Set<number>();
    for (let i = 0; i < 20; i++) {
      seen.add(getEventListeners(signal, 'abort').length);
      await script.clock.advance(1);
    }
    abort.abort(new Error('enough'));
    for (const error of await script.run(Promise.all(calls))) assert.equal(error.message, 'enough');
    assert.equal(Math.max(...seen), 1);
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  });

  it('coordinators of each kind have a connection of their own, and those of each group', async () => {
    await using script = await scripted();
    script.on(FindCoordinator, ({ coordinatorKeys: [key = ''] }) => ({
      coordinators: [script.coordinator(1, key)],
    }));
    const cluster = script.client();
    const targets = [
      { broker: 1 },
      { coordinator: 'group', key: 'g' },
      { coordinator: 'group', key: 'h' },
      { coordinator: 'transaction', key: 't' },
      { coordinator: 'share', key: SHARE_KEY },
    ] as const;
    for (const target of targets) await script.run(cluster.request(target, Heartbeat, { groupId: 'g' }));
    assert.equal(new Set(script.requests(Heartbeat).map(({ connection }) => connection)).size, 5);
    for (const target of targets) await script.run(cluster.request(target, Heartbeat, { groupId: 'g' }));
    await script.run(cluster.request({ coordinator: 'transaction', key: 'u' }, Heartbeat, { groupId: 'g' }));
    assert.equal(new Set(script.requests(Heartbeat).map(({ connection }) => connection)).size, 5);
  });

  it('one that was left behind by a broker that moved ends with the cluster, whatever it waits for', async () => {
    await using script = await scripted(2);
    const cluster = script.client();
    await script.run(cluster.request({ broker: 1 }, Heartbeat, { groupId: 'g' }));
    script.on(Heartbeat, () => undefined);
    const waiting = failure(cluster.request({ broker: 1 }, Heartbeat, { groupId: 'g' }));
    await script.clock.advance(1);
    await script.start(1, 'new-home');
    await script.run(cluster.refresh());
    await script.run(cluster.close());
    assert.ok((await script.run(waiting)) instanceof ConnectionError);
    await script.clock.advance(1);
    assert.equal(script.network.connectionCount, 0);
    assert.equal(script.clock.pendingTimers, 0);
  });
});

describe('leader hints (KIP-951)', () => {
  it('route the next request, and only news does', async () => {
    await using script = await scripted(2);
    script.topics.set('t', [1]);
    const cluster = script.client();
    await script.run(cluster.loadTopics(['t']));
    const asked = script.requests(Metadata).length;
    const versions: number[] = [];
    cluster.onMetadata(({ version }) => versions.push(version));
    const hint = { topic: 't', partition: 0, leaderId: 2, leaderEpoch: 1 };
    assert.equal(cluster.learnLeaders([hint]), true);
    assert.equal(cluster.learnLeaders([hint]), false, 'known already');
    assert.equal(cluster.learnLeaders([{ ...hint, leaderId: 1, leaderEpoch: 0 }]), false, 'older than what is known');
    assert.equal(cluster.learnLeaders([{ ...hint, leaderId: 7, leaderEpoch: 2 }]), false, 'nobody knows where that is');
    assert.equal(versions.length, 1);
    await script.run(cluster.request({ leader: { topic: 't', partition: 0 } }, Heartbeat, { groupId: 'g' }));
    assert.equal(script.requests(Heartbeat)[0]?.nodeId, 2);
    // A broker that nobody has heard of, with its address.
    const three = await script.start(3);
    const endpoint = { nodeId: 3, host: three.host, port: three.port, rack: null };
    assert.equal(cluster.learnLeaders([{ ...hint, leaderId: 3, leaderEpoch: 2 }], [endpoint]), true);
    await script.run(cluster.request({ leader: { topic: 't', partition: 0 } }, Heartbeat, { groupId: 'g' }));
    assert.equal(script.requests(Heartbeat)[1]?.nodeId, 3);
    assert.equal(script.requests(Metadata).length, asked, 'nobody had to be asked');
  });
});

describe('users of a cluster', () => {
  it('release() without acquire() is a mistake, and closes nothing', async () => {
    await using script = await scripted();
    const cluster = script.client();
    await assert.rejects(cluster.release(), StateError);
    await script.run(cluster.connect());
  });

  it('a block closes it at its end', async () => {
    await using script = await scripted();
    const cluster = script.client();
    await script.run(cluster.connect());
    await script.run(cluster[Symbol.asyncDispose]());
    assert.ok((await failure(cluster.connect())) instanceof StateError);
    assert.ok((await failure(cluster.requestNoResponse('any', Heartbeat, {}))) instanceof StateError);
    assert.ok((await failure(cluster.connection(1))) instanceof StateError);
    assert.ok((await failure(cluster.coordinator('group', 'g'))) instanceof StateError);
  });

  it('health() tells of a broker that is being connected to, and of metadata that nobody renews', async () => {
    await using script = await scripted();
    const cluster = script.client({ metadataMaxAgeMs: 60_000, requestTimeoutMs: 600_000 });
    await script.run(cluster.connect());
    assert.equal(cluster.health().brokers[0]?.state, 'connected');
    const port = script.nodes.get(1)?.port ?? 0;
    await script.start(2);
    await script.run(cluster.refresh());
    script.network.setFaults({ latencyMs: 500 }, `broker-2:${script.nodes.get(2)?.port ?? 0}`);
    const opening = cluster.connection(2);
    await script.clock.advance(1);
    assert.equal(cluster.health().brokers.find(({ nodeId }) => nodeId === 2)?.state, 'connecting');
    const two = await script.run(opening);
    await script.run(two.close());
    assert.equal(cluster.health().brokers.find(({ nodeId }) => nodeId === 2)?.state, 'idle', 'closed in order');
    // Everything sent is swallowed, and the time limits are far away: a refresh that hangs.
    for (const address of [`broker-1:${port}`, `broker-2:${script.nodes.get(2)?.port ?? 0}`]) {
      script.network.setFaults({ blackHole: true }, address);
    }
    await script.clock.advance(181_000);
    assert.match(
      cluster.health().problems.join('\n'),
      /^Metadata (is 3 min old; metadataMaxAgeMs is 60 s\.|cannot be refreshed)/,
    );
    script.network.heal();
  });
});
