import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  ConfigError,
  ConnectionError,
  ErrorCode,
  errorFor,
  FindCoordinator,
  Heartbeat,
  ListOffsets,
  Metadata,
  Produce,
  ProtocolError,
  StateError,
  TimeoutError,
  type MetadataRequest,
} from '@k/wire';
import { failure } from '@k/testing';
import { Cluster } from '../src/index.ts';
import { protocolFailure, scripted, type Seen } from './support/scripted-cluster.ts';

const topicsOf = ({ body }: Seen): (string | null)[] => (body as MetadataRequest).topics?.map(({ name }) => name) ?? [];

describe('finding the cluster', () => {
  it('connects to nothing until it is needed', async () => {
    await using script = await scripted();
    const cluster = script.client();
    assert.equal(script.network.connectionCount, 0);
    assert.equal(cluster.metadataVersion, 0);
    await script.run(cluster.connect());
    assert.deepEqual(cluster.brokers, [{ nodeId: 1, host: 'broker-1', port: script.nodes.get(1)?.port, rack: null }]);
    assert.equal(cluster.clusterId, 'scripted');
    assert.equal(script.network.connectionCount, 1, 'the bootstrap connection goes on as that broker’s');
  });

  it('goes on to the next bootstrap server when one is down', async () => {
    await using script = await scripted();
    const address = `broker-1:${script.nodes.get(1)?.port ?? 0}`;
    const cluster = script.client({ bootstrapServers: ['down:1', 'down:2', address, 'down:3'] });
    await script.run(cluster.connect());
    assert.equal(cluster.brokers.length, 1);
  });

  it('lists every server and its cause when none answers', async () => {
    await using script = await scripted();
    const cluster = script.client({ bootstrapServers: ['down:1', 'gone:2'] });
    const error = await script.run(failure(cluster.connect({ retry: false })));
    assert.ok(error instanceof ConnectionError);
    assert.match(error.message, /down:1: .*ECONNREFUSED/);
    assert.match(error.message, /gone:2: .*ECONNREFUSED/);
    assert.equal((error.cause as AggregateError).errors.length, 2);
    const late = await script.run(failure(cluster.connect({ timeoutMs: 2_000 })));
    assert.ok(late instanceof TimeoutError);
    assert.ok(late.cause instanceof ConnectionError);
    assert.match(late.message, /connect to the cluster.*2000 ms.*down:1/);
  });

  it('waits for brokers that start later', async () => {
    await using script = await scripted();
    const cluster = script.client();
    const port = script.nodes.get(1)?.port;
    script.nodes.get(1)?.stop();
    const connecting = cluster.connect({ timeoutMs: 10_000 });
    await script.clock.advance(3_000);
    await script.start(1, 'broker-1', port);
    await script.run(connecting);
    assert.equal(cluster.brokers.length, 1);
  });

  it('what is wrong for good is thrown at once', async () => {
    await using script = await scripted();
    const authenticate = (): Promise<void> => Promise.reject(errorFor(ErrorCode.SASL_AUTHENTICATION_FAILED));
    const cluster = script.client({ sasl: { name: 'TEST', authenticate } });
    const before = script.clock.monotonic();
    const error = await script.run(protocolFailure(cluster.connect()));
    assert.equal(error.code, ErrorCode.SASL_AUTHENTICATION_FAILED);
    assert.equal(script.clock.monotonic(), before);
  });

  it('finds a cluster whose brokers were all replaced, by the bootstrap servers', async () => {
    await using script = await scripted(2);
    const front = await script.start(9, 'front');
    script.nodes.delete(9); // a load balancer: it answers, and is no broker
    const cluster = script.client({ bootstrapServers: `front:${front.port}` });
    await script.run(cluster.connect());
    assert.deepEqual(
      cluster.brokers.map(({ nodeId }) => nodeId),
      [1, 2],
    );
    for (const node of [...script.nodes.values()]) node.stop();
    await script.start(3);
    await script.start(4);
    await script.run(cluster.request({ broker: 4 }, Heartbeat, { groupId: 'g' }, { retry: true }));
    assert.deepEqual(
      cluster.brokers.map(({ nodeId }) => nodeId),
      [3, 4],
    );
    await script.run(cluster.close());
  });

  it('asks the next broker when one falls silent', async () => {
    await using script = await scripted(2);
    script.topics.set('t', [1]);
    const cluster = script.client();
    await script.run(cluster.loadTopics(['t']));
    await script.run(Promise.all([1, 2].map((broker) => cluster.request({ broker }, Heartbeat, { groupId: 'g' }))));
    script.network.setFaults({ blackHole: true }, `broker-1:${script.nodes.get(1)?.port ?? 0}`);
    script.topics.set('t', [2]);
    // Idle brokers are asked in random order; once it was the silent one, it is behind the other.
    let waits = 0;
    for (let i = 0; i < 10; i++) {
      const started = script.clock.monotonic();
      await script.run(cluster.refresh());
      if (script.clock.monotonic() - started >= 10_000) waits++;
    }
    assert.equal(cluster.leaderOf('t', 0), 2);
    assert.equal(waits, 1);
  });

  it('looks again when a connection is lost, before anyone asks', async () => {
    await using script = await scripted(2);
    script.topics.set('t', [1]);
    const cluster = script.client();
    cluster.watchTopics(['t']);
    await script.run(cluster.request({ leader: { topic: 't', partition: 0 } }, Heartbeat, { groupId: 'g' }));
    script.topics.set('t', [2]);
    script.nodes.get(1)?.stop();
    await script.clock.advance(2_000);
    assert.equal(cluster.leaderOf('t', 0), 2);
  });

  it('follows a broker that moved to another address', async () => {
    await using script = await scripted(2);
    const cluster = script.client();
    await script.run(cluster.request({ broker: 1 }, Heartbeat, { groupId: 'g' }));
    const old = script.nodes.get(1);
    const moved = await script.start(1, 'new-home'); // the old one goes on listening
    await script.run(cluster.refresh());
    await script.run(cluster.request({ broker: 1 }, Heartbeat, { groupId: 'g' }));
    assert.deepEqual(
      script.requests(Heartbeat).map(({ port }) => port),
      [old?.port, moved.port],
    );
  });
});

