import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ms, type Figures } from './figures.ts';
import { openTarget, type TargetName } from './targets.ts';

const run = promisify(execFile);

/** In a process of its own: the first broker that it starts, as a test file does, and the next one. */
const IN_PROCESS = `
  const beforeImport = performance.now();
  const { createBroker } = await import('@k/broker');
  const beforeFirst = performance.now();
  const first = await createBroker();
  const beforeNext = performance.now();
  const next = await createBroker();
  const end = performance.now();
  await first.close();
  await next.close();
  console.log(JSON.stringify([beforeFirst - beforeImport, beforeNext - beforeFirst, end - beforeNext]));
`;

/** How long it takes until clients may come: medians. */
export async function measureStarts(name: TargetName, times: number): Promise<Figures> {
  const starts: number[] = [];
  for (let i = 0; i < times; i++) {
    const began = performance.now();
    const target = await openTarget(name);
    starts.push(performance.now() - began);
    await target.close();
  }
  const process = { 'a process, to ready': ms(median(starts)) };
  return name === 'command' ? { ...process, ...(await startsInProcess(times)) } : process;
}

async function startsInProcess(times: number): Promise<Figures> {
  const all: number[][] = [];
  for (let i = 0; i < times; i++) {
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', IN_PROCESS], {
      cwd: import.meta.dirname,
    });
    all.push(JSON.parse(stdout) as number[]);
  }
  const of = (column: number): string => ms(median(all.map((times) => times[column] ?? 0)));
  return {
    'in a test’s process: import': of(0),
    'in a test’s process: the first createBroker()': of(1),
    'in a test’s process: each further one': of(2),
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;
}
