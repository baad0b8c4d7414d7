// librdkafka without a binding: kcat, which reads and prints nothing.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { MissingPrerequisiteError } from '@k/tool-kafka';
import { runWithin } from './run-within.ts';
import type { Measurement, Task } from './scenario.ts';

const run = promisify(execFile);

/** Tells CPU seconds and kibibytes of what it runs. */
const TIME = '/usr/bin/time';
const FORMAT = 'used %U %S %e %M';

/**
 * @param limitMs a measurement that takes longer is stopped
 * @throws MissingPrerequisiteError where there is no kcat, or no GNU time
 */
export async function openKcat(limitMs: number): Promise<{ label: string; measure(task: Task): Promise<Measurement> }> {
  const { stdout } = await run('kcat', ['-V']).catch(() => {
    throw new MissingPrerequisiteError('kcat is not installed');
  });
  await run(TIME, ['-f', FORMAT, 'true']).catch(() => {
    throw new MissingPrerequisiteError(`its CPU time is measured by GNU time, and there is no ${TIME}`);
  });
  const version = /Version (\S+)/.exec(stdout)?.[1] ?? '';
  const library = /librdkafka (\S+)/.exec(stdout)?.[1] ?? '';
  const read = async ({ bootstrapServer, topic }: Task, records: number): Promise<Use> => {
    const kcat = ['kcat', '-C', '-q', '-b', bootstrapServer, '-t', topic, '-o', 'beginning'];
    const program = [...kcat, '-c', String(records), '-f', '', '-X', 'check.crcs=true'];
    // What kcat says would come in front: it says nothing unless it fails.
    return readUse(await runWithin(limitMs, 'sh', ['-c', 'exec "$@" 2>&1', 'sh', TIME, '-f', FORMAT, ...program]));
  };
  return {
    label: `kcat ${version} (librdkafka ${library})`,
    measure: async (task) => {
      // Its beginning is not measured either: what it takes for more records than to warm up.
      const before = await read(task, task.warmUpRecords);
      const after = await read(task, task.warmUpRecords + task.records);
      return {
        recordsPerSecond: task.records / (after.seconds - before.seconds),
        cpuMicrosPerRecord: ((after.cpuSeconds - before.cpuSeconds) * 1e6) / task.records,
        p50Ms: undefined,
        p99Ms: undefined,
        peakRssMb: after.peakRssMb,
      };
    },
  };
}

interface Use {
  readonly cpuSeconds: number;
  readonly seconds: number;
  readonly peakRssMb: number;
}

/** What GNU time says at the end. */
export function readUse(said: string): Use {
  const [, user, system, seconds, kibibytes] = /used ([\d.]+) ([\d.]+) ([\d.]+) (\d+)\s*$/.exec(said) ?? [];
  if (kibibytes === undefined) throw new Error(`kcat failed: ${said}`);
  return {
    cpuSeconds: Number(user) + Number(system),
    seconds: Number(seconds),
    peakRssMb: (Number(kibibytes) * 1024) / 1e6,
  };
}
