import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import {
  AssignmentError,
  encodeAssignment,
  encodeSubscription,
  rangeAssignor,
  type Assignor,
  type AssignorChoice,
  type MemberSubscription,
  type RawAssignor,
} from '../../src/index.ts';
import { Owner, World } from '../world.ts';

describe('an assignor of one’s own that is wrong', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.create();
    world.broker.createTopic('u', { partitions: 1 });
  });
  afterEach(() => world.close());

  const thrown = new Error('from the assignor');
  const fails = (): never => {
    throw thrown;
  };

  /** `t` to a and `u` to b, each list as its partitions; who they are is asked of the members. */
  type Give = (a: string, b: string) => unknown;
  function giving(give: Give): Partial<Assignor> {
    const idOf = (members: readonly MemberSubscription[], topic: string): string =>
      members.find(({ topics }) => topics.includes(topic))?.memberId ?? '';
    return { assign: (_, members) => give(idOf(members, 't'), idOf(members, 'u')) as never };
  }
  const topics = (given: Record<string, unknown>): Map<string, unknown> => new Map(Object.entries(given));
  const both = (a: Record<string, unknown>, b: Record<string, unknown>): Give => {
    return (idA, idB) => new Map([[idA, topics(a)], [idB, topics(b)]]); // prettier-ignore
  };

  const all = [0, 1, 2, 3];
  const cases: readonly [string, Partial<Assignor>, string, Partial<AssignmentError>][] = [
    ['throws', { assign: fails }, 'assign() threw from the assignor', { cause: thrown }],
    ['gives no map', giving(() => []), 'gave an empty array, not a Map of member ids', {}],
    [
      'gives to a stranger',
      giving(() => new Map([['stranger', new Map()]])),
      'gave partitions to "stranger", which is no member',
      { memberId: 'stranger' },
    ],
    [
      'gives a partition twice',
      giving(both({ t: [...all, 2] }, { u: [0] })),
      'gave t-2 to both A and A',
      { topic: 't', partition: 2, memberId: 'A' },
    ],
    [
      'gives a partition to nobody',
      giving(both({ t: [0, 1, 3] }, { u: [0] })),
      'gave t-2 to nobody, though A subscribed to t',
      { topic: 't', partition: 2, memberId: 'A' },
    ],
    [
      'gives a partition to who did not subscribe',
      giving(both({ t: [0, 1, 2] }, { t: [3], u: [0] })),
      'gave t-3 to B, which did not subscribe to the topic',
      { topic: 't', partition: 3, memberId: 'B' },
    ],
  ];

  for (const [what, wrong, message, fields] of cases) {
    it(`${what}: the leader fails with its name, partition and member, and leaves; the others go on with theirs`, async () => {
      const [a, b] = [new Owner(), new Owner()];
      let isWrong = false;
      const assignor: Assignor = {
        ...rangeAssignor,
        name: 'odd',
        assign: (...asked) => (isWrong ? { ...rangeAssignor, ...wrong } : rangeAssignor).assign(...asked),
      };
      const leader = world.member(a, { assignor });
      leader.subscribe(['t']);
      await world.run(a.until('assigned 4'));
      isWrong = true;
      const other = world.member(b, { assignor: { ...rangeAssignor, name: 'odd' } });
      const idA = leader.status.memberId;
      other.subscribe(['u']);
      await world.run(a.until('failed'));
      await world.run(b.until('assigned 1'));
      assert.deepEqual(b.told, ['assigned 1'], 'nothing of it was heard');
      const [error, ...more] = a.errors;
      assert.ok(error instanceof AssignmentError && more.length === 0, String(a.errors));
      const named = error.message.replaceAll(idA, 'A').replaceAll(other.status.memberId, 'B');
      assert.equal(named, `assignor odd: ${message}`);
      const { assignor: name, topic, partition, memberId } = error;
      const ids = new Map([[idA, 'A'], [other.status.memberId, 'B']]); // prettier-ignore
      const place = { topic, partition, memberId: ids.get(memberId ?? '') ?? memberId };
      const nowhere = { topic: undefined, partition: undefined, memberId: undefined };
      const { cause, ...where } = fields;
      assert.deepEqual([name, place, error.cause], ['odd', { ...nowhere, ...where }, cause]);
      assert.equal(leader.status.state, 'failed');
      assert.equal(world.broker.group('g')?.members.length, 1);
      await world.run(Promise.all([leader.leave(), other.leave()]));
    });
  }

  const raw: RawAssignor = {
    name: 'odd',
    protocols: ['eager'],
    metadata: ({ topics: each }) => encodeSubscription({ topics: each, userData: null }, 0),
    assign: (_, [first]) => new Map([[first?.memberId ?? '', encodeAssignment(new Map([['t', all]]))]]),
  };
  const alone: readonly [string, AssignorChoice, string][] = [
    [
      'no user data',
      { ...rangeAssignor, name: 'odd', subscriptionUserData: fails },
      'subscriptionUserData() threw from the assignor',
    ],
    ['no metadata', { ...raw, metadata: fails }, 'metadata() threw from the assignor'],
    ['metadata that is none', { ...raw, metadata: () => 'text' as never }, 'gave "text" as its metadata, not a Buffer'],
    ['no bytes', { ...raw, assign: fails }, 'assign() threw from the assignor'],
    ['no bytes, later', { ...raw, assign: () => Promise.reject(thrown) }, 'assign() threw from the assignor'],
  ];
  for (const [what, assignor, message] of alone) {
    it(`${what}: fails with its name`, async () => {
      const owner = new Owner();
      const member = world.member(owner, { assignor });
      member.subscribe(['t']);
      await world.run(owner.until(`failed assignor odd: ${message}`));
      assert.ok(owner.errors[0] instanceof AssignmentError);
      if (message.includes('threw')) assert.equal(owner.errors[0].cause, thrown);
      await world.run(member.leave());
    });
  }

  it('throws when it is told what was given: that is told, and changes nothing', async () => {
    for (const assignor of [
      { ...rangeAssignor, name: 'odd', onAssignment: fails },
      { ...raw, onAssignment: fails },
    ]) {
      const { owner, member } = await world.joined({ assignor });
      assert.deepEqual(owner.told, ['error assignor odd: onAssignment() threw from the assignor', 'assigned 4']);
      await world.run(member.leave());
    }
  });

  it('says nothing of a member: that one has nothing', async () => {
    const owner = new Owner();
    const member = world.member(owner, { assignor: { ...rangeAssignor, assign: () => new Map() } });
    member.subscribe(['not-there']);
    await world.run(owner.until('assigned'));
    assert.deepEqual(owner.told, ['assigned 0']);
    await world.run(member.leave());
  });
});
