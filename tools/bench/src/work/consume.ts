import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { BenchClient, ConsumeOptions } from '../clients/client.ts';
import type { Measurement, Scenario, Task } from '../scenario.ts';
import { now } from '../topics.ts';
import { Stopwatch, percentile } from './stopwatch.ts';

const CONSUMERS = 50;
/** What the first records cause, such as a commit, is over then. */
const SETTLED_MS = 6_000;
/** What was sent before the client had joined is read then. */
const STEADY_AFTER_MS = 2_000;

type Work = (client: BenchClient, task: Task) => Promise<Measurement>;

const WORKS: Readonly<Partial<Record<Scenario, Work>>> = {
  'consume-large': readWatchingTheLoop,
  'consume-shared': readTogether,
  'consume-steady': readWhatComes,
  'consume-idle': idle,
  'consume-join': join,
};

/** Reads as the scenario says. */
export function consume(client: BenchClient, task: Task): Promise<Measurement> {
  return (WORKS[task.scenario] ?? read)(client, task);
}

function optionsOf(task: Task, onValue: ConsumeOptions['onValue'], own: Partial<ConsumeOptions> = {}): ConsumeOptions {
  const { scenario, bootstrapServer, topic, partitions, budgetMb, reuse } = task;
  const batch = scenario === 'consume-batch' || scenario === 'consume-long';
  const mode = batch ? 'batch' : scenario === 'consume-run' ? 'run' : 'record';
  return {
    bootstrapServer,
    topic,
    partitions,
    budgetMb,
    reuse,
    mode,
    shared: false,
    onJoined: () => undefined,
    onValue,
    ...own,
  };
}

async function read(client: BenchClient, task: Task): Promise<Measurement> {
  let read = 0;
  let bytes = 0;
  let watch: Stopwatch | undefined;
  let measurement: Measurement | undefined;
  const last = task.warmUpRecords + task.records;
  const onValue = (value: Uint8Array | string | null): boolean => {
    // Touched, as any program would.
    if (value !== null) bytes += value.length + Number(value[0] === '{' || value[0] === 123);
    read += 1;
    if (read === task.warmUpRecords) watch = new Stopwatch(task);
    if (read === last) measurement = watch?.measurement(task.records, []);
    return read >= last;
  };
  await client.consume(optionsOf(task, onValue));
  if (measurement === undefined || bytes !== read * (task.valueBytes + 1))
    throw new Error(`${read} records, ${bytes} bytes`);
  return measurement;
}

async function readWatchingTheLoop(client: BenchClient, task: Task): Promise<Measurement> {
  const lateness = monitorEventLoopDelay({ resolution: 1 });
  lateness.enable();
  const measurement = await read(client, task);
  return { ...measurement, loopDelayP99Ms: lateness.percentile(99) / 1e6 };
}

/** Many consumers, each in a group of its own, share the records among them; joining and leaving count. */
async function readTogether(client: BenchClient, task: Task): Promise<Measurement> {
  const each = Math.ceil(task.records / CONSUMERS);
  const watch = new Stopwatch(task);
  const readSome = (): Promise<void> => {
    let read = 0;
    return client.consume(optionsOf(task, () => ++read >= each, { shared: true }));
  };
  await Promise.all(Array.from({ length: CONSUMERS }, readSome));
  return watch.measurement(each * CONSUMERS, []);
}

async function readWhatComes(client: BenchClient, task: Task): Promise<Measurement> {
  const latencies: number[] = [];
  let steadyAt: number | undefined;
  let watch: Stopwatch | undefined;
  let measurement: Measurement | undefined;
  const onValue = (value: Uint8Array | string | null): boolean => {
    const at = now();
    if (watch !== undefined) {
      latencies.push(at - parseFloat(String(value)));
      if (latencies.length === task.records) measurement = watch.measurement(task.records, latencies);
    } else if (at >= (steadyAt ??= at + STEADY_AFTER_MS)) {
      watch = new Stopwatch(task);
    }
    return measurement !== undefined;
  };
  await client.consume(optionsOf(task, onValue));
  if (measurement === undefined) throw new Error(`${latencies.length} records came`);
  return measurement;
}

/** Reads all there is, then waits in vain. Leaving does not count, nor does it happen. */
async function idle(client: BenchClient, task: Task): Promise<Measurement> {
  const sockets = new Set<Socket>();
  subscribe('net.client.socket', (message) => sockets.add((message as { socket: Socket }).socket));
  const bytes = (): number => [...sockets].reduce((sum, socket) => sum + socket.bytesRead + socket.bytesWritten, 0);
  await new Promise<void>((resolve, reject) => {
    let read = 0;
    const onValue = (): boolean => {
      if (++read === task.partitions) resolve();
      return false;
    };
    client.consume(optionsOf(task, onValue)).catch(reject);
  });
  await delay(SETTLED_MS);
  const [watch, before] = [new Stopwatch(task), bytes()];
  await delay(task.records * 1000);
  const measurement = watch.measurement(task.records, []);
  const isOnSockets = sockets.size > 0;
  return { ...measurement, bytesPerSecond: isOnSockets ? (bytes() - before) / task.records : undefined };
}

/** One group after the other. */
async function join(client: BenchClient, task: Task): Promise<Measurement> {
  const joined: number[] = [];
  const first: number[] = [];
  const once = async (): Promise<void> => {
    const start = performance.now();
    const moments: { joined?: number; first?: number } = {};
    const onJoined = (): void => {
      moments.joined ??= performance.now() - start;
    };
    const onValue = (): boolean => {
      moments.first ??= performance.now() - start;
      return true;
    };
    await client.consume(optionsOf(task, onValue, { onJoined }));
    if (moments.joined !== undefined) joined.push(moments.joined);
    if (moments.first !== undefined) first.push(moments.first);
  };
  for (let i = 0; i < task.warmUpRecords; i++) await once();
  joined.length = first.length = 0;
  const watch = new Stopwatch(task);
  for (let i = 0; i < task.records; i++) await once();
  const measurement = watch.measurement(task.records, first);
  joined.sort((a, b) => a - b);
  return { ...measurement, joinMs: percentile(joined, 0.5) };
}
