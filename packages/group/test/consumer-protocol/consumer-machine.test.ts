import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  consumerStateOf,
  consumerStep,
  epochOf,
  initialConsumerMembership,
  isEpochPending,
  nextConsumerTickAt,
} from '../../src/consumer-protocol/consumer-machine.ts';
import { isGivenUp } from '../../src/consumer-protocol/member-steps.ts';
import {
  EVERYTHING,
  NOTHING,
  consumerMoves,
  type ConsumerEventOf,
  type ConsumerMemberConfig,
  type ConsumerMemberEffect,
  type ConsumerMemberEvent,
  type ConsumerMembership,
  type ConsumerStateName,
  type HeartbeatOutcome,
  type OwnedPartition,
  type TargetAssignment,
} from '../../src/consumer-protocol/member-state.ts';

const names = new Map([
  ['T', 't'],
  ['U', 'u'],
]);
const config: ConsumerMemberConfig = {
  nameOf: (topicId) => names.get(topicId),
  sessionTimeoutMs: 45_000,
  maxPollIntervalMs: 300_000,
  rebalanceTimeoutMs: 60_000,
  backoffMs: (attempt) => 100 * 2 ** attempt,
};

const cause = new Error('because');
const t = (...partitions: number[]): OwnedPartition[] =>
  partitions.map((partition) => ({ topicId: 'T', topic: 't', partition }));
const target = (...partitions: number[]): TargetAssignment => new Map([['T', partitions]]);

const common = { seq: 7, beat: 3, memberId: 'm', polledAt: 1_000 };
const way = { ...common, attempt: 2, mayBeKnown: true };
const inGroup = {
  ...common,
  epoch: 5,
  owned: t(0, 1),
  target: target(0, 1),
  targetAt: 1_000,
  unsaid: NOTHING,
  saying: NOTHING,
  heartbeatAt: 6_000,
  sentAt: 1_000,
  intervalMs: 5_000,
  failures: 0,
  attempt: 0,
};
const at = {
  unjoined: initialConsumerMembership('m'),
  finding: { ...way, state: 'finding' },
  joining: { ...way, state: 'joining', sentAt: 0, unsaid: NOTHING },
  waiting: { ...way, state: 'waiting', until: 1_500 },
  stable: { ...inGroup, state: 'stable' },
  revoking: { ...inGroup, state: 'revoking', target: target(0), going: t(1), until: 30_000, leaveBy: null },
  expired: { ...common, state: 'expired' },
  leaving: { ...common, state: 'leaving', leaveBy: 20_000 },
  failed: { ...common, state: 'failed', error: cause },
} as const satisfies { [S in ConsumerStateName]: ConsumerMembership };

/** With a heartbeat in flight. */
const asking = { ...at.stable, heartbeatAt: Infinity } as const;
const leavingSoon = { ...at.revoking, going: t(0, 1), leaveBy: 20_000 } as const;

function answered(told: TargetAssignment | null, epoch = 6): ConsumerEventOf<'heartbeatAnswered'> {
  return { type: 'heartbeatAnswered', beat: 3, memberId: null, epoch, intervalMs: 4_000, target: told };
}
function failed(outcome: HeartbeatOutcome): ConsumerMemberEvent {
  return { type: 'heartbeatFailed', beat: 3, outcome, error: cause };
}
function notFound(outcome: HeartbeatOutcome): ConsumerMemberEvent {
  return { type: 'requestFailed', seq: 7, outcome, error: cause };
}
/** At the time it is used in, 5 s are a quarter of what is left. */
const leave: ConsumerMemberEvent = { type: 'leave', by: 20_000 };
const tick = (polled = false): ConsumerMemberEvent => ({ type: 'tick', polled });

