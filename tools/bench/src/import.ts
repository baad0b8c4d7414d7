import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { UsageError } from './options.ts';

const run = promisify(execFile);

export const IMPORT_USAGE = 'npm run bench -- import';

const RUNS = 7;
/** What is imported in a process of its own. */
const IMPORTED: readonly (readonly string[])[] = [
  ['@k/producer', '@k/consumer'],
  ['@k/producer'],
  ['@k/consumer'],
  ['@k/wire'],
  ['@k/broker'],
  ['kafkajs'],
  ['zod'],
  ['zod/mini'],
];

const PROGRAM = `
  const before = { rss: process.memoryUsage().rss, cpu: process.cpuUsage() };
  for (const name of process.argv.slice(1)) await import(name);
  const { user, system } = process.cpuUsage(before.cpu);
  console.log(JSON.stringify({ cpuMs: (user + system) / 1e3, megabytes: (process.memoryUsage().rss - before.rss) / 1e6 }));`;

interface Cost {
  readonly cpuMs: number;
  readonly megabytes: number;
}

/** What it costs to import: CPU time and memory, each in a new process, taken in turns. */
export async function benchImport(args: readonly string[]): Promise<void> {
  if (args.length > 0) throw new UsageError(`unknown argument ${String(args[0])}`);
  const costs = IMPORTED.map((): Cost[] => []);
  for (let round = 0; round < RUNS; round++) {
    for (const [index, names] of IMPORTED.entries()) costs[index]?.push(await costOf(names));
  }
  console.log(`Node ${process.version}, medians of ${String(RUNS)} runs\n`);
  console.log('| import | CPU ms | MB |\n| --- | ---: | ---: |');
  for (const [index, names] of IMPORTED.entries()) {
    const of = costs[index] ?? [];
    const cpu = median(of.map(({ cpuMs }) => cpuMs)).toFixed(0);
    const memory = median(of.map(({ megabytes }) => megabytes)).toFixed(1);
    console.log(`| ${names.join(', ')} | ${cpu} | ${memory} |`);
  }
}

async function costOf(names: readonly string[]): Promise<Cost> {
  const args = ['--input-type=module', '--eval', PROGRAM, ...names];
  const { stdout } = await run(process.execPath, args, { cwd: new URL('../../', import.meta.url) });
  return JSON.parse(stdout) as Cost;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}
