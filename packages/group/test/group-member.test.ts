import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { SleepyClock, type VirtualClock } from '@k/runtime';
import type { Broker } from '@k/broker';
import type { Cluster } from '@k/cluster';
import { FindCoordinator, Heartbeat, JoinGroup, OffsetCommit, SyncGroup, errorFor } from '@k/wire';
import {
  groupMemberOptions,
  OffsetClient,
  PartitionMap,
  rangeAssignor,
  type Assignor,
  type OffsetAndMetadata,
} from '../src/index.ts';
import { outcomeOf } from '../src/classic/request-outcome.ts';
import { Owner, World } from './world.ts';

describe('group member and offsets on a broker', () => {
  let world: World;
  let clock: VirtualClock;
  let broker: Broker;
  let cluster: Cluster;
  beforeEach(async () => {
    world = await World.create();
    ({ clock, broker, cluster } = world);
  });
  afterEach(() => world.close());

  const member: World['member'] = (handler, options) => world.member(handler, options);
  const run = <T>(promise: Promise<T>): Promise<T> => world.run(promise);

  it('joins, shares, and leaves', async () => {
    const [a, b] = [new Owner(), new Owner()];
    const [first, second] = [member(a), member(b)];
    first.subscribe(['t']);
    await run(a.until('assigned 4'));
    second.subscribe(['t']);
    await run(Promise.all([a.until('assigned 2'), b.until('assigned 2')]));
    assert.deepEqual(a.told, ['assigned 4', 'revoked', 'assigned 2']);
    await run(first.leave());
    assert.equal(first.status.state, 'unjoined');
    await run(b.until('assigned 4'));
    await run(second.leave());
    assert.equal(broker.group('g')?.members.length, 0);
    await run(cluster.close());
    await clock.advance(1_000);
    assert.equal(clock.pendingTimers, 0);
  });

  it('joins without partitions while a topic does not exist, and gets them when it appears', async () => {
    const owner = new Owner();
    const only = member(owner);
    only.subscribe(['later']);
    await run(owner.until('assigned 0'));
    broker.createTopic('later', { partitions: 3 });
    await run(cluster.refresh('the test knows'));
    await run(owner.until('assigned 3'));
    await run(only.leave());
  });

  it('says where it stands, in the words that users know', async () => {
    const owner = new Owner();
    const only = member(owner);
    const unjoined = { state: 'unjoined', memberId: '', epoch: -1 };
    assert.deepEqual([only.status, only.identity], [unjoined, undefined]);
    const codes = [15, 14];
    broker.control(JoinGroup, () => ({ errorCode: codes.shift() ?? 0 }), { times: 2 });
    only.subscribe(['t']);
    const states = new Set<string>();
    const assigned = owner.until('assigned 4');
    for (let step = 0; step < 40; step++) {
      states.add(only.status.state);
      await clock.advance(10);
    }
    await run(assigned);
    assert.deepEqual([...states], ['joining', 'stable']);
    const { memberId, epoch } = only.status;
    assert.ok(memberId !== '' && epoch > 0, `${memberId} ${String(epoch)}`);
    assert.deepEqual(only.identity, { protocol: 'classic', memberId, epoch, groupInstanceId: null });
    let finish: () => void = () => undefined;
    owner.busy = new Promise((resolve) => (finish = resolve));
    only.subscribe(['t', 'u']);
    assert.deepEqual(only.status, { state: 'rebalancing', memberId, epoch });
    const left = only.leave();
    assert.deepEqual(only.status, { state: 'leaving', memberId, epoch });
    finish();
    await run(left);
    assert.deepEqual(only.status, unjoined);
  });

  it('names the partitions that come and go', async () => {
    const { owner, member: only } = await world.joined({ rebalanceTimeoutMs: 30_000 });
    const all = [0, 1, 2, 3].map((partition) => ({ topic: 't', partition }));
    assert.deepEqual([owner.added, owner.owned], [all, all]);
    only.subscribe(['t', 'u']);
    await run(owner.until('revoked'));
    assert.deepEqual([owner.gone, owner.budgetMs], [all, 30_000]);
    await run(only.leave());
  });

  it('tells the assignor that the group chose what it gave, before the handler', async () => {
    const owner = new Owner();
    const heard: unknown[] = [];
    const assignor: Assignor = {
      ...rangeAssignor,
      onAssignment: (partitions, generationId) => {
        heard.push(owner.told.length, partitions.length, generationId);
        throw new Error('from the assignor');
      },
    };
    const only = member(owner, { assignor });
    only.subscribe(['t']);
    await run(owner.until('assigned 4'));
    assert.deepEqual(heard, [0, 4, only.status.epoch]);
    assert.deepEqual(owner.told, ['error assignor range: onAssignment() threw from the assignor', 'assigned 4']);
    await run(only.leave());
  });

  it('a handler that throws is told of it, and holds nothing up', async () => {
    const { owner, member: only } = await world.joined();
    owner.busy = Promise.reject(new Error('from the handler'));
    only.subscribe(['t', 'u']);
    await run(owner.until('assigned 4'));
    await run(owner.until('error'));
    owner.busy = Promise.resolve();
    await run(owner.until('assigned 4'));
    assert.deepEqual(owner.told, ['assigned 4', 'error from the handler', 'assigned 4']);
    await run(only.leave());
  });

  it('fails when the coordinator chooses an assignor that was not offered', async () => {
    broker.control(JoinGroup, async (_, context) => ({ ...(await context.forward()), protocolName: 'other' }));
    const owner = new Owner();
    const only = member(owner);
    only.subscribe(['t']);
    await run(owner.until('failed the coordinator chose assignor other, which was not offered'));
    await run(only.leave());
  });

  it('an assignment that cannot be read is told, and the member stays without partitions', async () => {
    broker.control(SyncGroup, () => ({ assignment: Buffer.from('00', 'hex') }), { times: 1 });
    const owner = new Owner();
    const only = member(owner);
    only.subscribe(['t']);
    await run(owner.until('error'));
    await clock.advance(10_000);
    assert.equal(only.status.state, 'stable');
    assert.equal(owner.told.length, 1);
    await run(only.leave());
    assert.deepEqual(owner.gone, []);
  });

  it('checkSession() loses the partitions at once when the session is over on its own clock', async () => {
    const sleepy = new SleepyClock(clock);
    const asleep = world.newCluster(sleepy);
    const owner = new Owner();
    const only = world.member(owner, { cluster: asleep });
    assert.equal(only.checkSession(), true, 'not joined: nothing to lose');
    only.subscribe(['t']);
    await run(owner.until('assigned 4'));
    sleepy.sleep(44_000);
    assert.equal(only.checkSession(), true);
    sleepy.sleep(1_000);
    assert.equal(only.checkSession(), false);
    assert.equal(only.status.state, 'joining');
    await run(owner.until('lost'));
    await run(owner.until('assigned 4'));
    assert.deepEqual(owner.told, ['assigned 4', 'lost', 'assigned 4']);
    assert.deepEqual(owner.gone?.length, 4);
    await run(only.leave());
    await run(asleep.close());
  });

  it('expires when nobody asks for records, and comes back when somebody does', async () => {
    const owner = new Owner();
    const only = member(owner, { maxPollIntervalMs: 60_000 });
    only.subscribe(['t']);
    await run(owner.until('assigned 4'));
    owner.polled = false;
    await clock.advance(60_000);
    assert.equal(only.status.state, 'expired');
    assert.deepEqual(owner.told, ['assigned 4', 'pollIntervalExceeded', 'lost']);
    assert.equal(broker.group('g')?.members.length, 0);
    await clock.advance(60_000);
    assert.equal(only.status.state, 'expired', 'waits to be asked');
    only.polled();
    await run(owner.until('assigned 4'));
    owner.polled = true;
    only.polled();
    assert.equal(only.status.state, 'stable');
    await run(only.leave());
  });

  it('abandoned, it says and hears nothing more; whoever waits for it to leave has no longer to wait than was said', async () => {
    const { owner, member: only } = await world.joined();
    owner.busy = new Promise(() => undefined);
    const since = clock.monotonic();
    const left = only.leave({ timeoutMs: 4_000 });
    await clock.advance(0);
    await run(Promise.all([only.abandon(), left]));
    assert.ok(clock.monotonic() - since <= 4_000);
    await run(only.leave());
    const { member: other } = await world.joined();
    await run(other.abandon());
    await run(other.leave());
    const heartbeats = broker.control(Heartbeat, () => undefined);
    await clock.advance(10_000);
    assert.equal(heartbeats.calls, 0);
  });

  it('abandoned with a request under way, it tells no error: its own connections are what ends', async () => {
    const joins = broker.control(JoinGroup, async (_, context) => {
      await context.delay(5_000);
    });
    const owner = new Owner();
    const member = world.member(owner);
    member.subscribe(['t']);
    await run(joins.seen(1));
    await run(member.abandon());
    await clock.advance(10_000);
    assert.deepEqual([owner.told, owner.errors], [[], []]);
  });

  it('a changed subscription rejoins with the same member id', async () => {
    const { owner, member: only } = await world.joined();
    const { memberId } = only.status;
    broker.createTopic('u', { partitions: 1 });
    only.subscribe(['t', 'u']);
    await run(owner.until('assigned 5'));
    assert.equal(only.status.memberId, memberId);
    only.subscribe(['u', 't']);
    assert.equal(only.status.state, 'stable', 'the same topics in another order are no change');
    await run(only.leave());
  });

  it('heartbeats go on while the handler drains, and the generation still commits', async () => {
    const owner = new Owner();
    const only = member(owner, { sessionTimeoutMs: 6_000, heartbeatIntervalMs: 1_000 });
    only.subscribe(['t']);
    await run(owner.until('assigned 4'));
    let finish: () => void = () => undefined;
    owner.busy = new Promise((resolve) => (finish = resolve));
    const heartbeats = broker.control(Heartbeat, () => undefined);
    const other = new Owner();
    const second = member(other);
    second.subscribe(['t']);
    await clock.advance(20_000);
    assert.equal(only.status.state, 'rebalancing');
    assert.ok(heartbeats.calls >= 18, String(heartbeats.calls));
    const offsets = new OffsetClient(cluster, 'g');
    const map = new PartitionMap<OffsetAndMetadata>().set('t', 0, { offset: 5 });
    const errors = await run(offsets.commit(map, only.identity, cluster.deadline('commit', { timeoutMs: 5_000 })));
    assert.equal(errors.size, 0);
    assert.equal(broker.committed('g', 't', 0)?.offset.toString(), '5');
    finish();
    await run(Promise.all([owner.until('assigned 2'), other.until('assigned 2')]));
    await run(Promise.all([only.leave(), second.leave()]));
  });

  it('a commit of an old generation is refused, per partition and without retries', async () => {
    const { member: only } = await world.joined();
    const { identity } = only;
    assert.ok(identity);
    const commits = broker.control(OffsetCommit, () => undefined);
    const offsets = new OffsetClient(cluster, 'g');
    const map = new PartitionMap<OffsetAndMetadata>().set('t', 0, { offset: 5 }).set('t', 1, { offset: 6 });
    const old = { ...identity, epoch: identity.epoch - 1 };
    const errors = await run(offsets.commit(map, old, cluster.deadline('commit')));
    assert.match(String(errors.get('t', 1)), /ILLEGAL_GENERATION.*t-1/);
    assert.equal(commits.calls, 1);
    const unknown = { ...identity, memberId: 'nobody' };
    assert.match(
      String((await run(offsets.commit(map, unknown, cluster.deadline('commit')))).get('t', 0)),
      /UNKNOWN_MEMBER_ID/,
    );
    await run(only.leave());
  });

  it('what passes is retried until the deadline, which keeps the cause', async () => {
    broker.control(OffsetCommit, ({ topics }) => ({
      topics: topics.map(({ name, partitions }) => ({
        name,
        partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode: 14 })),
      })),
    }));
    const map = new PartitionMap<OffsetAndMetadata>().set('t', 0, { offset: 5 });
    const since = clock.monotonic();
    const deadline = cluster.deadline('commit', { timeoutMs: 5_000 });
    const errors = await run(new OffsetClient(cluster, 'g').commit(map, undefined, deadline));
    const error = errors.get('t', 0);
    assert.equal(error?.name, 'TimeoutError');
    assert.match(String(error.cause), /COORDINATOR_LOAD_IN_PROGRESS/);
    assert.ok(clock.monotonic() - since <= 5_000);
  });

  it('gets over every passing trouble on the way into the group', async () => {
    const codes = new Map<unknown, number[]>([
      [FindCoordinator, [15]],
      [JoinGroup, [14, 16, 27]],
      [SyncGroup, [27, 22, 25]],
    ]);
    broker.control(
      FindCoordinator,
      ({ coordinatorKeys }) => ({
        coordinators: coordinatorKeys.map((key) => ({ key, errorCode: codes.get(FindCoordinator)?.shift() ?? 15 })),
      }),
      { times: 1 },
    );
    broker.control(JoinGroup, () => ({ errorCode: codes.get(JoinGroup)?.shift() ?? 14 }), { times: 3 });
    broker.control(SyncGroup, () => ({ errorCode: codes.get(SyncGroup)?.shift() ?? 14 }), { times: 3 });
    const { owner, member: only } = await world.joined();
    assert.deepEqual([...codes.values()].flat(), []);
    assert.deepEqual(owner.told, ['assigned 4']);
    await run(only.leave());
  });

  it('goes on with the same partitions when the coordinator moves to another node', async () => {
    const { owner, member: only } = await world.joined();
    const coordinator = await run(cluster.coordinator('group', 'g'));
    await run(broker.stop(coordinator));
    await clock.advance(30_000);
    assert.equal(only.status.state, 'stable');
    assert.equal(broker.group('g')?.members.length, 1);
    assert.ok(!owner.told.includes('failed'));
    await run(only.leave());
  });

  it('an answer that waited for a sleeping process is no sign of life', async () => {
    const sleepy = new SleepyClock(clock);
    const asleep = world.newCluster(sleepy);
    const owner = new Owner();
    const only = world.member(owner, { cluster: asleep });
    only.subscribe(['t']);
    await run(owner.until('assigned 4'));
    broker.control(
      Heartbeat,
      () => {
        sleepy.sleep(45_000);
        return undefined;
      },
      { times: 1 },
    );
    await run(owner.until('lost'));
    await run(owner.until('assigned 4'));
    await run(only.leave());
    await run(asleep.close());
  });

  it('a silent coordinator is asked again before the session is over, in case there is another', async () => {
    const { owner, member: only } = await world.joined();
    const heartbeats = broker.control(Heartbeat, () => 'drop');
    const lookups = broker.control(FindCoordinator, () => undefined);
    await clock.advance(45_000);
    assert.ok(heartbeats.calls >= 3, String(heartbeats.calls));
    assert.equal(lookups.calls, heartbeats.calls - 1);
    assert.match(String(only.trouble), /Heartbeat request/);
    heartbeats.remove();
    await clock.advance(20_000);
    const [first, warning = '', ...rest] = owner.told;
    assert.match(warning, /^error Heartbeat request .* longer than 15000 ms$/, 'once, at the first one');
    assert.deepEqual([first, ...rest], ['assigned 4', 'lost', 'assigned 4']);
    assert.equal(only.trouble, undefined);
    await run(only.leave());
  });

  it('leaving while a join is held back by the others does not wait for it', async () => {
    const [a, b] = [new Owner(), new Owner()];
    const [first, second] = [member(a), member(b)];
    first.subscribe(['t']);
    await run(a.until('assigned 4'));
    a.busy = new Promise(() => undefined);
    second.subscribe(['t']);
    await clock.advance(2_000);
    assert.equal(second.status.state, 'joining');
    const since = clock.monotonic();
    await run(second.leave());
    assert.ok(clock.monotonic() - since < 1_000);
    await run(first.abandon());
  });

  it('has connections of its own, which end when it is abandoned', async () => {
    const before = world.network.connectionCount;
    const { member: left } = await world.joined();
    await run(left.leave());
    assert.equal(world.network.connectionCount, before + 2 + 1, 'for JoinGroup, for the rest, and of the metadata');
    await run(left.abandon());
    assert.equal(world.network.connectionCount, before + 1);
  });
});

describe('membership errors', () => {
  it('what the coordinator says decides', () => {
    const expected = {
      14: 'retry', 15: 'findCoordinator', 16: 'findCoordinator', 22: 'generationLost', 23: 'fatal', 24: 'fatal',
      25: 'memberUnknown', 26: 'fatal', 27: 'rebalance', 30: 'fatal', 79: 'memberIdRequired', 81: 'fatal', 82: 'fatal',
      7: 'findCoordinator', 999: 'fatal',
    }; // prettier-ignore
    for (const [code, outcome] of Object.entries(expected)) {
      assert.equal(outcomeOf('Heartbeat', errorFor(Number(code))), outcome, code);
    }
    assert.equal(outcomeOf('JoinGroup', errorFor(27)), 'retry');
    assert.equal(outcomeOf('JoinGroup', new Error('a bug')), 'fatal');
  });

  it('heartbeatIntervalMs must be lower than sessionTimeoutMs', () => {
    const result = groupMemberOptions.safeParse({ groupId: 'g', sessionTimeoutMs: 3_000 });
    assert.match(result.error?.issues[0]?.message ?? '', /lower than sessionTimeoutMs \(3000\)/);
  });
});
