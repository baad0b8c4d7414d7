import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  ApiVersions,
  ConfigError,
  CreateAcls,
  CreateTopics,
  DeleteTopics,
  DescribeConfigs,
  DescribeGroups,
  ErrorCode,
  Fetch,
  FindCoordinator,
  Heartbeat,
  ListOffsets,
  Metadata,
  OffsetCommit,
  OffsetFetch,
  Produce,
  ShareFetch,
  type Api,
  type MessageInit,
} from '@k/wire';
import { createBroker, type Broker } from '../src/index.ts';
import { batchOf } from './support/records.ts';
import { produceTo } from './support/calls.ts';
import { RawClient } from './support/raw-client.ts';
import { Simulated } from './support/simulated.ts';

describe('control', () => {
  it('takes an API by its name, and announces what the broker lacks in the versions that are wanted', async () => {
    await using broker = await createBroker();
    const client = await RawClient.tcp(broker.bootstrapServers[0] as string);
    const rangeOf = async (key: number): Promise<number[]> => {
      const { apiKeys } = await client.request(ApiVersions, 0, {});
      return apiKeys
        .filter(({ apiKey }) => apiKey === key)
        .flatMap(({ minVersion: min, maxVersion: max }) => [min, max]);
    };
    const groups: (string | null)[] = [];
    const first = broker.control(
      'ShareFetch',
      (request) => {
        groups.push(request.groupId);
        return { errorMessage: 'mine' };
      },
      { versions: { min: 1, max: 1 } },
    );
    const second = broker.control(ShareFetch, () => undefined);
    assert.deepEqual(await rangeOf(ShareFetch.key), [1, 1]);
    assert.equal((await client.request(ShareFetch, 1, { groupId: 'g' })).errorMessage, 'mine');
    await assert.rejects(
      (await RawClient.tcp(broker.bootstrapServers[0] as string)).request(ShareFetch, 2, {}),
      /closed/,
    );
    assert.deepEqual(groups, ['g']);
    first.remove();
    second.remove();
    assert.deepEqual(await rangeOf(ShareFetch.key), []);
    broker.control('ShareFetch', () => undefined);
    assert.deepEqual(await rangeOf(ShareFetch.key), [ShareFetch.minVersion, ShareFetch.maxVersion]);
    for (const versions of [{ min: 0, max: 1 }, { min: 2, max: 1 }, { min: 1, max: 99 }, { min: 1 }]) {
      assert.throws(() => broker.control('ShareFetch', () => undefined, { versions } as never), ConfigError);
    }
    const own = { versions: { min: 1, max: 1 } };
    assert.throws(
      () => broker.control('Metadata', () => undefined, own),
      /the broker has Metadata in versions of its own/,
    );
    assert.throws(() => broker.control('Shout' as never, () => undefined), ConfigError);
    client.close();
  });

  it('looks at requests of some clients alone', async () => {
    await using broker = await createBroker();
    const client = await RawClient.tcp(broker.bootstrapServers[0] as string);
    const others = [{ clientId: 'other' }, { clientId: /^w$/ }, { clientId: null }];
    const its = [{ clientId: 'raw' }, { clientId: /a/g }];
    const controls = [...others, ...its].map((options) => broker.control(Metadata, () => undefined, options));
    await client.request(Metadata, 1, { topics: [] });
    await client.request(Metadata, 1, { topics: [] });
    assert.deepEqual(
      controls.map(({ calls }) => calls),
      [0, 0, 0, 2, 2],
    );
    assert.throws(() => broker.control(Metadata, () => undefined, { clientId: 5 as never }), ConfigError);
    client.close();
  });

  it('looks at requests about a topic alone, by its name or id', async () => {
    await using broker = await createBroker();
    const { topicId } = broker.createTopic('range');
    broker.createTopic('other');
    const client = await RawClient.tcp(broker.bootstrapServers[0] as string);
    const counted = (['Produce', 'Metadata', 'JoinGroup', 'DeleteTopics'] as const).map((api) =>
      broker.control(api, () => undefined, { topic: 'range' }),
    );
    const calls = (): number[] => counted.map((control) => control.calls);
    await produceTo(client, { name: 'other' }, 0, batchOf(['a']));
    await client.request(Metadata, 9, { topics: [{ name: 'other' }] });
    const { JoinGroup } = await import('@k/wire');
    const protocols = [{ name: 'range', metadata: Buffer.alloc(0) }];
    await client.request(JoinGroup, 5, {
      groupId: 'range',
      protocolType: 'consumer',
      sessionTimeoutMs: 6000,
      protocols,
    });
    assert.deepEqual(calls(), [0, 0, 0, 0]);
    await produceTo(client, { name: 'range' }, 0, batchOf(['a']));
    await produceTo(client, { name: 'range', topicId }, 0, batchOf(['a']), { version: 13 });
    await client.request(Metadata, 9, { topics: [{ name: 'other' }, { name: 'range' }] });
    await client.request(DeleteTopics, 5, { topicNames: ['range'] });
    assert.deepEqual(calls(), [2, 1, 0, 1]);
    client.close();
  });

  it('answers an error for all that was asked, and does nothing for it', async () => {
    const sim = await Simulated.start();
    const client = await sim.client();
    sim.broker.createTopic('t');
    await sim.run(failures(sim.broker, client));
    assert.deepEqual([sim.broker.log('t', 0).endOffset, sim.broker.topicNames, sim.broker.groupIds], [0, ['t'], []]);
    await sim.stop();
  });

  it('refuses errors that are none, and answers that have no place for one', async () => {
    await using broker = await createBroker();
    const told: string[] = [];
    broker.control(CreateAcls, (_request, { fail }) => {
      for (const error of ['NOBODY', 12345, undefined]) {
        try {
          fail(error as never);
        } catch (error) {
          told.push((error as Error).name);
        }
      }
      return fail('NOT_CONTROLLER');
    });
    const reasons: string[] = [];
    broker.observe((event) => event.type === 'disconnect' && reasons.push(event.reason));
    const client = await RawClient.tcp(broker.bootstrapServers[0] as string);
    await assert.rejects(client.request(CreateAcls, 3, {}), /closed/);
    assert.deepEqual(told, ['ConfigError', 'ConfigError', 'ConfigError']);
    assert.match(reasons[0] ?? '', /CreateAcls v3 has no error for all of it: answer with a body/);
  });
});

