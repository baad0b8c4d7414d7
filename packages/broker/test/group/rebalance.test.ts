import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ErrorCode, JoinGroup, LeaveGroup } from '@k/wire';
import type { BrokerOptions } from '../../src/index.ts';
import { Simulated, watch } from '../support/simulated.ts';
import { MemberClient, REBALANCE_MS, SESSION_MS } from './support.ts';

describe('classic groups', () => {
  let sim: Simulated;
  const start = async (options: BrokerOptions = {}): Promise<void> => {
    sim = await Simulated.start(options);
  };
  const member = async (): Promise<MemberClient> => new MemberClient(await sim.client());
  beforeEach(() => start());
  afterEach(() => sim.stop());

  /** Two members in a stable group; `leader` leads. */
  async function stablePair(): Promise<{ leader: MemberClient; follower: MemberClient }> {
    const [leader, follower] = [await member(), await member()];
    await sim.run(leader.joinWithId());
    const second = watch(follower.joinWithId());
    await sim.clock.advance(10);
    await sim.run(Promise.all([leader.join(), second.promise]));
    const parts = { [leader.memberId]: 'A', [follower.memberId]: 'B' };
    await sim.run(Promise.all([leader.sync(parts), follower.sync()]));
    assert.equal(sim.broker.group('g')?.state, 'Stable');
    return { leader, follower };
  }

  it('gives a dynamic member its id first, from JoinGroup v4 on (KIP-394)', async () => {
    const one = await member();
    const first = await sim.run(one.join());
    assert.equal(first.errorCode, ErrorCode.MEMBER_ID_REQUIRED);
    assert.match(first.memberId, /^raw-[0-9a-f-]{36}$/);
    assert.equal(sim.broker.group('g')?.members.length, 0);
    const second = await sim.run(one.join());
    assert.deepEqual([second.errorCode, second.generationId, second.leader], [0, 1, first.memberId]);
    assert.deepEqual(
      second.members.map(({ memberId, metadata }) => [memberId, metadata.toString()]),
      [[first.memberId, 'm']],
    );
  });

  it('takes a member without an id at once before v4, in every version', async () => {
    for (let version = 0; version <= 9; version++) {
      const one = new MemberClient(await sim.client(), `g${String(version)}`);
      const joined = await sim.run(version < 4 ? one.join({ version }) : one.joinWithId({ version }));
      assert.deepEqual([joined.errorCode, joined.protocolName], [0, 'range'], `v${String(version)}`);
      assert.equal(joined.protocolType, version >= 7 ? 'consumer' : null);
      const synced = await sim.run(one.sync({ [one.memberId]: 'all' }, Math.min(version, 5)));
      assert.equal(synced.assignment.toString(), 'all');
    }
  });

  it('forgets an id that is not used within the session timeout', async () => {
    const one = await member();
    await sim.run(one.join());
    await sim.clock.advance(SESSION_MS + 1);
    assert.equal((await sim.run(one.join())).errorCode, ErrorCode.UNKNOWN_MEMBER_ID);
  });

  it('parks joins until all members are there, and syncs until the leader has assigned', async () => {
    const [a, b] = [await member(), await member()];
    await sim.run(a.joinWithId());
    assert.equal((await sim.run(a.sync({ [a.memberId]: 'alone' }))).assignment.toString(), 'alone');
    const joining = watch(b.joinWithId());
    await sim.clock.advance(100);
    assert.equal(joining.settled, false);
    assert.equal(await sim.run(a.heartbeat()), ErrorCode.REBALANCE_IN_PROGRESS);
    const [again, joined] = await sim.run(Promise.all([a.join(), joining.promise]));
    assert.deepEqual([again.generationId, joined.generationId], [2, 2]);
    assert.deepEqual([again.members.length, joined.members.length], [2, 0], 'only the leader gets the members');
    const waiting = watch(b.sync());
    await sim.clock.advance(100);
    assert.equal(waiting.settled, false);
    assert.equal(await sim.run(a.heartbeat()), 0, 'heartbeats are fine while assignments are awaited');
    const mine = await sim.run(a.sync({ [a.memberId]: 'A', [b.memberId]: 'B' }));
    const theirs = await sim.run(waiting.promise);
    assert.deepEqual([mine.assignment.toString(), theirs.assignment.toString()], ['A', 'B']);
    assert.deepEqual(
      sim.broker.group('g')?.members.map(({ assignment }) => Buffer.from(assignment).toString()),
      ['A', 'B'],
    );
    assert.equal((await sim.run(b.sync())).assignment.toString(), 'B', 'a repeated sync is answered at once');
  });

  it('removes a member whose session runs out, and keeps those that send heartbeats', async () => {
    const { leader, follower } = await stablePair();
    for (let i = 0; i < 3; i++) {
      await sim.clock.advance(SESSION_MS - 1000);
      const expected = i === 0 ? 0 : ErrorCode.REBALANCE_IN_PROGRESS;
      assert.equal(await sim.run(leader.heartbeat()), expected);
    }
    assert.equal(await sim.run(follower.heartbeat()), ErrorCode.UNKNOWN_MEMBER_ID);
    const rejoined = await sim.run(leader.join());
    assert.deepEqual([rejoined.generationId, rejoined.members.length], [3, 1]);
  });

  it('goes on without members that do not rejoin in the rebalance timeout', async () => {
    const { leader, follower } = await stablePair();
    const joining = watch(leader.join());
    for (let waited = 0; waited + 5000 < REBALANCE_MS; waited += 5000) {
      await sim.clock.advance(5000);
      assert.equal(await sim.run(follower.heartbeat()), ErrorCode.REBALANCE_IN_PROGRESS);
      assert.equal(joining.settled, false);
    }
    await sim.clock.advance(5000);
    const joined = await sim.run(joining.promise);
    assert.deepEqual(
      joined.members.map(({ memberId }) => memberId),
      [leader.memberId],
    );
    assert.equal(await sim.run(follower.heartbeat()), ErrorCode.UNKNOWN_MEMBER_ID);
  });

  it('removes members that never send SyncGroup, and rebalances', async () => {
    const [a, b] = [await member(), await member()];
    await sim.run(a.joinWithId({ sessionTimeoutMs: 60_000 }));
    const joining = watch(b.joinWithId({ sessionTimeoutMs: 60_000 }));
    await sim.clock.advance(10);
    await sim.run(Promise.all([a.join({ sessionTimeoutMs: 60_000 }), joining.promise]));
    await sim.run(a.sync({}));
    assert.equal(sim.broker.group('g')?.state, 'Stable');
    await sim.clock.advance(REBALANCE_MS + 1);
    assert.equal(sim.broker.group('g')?.state, 'PreparingRebalance');
    assert.deepEqual(
      sim.broker.group('g')?.members.map(({ memberId }) => memberId),
      [a.memberId],
    );
  });

  it('starts over when a member leaves, and is empty when the last one does', async () => {
    const { leader, follower } = await stablePair();
    assert.equal(await sim.run(leader.leave()), 0);
    assert.equal(await sim.run(leader.heartbeat()), ErrorCode.UNKNOWN_MEMBER_ID);
    assert.equal(await sim.run(follower.heartbeat()), ErrorCode.REBALANCE_IN_PROGRESS);
    const alone = await sim.run(follower.join());
    assert.deepEqual([alone.generationId, alone.leader], [3, follower.memberId]);
    assert.equal(await sim.run(follower.leave()), 0);
    const group = sim.broker.group('g');
    assert.deepEqual([group?.state, group?.members.length, group?.generationId], ['Empty', 0, 4]);
    assert.equal(await sim.run(follower.leave()), ErrorCode.UNKNOWN_MEMBER_ID);
  });

  it('lets members leave in the words of every version', async () => {
    for (let version = 0; version <= 5; version++) {
      const one = new MemberClient(await sim.client(), 'leaving');
      await sim.run(one.joinWithId());
      const { memberId } = one;
      const body = { groupId: 'leaving', ...(version < 3 ? { memberId } : { members: [{ memberId }] }) };
      const client = await sim.client();
      const response = await sim.run(client.request(LeaveGroup, version, body));
      assert.deepEqual([response.errorCode, response.members[0]?.errorCode ?? 0], [0, 0]);
      assert.equal(sim.broker.group('leaving')?.state, 'Empty');
    }
  });

  it('cancels parked syncs when the group rebalances again', async () => {
    const [a, b, c] = [await member(), await member(), await member()];
    await sim.run(a.joinWithId());
    const joining = watch(b.joinWithId());
    await sim.clock.advance(10);
    await sim.run(Promise.all([a.join(), joining.promise]));
    const parked = watch(b.sync());
    const third = watch(c.joinWithId());
    await sim.clock.advance(10);
    assert.equal((await sim.run(parked.promise)).errorCode, ErrorCode.REBALANCE_IN_PROGRESS);
    assert.equal((await sim.run(a.sync({}))).errorCode, ErrorCode.REBALANCE_IN_PROGRESS);
    const all = await sim.run(Promise.all([a.join(), b.join(), third.promise]));
    assert.deepEqual(
      all.map(({ generationId }) => generationId),
      [3, 3, 3],
    );
  });

  it('tells the present generation to a follower that joins again unchanged, and rebalances for the leader', async () => {
    const { leader, follower } = await stablePair();
    const repeated = await sim.run(follower.join());
    assert.deepEqual([repeated.errorCode, repeated.generationId], [0, 2]);
    assert.equal(sim.broker.group('g')?.state, 'Stable');
    const forced = watch(leader.join());
    await sim.clock.advance(10);
    assert.equal(sim.broker.group('g')?.state, 'PreparingRebalance');
    const [first, second] = await sim.run(Promise.all([forced.promise, follower.join()]));
    assert.deepEqual([first.generationId, second.generationId], [3, 3]);
  });

  it('picks the protocol that most members prefer among those all have', async () => {
    const [a, b, c] = [await member(), await member(), await member()];
    await sim.run(
      a.joinWithId({
        protocols: [
          ['sticky', '1'],
          ['range', '1'],
          ['own', '1'],
        ],
      }),
    );
    const others = watch(
      Promise.all([
        b.joinWithId({
          protocols: [
            ['range', '2'],
            ['sticky', '2'],
          ],
        }),
        c.joinWithId({
          protocols: [
            ['range', '3'],
            ['sticky', '3'],
          ],
        }),
      ]),
    );
    await sim.clock.advance(10);
    const leader = await sim.run(
      a.join({
        protocols: [
          ['sticky', '1'],
          ['range', '1'],
          ['own', '1'],
        ],
      }),
    );
    await sim.run(others.promise);
    assert.equal(leader.protocolName, 'range');
    assert.deepEqual(leader.members.map(({ metadata }) => metadata.toString()).sort(), ['1', '2', '3']);
    const stranger = await member();
    const refused = await sim.run(stranger.join({ protocols: [['other', 'x']] }));
    assert.equal(refused.errorCode, ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
  });

  it('refuses wrong generations, unknown members, bad timeouts and empty names', async () => {
    const { leader } = await stablePair();
    leader.generationId = 1;
    assert.equal(await sim.run(leader.heartbeat()), ErrorCode.ILLEGAL_GENERATION);
    assert.equal((await sim.run(leader.sync())).errorCode, ErrorCode.ILLEGAL_GENERATION);
    const stranger = await member();
    stranger.memberId = 'nobody';
    assert.equal(await sim.run(stranger.heartbeat()), ErrorCode.UNKNOWN_MEMBER_ID);
    assert.equal((await sim.run(stranger.join())).errorCode, ErrorCode.UNKNOWN_MEMBER_ID);
    const hasty = await member();
    assert.equal((await sim.run(hasty.join({ sessionTimeoutMs: 5999 }))).errorCode, ErrorCode.INVALID_SESSION_TIMEOUT);
    const nameless = new MemberClient(await sim.client(), '');
    assert.equal((await sim.run(nameless.join())).errorCode, ErrorCode.INVALID_GROUP_ID);
    const nowhere = new MemberClient(await sim.client(), 'never-seen');
    nowhere.memberId = 'm';
    assert.equal((await sim.run(nowhere.join())).errorCode, ErrorCode.UNKNOWN_MEMBER_ID);
  });

  it('gives up on a new member whose first join is never over', async () => {
    const { leader, follower } = await stablePair();
    const joiner = await member();
    const longest = { rebalanceTimeoutMs: 3_600_000, sessionTimeoutMs: 1_800_000 };
    const forced = watch(leader.join(longest));
    const parked = watch(joiner.joinWithId(longest));
    for (let waited = 0; waited < 5 * 60 * 1000; waited += 5000) {
      assert.equal(parked.settled, false);
      await sim.run(follower.heartbeat());
      await sim.clock.advance(5000);
    }
    assert.equal((await sim.run(parked.promise)).errorCode, ErrorCode.UNKNOWN_MEMBER_ID);
    await sim.run(Promise.all([follower.join(), forced.promise]));
  });

  it('keeps a group of limited size', async () => {
    await sim.stop();
    await start({ groupMaxSize: 1 });
    const [a, b] = [await member(), await member()];
    await sim.run(a.joinWithId());
    await sim.run(a.sync({}));
    assert.equal((await sim.run(b.join())).errorCode, ErrorCode.GROUP_MAX_SIZE_REACHED);
  });

  it('waits for more members before the first generation, longer while they come', async () => {
    await sim.stop();
    await start({ groupInitialRebalanceDelayMs: 3000 });
    const [a, b] = [await member(), await member()];
    const first = watch(a.joinWithId());
    await sim.clock.advance(2000);
    const second = watch(b.joinWithId());
    await sim.clock.advance(2000);
    assert.deepEqual([first.settled, second.settled], [false, false], 'the second member extended the delay');
    await sim.clock.advance(2500);
    const [one, two] = await sim.run(Promise.all([first.promise, second.promise]));
    assert.deepEqual([one.generationId, two.generationId], [1, 1]);
  });

  it('survives a restart of its coordinator: members come back and rebalance', async () => {
    const { leader, follower } = await stablePair();
    await sim.run(sim.broker.restart());
    const again = new MemberClient(await sim.client());
    again.memberId = follower.memberId;
    again.generationId = follower.generationId;
    assert.equal(await sim.run(again.heartbeat()), 0);
    await sim.clock.advance(SESSION_MS - 1);
    assert.equal(await sim.run(again.heartbeat()), 0);
    await sim.clock.advance(1000);
    assert.equal(await sim.run(again.heartbeat()), ErrorCode.REBALANCE_IN_PROGRESS, 'the leader did not come back');
    assert.equal((await sim.run(again.join())).leader, follower.memberId);
    assert.notEqual(leader.memberId, follower.memberId);
  });

  it('misses nobody while its coordinator is down', async () => {
    const { leader, follower } = await stablePair();
    await sim.run(sim.broker.stop(0));
    await sim.clock.advance(10 * SESSION_MS);
    await sim.run(sim.broker.start(0));
    for (const before of [leader, follower]) {
      const again = new MemberClient(await sim.client());
      Object.assign(again, { memberId: before.memberId, generationId: before.generationId });
      assert.equal(await sim.run(again.heartbeat()), 0);
    }
    await sim.clock.advance(SESSION_MS + 1);
    assert.deepEqual(sim.broker.group('g')?.members, [], 'since it is up sessions count');
  });

  it('goes on with a rebalance that its coordinator went down in', async () => {
    const { leader } = await stablePair();
    const joining = watch(leader.join());
    await sim.clock.advance(10);
    await sim.run(sim.broker.stop(0));
    await sim.clock.advance(2 * REBALANCE_MS);
    await sim.run(sim.broker.start(0));
    assert.equal(joining.settled, true);
    const again = new MemberClient(await sim.client());
    Object.assign(again, { memberId: leader.memberId, generationId: leader.generationId });
    const joined = watch(again.join());
    await sim.clock.advance(REBALANCE_MS);
    assert.equal((await sim.run(joined.promise)).errorCode, 0);
  });

  it('leaves no timer behind when it closes', async () => {
    await stablePair();
    const joiner = await member();
    await sim.run(joiner.join());
    await sim.stop();
    await sim.clock.advance(0);
    assert.equal(sim.clock.pendingTimers, 0);
    assert.equal(sim.network.connectionCount, 0);
  });

  it('answers members of older protocols without what they do not know', async () => {
    const client = await sim.client();
    const body = { groupId: 'old', sessionTimeoutMs: 3, memberId: '', protocolType: 'consumer', protocols: [] };
    for (let version = 0; version <= 9; version++) {
      const { errorCode, protocolName } = await sim.run(client.request(JoinGroup, version, body));
      assert.deepEqual([errorCode, protocolName], [ErrorCode.INVALID_SESSION_TIMEOUT, version >= 7 ? null : '']);
    }
  });
});
