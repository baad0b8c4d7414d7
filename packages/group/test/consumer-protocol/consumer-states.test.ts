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
import {
  EVERYTHING,
  NOTHING,
  type ConsumerMemberConfig,
  type ConsumerMemberEvent,
  type ConsumerMembership,
  type ConsumerStep,
  type HeartbeatOutcome,
} from '../../src/consumer-protocol/member-state.ts';

const config: ConsumerMemberConfig = {
  nameOf: (topicId) => (topicId === 'T' ? 't' : undefined),
  sessionTimeoutMs: 45_000,
  maxPollIntervalMs: 300_000,
  rebalanceTimeoutMs: 60_000,
  backoffMs: (attempt) => 100 * 2 ** attempt,
};
const error = new Error('because');
const part = (partition: number): { topicId: string; topic: string; partition: number } => {
  return { topicId: 'T', topic: 't', partition };
};
const [t0, t1] = [[part(0)], [part(1)]];
const target = (...ids: number[]): ReadonlyMap<string, readonly number[]> => new Map([['T', ids]]);

const who = { seq: 7, beat: 3, memberId: 'm', polledAt: 1_000 };
const way = { ...who, attempt: 2, mayBeKnown: true };
const inGroup = {
  ...who,
  epoch: 5,
  owned: t0,
  target: target(0),
  targetAt: 1_000,
  unsaid: NOTHING,
  saying: NOTHING,
  heartbeatAt: 6_000,
  sentAt: 1_000,
  intervalMs: 5_000,
  failures: 0,
  attempt: 0,
};
const joining = { ...way, state: 'joining', sentAt: 0, unsaid: NOTHING } as const;
const stable = { ...inGroup, state: 'stable' } as const;
const asking = { ...stable, heartbeatAt: Infinity, sentAt: 6_000 } as const;
const revoking = { ...inGroup, state: 'revoking', going: t0, until: 30_000, leaveBy: null } as const;

const answered = (epoch: number, brought: ReturnType<typeof target> | null = null): ConsumerMemberEvent => {
  return { type: 'heartbeatAnswered', beat: 3, memberId: null, epoch, intervalMs: 4_000, target: brought };
};
const failed = (outcome: HeartbeatOutcome): ConsumerMemberEvent => ({
  type: 'heartbeatFailed',
  beat: 3,
  outcome,
  error,
});
const tick = (polled = false): ConsumerMemberEvent => ({ type: 'tick', polled });
const says = (heartbeat: object): object => ({ type: 'sendHeartbeat', beat: 4, memberId: 'm', ...heartbeat });