const CODE = ErrorCode.COORDINATOR_LOAD_IN_PROGRESS;
const records = batchOf(['a']);

/** Asks for each, and looks at the answer. */
async function failures(broker: Broker, client: RawClient): Promise<void> {
  await fails(Produce, 9, { acks: -1, topicData: [{ name: 't', partitionData: [{ index: 0, records }] }] }, ({ responses }) => {
    const [topic] = responses;
    return [topic?.name, topic?.partitionResponses[0]?.index, topic?.partitionResponses[0]?.errorCode];
  }, ['t', 0, CODE]); // prettier-ignore
  const fetched = { topics: [{ topic: 't', partitions: [{ partition: 3 }] }] };
  await fails(Fetch, 12, fetched, ({ errorCode, responses }) => [errorCode, responses[0]?.partitions[0]?.partitionIndex, responses[0]?.partitions[0]?.errorCode], [0, 3, CODE]); // prettier-ignore
  await fails(Fetch, 12, { sessionId: 5, sessionEpoch: 1 }, ({ errorCode, responses }) => [errorCode, responses.length], [CODE, 0]); // prettier-ignore
  await fails(Fetch, 12, fetched, ({ errorCode }) => [errorCode], [ErrorCode.FETCH_SESSION_ID_NOT_FOUND], 'FETCH_SESSION_ID_NOT_FOUND'); // prettier-ignore
  const asked = [{ name: 't', partitions: [{ partitionIndex: 1 }] }];
  await fails(ListOffsets, 6, { topics: asked }, ({ topics }) => [topics[0]?.partitions[0]?.partitionIndex, topics[0]?.partitions[0]?.errorCode], [1, CODE]); // prettier-ignore
  await fails(Metadata, 9, { topics: [{ name: 't' }] }, ({ topics, brokers }) => [topics[0]?.name, topics[0]?.errorCode, brokers.length], ['t', CODE, 0]); // prettier-ignore
  await fails(OffsetCommit, 8, { groupId: 'g', topics: asked }, ({ topics }) => [topics[0]?.partitions[0]?.errorCode], [CODE]); // prettier-ignore
  const named = [{ name: 't', partitionIndexes: [2] }];
  for (const [version, body] of [[1, { groupId: 'g', topics: named }], [7, { groupId: 'g', topics: null }], [8, { groups: [{ groupId: 'g', topics: named }] }]] as const) {
    const code = (r: { errorCode: number; topics: { partitions: { errorCode: number }[] }[]; groups: { errorCode: number }[] }): unknown[] => [r.groups[0]?.errorCode ?? r.topics[0]?.partitions[0]?.errorCode ?? r.errorCode];
    await fails(OffsetFetch, version, body, code, [CODE]);
  } // prettier-ignore
  await fails(FindCoordinator, 3, { key: 'g' }, ({ errorCode, nodeId }) => [errorCode, nodeId], [CODE, -1]);
  await fails(FindCoordinator, 4, { coordinatorKeys: ['g'] }, ({ coordinators: [it] }) => [it?.key, it?.errorCode], ['g', CODE]); // prettier-ignore
  await fails(DescribeGroups, 5, { groups: ['g'] }, ({ groups: [it] }) => [it?.groupId, it?.errorCode], ['g', CODE]);
  await fails(CreateTopics, 7, { topics: [{ name: 'n', numPartitions: 1, replicationFactor: 1 }] }, ({ topics: [it] }) => [it?.name, it?.errorCode], ['n', CODE]); // prettier-ignore
  await fails(DeleteTopics, 5, { topicNames: ['t'] }, ({ responses: [it] }) => [it?.name, it?.errorCode], ['t', CODE]);
  await fails(DeleteTopics, 6, { topics: [{ name: 't' }] }, ({ responses: [it] }) => [it?.name, it?.errorCode], ['t', CODE]); // prettier-ignore
  await fails(DescribeConfigs, 4, { resources: [{ resourceType: 2, resourceName: 't' }] }, ({ results: [it] }) => [it?.resourceName, it?.errorCode], ['t', CODE]); // prettier-ignore
  await fails(Heartbeat, 4, { groupId: 'g' }, ({ errorCode }) => [errorCode], [CODE]);

  async function fails<Req, Res>(
    api: Api<Req, Res>,
    version: number,
    body: MessageInit<Req>,
    see: (response: Res) => unknown[],
    expected: unknown[],
    error: 'COORDINATOR_LOAD_IN_PROGRESS' | 'FETCH_SESSION_ID_NOT_FOUND' = 'COORDINATOR_LOAD_IN_PROGRESS',
  ): Promise<void> {
    broker.control(api, (_request, { fail }) => fail(error), { times: 1 });
    assert.deepEqual(see(await client.request(api, version, body)), expected, `${api.name} v${String(version)}`);
  }
}
