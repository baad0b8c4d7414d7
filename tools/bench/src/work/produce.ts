import { logValues } from '../codec/samples.ts';
import type { BenchClient, BenchProducer, Place, Value } from '../clients/client.ts';
import { type Measurement, type Task, transactionSize } from '../scenario.ts';
import { Stopwatch } from './stopwatch.ts';

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

/** Sends records, to warm up and then to be measured. */
export async function produce(client: BenchClient, task: Task): Promise<Measurement> {
  const producer = await client.producer({
    ...task,
    awaited: AWAITED.test(task.scenario),
    transactionalId: transactionSize(task) === undefined ? undefined : task.topic,
  });
  const calls = makeCalls(client, task);
  const send = senderOf(task, producer, calls);
  await send(task.warmUpRecords, []);
  const latencies: number[] = [];
  const watch = new Stopwatch(task);
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
function makeCalls({ values: kind }: BenchClient, task: Task): Call[] {
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
  task: Task,
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
  if (task.scenario === 'produce-lone') return sendCalls.bind(undefined, sendOne, Infinity, 1, 1);
  const transact = transactionSize(task) === undefined ? undefined : producer.transact?.bind(producer);
  const sendCall = (i: number): Promise<unknown> => {
    const { values, places } = calls[i % calls.length] ?? first;
    return transact === undefined ? producer.sendBatch(values, places) : transact(values, places);
  };
  const limitMs = transactionSize(task) === undefined ? Infinity : TRANSACTIONS_MS;
  const waiting = AWAITED.test(task.scenario) ? 1 : WAITING_BATCHES;
  return sendCalls.bind(undefined, sendCall, limitMs, first.values.length, waiting);
}

async function sendCalls(
  send: (call: number) => Promise<unknown>,
  limitMs: number,
  perCall: number,
  waiting: number,
  records: number,
  latencies: number[],
): Promise<number> {
  const end = performance.now() + limitMs;
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
