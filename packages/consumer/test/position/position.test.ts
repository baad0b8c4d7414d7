import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { RecordBuffer } from '../../src/delivery/record-buffer.ts';
import type { AssignedPartition } from '../../src/position/assigned-partition.ts';
import { EARLIEST_TIMESTAMP, LATEST_TIMESTAMP } from '@k/cluster';
import { Position } from '../../src/position/position.ts';
import { fetched, makeBuffer } from '../fetched.ts';

/** A position in each state: unread at 10, or with the records 10 to 12 in hand. */
const positions = {
  initializing: () => new Position(),
  resetting: () => {
    const position = new Position();
    position.reset(LATEST_TIMESTAMP);
    return position;
  },
  fetching: () => {
    const position = new Position();
    position.seek(10, 3);
    return position;
  },
  'in hand': () => {
    const position = positions.fetching();
    position.handOut(13, 4);
    return position;
  },
  'validating in hand': () => {
    const position = positions['in hand']();
    position.validate();
    return position;
  },
  'stuck in hand': () => {
    const position = positions['in hand']();
    position.getStuck();
    return position;
  },
};

/** State, offset, handedBack, leaderEpoch. */
type Facts = readonly [state: string, offset: number, handedBack: number, leaderEpoch: number];

function factsOf({ state, offset, handedBack, leaderEpoch }: Position): Facts {
  return [state.name, offset, handedBack, leaderEpoch];
}

const moves: { readonly [move: string]: (position: Position) => void } = {
  nothing: () => undefined,
  'handOut(15)': (position) => position.handOut(15, 5),
  'step(15)': (position) => position.step(15, 5),
  handBack: (position) => position.handBack(),
  'handBackUpTo(13)': (position) => position.handBackUpTo(13),
  'handBackUpTo(12)': (position) => position.handBackUpTo(12),
  takeBack: (position) => position.takeBack(),
  'doneThrough(15)': (position) => position.doneThrough(15, 5),
  'doneThrough(9)': (position) => position.doneThrough(9, 2),
  'seek(7)': (position) => position.seek(7, 2),
  reset: (position) => position.reset(EARLIEST_TIMESTAMP),
  validate: (position) => position.validate(),
  'validated(3)': (position) => position.validated(3),
  'validated(9)': (position) => position.validated(9),
  'truncate(11)': (position) => position.truncate({ offset: 11, leaderEpoch: 2 }),
  'truncate(8)': (position) => position.truncate({ offset: 8, leaderEpoch: 2 }),
  getStuck: (position) => position.getStuck(),
  forget: (position) => position.forget(),
};

const table: readonly [state: keyof typeof positions, move: string, after: Facts][] = [
  ['initializing', 'nothing', ['initializing', -1, -1, -1]],
  ['initializing', 'handBack', ['initializing', -1, -1, -1]],
  ['initializing', 'seek(7)', ['fetching', 7, 7, 2]],
  ['initializing', 'reset', ['resetting', -1, -1, -1]],
  ['initializing', 'getStuck', ['stuck', -1, -1, -1]],
  ['resetting', 'handBack', ['resetting', -1, -1, -1]],
  ['resetting', 'seek(7)', ['fetching', 7, 7, 2]],
  ['resetting', 'getStuck', ['stuck', -1, -1, -1]],
  ['fetching', 'nothing', ['fetching', 10, 10, 3]],
  ['fetching', 'handOut(15)', ['fetching', 15, 10, 5]],
  ['fetching', 'step(15)', ['fetching', 15, 10, 5]],
  ['fetching', 'handBack', ['fetching', 10, 10, 3]],
  ['fetching', 'takeBack', ['fetching', 10, 10, 3]],
  ['fetching', 'doneThrough(15)', ['fetching', 15, 15, 5]],
  ['fetching', 'doneThrough(9)', ['fetching', 10, 10, 3]],
  ['fetching', 'seek(7)', ['fetching', 7, 7, 2]],
  ['fetching', 'reset', ['resetting', -1, -1, -1]],
  ['fetching', 'getStuck', ['stuck', 10, 10, 3]],
  ['fetching', 'forget', ['fetching', -1, -1, -1]],
  ['in hand', 'handOut(15)', ['fetching', 15, 10, 5]],
  ['in hand', 'step(15)', ['fetching', 15, 13, 5]],
  ['in hand', 'handBack', ['fetching', 13, 13, 4]],
  ['in hand', 'handBackUpTo(13)', ['fetching', 13, 13, 4]],
  ['in hand', 'handBackUpTo(12)', ['fetching', 13, 10, 4]],
  ['in hand', 'takeBack', ['fetching', 10, 10, 3]],
  ['in hand', 'doneThrough(15)', ['fetching', 15, 10, 5]],
  ['in hand', 'seek(7)', ['fetching', 7, 7, 2]],
  ['in hand', 'reset', ['resetting', -1, -1, -1]],
  ['in hand', 'validate', ['validating', 13, 10, 4]],
  ['validating in hand', 'handBack', ['validating', 13, 13, 4]],
  ['validating in hand', 'handBackUpTo(13)', ['validating', 13, 13, 4]],
  ['validating in hand', 'takeBack', ['validating', 10, 10, 3]],
  ['validating in hand', 'validated(3)', ['fetching', 13, 10, 3]],
  ['validating in hand', 'validated(9)', ['fetching', 13, 10, 4]],
  ['validating in hand', 'truncate(11)', ['fetching', 11, 10, 2]],
  ['validating in hand', 'truncate(8)', ['fetching', 8, 8, 2]],
  ['validating in hand', 'seek(7)', ['fetching', 7, 7, 2]],
  ['validating in hand', 'reset', ['resetting', -1, -1, -1]],
  ['validating in hand', 'getStuck', ['stuck', 13, 10, 4]],
  ['stuck in hand', 'handBack', ['stuck', 13, 10, 4]],
  ['stuck in hand', 'handBackUpTo(13)', ['stuck', 13, 10, 4]],
  ['stuck in hand', 'seek(7)', ['fetching', 7, 7, 2]],
  ['stuck in hand', 'forget', ['stuck', -1, -1, -1]],
];

