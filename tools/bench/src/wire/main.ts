// npm run bench:wire    @k/wire beside the coders inside other clients, on the same bytes
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import os from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { UsageError } from '../options.ts';
import { peersNode, peerVersion } from '../peers.ts';
import { OURS } from './cases.ts';
import { responses } from './samples.ts';
import type { Result } from './worker.ts';

const run = promisify(execFile);
const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const PEERS = ['kafkajs', '@platformatic/kafka'];

export const WIRE_USAGE = 'npm run bench:wire -- [--rounds N] [--slice MS]';

export async function benchWire(args: readonly string[]): Promise<void> {
  const { rounds, slice } = readOptions(args);
  const nodes = [...new Set([process.execPath, peersNode() ?? process.execPath])];
  const cpu = `${os.cpus()[0]?.model ?? 'unknown CPU'} × ${os.cpus().length}, ${os.platform()} ${os.arch()}`;
  const versions = PEERS.map((name) => `${name} ${peerVersion(name)}`).join(', ');
  console.log(`${OURS} beside ${versions}; ${cpu}.`);
  console.log(`Messages per second of CPU time: best (median) of ${rounds} rounds, taken in turns.`);
  for (const node of nodes) {
    const version = (await run(node, ['--version'])).stdout.trim();
    const { stdout } = await run(node, [here('worker.js'), String(rounds), String(slice)], { maxBuffer: 1 << 24 });
    console.log(`\nNode ${version}\n\n${speedTable(JSON.parse(stdout) as Result[])}`);
    console.log(`\n${await coldTable(node, rounds)}`);
  }
}

function readOptions(args: readonly string[]): { rounds: number; slice: number } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { rounds: { type: 'string', default: '9' }, slice: { type: 'string', default: '60' } },
    });
    const [rounds, slice] = [Number(values.rounds), Number(values.slice)];
    if (!(rounds >= 1) || !(slice >= 1)) throw new Error('--rounds and --slice take numbers from 1 on');
    return { rounds, slice };
  } catch (error) {
    throw new UsageError((error as Error).message.split('. ')[0]);
  }
}

/** A row for each case: ours, theirs, and how many times as fast ours is (of the medians). */
function speedTable(results: readonly Result[]): string {
  const rows = results
    .filter(({ client }) => client === OURS)
    .map((ours) => {
      const theirs = results.find(({ name, client }) => name === ours.name && client !== OURS) as Result;
      const factor = median(ours.rates) / median(theirs.rates);
      const cells = [ours.name, String(ours.bytes), rate(ours), theirs.client, rate(theirs), `${factor.toFixed(1)} ×`];
      return `| ${cells.join(' | ')} |`;
    });
  return [`| | bytes | ${OURS} | other | its rate | ours is |`, '|---|--:|--:|---|--:|--:|', ...rows].join('\n');
}

async function coldTable(node: string, rounds: number): Promise<string> {
  const require = createRequire(new URL('../../../peers/package.json', import.meta.url));
  const metadata = responses.metadata(12).toString('base64');
  const starts = [
    { what: `import ${OURS}, decode a Metadata response`, args: [import.meta.resolve(OURS), metadata] },
    ...PEERS.map((name) => ({ what: `import ${name}`, args: [pathToFileURL(require.resolve(name)).href] })),
  ].map((start) => ({ ...start, cpu: [] as number[], wall: [] as number[] }));
  for (let round = 0; round < rounds; round++) {
    for (const { args, cpu, wall } of starts) {
      const { stdout } = await run(node, [here('cold-start.js'), ...args]);
      const { cpuMs, wallMs } = JSON.parse(stdout) as { cpuMs: number; wallMs: number };
      cpu.push(cpuMs);
      wall.push(wallMs);
    }
  }
  const rows = starts.map(({ what, cpu, wall }) => {
    const cell = (values: number[]): string => `${Math.min(...values).toFixed(0)} (${median(values).toFixed(0)})`;
    return `| ${what} | ${cell(cpu)} | ${cell(wall)} |`;
  });
  return ['| cold start | CPU ms | wall ms |', '|---|--:|--:|', ...rows].join('\n');
}

function rate({ rates }: Result): string {
  return `${Math.max(...rates).toLocaleString('en', { maximumFractionDigits: 0 })} (${median(rates).toLocaleString('en', { maximumFractionDigits: 0 })})`;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? NaN;
}
