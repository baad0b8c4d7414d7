import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { messageOf } from '@k/wire';
import { OURS, whyMissing } from './clients/names.ts';
import { type BenchCluster, openCluster } from './cluster.ts';
import { type Contender, contendersOf, onThisNode } from './contenders.ts';
import { verdictCells, verdictsOf } from './goals.ts';
import type { Options } from './options.ts';
import { topFunctions } from './profile.ts';
import {
  type Measurement,
  type Row,
  type Scenario,
  type Task,
  produces,
  titleOf,
  transactionSize,
} from './scenario.ts';
import { type Result, cellsOf, commitCells, render } from './table.ts';
import { createTopic, deleteTopic, fillTopic } from './topics.ts';

/** So many that the slowest client takes some seconds. */
const RECORDS: Record<Scenario, number> = {
  'produce-batch': 1_000_000,
  'produce-single': 200_000,
  'produce-long': 5_000_000,
  'produce-lone': 10_000,
  'call-100': 200_000,
  'call-10000': 1_000_000,
  'transaction-1': 2_000,
  'transaction-100': 100_000,
  'transaction-10000': 1_000_000,
  'consume-record': 1_000_000,
  'consume-batch': 1_000_000,
};
/** Of larger values there are fewer, so that they are as many bytes. */
const BYTES_OF_MANY = 1000;
const WARM_UP = 0.2;
/**
 * Records behind the last one that is read. A client that decodes what it fetches ahead of its user has done so when the
 * measuring begins; it must find as much to do so when it ends, or that work would not be counted.
 */
const READ_AHEAD = 300_000;
const PROFILES = fileURLToPath(new URL('../../../../.tmp/profiles/', import.meta.url));

/** Measures all rows with all clients and prints the table; or profiles ours. */
export async function measureRows(options: Options): Promise<void> {
  const contenders = options.profile
    ? [onThisNode(OURS, options.limitMs)]
    : await contendersOf(options.clients, options.named, options.limitMs);
  const cluster = await openCluster(options.on);
  try {
    const machine = `${os.cpus()[0]?.model ?? 'unknown CPU'} × ${os.cpus().length}, ${os.platform()} ${os.arch()}`;
    console.log(
      `${cluster.name}, ${machine}; 100-byte values, 6 partitions in turn where nothing else is said, acks all; ` +
        (options.scale === 1 ? '' : `${options.scale} times the usual numbers of records; `) +
        `median of ${options.runs} runs, taken in turns`,
    );
    const bench = new Bench(cluster, await topicToRead(cluster, options), options.scale);
    if (options.profile) await profile(bench, contenders, options);
    else await compare(bench, contenders, options);
  } finally {
    await cluster.close();
  }
}

async function topicToRead(cluster: BenchCluster, { rows, scale }: Options): Promise<string> {
  const row = rows.find((each) => !produces(each));
  if (row === undefined) return '';
  const records = Math.ceil(recordsOf({ ...row, scenario: 'consume-record' }, scale) * (1 + WARM_UP)) + READ_AHEAD;
  return await fillTopic(cluster.bootstrapServer, row.partitions, row.valueBytes, row.compression, records);
}

class Bench {
  readonly #cluster: BenchCluster;
  /** Of the rows that read. */
  readonly #filled: string;
  readonly #scale: number;

  constructor(cluster: BenchCluster, filled: string, scale: number) {
    this.#cluster = cluster;
    this.#filled = filled;
    this.#scale = scale;
  }

  get cluster(): string {
    return this.#cluster.name;
  }

