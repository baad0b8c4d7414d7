import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { initialMembership, nextTickAt, transition } from '../../src/classic/membership-machine.ts';
import type { TopicPartition } from '@k/cluster';
import {
  membershipMoves,
  type Membership,
  type MembershipConfig,
  type MembershipEffect,
  type MembershipEvent,
  type MembershipStateName,
  type RequestOutcome,
} from '../../src/classic/membership-state.ts';

const config: MembershipConfig = {
  protocol: 'eager',
  isSubscribed: () => true,
  heartbeatIntervalMs: 3_000,
  sessionTimeoutMs: 45_000,
  maxPollIntervalMs: 300_000,
  rebalanceTimeoutMs: 60_000,
  isStatic: false,
  backoffMs: (attempt) => 100 * 2 ** attempt,
};

const cause = new Error('because');
const assignment = [{ topic: 't', partition: 0 }];

/** On the way into the group with nothing in hand. */
const way = { seq: 7, memberId: 'm', polledAt: 0, attempt: 2, reason: 'r', owned: [], lastGeneration: -1, awakeAt: 0 };

const at = {
  unjoined: initialMembership,
  finding: { ...way, state: 'finding' },
  joining: { ...way, state: 'joining', rejoinReason: null },
  syncing: { ...way, state: 'syncing', protocolName: 'range', rejoinReason: null, generationId: 4, sentAt: 0 },
  stable: {
    state: 'stable',
    seq: 7,
    memberId: 'm',
    polledAt: 1_000,
    generationId: 4,
    owned: assignment,
    heartbeatAt: 4_000,
    sentAt: 1_000,
  },
  revoking: {
    state: 'revoking',
    seq: 7,
    memberId: 'm',
    polledAt: 1_000,
    generationId: 4,
    owned: assignment,
    going: assignment,
    next: null,
    reason: 'r',
    heartbeatAt: 4_000,
    sentAt: 1_000,
    until: 30_000,
    leaveBy: null,
  },
  waiting: { ...way, state: 'waiting', attempt: 3, until: 1_500 },
  expired: { state: 'expired', seq: 7, memberId: '', polledAt: 0 },
  departing: { state: 'departing', seq: 7, memberId: '', polledAt: 0, until: 15_000, leaveBy: 20_000 },
  leaving: { state: 'leaving', seq: 7, memberId: 'm', polledAt: 0, leaveBy: 20_000 },
  failed: { state: 'failed', seq: 7, memberId: '', polledAt: 0, error: cause },
} as const satisfies { [S in MembershipStateName]: Membership };

const joined: MembershipEvent = {
  type: 'joined',
  seq: 7,
  memberId: 'm2',
  generationId: 5,
  protocolName: 'range',
  isLeader: false,
  skipAssignment: false,
  members: [],
};
function failed(outcome: RequestOutcome, memberId?: string): MembershipEvent {
  const event = { type: 'requestFailed', seq: 7, outcome, error: cause } as const;
  return memberId === undefined ? event : { ...event, memberId };
}
function beatFailed(outcome: RequestOutcome): MembershipEvent {
  return { type: 'heartbeatFailed', generationId: 4, outcome, error: cause };
}
/** At the time it is used in, 5 s are a quarter of what is left. */
const leave: MembershipEvent = { type: 'leave', by: 20_000 };
const tick = (polled = false): MembershipEvent => ({ type: 'tick', polled });