describe('a position', () => {
  for (const [state, move, after] of table) {
    it(`${state}, ${move}: ${after.join(' ')}`, () => {
      const position = positions[state]();
      moves[move]?.(position);
      assert.deepEqual(factsOf(position), after);
    });
  }

  it('is asked for while it is not known, and has something outstanding while records are in hand', () => {
    const seen = Object.entries(positions).map(([name, make]) => [name, make().isOpen, make().isOutstanding]);
    assert.deepEqual(seen, [
      ['initializing', true, false],
      ['resetting', true, false],
      ['fetching', false, false],
      ['in hand', false, true],
      ['validating in hand', true, true],
      ['stuck in hand', false, false],
    ]);
  });
});

/** What the application must see of one partition, in the simplest words. */
class Model {
  /** undefined while the position is not known. */
  offset: number | undefined = undefined;
  handedBack = -1;
  /** Everything up to here is fetched. */
  fetchedTo = -1;
  isPaused = false;
  /** It has another leader, which was not asked yet. */
  isDoubtful = false;

  goTo(offset: number): void {
    this.isDoubtful = false;
    this.offset = offset;
    this.handedBack = offset;
    this.fetchedTo = offset;
  }

  lose(): void {
    this.isDoubtful = false;
    this.offset = undefined;
    this.handedBack = -1;
  }
}

interface Real {
  readonly partition: AssignedPartition;
  readonly buffer: RecordBuffer<Buffer, Buffer>;
}