  async measure(row: Row, contender: Contender, profile?: string): Promise<Measurement> {
    const { bootstrapServer } = this.#cluster;
    const records = recordsOf(row, this.#scale);
    const task: Task = {
      ...row,
      client: contender.client,
      bootstrapServer,
      topic: produces(row) ? await createTopic(bootstrapServer, row.partitions) : this.#filled,
      records,
      warmUpRecords: Math.ceil(records * WARM_UP),
      ...(profile === undefined ? {} : { profile }),
    };
    try {
      return await contender.measure(task);
    } finally {
      if (produces(row)) await deleteTopic(bootstrapServer, task.topic);
    }
  }
}

function recordsOf(row: Row, scale: number): number {
  const { scenario, valueBytes } = row;
  const share = Math.min(1, BYTES_OF_MANY / valueBytes);
  const whole = transactionSize(row) ?? 1000;
  return Math.ceil((RECORDS[scenario] * scale * share) / whole) * whole;
}

async function compare(bench: Bench, contenders: readonly Contender[], options: Options): Promise<void> {
  const pairs = pairsOf(options.rows, contenders);
  const failed = new Set<Pair>();
  const started = performance.now();
  for (let round = 1; round <= options.runs; round++) {
    for (const [i, pair] of pairs.entries()) {
      if (failed.has(pair)) continue;
      const { row, contender, runs } = pair;
      process.stderr.write(
        `run ${round} of ${options.runs}, ${i + 1} of ${pairs.length}: ${titleOf(row)}, ${contender.label} ... `,
      );
      const start = performance.now();
      try {
        const measurement = await bench.measure(row, contender);
        process.stderr.write(`${measurement.cpuMicrosPerRecord.toFixed(2)} CPU µs/record, ${secondsSince(start)} s\n`);
        runs.push(measurement);
        if (options.json !== undefined) await writeJson(options.json, bench, pairs);
      } catch (error) {
        // A client that fails is no reason to lose what was measured of the others, nor to wait for it in each run.
        process.stderr.write(`failed after ${secondsSince(start)} s\n${messageOf(error)}\n`);
        failed.add(pair);
        process.exitCode = 1;
      }
    }
  }
  process.stderr.write(`measured for ${secondsSince(started)} s\n`);
  const results = resultsOf(pairs);
  for (const cells of [cellsOf(results), commitCells(results), verdictCells(verdictsOf(results))]) {
    if (cells.length > 1) console.log(`${render(cells, options.markdown)}\n`);
  }
}

function secondsSince(start: number): string {
  return ((performance.now() - start) / 1000).toFixed(1);
}

function resultsOf(pairs: readonly Pair[]): Result[] {
  return pairs.map(({ row, contender: { client, kind, label, newNode }, runs }) => {
    return { row, client, kind, label, newNode, runs };
  });
}

async function writeJson(file: string, { cluster }: Bench, pairs: readonly Pair[]): Promise<void> {
  const results = resultsOf(pairs);
  await writeFile(file, `${JSON.stringify({ cluster, results, goals: verdictsOf(results) }, undefined, 2)}\n`);
}

/** A client in a row, and what was measured of it. */
interface Pair {
  readonly row: Row;
  readonly contender: Contender;
  readonly runs: Measurement[];
}

/** Who is measured in which row. Says who is not, and why. */
function pairsOf(rows: readonly Row[], contenders: readonly Contender[]): Pair[] {
  const missing = new Map<string, string[]>();
  const pairs = rows.flatMap((row) =>
    contenders.flatMap((contender): Pair[] => {
      const why = whyMissing(contender.client, row);
      if (why === undefined) return [{ row, contender, runs: [] }];
      const reason = `${contender.label} ${why}`;
      missing.set(reason, [...(missing.get(reason) ?? []), titleOf(row)]);
      return [];
    }),
  );
  for (const [reason, titles] of missing) console.log(`${reason}: not in "${titles.join('", "')}"`);
  return pairs;
}

/** Where our own time goes, row by row. */
async function profile(bench: Bench, contenders: readonly Contender[], { rows }: Options): Promise<void> {
  await mkdir(PROFILES, { recursive: true });
  for (const row of rows) {
    for (const contender of contenders) {
      const file = path.join(PROFILES, `${row.scenario}-${Date.now()}.cpuprofile`);
      const { cpuMicrosPerRecord } = await bench.measure(row, contender, file);
      console.log(`\n${titleOf(row)}: ${cpuMicrosPerRecord.toFixed(2)} CPU µs/record (${path.relative('.', file)})`);
      for (const line of await topFunctions(file, 20)) console.log(line);
    }
  }
}