/** From, event, the time, to, and the types of the effects in order. */
const table: [Membership, MembershipEvent, number, MembershipStateName, MembershipEffect['type'][]][] = [
  [at.unjoined, { type: 'join' }, 0, 'finding', ['findCoordinator']],
  [at.unjoined, leave, 0, 'unjoined', []],
  [at.finding, { type: 'found', seq: 7 }, 0, 'joining', ['sendJoin']],
  [at.finding, failed('findCoordinator'), 0, 'waiting', ['forgetCoordinator']],
  [at.finding, failed('fatal'), 0, 'failed', ['sendLeave', 'fail']],
  [at.finding, leave, 0, 'leaving', ['sendLeave']],
  [at.joining, joined, 0, 'syncing', ['sendSync']],
  [{ ...at.joining, memberId: '' }, failed('memberIdRequired', 'given'), 0, 'joining', ['sendJoin']],
  [{ ...at.joining, memberId: '' }, failed('memberIdRequired', ''), 0, 'waiting', []],
  [at.joining, failed('memberIdRequired', 'given'), 0, 'waiting', []],
  [at.joining, failed('memberUnknown'), 0, 'waiting', []],
  [at.joining, failed('retry'), 0, 'waiting', []],
  [at.joining, failed('findCoordinator'), 0, 'waiting', ['forgetCoordinator']],
  [at.joining, failed('fatal'), 0, 'failed', ['sendLeave', 'fail']],
  [{ ...at.joining, memberId: '' }, failed('fatal'), 0, 'failed', ['fail']],
  [at.joining, { type: 'rejoin', reason: 'other topics' }, 0, 'joining', []],
  [at.joining, leave, 0, 'leaving', ['sendLeave']],
  [{ ...at.joining, memberId: '' }, leave, 0, 'departing', []],
  [at.departing, joined, 0, 'leaving', ['sendLeave']],
  [at.departing, failed('memberIdRequired', 'given'), 0, 'leaving', ['sendLeave']],
  [at.departing, failed('findCoordinator'), 0, 'unjoined', []],
  [at.departing, tick(), 14_999, 'departing', []],
  [at.departing, tick(), 15_000, 'unjoined', []],
  [at.departing, leave, 0, 'departing', []],
  [at.syncing, { type: 'synced', seq: 7, assignment }, 0, 'stable', ['assign']],
  [{ ...at.syncing, rejoinReason: 'other' }, { type: 'synced', seq: 7, assignment }, 0, 'joining', ['sendJoin']],
  [at.syncing, failed('rebalance'), 0, 'joining', ['sendJoin']],
  [at.syncing, failed('generationLost'), 0, 'waiting', []],
  [at.syncing, failed('memberUnknown'), 0, 'waiting', []],
  [at.syncing, failed('fatal'), 0, 'failed', ['sendLeave', 'fail']],
  [at.stable, tick(), 3_999, 'stable', []],
  [at.stable, tick(), 4_000, 'stable', ['sendHeartbeat']],
  [at.stable, tick(), 45_999, 'stable', ['sendHeartbeat']],
  [at.stable, tick(), 46_000, 'finding', ['lose', 'findCoordinator']],
  [at.stable, tick(), 301_000, 'expired', ['pollIntervalExceeded', 'lose', 'sendLeave']],
  [at.stable, tick(true), 301_000, 'finding', ['lose', 'findCoordinator']],
  [at.stable, { type: 'heartbeatAnswered', generationId: 4 }, 5_000, 'stable', []],
  [at.stable, { type: 'heartbeatAnswered', generationId: 4 }, 46_000, 'finding', ['lose', 'findCoordinator']],
  [at.stable, beatFailed('findCoordinator'), 46_000, 'finding', ['lose', 'findCoordinator']],
  [at.stable, beatFailed('rebalance'), 5_000, 'revoking', ['revoke']],
  [at.stable, beatFailed('generationLost'), 5_000, 'finding', ['lose', 'findCoordinator']],
  [at.stable, beatFailed('memberUnknown'), 5_000, 'finding', ['lose', 'findCoordinator']],
  [at.stable, beatFailed('findCoordinator'), 5_000, 'stable', ['forgetCoordinator']],
  [at.stable, beatFailed('retry'), 5_000, 'stable', []],
  [at.stable, beatFailed('fatal'), 5_000, 'failed', ['lose', 'sendLeave', 'fail']],
  [at.stable, { type: 'rejoin', reason: 'partitions' }, 5_000, 'revoking', ['revoke']],
  [at.stable, leave, 5_000, 'revoking', ['revoke']],
  [at.revoking, { type: 'revoked', seq: 7 }, 5_000, 'joining', ['sendJoin']],
  [{ ...at.revoking, leaveBy: 20_000 }, { type: 'revoked', seq: 7 }, 5_000, 'leaving', ['sendLeave']],
  [at.revoking, tick(), 4_000, 'revoking', ['sendHeartbeat']],
  [at.revoking, tick(), 29_999, 'revoking', ['sendHeartbeat']],
  [at.revoking, tick(), 30_000, 'joining', ['sendJoin']],
  [{ ...at.revoking, leaveBy: 40_000 }, tick(), 30_000, 'leaving', ['sendLeave']],
  [at.revoking, beatFailed('rebalance'), 5_000, 'revoking', []],
  [at.revoking, beatFailed('memberUnknown'), 5_000, 'finding', ['lose', 'findCoordinator']],
  [{ ...at.revoking, leaveBy: 20_000 }, beatFailed('generationLost'), 5_000, 'leaving', ['lose', 'sendLeave']],
  [at.revoking, leave, 5_000, 'revoking', []],
  [at.waiting, tick(), 1_499, 'waiting', []],
  [at.waiting, tick(), 1_500, 'finding', ['findCoordinator']],
  [at.waiting, leave, 0, 'leaving', ['sendLeave']],
  [at.expired, tick(false), 0, 'expired', []],
  [at.expired, tick(true), 0, 'finding', ['findCoordinator']],
  [at.expired, leave, 0, 'unjoined', []],
  [at.leaving, { type: 'left', seq: 7 }, 0, 'unjoined', []],
  [at.leaving, tick(), 19_999, 'leaving', []],
  [at.leaving, tick(), 20_000, 'unjoined', []],
  [at.failed, { type: 'join' }, 0, 'finding', ['findCoordinator']],
  [at.failed, leave, 0, 'unjoined', []],
];

