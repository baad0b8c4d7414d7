import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  ErrorCode,
  errorFor,
  FindCoordinator,
  Heartbeat,
  Metadata,
  NoBrokersAvailableError,
  PartialError,
  ProtocolError,
  TimeoutError,
} from '@k/wire';
import { failure } from '@k/testing';
import { protocolFailure, scripted } from './support/scripted-cluster.ts';

describe('what ends a retry', () => {
  it('the deadline in the middle of an attempt: the cause is what had gone wrong before', async () => {
    await using script = await scripted();
    const cluster = script.client();
    const deadline = cluster.deadline('work', { timeoutMs: 1_000 });
    const attempt = (n: number): Promise<never> =>
      n === 0 ? Promise.reject(errorFor(ErrorCode.NOT_ENOUGH_REPLICAS)) : deadline.race(new Promise(() => undefined));
    const error = await script.run(failure(cluster.retry('work', attempt, { deadline })));
    assert.ok(error instanceof TimeoutError);
    assert.match(error.message, /^work: not done within 1000 ms\. Last trouble: NOT_ENOUGH_REPLICAS/);
    assert.ok(error.cause instanceof ProtocolError);
    assert.equal(script.clock.monotonic(), 1_000);
  });

  it('the deadline in the first attempt: there is no other cause than time', async () => {
    await using script = await scripted();
    const cluster = script.client();
    const deadline = cluster.deadline('work', { timeoutMs: 1_000 });
    const work = cluster.retry('work', () => deadline.race(new Promise<never>(() => undefined)), { deadline });
    assert.match((await script.run(failure(work))).message, /work took longer than 1000 ms/);
  });

  it('the caller, while metadata is refreshed for the next attempt', async () => {
    await using script = await scripted();
    const cluster = script.client();
    await script.run(cluster.connect());
    script.on(Metadata, () => undefined); // so that the refresh lasts
    const abort = new AbortController();
    let attempts = 0;
    const work = failure(
      cluster.retry(
        'work',
        () => {
          attempts++;
          return Promise.reject(errorFor(ErrorCode.NOT_LEADER_OR_FOLLOWER));
        },
        { signal: abort.signal, timeoutMs: 60_000 },
      ),
    );
    await script.clock.advance(1_000);
    const reason = new Error('no longer needed');
    abort.abort(reason);
    assert.equal(await work, reason);
    assert.equal(attempts, 1);
  });

  it('not a refresh that fails: the next attempt tells what is wrong', async () => {
    await using script = await scripted();
    const cluster = script.client();
    await script.run(cluster.connect());
    script.on(Metadata, () => 'close');
    const moved = errorFor(ErrorCode.NOT_LEADER_OR_FOLLOWER);
    const work = cluster.retry('work', (n) => (n === 0 ? Promise.reject(moved) : Promise.resolve(n)));
    assert.equal(await script.run(work), 1);
  });
});

describe('a target that cannot be found yet', () => {
  it('any broker, while the cluster names none: a bootstrap server is asked', async () => {
    await using script = await scripted();
    // As brokers of 0.8 do until their first topic is made.
    script.on(Metadata, (body) => ({ ...script.metadata(body), brokers: [], controllerId: -1 }));
    const port = script.nodes.get(1)?.port ?? 0;
    const cluster = script.client({ bootstrapServers: `down:1,broker-1:${port}` });
    for (let i = 0; i < 5; i++) await script.run(cluster.request('any', Heartbeat, { groupId: 'g' }));
    assert.equal(script.requests(Heartbeat).length, 5);
    await script.clock.advance(1);
    assert.equal(script.network.connectionCount, 0, 'the connections are closed');
    script.nodes.get(1)?.stop();
    const error = await script.run(failure(cluster.request('any', Heartbeat, { groupId: 'g' })));
    assert.ok(error instanceof NoBrokersAvailableError, String(error));
    assert.match(error.message, /down:1: .*ECONNREFUSED/);
  });

  it('any broker, while the cluster names none: ends with its time', async () => {
    await using script = await scripted();
    script.on(Metadata, (body) => ({ ...script.metadata(body), brokers: [] }));
    script.on(Heartbeat, () => undefined);
    const cluster = script.client();
    await script.run(cluster.connect());
    const error = await script.run(failure(cluster.request('any', Heartbeat, { groupId: 'g' }, { timeoutMs: 700 })));
    assert.ok(error instanceof TimeoutError, String(error));
    assert.equal(script.clock.monotonic(), 700);
  });

  it('the controller, while there is none: retriable, and found once there is one', async () => {
    await using script = await scripted();
    let controllerId = -1;
    script.on(Metadata, (body) => ({ ...script.metadata(body), controllerId }));
    const cluster = script.client();
    const error = await script.run(protocolFailure(cluster.request('controller', Heartbeat, { groupId: 'g' })));
    assert.equal(error.code, ErrorCode.NOT_CONTROLLER);
    assert.ok(error.retriable);
    const asking = cluster.request('controller', Heartbeat, { groupId: 'g' }, { retry: true, timeoutMs: 30_000 });
    await script.clock.advance(5_000);
    controllerId = 1;
    await script.run(asking);
  });

  it('the controller, after another one took over: asked for anew when the old one says so', async () => {
    await using script = await scripted();
    await script.start(2);
    let controllerId = 1;
    script.on(Metadata, (body) => ({ ...script.metadata(body), controllerId }));
    const cluster = script.client();
    await script.run(cluster.connect());
    script.on(Heartbeat, (_, { nodeId }) => ({ errorCode: nodeId === controllerId ? 0 : ErrorCode.NOT_CONTROLLER }));
    // As the error of the whole answer, or as that of a part of it.
    const errors = [errorFor, (code: number) => new PartialError([errorFor(code)], {})];
    for (const [i, errorOf] of errors.entries()) {
      controllerId = 2 - i;
      const asking = cluster.retry('create a topic', async () => {
        const { errorCode } = await cluster.request('controller', Heartbeat, { groupId: 'g' });
        if (errorCode !== 0) throw errorOf(errorCode);
      });
      await script.run(asking);
    }
    assert.deepEqual(
      script.requests(Heartbeat).map(({ nodeId }) => nodeId),
      [1, 2, 2, 1],
    );
  });

  it('an error code that is not known keeps its number, and is an error like any other', async () => {
    await using script = await scripted();
    script.topics.set('t', { errorCode: 9_999 });
    script.on(FindCoordinator, ({ coordinatorKeys: [key = ''] }) => ({
      coordinators: [{ key, nodeId: -1, errorCode: 9_998, errorMessage: 'of a later release' }],
    }));
    const cluster = script.client();
    const ofTopic = await script.run(protocolFailure(cluster.loadTopics(['t'])));
    assert.deepEqual([ofTopic.code, ofTopic.retriable], [9_999, false]);
    const ofGroup = await script.run(protocolFailure(cluster.coordinator('group', 'g')));
    assert.equal(ofGroup.code, 9_998);
    assert.match(ofGroup.message, /group 'g'\): .* The broker says: of a later release/);
    assert.match(cluster.health().problems.join(), /Topic t: .*9999/);
    await script.run(cluster.request('any', Heartbeat, { groupId: 'g' }));
  });

  it('a topic that the broker leaves out of its answer is unknown', async () => {
    await using script = await scripted();
    script.on(Metadata, (body) => ({ ...script.metadata(body), topics: [] }));
    const cluster = script.client({ unknownTopicRetries: 1 });
    const error = await script.run(protocolFailure(cluster.loadTopics(['t'])));
    assert.equal(error.code, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
  });
});
