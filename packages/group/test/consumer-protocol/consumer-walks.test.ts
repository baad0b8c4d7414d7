import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  consumerStep,
  initialConsumerMembership,
  nextConsumerTickAt,
} from '../../src/consumer-protocol/consumer-machine.ts';
import type {
  ConsumerMemberConfig,
  ConsumerMemberEffect,
  ConsumerMemberEvent,
  ConsumerMembership,
  HeartbeatOutcome,
  OwnedPartition,
  TargetAssignment,
} from '../../src/consumer-protocol/member-state.ts';

type Effect<T extends ConsumerMemberEffect['type']> = Extract<ConsumerMemberEffect, { type: T }>;

/** What may happen next. Where there is nothing of the kind to happen, time passes. */
type Move =
  | { readonly kind: 'user'; readonly event: 'join' | 'subscribed' | 'leave' }
  | {
      readonly kind: 'answer';
      readonly partitions: readonly number[] | null;
      readonly arrives: 'now' | 'later' | 'never';
    }
  | { readonly kind: 'refuse'; readonly outcome: HeartbeatOutcome }
  | { readonly kind: 'find' | 'handler' | 'name' }
  | { readonly kind: 'time'; readonly ms: number; readonly polled: boolean };

const moves: fc.Arbitrary<Move> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('user'), event: fc.constantFrom('join', 'subscribed', 'leave') }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('answer'),
      partitions: fc.option(fc.uniqueArray(fc.nat(5)), { nil: null }),
      arrives: fc.constantFrom('now', 'now', 'later', 'never'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('refuse'),
      outcome: fc.constantFrom('retry', 'findCoordinator', 'fenced', 'fatal'),
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('find', 'handler', 'name') }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('time'),
      ms: fc.constantFrom(0, 100, 5_000, 30_000, 60_000),
      polled: fc.boolean(),
    }),
  },
);

/** One member, its handler, and a coordinator that keeps the rules of the protocol but loses answers. */
class Walk {
  #member: ConsumerMembership = initialConsumerMembership('m');
  #now = 0;
  /** What the handler has, by partition. */
  readonly #held = new Map<number, OwnedPartition>();
  #heartbeat: Effect<'sendHeartbeat'> | undefined;
  /** The coordinator has heard it and answers it so. */
  #answering: ConsumerMemberEvent | undefined;
  #revoking: Effect<'revoke'> | undefined;
  #finding: Effect<'findCoordinator'> | undefined;
  #leaving: Effect<'sendLeave'> | undefined;
  /** What the coordinator takes for the member's: what it has told, and what the member has not given back since. */
  #granted = new Set<number>();
  #told: readonly number[] = [];
  #epoch = 0;
  /** Of the two topics, 0 to 2 and 3 to 5, the second has a name now and then. */
  #isNamed = false;
  readonly #config: ConsumerMemberConfig = {
    nameOf: (topicId) => (topicId === 'A' ? 'a' : this.#isNamed ? 'b' : undefined),
    sessionTimeoutMs: 45_000,
    maxPollIntervalMs: 300_000,
    rebalanceTimeoutMs: 60_000,
    backoffMs: () => 100,
  };