describe('membership: transition table', () => {
  for (const [from, event, now, to, effects] of table) {
    const what = 'outcome' in event ? `${event.type} (${event.outcome})` : event.type;
    it(`${from.state} + ${what} at ${String(now)} -> ${to} [${effects.join(', ')}]`, () => {
      const [next, done] = transition(from, event, now, config);
      assert.equal(next.state, to);
      // Only whoever leaves while JoinGroup is outstanding waits for the same answer.
      if (to !== from.state && to !== 'departing') assert.ok(next.seq > from.seq, 'an old answer would count again');
      assert.deepEqual(
        done.map(({ type }) => type),
        effects,
      );
    });
  }

  it('answers of an earlier state change nothing', () => {
    const stale: MembershipEvent[] = [
      { type: 'found', seq: 6 },
      { ...joined, seq: 6, memberId: '' },
      { type: 'synced', seq: 6, assignment },
      { type: 'revoked', seq: 6 },
      { type: 'left', seq: 6 },
      { ...failed('fatal'), seq: 6 } as MembershipEvent,
      { type: 'heartbeatFailed', generationId: 3, outcome: 'fatal', error: cause },
      { type: 'heartbeatAnswered', generationId: 3 },
    ];
    for (const from of Object.values(at)) {
      for (const event of stale) assert.deepEqual(transition(from, event, 10, config), [from, []], from.state);
    }
  });

  it('an answer to a join that nobody waits for any more gets its goodbye, if it names a member', () => {
    for (const answer of [
      { ...joined, seq: 6 },
      { ...failed('memberIdRequired', 'm2'), seq: 6 },
    ] as MembershipEvent[]) {
      for (const from of Object.values(at)) {
        const [to, effects] = transition(from, answer, 10, config);
        assert.equal(to, from);
        assert.deepEqual(
          effects.map((effect) => effect.type === 'sendLeave' && [effect.seq, effect.memberId]),
          [[null, 'm2']],
        );
      }
    }
  });

  it('whoever is to leave by a time has a quarter of it, at most 5 s, for the goodbye', () => {
    const untilOf = (from: Membership, event: MembershipEvent, now: number): number | undefined => {
      const [to] = transition(from, event, now, config);
      return 'until' in to ? to.until : undefined;
    };
    assert.equal(untilOf(at.stable, { type: 'leave', by: 11_000 }, 1_000), 8_500);
    assert.equal(untilOf(at.stable, { type: 'leave', by: 41_000 }, 1_000), 36_000);
    assert.equal(untilOf(at.stable, { type: 'leave', by: Infinity }, 1_000), 61_000, 'rebalanceTimeoutMs is the limit');
    assert.equal(untilOf(at.revoking, { type: 'leave', by: 11_000 }, 1_000), 8_500, 'a rebalance has less time then');
    assert.equal(untilOf({ ...at.joining, memberId: '' }, { type: 'leave', by: 11_000 }, 1_000), 8_500);
    assert.equal(untilOf(at.departing, { type: 'leave', by: 11_000 }, 1_000), 8_500);
  });

  it('keeps the member id through a rebalance and drops it when the coordinator does not know it', () => {
    const idAfter = (from: Membership, event: MembershipEvent, now = 0): string =>
      transition(from, event, now, config)[0].memberId;
    assert.equal(idAfter(at.revoking, { type: 'revoked', seq: 7 }), 'm');
    assert.equal(idAfter(at.stable, beatFailed('generationLost')), 'm');
    assert.equal(idAfter(at.stable, beatFailed('memberUnknown')), '');
    assert.equal(idAfter(at.syncing, failed('memberUnknown')), '');
    assert.equal(idAfter(at.stable, tick(), 301_000), '');
    assert.equal(idAfter(at.joining, failed('memberIdRequired', 'given')), 'given');
  });

  it('a static member goes without LeaveGroup and keeps its id when it expires', () => {
    const isStatic = { ...config, isStatic: true };
    const [left, effects] = transition({ ...at.revoking, leaveBy: 20_000 }, { type: 'revoked', seq: 7 }, 0, isStatic);
    assert.deepEqual([left.state, effects], ['unjoined', []]);
    const [expired, atExpiry] = transition(at.stable, tick(), 301_000, isStatic);
    assert.equal(expired.memberId, 'm');
    assert.ok(!atExpiry.some(({ type }) => type === 'sendLeave'));
  });

  it('an assignment that comes so late that it may have waited for this process is asked after at once', () => {
    const heartbeatAfter = (now: number): number => {
      const from = { ...at.syncing, sentAt: 1_000 };
      const [to] = transition(from, { type: 'synced', seq: 7, assignment }, now, config);
      return nextTickAt(to, config) - now;
    };
    assert.equal(heartbeatAfter(45_999), 3_000);
    assert.equal(heartbeatAfter(46_000), 0);
  });

  it('backs off longer with each failure', () => {
    const waits = [0, 1, 2].map((attempt) => {
      const [next] = transition({ ...at.finding, attempt }, failed('retry'), 1_000, config);
      return next.state === 'waiting' ? [next.until - 1_000, next.attempt] : next;
    });
    assert.deepEqual(waits, [
      [100, 1],
      [200, 2],
      [400, 3],
    ]);
  });

  it('a heartbeat in flight is not sent again, and the next is due one interval after its answer', () => {
    const [sent] = transition(at.stable, tick(), 4_000, config);
    assert.equal(transition(sent, tick(), 5_000, config)[1].length, 0);
    const [answered] = transition(sent, { type: 'heartbeatAnswered', generationId: 4 }, 5_000, config);
    assert.equal(nextTickAt(answered, config), 8_000);
  });
});

