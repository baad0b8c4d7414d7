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
  batchBytesToRead,
  type Measurement,
  type Row,
  type Scenario,
  type Task,
  produces,
  titleOf,
  transactionSize,
} from './scenario.ts';
import { type Result, cellsOf, commitCells, delayCells, idleCells, joinCells, render } from './table.ts';
import { createTopic, deleteTopic, feedTopic, fillTopic } from './topics.ts';

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
  'consume-run': 1_000_000,
  'consume-long': 5_000_000,
  'consume-large': 100_000,
  'consume-shared': 1_000_000,
  'consume-steady': 20_000,
  'consume-idle': 30,
  'consume-join': 20,
};
/** A number of records that is smaller says something else, and is not rounded to thousands. */
const FEW_RECORDS = 1000;
/** Of larger values there are fewer, so that they are as many bytes. */
const BYTES_OF_MANY = 1000;
const WARM_UP = 0.2;
/**
 * Records behind the last one that is read. A client that decodes what it fetches ahead of its user has done so when the
 * measuring begins; it must find as much to do so when it ends, or that work would not be counted.
 */
const READ_AHEAD = 300_000;
const READ_AHEAD_BYTES = 300_000_000;
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
    const bench = new Bench(cluster, options);
    if (options.profile) await profile(bench, contenders, options);
    else await compare(bench, contenders, options);
  } finally {
    await cluster.close();
  }
}

class Bench {
  readonly #cluster: BenchCluster;
  readonly #scale: number;
  readonly #topics: TopicsToRead;

  constructor(cluster: BenchCluster, { rows, scale }: Options) {
    this.#cluster = cluster;
    this.#scale = scale;
    this.#topics = new TopicsToRead(cluster.bootstrapServer, rows, scale);
  }

  get cluster(): string {
    return this.#cluster.name;
  }

  async measure(row: Row, contender: Contender, profile?: string): Promise<Measurement> {
    const { bootstrapServer } = this.#cluster;
    const { scenario, partitions } = row;
    const records = recordsOf(row, this.#scale);
    const isOwn = produces(row) || scenario === 'consume-steady';
    const task: Task = {
      ...row,
      client: contender.client,
      bootstrapServer,
      topic: await (isOwn ? createTopic(bootstrapServer, partitions) : this.#topics.of(row)),
      records,
      warmUpRecords: Math.ceil(records * WARM_UP),
      ...(profile === undefined ? {} : { profile }),
    };
    if (!isOwn) return contender.measure(task);
    try {
      await using _feeding = scenario === 'consume-steady' ? feedTopic(bootstrapServer, task.topic, row) : undefined;
      return await contender.measure(task);
    } finally {
      await deleteTopic(bootstrapServer, task.topic);
    }
  }
}

/** Topics that all clients read, each filled when the first one reads it. */
class TopicsToRead {
  readonly #bootstrapServer: string;
  readonly #rows: readonly Row[];
  readonly #scale: number;
  readonly #topics = new Map<string, Promise<string>>();

  constructor(bootstrapServer: string, rows: readonly Row[], scale: number) {
    this.#bootstrapServer = bootstrapServer;
    this.#rows = rows;
    this.#scale = scale;
  }

  of(row: Row): Promise<string> {
    const content = contentOf(row);
    let topic = this.#topics.get(content);
    if (topic === undefined) {
      topic = this.#create(row, content);
      this.#topics.set(content, topic);
    }
    return topic;
  }

  #create(row: Row, content: string): Promise<string> {
    const batchBytes = batchBytesToRead(row);
    if (batchBytes === undefined) return createTopic(this.#bootstrapServer, row.partitions);
    const numbers = this.#rows
      .filter((each) => !produces(each) && contentOf(each) === content)
      .map((each) => recordsOf(each, this.#scale));
    const ahead = Math.min(READ_AHEAD, READ_AHEAD_BYTES / row.valueBytes);
    const records = Math.ceil(Math.max(...numbers) * (1 + WARM_UP) + ahead);
    return fillTopic(this.#bootstrapServer, { ...row, batchBytes, records });
  }
}

/** Rows of the same content read the same topic. */
function contentOf(row: Row): string {
  const { valueBytes, compression, partitions } = row;
  const batchBytes = batchBytesToRead(row);
  return JSON.stringify(batchBytes === undefined ? [partitions] : [partitions, valueBytes, compression, batchBytes]);
}

function recordsOf(row: Row, scale: number): number {
  const { scenario, valueBytes } = row;
  const records = RECORDS[scenario] * scale;
  if (RECORDS[scenario] < FEW_RECORDS) return Math.ceil(records);
  const share = Math.min(1, BYTES_OF_MANY / valueBytes);
  const whole = transactionSize(row) ?? 1000;
  return Math.ceil((records * share) / whole) * whole;
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
  const others = [commitCells, delayCells, idleCells, joinCells].map((cells) => cells(results));
  for (const cells of [cellsOf(results), ...others, verdictCells(verdictsOf(results))]) {
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
