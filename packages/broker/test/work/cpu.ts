import assert from 'node:assert/strict';

/** Linear work grows by 8 from n to 8 n, quadratic work by 64. */
export const FACTOR = 8;
const MOST = 3 * FACTOR;
/** Below this nothing can be told from noise, in ms. */
const NOISE_MS = 2;
const ROUNDS = 6;

/**
 * Fails when the work for 8 n things is out of proportion to that for n. Work is the processor's time of this process,
 * the least of several runs: a busy machine does not change it, and one good round is enough, which work that grows with
 * the square never has.
 *
 * @param work does it once for so many things, and returns what it took in ms
 */
export async function assertLinear(n: number, work: (n: number) => Promise<number>): Promise<void> {
  let few = Infinity;
  let many = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    few = Math.min(few, await work(n));
    many = Math.min(many, await work(n * FACTOR));
    if (many < MOST * Math.max(few, NOISE_MS)) return;
  }
  assert.fail(
    `${String(n)} things take ${few.toFixed(1)} ms of processor time, ${String(n * FACTOR)} take ${many.toFixed(1)} ms`,
  );
}

/** Processor time that passes until the promise settles, in ms. */
export async function cpuTime(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
