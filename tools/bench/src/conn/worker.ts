// One measurement in a process of its own: node worker.js <task as JSON> prints the result as JSON.
import { performance } from 'node:perf_hooks';
import { openHeartbeats, streamOf } from './clients.ts';

export type ConnTask =
  | {
      readonly kind: 'requests';
      readonly client: string;
      readonly port: number;
      readonly inFlight: number;
      readonly seconds: number;
    }
  | {
      readonly kind: 'stream';
      readonly client: string;
      readonly port: number;
      /** Of one answer, in megabytes. */
      readonly size: number;
      /** In all. */
      readonly megabytes: number;
    };

export interface RequestsResult {
  readonly perSecond: number;
  readonly cpuMicros: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface StreamResult {
  readonly cpuSecondsPerGigabyte: number;
  readonly gigabytesPerSecond: number;
}

const task = JSON.parse(process.argv[2] ?? '') as ConnTask;
console.log(JSON.stringify(task.kind === 'requests' ? await requests(task) : await stream(task)));

/** As many callers as requests in flight, each asking again when it is answered. */
async function requests(task: Extract<ConnTask, { kind: 'requests' }>): Promise<RequestsResult> {
  const client = await openHeartbeats(task.client, task.port, task.inFlight);
  let latencies: number[] = [];
  let endAt = 0;
  const caller = async (): Promise<void> => {
    for (let now = performance.now(); now < endAt;) {
      await client.heartbeat();
      const answeredAt = performance.now();
      latencies.push(answeredAt - now);
      now = answeredAt;
    }
  };
  const run = (seconds: number): Promise<unknown> => {
    latencies = [];
    endAt = performance.now() + seconds * 1_000;
    return Promise.all(Array.from({ length: task.inFlight }, caller));
  };
  await run(task.seconds / 4);
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  await run(task.seconds);
  const seconds = (performance.now() - startedAt) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  await client.close();
  const count = latencies.length;
  const sorted = Float64Array.from(latencies).sort();
  const at = (share: number): number => sorted[Math.min(count - 1, Math.floor(count * share))] ?? 0;
  return { perSecond: count / seconds, cpuMicros: (user + system) / count, p50Ms: at(0.5), p99Ms: at(0.99) };
}

async function stream(task: Extract<ConnTask, { kind: 'stream' }>): Promise<StreamResult> {
  const fetchAll = streamOf(task.client);
  const answers = Math.ceil(task.megabytes / task.size);
  await fetchAll(task.port, task.size * 1e6, Math.ceil(answers / 8));
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const bytes = await fetchAll(task.port, task.size * 1e6, answers);
  const seconds = (performance.now() - startedAt) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const gigabytes = bytes / 1e9;
  return { cpuSecondsPerGigabyte: (user + system) / 1e6 / gigabytes, gigabytesPerSecond: gigabytes / seconds };
}
