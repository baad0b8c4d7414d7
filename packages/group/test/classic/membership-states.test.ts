import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nextTickAt, transition } from '../../src/classic/membership-machine.ts';
import type {
  Membership,
  MembershipConfig,
  MembershipEvent,
  RequestOutcome,
} from '../../src/classic/membership-state.ts';

const eager: MembershipConfig = {
  protocol: 'eager',
  isSubscribed: () => true,
  heartbeatIntervalMs: 3_000,
  sessionTimeoutMs: 45_000,
  maxPollIntervalMs: 300_000,
  rebalanceTimeoutMs: 60_000,
  isStatic: false,
  backoffMs: (attempt) => 100 * 2 ** attempt,
};
const cooperative: MembershipConfig = { ...eager, protocol: 'cooperative' };
const wantsNone: MembershipConfig = { ...cooperative, isSubscribed: () => false };
const error = new Error('because');
const t0 = [{ topic: 't', partition: 0 }];
const t1 = [{ topic: 't', partition: 1 }];

const who = { seq: 7, memberId: 'm', polledAt: 1_000 };
const way = { ...who, attempt: 2, reason: 'r', owned: [], lastGeneration: -1, awakeAt: 0 };
/** What is kept on the way in the cooperative protocol. */
const kept = { ...way, owned: t0, lastGeneration: 3, awakeAt: 1_000 };
const live = { generationId: 4, owned: t0, heartbeatAt: 4_000, sentAt: 1_000 };
const syncing = { state: 'syncing', protocolName: 'range', rejoinReason: null, generationId: 4, sentAt: 0 } as const;
const stable: Membership = { ...who, ...live, state: 'stable' };
const giving = { going: t0, next: null, reason: 'r', until: 30_000, leaveBy: null };
const revoking = { ...who, ...live, ...giving, state: 'revoking' } as const;

const joined = {
  type: 'joined',
  seq: 7,
  memberId: 'm2',
  generationId: 5,
  protocolName: 'range',
  isLeader: false,
  skipAssignment: false,
  members: [],
} as const;
const failed = (outcome: RequestOutcome): MembershipEvent => ({ type: 'requestFailed', seq: 7, outcome, error });
const beatFailed = (outcome: RequestOutcome): MembershipEvent => {
  return { type: 'heartbeatFailed', generationId: 4, outcome, error };
};
const synced: MembershipEvent = { type: 'synced', seq: 7, assignment: t0 };
const leave: MembershipEvent = { type: 'leave', by: 20_000 };
const tick: MembershipEvent = { type: 'tick', polled: false };
const frozen = (ms: number): string =>
  `no heartbeat was sent for ${String(ms)} ms, and sessionTimeoutMs is 45000 ms: this process was stopped or busy, and its partitions are somebody else's`;

