// Measures on the Node that runs it; prints one JSON array. Arguments: rounds, milliseconds per slice.
import { loadCases } from './cases.ts';

/** How often a contender did its work in a second of CPU time, round by round. */
export interface Result {
  readonly name: string;
  readonly bytes: number;
  readonly client: string;
  readonly rates: number[];
}

/** Keeps what is made from being optimized away. */
let sink: unknown;

/** @returns CPU milliseconds */
async function slice(run: () => unknown, times: number, isAsync: boolean): Promise<number> {
  const before = process.cpuUsage();
  if (isAsync) for (let i = 0; i < times; i++) sink = await run();
  else for (let i = 0; i < times; i++) sink = run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const [rounds = 9, sliceMs = 60] = process.argv.slice(2).map(Number);
const work = (await loadCases()).flatMap(({ name, bytes, contenders }) =>
  contenders.map(({ client, run }) => ({
    client,
    run,
    isAsync: run() instanceof Promise,
    times: 1,
    result: { name, bytes, client, rates: [] as number[] },
  })),
);
for (const each of work) {
  // Also warms up: until a slice has its length, and then once more.
  let ms = 0;
  while (ms < sliceMs) {
    ms = await slice(each.run, each.times, each.isAsync);
    each.times = Math.ceil(each.times * Math.min(10, ms > 1 ? (sliceMs / ms) * 1.1 : 10));
  }
}
for (let round = 0; round < rounds; round++) {
  for (const { run, times, isAsync, result } of work) {
    result.rates.push((times / (await slice(run, times, isAsync))) * 1000);
  }
}
console.log(JSON.stringify(work.map(({ result }) => result)));
if (sink === undefined) throw new Error('nothing was made');
