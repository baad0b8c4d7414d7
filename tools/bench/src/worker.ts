// One measurement of one client, in a process of its own: told a Task as JSON, answers with a Measurement as JSON.
import { writeFileSync } from 'node:fs';
import { logValues } from './codec/samples.ts';
import { CLIENTS } from './clients/all.ts';
import type { BenchClient, BenchProducer, Place, Value } from './clients/client.ts';
import { Profiler } from './profile.ts';
import { type Measurement, type Task, produces, transactionSize } from './scenario.ts';

const task = JSON.parse(process.argv[2] ?? '') as Task;

const BATCH = 1000;
/** Of all values together: they are the benchmark's own memory. */
const VALUE_BYTES = 10_000_000;
const WAITING_BATCHES = 5;
const WAITING_RECORDS = 10_000;
/** The latency of each n-th single send is kept. */
const SAMPLED = 50;
/** Where one call waits for the other; some names say the records of a call. */
const AWAITED = /^(?:produce-lone|(?:call|transaction)-(\d+))$/;

/**
 * Transactions end after so long, however few they were: some clients pause for 0.3 or 1 s when a transaction comes before the
 * markers of the one before are written, and would take an hour for what others do in seconds.
 */
const TRANSACTIONS_MS = 20_000;

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
  const producer = await client.producer({
    ...task,
    awaited: AWAITED.test(task.scenario),
    transactionalId: transactionSize(task) === undefined ? undefined : task.topic,
  });
  const calls = makeCalls(client);
  const send = senderOf(producer, calls);
  await send(task.warmUpRecords, []);
  const latencies: number[] = [];
  const watch = new Stopwatch();
  const measurement = watch.measurement(await send(task.records, latencies), latencies);
  await producer.close();
  return measurement;
}

/** What goes in one call. */
interface Call {
  readonly values: readonly Value[];
  readonly places: readonly Place[];
}

/** Calls with different values, taken in turns; as lines of JSON, so that compressing them has something to do. */
function makeCalls({ values: kind }: BenchClient): Call[] {
  const perCall = Number(AWAITED.exec(task.scenario)?.[1] ?? BATCH);
  const count = Math.max(1, Math.min(10, Math.floor(VALUE_BYTES / (perCall * task.valueBytes))));
  const values = logValues(count * perCall, task.valueBytes);
  const give = (bytes: Buffer): Value => (kind === 'bytes' ? bytes : bytes.toString());
  const place = (i: number): Place => (task.keyed ? give(Buffer.from(`key-${i}`)) : i % task.partitions);
  return Array.from({ length: count }, (_, call) => {
    const first = call * perCall;
    return {
      values: values.slice(first, first + perCall).map(give),
      places: Array.from({ length: perCall }, (_, i) => place(first + i)),
    };
  });
}

/** @returns what sends so many records, and gives the number of those that it has sent */
function senderOf(
  producer: BenchProducer,
  calls: readonly Call[],
): (records: number, latencies: number[]) => Promise<number> {
  const [first = { values: [], places: [] }] = calls;
  const sendOne = (i: number): Promise<unknown> => {
    const at = i % first.values.length;
    return producer.sendOne(first.values[at] ?? '', first.places[at] ?? 0);
  };
  if (task.scenario === 'produce-single' || task.scenario === 'produce-long')
    return sendSingles.bind(undefined, sendOne);
  if (task.scenario === 'produce-lone') return sendCalls.bind(undefined, sendOne, 1, 1);
  const transact = transactionSize(task) === undefined ? undefined : producer.transact?.bind(producer);
  const sendCall = (i: number): Promise<unknown> => {
    const { values, places } = calls[i % calls.length] ?? first;
    return transact === undefined ? producer.sendBatch(values, places) : transact(values, places);
  };
  return sendCalls.bind(undefined, sendCall, first.values.length, AWAITED.test(task.scenario) ? 1 : WAITING_BATCHES);
}

async function sendCalls(
  send: (call: number) => Promise<unknown>,
  perCall: number,
  waiting: number,
  records: number,
  latencies: number[],
): Promise<number> {
  const end = transactionSize(task) === undefined ? Infinity : performance.now() + TRANSACTIONS_MS;
  const lane = async (first: number): Promise<void> => {
    for (let call = first; call * perCall < records; call += waiting) {
      const start = performance.now();
      if (start >= end) return;
      await send(call);
      latencies.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: waiting }, (_, first) => lane(first)));
  return latencies.length * perCall;
}

function sendSingles(send: (record: number) => Promise<unknown>, records: number, latencies: number[]) {
  return new Promise<number>((resolve, reject) => {
    let sent = 0;
    let acknowledged = 0;
    const onAcknowledged = (): void => {
      acknowledged += 1;
      if (acknowledged === records) resolve(records);
      else if (sent < records) sendNext();
    };
    const sendNext = (): void => {
      const number = sent++;
      const sending = send(number);
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
const result = await (produces(task) ? produce(client, task) : consume(client, task));
process.stdout.write(`\n${JSON.stringify(result)}\n`);
// Some clients leave timers behind; all is measured and closed.
process.exit(0);