type Step = ReturnType<typeof transition>;
const steps: readonly [string, Membership, MembershipEvent, number, MembershipConfig, Step][] = [
  [
    'subscribed: looks for the coordinator, polled just now',
    { ...who, state: 'unjoined' },
    { type: 'join' },
    500,
    eager,
    [
      { ...way, state: 'finding', seq: 8, polledAt: 500, attempt: 0, reason: 'the member subscribed' },
      [{ type: 'findCoordinator', seq: 8 }],
    ],
  ],
  [
    'found: joins, of no generation',
    { ...way, state: 'finding' },
    { type: 'found', seq: 7 },
    500,
    eager,
    [
      { ...way, state: 'joining', seq: 8, rejoinReason: null },
      [{ type: 'sendJoin', seq: 8, memberId: 'm', reason: 'r', owned: [], generationId: -1 }],
    ],
  ],
  [
    'let in: says so to the leader, in the name that it was given',
    { ...way, state: 'joining', rejoinReason: null },
    joined,
    500,
    eager,
    [
      { ...way, ...syncing, seq: 8, memberId: 'm2', generationId: 5, sentAt: 500 },
      [{ ...joined, type: 'sendSync', seq: 8 }],
    ],
  ],
  [
    'a name is asked for and none given: waits, and joins without one',
    { ...way, state: 'joining', rejoinReason: null },
    failed('memberIdRequired'),
    500,
    eager,
    [{ ...way, state: 'waiting', seq: 8, memberId: '', attempt: 3, until: 900 }, []],
  ],
  [
    'unknown: waits with nothing, and without its name',
    { ...kept, state: 'joining', rejoinReason: null },
    failed('memberUnknown'),
    5_000,
    cooperative,
    [
      { ...kept, state: 'waiting', seq: 8, memberId: '', attempt: 3, owned: [], lastGeneration: -1, until: 5_400 },
      [{ type: 'lose', partitions: t0, reason: 'because' }],
    ],
  ],
  [
    'given something: polled just now, and the first heartbeat an interval later',
    { ...way, ...syncing },
    synced,
    900,
    eager,
    [
      { ...who, ...live, state: 'stable', seq: 8, polledAt: 900, heartbeatAt: 3_900, sentAt: 900 },
      [{ type: 'assign', protocolName: 'range', generationId: 4, added: t0, all: t0 }],
    ],
  ],
  [
    'given what it has: polled when it was',
    { ...kept, ...syncing },
    synced,
    2_000,
    cooperative,
    [
      { ...who, ...live, state: 'stable', seq: 8, heartbeatAt: 5_000, sentAt: 2_000 },
      [{ type: 'assign', protocolName: 'range', generationId: 4, added: [], all: t0 }],
    ],
  ],
  [
    'given something else: gives back in time what goes',
    { ...kept, ...syncing },
    { ...synced, assignment: t1 },
    2_000,
    cooperative,
    [
      {
        ...revoking,
        seq: 9,
        heartbeatAt: 5_000,
        sentAt: 2_000,
        next: { protocolName: 'range', generationId: 4, added: t1, all: t1 },
        reason: 'the group gives them to other members',
        until: 62_000,
      },
      [{ type: 'revoke', seq: 9, partitions: t0, reason: 'the group gives them to other members', until: 62_000 }],
    ],
  ],
  [
    'subscribed anew meanwhile, and keeps nothing: joins again',
    { ...way, ...syncing, rejoinReason: 'other topics' },
    synced,
    900,
    eager,
    [
      { ...way, state: 'joining', seq: 8, attempt: 0, reason: 'other topics', rejoinReason: null },
      [{ type: 'sendJoin', seq: 8, memberId: 'm', reason: 'other topics', owned: [], generationId: -1 }],
    ],
  ],
  [
    'subscribed anew meanwhile: gives back what it has no use for',
    { ...kept, ...syncing, rejoinReason: 'other topics' },
    synced,
    2_000,
    wantsNone,
    [
      { ...revoking, seq: 9, heartbeatAt: 5_000, sentAt: 2_000, reason: 'other topics', until: 62_000 },
      [{ type: 'revoke', seq: 9, partitions: t0, reason: 'other topics', until: 62_000 }],
    ],
  ],
  [
    'an assignment that cannot be read: nothing is kept',
    { ...kept, ...syncing },
    { type: 'synced', seq: 7, assignment: null },
    2_000,
    cooperative,
    [
      { ...who, ...live, state: 'stable', seq: 8, polledAt: 2_000, owned: [], heartbeatAt: 5_000, sentAt: 2_000 },
      [{ type: 'lose', partitions: t0, reason: 'the assignment could not be read' }],
    ],
  ],
  [
    'stopped for a session on the way: what was kept is lost, the way goes on',
    { ...kept, state: 'joining', rejoinReason: null },
    tick,
    46_000,
    cooperative,
    [
      { ...kept, state: 'joining', rejoinReason: null, owned: [], lastGeneration: -1, awakeAt: 46_000 },
      [{ type: 'lose', partitions: t0, reason: frozen(45_000) }],
    ],
  ],
  [
    'leaves with what it kept while it looks for the coordinator, in the generation it was in',
    { ...kept, state: 'finding' },
    leave,
    4_000,
    cooperative,
    [
      {
        ...revoking,
        seq: 9,
        generationId: 3,
        heartbeatAt: 7_000,
        sentAt: 4_000,
        reason: 'the member leaves the group',
        until: 16_000,
        leaveBy: 20_000,
      },
      [{ type: 'revoke', seq: 9, partitions: t0, reason: 'the member leaves the group', until: 16_000 }],
    ],
  ],
  [
    'a heartbeat is due',
    stable,
    tick,
    4_000,
    eager,
    [{ ...stable, heartbeatAt: Infinity, sentAt: 4_000 }, [{ type: 'sendHeartbeat', memberId: 'm', generationId: 4 }]],
  ],
  [
    'a heartbeat failed: another one soon',
    stable,
    beatFailed('retry'),
    5_000,
    eager,
    [{ ...stable, heartbeatAt: 5_100 }, []],
  ],
  [
    'stopped for a session: all is lost',
    stable,
    tick,
    46_000,
    eager,
    [
      { ...way, state: 'finding', seq: 8, attempt: 0, reason: frozen(45_000) },
      [
        { type: 'lose', partitions: t0, reason: frozen(45_000) },
        { type: 'findCoordinator', seq: 8 },
      ],
    ],
  ],
  [
    'nobody polls',
    stable,
    tick,
    301_000,
    eager,
    [
      { ...who, state: 'expired', seq: 8, memberId: '' },
      [
        { type: 'pollIntervalExceeded' },
        {
          type: 'lose',
          partitions: t0,
          reason: 'no records were asked for within maxPollIntervalMs (300000 ms)',
        },
        { type: 'sendLeave', seq: null, memberId: 'm', reason: 'maxPollIntervalMs exceeded' },
      ],
    ],
  ],
  [
    'somebody polls again',
    { ...who, state: 'expired' },
    { type: 'tick', polled: true },
    9_000,
    eager,
    [
      { ...way, state: 'finding', seq: 8, polledAt: 9_000, attempt: 0, reason: 'records are asked for again' },
      [{ type: 'findCoordinator', seq: 8 }],
    ],
  ],
  [
    'told to join again (eager): gives all back in time',
    stable,
    { type: 'rejoin', reason: 'why' },
    5_000,
    eager,
    [
      { ...revoking, seq: 8, reason: 'why', until: 65_000 },
      [{ type: 'revoke', seq: 8, partitions: t0, reason: 'why', until: 65_000 }],
    ],
  ],
  [
    'told to join again (cooperative): keeps all',
    stable,
    { type: 'join' },
    5_000,
    cooperative,
    [
      {
        ...kept,
        state: 'joining',
        seq: 8,
        attempt: 0,
        reason: 'the subscription changed',
        lastGeneration: 4,
        awakeAt: 5_000,
        rejoinReason: null,
      },
      [
        {
          type: 'sendJoin',
          seq: 8,
          memberId: 'm',
          reason: 'the subscription changed',
          owned: t0,
          generationId: 4,
        },
      ],
    ],
  ],
  [
    'all given back: joins in the name of the generation before',
    revoking,
    { type: 'revoked', seq: 7 },
    5_000,
    eager,
    [
      { ...way, state: 'joining', seq: 8, attempt: 0, lastGeneration: 4, awakeAt: 5_000, rejoinReason: null },
      [{ type: 'sendJoin', seq: 8, memberId: 'm', reason: 'r', owned: [], generationId: 4 }],
    ],
  ],
  [
    'some given back: hears what is new, and joins again for others',
    { ...revoking, next: { protocolName: 'range', generationId: 4, added: t1, all: t1 } },
    { type: 'revoked', seq: 7 },
    5_000,
    cooperative,
    [
      {
        ...way,
        state: 'joining',
        seq: 8,
        attempt: 0,
        reason: 'gave partitions back for other members',
        owned: t1,
        lastGeneration: 4,
        awakeAt: 5_000,
        rejoinReason: null,
      },
      [
        { type: 'assign', protocolName: 'range', generationId: 4, added: t1, all: t1 },
        {
          type: 'sendJoin',
          seq: 8,
          memberId: 'm',
          reason: 'gave partitions back for other members',
          owned: t1,
          generationId: 4,
        },
      ],
    ],
  ],
  [
    'told to leave while it gave some back: gives the rest back, too',
    { ...revoking, owned: [...t0, ...t1], leaveBy: 20_000 },
    { type: 'revoked', seq: 7 },
    4_000,
    cooperative,
    [
      {
        ...revoking,
        seq: 8,
        owned: t1,
        going: t1,
        reason: 'the member leaves the group',
        until: 16_000,
        leaveBy: 20_000,
      },
      [{ type: 'revoke', seq: 8, partitions: t1, reason: 'the member leaves the group', until: 16_000 }],
    ],
  ],
  [
    'all given back, to leave: says goodbye',
    { ...revoking, leaveBy: 20_000 },
    { type: 'revoked', seq: 7 },
    5_000,
    eager,
    [
      { ...who, state: 'leaving', seq: 8, leaveBy: 20_000 },
      [{ type: 'sendLeave', seq: 8, memberId: 'm', reason: 'the member was closed or unsubscribed' }],
    ],
  ],
  [
    'a rebalance while it gives back: the heartbeat has done its work',
    revoking,
    beatFailed('rebalance'),
    5_000,
    eager,
    [{ ...revoking, heartbeatAt: 8_000 }, []],
  ],
  [
    'refused for good: says goodbye, and why',
    { ...kept, state: 'finding' },
    failed('fatal'),
    5_000,
    cooperative,
    [
      { ...who, state: 'failed', seq: 8, memberId: '', error },
      [
        { type: 'lose', partitions: t0, reason: 'because' },
        { type: 'sendLeave', seq: null, memberId: 'm', reason: 'the membership failed' },
        { type: 'fail', error },
      ],
    ],
  ],
  [
    'the coordinator moved: waits, longer each time',
    { ...kept, state: 'finding' },
    failed('findCoordinator'),
    5_000,
    cooperative,
    [{ ...kept, state: 'waiting', seq: 8, attempt: 3, until: 5_400 }, [{ type: 'forgetCoordinator' }]],
  ],
  [
    'waited long enough: looks for it, polled and at work just now',
    { ...kept, state: 'waiting', until: 5_400 },
    { type: 'tick', polled: true },
    5_400,
    cooperative,
    [{ ...kept, state: 'finding', seq: 8, polledAt: 5_400, awakeAt: 5_400 }, [{ type: 'findCoordinator', seq: 8 }]],
  ],
  [
    'told to leave before the group has named it: waits for the name',
    { ...way, state: 'joining', memberId: '', rejoinReason: null },
    leave,
    4_000,
    eager,
    [{ ...who, state: 'departing', memberId: '', until: 16_000, leaveBy: 20_000 }, []],
  ],
  [
    'named: says goodbye',
    { ...who, state: 'departing', memberId: '', until: 15_000, leaveBy: 20_000 },
    joined,
    5_000,
    eager,
    [
      { ...who, state: 'leaving', seq: 8, memberId: 'm2', leaveBy: 20_000 },
      [{ type: 'sendLeave', seq: 8, memberId: 'm2', reason: 'the member was closed or unsubscribed' }],
    ],
  ],
  [
    'gone',
    { ...who, state: 'leaving', leaveBy: 20_000 },
    { type: 'left', seq: 7 },
    5_000,
    eager,
    [{ ...who, state: 'unjoined', seq: 8, memberId: '' }, []],
  ],
];

