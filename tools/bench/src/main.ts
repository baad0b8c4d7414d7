// npm run bench    our clients beside others, each in a process of its own, on the same broker
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { WITHOUT_BATCHES } from './clients/all.ts';
import { type BenchCluster, openCluster } from './cluster.ts';
import { benchConn, CONN_USAGE } from './conn/main.ts';
import { type Options, USAGE, UsageError, readOptions } from './options.ts';
import { peersNode, peerVersion } from './peers.ts';
import { topFunctions } from './profile.ts';
import { type Measurement, SCENARIOS, type Scenario, type Task } from './scenario.ts';
import { type Row, cellsOf, renderMarkdown, renderTerminal } from './table.ts';
import { createTopic, deleteTopic, fillTopic } from './topics.ts';
import { benchCodec, CODEC_USAGE } from './codec/main.ts';
import { benchImport, IMPORT_USAGE } from './import.ts';
import { benchWire, WIRE_USAGE } from './wire/main.ts';

const run = promisify(execFile);

const OURS = '@k';
const PARTITIONS = 6;
/** So many that the slowest client takes some seconds. */
const RECORDS: Record<Scenario, number> = {
  'produce-batch': 1_000_000,
  'produce-single': 200_000,
  'consume-record': 1_000_000,
  'consume-batch': 1_000_000,
};
const WARM_UP = 0.2;
/**
 * Records behind the last one that is read. A client that decodes what it fetches ahead of its user has done so when the
 * measuring begins; it must find as much to do so when it ends, or that work would not be counted.
 */
const READ_AHEAD = 300_000;
const WORKER = fileURLToPath(new URL('worker.js', import.meta.url));
const PROFILES = fileURLToPath(new URL('../../../../.tmp/profiles/', import.meta.url));

/** A client on one Node; a row of the table in each scenario. */
interface Contender {
  readonly client: string;
  readonly label: string;
  readonly node: string;
}

async function main(options: Options): Promise<void> {
  const contenders = await contendersOf(options.clients);
  const cluster = await openCluster(options.on);
  try {
    console.log(
      `${cluster.name}, ${os.cpus()[0]?.model ?? 'unknown CPU'} × ${os.cpus().length}, ${os.platform()} ${os.arch()}; ` +
        `${options.valueBytes}-byte values${options.compression === 'none' ? '' : ` in ${options.compression}`}, ` +
        `${PARTITIONS} partitions, acks all; median of ${options.runs} runs, taken in turns`,
    );
    const filled = options.scenarios.some((scenario) => scenario.startsWith('consume'))
      ? await fillTopic(
          cluster.bootstrapServer,
          PARTITIONS,
          options.valueBytes,
          options.compression,
          largestRead(options),
        )
      : '';
    if (options.profile) await profile(cluster, filled, options);
    else await compare(cluster, filled, contenders, options);
  } finally {
    await cluster.close();
  }
}

/** Every client on the Node beside the peers; ours also on the Node that runs this. */
async function contendersOf(clients: readonly string[]): Promise<Contender[]> {
  const node = peersNode() ?? process.execPath;
  const nodeVersion = (await run(node, ['--version'])).stdout.trim();
  const contenders: Contender[] = clients.map((client) => ({
    client,
    label: `${client}${client === OURS ? '' : ` ${peerVersion(client)}`}, Node ${nodeVersion}`,
    node,
  }));
  if (clients.includes(OURS) && nodeVersion !== process.version) {
    contenders.splice(1, 0, { client: OURS, label: `${OURS}, Node ${process.version}`, node: process.execPath });
  }
  return contenders;
}

async function compare(
  cluster: BenchCluster,
  filled: string,
  contenders: readonly Contender[],
  options: Options,
): Promise<void> {
  const rows = options.scenarios.flatMap((scenario) =>
    contenders
      .filter(({ client }) => scenario !== 'consume-batch' || !WITHOUT_BATCHES.includes(client))
      .map((contender) => ({ scenario, contender, runs: [] as Measurement[] })),
  );
  for (let round = 1; round <= options.runs; round++) {
    for (const { scenario, contender, runs } of rows) {
      process.stderr.write(`run ${round}: ${SCENARIOS[scenario]}, ${contender.label} ... `);
      const measurement = await measure(cluster, filled, scenario, contender, options);
      process.stderr.write(`${measurement.cpuMicrosPerRecord.toFixed(2)} CPU µs/record\n`);
      runs.push(measurement);
    }
  }
  const table: Row[] = rows.map(({ scenario, contender, runs }) => ({ scenario, client: contender.label, runs }));
  const cells = cellsOf(table, (label) => label.startsWith(`${OURS},`));
  console.log(options.markdown ? renderMarkdown(cells) : renderTerminal(cells));
}

/** Where our own time goes, row by row. */
async function profile(cluster: BenchCluster, filled: string, options: Options): Promise<void> {
  await mkdir(PROFILES, { recursive: true });
  for (const scenario of options.scenarios) {
    const file = path.join(PROFILES, `${scenario}-${Date.now()}.cpuprofile`);
    const contender = { client: OURS, label: OURS, node: process.execPath };
    const { cpuMicrosPerRecord } = await measure(cluster, filled, scenario, contender, options, file);
    console.log(
      `\n${SCENARIOS[scenario]}: ${cpuMicrosPerRecord.toFixed(2)} CPU µs/record (${path.relative('.', file)})`,
    );
    for (const line of await topFunctions(file, 20)) console.log(line);
  }
}

async function measure(
  cluster: BenchCluster,
  filled: string,
  scenario: Scenario,
  { client, node }: Contender,
  { scale, valueBytes }: Options,
  profile?: string,
): Promise<Measurement> {
  const reads = scenario.startsWith('consume');
  const records = recordsOf(scenario, scale);
  const task: Task = {
    client,
    scenario,
    bootstrapServer: cluster.bootstrapServer,
    topic: reads ? filled : await createTopic(cluster.bootstrapServer, PARTITIONS),
    partitions: PARTITIONS,
    valueBytes,
    records,
    warmUpRecords: Math.ceil(records * WARM_UP),
    ...(profile === undefined ? {} : { profile }),
  };
  const { stdout } = await run(node, [WORKER, JSON.stringify(task)], { maxBuffer: 1 << 26 });
  if (!reads) await deleteTopic(cluster.bootstrapServer, task.topic);
  // Clients may print on their own; the answer is the last line.
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Measurement;
}

function recordsOf(scenario: Scenario, scale: number): number {
  return Math.ceil((RECORDS[scenario] * scale) / 1000) * 1000;
}

function largestRead({ scale }: Options): number {
  return Math.ceil(recordsOf('consume-record', scale) * (1 + WARM_UP)) + READ_AHEAD;
}

const args = process.argv.slice(2);
try {
  if (args[0] === 'wire') await benchWire(args.slice(1));
  else if (args[0] === 'import') await benchImport(args.slice(1));
  else if (args[0] === 'codec') await benchCodec(args.slice(1));
  else if (args[0] === 'conn') await benchConn(args.slice(1));
  else await main(readOptions(args));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}. Usage: ${usageOf(args[0])}`);
  process.exitCode = 2;
}

function usageOf(part: string | undefined): string {
  if (part === 'wire') return WIRE_USAGE;
  if (part === 'conn') return CONN_USAGE;
  if (part === 'import') return IMPORT_USAGE;
  return part === 'codec' ? CODEC_USAGE : USAGE;
}