/** Each gives whether the epoch has to go up. */
const commands: { readonly [name: string]: (model: Model, real: Real, n: number) => boolean } = {
  fetch(model, { partition }, n) {
    if (model.offset === undefined || model.isDoubtful) return false;
    assert.equal(partition.cursor.offset, model.fetchedTo);
    partition.enqueue(fetched(partition.source, model.fetchedTo, n));
    model.fetchedTo += n;
    return false;
  },
  next(model, { buffer }) {
    const record = buffer.nextRecord(true);
    const expected = hasNext(model) ? model.offset : undefined;
    assert.equal(record?.offset, expected);
    if (expected !== undefined) model.offset = expected + 1;
    return false;
  },
  step(model, { buffer }) {
    const record = buffer.step();
    if (record === null) return false;
    assert.ok(hasNext(model));
    assert.equal(record.offset, model.offset);
    model.handedBack = record.offset;
    model.offset = record.offset + 1;
    return false;
  },
  handBack(model, { buffer }) {
    buffer.handBack();
    if (model.offset !== undefined) model.handedBack = model.offset;
    return false;
  },
  takeBack(model, { buffer, partition }) {
    buffer.takeBack();
    if (model.offset === undefined || model.offset === model.handedBack) return false;
    const { isDoubtful } = model;
    model.goTo(model.handedBack);
    model.isDoubtful = isDoubtful && partition.cursor.leaderEpoch >= 0;
    return true;
  },
  commit(model, { partition }) {
    partition.position.handBackUpTo(partition.position.offset);
    if (model.offset !== undefined) model.handedBack = model.offset;
    return false;
  },
  seek(model, { partition }, n) {
    partition.seek(n);
    model.goTo(n);
    return true;
  },
  reset(model, { partition }) {
    partition.reset(LATEST_TIMESTAMP);
    model.lose();
    return true;
  },
  outOfRange(model, { partition }) {
    partition.outOfRange();
    model.lose();
    assert.deepEqual(partition.position.state, { name: 'resetting', timestamp: EARLIEST_TIMESTAMP });
    return true;
  },
  madeAgain(model, { partition }, n) {
    const isNew = partition.topicId !== undefined && partition.topicId !== String(n);
    partition.isOf(String(n));
    if (isNew) model.lose();
    return isNew;
  },
  otherLeader(model, { partition }, n) {
    if (partition.currentLeaderEpoch === n) return false;
    partition.isLedIn(n);
    if (model.offset === undefined) return false;
    model.isDoubtful = partition.cursor.leaderEpoch >= 0;
    return true;
  },
  answerOfLeader(model, { partition }, n) {
    if (!model.isDoubtful || model.offset === undefined) return false;
    const endOffset = Math.max(0, model.fetchedTo + 2 - n);
    partition.compareWith({ leaderEpoch: 7, endOffset });
    if (endOffset >= model.fetchedTo) {
      model.isDoubtful = false;
      return false;
    }
    if (model.fetchedTo > model.offset) {
      model.fetchedTo = model.offset;
      model.isDoubtful = partition.cursor.leaderEpoch >= 0;
    } else {
      const handedBack = Math.min(model.handedBack, endOffset);
      model.goTo(endOffset);
      model.handedBack = handedBack;
    }
    return true;
  },
  evict(model, { partition }) {
    if (!model.isPaused) return false;
    partition.evict();
    if (model.offset !== undefined) model.fetchedTo = model.offset;
    model.isDoubtful &&= partition.cursor.leaderEpoch >= 0;
    return true;
  },
  pause(model, { partition }) {
    partition.pause();
    model.isPaused = true;
    return false;
  },
  resume(model, { partition }) {
    partition.resume();
    model.isPaused = false;
    return false;
  },
};

function hasNext({ offset, fetchedTo, isPaused, isDoubtful }: Model): boolean {
  return offset !== undefined && offset < fetchedTo && !isPaused && !isDoubtful;
}

describe('a partition, whatever is done to it', () => {
  it('gives each record once and in order, commits nothing that is in hand, and never goes back by itself', () => {
    const names = Object.keys(commands).flatMap((name) => (/fetch|next|step/.test(name) ? [name, name, name] : [name]));
    const steps = fc.array(fc.tuple(fc.constantFrom(...names), fc.integer({ min: 1, max: 5 })), { maxLength: 60 });
    fc.assert(
      fc.property(steps, (run) => {
        const { buffer, assignment } = makeBuffer(undefined, 'earliest');
        assignment.replace([{ topic: 't', partition: 0 }]);
        const partition = assignment.require({ topic: 't', partition: 0 });
        const { position, cursor } = partition;
        const model = new Model();
        commands['seek']?.(model, { partition, buffer }, 1);
        for (const [name, n] of run) {
          const before = { epoch: cursor.epoch, offset: position.offset };
          const isNewEpoch = commands[name]?.(model, { partition, buffer }, n) ?? false;
          assert.equal(position.offset, model.offset ?? -1, name);
          assert.equal(position.handedBack, model.handedBack, name);
          assert.equal(cursor.epoch > before.epoch, isNewEpoch, name);
          assert.ok(cursor.epoch >= before.epoch, name);
          assert.ok(position.handedBack <= position.offset, name);
          assert.equal(position.state.name === 'validating', model.isDoubtful, name);
          if (position.isKnown) assert.ok(position.offset <= cursor.offset, name);
          if (!isNewEpoch) assert.ok(position.offset >= before.offset, `${name} went back`);
          assert.equal(cursor.queuedBytes === 0, cursor.oldest === undefined, name);
        }
      }),
      { numRuns: 300, seed: 20261130 },
    );
  });
});
