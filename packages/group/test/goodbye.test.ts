import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { Heartbeat, JoinGroup, LeaveGroup, SyncGroup } from '@k/wire';
import { rangeAssignor, type GroupMember } from '../src/index.ts';
import { Owner, World, type MemberOptions } from './world.ts';

/** Far less than the session of 45 s, after which a group stops waiting for a member that said nothing. */
const SOON_MS = 10_000;

describe('every exit says goodbye', () => {
  let world: World;
  afterEach(() => world.close());

  const members = (): number | undefined => world.broker.group('g')?.members.length;

  /** A member that joins now and is asked for nothing. */
  function joining(options: MemberOptions = {}): GroupMember {
    const member = world.member(new Owner(), options);
    member.subscribe(['t']);
    return member;
  }

  /** A newcomer gets all partitions soon: the group waits for nobody who is gone. */
  async function isFree(): Promise<void> {
    const since = world.clock.monotonic();
    const { member } = await world.joined();
    assert.ok(world.clock.monotonic() - since < SOON_MS, `${String(world.clock.monotonic() - since)} ms`);
    await world.run(member.leave());
  }

  it('left while the answer that names it is under way (KIP-394)', async () => {
    world = await World.create();
    const leaves = world.broker.control(LeaveGroup, () => undefined);
    world.broker.control(JoinGroup, async ({ memberId }, context) => {
      const answer = await context.forward();
      if (memberId === '') await context.delay(200);
      return answer;
    });
    const joins = world.broker.control(JoinGroup, () => undefined, { times: 1 });
    const member = joining();
    await world.run(joins.seen(1));
    await world.run(member.leave());
    assert.equal(member.status.state, 'unjoined');
    assert.equal(leaves.calls, 1);
    await isFree();
  });

  it('left while the group holds its first JoinGroup back, where that makes it a member (before Kafka 2.2)', async () => {
    world = await World.create({ asVersion: '1.1', groupInitialRebalanceDelayMs: 3_000 });
    const joins = world.broker.control(JoinGroup, () => undefined, { times: 1 });
    const member = joining();
    await world.run(joins.seen(1));
    await world.run(member.leave());
    assert.equal(members(), 0);
    await isFree();
  });

  it('left when the answer comes too late for who wanted to leave, too', async () => {
    world = await World.create({ asVersion: '1.1', groupInitialRebalanceDelayMs: 3_000 });
    const joins = world.broker.control(JoinGroup, () => undefined, { times: 1 });
    const leaves = world.broker.control(LeaveGroup, () => undefined);
    const member = joining();
    await world.run(joins.seen(1));
    const since = world.clock.monotonic();
    await world.run(member.leave({ timeoutMs: 1_000 }));
    assert.ok(world.clock.monotonic() - since <= 1_000, 'no longer than it may take');
    assert.equal(leaves.calls, 0, 'no id to say goodbye for');
    await world.run(leaves.seen(1));
    await world.clock.advance(100);
    assert.equal(members(), 0);
  });

  const refusals = [
    { api: SyncGroup, told: ['failed'] },
    { api: Heartbeat, told: ['assigned 4', 'failed', 'lost'] },
  ];
  for (const { api, told } of refusals) {
    it(`failed: ${api.name} is refused for good`, async () => {
      world = await World.create();
      world.broker.control(api, () => ({ errorCode: 30 }), { times: 1 });
      const owner = new Owner();
      const member = world.member(owner);
      member.subscribe(['t']);
      await world.run(owner.until(told.at(-1) ?? ''));
      await world.clock.advance(100);
      assert.deepEqual(
        owner.told.map((what) => what.replace(/(?<=failed).*/, '')),
        told,
      );
      assert.equal(members(), 0);
      assert.equal(member.status.state, 'failed');
      await isFree();
    });
  }

  it('failed: the leader’s assignor throws', async () => {
    world = await World.create();
    const owner = new Owner();
    const assign = (): never => {
      throw new Error('from the assignor');
    };
    const member = world.member(owner, { assignor: { ...rangeAssignor, assign } });
    member.subscribe(['t']);
    await world.run(owner.until('failed assignor range: assign() threw from the assignor'));
    await world.clock.advance(100);
    assert.equal(members(), 0);
  });

  it('failed, and closed at once: the goodbye under way is waited for', async () => {
    world = await World.create();
    world.broker.control(SyncGroup, () => ({ errorCode: 30 }), { times: 1 });
    world.broker.control(LeaveGroup, async (_, context) => {
      await context.delay(500);
      return undefined;
    });
    const owner = new Owner();
    const member = world.member(owner);
    member.subscribe(['t']);
    await world.run(owner.until('failed'));
    await world.run(member.leave());
    assert.equal(members(), 0);
  });

  it('left to another coordinator, when the one that is asked is none any more', async () => {
    world = await World.create();
    const { member } = await world.joined();
    const leaves = world.broker.control(LeaveGroup, () => ({ errorCode: 16 }), { times: 1 });
    await world.run(member.leave());
    assert.equal(leaves.calls, 1);
    assert.equal(members(), 0);
  });

  it('left while the owner does not give its partitions back: in time, and with a goodbye', async () => {
    world = await World.create();
    const { owner, member } = await world.joined();
    owner.busy = new Promise(() => undefined);
    const since = world.clock.monotonic();
    await world.run(member.leave({ timeoutMs: 4_000 }));
    assert.ok(world.clock.monotonic() - since <= 4_000);
    assert.equal(members(), 0);
  });

  it('left in the middle of a rebalance that the owner holds up: no longer than leaving may take', async () => {
    world = await World.create();
    const { owner, member } = await world.joined();
    owner.busy = new Promise(() => undefined);
    const other = joining();
    await world.clock.advance(5_000);
    assert.equal(member.status.state, 'rebalancing');
    const since = world.clock.monotonic();
    await world.run(member.leave({ timeoutMs: 4_000 }));
    assert.ok(world.clock.monotonic() - since <= 4_000);
    assert.equal(members(), 1);
    await world.run(other.leave());
  });

  it('a silent coordinator holds leaving up no longer than it may take', async () => {
    world = await World.create();
    const { member } = await world.joined();
    world.network.setFaults({ blackHole: true });
    const since = world.clock.monotonic();
    await world.run(member.leave({ timeoutMs: 4_000 }));
    assert.ok(world.clock.monotonic() - since <= 4_000);
    assert.equal(member.status.state, 'unjoined');
  });

  it('subscribed again while it leaves, it comes back', async () => {
    world = await World.create();
    const { owner, member } = await world.joined();
    const left = member.leave();
    member.subscribe(['t']);
    await world.run(left);
    await world.run(owner.until('assigned 4'));
    assert.deepEqual(owner.told, ['assigned 4', 'revoked', 'assigned 4']);
    await world.run(member.leave());
  });
});