describe('membership: the cooperative protocol', () => {
  const cooperative: MembershipConfig = { ...config, protocol: 'cooperative' };
  const parts = (...ids: number[]): { topic: string; partition: number }[] =>
    ids.map((partition) => ({ topic: 't', partition }));
  const stable: Membership = { ...at.stable, owned: parts(0, 1, 2) };
  const kept = { owned: parts(0, 1, 2), lastGeneration: 4, awakeAt: 1_000 };
  const joining: Membership = { ...at.joining, ...kept };
  const syncing: Membership = { ...at.syncing, ...kept, generationId: 5 };
  const synced = (...ids: number[]): MembershipEvent => ({ type: 'synced', seq: 7, assignment: parts(...ids) });

  it('joins again with what it owns and the generation in which it got it', () => {
    const [to, effects] = transition(stable, beatFailed('rebalance'), 5_000, cooperative);
    const said = { owned: parts(0, 1, 2), generationId: 4, reason: 'the group is rebalancing' };
    assert.equal(to.state, 'joining');
    assert.deepEqual(effects, [{ type: 'sendJoin', seq: 8, memberId: 'm', ...said }]);
  });

  it('gives back before it joins what it has no use for any more, and only that', () => {
    const wantsNone = { ...cooperative, isSubscribed: () => false };
    const [to, effects] = transition(stable, { type: 'rejoin', reason: 'other topics' }, 5_000, wantsNone);
    assert.equal(to.state, 'revoking');
    assert.deepEqual(
      effects.map((each) => each.type === 'revoke' && each.partitions),
      [parts(0, 1, 2)],
    );
  });

  it('tells its handler of what is new only', () => {
    const [to, effects] = transition(syncing, synced(0, 1, 2, 3), 5_000, cooperative);
    const told = { added: parts(3), all: parts(0, 1, 2, 3), protocolName: 'range', generationId: 5 };
    assert.equal(to.state, 'stable');
    assert.deepEqual(effects, [{ type: 'assign', ...told }]);
  });

  it('revokes only what goes, then tells of what is new, then joins again so that others get it', () => {
    const [revoking, revoke] = transition(syncing, synced(0, 3), 5_000, cooperative);
    assert.deepEqual(
      revoke.map((each) => each.type === 'revoke' && each.partitions),
      [parts(1, 2)],
    );
    const [to, effects] = transition(revoking, { type: 'revoked', seq: revoking.seq }, 6_000, cooperative);
    assert.equal(to.state, 'joining');
    assert.deepEqual(
      effects.map((each) => [each.type, 'added' in each && each.added, 'owned' in each && each.owned]),
      [
        ['assign', parts(3), false],
        ['sendJoin', false, parts(0, 3)],
      ],
    );
  });

  it('loses what it kept when the coordinator does not know it, when it fails, and when this process slept', () => {
    const typesAfter = (from: Membership, event: MembershipEvent, now: number): string[] =>
      transition(from, event, now, cooperative)[1].map(({ type }) => type);
    assert.deepEqual(typesAfter(joining, failed('memberUnknown'), 5_000), ['lose']);
    assert.deepEqual(typesAfter(syncing, failed('generationLost'), 5_000), ['lose']);
    assert.deepEqual(typesAfter(joining, failed('fatal'), 5_000), ['lose', 'sendLeave', 'fail']);
    assert.deepEqual(typesAfter(joining, joined, 46_000), ['lose', 'sendSync']);
    assert.deepEqual(typesAfter(joining, joined, 45_999), ['sendSync']);
    assert.deepEqual(typesAfter(joining, failed('findCoordinator'), 5_000), ['forgetCoordinator']);
  });

  it('gives back what it kept before it leaves', () => {
    for (const from of [joining, syncing]) {
      const [revoking, effects] = transition(from, leave, 5_000, cooperative);
      assert.deepEqual(
        effects.map((each) => each.type === 'revoke' && each.partitions),
        [parts(0, 1, 2)],
      );
      assert.equal(
        transition(revoking, { type: 'revoked', seq: revoking.seq }, 6_000, cooperative)[0].state,
        'leaving',
      );
    }
  });
});

