import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cooperativeStickyAssignor } from '../../src/index.ts';
import { transition } from '../../src/classic/membership-machine.ts';
import type {
  Membership,
  MembershipConfig,
  MembershipEffect,
  MembershipEvent,
} from '../../src/classic/membership-state.ts';
import { Owner, World } from '../world.ts';

const config: MembershipConfig = {
  protocol: 'cooperative',
  isSubscribed: () => true,
  heartbeatIntervalMs: 3_000,
  sessionTimeoutMs: 45_000,
  maxPollIntervalMs: 300_000,
  rebalanceTimeoutMs: 60_000,
  isStatic: true,
  backoffMs: () => 100,
};
const parts = (...ids: number[]) => ids.map((partition) => ({ topic: 't', partition }));
const who = { seq: 7, memberId: 'm', polledAt: 0 };
const live = { generationId: 4, owned: parts(0, 1), heartbeatAt: 4_000, sentAt: 1_000 };
const stable: Membership = { ...who, ...live, state: 'stable' };
const leave: MembershipEvent = { type: 'leave', by: 20_000 };

/** What a member comes to that is told to leave, and gives back whatever it is to give back. */
function left(from: Membership, how: MembershipConfig = config): readonly [string, readonly MembershipEffect[]] {
  let [to, effects] = transition(from, leave, 5_000, how);
  while (to.state === 'revoking') {
    [to, effects] = transition(to, { type: 'revoked', seq: to.seq }, 5_000, how);
  }
  return [to.state, effects.filter(({ type }) => type === 'sendLeave')];
}

const goodbye = (seq: number): MembershipEffect[] => [
  { type: 'sendLeave', seq, memberId: 'm', reason: 'the member was closed or unsubscribed' },
];

describe('a static member that leaves', () => {
  it('keeps its place when nothing is going on', () => {
    assert.deepEqual(left(stable), ['unjoined', []]);
  });

  it('says goodbye when its group waits for what it gives back: some of it, or all', () => {
    const way = { attempt: 0, reason: 'r', lastGeneration: 3, awakeAt: 1_000 };
    const syncing: Membership = {
      ...who,
      ...way,
      state: 'syncing',
      owned: parts(0, 1),
      generationId: 4,
      protocolName: 'cooperative-sticky',
      sentAt: 1_000,
      rejoinReason: null,
    };
    const given = (...ids: number[]): Membership =>
      transition(syncing, { type: 'synced', seq: 7, assignment: parts(...ids) }, 2_000, config)[0];
    assert.deepEqual(left(given(0, 1)), ['unjoined', []]);
    assert.deepEqual(left(given(0)), ['leaving', goodbye(11)]);
    assert.deepEqual(left(given(2)), ['leaving', goodbye(10)]);
    // What will be taken away it does not know yet.
    assert.deepEqual(left(syncing), ['leaving', goodbye(10)]);
    const { generationId: _, protocolName: __, sentAt: ___, ...joining } = syncing;
    assert.deepEqual(left({ ...joining, state: 'joining' }), ['leaving', goodbye(10)]);
  });

  it('keeps its place on the way into the group with nothing in hand, and where all give back everything', () => {
    const way = { attempt: 0, reason: 'r', owned: [], lastGeneration: -1, awakeAt: 1_000 };
    assert.deepEqual(left({ ...who, ...way, state: 'joining', rejoinReason: null }), ['unjoined', []]);
    const eager: MembershipConfig = { ...config, protocol: 'eager' };
    const revoking = transition(stable, { type: 'rejoin', reason: 'r' }, 2_000, eager)[0];
    assert.equal(revoking.state, 'revoking');
    assert.deepEqual(left(revoking, eager), ['unjoined', []]);
  });

  it('and comes back: no partition is nobody’s, though it had given back what the other had not got yet', async () => {
    await using world = await World.create();
    const [a, b, again] = [new Owner(), new Owner(), new Owner()];
    const staticMember = (owner: Owner, groupInstanceId: string) =>
      world.member(owner, { assignor: cooperativeStickyAssignor, groupInstanceId });
    const first = staticMember(a, 'one');
    first.subscribe(['t']);
    await world.run(a.until('assigned 4'));
    let release = (): void => undefined;
    a.busy = new Promise((resolve) => (release = resolve));
    const second = staticMember(b, 'two');
    second.subscribe(['t']);
    await world.run(b.until('assigned 0'));
    // It is giving two of them back, and is told to go before it can say so.
    const gone = first.leave();
    release();
    await world.run(gone);
    const back = staticMember(again, 'one');
    back.subscribe(['t']);
    await world.run(Promise.all([b.until('assigned 2'), again.until('assigned 2')]));
    await world.run(Promise.all([second.leave(), back.leave()]));
  });
});