/** From, event, the time, to, and the types of the effects in order. */
const table: [ConsumerMembership, ConsumerMemberEvent, number, ConsumerStateName, ConsumerMemberEffect['type'][]][] = [
  [at.unjoined, { type: 'join' }, 0, 'finding', ['findCoordinator']],
  [at.unjoined, leave, 0, 'unjoined', []],
  [at.finding, { type: 'found', seq: 7 }, 0, 'joining', ['sendHeartbeat']],
  [at.finding, notFound('findCoordinator'), 0, 'waiting', ['forgetCoordinator']],
  [at.finding, notFound('retry'), 0, 'waiting', []],
  [at.finding, notFound('fatal'), 0, 'failed', ['fail']],
  [at.finding, leave, 0, 'leaving', ['sendLeave']],
  [{ ...at.finding, mayBeKnown: false }, leave, 0, 'unjoined', []],
  [at.joining, answered(target(0)), 0, 'stable', ['assign']],
  [at.joining, answered(null), 0, 'stable', ['assign']],
  [at.joining, answered(new Map([['X', [0]]])), 0, 'stable', ['nameTopics', 'assign']],
  [at.joining, answered(null, 0), 0, 'waiting', []],
  [at.joining, failed('retry'), 0, 'waiting', []],
  [at.joining, failed('findCoordinator'), 0, 'waiting', ['forgetCoordinator']],
  [at.joining, failed('fatal'), 0, 'failed', ['fail']],
  [at.joining, { type: 'subscribed' }, 0, 'joining', []],
  [at.joining, leave, 0, 'leaving', ['sendLeave']],
  [at.waiting, tick(), 1_499, 'waiting', []],
  [at.waiting, tick(), 1_500, 'finding', ['findCoordinator']],
  [at.waiting, leave, 0, 'leaving', ['sendLeave']],
  [at.stable, tick(), 5_999, 'stable', []],
  [at.stable, tick(), 6_000, 'stable', ['sendHeartbeat']],
  [at.stable, tick(), 45_999, 'stable', ['sendHeartbeat']],
  [at.stable, tick(), 46_000, 'finding', ['lose', 'findCoordinator']],
  [at.stable, tick(), 301_000, 'expired', ['pollIntervalExceeded', 'lose', 'sendLeave']],
  [at.stable, tick(true), 301_000, 'finding', ['lose', 'findCoordinator']],
  [asking, answered(null), 6_500, 'stable', []],
  [asking, answered(target(0, 1)), 6_500, 'stable', []],
  [asking, answered(target(0, 1, 2)), 6_500, 'stable', ['assign']],
  [asking, answered(target(1, 2)), 6_500, 'revoking', ['revoke']],
  [asking, answered(new Map()), 6_500, 'revoking', ['revoke']],
  [asking, answered(null), 46_000, 'finding', ['lose', 'findCoordinator']],
  [asking, failed('retry'), 6_500, 'stable', []],
  [asking, failed('findCoordinator'), 6_500, 'stable', ['forgetCoordinator']],
  [asking, failed('findCoordinator'), 46_000, 'finding', ['lose', 'findCoordinator']],
  [asking, failed('fenced'), 6_500, 'finding', ['lose', 'findCoordinator']],
  [{ ...asking, attempt: 1 }, failed('fenced'), 6_500, 'waiting', ['lose']],
  [asking, failed('fatal'), 6_500, 'failed', ['lose', 'sendLeave', 'fail']],
  [at.stable, { type: 'subscribed' }, 5_000, 'stable', []],
  [at.stable, { type: 'named' }, 5_000, 'stable', []],
  [at.stable, leave, 5_000, 'revoking', ['revoke']],
  [at.revoking, { type: 'revoked', seq: 7 }, 5_000, 'stable', ['assign']],
  [leavingSoon, { type: 'revoked', seq: 7 }, 5_000, 'leaving', ['sendLeave']],
  [{ ...at.revoking, leaveBy: 20_000 }, { type: 'revoked', seq: 7 }, 5_000, 'revoking', ['revoke']],
  [at.revoking, tick(), 6_000, 'revoking', ['sendHeartbeat']],
  [at.revoking, tick(), 29_999, 'revoking', ['sendHeartbeat']],
  [at.revoking, tick(), 30_000, 'stable', ['assign']],
  [{ ...leavingSoon, leaveBy: 40_000 }, tick(), 30_000, 'leaving', ['sendLeave']],
  [at.revoking, answered(target(0, 1)), 6_500, 'revoking', []],
  [at.revoking, { type: 'subscribed' }, 6_500, 'revoking', []],
  [at.revoking, failed('fenced'), 6_500, 'finding', ['lose', 'findCoordinator']],
  [{ ...at.revoking, attempt: 1 }, failed('fenced'), 6_500, 'waiting', ['lose']],
  [{ ...leavingSoon, attempt: 1 }, failed('fenced'), 6_500, 'leaving', ['lose', 'sendLeave']],
  [leavingSoon, failed('fenced'), 6_500, 'leaving', ['lose', 'sendLeave']],
  [at.revoking, failed('fatal'), 6_500, 'failed', ['lose', 'sendLeave', 'fail']],
  [at.revoking, leave, 5_000, 'revoking', []],
  [at.expired, tick(false), 0, 'expired', []],
  [at.expired, tick(true), 0, 'finding', ['findCoordinator']],
  [at.expired, { type: 'join' }, 0, 'finding', ['findCoordinator']],
  [at.expired, leave, 0, 'unjoined', []],
  [at.leaving, { type: 'left', seq: 7 }, 0, 'unjoined', []],
  [at.leaving, tick(), 19_999, 'leaving', []],
  [at.leaving, tick(), 20_000, 'unjoined', []],
  [at.failed, { type: 'join' }, 0, 'finding', ['findCoordinator']],
  [at.failed, leave, 0, 'unjoined', []],
];

