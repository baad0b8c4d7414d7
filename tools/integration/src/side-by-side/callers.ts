import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { MissingPrerequisiteError } from '@k/tool-kafka';
import type { Program } from '../foreign/driver.ts';
import { type GetProgram, goProgram, nodeProgram, pythonProgram } from '../foreign/programs.ts';
import { normal } from './normal.ts';
import type { Side } from './sides.ts';
import { recorded } from './transcript.ts';

/** An admin client of others, whose program makes its calls by itself. */
export interface Caller {
  /** As on the command line. */
  readonly name: string;
  readonly get: GetProgram;
}

export const CALLERS: readonly Caller[] = [
  { name: 'kafkajs', get: nodeProgram('kafkajs', { program: 'admin.mjs' }) },
  { name: 'platformatic', get: nodeProgram('platformatic', { program: 'admin.mjs', newNode: true }) },
  {
    name: 'confluent-js',
    // As in foreign/clients.ts.
    get: nodeProgram('confluent-js', {
      native: { name: '@confluentinc/kafka-javascript', env: { CKJS_LINKING: 'dynamic' } },
      program: 'admin.mjs',
    }),
  },
  { name: 'kafka-python-3', get: pythonProgram('kafka_python_admin.py', 'kafka-python-3.txt') },
  { name: 'confluent-kafka', get: pythonProgram('confluent_kafka_admin.py', 'confluent-kafka.txt') },
  { name: 'kadm', get: goProgram('kadm') },
  { name: 'sarama', get: goProgram('sarama-admin') },
];

/** One that is at hand, or why it is not, and the calls that it made on a real Kafka. */
export interface PreparedCaller {
  readonly caller: { readonly name: string; readonly recorded: readonly string[] };
  readonly program: Program | MissingPrerequisiteError;
}

export async function prepareCallers(
  callers: readonly Caller[],
  log: (line: string) => void,
): Promise<PreparedCaller[]> {
  const prepared: PreparedCaller[] = [];
  for (const { name, get } of callers) {
    const program = await get(log).catch((error: unknown) => {
      if (error instanceof MissingPrerequisiteError) return error;
      throw error;
    });
    prepared.push({ caller: { name, recorded: [...(await recorded(name)).keys()] }, program });
  }
  return prepared;
}

/** What became of each call, by what it is called. */
export type Calls = ReadonlyMap<string, string>;

/** A line of such a program: what it called, and what came of it. */
type Line = { readonly call: string } & ({ readonly ok: unknown } | { readonly error: string });

/** Time for a program, in ms, on a machine that has much else to do. */
const LIMIT_MS = 240_000;

/** Runs a program to its end. */
export async function callsOf({ command, args, env }: Program, side: Side): Promise<Calls> {
  const child = spawn(command, [...args, side.servers.join(',')], { env: { ...process.env, ...env } });
  const calls = new Map<string, string>();
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-4000);
  });
  createInterface({ input: child.stdout }).on('line', (text) => {
    const { call, ...outcome } = JSON.parse(text) as Line;
    calls.set(call, normal('error' in outcome ? `error: ${outcome.error}` : pretty(outcome.ok), side).trim());
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve(code ?? signal);
    });
  });
  clearTimeout(timer);
  if (code !== 0) {
    const last = [...calls.keys()].at(-1) ?? 'nothing';
    throw new Error(`${command} ${args.join(' ')} ended with ${String(code)} after ${last}:\n${complaints}`);
  }
  return calls;
}

/** With the keys of every object in the order of the alphabet; what is short on one line. */
function pretty(value: unknown, indent = ''): string {
  const short = JSON.stringify(sorted(value));
  if (short.length + indent.length <= 120 || typeof value !== 'object' || value === null) return short;
  const inner = `${indent}  `;
  if (Array.isArray(value)) return `[\n${value.map((each) => inner + pretty(each, inner)).join(',\n')}\n${indent}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{\n${entries.map(([key, each]) => `${inner}${JSON.stringify(key)}: ${pretty(each, inner)}`).join(',\n')}\n${indent}}`;
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}
