import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ErrorCode } from '@k/wire';
import type { BrokerOptions } from '../../src/index.ts';
import type { RawClient } from '../support/raw-client.ts';
import { Simulated } from '../support/simulated.ts';
import { readClassicAssignment } from './classic-consumer.ts';
import { ConsumerClient, describeGroup, HEARTBEAT_REBALANCE_MS } from './consumer-support.ts';

describe('a consumer group (KIP-848)', () => {
  let simulated: Simulated;
  let client: RawClient;
  const member = (id: string): ConsumerClient => new ConsumerClient(client, id);
  const run = <T>(promise: Promise<T>): Promise<T> => simulated.run(promise);

  beforeEach(async () => {
    simulated = await Simulated.start();
    simulated.broker.createTopic('t', { partitions: 4 });
    client = await simulated.client();
  });
  afterEach(() => simulated.stop());

  it('gives a second member its part when the first one has given it up', async () => {
    const [a, b] = [member('a'), member('b')];
    const joined = await run(a.join(['t']));
    assert.deepEqual([joined.errorCode, joined.memberEpoch, joined.heartbeatIntervalMs], [0, 2, 5_000]);
    assert.deepEqual(a.partitions, [0, 1, 2, 3]);
    await run(a.follow());
    await run(b.join(['t']));
    assert.deepEqual([b.epoch, b.partitions], [3, []], 'nothing is free yet');
    await run(a.say());
    assert.deepEqual([a.epoch, a.partitions], [2, [0, 1]], 'it keeps its epoch while it has more than it should');
    await run(b.say());
    assert.deepEqual(b.partitions, []);
    await run(a.follow());
    assert.equal(a.epoch, 3);
    await run(b.say());
    assert.deepEqual(b.partitions, [2, 3]);
    const described = await run(describeGroup(client));
    assert.deepEqual(
      [described.groupState, described.groupEpoch, described.assignmentEpoch, described.assignorName],
      ['Stable', 3, 3, 'uniform'],
    );
  });

  it('takes a member out that sends nothing for its session, and gives its partitions to the others', async () => {
    const [a, b] = [member('a'), member('b')];
    await run(a.join(['t']));
    await run(b.join(['t']));
    await simulated.clock.advance(44_000);
    await run(b.say());
    await simulated.clock.advance(2_000);
    assert.equal((await run(describeGroup(client))).members.length, 1);
    assert.equal((await run(a.say())).errorCode, ErrorCode.UNKNOWN_MEMBER_ID);
    await run(b.say());
    assert.deepEqual([b.epoch, b.partitions], [4, [0, 1, 2, 3]]);
  });

  it('takes a member out that does not give up partitions within its rebalance timeout', async () => {
    const [a, b] = [member('a'), member('b')];
    await run(a.join(['t']));
    await run(a.follow());
    await run(b.join(['t']));
    await run(a.say());
    assert.deepEqual(a.partitions, [0, 1]);
    await simulated.clock.advance(HEARTBEAT_REBALANCE_MS - 1);
    assert.equal((await run(a.say())).errorCode, 0, 'its session goes on');
    await simulated.clock.advance(2);
    assert.equal((await run(a.say())).errorCode, ErrorCode.UNKNOWN_MEMBER_ID);
    await run(b.say());
    assert.deepEqual(b.partitions, [0, 1, 2, 3]);
  });

  it('one that gave up in time is not taken out when that time is over', async () => {
    const [a, b] = [member('a'), member('b')];
    await run(a.join(['t']));
    await run(a.follow());
    await run(b.join(['t']));
    await run(a.say());
    await run(a.follow());
    await simulated.clock.advance(HEARTBEAT_REBALANCE_MS + 1);
    assert.equal((await run(a.say())).errorCode, 0);
  });

  it('keeps the place of a static member that left for now as long as its session, and no longer', async () => {
    const [a, b] = [member('a'), member('b')];
    await run(a.join(['t'], { instanceId: 'i' }));
    await run(a.leave(-2, { instanceId: 'i' }));
    await simulated.clock.advance(30_000);
    await run(b.join(['t']));
    assert.deepEqual(b.partitions, []);
    await simulated.clock.advance(16_000);
    await run(b.say());
    assert.deepEqual(b.partitions, [0, 1, 2, 3]);
  });

  it('finds new topics of a regular expression, but does not look more often than every 10 s', async () => {
    const a = member('a');
    await run(a.join(null, { subscribedTopicRegex: 't.*' }));
    assert.deepEqual(a.partitions, [], 'they are looked up after the answer');
    await run(a.say());
    assert.deepEqual(a.partitions, [0, 1, 2, 3]);
    await run(a.follow());
    const { topicId } = simulated.broker.createTopic('two', { partitions: 1 });
    simulated.broker.createTopic('other', { partitions: 1 });
    await simulated.clock.advance(9_000);
    await run(a.say());
    await run(a.say());
    assert.deepEqual(a.partitions.length, 4);
    await simulated.clock.advance(2_000);
    await run(a.say());
    await run(a.say());
    assert.deepEqual(a.told[topicId], [0]);
    assert.equal(Object.keys(a.told).length, 2);
  });

  it('takes a topic that was made again for another one', async () => {
    const a = member('a');
    await run(a.join(['t']));
    await run(a.follow());
    simulated.broker.deleteTopic('t');
    await run(a.say());
    assert.deepEqual(a.told, {});
    await run(a.follow());
    const { topicId } = simulated.broker.createTopic('t', { partitions: 2 });
    await run(a.say());
    assert.deepEqual(a.told, { [topicId]: [0, 1] });
  });

  it('begins sessions anew when its coordinator moved', async () => {
    await simulated.stop();
    simulated = await Simulated.start({ nodes: 2 });
    simulated.broker.createTopic('t', { partitions: 4 });
    const clients = [await simulated.client(0), await simulated.client(1)] as const;
    const found = async (node: 0 | 1): Promise<boolean> =>
      (await run(new ConsumerClient(clients[node], 'a').join(['t']))).errorCode === 0;
    const at = (await found(0)) ? 0 : 1;
    assert.ok(await found(at));
    await simulated.clock.advance(40_000);
    await simulated.run(simulated.broker.stop(at));
    const elsewhere = new ConsumerClient(clients[at === 0 ? 1 : 0], 'a');
    elsewhere.epoch = 2;
    await simulated.clock.advance(40_000);
    assert.equal((await run(elsewhere.send())).errorCode, 0);
    await simulated.clock.advance(46_000);
    assert.equal((await run(elsewhere.send())).errorCode, ErrorCode.UNKNOWN_MEMBER_ID);
  });

  it('misses nobody while its coordinator is down', async () => {
    const [a, b] = [member('a'), member('b')];
    await run(a.join(['t']));
    await run(a.follow());
    await run(b.join(['t']));
    await run(a.say());
    await run(simulated.broker.stop(0));
    await simulated.clock.advance(1_000_000);
    await run(simulated.broker.start(0));
    client = await simulated.client();
    for (const { memberId, epoch } of [a, b]) {
      const again = Object.assign(member(memberId), { epoch });
      assert.equal((await run(again.send())).errorCode, 0);
    }
    await simulated.clock.advance(46_000);
    assert.deepEqual((await run(describeGroup(client))).members, []);
  });

  describe('with settings', () => {
    const start = async (options: BrokerOptions): Promise<void> => {
      await simulated.stop();
      simulated = await Simulated.start(options);
      simulated.broker.createTopic('t', { partitions: 4 });
      client = await simulated.client();
    };

    it('is full at groupConsumerMaxSize, but for those that are in it', async () => {
      await start({ groupConsumerMaxSize: 1 });
      const a = member('a');
      await run(a.join(['t'], { instanceId: 'i' }));
      assert.equal((await run(member('b').join(['t']))).errorCode, ErrorCode.GROUP_MAX_SIZE_REACHED);
      assert.equal((await run(a.join(['t']))).errorCode, 0);
      await run(a.leave(-2, { instanceId: 'i' }));
      assert.equal((await run(member('c').join(['t'], { instanceId: 'i' }))).errorCode, 0);
    });

    it('assigns not more often than every groupConsumerAssignmentIntervalMs', async () => {
      await start({ groupConsumerAssignmentIntervalMs: 1_000 });
      const [a, b] = [member('a'), member('b')];
      await run(a.join(['t']));
      assert.deepEqual([a.epoch, a.partitions], [2, [0, 1, 2, 3]], 'the first one at once');
      await run(b.join(['t']));
      assert.equal(b.epoch, 2);
      assert.equal((await run(describeGroup(client))).groupState, 'Assigning');
      await simulated.clock.advance(1_001);
      await run(b.say());
      assert.equal(b.epoch, 3);
    });

    it('assigns though the clock was set back', async () => {
      await start({ groupConsumerAssignmentIntervalMs: 1_000 });
      const [a, b] = [member('a'), member('b')];
      await run(a.join(['t']));
      simulated.clock.jumpWallClock(-600_000);
      await run(b.join(['t']));
      assert.equal(b.epoch, 3);
    });

    it('has the assignors of groupConsumerAssignors alone, the first one by default', async () => {
      await start({ groupConsumerAssignors: ['range'] });
      const refused = await run(member('a').join(['t'], { serverAssignor: 'uniform' }));
      assert.equal(refused.errorCode, ErrorCode.UNSUPPORTED_ASSIGNOR);
      assert.equal(refused.errorMessage, 'ServerAssignor uniform is not supported. Supported assignors: range.');
      await run(member('a').join(['t']));
      assert.equal((await run(describeGroup(client))).assignorName, 'range');
    });

    it('does not exist where the feature group.version is 0, as in a 3.9', async () => {
      await start({ asVersion: '3.9' });
      const response = await run(member('a').send({ memberEpoch: 0 }, 0));
      assert.equal(response.errorCode, ErrorCode.UNSUPPORTED_VERSION);
      await start({});
      simulated.broker.updateFeature('group.version', 0);
      assert.equal((await run(member('a').join(['t']))).errorCode, ErrorCode.UNSUPPORTED_VERSION);
      assert.equal((await run(describeGroup(client))).errorCode, ErrorCode.UNSUPPORTED_VERSION);
    });
  });

  it('is shown and told by the broker', async () => {
    const events: string[] = [];
    simulated.broker.observe((event) => {
      if (event.type === 'group') events.push(`${event.from} ${event.to} ${String(event.generationId)}`);
    });
    const [a, b] = [member('a'), member('b')];
    await run(a.join(['t']));
    await run(b.join(['t']));
    await run(a.follow());
    await run(a.follow());
    await run(b.say());
    await run(a.leave());
    await run(b.leave());
    assert.deepEqual(events, [
      'Empty Stable 2',
      'Stable Reconciling 3',
      'Reconciling Stable 3',
      'Stable Assigning 4',
      'Assigning Empty 5',
    ]);
    const shown = simulated.broker.group('g');
    assert.deepEqual(
      [shown?.type, shown?.state, shown?.generationId, shown?.protocolType, shown?.protocolName, shown?.leaderId],
      ['consumer', 'Empty', 5, 'consumer', 'uniform', null],
    );
    await run(a.join(['t']));
    const [first] = simulated.broker.group('g')?.members ?? [];
    assert.deepEqual(readClassicAssignment(Buffer.from(first?.assignment ?? [])), [['t', [0, 1, 2, 3]]]);
  });
});