describe('metadata', () => {
  it('joins concurrent refreshes and loads', async () => {
    await using script = await scripted();
    for (const name of ['a', 'b', 'c']) script.topics.set(name, [1]);
    const cluster = script.client();
    await script.run(Promise.all(Array.from({ length: 10 }, () => cluster.refresh())));
    assert.equal(script.requests(Metadata).length, 1);
    const loads = [['a'], ['b', 'a'], ['c']].map((topics) => cluster.loadTopics(topics));
    const loaded = await script.run(Promise.all(loads));
    assert.deepEqual(
      loaded.map((topics) => topics.map(({ name }) => name)),
      [['a'], ['b', 'a'], ['c']],
    );
    assert.deepEqual(script.requests(Metadata).map(topicsOf), [[], ['a', 'b', 'c']]);
  });

  it('shares a load that is under way with whoever wants no other topics', async () => {
    await using script = await scripted();
    for (const name of ['a', 'b']) script.topics.set(name, [1]);
    script.network.setFaults({ latencyMs: 10 });
    const cluster = script.client();
    await script.run(cluster.connect());
    const first = cluster.loadTopics(['a', 'b']);
    await script.clock.advance(5);
    await script.run(Promise.all([first, cluster.loadTopics(['b']), cluster.loadTopics(['a'])]));
    assert.deepEqual(script.requests(Metadata).map(topicsOf), [[], ['a', 'b']]);
  });

  it('answers from the cache when it can', async () => {
    await using script = await scripted();
    script.topics.set('a', [1, 1]);
    const cluster = script.client();
    await script.run(cluster.loadTopics(['a']));
    const asked = script.requests(Metadata).length;
    const [topic] = await cluster.loadTopics(['a']);
    assert.equal(topic?.partitions.length, 2);
    assert.equal(cluster.topic('a'), topic);
    assert.equal(cluster.leaderOf('a', 1), 1);
    assert.equal(cluster.leaderOf('a', 2), undefined);
    assert.equal(script.requests(Metadata).length, asked);
  });

  it('renews watched topics by itself, and forgets those nobody uses', async () => {
    await using script = await scripted();
    for (const name of ['watched', 'loaded']) script.topics.set(name, [1]);
    const cluster = script.client({ metadataMaxAgeMs: 1_000 });
    cluster.watchTopics(['watched']);
    cluster.watchTopics(['watched']);
    await script.run(cluster.loadTopics(['watched', 'loaded']));
    const changes: number[] = [];
    const stopListening = cluster.onMetadata((snapshot) => changes.push(snapshot.version));
    script.topics.set('watched', [1, 1]);
    await script.clock.advance(3_000);
    assert.equal(cluster.topic('watched')?.partitions.length, 2);
    assert.equal(cluster.topic('loaded'), undefined);
    assert.deepEqual(topicsOf(script.requests(Metadata).at(-1) as Seen), ['watched']);
    assert.deepEqual(changes, [...changes].sort());
    assert.ok(changes.length >= 2);
    stopListening();
    cluster.unwatchTopics(['watched']);
    await script.clock.advance(1_000);
    assert.deepEqual(topicsOf(script.requests(Metadata).at(-1) as Seen), ['watched'], 'one of two users is left');
    cluster.unwatchTopics(['watched']);
    const count = changes.length;
    await script.clock.advance(3_000);
    assert.deepEqual(topicsOf(script.requests(Metadata).at(-1) as Seen), []);
    assert.equal(changes.length, count);
  });

  it('goes on trying the periodic refresh while no broker answers', async () => {
    await using script = await scripted();
    script.topics.set('t', [1]);
    const cluster = script.client({ metadataMaxAgeMs: 60_000 });
    cluster.watchTopics(['t']);
    await script.run(cluster.loadTopics(['t']));
    let refusals = 0;
    script.on(Metadata, () => {
      refusals++;
      return 'close';
    });
    await script.clock.advance(70_000);
    assert.ok(refusals > 5, `${refusals} attempts in 10 s`);
    script.topics.set('t', [1, 1, 1]);
    script.on(Metadata, (body) => script.metadata(body));
    await script.clock.advance(3_000);
    assert.equal(cluster.topic('t')?.partitions.length, 3);
  });

  it('believes an older leader epoch when the known leader denies it, or after some refusals', async () => {
    await using script = await scripted(2);
    for (const name of ['denied', 'told']) {
      script.topics.set(name, [1]);
      script.epochs.set(name, 5);
    }
    const cluster = script.client();
    cluster.watchTopics(['denied', 'told']);
    await script.run(cluster.loadTopics(['denied', 'told']));
    // Deleted and made again, as a cluster without topic ids tells it.
    for (const name of ['denied', 'told']) {
      script.topics.set(name, [2]);
      script.epochs.set(name, 0);
    }
    cluster.leaderDenied({ topic: 'told', partition: 0 }, 2);
    cluster.leaderDenied({ topic: 'denied', partition: 0 }, 1);
    const leaders: (number | undefined)[][] = [];
    for (let i = 0; i < 6; i++) {
      await script.run(cluster.refresh());
      leaders.push(['denied', 'told'].map((name) => cluster.leaderOf(name, 0)));
    }
    assert.deepEqual(leaders, [...new Array<number[]>(5).fill([2, 1]), [2, 2]]);
  });

  it('waits for a topic that is being created', async () => {
    await using script = await scripted();
    script.topics.set('new', { errorCode: ErrorCode.LEADER_NOT_AVAILABLE });
    const cluster = script.client();
    const loading = cluster.loadTopics(['new'], { allowAutoTopicCreation: true });
    await script.clock.advance(1_000);
    script.topics.set('new', [1]);
    const [topic] = await script.run(loading);
    assert.equal(topic?.partitions.length, 1);
    const asked = script.requests(Metadata).filter((seen) => topicsOf(seen).includes('new'));
    assert.ok(asked.length > 2);
    assert.ok(asked.every(({ body }) => (body as MetadataRequest).allowAutoTopicCreation));
  });

  it('believes an unknown topic after a few tries, and names it; the others are loaded', async () => {
    await using script = await scripted();
    script.topics.set('good', [1]);
    const cluster = script.client({ unknownTopicRetries: 2 });
    const error = await script.run(failure(cluster.loadTopics(['good', 'misspelt'])));
    assert.ok(error instanceof ProtocolError);
    assert.equal(error.errorName, 'UNKNOWN_TOPIC_OR_PARTITION');
    assert.match(error.message, /misspelt/);
    const asked = script.requests(Metadata).filter((seen) => topicsOf(seen).includes('misspelt'));
    assert.equal(asked.length, 3);
    assert.ok(asked.every(({ body }) => !(body as MetadataRequest).allowAutoTopicCreation));
    assert.equal(cluster.topic('good')?.errorCode, 0);
  });

  it('does not retry an error that stays', async () => {
    await using script = await scripted();
    script.topics.set('secret', { errorCode: ErrorCode.TOPIC_AUTHORIZATION_FAILED });
    const cluster = script.client();
    const error = await script.run(protocolFailure(cluster.loadTopics(['secret'])));
    assert.equal(error.code, ErrorCode.TOPIC_AUTHORIZATION_FAILED);
    assert.equal(script.requests(Metadata).filter((seen) => topicsOf(seen).includes('secret')).length, 1);
    script.topics.set('not yet', { errorCode: ErrorCode.LEADER_NOT_AVAILABLE });
    const again = await script.run(protocolFailure(cluster.loadTopics(['not yet', 'secret'])));
    assert.equal(again.code, ErrorCode.TOPIC_AUTHORIZATION_FAILED);
    assert.equal(script.requests(Metadata).filter((seen) => topicsOf(seen).includes('secret')).length, 2);
  });

  it('keeps the last cause when time is over', async () => {
    await using script = await scripted();
    script.topics.set('t', { errorCode: ErrorCode.LEADER_NOT_AVAILABLE });
    const cluster = script.client();
    const error = await script.run(failure(cluster.loadTopics(['t'], { timeoutMs: 3_000 })));
    assert.ok(error instanceof TimeoutError);
    assert.match(error.message, /load metadata of topic 't'/);
    assert.ok(error.cause instanceof ProtocolError);
    assert.equal(error.cause.code, ErrorCode.LEADER_NOT_AVAILABLE);
  });

  it('stops on abort, with the reason', async () => {
    await using script = await scripted();
    script.topics.set('t', { errorCode: ErrorCode.LEADER_NOT_AVAILABLE });
    const cluster = script.client();
    const abort = new AbortController();
    const loading = failure(cluster.loadTopics(['t'], { signal: abort.signal }));
    await script.clock.advance(1_000);
    const reason = new Error('no longer needed');
    abort.abort(reason);
    assert.equal(await loading, reason);
  });
});

