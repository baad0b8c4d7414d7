import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { newMember, type ConsumerMember, type MemberState } from '../../src/group/consumer/consumer-member.ts';
import { reconcile } from '../../src/group/consumer/reconcile.ts';

type Partitions = Record<string, readonly number[]>;
/** Partitions with their epochs. */
type Held = Record<string, Record<number, number>>;

interface Row {
  readonly title: string;
  readonly state?: MemberState;
  readonly epoch?: number;
  readonly assigned?: Held;
  readonly pending?: Held;
  readonly target: Partitions;
  readonly targetEpoch?: number;
  /** What others have. */
  readonly taken?: Partitions;
  readonly subscribed?: readonly string[];
  readonly subscriptionChanged?: boolean;
  /** Null: it does not say. */
  readonly owned?: Partitions | null;
  /** Undefined: it stays the very same. */
  readonly then?: {
    readonly state: MemberState;
    readonly epoch: number;
    readonly previous: number;
    readonly assigned: Held;
    readonly pending?: Held;
  };
}

const STABLE = 'STABLE';
const UNREVOKED = 'UNREVOKED_PARTITIONS';
const UNRELEASED = 'UNRELEASED_PARTITIONS';

/** A member at epoch 5 with a-0 and a-1 since then, whose group has gone on to 6, unless a row says otherwise. */
const ROWS: readonly Row[] = [
  {
    title: 'at its target it stays',
    target: { a: [0, 1] },
    targetEpoch: 5,
  },
  {
    title: 'with the same partitions it gets the new epoch, and each partition keeps its own',
    target: { a: [0, 1] },
    then: { state: STABLE, epoch: 6, previous: 5, assigned: { a: { 0: 5, 1: 5 } } },
  },
  {
    title: 'what is free it gets at once, with the new epoch',
    target: { a: [0, 1, 2] },
    then: { state: STABLE, epoch: 6, previous: 5, assigned: { a: { 0: 5, 1: 5, 2: 6 } } },
  },
  {
    title: 'what another has it waits for',
    target: { a: [0, 1, 2, 3] },
    taken: { a: [3] },
    then: { state: UNRELEASED, epoch: 6, previous: 5, assigned: { a: { 0: 5, 1: 5, 2: 6 } } },
  },
  {
    title: 'what it has too much it is to give up first, at its old epoch, and gets nothing new',
    target: { a: [0], b: [0] },
    then: { state: UNREVOKED, epoch: 5, previous: 5, assigned: { a: { 0: 5 } }, pending: { a: { 1: 5 } } },
  },
  {
    title: 'a member that says it does not have them any more has given them up already',
    target: { a: [0], b: [0] },
    owned: { a: [0] },
    then: { state: STABLE, epoch: 6, previous: 5, assigned: { a: { 0: 5 }, b: { 0: 6 } } },
  },
  {
    title: 'a topic that is gone, or not subscribed to, counts as no target',
    target: { a: [0, 1], b: [0] },
    subscribed: ['b'],
    then: { state: UNREVOKED, epoch: 5, previous: 5, assigned: {}, pending: { a: { 0: 5, 1: 5 } } },
  },
  {
    title:
      'a member at its target that no longer subscribes to a topic gives it up without waiting for the next target',
    target: { a: [0, 1] },
    targetEpoch: 5,
    subscribed: ['b'],
    subscriptionChanged: true,
    then: { state: UNREVOKED, epoch: 5, previous: 5, assigned: {}, pending: { a: { 0: 5, 1: 5 } } },
  },
  {
    title: 'the same without anything in hand',
    target: { a: [0, 1] },
    targetEpoch: 5,
    subscribed: ['b'],
    subscriptionChanged: true,
    owned: {},
    then: { state: STABLE, epoch: 5, previous: 5, assigned: {} },
  },
  {
    title: 'as long as it has what it is to give up it stays, whatever the group does',
    state: UNREVOKED,
    pending: { b: { 3: 4 } },
    target: {},
    targetEpoch: 9,
    owned: { a: [0, 1], b: [3] },
  },
  {
    title: 'as long as it does not say what it has, too',
    state: UNREVOKED,
    pending: { b: { 3: 4 } },
    target: {},
  },
  {
    title: 'but a topic it no longer subscribes to is to be given up, too',
    state: UNREVOKED,
    pending: { a: { 3: 4 } },
    target: {},
    subscribed: ['b'],
    subscriptionChanged: true,
    then: { state: UNREVOKED, epoch: 5, previous: 5, assigned: {}, pending: { a: { 0: 5, 1: 5, 3: 4 } } },
  },
  {
    title: 'having given up it goes on',
    state: UNREVOKED,
    pending: { b: { 3: 4 } },
    target: { a: [0, 1, 2] },
    owned: { a: [0, 1] },
    then: { state: STABLE, epoch: 6, previous: 5, assigned: { a: { 0: 5, 1: 5, 2: 6 } } },
  },
  {
    title: 'having given up it may have the same again, which nobody else has got',
    state: UNREVOKED,
    pending: { b: { 3: 4 } },
    taken: { b: [3] },
    target: { a: [0, 1], b: [3] },
    owned: { a: [0, 1] },
    then: { state: STABLE, epoch: 6, previous: 5, assigned: { a: { 0: 5, 1: 5 }, b: { 3: 6 } } },
  },
  {
    title: 'having given up it is to give up more, when the group went on meanwhile',
    state: UNREVOKED,
    pending: { b: { 3: 4 } },
    target: { a: [0] },
    owned: { a: [0, 1] },
    then: { state: UNREVOKED, epoch: 5, previous: 5, assigned: { a: { 0: 5 } }, pending: { a: { 1: 5 } } },
  },
  {
    title: 'what it waited for it gets when the other has given it up',
    state: UNRELEASED,
    epoch: 6,
    target: { a: [0, 1, 2] },
    then: { state: STABLE, epoch: 6, previous: 6, assigned: { a: { 0: 5, 1: 5, 2: 6 } } },
  },
  {
    title: 'while it waits the group may go on, and it gives up what it then has too much',
    state: UNRELEASED,
    epoch: 6,
    target: { a: [0, 7] },
    targetEpoch: 7,
    taken: { a: [7] },
    then: { state: UNREVOKED, epoch: 6, previous: 6, assigned: { a: { 0: 5 } }, pending: { a: { 1: 5 } } },
  },
];

