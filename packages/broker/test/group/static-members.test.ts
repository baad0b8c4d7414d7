import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ErrorCode, LeaveGroup } from '@k/wire';
import { Simulated, watch } from '../support/simulated.ts';
import { MemberClient, REBALANCE_MS, SESSION_MS, type JoinOptions } from './support.ts';

describe('static members (KIP-345)', () => {
  let sim: Simulated;
  beforeEach(async () => {
    sim = await Simulated.start();
  });
  afterEach(() => sim.stop());
  const member = async (): Promise<MemberClient> => new MemberClient(await sim.client());
  const one: JoinOptions = { groupInstanceId: 'one' };
  const two: JoinOptions = { groupInstanceId: 'two' };

  async function stablePair(): Promise<{ leader: MemberClient; follower: MemberClient }> {
    const [leader, follower] = [await member(), await member()];
    await sim.run(leader.join(one));
    const joining = watch(follower.join(two));
    await sim.clock.advance(10);
    await sim.run(Promise.all([leader.join(one), joining.promise]));
    await sim.run(Promise.all([leader.sync({ [leader.memberId]: 'A', [follower.memberId]: 'B' }), follower.sync()]));
    return { leader, follower };
  }

  it('join at once, and are known by their instance id', async () => {
    const { leader } = await stablePair();
    assert.match(leader.memberId, /^one-/);
    assert.deepEqual(
      sim.broker.group('g')?.members.map(({ groupInstanceId }) => groupInstanceId),
      ['one', 'two'],
    );
  });

  it('come back under a new id with their assignment, and nobody else notices', async () => {
    const { leader, follower } = await stablePair();
    const returned = await member();
    const joined = await sim.run(returned.join(two));
    assert.deepEqual([joined.errorCode, joined.generationId, joined.leader], [0, 2, leader.memberId]);
    assert.notEqual(returned.memberId, follower.memberId);
    assert.equal((await sim.run(returned.sync())).assignment.toString(), 'B');
    assert.equal(await sim.run(leader.heartbeat('one')), 0);
    assert.equal(await sim.run(follower.heartbeat('two')), ErrorCode.FENCED_INSTANCE_ID);
    assert.equal(await sim.run(follower.heartbeat()), ErrorCode.UNKNOWN_MEMBER_ID);
  });

  it('a returning leader is told to leave the assignment alone (KIP-814), or that another leads before v9', async () => {
    const { leader } = await stablePair();
    const oldId = leader.memberId;
    const returned = await member();
    const modern = await sim.run(returned.join(one));
    assert.deepEqual([modern.leader, modern.skipAssignment, modern.members.length], [returned.memberId, true, 2]);
    const older = await member();
    const before9 = await sim.run(older.join({ ...one, version: 8 }));
    assert.notEqual(before9.leader, older.memberId);
    assert.notEqual(before9.leader, oldId);
    assert.equal(before9.members.length, 0);
  });

  it('rebalance when they come back with another protocol', async () => {
    const { leader } = await stablePair();
    const returned = await member();
    const joining = watch(returned.join({ ...two, protocols: [['range', 'changed']] }));
    await sim.clock.advance(10);
    assert.equal(joining.settled, true, 'the chosen protocol is the same');
    assert.equal(await sim.run(leader.heartbeat('one')), 0);
  });

  it('keep their place in a rebalance they miss, until their session ends', async () => {
    const { leader, follower } = await stablePair();
    const joining = watch(leader.join({ ...one, sessionTimeoutMs: 60_000 }));
    for (let waited = 0; waited < REBALANCE_MS; waited += 5000) {
      await sim.clock.advance(5000);
      if (!joining.settled) await sim.run(follower.heartbeat('two'));
    }
    const joined = await sim.run(joining.promise);
    assert.equal(joined.members.length, 2);
    await sim.clock.advance(SESSION_MS + 1);
    assert.equal(sim.broker.group('g')?.members.length, 1);
  });

  it('are taken out by an administrator by instance id', async () => {
    const { leader } = await stablePair();
    const client = await sim.client();
    const { members } = await sim.run(
      client.request(LeaveGroup, 5, {
        groupId: 'g',
        members: [{ groupInstanceId: 'two' }, { groupInstanceId: 'three' }],
      }),
    );
    assert.deepEqual(
      members.map(({ errorCode }) => errorCode),
      [0, ErrorCode.UNKNOWN_MEMBER_ID],
    );
    assert.equal(await sim.run(leader.heartbeat('one')), ErrorCode.REBALANCE_IN_PROGRESS);
  });
});
