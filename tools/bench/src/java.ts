// Java's producer and consumer, measured by the tools that come with Kafka.
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DEFAULT_VERSION, classpathOf, findJava } from '@k/tool-kafka';
import { logValues } from './codec/samples.ts';
import { runWithin } from './run-within.ts';
import { type Measurement, type Task, produces } from './scenario.ts';

const run = promisify(execFile);

const SOURCE = fileURLToPath(new URL('../../java/PerformanceTwice.java', import.meta.url));
/** Scratch, which git ignores. */
const SCRATCH = fileURLToPath(new URL('../../../../.tmp/bench-java/', import.meta.url));

/** As the tools' own scripts set it. */
const HEAP = '-Xmx512M';
/** Between the values in the tool's file; the values end with line breaks. */
const DELIMITER = '\u001e';
const DIFFERENT_VALUES = 1000;

export const JAVA_LABEL = `Java's client ${DEFAULT_VERSION}`;

/**
 * Compiles what runs the tools.
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
    const twice = [HEAP, '-cp', [classpath, SCRATCH].join(path.delimiter), 'PerformanceTwice'];
    const counts = [String(task.warmUpRecords), String(task.records), '--topic', task.topic];
    const args = produces(task)
      ? ['produce', ...counts, ...(await producing(task))]
      : ['consume', ...counts, ...consuming(task)];
    const stdout = await runWithin(limitMs, java, [...twice, ...args]);
    return readPerformance(stdout, task.records);
  };
}

async function producing({ valueBytes, bootstrapServer, compression }: Task): Promise<string[]> {
  const values = path.join(SCRATCH, `values-${valueBytes}`);
  await writeFile(values, logValues(DIFFERENT_VALUES, valueBytes).join(DELIMITER));
  const payload = ['--payload-file', values, '--payload-delimiter', DELIMITER];
  return [...payload, '--producer-props', `bootstrap.servers=${bootstrapServer}`, `compression.type=${compression}`];
}

function consuming({ bootstrapServer }: Task): string[] {
  return ['--bootstrap-server', bootstrapServer];
}

/** What a tool says of a run: a sentence of the producer's, a line of the consumer's table. */
const SUMMARY =
  / ([\d.]+) records\/sec .* (\d+) ms 50th, .* (\d+) ms 99th,|^[\d-]+ [\d:]+, [\d-]+ [\d:]+, [\d.]+, [\d.]+, \d+, ([\d.]+),/gm;

/** What a tool says of its second run, and what was measured around it. */
export function readPerformance(said: string, records: number): Measurement {
  const summaries = [...said.matchAll(SUMMARY)];
  const [, sent, p50, p99, read] = summaries.at(-1) ?? [];
  const nanoseconds = /^cpu nanoseconds: (\d+)$/m.exec(said)?.[1];
  const kibibytes = /^VmHWM:\s*(\d+) kB$/m.exec(said)?.[1];
  if (summaries.length < 2 || nanoseconds === undefined) throw new Error(`Java's tool said something else: ${said}`);
  return {
    recordsPerSecond: Number(sent ?? read),
    cpuMicrosPerRecord: Number(nanoseconds) / 1e3 / records,
    p50Ms: p50 === undefined ? undefined : Number(p50),
    p99Ms: p99 === undefined ? undefined : Number(p99),
    peakRssMb: kibibytes === undefined ? undefined : (Number(kibibytes) * 1024) / 1e6,
  };
}