  move(move: Move): void {
    switch (move.kind) {
      case 'user':
        this.#happens(move.event === 'leave' ? { type: 'leave', by: this.#now + 10_000 } : { type: move.event });
        return;
      case 'answer':
        this.#answer(move.partitions, move.arrives);
        return;
      case 'refuse':
        this.#refuse(move.outcome);
        return;
      case 'find':
        if (this.#leaving !== undefined) this.#happens({ type: 'left', seq: this.#leaving.seq ?? -1 });
        else if (this.#finding !== undefined) this.#happens({ type: 'found', seq: this.#finding.seq });
        return;
      case 'handler':
        if (this.#revoking !== undefined) this.#happens({ type: 'revoked', seq: this.#revoking.seq });
        return;
      case 'name':
        this.#isNamed = !this.#isNamed;
        this.#happens({ type: 'named' });
        return;
      case 'time':
        this.#now += move.ms;
        this.#happens({ type: 'tick', polled: move.polled });
    }
  }

  /** The coordinator takes a heartbeat in, at once or later, and its answer arrives, or does not. */
  #answer(partitions: readonly number[] | null, arrives: 'now' | 'later' | 'never'): void {
    if (this.#heartbeat === undefined) return;
    this.#answering ??= this.#takeIn(this.#heartbeat, partitions);
    if (arrives === 'never') this.#refuse('findCoordinator');
    if (arrives !== 'now') return;
    const event = this.#answering;
    this.#heartbeat = undefined;
    this.#answering = undefined;
    this.#happens(event);
  }

  #takeIn({ beat, epoch, says, owned }: Effect<'sendHeartbeat'>, told: readonly number[] | null): ConsumerMemberEvent {
    if (told !== null) this.#told = told;
    if (epoch === 0) {
      assert.deepEqual(owned, [], 'who joins owns nothing');
      this.#granted = new Set();
    } else if (says.owned) {
      const named = new Set(owned.map(numberOf));
      for (const each of named) assert.ok(this.#granted.has(each), `owns ${String(each)}, which others may have`);
      // What is not named, and not told to the member any more, is free for others.
      for (const each of this.#granted) if (!named.has(each)) this.#granted.delete(each);
    }
    for (const each of this.#told) this.#granted.add(each);
    this.#epoch += 1;
    const isFull = says.owned && says.settings && says.subscription;
    const target = told !== null || isFull ? targetOf(this.#told) : null;
    return { type: 'heartbeatAnswered', beat, memberId: null, epoch: this.#epoch, intervalMs: 5_000, target };
  }

  #refuse(outcome: HeartbeatOutcome): void {
    const error = new Error(outcome);
    const beat = this.#heartbeat?.beat;
    const seq = this.#finding?.seq;
    this.#heartbeat = undefined;
    this.#answering = undefined;
    if (beat !== undefined) this.#happens({ type: 'heartbeatFailed', beat, outcome, error });
    else if (seq !== undefined && outcome !== 'fenced') this.#happens({ type: 'requestFailed', seq, outcome, error });
  }

  #happens(event: ConsumerMemberEvent): void {
    const before = this.#member;
    const [to, effects] = consumerStep(before, event, this.#now, this.#config);
    this.#member = to;
    // What was asked for in another state is answered to nobody.
    if (to.state !== 'finding') this.#finding = undefined;
    if (to.state !== 'leaving') this.#leaving = undefined;
    if (event.type === 'revoked' && event.seq === before.seq) this.#given();
    if (before.state === 'revoking' && to.seq !== before.seq && event.type === 'tick') this.#given();
    for (const effect of effects) this.#run(effect);
    this.#check();
  }

  /** The handler gave back what it was asked for, or its time was over. */
  #given(): void {
    for (const each of this.#revoking?.partitions ?? []) this.#held.delete(numberOf(each as OwnedPartition));
    this.#revoking = undefined;
  }

  #run(effect: ConsumerMemberEffect): void {
    switch (effect.type) {
      case 'sendHeartbeat':
        this.#heartbeat = effect;
        this.#answering = undefined;
        for (const each of this.#held.keys()) {
          assert.ok(
            effect.owned.some((owned) => numberOf(owned) === each),
            'what the handler has is named as owned',
          );
        }
        return;
      case 'assign':
        assert.equal(this.#revoking, undefined, 'nothing is assigned while something is given back');
        for (const each of effect.added) {
          assert.ok(!this.#held.has(numberOf(each)), 'only what is new is assigned');
          assert.ok(this.#granted.has(numberOf(each)), 'and only what no other member may have');
          this.#held.set(numberOf(each), each);
        }
        assert.deepEqual(numbersOf(effect.all), [...this.#held.keys()].sort());
        return;
      case 'revoke':
        assert.equal(this.#revoking, undefined, 'one at a time');
        this.#revoking = effect;
        return;
      case 'lose':
        assert.deepEqual(numbersOf(effect.partitions as OwnedPartition[]), [...this.#held.keys()].sort());
        this.#held.clear();
        this.#revoking = undefined;
        return;
      case 'findCoordinator':
        this.#finding = effect;
        return;
      case 'sendLeave':
        if (effect.seq !== null) this.#leaving = effect;
        this.#granted = new Set();
        this.#heartbeat = undefined;
        this.#answering = undefined;
        return;
      default:
    }
  }

  #check(): void {
    const member = this.#member;
    const owned = 'owned' in member ? numbersOf(member.owned) : [];
    assert.deepEqual(owned, [...this.#held.keys()].sort(), `${member.state}: the handler has what the member owns`);
    const tickAt = nextConsumerTickAt(member, this.#config);
    const isMoved =
      tickAt < Infinity ||
      this.#finding !== undefined ||
      this.#heartbeat !== undefined ||
      ['unjoined', 'expired', 'failed'].includes(member.state);
    assert.ok(isMoved, `${member.state}: nothing will move the member any more`);
  }
}

function numberOf({ topicId, partition }: OwnedPartition): number {
  return topicId === 'A' ? partition : partition + 3;
}

function numbersOf(list: readonly OwnedPartition[]): number[] {
  return list.map(numberOf).sort();
}

function targetOf(numbers: readonly number[]): TargetAssignment {
  const parts = (from: number): number[] => numbers.filter((n) => n >= from && n < from + 3).map((n) => n - from);
  return new Map([
    ['A', parts(0)],
    ['B', parts(3)],
  ]);
}

describe('consumer protocol: random walks', () => {
  it('the handler has what the member owns, nothing is owned that was not given, and something always moves it on', () => {
    fc.assert(
      fc.property(fc.array(moves, { minLength: 20, maxLength: 200 }), (list) => {
        const walk = new Walk();
        walk.move({ kind: 'user', event: 'join' });
        for (const move of list) walk.move(move);
      }),
      { numRuns: 600, seed: 848 },
    );
  });
});
