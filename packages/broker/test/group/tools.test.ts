import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { DeleteGroups, DescribeGroups, ErrorCode, ListGroups, OffsetCommit, OffsetDelete, OffsetFetch } from '@k/wire';
import type { BrokerOptions } from '../../src/index.ts';
import type { RawClient } from '../support/raw-client.ts';
import { Simulated } from '../support/simulated.ts';
import { TransactionalClient } from '../transaction/support.ts';
import { MemberClient, subscribing } from './support.ts';

const MINUTE_MS = 60_000;
const WEEK_MS = 7 * 24 * 60 * MINUTE_MS;

/** What is not compared with a real Kafka in golden/group-tool-probes.ts: several nodes, transactions, and time. */
describe('what tools ask of groups', () => {
  let simulated: Simulated;
  let client: RawClient;
  const run = <T>(promise: Promise<T>): Promise<T> => simulated.run(promise);
  const start = async (options: BrokerOptions = {}): Promise<void> => {
    simulated = await Simulated.start(options);
    client = await simulated.client();
    for (const name of ['t', 'u']) simulated.broker.createTopic(name, { partitions: 2 });
  };
  beforeEach(() => start());
  afterEach(() => simulated.stop());

  const { NONE, GROUP_ID_NOT_FOUND, NOT_COORDINATOR } = ErrorCode;

  async function commit(
    groupId: string,
    topic: string,
    options: { through?: RawClient; claim?: object; version?: number; retentionTimeMs?: bigint } = {},
  ) {
    const { through = client, claim = {}, version = 9, retentionTimeMs } = options;
    const partitions = [{ partitionIndex: 0, committedOffset: 5n, committedMetadata: '' }];
    const body = {
      groupId,
      ...claim,
      topics: [{ name: topic, partitions }],
      ...(retentionTimeMs === undefined ? {} : { retentionTimeMs }),
    };
    return (await run(through.request(OffsetCommit, version, body))).topics[0]?.partitions[0]?.errorCode;
  }
  const stored = (groupId: string, topic: string): number | undefined =>
    simulated.broker.committed(groupId, topic, 0)?.offset;
  const pass = (ms: number): Promise<void> => simulated.clock.advance(ms);

  it('each node lists, describes and deletes the groups it coordinates', async () => {
    await simulated.stop();
    await start({ nodes: 3 });
    const clients = [client, await simulated.client(1), await simulated.client(2)];
    const groupIds = Array.from({ length: 12 }, (_, i) => `g${String(i)}`);
    const own = new Map<number, string[]>();
    for (const groupId of groupIds) {
      for (const [nodeId, through] of clients.entries()) {
        if ((await commit(groupId, 't', { through })) === NONE) own.set(nodeId, [...(own.get(nodeId) ?? []), groupId]);
      }
    }
    assert.equal([...own.values()].flat().length, groupIds.length);
    for (const [nodeId, through] of clients.entries()) {
      const mine = own.get(nodeId) ?? [];
      assert.ok(mine.length > 0);
      const foreign = groupIds.find((groupId) => !mine.includes(groupId)) ?? '';
      const listed = await run(through.request(ListGroups, 5, {}));
      assert.deepEqual(
        listed.groups.map(({ groupId }) => groupId),
        mine,
      );
      const described = await run(through.request(DescribeGroups, 6, { groups: [foreign] }));
      assert.deepEqual(
        described.groups.map(({ errorCode, groupState }) => [errorCode, groupState]),
        [[NOT_COORDINATOR, '']],
      );
      const deleted = await run(through.request(DeleteGroups, 3, { groupsNames: [foreign] }));
      assert.deepEqual(
        deleted.results.map(({ errorCode }) => errorCode),
        [NOT_COORDINATOR],
      );
      const forgotten = await run(through.request(OffsetDelete, 0, { groupId: foreign }));
      assert.equal(forgotten.errorCode, NOT_COORDINATOR);
    }
    assert.equal(
      groupIds.every((groupId) => stored(groupId, 't') === 5),
      true,
    );
  });

  it('a group that is named twice is described once', async () => {
    await commit('g', 't');
    const { groups } = await run(client.request(DescribeGroups, 6, { groups: ['g', 'x', 'g'] }));
    assert.deepEqual(
      groups.map(({ groupId }) => groupId),
      ['g', 'x'],
    );
  });

  it('what was deleted is gone with its timers, and its members are strangers', async () => {
    const member = new MemberClient(client);
    await run(member.join());
    assert.notEqual(member.memberId, '', 'an id was given out, and nobody has joined with it');
    const told: string[] = [];
    simulated.broker.observe((event) => {
      if (event.type === 'group') told.push(`${event.from} > ${event.to}`);
    });
    const { results } = await run(client.request(DeleteGroups, 3, { groupsNames: ['g'] }));
    assert.deepEqual(
      results.map(({ errorCode }) => errorCode),
      [NONE],
    );
    assert.deepEqual(told, ['Empty > Dead']);
    assert.equal(simulated.broker.group('g'), undefined);
    assert.equal((await run(member.join())).errorCode, ErrorCode.UNKNOWN_MEMBER_ID);
  });

  it('offsets of an open transaction are forgotten with the group, and with the partition', async () => {
    for (const forget of [
      () => run(client.request(DeleteGroups, 2, { groupsNames: ['g'] })),
      () =>
        run(
          client.request(OffsetDelete, 0, {
            groupId: 'g',
            topics: [{ name: 't', partitions: [{ partitionIndex: 0 }] }],
          }),
        ),
    ]) {
      await commit('g', 't');
      const producer = new TransactionalClient(client, 'id', 'v2');
      await run(producer.init());
      await run(producer.commitOffset('g', 't', 7));
      await forget();
      assert.equal(await run(producer.end(true)), NONE);
      assert.equal(stored('g', 't'), undefined);
    }
  });

  describe('time', () => {
    it('takes the offsets of a group that nobody joined, a week after each was committed', async () => {
      await commit('g', 't');
      await pass(WEEK_MS - 30 * MINUTE_MS);
      await commit('g', 'u');
      await pass(20 * MINUTE_MS);
      assert.deepEqual([stored('g', 't'), stored('g', 'u')], [5, 5]);
      await pass(20 * MINUTE_MS);
      assert.deepEqual([stored('g', 't'), stored('g', 'u')], [undefined, 5]);
      await pass(WEEK_MS);
      assert.equal(stored('g', 'u'), undefined);
      assert.deepEqual(simulated.broker.groupIds, [], 'the group went with its last offset');
      const { groups } = await run(client.request(OffsetFetch, 9, { groups: [{ groupId: 'g', topics: null }] }));
      assert.deepEqual(groups[0]?.topics, []);
    });

    it('is as short as it is set, and waits for transactions', async () => {
      await simulated.stop();
      await start({ offsetsRetentionMs: 1_000 });
      for (const topic of ['t', 'u']) await commit('g', topic);
      const producer = new TransactionalClient(client, 'id', 'v2');
      await run(producer.init());
      await run(producer.commitOffset('g', 'u', 7));
      await pass(900);
      assert.equal(stored('g', 't'), 5);
      await pass(1_000);
      assert.deepEqual([stored('g', 't'), stored('g', 'u')], [undefined, 5]);
      await run(producer.end(false));
      await pass(1_000);
      assert.equal(stored('g', 'u'), undefined);
    });

    it('is what the client of v2 to v4 asks for', async () => {
      for (const version of [2, 3, 4]) {
        const groupId = `v${String(version)}`;
        await commit(groupId, 't', { version, retentionTimeMs: BigInt(15 * MINUTE_MS) });
        await commit(groupId, 'u', { version });
        await pass(10 * MINUTE_MS);
        assert.equal(stored(groupId, 't'), 5);
        await pass(10 * MINUTE_MS);
        assert.deepEqual([stored(groupId, 't'), stored(groupId, 'u')], [undefined, 5]);
      }
    });

    it('begins when the last member leaves, and passes over what members read', async () => {
      const member = new MemberClient(client);
      await run(member.joinWithId({ protocols: [['range', subscribing('t')]], sessionTimeoutMs: 1_800_000 }));
      await run(member.sync({ [member.memberId]: 'x' }));
      const claim = { memberId: member.memberId, generationIdOrMemberEpoch: member.generationId };
      for (const topic of ['t', 'u']) assert.equal(await commit('g', topic, { claim }), NONE);
      for (let passed = 0; passed <= WEEK_MS; passed += 20 * MINUTE_MS) {
        await pass(20 * MINUTE_MS);
        assert.equal(await run(member.heartbeat()), NONE);
      }
      assert.deepEqual([stored('g', 't'), stored('g', 'u')], [5, undefined], 'nobody reads u');
      await run(member.leave());
      await pass(WEEK_MS - 20 * MINUTE_MS);
      assert.equal(stored('g', 't'), 5);
      await pass(40 * MINUTE_MS);
      assert.equal(stored('g', 't'), undefined);
      assert.equal(simulated.broker.group('g'), undefined);
    });

    it('takes a group that has neither members nor offsets, but not the offsets of a transaction to come', async () => {
      await run(new MemberClient(client, 'idle').join());
      const producer = new TransactionalClient(client, 'id', 'v2');
      await run(producer.init({ transactionTimeoutMs: 900_000 }));
      await run(producer.commitOffset('g', 't', 7));
      await pass(10 * MINUTE_MS);
      assert.deepEqual(simulated.broker.groupIds, ['g']);
      const { groups } = await run(client.request(DescribeGroups, 6, { groups: ['idle'] }));
      assert.equal(groups[0]?.errorCode, GROUP_ID_NOT_FOUND);
    });
  });
});
