import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '@k/runtime';
import { MarkerWait } from '../src/identity/marker-wait.ts';

/** Brokers that take so long to write markers; whoever asks earlier is answered a multiple of `againMs` later. */
interface Brokers {
  readonly markersMs: () => number;
  readonly againMs: number;
}

/** Transactions, each of which wants to send `gapMs` after the end of the one before. */
class Played {
  readonly wait = new MarkerWait();
  #now = 0;

  /** @returns how long each was kept back, and how long it took from when it wanted to send until the answer */
  run(count: number, { markersMs, againMs }: Brokers, gapMs = 0): { heldMs: number[]; tookMs: number } {
    const heldMs: number[] = [];
    let tookMs = 0;
    for (let i = 0; i < count; i++) {
      const endedAt = this.#now;
      this.wait.ended(endedAt);
      const wanted = endedAt + gapMs;
      const goes = this.wait.wanted(wanted);
      heldMs.push(goes - wanted);
      const written = endedAt + markersMs();
      this.#now = goes;
      while (this.#now < written) this.#now += againMs;
      this.wait.answered(this.#now);
      tookMs += this.#now - wanted;
    }
    return { heldMs, tookMs: tookMs / count };
  }
}

function share(of: readonly number[], value: number): number {
  return of.filter((it) => it === value).length / of.length;
}

test('the wait becomes the least in which markers are written, whatever they take, and follows when that changes', () => {
  const played = new Played();
  for (const [markersMs, wait] of [
    [0.6, 1],
    [2.5, 4],
    [7, 8],
    [1.5, 2],
    [0, 0],
    [15, 16],
  ] as const) {
    const brokers = { markersMs: () => markersMs, againMs: 20 };
    played.run(2_000, brokers);
    const { heldMs } = played.run(1_000, brokers);
    assert.ok(share(heldMs, wait) > 0.95, `${markersMs}: ${heldMs.slice(-20).join(' ')}`);
  }
});

test('where markers vary it is the wait that is best on average, and far better than none', () => {
  const random = seededRandom(7);
  const played = new Played();
  // Nine of ten within 3 ms, the tenth up to 12 ms.
  const markersMs = (): number => (random.next() < 0.9 ? 3 * random.next() : 3 + 9 * random.next());
  const { tookMs } = played.run(5_000, { markersMs, againMs: 20 });
  assert.ok(tookMs < 8, `${tookMs} ms`);
});

test('where markers take longer than any wait it does not add to what brokers take', () => {
  const { tookMs } = new Played().run(2_000, { markersMs: () => 30, againMs: 20 });
  assert.ok(tookMs <= 41, `${tookMs} ms`);
});

test('what takes seconds for another reason does not lead it astray', () => {
  const played = new Played();
  const calm = { markersMs: () => 0.5, againMs: 20 };
  played.run(200, calm);
  played.run(1, { markersMs: () => 30_000, againMs: 20 });
  const { heldMs } = played.run(200, calm);
  assert.ok(share(heldMs, 1) > 0.5, heldMs.join(' '));
});

test('a transaction that comes later waits for the rest only, and one that comes much later not at all', () => {
  const brokers = { markersMs: () => 2.5, againMs: 20 };
  const played = new Played();
  played.run(1_000, brokers);
  const { heldMs } = played.run(100, brokers, 2);
  assert.ok(share(heldMs, 2) > 0.9, heldMs.join(' '));
  played.run(1_000, brokers, 3);
  assert.ok(share(played.run(100, brokers, 3).heldMs, 0) > 0.9, 'markers are written by then');
  assert.deepEqual(played.run(100, brokers, 16).heldMs, Array(100).fill(0));
});

test('only the first request waits: what comes after the answer goes at once, as does what comes without an end before', () => {
  const wait = new MarkerWait();
  assert.equal(wait.wanted(5), 5);
  wait.answered(6);
  wait.ended(100);
  assert.deepEqual([wait.wanted(100.25), wait.wanted(100.5), wait.wanted(101)], [101, 101, 101]);
  wait.answered(102);
  assert.equal(wait.wanted(102), 102);
});