describe('membership: properties', () => {
  const outcomes: RequestOutcome[] = [
    'retry',
    'findCoordinator',
    'rebalance',
    'generationLost',
    'memberUnknown',
    'memberIdRequired',
    'fatal',
  ];
  const places = ['t-0', 't-1', 't-2', 'u-0', 'u-1'] as const;
  const given = fc.option(fc.subarray([...places]));
  const action = fc.oneof(
    // Half of the time what the state waits for, so that whole rebalances come about.
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('next'), given }) },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom('join', 'rejoin', 'found', 'joined', 'revoked', 'left', 'beat')
        .map((kind) => ({ kind })),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('synced'), given }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('leave'), by: fc.integer({ min: 0, max: 1_000_000 }) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constantFrom('requestFailed', 'beatFailed'),
        outcome: fc.constantFrom(...outcomes),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('tick'),
        polled: fc.boolean(),
        later: fc.integer({ min: 0, max: 100_000 }),
      }),
    },
  );
  const next: { readonly [S in MembershipStateName]: string } = {
    unjoined: 'join',
    finding: 'found',
    joining: 'joined',
    syncing: 'synced',
    stable: 'beatFailed',
    revoking: 'revoked',
    waiting: 'tick',
    expired: 'join',
    departing: 'joined',
    leaving: 'left',
    failed: 'join',
  };

  function eventOf(action: Record<string, unknown>, member: Membership): MembershipEvent {
    const seq = member.seq;
    const generationId = 'generationId' in member ? member.generationId : -1;
    const outcome = (action['outcome'] ?? 'rebalance') as RequestOutcome;
    const kind = action['kind'] === 'next' ? next[member.state] : action['kind'];
    switch (kind) {
      case 'join':
        return { type: 'join' };
      case 'leave':
        return { type: 'leave', by: action['by'] as number };
      case 'rejoin':
        return { type: 'rejoin', reason: 'r' };
      case 'found':
      case 'revoked':
      case 'left':
        return { type: kind, seq };
      case 'joined':
        return { ...joined, seq } as MembershipEvent;
      case 'synced':
        return { type: 'synced', seq, assignment: (action['given'] as string[] | null)?.map(partitionOf) ?? null };
      case 'beat':
        return { type: 'heartbeatAnswered', generationId };
      case 'beatFailed':
        return { type: 'heartbeatFailed', generationId, outcome, error: cause };
      case 'requestFailed':
        return { type: 'requestFailed', seq, outcome, error: cause, memberId: 'given' };
      default:
        return { type: 'tick', polled: action['polled'] === true };
    }
  }

  function partitionOf(place: string): TopicPartition {
    const [topic = '', partition] = place.split('-');
    return { topic, partition: Number(partition) };
  }

  function placesOf(partitions: readonly TopicPartition[]): string[] {
    return partitions.map(({ topic, partition }) => `${topic}-${String(partition)}`);
  }

  /** What the handler owns, as it was told. */
  class Told {
    readonly owned = new Set<string>();

    take(from: Membership, to: Membership, effects: readonly MembershipEffect[]): void {
      const lost = effects.some(({ type }) => type === 'lose');
      const isOver = from.state === 'revoking' && to.seq !== from.seq;
      // Their time is over, or the handler has given them back.
      if (isOver && !lost) for (const place of placesOf(from.going)) this.owned.delete(place);
      for (const effect of effects) {
        if (effect.type === 'lose') {
          assert.deepEqual(new Set(placesOf(effect.partitions)), this.owned, 'all are lost');
          this.owned.clear();
        } else if (effect.type === 'revoke') {
          for (const place of placesOf(effect.partitions)) assert.ok(this.owned.has(place), 'nothing to revoke');
        } else if (effect.type === 'assign') {
          for (const place of placesOf(effect.added)) {
            assert.ok(!this.owned.has(place), 'assigned twice');
            this.owned.add(place);
          }
          assert.deepEqual(new Set(placesOf(effect.all)), this.owned);
        } else if (effect.type === 'sendJoin') {
          assert.deepEqual(new Set(placesOf(effect.owned)), this.owned, 'the group hears what is owned');
        }
      }
      assert.deepEqual(new Set('owned' in to ? placesOf(to.owned) : []), this.owned);
    }
  }

  for (const protocol of ['eager', 'cooperative'] as const) {
    it(`whatever happens: legal moves only, one owner of the partitions at a time, never stuck (${protocol})`, () => {
      fc.assert(
        fc.property(fc.array(action, { maxLength: 60, size: 'max' }), (actions) => {
          let wantsU = true;
          const rules: MembershipConfig = { ...config, protocol, isSubscribed: (topic) => topic === 't' || wantsU };
          let member = initialMembership;
          let now = 0;
          const told = new Told();
          for (const each of actions) {
            if ('later' in each) now += each.later;
            if (each.kind === 'rejoin') wantsU = !wantsU;
            const from = member;
            const event = eventOf(each, member);
            const [to, effects] = transition(member, event, now, rules);
            member = to;
            assert.ok(from.state === to.state || membershipMoves[from.state].includes(to.state));
            // A state with a request outstanding is entered together with that request, exactly once.
            const sent = effects.filter(({ type }) => ['findCoordinator', 'sendJoin', 'sendSync'].includes(type));
            const awaits = ['finding', 'joining', 'syncing'].includes(to.state);
            assert.equal(sent.length, awaits && to.seq !== from.seq ? 1 : 0);
            told.take(from, to, effects);
            const isOwner = told.owned.size > 0;
            if (protocol === 'eager' && !['stable', 'revoking'].includes(to.state)) {
              assert.equal(isOwner, false, `partitions kept in ${to.state}`);
            }
            // Every exit says goodbye, if there is an id that the coordinator knows.
            const isKnown = from.memberId !== '' && !('outcome' in event && event.outcome === 'memberUnknown');
            const out = to.state !== from.state && ['unjoined', 'expired', 'failed'].includes(to.state);
            if (out && isKnown && from.state !== 'leaving') {
              assert.ok(effects.some((effect) => effect.type === 'sendLeave' && effect.memberId === from.memberId));
            }
            // Something is always due: an answer, a tick, or the application. Who owns partitions looks at the clock.
            const hasTick = nextTickAt(to, rules) < Infinity;
            const always = ['stable', 'revoking', 'waiting', 'departing', 'leaving'].includes(to.state);
            assert.equal(hasTick, always || isOwner);
          }
        }),
        { numRuns: 300, seed: 20261130 },
      );
    });
  }
});
