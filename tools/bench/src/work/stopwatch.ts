import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Profiler } from '../profile.ts';
import type { Measurement, Task } from '../scenario.ts';

/** Counts, and profiles when the task says so, from when it is made to its one measurement. */
export class Stopwatch {
  readonly #task: Task;
  readonly #profiler: Profiler | undefined;
  readonly #start = performance.now();
  readonly #cpu = process.cpuUsage();

  constructor(task: Task) {
    this.#task = task;
    if (task.profile !== undefined) this.#profiler = new Profiler();
  }

  measurement(records: number, latencies: number[]): Measurement {
    const { user, system } = process.cpuUsage(this.#cpu);
    const elapsedMs = performance.now() - this.#start;
    const { profile } = this.#task;
    if (profile !== undefined) writeFileSync(profile, JSON.stringify(this.#profiler?.stop()));
    latencies.sort((a, b) => a - b);
    return {
      recordsPerSecond: (records / elapsedMs) * 1000,
      cpuMicrosPerRecord: (user + system) / records,
      p50Ms: percentile(latencies, 0.5),
      p99Ms: percentile(latencies, 0.99),
      peakRssMb: peakRssMb(),
    };
  }
}

/** What the system counts for a process includes, on Linux, what its parent had when it started this one: not so VmHWM. */
function peakRssMb(): number {
  const file = '/proc/self/status';
  const status = existsSync(file) ? readFileSync(file, 'utf8') : '';
  // Kibibytes on every system that Node runs on.
  const kibibytes = Number(/^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS);
  return (kibibytes * 1024) / 1e6;
}

export function percentile(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.floor(sorted.length * share)];
}
