// Java's producer, measured by the tool that comes with Kafka.
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DEFAULT_VERSION, classpathOf, findJava } from '@k/tool-kafka';
import { logValues } from './codec/samples.ts';
import { runWithin } from './run-within.ts';
import type { Measurement, Task } from './scenario.ts';

const run = promisify(execFile);

const SOURCE = fileURLToPath(new URL('../../java/PerformanceTwice.java', import.meta.url));
/** Scratch, which git ignores. */
const SCRATCH = fileURLToPath(new URL('../../../../.tmp/bench-java/', import.meta.url));

/** As the tool's own script sets it. */
const HEAP = '-Xmx512M';
/** Between the values in the tool's file; the values end with line breaks. */
const DELIMITER = '\u001e';
const DIFFERENT_VALUES = 1000;

export const JAVA_LABEL = `Java's producer ${DEFAULT_VERSION}`;

/**
 * Compiles what runs the tool.
 * @param limitMs a measurement that takes longer is stopped
 * @throws MissingPrerequisiteError where there is no Java, or no Maven to fetch Kafka's jars with
 */
export async function openJava(
  limitMs: number,
  log: (line: string) => void,
): Promise<(task: Task) => Promise<Measurement>> {
  const java = await findJava();
  const classpath = await classpathOf(DEFAULT_VERSION, log);
  await mkdir(SCRATCH, { recursive: true });
  await run(java, ['-m', 'jdk.compiler/com.sun.tools.javac.Main', '-cp', classpath, '-d', SCRATCH, SOURCE]);
  return async (task) => {
    const values = path.join(SCRATCH, `values-${task.valueBytes}`);
    await writeFile(values, logValues(DIFFERENT_VALUES, task.valueBytes).join(DELIMITER));
    const stdout = await runWithin(limitMs, java, [
      ...[HEAP, '-cp', [classpath, SCRATCH].join(path.delimiter), 'PerformanceTwice'],
      ...[String(task.warmUpRecords), String(task.records), '--topic', task.topic],
      ...['--payload-file', values, '--payload-delimiter', DELIMITER],
      ...['--producer-props', `bootstrap.servers=${task.bootstrapServer}`, `compression.type=${task.compression}`],
    ]);
    return readPerformance(stdout, task.records);
  };
}

/** What the tool says of its second run, and what was measured around it. */
export function readPerformance(said: string, records: number): Measurement {
  const summaries = [...said.matchAll(/ ([\d.]+) records\/sec .* (\d+) ms 50th, .* (\d+) ms 99th,/g)];
  const [, perSecond, p50, p99] = summaries.at(-1) ?? [];
  const nanoseconds = /^cpu nanoseconds: (\d+)$/m.exec(said)?.[1];
  const kibibytes = /^VmHWM:\s*(\d+) kB$/m.exec(said)?.[1];
  if (summaries.length < 2 || nanoseconds === undefined) throw new Error(`Java's tool said something else: ${said}`);
  return {
    recordsPerSecond: Number(perSecond),
    cpuMicrosPerRecord: Number(nanoseconds) / 1e3 / records,
    p50Ms: Number(p50),
    p99Ms: Number(p99),
    peakRssMb: kibibytes === undefined ? undefined : (Number(kibibytes) * 1024) / 1e6,
  };
}
