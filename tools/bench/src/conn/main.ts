// npm run bench:conn    a connection of ours beside those inside other clients, and beside a bare socket
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { UsageError } from '../options.ts';
import { peersNode, peerVersion } from '../peers.ts';
import { OURS, REQUEST_CLIENTS, STREAM_CLIENTS } from './clients.ts';
import type { ConnTask, RequestsResult, StreamResult } from './worker.ts';

const run = promisify(execFile);
const WORKER = fileURLToPath(new URL('worker.js', import.meta.url));
const SERVER = fileURLToPath(new URL('server-process.js', import.meta.url));
const IN_FLIGHT = [1, 5, 64];
/** Megabytes an answer. */
const SIZES = [1, 8];

export const CONN_USAGE = 'npm run bench:conn -- [--rounds N] [--seconds N] [--megabytes N]';

export async function benchConn(args: readonly string[]): Promise<void> {
  const { rounds, seconds, megabytes } = readOptions(args);
  const peers = REQUEST_CLIENTS.filter((client) => client !== OURS);
  const cpu = `${os.cpus()[0]?.model ?? 'unknown CPU'} × ${os.cpus().length}, ${os.platform()} ${os.arch()}`;
  console.log(`${OURS} beside ${peers.map((name) => `${name} ${peerVersion(name)}`).join(', ')}; ${cpu}.`);
  console.log(`Medians of ${rounds} rounds, taken in turns; ${seconds} s and ${megabytes} MB each.`);
  const server = spawn(process.execPath, [SERVER], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const [line] = (await once(createInterface(server.stdout), 'line')) as [string];
    const port = Number(line);
    for (const node of [...new Set([process.execPath, peersNode() ?? process.execPath])]) {
      const version = (await run(node, ['--version'])).stdout.trim();
      console.log(`\nNode ${version}\n`);
      console.log(`${await requestTable(node, clientsOn(version), port, rounds, seconds)}\n`);
      console.log(await streamTable(node, port, rounds, megabytes));
    }
  } finally {
    const ended = once(server, 'exit');
    server.stdin.end();
    await ended;
  }
}

function readOptions(args: readonly string[]): { rounds: number; seconds: number; megabytes: number } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        rounds: { type: 'string', default: '5' },
        seconds: { type: 'string', default: '2' },
        megabytes: { type: 'string', default: '2000' },
      },
    });
    const [rounds, seconds, megabytes] = [Number(values.rounds), Number(values.seconds), Number(values.megabytes)];
    if (!(rounds >= 1 && seconds > 0 && megabytes >= 1)) throw new Error('all options take positive numbers');
    return { rounds, seconds, megabytes };
  } catch (error) {
    throw new UsageError((error as Error).message.split('. ')[0]);
  }
}

async function measure<T>(node: string, task: ConnTask): Promise<T> {
  const { stdout } = await run(node, [WORKER, JSON.stringify(task)]);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as T;
}

/** @platformatic/kafka needs Promise.withResolvers: Node 22. */
function clientsOn(version: string): readonly string[] {
  const old = Number(/\d+/.exec(version)?.[0]) < 22;
  return REQUEST_CLIENTS.filter((client) => !old || client !== '@platformatic/kafka');
}

async function requestTable(
  node: string,
  clients: readonly string[],
  port: number,
  rounds: number,
  seconds: number,
): Promise<string> {
  const rows: string[][] = [];
  for (const inFlight of IN_FLIGHT) {
    const results = await inTurns(clients, rounds, (client) =>
      measure<RequestsResult>(node, { kind: 'requests', client, port, inFlight, seconds }),
    );
    for (const [client, runs] of results) {
      rows.push([
        String(inFlight),
        client,
        Math.round(median(runs.map((each) => each.perSecond))).toLocaleString('en'),
        median(runs.map((each) => each.cpuMicros)).toFixed(1),
        median(runs.map((each) => each.p50Ms)).toFixed(3),
        median(runs.map((each) => each.p99Ms)).toFixed(3),
      ]);
    }
  }
  return table(['in flight', 'Heartbeat', 'requests/s', 'CPU µs/request', 'p50 ms', 'p99 ms'], rows, 2);
}

async function streamTable(node: string, port: number, rounds: number, megabytes: number): Promise<string> {
  const rows: string[][] = [];
  for (const size of SIZES) {
    const results = await inTurns(STREAM_CLIENTS, rounds, (client) =>
      measure<StreamResult>(node, { kind: 'stream', client, port, size, megabytes }),
    );
    const cpuOf = (client: string): number =>
      median((results.get(client) ?? []).map((each) => each.cpuSecondsPerGigabyte));
    const bare = cpuOf('net, data events');
    for (const [client, runs] of results) {
      rows.push([
        `${size} MB`,
        client,
        cpuOf(client).toFixed(2),
        (cpuOf(client) / bare).toFixed(2),
        median(runs.map((each) => each.gigabytesPerSecond)).toFixed(2),
      ]);
    }
  }
  return table(['an answer', 'Fetch', 'CPU s/GB', 'data events = 1', 'GB/s'], rows, 2);
}

async function inTurns<T>(
  clients: readonly string[],
  rounds: number,
  one: (client: string) => Promise<T>,
): Promise<Map<string, T[]>> {
  const results = new Map<string, T[]>(clients.map((client) => [client, []]));
  for (let round = 0; round < rounds; round++) {
    for (const client of clients) results.get(client)?.push(await one(client));
  }
  return results;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** Markdown; the first `left` columns are text. */
function table(head: readonly string[], rows: readonly (readonly string[])[], left: number): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i < left ? '---' : '---:'))), ...rows.map(line)].join('\n');
}