function step(from: ConsumerMembership, event: ConsumerMemberEvent, now: number): ConsumerMembership {
  return consumerStep(from, event, now, config)[0];
}

function effect<T extends ConsumerMemberEffect['type']>(
  from: ConsumerMembership,
  event: ConsumerMemberEvent,
  now: number,
  type: T,
): Extract<ConsumerMemberEffect, { type: T }> {
  const [, effects] = consumerStep(from, event, now, config);
  const found = effects.find((each) => each.type === type);
  assert.ok(found, `no ${type} among ${effects.map((each) => each.type).join()}`);
  return found as Extract<ConsumerMemberEffect, { type: T }>;
}

describe('consumer protocol: transition table', () => {
  for (const [from, event, now, to, effects] of table) {
    const what = 'outcome' in event ? `${event.type} (${event.outcome})` : event.type;
    it(`${from.state} + ${what} at ${String(now)} -> ${to} [${effects.join(', ')}]`, () => {
      const [next, done] = consumerStep(from, event, now, config);
      assert.equal(next.state, to);
      if (to !== from.state) assert.ok(next.seq > from.seq, 'an old answer would count again');
      assert.deepEqual(
        done.map(({ type }) => type),
        effects,
      );
    });
  }

  it('answers of an earlier state change nothing', () => {
    const stale: ConsumerMemberEvent[] = [
      { type: 'found', seq: 6 },
      { ...answered(target(5)), beat: 2 },
      { type: 'revoked', seq: 6 },
      { type: 'left', seq: 6 },
      { ...failed('fatal'), beat: 2 } as ConsumerMemberEvent,
      { ...notFound('fatal'), seq: 6 } as ConsumerMemberEvent,
    ];
    for (const from of Object.values(at)) {
      for (const event of stale) assert.deepEqual(consumerStep(from, event, 10, config), [from, []], from.state);
    }
  });

  it('who is fenced comes back at once if a heartbeat was answered since it joined', () => {
    const back = step({ ...at.joining, attempt: 3 }, answered(null), 0);
    assert.equal(step({ ...back, beat: 3 }, failed('fenced'), 10).state, 'waiting');
    const heard = step({ ...back, beat: 3 }, answered(null), 10);
    assert.equal(step(heard, failed('fenced'), 20).state, 'finding');
  });

  it('goes no way that is not listed', () => {
    const seen = new Set(table.map(([from, , , to]) => `${from.state} ${to}`));
    for (const [from, tos] of Object.entries(consumerMoves)) {
      for (const to of tos) {
        const isTried = seen.has(`${from} ${to}`) || `${from} ${to}` === 'waiting unjoined' || to === 'leaving';
        assert.ok(isTried, `${from} -> ${to} is in no row of the table`);
      }
    }
  });
});