function held(partitions: Held): Map<string, Map<number, number>> {
  return new Map(
    Object.entries(partitions).map(([topicId, epochs]) => [
      topicId,
      new Map(Object.entries(epochs).map(([partition, epoch]) => [Number(partition), epoch])),
    ]),
  );
}

function plain(partitions: ConsumerMember['assigned']): Held {
  return Object.fromEntries([...partitions].map(([topicId, epochs]) => [topicId, Object.fromEntries(epochs)]));
}

describe('the next step of a member of a consumer group', () => {
  for (const row of ROWS) {
    it(row.title, () => {
      const { state = STABLE, epoch = 5, assigned = { a: { 0: 5, 1: 5 } }, pending = {} } = row;
      const { targetEpoch = 6, subscribed = ['a', 'b'], subscriptionChanged = false, owned = null } = row;
      const member: ConsumerMember = {
        ...newMember('m'),
        state,
        memberEpoch: epoch,
        previousMemberEpoch: epoch - 1,
        assigned: held(assigned),
        pendingRevocation: held(pending),
      };
      const next = reconcile(member, {
        target: new Map(Object.entries(row.target).map(([topicId, partitions]) => [topicId, new Set(partitions)])),
        targetEpoch,
        subscribed: new Set(subscribed),
        subscriptionChanged,
        isFree: (topicId, partition) => row.taken?.[topicId]?.includes(partition) !== true,
        owned: owned && Object.entries(owned).map(([topicId, partitions]) => ({ topicId, partitions })),
      });
      if (row.then === undefined) {
        assert.equal(next, member);
        return;
      }
      const { memberEpoch, previousMemberEpoch } = next;
      assert.deepEqual(
        {
          state: next.state,
          epoch: memberEpoch,
          previous: previousMemberEpoch,
          assigned: plain(next.assigned),
          pending: plain(next.pendingRevocation),
        },
        { pending: {}, ...row.then },
      );
    });
  }
});
