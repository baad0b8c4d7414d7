import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  ErrorCode,
  FindCoordinator,
  Heartbeat,
  Metadata,
  OffsetCommit,
  OffsetFetch,
  UnsupportedVersionError,
  type Api,
  type FindCoordinatorRequest,
  type MessageInit,
} from '@k/wire';
import { failure } from '@k/testing';
import { Coordinators } from '../src/coordinators.ts';
import type { Cluster, Target } from '../src/index.ts';
import { scripted } from './support/scripted-cluster.ts';

describe('a coordinator that says it is none', () => {
  const target = { coordinator: 'group', key: 'g' } as const;
  const of = (errorCode: number) => ({ topics: [{ name: 't', partitions: [{ partitionIndex: 0, errorCode }] }] });

  /** Broker 2 coordinates at first, then broker 1; `ask` sends a request to whoever the cluster takes for it. */
  async function moved<Req, Res>(
    api: Api<Req, Res>,
    answer: (errorCode: number) => MessageInit<Res>,
    ask: (cluster: Cluster) => Promise<unknown>,
    code: number = ErrorCode.NOT_COORDINATOR,
  ): Promise<{ asked: (number | undefined)[]; lookups: number }> {
    await using script = await scripted(2);
    let coordinator = 2;
    script.on(FindCoordinator, ({ coordinatorKeys: [key = ''] }) => ({
      coordinators: [script.coordinator(coordinator, key)],
    }));
    script.on(api, (_, { nodeId }) => answer(nodeId === coordinator ? 0 : code));
    const cluster = script.client();
    await script.run(ask(cluster));
    coordinator = 1;
    for (let i = 0; i < 2; i++) await script.run(ask(cluster));
    await script.run(cluster.close());
    return {
      asked: script.requests(api).map(({ nodeId }) => nodeId),
      lookups: script.requests(FindCoordinator).length,
    };
  }

  it('is forgotten, and the next request looks it up again', async () => {
    const ask = (cluster: Cluster): Promise<unknown> => cluster.request(target, Heartbeat, { groupId: 'g' });
    const { NOT_COORDINATOR, COORDINATOR_NOT_AVAILABLE, REQUEST_TIMED_OUT } = ErrorCode;
    for (const code of [NOT_COORDINATOR, COORDINATOR_NOT_AVAILABLE, REQUEST_TIMED_OUT]) {
      const seen = await moved(Heartbeat, (errorCode) => ({ errorCode }), ask, code);
      assert.deepEqual(seen, { asked: [2, 2, 1], lookups: 2 });
    }
  });

  it('is forgotten also when a partition or a group of several says so', async () => {
    const commit = (cluster: Cluster): Promise<unknown> =>
      cluster.request(target, OffsetCommit, { groupId: 'g', topics: [] }, { maxVersion: 9 });
    assert.deepEqual(await moved(OffsetCommit, of, commit), { asked: [2, 2, 1], lookups: 2 });
    const fetch = (cluster: Cluster): Promise<unknown> =>
      cluster.request(target, OffsetFetch, { groups: [{ groupId: 'g', topics: [] }] }, { maxVersion: 9 });
    const group = (errorCode: number) => ({ groups: [{ groupId: 'g', topics: [], errorCode }] });
    assert.deepEqual(await moved(OffsetFetch, group, fetch), { asked: [2, 2, 1], lookups: 2 });
  });

  it('is kept when it says anything else', async () => {
    const ask = (cluster: Cluster): Promise<unknown> => cluster.request(target, Heartbeat, { groupId: 'g' });
    const { asked, lookups } = await moved(
      Heartbeat,
      (errorCode) => ({ errorCode }),
      ask,
      ErrorCode.COORDINATOR_LOAD_IN_PROGRESS,
    );
    assert.deepEqual({ asked, lookups }, { asked: [2, 2, 2], lookups: 1 });
  });

  it('that was replaced meanwhile does not have its successor forgotten', async () => {
    let coordinator = 2;
    const coordinators = new Coordinators(() => Promise.resolve(coordinator));
    await coordinators.find('group', 'g');
    coordinators.forget('group', 'g');
    coordinator = 1;
    await coordinators.find('group', 'g');
    const late = { errorCode: ErrorCode.NOT_COORDINATOR };
    coordinators.learnFromResponse(late, 'group', 'g', 2);
    assert.equal(coordinators.get('group', 'g'), 1);
    coordinators.learnFromResponse(late, 'group', 'g', 1);
    assert.equal(coordinators.get('group', 'g'), undefined);
  });
});