describe('consumer protocol: what heartbeats say', () => {
  it('who joins says everything, with epoch 0 and nothing owned', () => {
    const { epoch, says, owned, memberId, beat } = effect(at.finding, { type: 'found', seq: 7 }, 0, 'sendHeartbeat');
    assert.deepEqual([epoch, says, owned, memberId, beat], [0, EVERYTHING, [], 'm', 4]);
  });

  it('a member says what has changed, once', () => {
    assert.deepEqual(effect(at.stable, tick(), 6_000, 'sendHeartbeat').says, NOTHING);
    const news = step(at.stable, { type: 'subscribed' }, 2_000);
    assert.equal(nextConsumerTickAt(news, config), 2_000, 'it does not wait for the interval');
    assert.deepEqual(effect(news, tick(), 2_000, 'sendHeartbeat').says, { ...NOTHING, subscription: true });
    const sent = step(news, tick(), 2_000);
    const later = step(sent, { ...answered(null), beat: 4 }, 2_100);
    assert.equal(nextConsumerTickAt(later, config), 6_100, 'the interval is what the coordinator told last');
    assert.deepEqual(effect(later, tick(), 6_100, 'sendHeartbeat').says, NOTHING);
  });

  it('what changes while a heartbeat is in flight is said with the next, at once', () => {
    const news = step(asking, { type: 'subscribed' }, 6_100);
    assert.equal(consumerStep(news, tick(), 6_200, config)[1].length, 0, 'one is in flight at a time');
    const after = step(news, answered(null), 6_300);
    assert.equal(nextConsumerTickAt(after, config), 6_300);
    const joined = step(step(at.joining, { type: 'subscribed' }, 10), answered(target(0)), 20);
    assert.equal(nextConsumerTickAt(joined, config), 20);
    assert.equal(effect(joined, tick(), 20, 'sendHeartbeat').says.subscription, true);
  });

  it('after a failure everything is said again, since the coordinator may have heard anything, after a back-off that grows', () => {
    const first = step(asking, failed('findCoordinator'), 6_500);
    assert.equal(nextConsumerTickAt(first, config), 6_600);
    const news = step(first, { type: 'subscribed' }, 6_550);
    assert.equal(nextConsumerTickAt(news, config), 6_600, 'news do not shorten it');
    const { says, owned, epoch } = effect(news, tick(), 6_600, 'sendHeartbeat');
    assert.deepEqual([says, owned, epoch], [EVERYTHING, t(0, 1), 5]);
    const again = step(step(news, tick(), 6_600), { ...failed('retry'), beat: 4 } as ConsumerMemberEvent, 6_700);
    assert.equal(nextConsumerTickAt(again, config), 6_900);
    const over = step(step(again, tick(), 6_900), { ...answered(null), beat: 5 }, 7_000);
    assert.deepEqual([nextConsumerTickAt(over, config), isEpochPending(over)], [11_000, false]);
  });

  it('an answer that comes so late that it may have waited for this process is asked after at once', () => {
    assert.equal(nextConsumerTickAt(step(at.joining, answered(null), 44_999), config), 44_999, 'says what it has');
    const said = { ...at.joining, sentAt: 1_000 };
    for (const [now, due] of [
      [45_999, 45_999],
      [46_000, 46_000],
    ] as const) {
      assert.equal(nextConsumerTickAt(step(said, answered(new Map()), now), config), due);
    }
  });
});

