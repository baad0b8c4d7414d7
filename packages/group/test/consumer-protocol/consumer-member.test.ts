import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConsumerGroupHeartbeat, ErrorCode, FindCoordinator, JoinGroup, Metadata, ZERO_UUID, isUuid } from '@k/wire';
import { SubscriptionPattern, type GroupMember } from '../../src/index.ts';
import { Owner } from '../world.ts';
import { ScriptedCoordinator, T, U } from './coordinator.ts';

async function joined(
  coordinator: ScriptedCoordinator,
  options: Parameters<ScriptedCoordinator['member']>[1] = {},
): Promise<{ owner: Owner; member: GroupMember }> {
  const owner = new Owner();
  const member = coordinator.member(owner, options);
  await coordinator.run(coordinator.cluster.loadTopics(['t', 'u']));
  member.subscribe(['t']);
  await coordinator.run(owner.until('assigned 3'));
  return { owner, member };
}

describe('a member of the consumer protocol', () => {
  it('says who it is when it joins, then only that it is alive, and what it has', async () => {
    await using coordinator = await ScriptedCoordinator.start();
    const options = { groupInstanceId: 'i', clientRack: 'r', groupRemoteAssignor: 'range', rebalanceTimeoutMs: 30_000 };
    const { member } = await joined(coordinator, options);
    await coordinator.pass(5_000);
    const [join, ack, alive] = coordinator.heard;
    const { memberId } = member.status;
    assert.ok(isUuid(memberId) && memberId !== ZERO_UUID, memberId);
    assert.deepEqual(join, {
      groupId: 'g',
      memberId,
      memberEpoch: 0,
      instanceId: 'i',
      rackId: 'r',
      rebalanceTimeoutMs: 30_000,
      subscribedTopicNames: ['t'],
      subscribedTopicRegex: '',
      serverAssignor: 'range',
      topicPartitions: [],
    });
    const same = {
      groupId: 'g',
      memberId,
      memberEpoch: 1,
      instanceId: 'i',
      rackId: null,
      rebalanceTimeoutMs: -1,
      subscribedTopicNames: null,
      subscribedTopicRegex: null,
      serverAssignor: null,
    };
    assert.deepEqual(ack, { ...same, topicPartitions: [{ topicId: T, partitions: [0, 1, 2] }] });
    assert.deepEqual(alive, { ...same, topicPartitions: null });
    assert.deepEqual(member.identity, { protocol: 'consumer', memberId, epoch: 1, groupInstanceId: 'i' });
    await coordinator.run(member.leave());
    assert.equal(coordinator.heard.at(-1)?.memberEpoch, -2, 'a static member comes back');
  });

  it('gives back what the coordinator wants, commits in its epoch, and tells when it is gone', async () => {
    await using coordinator = await ScriptedCoordinator.start();
    const { owner, member } = await joined(coordinator);
    let finish = (): void => undefined;
    owner.busy = new Promise((resolve) => (finish = resolve));
    const before = coordinator.heard.length;
    coordinator.next.push(coordinator.says({ assignment: { [T]: [0], [U]: [1] } }));
    await coordinator.pass(6_000);
    assert.deepEqual([member.status.state, member.identity?.epoch], ['rebalancing', 1]);
    await coordinator.pass(10_000);
    assert.ok(coordinator.heard.length >= before + 3, 'heartbeats go on');
    assert.ok(coordinator.heard.slice(before + 1).every(({ topicPartitions }) => topicPartitions === null));
    finish();
    await coordinator.run(owner.until('assigned 2'));
    await coordinator.pass(0);
    assert.deepEqual(owner.told, ['assigned 3', 'revoked', 'assigned 2']);
    assert.deepEqual(
      owner.gone?.map(({ partition }) => partition),
      [1, 2],
    );
    const said = coordinator.heard.at(-1)?.topicPartitions;
    assert.deepEqual(said, [
      { topicId: T, partitions: [0] },
      { topicId: U, partitions: [1] },
    ]);
    await coordinator.run(member.leave());
  });

  it('finds out the names of topics that it has never heard of', async () => {
    await using coordinator = await ScriptedCoordinator.start();
    coordinator.target = { [T]: [0], [U]: [0, 1] };
    coordinator.tellsNames = false;
    const owner = new Owner();
    const member = coordinator.member(owner);
    member.subscribe(new SubscriptionPattern('.*'));
    await coordinator.run(owner.until('assigned 0'));
    const [join] = coordinator.heard;
    assert.deepEqual([join?.subscribedTopicRegex, join?.subscribedTopicNames], ['.*', []]);
    await coordinator.pass(2_000);
    assert.ok(coordinator.asked > 1, 'asks again');
    coordinator.tellsNames = true;
    await coordinator.run(owner.until('assigned 3'));
    assert.deepEqual(
      owner.owned.map(({ topic, partition }) => `${topic}-${String(partition)}`),
      ['t-0', 'u-0', 'u-1'],
    );
    const asked = coordinator.asked;
    await coordinator.pass(10_000);
    assert.equal(coordinator.asked, asked);
    await coordinator.run(member.leave());
  });

  it('does not ask on and on for names where the broker tells those of other topics', async () => {
    await using coordinator = await ScriptedCoordinator.start();
    const { owner, member } = await joined(coordinator);
    let asked = 0;
    coordinator.broker.on(Metadata, () => {
      asked += 1;
      // A member that asks without a pause would go on for ever here, as no time passes.
      return asked < 1_000 ? { topics: [{ name: 't', topicId: T, partitions: [] }] } : undefined;
    });
    coordinator.next.push(coordinator.says({ assignment: { [T]: [0, 1, 2], Xxxxxxxxxxxxxxxxxxxxxw: [0] } }));
    await coordinator.pass(60_000);
    assert.ok(asked >= 10 && asked <= 150, `it asked ${String(asked)} times in a minute`);
    assert.deepEqual(owner.told, ['assigned 3']);
    await coordinator.run(member.leave());
  });

  for (const code of [ErrorCode.FENCED_MEMBER_EPOCH, ErrorCode.UNKNOWN_MEMBER_ID] as const) {
    it(`loses its partitions and joins again as the same member when refused with ${String(code)}`, async () => {
      await using coordinator = await ScriptedCoordinator.start();
      const { owner, member } = await joined(coordinator);
      const { memberId } = member.status;
      coordinator.next.push({ errorCode: code, memberEpoch: 0, heartbeatIntervalMs: 0 });
      coordinator.epoch = 7;
      await coordinator.run(owner.until('lost'));
      await coordinator.run(owner.until('assigned 3'));
      const again = coordinator.heard.filter(({ memberEpoch }) => memberEpoch === 0)[1];
      assert.deepEqual([again?.memberId, again?.topicPartitions, again?.subscribedTopicNames], [memberId, [], ['t']]);
      assert.deepEqual([member.status.epoch, owner.told], [7, ['assigned 3', 'lost', 'assigned 3']]);
      await coordinator.run(member.leave());
    });
  }

  for (const code of [
    ErrorCode.FENCED_MEMBER_EPOCH,
    ErrorCode.UNKNOWN_MEMBER_ID,
    ErrorCode.STALE_MEMBER_EPOCH,
    ErrorCode.GROUP_ID_NOT_FOUND,
  ] as const) {
    it(`comes back at once the first time, and later each time, while it is let in and refused with ${String(code)} for ever`, async () => {
      await using coordinator = await ScriptedCoordinator.start();
      const { owner, member } = await joined(coordinator);
      await coordinator.pass(6_000);
      const refusal = { errorCode: code, memberEpoch: 0, heartbeatIntervalMs: 0 };
      const joins: number[] = [];
      coordinator.broker.on(ConsumerGroupHeartbeat, ({ body }) => {
        if (body.memberEpoch !== 0) return refusal;
        joins.push(coordinator.place.clock.monotonic());
        // A member that asks without a pause would go on for ever here, as no time passes.
        return joins.length < 1_000 ? coordinator.usual(body) : undefined;
      });
      const refusedAt = coordinator.place.clock.monotonic() + 4_000;
      await coordinator.pass(60_000);
      const [first = 0, ...rest] = joins;
      assert.ok(Math.abs(first - refusedAt) < 50, `the first after ${String(first - refusedAt)} ms`);
      const pauses = rest.map((at, i) => at - (joins[i] ?? 0));
      assert.ok(
        pauses.every((ms) => ms >= 100),
        pauses.join(),
      );
      assert.ok(Math.min(...pauses.slice(4)) >= 500, pauses.join());
      assert.ok(joins.length >= 40 && joins.length <= 150, `it joined ${String(joins.length)} times in a minute`);
      coordinator.broker.on(ConsumerGroupHeartbeat, ({ body }) => coordinator.usual(body));
      await coordinator.run(owner.until('assigned 3'));
      await coordinator.pass(6_000);
      assert.equal(member.status.state, 'stable');
      await coordinator.run(member.leave());
    });
  }

  it('keeps its partitions while the coordinator loads, moves or is silent, and says everything once it answers', async () => {
    await using coordinator = await ScriptedCoordinator.start();
    const { owner, member } = await joined(coordinator);
    await coordinator.pass(1_000);
    const before = coordinator.heard.length;
    const refusal = (errorCode: number) => ({ errorCode, memberEpoch: 0, heartbeatIntervalMs: 0 });
    coordinator.next.push(
      refusal(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS),
      refusal(ErrorCode.NOT_COORDINATOR),
      refusal(ErrorCode.UNKNOWN_SERVER_ERROR),
      { memberEpoch: -5, heartbeatIntervalMs: 5_000 },
      undefined,
    );
    await coordinator.pass(6_000);
    assert.notEqual(member.trouble, undefined);
    assert.notEqual(member.epochPending, undefined);
    await coordinator.pass(20_000);
    assert.deepEqual([member.trouble, member.status.state], [undefined, 'stable']);
    assert.equal(owner.told[0], 'assigned 3');
    assert.ok(
      owner.told.slice(1).every((told) => told.startsWith('error')),
      owner.told.join(),
    );
    const retries = coordinator.heard.slice(before + 1, before + 6);
    for (const { memberEpoch, topicPartitions, subscribedTopicNames, rebalanceTimeoutMs } of retries) {
      assert.deepEqual([memberEpoch, subscribedTopicNames, rebalanceTimeoutMs], [1, ['t'], 60_000]);
      assert.deepEqual(topicPartitions, [{ topicId: T, partitions: [0, 1, 2] }]);
    }
    await coordinator.run(member.leave());
  });

  it('abandoned, it lets go who waits for its next epoch', async () => {
    await using coordinator = await ScriptedCoordinator.start();
    const { member } = await joined(coordinator);
    const refusal = { errorCode: ErrorCode.COORDINATOR_LOAD_IN_PROGRESS, memberEpoch: 0, heartbeatIntervalMs: 0 };
    coordinator.next.push(refusal, undefined);
    await coordinator.pass(6_000);
    const pending = member.epochPending;
    assert.notEqual(pending, undefined);
    await coordinator.run(member.abandon());
    await coordinator.run(pending as Promise<void>);
  });

  it('a new subscription is said at once, without the rest', async () => {
    await using coordinator = await ScriptedCoordinator.start();
    const { member } = await joined(coordinator);
    await coordinator.pass(100);
    member.subscribe(['u', 't']);
    await coordinator.pass(100);
    const said = coordinator.heard.at(-1);
    assert.deepEqual(
      [said?.subscribedTopicNames, said?.topicPartitions, said?.rebalanceTimeoutMs],
      [['t', 'u'], null, -1],
    );
    const count = coordinator.heard.length;
    member.subscribe(['t', 'u']);
    await coordinator.pass(100);
    assert.equal(coordinator.heard.length, count, 'the same topics are no change');
    member.subscribe(new SubscriptionPattern('t|u'));
    await coordinator.pass(100);
    const pattern = coordinator.heard.at(-1);
    assert.deepEqual([pattern?.subscribedTopicRegex, pattern?.subscribedTopicNames], ['t|u', []]);
    await coordinator.run(member.leave());
  });

  it('leaves with epoch -1 once its partitions are given back, in time whatever the coordinator says', async () => {
    await using coordinator = await ScriptedCoordinator.start();
    const { owner, member } = await joined(coordinator);
    await coordinator.run(member.leave());
    assert.deepEqual(owner.told, ['assigned 3', 'revoked']);
    assert.equal(coordinator.heard.at(-1)?.memberEpoch, -1);
    const { member: other } = await joined(coordinator);
    coordinator.next.push(undefined, undefined, undefined);
    const since = coordinator.place.clock.monotonic();
    await coordinator.run(other.leave({ timeoutMs: 2_000 }));
    assert.ok(coordinator.place.clock.monotonic() - since <= 2_000);
    assert.equal(other.status.state, 'unjoined');
    other.subscribe(['t']);
    await coordinator.run(other.leave());
  });

  it('expires when nobody asks for records, and comes back as the same member when somebody does', async () => {
    await using coordinator = await ScriptedCoordinator.start();
    const { owner, member } = await joined(coordinator, { maxPollIntervalMs: 60_000 });
    const { memberId } = member.status;
    owner.polled = false;
    await coordinator.pass(60_000);
    assert.deepEqual([member.status.state, coordinator.heard.at(-1)?.memberEpoch], ['expired', -1]);
    assert.deepEqual(owner.told, ['assigned 3', 'pollIntervalExceeded', 'lost']);
    member.polled();
    await coordinator.run(owner.until('assigned 3'));
    assert.equal(member.status.memberId, memberId);
    owner.polled = true;
    await coordinator.run(member.leave());
  });

  const fatal: [number, RegExp][] = [
    [ErrorCode.UNRELEASED_INSTANCE_ID, /UNRELEASED_INSTANCE_ID.*a session after it ended without a goodbye/],
    [ErrorCode.FENCED_INSTANCE_ID, /FENCED_INSTANCE_ID/],
    [ErrorCode.UNSUPPORTED_ASSIGNOR, /UNSUPPORTED_ASSIGNOR.*only uniform/],
    [ErrorCode.INVALID_REGULAR_EXPRESSION, /INVALID_REGULAR_EXPRESSION/],
    [ErrorCode.GROUP_MAX_SIZE_REACHED, /GROUP_MAX_SIZE_REACHED/],
    [ErrorCode.GROUP_ID_NOT_FOUND, /GROUP_ID_NOT_FOUND.*group.consumer.migration.policy/],
    [ErrorCode.UNSUPPORTED_VERSION, /UNSUPPORTED_VERSION.*group.version/],
  ];
  for (const [errorCode, message] of fatal) {
    it(`fails for good with ${message.source.split('.')[0] ?? ''}, and starts over when asked`, async () => {
      await using coordinator = await ScriptedCoordinator.start();
      const owner = new Owner();
      const member = coordinator.member(owner);
      coordinator.next.push({ errorCode, errorMessage: 'only uniform', memberEpoch: 0, heartbeatIntervalMs: 0 });
      member.subscribe(['t']);
      await coordinator.run(owner.until('failed'));
      assert.match(owner.told.at(-1) ?? '', message);
      assert.equal(member.status.state, 'failed');
      member.subscribe(['t']);
      await coordinator.run(owner.until('assigned 3'));
      await coordinator.run(member.leave());
    });
  }

  it('a broker without the protocol is told by name of the releases that have it', async () => {
    await using coordinator = await ScriptedCoordinator.start([Metadata, FindCoordinator, JoinGroup] as never);
    const owner = new Owner();
    const member = coordinator.member(owner);
    member.subscribe(['t']);
    await coordinator.run(owner.until('failed'));
    assert.match(owner.told.at(-1) ?? '', /ConsumerGroupHeartbeat.*Kafka 4\.0, or 3\.7 to 3\.9.*'auto' goes on/s);
    await coordinator.run(member.leave());
  });

  it('an early one that matches no patterns is told too', async () => {
    await using coordinator = await ScriptedCoordinator.start();
    for (const range of coordinator.broker.ranges) if (range.apiKey === 68) range.maxVersion = 0;
    const owner = new Owner();
    const member = coordinator.member(owner);
    member.subscribe(new SubscriptionPattern('.*'));
    await coordinator.run(owner.until('failed'));
    assert.match(owner.told.at(-1) ?? '', /a SubscriptionPattern takes version 1, which came with Kafka 4\.0.*RegExp/);
    member.subscribe(['t']);
    await coordinator.run(owner.until('assigned 3'));
    assert.equal(coordinator.heard[0]?.subscribedTopicRegex, null);
    await coordinator.run(member.leave());
  });

  it('has no way to ask for a rebalance, and says so', async () => {
    await using coordinator = await ScriptedCoordinator.start();
    const { owner, member } = await joined(coordinator);
    member.rejoin('because');
    assert.match(owner.told.at(-1) ?? '', /^error .*shared out by its coordinator/);
    await coordinator.run(member.leave());
    assert.throws(() => {
      member.rejoin('because');
    }, /before subscribe/);
  });
});

