// npm run bench:codec    @k/codec beside the coders inside other clients, on the same records
import { execFile } from 'node:child_process';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { UsageError } from '../options.ts';
import { peersNode, peerVersion } from '../peers.ts';
import { OURS } from './cases.ts';
import { KIBS, type LibraryRow } from './libraries.ts';
import type { ThreadRow } from './threads.ts';
import type { Result, Results } from './worker.ts';

const run = promisify(execFile);
const WORKER = fileURLToPath(new URL('worker.js', import.meta.url));
const LIBRARIES_WORKER = fileURLToPath(new URL('libraries-worker.js', import.meta.url));
const PEERS = ['kafkajs', '@platformatic/kafka'] as const;

export const CODEC_USAGE = 'npm run bench:codec -- [--rounds N] [--slice MS] [--libraries]';

export async function benchCodec(args: readonly string[]): Promise<void> {
  const { rounds, slice, libraries } = readOptions(args);
  const nodes = [...new Set([process.execPath, peersNode() ?? process.execPath])];
  const cpu = `${os.cpus()[0]?.model ?? 'unknown CPU'} × ${os.cpus().length}, ${os.platform()} ${os.arch()}`;
  if (libraries) return compareLibraries(rounds, slice, nodes, cpu);
  console.log(`${OURS} beside ${PEERS.map((name) => `${name} ${peerVersion(name)}`).join(', ')}; ${cpu}.`);
  console.log(`Batches of 1 MB before compression. CPU time, medians of ${rounds} rounds, taken in turns.`);
  for (const node of nodes) {
    const version = (await run(node, ['--version'])).stdout.trim();
    const { stdout } = await run(node, [WORKER, String(rounds), String(slice)], { maxBuffer: 1 << 24 });
    const { cases, threads } = JSON.parse(stdout) as Results;
    console.log(`\nNode ${version}\n\n${plainTable(cases.filter(({ name }) => isPlain(name)))}`);
    console.log(`\n${compressedTable(cases.filter(({ name }) => !isPlain(name)))}`);
    console.log(`\n${threadTable(threads)}`);
  }
}

async function compareLibraries(rounds: number, slice: number, nodes: readonly string[], cpu: string): Promise<void> {
  console.log(`CPU µs a call, medians of ${rounds} rounds, taken in turns; ${cpu}.`);
  for (const node of nodes) {
    const version = (await run(node, ['--version'])).stdout.trim();
    const { stdout } = await run(node, [LIBRARIES_WORKER, String(rounds), String(slice)], { maxBuffer: 1 << 24 });
    console.log(`\nNode ${version}\n\n${libraryTable(JSON.parse(stdout) as LibraryRow[])}`);
  }
}

function libraryTable(rows: readonly LibraryRow[]): string {
  const cells = (values: readonly number[]): string[] => values.map((value) => cell(value, value < 100 ? 1 : 0));
  return table(
    ['µs', 'by', ...KIBS.map((kib) => (kib < 1024 ? `${kib} KiB` : `${kib / 1024} MiB`))],
    rows.flatMap(({ work, by, cpu, busy }) => [
      [work, by, ...cells(cpu)],
      ...(busy === null ? [] : [[`${work}, in another thread: here`, by, ...cells(busy)]]),
    ]),
  );
}

function readOptions(args: readonly string[]): { rounds: number; slice: number; libraries: boolean } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        rounds: { type: 'string', default: '9' },
        slice: { type: 'string', default: '60' },
        libraries: { type: 'boolean', default: false },
      },
    });
    const [rounds, slice] = [Number(values.rounds), Number(values.slice)];
    if (!(rounds >= 1) || !(slice >= 1)) throw new Error('--rounds and --slice take numbers from 1 on');
    return { rounds, slice, libraries: values.libraries };
  } catch (error) {
    throw new UsageError((error as Error).message.split('. ')[0]);
  }
}

function isPlain(name: string): boolean {
  return /\d B$/.test(name);
}

/** Nanoseconds a record; and how many times as long the others take. */
function plainTable(results: readonly Result[]): string {
  const rows = namesOf(results).map((name) => {
    const ns = (client: string): number | undefined => medianOf(results, name, client, (r) => r.nanosecondsPerRecord);
    const ours = ns(OURS);
    // What is read without touching it is compared with their reading, which is all they have.
    const wide = name.replace('read, values untouched', 'read with values').replace('no checksum, ', '');
    const theirs = PEERS.flatMap((client) => {
      const value = medianOf(results, wide, client, (r) => r.nanosecondsPerRecord);
      return [cell(value, 0), value === undefined || ours === undefined ? '–' : `${(value / ours).toFixed(1)} ×`];
    });
    return [name, cell(ours, 0), ...theirs];
  });
  return table(['ns a record', OURS, ...PEERS.flatMap((name) => [name, ''])], rows);
}

/** Megabytes of records (before compression) a second. */
function compressedTable(results: readonly Result[]): string {
  const rows = namesOf(results).map((name) => {
    const [first] = results.filter((each) => each.name === name);
    const rate = (client: string): string =>
      cell(
        medianOf(results, name, client, (r) => r.plainMegabytesPerSecond),
        0,
      );
    const ratio = first === undefined ? '–' : `${((first.batchBytes / first.plainBytes) * 100).toFixed(0)} %`;
    return [name, ratio, ...[OURS, ...PEERS].map(rate)];
  });
  return table(['MB/s of plain records', 'compressed to', OURS, ...PEERS], rows);
}

function threadTable(rows: readonly ThreadRow[]): string {
  const head = ['event loop, ms a call', 'KiB', 'here', 'in another thread', 'CPU in all, here = 1'];
  return table(
    head,
    rows.map(({ type, direction, bytes, here, busy, cpuRatio }) => [
      `${type}, ${direction}`,
      String(Math.round(bytes / 1024)),
      here.toFixed(3),
      busy.toFixed(3),
      cpuRatio.toFixed(2),
    ]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n');
}

function namesOf(results: readonly Result[]): string[] {
  return [...new Set(results.map(({ name }) => name))];
}

function medianOf(
  results: readonly Result[],
  name: string,
  client: string,
  pick: (result: Result) => readonly number[],
): number | undefined {
  const found = results.find((each) => each.name === name && each.client === client);
  if (found === undefined) return undefined;
  const values = [...pick(found)].sort((a, b) => a - b);
  return values[Math.floor((values.length - 1) / 2)];
}

function cell(value: number | undefined, digits: number): string {
  return value === undefined ? '–' : value.toLocaleString('en', { maximumFractionDigits: digits });
}