describe('consumer protocol: reconciling', () => {
  it('tells its handler of what is new only, and the coordinator of all', () => {
    const event = answered(target(0, 1, 2, 3));
    assert.deepEqual(effect(asking, event, 6_500, 'assign'), { type: 'assign', added: t(2, 3), all: t(0, 1, 2, 3) });
    const to = step(asking, event, 6_500);
    const { says, owned, epoch } = effect(to, tick(), 6_500, 'sendHeartbeat');
    assert.deepEqual([says, owned, epoch], [{ ...NOTHING, owned: true }, t(0, 1, 2, 3), 6]);
  });

  it('gives back before it takes, and names what goes as owned until it is gone', () => {
    const event = answered(target(1, 2), 5);
    const { partitions, seq } = effect(asking, event, 6_500, 'revoke');
    assert.deepEqual(partitions, t(0));
    const revoking = step(asking, event, 6_500);
    const failing = step(
      step(revoking, tick(), 10_500),
      { ...failed('retry'), beat: 4 } as ConsumerMemberEvent,
      10_600,
    );
    assert.deepEqual(effect(failing, tick(), 10_700, 'sendHeartbeat').owned, t(0, 1));
    const revoked: ConsumerMemberEvent = { type: 'revoked', seq };
    assert.deepEqual(effect(revoking, revoked, 7_000, 'assign'), { type: 'assign', added: t(2), all: t(1, 2) });
    const to = step(revoking, revoked, 7_000);
    const { says, owned } = effect(to, tick(), 7_000, 'sendHeartbeat');
    assert.deepEqual([says.owned, owned], [true, t(1, 2)]);
  });

  it('has nine tenths of the rebalance time for it, from when the heartbeat was sent that was answered so', () => {
    const { until } = effect({ ...asking, sentAt: 6_000 }, answered(target(1)), 9_000, 'revoke');
    assert.equal(until, 6_000 + 54_000);
  });

  it('a newer target that comes meanwhile counts when what goes is gone', () => {
    const revoking = step(asking, answered(target(1)), 6_500);
    const newer = step({ ...revoking, heartbeatAt: Infinity } as ConsumerMembership, answered(target(2), 7), 6_600);
    assert.equal(newer.state, 'revoking');
    const done = { type: 'revoked', seq: newer.seq } as const;
    assert.deepEqual(effect(newer, done, 6_700, 'revoke').partitions, t(1));
    const to = step(newer, done, 6_700);
    assert.deepEqual(effect(to, tick(), 6_700, 'sendHeartbeat').owned, t(1), 'what is gone is told at once');
  });

  it('who is told to leave while some are given back gives back the rest, then leaves', () => {
    const revoking = step(at.revoking, leave, 5_000);
    const rest = step(revoking, { type: 'revoked', seq: 7 }, 6_000);
    assert.deepEqual([rest.state, consumerStateOf(rest)], ['revoking', 'leaving']);
    assert.equal(step(rest, { type: 'revoked', seq: rest.seq }, 7_000).state, 'leaving');
  });

  it('topics without a name here wait for one, the others do not', () => {
    const both: TargetAssignment = new Map([
      ['T', [0, 1, 2]],
      ['V', [0]],
    ]);
    const event = answered(both);
    assert.deepEqual(effect(asking, event, 6_500, 'nameTopics').topicIds, ['V']);
    assert.deepEqual(effect(asking, event, 6_500, 'assign').added, t(2));
    const waiting = step(asking, event, 6_500);
    const v = { topicId: 'V', topic: 'v', partition: 0 };
    const knowing = { ...config, nameOf: (topicId: string) => (topicId === 'V' ? 'v' : undefined) };
    const [, effects] = consumerStep(waiting, { type: 'named' }, 6_600, knowing);
    assert.deepEqual(effects, [{ type: 'assign', added: [v], all: [...t(0, 1, 2), v] }]);
  });

  it('what a heartbeat on its way does not name as owned is not added before its answer', () => {
    const more = { ...at.stable, target: target(0, 1, 2) };
    for (const from of [
      { ...more, heartbeatAt: Infinity, saying: { ...NOTHING, owned: true } },
      { ...more, failures: 1 },
    ] as const) {
      assert.deepEqual(consumerStep(from, { type: 'named' }, 2_000, config), [from, []]);
    }
    const other = { ...more, heartbeatAt: Infinity, saying: { ...NOTHING, subscription: true } } as const;
    assert.deepEqual(effect(other, { type: 'named' }, 2_000, 'assign').added, t(2));
    const answeredLate = { ...more, heartbeatAt: Infinity, saying: { ...NOTHING, owned: true } } as const;
    assert.deepEqual(effect(answeredLate, answered(null), 2_000, 'assign').added, t(2));
  });

  it('a topic made again is given back under its old id, and taken under the new one', () => {
    const renamed = { ...config, nameOf: () => 't' };
    const [revoking, effects] = consumerStep(asking, answered(new Map([['N', [0]]])), 6_500, renamed);
    assert.deepEqual(effects[0]?.type === 'revoke' && effects[0].partitions, t(0, 1));
    const [, after] = consumerStep(revoking, { type: 'revoked', seq: revoking.seq }, 6_600, renamed);
    const added = [{ topicId: 'N', topic: 't', partition: 0 }];
    assert.deepEqual(after, [{ type: 'assign', added, all: added }]);
  });
});

