// What a wait does with many records it does in turns of some milliseconds, and what happens between them changes nothing.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryNetwork, seededRandom, VirtualClock, type Clock, type TimerHandle } from '@k/runtime';
import { createBroker, ExpectationError, type Broker } from '../../src/index.ts';

const MS_PER_LOOK = 5;

/** Of a slow machine: from each look at it to the next some ms go by, so that a turn is over after a few dozen records. */
class SlowClock implements Clock {
  readonly virtual = new VirtualClock();
  /** Called before each turn but the first; they are a millisecond apart, as Node's. */
  between: (turn: number) => void = () => undefined;
  turns = 0;
  readonly #msPerLook: number;
  #goneMs = 0;

  constructor(msPerLook = MS_PER_LOOK) {
    this.#msPerLook = msPerLook;
  }

  now(): number {
    return this.virtual.now();
  }

  monotonic(): number {
    return this.virtual.monotonic() + (this.#goneMs += this.#msPerLook);
  }

  setTimeout(fn: () => void, ms: number): TimerHandle {
    const turn = (): void => {
      this.between(++this.turns);
      fn();
    };
    return ms === 0 ? this.virtual.setTimeout(turn, 1) : this.virtual.setTimeout(fn, ms);
  }

  clearTimeout(handle: TimerHandle): void {
    this.virtual.clearTimeout(handle);
  }
}

const COUNT = 3 * 50 + 600;

/** In three partitions 50 batches of one record and one of 200 each, compressed in one of the topics. */
async function started(msPerLook?: number): Promise<{ broker: Broker; clock: SlowClock }> {
  const clock = new SlowClock(msPerLook);
  const random = seededRandom(1);
  const config = { 'retention.ms': -1 };
  const broker = await createBroker({
    ...{ clock, random, network: new MemoryNetwork({ clock: clock.virtual, random }) },
    topics: {
      t: { partitions: 3, config },
      zipped: { partitions: 3, config: { ...config, 'compression.type': 'gzip' } },
    },
  });
  for (const topic of ['t', 'zipped']) {
    for (const partition of [0, 1, 2]) {
      for (let index = 0; index < 50; index++) broker.produce(topic, { partition, value: String(index) });
      const values = Array.from({ length: 200 }, (_, index) => ({ partition, value: String(50 + index) }));
      broker.produce(topic, values);
    }
  }
  return { broker, clock };
}

async function failureOf(clock: SlowClock, promise: Promise<unknown>): Promise<ExpectationError> {
  try {
    await clock.virtual.runUntil(promise);
  } catch (error) {
    assert.ok(error instanceof ExpectationError, String(error));
    return error;
  }
  throw new Error('it was not rejected');
}

describe('a wait for many records', () => {
  for (const topic of ['t', 'zipped']) {
    it(`reads each of ${topic} once, in its order`, async () => {
      const { broker, clock } = await started();
      const all = await clock.virtual.runUntil(broker.expectRecords(topic, COUNT, { exactly: true }));
      assert.ok(clock.turns >= 10, `${String(clock.turns)} turns`);
      assert.deepEqual(all, broker.records(topic));
      const some = await clock.virtual.runUntil(broker.expectRecords(topic, 1, { from: 77, partition: 1 }));
      assert.deepEqual(some, all.slice(250 + 77, 500));
      await broker.close();
    });
  }

  it('is one turn by a clock that stands still meanwhile', async () => {
    const { broker, clock } = await started(0);
    await clock.virtual.runUntil(broker.expectRecords('t', COUNT));
    await clock.virtual.runUntil(broker.expectRecords('t', [{ partition: 2, value: '249' }]));
    assert.match((await failureOf(clock, broker.expectNoRecords('t'))).message, /: 750 records came:/);
    assert.equal(clock.turns, 0);
    await broker.close();
  });

  it('finds those of a list, and those that may not come', async () => {
    const { broker, clock } = await started();
    const last = broker.expectRecords('t', [{ partition: 2, value: '249' }]);
    assert.deepEqual((await clock.virtual.runUntil(last)).map(String), ['t-2@249']);
    const matching = { value: /9$/ };
    const none = await failureOf(clock, broker.expectNoRecords('t', { matching, forMs: 1_000 }));
    assert.match(none.message, /: 75 records came:\n {2}… 55 before\n/);
    const before = clock.turns;
    await clock.virtual.runUntil(broker.expectNoRecords('t', { matching: { value: 'x' }, forMs: 1_000 }));
    assert.ok(clock.turns - before >= 10, `${String(clock.turns - before)} turns`);
    await broker.close();
  });

  it('sees what comes meanwhile, and keeps what retention takes', async () => {
    const { broker, clock } = await started();
    clock.between = (turn) => {
      if (turn === 1) broker.truncateBefore('t', 0, 100);
      if (turn === 3) broker.produce('t', [{ partition: 0, value: 'more' }, { partition: 2, value: 'more' }]); // prettier-ignore
    };
    const all = await clock.virtual.runUntil(broker.expectRecords('t', COUNT + 1));
    assert.equal(new Set(all.map(String)).size, all.length);
    assert.ok(all.some(({ offset, partition }) => offset === 0 && partition === 0));
    assert.deepEqual(all.slice(-1).map(String), ['t-2@250']);
    const more = broker.expectRecords('t', [{ partition: 0, value: 'more' }, { value: 'even more' }]);
    clock.between = (turn) => {
      if (turn % 5 === 0) broker.produce('t', { partition: 2, value: 'even more' });
    };
    assert.deepEqual((await clock.virtual.runUntil(more)).map(String), ['t-0@250', 't-2@251']);
    await broker.close();
  });

  it('reads anew what another leader has instead', async () => {
    const { broker, clock } = await started();
    const others = (): void => {
      broker.electUncleanly('t', 0, 0, 10);
      const values = Array.from({ length: 240 }, (_, index) => ({ partition: 0, value: `other ${String(index)}` }));
      broker.produce('t', values);
    };
    clock.between = (turn) => {
      if (turn === 2) others();
    };
    const all = await clock.virtual.runUntil(broker.expectRecords('t', COUNT));
    assert.deepEqual(all, broker.records('t'));
    assert.equal(all[10]?.valueText, 'other 0');
    await broker.close();
  });

  it('counts what came in time, though it is read later, and nothing that came later', async () => {
    const { broker, clock } = await started();
    clock.between = () => void broker.produce('t', { partition: 2, value: 'late' });
    // Over in the midst of it, after two more turns.
    const inTime = { timeoutMs: 2.5 };
    const all = await clock.virtual.runUntil(broker.expectRecords('t', COUNT + 2, { ...inTime, exactly: true }));
    assert.deepEqual(all.slice(-1).map(String), ['t-2@251']);
    assert.ok(broker.log('t', 2).endOffset > 255, String(broker.log('t', 2).endOffset));
    const before = broker.records('t').length;
    const few = await failureOf(clock, broker.expectRecords('t', before + 3, inTime));
    assert.match(
      few.message,
      new RegExp(`: ${String(before + 2)} of ${String(before + 3)} records came within 2.5 ms\n`),
    );
    const end = broker.log('t', 2).endOffset;
    await failureOf(clock, broker.expectRecords('t', [{ partition: 2, offset: end + 2 }], inTime));
    const next = broker.log('t', 2).endOffset;
    await clock.virtual.runUntil(broker.expectNoRecords('t', { matching: { partition: 2, offset: next + 2 }, forMs: 2.5 })); // prettier-ignore
    await failureOf(clock, broker.expectNoRecords('t', { matching: { partition: 2, offset: 249 }, forMs: 2.5 }));
    await broker.close();
  });

  it('ends by its signal, also when its time is over and it goes on reading', async () => {
    const calls: [turns: number[], call: (broker: Broker, signal: AbortSignal) => Promise<unknown>][] = [
      [[1, 4], (broker, signal) => broker.expectRecords('t', COUNT + 1, { timeoutMs: 2.5, signal })],
      [[1, 4, 20], (broker, signal) => broker.expectRecords('t', [{ value: 'x' }], { timeoutMs: 2.5, signal })],
      [[1, 4, 13], (broker, signal) => broker.expectNoRecords('t', { matching: { value: 'x' }, forMs: 2.5, signal })],
    ];
    for (const [turns, call] of calls) {
      for (const turn of turns) {
        const { broker, clock } = await started();
        const control = new AbortController();
        clock.between = (now) => {
          if (now === turn) control.abort(new Error('enough'));
        };
        await assert.rejects(clock.virtual.runUntil(call(broker, control.signal)), /^Error: enough$/);
        assert.ok(clock.turns >= turn && clock.turns <= turn + 2, `${String(clock.turns)} turns`);
        await broker.close();
      }
    }
  });
});
