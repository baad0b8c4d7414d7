// One measurement of one client, in a process of its own: told a Task as JSON, answers with a Measurement as JSON.
import { writeFileSync } from 'node:fs';
import { CLIENTS } from './clients/all.ts';
import type { BenchClient, BenchProducer, Value } from './clients/client.ts';
import { Profiler } from './profile.ts';
import type { Measurement, Task } from './scenario.ts';

const task = JSON.parse(process.argv[2] ?? '') as Task;

const BATCH = 1000;
const WAITING_BATCHES = 5;
const WAITING_RECORDS = 10_000;
/** The latency of each n-th single send is kept. */
const SAMPLED = 50;

/** Counts, and profiles when the task says so, from when it is made to its one measurement. */
class Stopwatch {
  readonly #profiler = task.profile === undefined ? undefined : new Profiler();
  readonly #start = performance.now();
  readonly #cpu = process.cpuUsage();

  measurement(records: number, latencies: number[]): Measurement {
    const { user, system } = process.cpuUsage(this.#cpu);
    const elapsedMs = performance.now() - this.#start;
    if (task.profile !== undefined) writeFileSync(task.profile, JSON.stringify(this.#profiler?.stop()));
    latencies.sort((a, b) => a - b);
    const percentile = (share: number): number | undefined => latencies[Math.floor(latencies.length * share)];
    return {
      recordsPerSecond: (records / elapsedMs) * 1000,
      cpuMicrosPerRecord: (user + system) / records,
      p50Ms: percentile(0.5),
      p99Ms: percentile(0.99),
      // Kibibytes on every system that Node runs on.
      peakRssMb: (process.resourceUsage().maxRSS * 1024) / 1e6,
    };
  }
}

async function produce(client: BenchClient, task: Task): Promise<Measurement> {
  const producer = await client.producer(task.bootstrapServer, task.topic);
  const bytes = Buffer.alloc(task.valueBytes, 'v');
  const value = client.values === 'bytes' ? bytes : bytes.toString();
  const send = task.scenario === 'produce-batch' ? sendBatches : sendSingles;
  await send(producer, task, value, task.warmUpRecords, []);
  const latencies: number[] = [];
  const watch = new Stopwatch();
  await send(producer, task, value, task.records, latencies);
  const measurement = watch.measurement(task.records, latencies);
  await producer.close();
  return measurement;
}

async function sendBatches(producer: BenchProducer, task: Task, value: Value, records: number, latencies: number[]) {
  const values = Array.from({ length: BATCH }, () => value);
  const partitions = Array.from({ length: BATCH }, (_, i) => i % task.partitions);
  const lane = async (first: number): Promise<void> => {
    for (let batch = first; batch * BATCH < records; batch += WAITING_BATCHES) {
      const start = performance.now();
      await producer.sendBatch(values, partitions);
      latencies.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: WAITING_BATCHES }, (_, first) => lane(first)));
}

function sendSingles(producer: BenchProducer, task: Task, value: Value, records: number, latencies: number[]) {
  return new Promise<void>((resolve, reject) => {
    let sent = 0;
    let acknowledged = 0;
    const onAcknowledged = (): void => {
      acknowledged += 1;
      if (acknowledged === records) resolve();
      else if (sent < records) sendNext();
    };
    const sendNext = (): void => {
      const number = sent++;
      const sending = producer.sendOne(value, number % task.partitions);
      if (number % SAMPLED !== 0) {
        sending.then(onAcknowledged, reject);
        return;
      }
      const start = performance.now();
      sending.then(() => {
        latencies.push(performance.now() - start);
        onAcknowledged();
      }, reject);
    };
    for (let i = 0; i < Math.min(WAITING_RECORDS, records); i++) sendNext();
  });
}

async function consume(client: BenchClient, task: Task): Promise<Measurement> {
  let read = 0;
  let bytes = 0;
  let watch: Stopwatch | undefined;
  let measurement: Measurement | undefined;
  const last = task.warmUpRecords + task.records;
  const onValue = (value: Uint8Array | string | null): boolean => {
    // Touched, as any program would.
    if (value !== null) bytes += value.length + Number(value[0] === '{' || value[0] === 123);
    read += 1;
    if (read === task.warmUpRecords) watch = new Stopwatch();
    if (read === last) measurement = watch?.measurement(task.records, []);
    return read >= last;
  };
  const mode = task.scenario === 'consume-record' ? 'record' : 'batch';
  const { bootstrapServer, topic, partitions } = task;
  await client.consume({ bootstrapServer, topic, partitions, mode, onValue });
  if (measurement === undefined || bytes !== read * (task.valueBytes + 1))
    throw new Error(`${read} records, ${bytes} bytes`);
  return measurement;
}

const client = await CLIENTS[task.client]?.();
if (client === undefined) throw new Error(`no client ${task.client}`);
const result = await (task.scenario.startsWith('produce') ? produce(client, task) : consume(client, task));
process.stdout.write(`\n${JSON.stringify(result)}\n`);
// Some clients leave timers behind; all is measured and closed.
process.exit(0);