describe('consumer protocol: epochs and ids', () => {
  it('commits are made in the epoch of the last answer, and may be late while a heartbeat is not answered', () => {
    assert.equal(epochOf(at.stable), 5);
    assert.equal(epochOf(step(asking, answered(null, 9), 6_500)), 9);
    assert.deepEqual([at.joining, at.waiting, at.leaving, at.expired].map(epochOf), Array(4).fill(undefined));
    assert.deepEqual([at.stable, asking, step(asking, failed('retry'), 6_500), at.joining].map(isEpochPending), [
      false,
      true,
      true,
      false,
    ]);
  });

  it('keeps its id whatever happens, unless the coordinator made it another', () => {
    for (const [from, event, now] of table) assert.equal(step(from, event, now).memberId, 'm');
    assert.equal(step(at.joining, { ...answered(null), memberId: 'theirs' }, 0).memberId, 'theirs');
  });

  it('says goodbye for a member that is out by an error or by silence of its user', () => {
    const bye = effect(asking, failed('fatal'), 6_500, 'sendLeave');
    assert.deepEqual([bye.seq, bye.memberId], [null, 'm']);
    assert.equal(effect(at.stable, tick(), 301_000, 'sendLeave').seq, null);
  });

  it('a coordinator that asks for heartbeats rarely has a longer session', () => {
    const rarely = { ...at.stable, intervalMs: 30_000 };
    assert.deepEqual([isGivenUp(at.stable, 46_000, config), isGivenUp(rarely, 46_000, config)], [true, false]);
    assert.equal(isGivenUp(rarely, 91_000, config), true);
  });

  it('whoever is to leave by a time has a quarter of it, at most 5 s, for the goodbye', () => {
    const untilOf = (from: ConsumerMembership, event: ConsumerMemberEvent): number | undefined => {
      const to = step(from, event, 1_000);
      return 'until' in to ? to.until : undefined;
    };
    assert.equal(untilOf(at.stable, { type: 'leave', by: 11_000 }), 8_500);
    assert.equal(untilOf(at.stable, { type: 'leave', by: 41_000 }), 36_000);
    assert.equal(untilOf(at.stable, { type: 'leave', by: Infinity }), 61_000, 'rebalanceTimeoutMs is the limit');
    assert.equal(untilOf(at.revoking, { type: 'leave', by: 11_000 }), 8_500);
  });
});