describe('the broker for what any can answer', () => {
  const beat = (cluster: Cluster, groupId: string, target: Target = 'any'): Promise<unknown> =>
    cluster.request(target, Heartbeat, { groupId });

  it('is none that throttles this client, while another one can be asked (KIP-219)', async () => {
    await using script = await scripted(2);
    script.on(Heartbeat, ({ groupId }) => (groupId === 'greedy' ? { throttleTimeMs: 5_000 } : {}));
    const cluster = script.client();
    for (const broker of [1, 2]) await script.run(beat(cluster, 'g', { broker }));
    await script.run(beat(cluster, 'greedy', { broker: 1 }));
    const startedAt = script.clock.monotonic();
    for (let i = 0; i < 10; i++) await script.run(beat(cluster, 'any'));
    assert.equal(script.clock.monotonic(), startedAt, 'nothing had to wait');
    // When all of them do, it is the one that ends it first; the pause is kept all the same.
    await script.clock.advance(1_000);
    await script.run(beat(cluster, 'greedy', { broker: 2 }));
    await script.run(beat(cluster, 'last'));
    assert.equal(script.clock.monotonic() - startedAt, 5_000);
    assert.equal(script.requests(Heartbeat).at(-1)?.nodeId, 1);
  });
});

describe('the coordinator', () => {
  const SHARE_KEY = 'g:AAAAAAAAAAAAAAAAAAAAAQ:0';

  it('of each kind is asked for by its number, and remembered apart', async () => {
    await using script = await scripted(3);
    const nodeOf = [1, 2, 3];
    script.on(FindCoordinator, ({ keyType, coordinatorKeys: [key = ''] }) => ({
      coordinators: [script.coordinator(nodeOf[keyType] ?? -1, key)],
    }));
    const cluster = script.client();
    const kinds = ['group', 'transaction', 'share'] as const;
    for (let round = 0; round < 2; round++) {
      for (const kind of kinds) {
        await script.run(cluster.request({ coordinator: kind, key: SHARE_KEY }, Heartbeat, { groupId: 'g' }));
      }
    }
    assert.deepEqual(
      script.requests(Heartbeat).map(({ nodeId }) => nodeId),
      [1, 2, 3, 1, 2, 3],
    );
    const asked = script.requests(FindCoordinator).map(({ body }) => body as FindCoordinatorRequest);
    assert.deepEqual(
      asked.map(({ keyType, coordinatorKeys }) => [keyType, coordinatorKeys]),
      [0, 1, 2].map((keyType) => [keyType, [SHARE_KEY]]),
    );
  });

  it('of a kind that the broker does not know yet is refused with what it takes', async () => {
    await using script = await scripted();
    const refusedIn = async (kind: 'transaction' | 'share', maxVersion: number): Promise<string> => {
      const apiVersions = [
        { apiKey: Metadata.key, minVersion: 0, maxVersion: 9 },
        { apiKey: FindCoordinator.key, minVersion: 0, maxVersion },
      ];
      const error = await script.run(failure(script.client({ apiVersions }).coordinator(kind, SHARE_KEY)));
      assert.ok(error instanceof UnsupportedVersionError, String(error));
      return error.message;
    };
    assert.equal(
      await refusedIn('share', 5),
      "The broker speaks FindCoordinator up to version 5; coordinators of kind 'share' need version 6, which Kafka 3.9 and later have",
    );
    assert.match(
      await refusedIn('transaction', 0),
      /coordinators of kind 'transaction' need version 1, which Kafka 0\.11 and later have$/,
    );
    assert.equal(script.requests(FindCoordinator).length, 0);
  });
});