const steps: readonly [string, ConsumerMembership, ConsumerMemberEvent, number, readonly unknown[]][] = [
  [
    'subscribed: looks for the coordinator, which does not know it',
    { ...who, state: 'unjoined' },
    { type: 'join' },
    500,
    [
      { ...way, state: 'finding', seq: 8, polledAt: 500, attempt: 0, mayBeKnown: false },
      [{ type: 'findCoordinator', seq: 8 }],
    ],
  ],
  [
    'found: says everything, and may be known from then on',
    { ...way, state: 'finding', mayBeKnown: false },
    { type: 'found', seq: 7 },
    500,
    [{ ...joining, seq: 8, beat: 4, sentAt: 500 }, [says({ epoch: 0, says: EVERYTHING, owned: [] })]],
  ],
  [
    'noted, and let in later: asks again after the interval',
    joining,
    answered(0),
    500,
    [{ ...way, state: 'waiting', seq: 8, attempt: 3, until: 4_500 }, []],
  ],
  [
    'let in with nothing: hears it, and says so at once',
    joining,
    answered(5),
    500,
    [
      {
        ...stable,
        attempt: 2,
        seq: 8,
        polledAt: 500,
        owned: [],
        target: new Map(),
        targetAt: 0,
        unsaid: { ...NOTHING, owned: true },
        heartbeatAt: 500,
        sentAt: 500,
        intervalMs: 4_000,
      },
      [{ type: 'assign', added: [], all: [] }],
    ],
  ],
  [
    'not let in: waits, longer each time',
    joining,
    failed('retry'),
    500,
    [{ ...way, state: 'waiting', seq: 8, attempt: 3, until: 900 }, []],
  ],
  [
    'refused for good',
    joining,
    failed('fatal'),
    500,
    [{ ...who, state: 'failed', seq: 8, error }, [{ type: 'fail', error }]],
  ],
  [
    'a heartbeat is due, and says what is new',
    { ...stable, unsaid: { ...NOTHING, subscription: true } },
    tick(),
    6_000,
    [
      { ...asking, beat: 4, saying: { ...NOTHING, subscription: true } },
      [says({ epoch: 5, says: { ...NOTHING, subscription: true }, owned: t0 })],
    ],
  ],
  [
    'answered: the next one after the interval that was told',
    { ...asking, saying: EVERYTHING, failures: 2 },
    answered(6),
    6_500,
    [{ ...asking, epoch: 6, heartbeatAt: 10_500, intervalMs: 4_000 }, []],
  ],
  [
    'failed: everything is said again',
    { ...asking, failures: 1 },
    failed('findCoordinator'),
    6_500,
    [{ ...asking, unsaid: EVERYTHING, heartbeatAt: 6_700, failures: 2 }, [{ type: 'forgetCoordinator' }]],
  ],
  [
    'fenced before a heartbeat was answered: waits before it comes back',
    { ...asking, attempt: 2 },
    failed('fenced'),
    6_500,
    [
      { ...way, state: 'waiting', seq: 8, attempt: 3, until: 6_900 },
      [{ type: 'lose', partitions: t0, reason: 'because' }],
    ],
  ],
  [
    'fenced: all is lost, and it is known',
    asking,
    failed('fenced'),
    6_500,
    [
      { ...way, state: 'finding', seq: 8, attempt: 1 },
      [
        { type: 'lose', partitions: t0, reason: 'because' },
        { type: 'findCoordinator', seq: 8 },
      ],
    ],
  ],
  [
    'given something else: gives back in nine tenths of the time',
    asking,
    answered(6, target(1)),
    6_500,
    [
      {
        ...revoking,
        seq: 8,
        epoch: 6,
        target: target(1),
        targetAt: 6_000,
        heartbeatAt: 10_500,
        sentAt: 6_000,
        intervalMs: 4_000,
        until: 60_000,
      },
      [{ type: 'revoke', seq: 8, partitions: t0, reason: 'the group gives them to other members', until: 60_000 }],
    ],
  ],
  [
    'given back: hears what is new, and says it at once',
    { ...revoking, target: target(1) },
    { type: 'revoked', seq: 7 },
    5_000,
    [
      { ...stable, seq: 8, owned: t1, target: target(1), unsaid: { ...NOTHING, owned: true }, heartbeatAt: 5_000 },
      [{ type: 'assign', added: t1, all: t1 }],
    ],
  ],
  [
    'subscribed anew while it gives back: says so at once',
    revoking,
    { type: 'subscribed' },
    5_000,
    [{ ...revoking, unsaid: { ...NOTHING, subscription: true }, heartbeatAt: 5_000 }, []],
  ],
  [
    'subscribed anew while a heartbeat is on its way: with the next',
    asking,
    { type: 'subscribed' },
    6_100,
    [{ ...asking, unsaid: { ...NOTHING, subscription: true } }, []],
  ],
  [
    'stopped for a session: all is lost',
    stable,
    tick(true),
    46_000,
    [
      { ...way, state: 'finding', seq: 8, polledAt: 46_000, attempt: 1 },
      [
        {
          type: 'lose',
          partitions: t0,
          reason:
            "no heartbeat was sent for 45000 ms: this process was stopped or busy, and its partitions are somebody else's",
        },
        { type: 'findCoordinator', seq: 8 },
      ],
    ],
  ],
  [
    'nobody polls',
    stable,
    tick(),
    301_000,
    [
      { ...who, state: 'expired', seq: 8 },
      [
        { type: 'pollIntervalExceeded' },
        {
          type: 'lose',
          partitions: t0,
          reason: 'no records were asked for within maxPollIntervalMs (300000 ms)',
        },
        {
          type: 'sendLeave',
          seq: null,
          memberId: 'm',
          reason: 'no records were asked for within maxPollIntervalMs (300000 ms)',
        },
      ],
    ],
  ],
  [
    'somebody polls again',
    { ...who, state: 'expired' },
    tick(true),
    9_000,
    [{ ...way, state: 'finding', seq: 8, polledAt: 9_000, attempt: 0 }, [{ type: 'findCoordinator', seq: 8 }]],
  ],
  [
    'out by an error: says goodbye, and why',
    asking,
    failed('fatal'),
    6_500,
    [
      { ...who, state: 'failed', seq: 8, error },
      [
        { type: 'lose', partitions: t0, reason: 'because' },
        { type: 'sendLeave', seq: null, memberId: 'm', reason: 'the membership failed' },
        { type: 'fail', error },
      ],
    ],
  ],
  [
    'to leave: gives all back in time',
    stable,
    { type: 'leave', by: 20_000 },
    4_000,
    [
      { ...revoking, seq: 8, until: 16_000, leaveBy: 20_000 },
      [{ type: 'revoke', seq: 8, partitions: t0, reason: 'the member leaves the group', until: 16_000 }],
    ],
  ],
  [
    'all given back, to leave: says goodbye',
    { ...revoking, leaveBy: 20_000 },
    { type: 'revoked', seq: 7 },
    5_000,
    [
      { ...who, state: 'leaving', seq: 9, leaveBy: 20_000 },
      [{ type: 'sendLeave', seq: 9, memberId: 'm', reason: 'the member was closed or unsubscribed' }],
    ],
  ],
  [
    'to leave on the way, unknown: nobody to tell',
    { ...way, state: 'finding', mayBeKnown: false },
    { type: 'leave', by: 20_000 },
    4_000,
    [{ ...who, state: 'unjoined', seq: 8 }, []],
  ],
  [
    'to leave sooner',
    { ...who, state: 'leaving', leaveBy: 20_000 },
    { type: 'leave', by: 9_000 },
    4_000,
    [{ ...who, state: 'leaving', leaveBy: 9_000 }, []],
  ],
];