describe('routing', () => {
  it('reaches the leader, and the new one after it has moved', async () => {
    await using script = await scripted(2);
    script.topics.set('t', [1]);
    const ask = { replicaId: -1, topics: [{ name: 't', partitions: [{ partitionIndex: 0, timestamp: -1n }] }] };
    script.on(ListOffsets, (_, { nodeId }) => {
      const leads = (script.topics.get('t') as number[])[0] === nodeId;
      const errorCode = leads ? ErrorCode.NONE : ErrorCode.NOT_LEADER_OR_FOLLOWER;
      return { topics: [{ name: 't', partitions: [{ partitionIndex: 0, errorCode, offset: BigInt(nodeId) }] }] };
    });
    const cluster = script.client();
    const endOffset = (): Promise<bigint> =>
      cluster.retry('list offsets', async () => {
        const response = await cluster.request({ leader: { topic: 't', partition: 0 } }, ListOffsets, ask);
        const partition = response.topics[0]?.partitions[0];
        assert.ok(partition);
        if (partition.errorCode !== 0) throw errorFor(partition.errorCode, { topic: 't', partition: 0 });
        return partition.offset;
      });
    assert.equal(await script.run(endOffset()), 1n);
    script.topics.set('t', [2]);
    script.epochs.set('t', 1);
    assert.equal(await script.run(endOffset()), 2n);
    assert.deepEqual(
      script.requests(ListOffsets).map(({ nodeId }) => nodeId),
      [1, 1, 2],
    );
  });

  it('says which partition has no leader, or does not exist', async () => {
    await using script = await scripted();
    script.topics.set('t', [1, -1]);
    const cluster = script.client();
    const ask = (topic: string, partition: number): Promise<ProtocolError> =>
      script.run(protocolFailure(cluster.request({ leader: { topic, partition } }, Heartbeat, { groupId: 'g' })));
    const leaderless = await ask('t', 1);
    assert.equal(leaderless.code, ErrorCode.LEADER_NOT_AVAILABLE);
    assert.match(leaderless.message, /t-1/);
    assert.ok(leaderless.retriable && leaderless.refreshMetadata);
    assert.equal((await ask('t', 2)).code, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
  });

  it('looks a coordinator up once, however many ask, until it is forgotten', async () => {
    await using script = await scripted(2);
    let coordinator = 2;
    script.on(FindCoordinator, (body) => ({
      coordinators: body.coordinatorKeys.map((key) => script.coordinator(coordinator, key)),
    }));
    const cluster = script.client();
    const found = await script.run(Promise.all([1, 2, 3].map(() => cluster.coordinator('group', 'g'))));
    assert.deepEqual(found, [2, 2, 2]);
    assert.equal(await cluster.coordinator('group', 'g'), 2);
    assert.equal(script.requests(FindCoordinator).length, 1);
    await script.run(cluster.coordinator('transaction', 'g'));
    assert.equal(script.requests(FindCoordinator).length, 2);
    coordinator = 1;
    cluster.forgetCoordinator('group', 'g');
    await script.run(cluster.request({ coordinator: 'group', key: 'g' }, Heartbeat, { groupId: 'g' }));
    assert.equal(script.requests(Heartbeat)[0]?.nodeId, 1);
  });

  it('retries a coordinator that is not available yet, and forgets one that cannot be reached', async () => {
    await using script = await scripted(2);
    let asked = 0;
    let coordinator = 2;
    script.on(FindCoordinator, (body) => {
      const [key = ''] = body.coordinatorKeys;
      if (++asked <= 2) return { coordinators: [{ key, nodeId: -1, errorCode: ErrorCode.COORDINATOR_NOT_AVAILABLE }] };
      return { coordinators: [script.coordinator(coordinator, key)] };
    });
    const cluster = script.client();
    const target = { coordinator: 'group', key: 'g' } as const;
    await script.run(cluster.request(target, Heartbeat, { groupId: 'g' }));
    assert.equal(asked, 3);
    script.nodes.get(2)?.stop();
    coordinator = 1;
    await script.run(cluster.request(target, Heartbeat, { groupId: 'g' }, { retry: true }));
    assert.deepEqual(
      script.requests(Heartbeat).map(({ nodeId }) => nodeId),
      [2, 1],
    );
  });

  it('throws a coordinator error that stays', async () => {
    await using script = await scripted();
    script.on(FindCoordinator, ({ coordinatorKeys: [key = ''] }) => ({
      coordinators: [{ key, nodeId: -1, errorCode: ErrorCode.GROUP_AUTHORIZATION_FAILED, errorMessage: 'not you' }],
    }));
    const cluster = script.client();
    const error = await script.run(protocolFailure(cluster.coordinator('group', 'g')));
    assert.equal(error.code, ErrorCode.GROUP_AUTHORIZATION_FAILED);
    assert.match(error.message, /\(FindCoordinator, group 'g'\): .* The broker says: not you$/);
  });

  it('asks the least busy broker for what any can answer', async () => {
    await using script = await scripted(2);
    const cluster = script.client();
    await script.run(Promise.all([1, 2].map((broker) => cluster.request({ broker }, Heartbeat, { groupId: 'g' }))));
    script.on(Heartbeat, () => undefined);
    const busy = failure(cluster.request({ broker: 1 }, Heartbeat, { groupId: 'g' }));
    await script.clock.advance(1);
    script.on(Heartbeat, () => ({}));
    for (let i = 0; i < 5; i++) await script.run(cluster.request('any', Heartbeat, { groupId: 'any' }));
    const asked = script.requests(Heartbeat).filter(({ body }) => (body as { groupId: string }).groupId === 'any');
    assert.deepEqual(
      asked.map(({ nodeId }) => nodeId),
      [2, 2, 2, 2, 2],
    );
    await script.run(cluster.close());
    await busy;
  });

  it('reaches the controller', async () => {
    await using script = await scripted(3);
    const cluster = script.client();
    await script.run(cluster.request('controller', Heartbeat, { groupId: 'g' }));
    assert.equal(script.requests(Heartbeat)[0]?.nodeId, 1);
    assert.equal(cluster.controllerId, 1);
  });

  it('sends what is not answered', async () => {
    await using script = await scripted();
    const cluster = script.client();
    await script.run(cluster.requestNoResponse({ broker: 1 }, Produce, { acks: 0 }, { maxVersion: 9 }));
    await script.clock.advance(1);
    assert.equal(script.requests(Produce).length, 1);
  });
});

describe('retries', () => {
  it('one attempt unless asked for more; then until the deadline, with the cause kept', async () => {
    await using script = await scripted();
    const cluster = script.client();
    await script.run(cluster.connect());
    const asked = (): number => script.requests(Heartbeat).length;
    script.on(Heartbeat, () => 'close');
    const once = await script.run(failure(cluster.request({ broker: 1 }, Heartbeat, { groupId: 'g' })));
    assert.ok(once instanceof ConnectionError && once.retriable);
    assert.equal(asked(), 1);
    const limits = { retry: true, timeoutMs: 5_000 };
    const error = await script.run(failure(cluster.request({ broker: 1 }, Heartbeat, { groupId: 'g' }, limits)));
    assert.ok(error instanceof TimeoutError && error.retriable);
    assert.ok(error.cause instanceof ConnectionError);
    assert.match(error.message, /Heartbeat request to broker 1: not done within 5000 ms.*closed by the broker/);
    assert.ok(asked() > 4 && asked() < 20, `${asked()} attempts in 5 s`);
  });

  it('throws what is not retriable at once, as it is', async () => {
    await using script = await scripted();
    const cluster = script.client();
    const fatal = errorFor(ErrorCode.TOPIC_AUTHORIZATION_FAILED);
    let attempts = 0;
    const failing = cluster.retry('work', () => {
      attempts++;
      return Promise.reject(fatal);
    });
    assert.equal(await script.run(failure(failing)), fatal);
    const bug = new TypeError('a bug');
    assert.equal(await script.run(failure(cluster.retry('work', () => Promise.reject(bug)))), bug);
    assert.equal(attempts, 1);
  });

  it('refreshes the metadata when the cause says so, and not otherwise', async () => {
    await using script = await scripted();
    const cluster = script.client();
    await script.run(cluster.connect());
    const refreshesAfter = async (code: number): Promise<number> => {
      const before = script.requests(Metadata).length;
      await script.run(cluster.retry('work', (n) => (n === 0 ? Promise.reject(errorFor(code)) : Promise.resolve())));
      return script.requests(Metadata).length - before;
    };
    assert.equal(await refreshesAfter(ErrorCode.NOT_LEADER_OR_FOLLOWER), 1);
    assert.equal(await refreshesAfter(ErrorCode.NOT_ENOUGH_REPLICAS), 0);
  });

  it('pauses between attempts to reach a broker that is down', async () => {
    await using script = await scripted(2);
    const cluster = script.client({ reconnectBackoffMs: 100, reconnectBackoffMaxMs: 1_000 });
    await script.run(cluster.connect());
    const down = script.nodes.get(2);
    assert.ok(down);
    const { port } = down;
    down.stop();
    script.nodes.set(2, down); // still in the metadata
    await script.clock.advance(1);
    const attempts = 6;
    const started = script.clock.monotonic();
    for (let i = 0; i < attempts; i++) {
      const error = await script.run(failure(cluster.request({ broker: 2 }, Heartbeat, { groupId: 'g' })));
      assert.match(error.message, new RegExp(`broker-2:${port}.*ECONNREFUSED`));
    }
    const waited = script.clock.monotonic() - started;
    assert.ok(waited > 80 + 160 + 320 + 640 + 800 - 1, `${waited} ms`);
  });
});

describe('life', () => {
  it('is closed by its last user, and then refuses with a StateError', async () => {
    await using script = await scripted();
    const cluster = script.client();
    cluster.acquire();
    cluster.acquire();
    await script.run(cluster.request('any', Heartbeat, { groupId: 'g' }));
    await cluster.release();
    await script.run(cluster.request('any', Heartbeat, { groupId: 'g' }));
    await script.run(cluster.release());
    assert.ok((await failure(cluster.request('any', Heartbeat, {}))) instanceof StateError);
    assert.ok((await failure(cluster.loadTopics(['t']))) instanceof StateError);
    assert.ok((await failure(cluster.refresh())) instanceof StateError);
    assert.throws(() => cluster.acquire(), StateError);
    await cluster.close();
  });

  it('close ends every kind of waiting and leaves nothing behind', async () => {
    await using script = await scripted();
    script.topics.set('never', { errorCode: ErrorCode.LEADER_NOT_AVAILABLE });
    script.on(Heartbeat, () => undefined);
    script.on(FindCoordinator, ({ coordinatorKeys: [key = ''] }) => ({
      coordinators: [{ key, nodeId: -1, errorCode: ErrorCode.COORDINATOR_NOT_AVAILABLE }],
    }));
    const cluster = script.client();
    await script.run(cluster.connect());
    const waiting = [
      cluster.loadTopics(['never']),
      cluster.request('any', Heartbeat, { groupId: 'g' }),
      cluster.openChannel('new').request({ broker: 1 }, Heartbeat, { groupId: 'g' }, { retry: true }),
      cluster.coordinator('group', 'g'),
      cluster.retry('work', () => Promise.reject(errorFor(ErrorCode.NOT_ENOUGH_REPLICAS))),
    ].map((each) => failure(each));
    await script.clock.advance(250);
    const closing = cluster.close();
    assert.equal(cluster.close(), closing);
    await script.run(closing);
    for (const error of await Promise.all(waiting)) {
      assert.ok(error instanceof StateError || error instanceof ConnectionError, String(error));
    }
    await script.clock.advance(1); // the brokers' ends of the sockets
    assert.equal(script.network.connectionCount, 0, 'connections');
    assert.equal(script.clock.pendingTimers, 0, 'timers');
  });

  it('names every wrong option', () => {
    assert.throws(
      () => new Cluster({ bootstrapServers: 'localhost:9092', requestTimeoutMs: -1, bootstrapServer: 'x' } as never),
      (error: unknown) =>
        error instanceof ConfigError &&
        /option "requestTimeoutMs".*-1/.test(error.message) &&
        /"bootstrapServer".*bootstrapServers/.test(error.message),
    );
    assert.throws(
      () => new Cluster({ bootstrapServers: 'host:port' }),
      /Cluster: option "bootstrapServers".*host:port/,
    );
  });
});
