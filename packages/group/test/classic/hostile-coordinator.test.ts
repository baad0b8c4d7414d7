import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ErrorCode, Heartbeat, JoinGroup, SyncGroup, type Api, type MessageInit } from '@k/wire';
import { encodeAssignment } from '../../src/index.ts';
import { Owner, World } from '../world.ts';

/** What a coordinator may say again and again, whatever it is asked. */
const REFUSALS: readonly (readonly [what: string, api: Api<unknown, unknown>, answer: MessageInit<object>])[] = [
  refusal('that a member id is required', JoinGroup, ErrorCode.MEMBER_ID_REQUIRED),
  refusal('that a member id is required, and names none', JoinGroup, ErrorCode.MEMBER_ID_REQUIRED, ''),
  refusal('that it does not know the member', JoinGroup, ErrorCode.UNKNOWN_MEMBER_ID),
  refusal('that the generation is wrong', JoinGroup, ErrorCode.ILLEGAL_GENERATION),
  refusal('that the group is rebalancing', SyncGroup, ErrorCode.REBALANCE_IN_PROGRESS),
  refusal('that it does not know who asks for an assignment', SyncGroup, ErrorCode.UNKNOWN_MEMBER_ID),
  refusal('that the assignment is of another generation', SyncGroup, ErrorCode.ILLEGAL_GENERATION),
  refusal('that the heartbeat is of another generation', Heartbeat, ErrorCode.ILLEGAL_GENERATION),
  refusal('that the heartbeat is nobody’s', Heartbeat, ErrorCode.UNKNOWN_MEMBER_ID),
];

function refusal(what: string, api: unknown, errorCode: number, memberId = 'said'): (typeof REFUSALS)[number] {
  return [what, api as Api<unknown, unknown>, api === JoinGroup ? { errorCode, memberId } : { errorCode }];
}

describe('a hostile coordinator', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.create({ nodes: 1 });
  });
  afterEach(() => world.close());

  for (const [what, api, answer] of REFUSALS) {
    it(`says ${what}, whatever it is asked: it is not asked on and on, and has a member when that is over`, async () => {
      const owner = new Owner();
      const member = world.member(owner, { heartbeatIntervalMs: 1_000 });
      let asked = 0;
      // A member that asks without a pause would go on for ever here, as no time passes.
      const hostile = world.broker.control(api, () => (++asked < 1_000 ? (answer as never) : 'hang'));
      member.subscribe(['t']);
      await world.clock.advance(60_000);
      assert.ok(asked >= 2 && asked <= 150, `it asked ${String(asked)} times in a minute`);
      hostile.remove();
      await world.run(owner.until('assigned 4'));
      assert.equal(member.status.state, 'stable');
      assert.deepEqual(
        owner.told.filter((each) => each.startsWith('failed')),
        [],
      );
      await world.run(member.leave());
    });
  }

  it('counts generations backwards: the member goes by what it is told, and loses nothing', async () => {
    let generation = 1_000;
    const told: number[] = [];
    const { owner, member } = await world.joined({ heartbeatIntervalMs: 1_000 });
    world.broker.control(JoinGroup, async (_, context) => ({
      ...(await context.forward()),
      generationId: --generation,
    }));
    const assignment = encodeAssignment(new Map([['t', [0]]]));
    world.broker.control(SyncGroup, ({ generationId }) => {
      told.push(generationId);
      return { assignment };
    });
    world.broker.control(Heartbeat, ({ generationId }) => ({
      errorCode: generationId === generation ? 0 : ErrorCode.REBALANCE_IN_PROGRESS,
    }));
    for (let i = 0; i < 3; i++) {
      member.rejoin('again');
      await world.clock.advance(5_000);
      assert.equal(member.status.epoch, generation);
    }
    assert.deepEqual(told, [999, 998, 997]);
    assert.deepEqual(owner.owned, [{ topic: 't', partition: 0 }]);
    await world.run(member.leave());
  });
});
