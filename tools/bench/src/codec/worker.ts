// Measures on the Node that runs it; prints one JSON object. Arguments: rounds, milliseconds per slice.
import { loadCases } from './cases.ts';
import { measureThreads, type ThreadRow } from './threads.ts';

export interface Result {
  readonly name: string;
  readonly client: string;
  readonly plainBytes: number;
  readonly batchBytes: number;
  /** CPU time, round by round. */
  readonly nanosecondsPerRecord: number[];
  /** Of records before compression, per second of CPU time. */
  readonly plainMegabytesPerSecond: number[];
}

export interface Results {
  readonly cases: Result[];
  readonly threads: ThreadRow[];
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
const work = (await loadCases()).flatMap(({ contenders, ...about }) =>
  contenders.map(({ client, run }) => {
    const { name, plainBytes, batchBytes } = about;
    const measured = { nanosecondsPerRecord: [] as number[], plainMegabytesPerSecond: [] as number[] };
    const result: Result = { name, client, plainBytes, batchBytes, ...measured };
    return { about, run, isAsync: run() instanceof Promise, times: 1, result };
  }),
);
for (const each of work) {
  // Also warms up: until a slice has its length, and then once more.
  for (let ms = 0; ms < sliceMs;) {
    ms = await slice(each.run, each.times, each.isAsync);
    each.times = Math.ceil(each.times * Math.min(10, ms > 1 ? (sliceMs / ms) * 1.1 : 10));
  }
}
for (let round = 0; round < rounds; round++) {
  for (const { run, times, isAsync, about, result } of work) {
    const ms = await slice(run, times, isAsync);
    result.nanosecondsPerRecord.push((ms * 1e6) / times / about.records);
    result.plainMegabytesPerSecond.push((about.plainBytes * times) / ms / 1000);
  }
}
const results: Results = { cases: work.map(({ result }) => result), threads: await measureThreads(rounds) };
console.log(JSON.stringify(results));
if (sink === undefined) throw new Error('nothing was made');