describe("groupProtocol 'auto'", () => {
  const start = async (levels: Record<string, number>): Promise<[ScriptedCoordinator, Owner, GroupMember]> => {
    const coordinator = await ScriptedCoordinator.start();
    coordinator.finalize(levels);
    const owner = new Owner();
    return [coordinator, owner, coordinator.member(owner, { groupProtocol: 'auto' })];
  };

  it('is the consumer protocol where the cluster has it switched on', async () => {
    const [coordinator, owner, member] = await start({ 'group.version': 1 });
    await using _ = coordinator;
    assert.deepEqual(member.status, { state: 'unjoined', memberId: '', epoch: -1 });
    member.subscribe('t');
    assert.equal(member.status.state, 'joining');
    await coordinator.run(owner.until('assigned 3'));
    assert.equal(member.identity?.protocol, 'consumer');
    assert.equal(member.checkSession(), true);
    await coordinator.run(member.leave());
    await coordinator.run(member.abandon());
  });

  it('is the classic one elsewhere, and where coordinators refuse the other', async () => {
    for (const levels of [{}, { 'group.version': 0 }, { 'group.version': 1 }]) {
      const [coordinator, owner, member] = await start(levels);
      await using _ = coordinator;
      let joins = 0;
      coordinator.broker.on(JoinGroup, () => {
        joins += 1;
        return { errorCode: ErrorCode.INVALID_GROUP_ID };
      });
      const refused = { errorCode: ErrorCode.UNSUPPORTED_VERSION, memberEpoch: 0, heartbeatIntervalMs: 0 };
      coordinator.next.push(refused, refused);
      member.subscribe(['t']);
      await coordinator.run(owner.until('failed'));
      assert.deepEqual([joins, owner.told.length], [1, 1], 'nobody hears of the first try');
      assert.equal(coordinator.heard.length > 0, 'group.version' in levels && levels['group.version'] === 1);
      await coordinator.run(member.leave());
      await coordinator.run(member.abandon());
    }
  });

  it('has no patterns of the server where it is the classic one', async () => {
    const [coordinator, owner, member] = await start({});
    await using _ = coordinator;
    member.subscribe(new SubscriptionPattern('.*'));
    await coordinator.run(owner.until('failed GroupMember: a SubscriptionPattern takes the consumer protocol'));
    await coordinator.run(member.leave());
  });

  it('asks for as long as it takes, unless told to leave', async () => {
    const [coordinator, owner, member] = await start({ 'group.version': 1 });
    await using _ = coordinator;
    await coordinator.run(coordinator.broker.close());
    member.subscribe(['t']);
    await coordinator.run(owner.until('error'));
    assert.notEqual(member.trouble, undefined);
    await coordinator.run(member.leave());
    assert.deepEqual([member.status.state, member.trouble], ['unjoined', undefined]);
    await coordinator.pass(120_000);
    assert.equal(owner.told.length, 1);
  });
});