describe('membership: each step to the last detail', () => {
  for (const [title, from, event, now, config, step] of steps) {
    it(`${from.state}: ${title}`, () => {
      assert.deepEqual(transition(from, event, now, config), step);
    });
  }

  it('a refusal that no state waits for names nobody to say goodbye for, and an old answer of the member is none', () => {
    const old = [
      { ...failed('fatal'), seq: 6, memberId: 'm2' },
      { ...joined, seq: 6, memberId: 'm' },
    ] as MembershipEvent[];
    for (const from of [stable, { ...way, state: 'joining', rejoinReason: null } as Membership]) {
      for (const event of old) assert.deepEqual(transition(from, event, 10, eager), [from, []]);
    }
  });

  it('the clock is looked at when the next thing is due', () => {
    const due: readonly [Membership, number][] = [
      [{ ...kept, state: 'joining', rejoinReason: null }, 4_000],
      [{ ...kept, state: 'waiting', until: 3_500 }, 3_500],
      [{ ...kept, state: 'waiting', until: 9_000 }, 4_000],
      [stable, 4_000],
      [{ ...stable, heartbeatAt: Infinity }, 46_000],
      [{ ...stable, heartbeatAt: Infinity, sentAt: 400_000 }, 301_000],
      [revoking, 4_000],
      [{ ...revoking, heartbeatAt: Infinity }, 30_000],
      [{ ...revoking, heartbeatAt: Infinity, until: 90_000 }, 46_000],
    ];
    for (const [member, at] of due) assert.equal(nextTickAt(member, cooperative), at, member.state);
  });
});