describe('consumer protocol: each step to the last detail', () => {
  for (const [title, from, event, now, step] of steps) {
    it(`${from.state}: ${title}`, () => {
      const expected: ConsumerStep = step as ConsumerStep;
      assert.deepEqual(consumerStep(from, event, now, config), expected);
    });
  }

  it('begins with the id that it was made with', () => {
    const first = { state: 'unjoined', seq: 0, beat: 0, memberId: 'mine', polledAt: 0 };
    assert.deepEqual(initialConsumerMembership('mine'), first);
  });

  it('says of each state what users and commits have to know', () => {
    const about = [stable, asking, revoking, { ...revoking, heartbeatAt: Infinity }, { ...revoking, leaveBy: 9_000 }];
    assert.deepEqual(
      about.map((member) => [consumerStateOf(member), epochOf(member), isEpochPending(member)]),
      [
        ['stable', 5, false],
        ['stable', 5, true],
        ['rebalancing', 5, false],
        ['rebalancing', 5, true],
        ['leaving', 5, false],
      ],
    );
  });

  it('looks at the clock when the next thing is due', () => {
    const due: readonly [ConsumerMembership, number][] = [
      [stable, 6_000],
      [asking, 51_000],
      [{ ...asking, sentAt: 400_000 }, 301_000],
      [{ ...asking, intervalMs: 20_000 }, 66_000],
      [revoking, 6_000],
      [{ ...revoking, heartbeatAt: Infinity }, 30_000],
      [{ ...revoking, heartbeatAt: Infinity, until: 90_000 }, 46_000],
      [{ ...way, state: 'waiting', until: 1_500 }, 1_500],
      [{ ...who, state: 'leaving', leaveBy: 20_000 }, 20_000],
      [joining, Infinity],
    ];
    for (const [member, at] of due) assert.equal(nextConsumerTickAt(member, config), at, member.state);
  });
});
