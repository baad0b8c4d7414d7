// A thread that runs the seeds that it is told, one after the other.
import { parentPort } from 'node:worker_threads';
import { simulate } from '../simulate.ts';
import { lineOf } from '../story/line-of.ts';
import { rowOf, violationsOf } from '../story/story.ts';
import type { LiveLine, Order, SeedResult } from './messages.ts';

const SHOWN = 3;
const ACTOR_WIDTH = 12;

async function carryOut({ seed, live }: Order): Promise<SeedResult> {
  const post = (line: LiveLine): void => parentPort?.postMessage(line);
  const run = await simulate(seed, live ? { onEvent: (event) => { post({ line: rowOf(lineOf(event), ACTOR_WIDTH) }); } } : {}); // prettier-ignore
  const { violations, stats } = run;
  return {
    seed,
    violations: violationsOf(violations.slice(0, SHOWN), run),
    violationCount: violations.length,
    stats,
  };
}

parentPort?.on('message', (order: Order) => {
  carryOut(order).then(
    (result) => parentPort?.postMessage(result),
    (error: unknown) => {
      throw error;
    },
  );
});
