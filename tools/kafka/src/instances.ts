import { execFile } from 'node:child_process';
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Scratch folders of brokers are named so, in the system's folder for temporary files. */
export const INSTANCE_PREFIX = 'k-kafka-';

/** What a scratch folder tells of its broker, for `list` and `stop`. */
export interface Instance {
  readonly version: string;
  readonly bootstrapServer: string;
  /** Its processes, in the order in which they are to end: brokers, then their ZooKeeper. */
  readonly pids: readonly number[];
}

export async function writeInstance(dir: string, instance: Instance): Promise<void> {
  await writeFile(path.join(dir, 'instance.json'), JSON.stringify(instance));
}

/** @returns the brokers of this tool that run on this machine, whoever started them */
export async function runningInstances(): Promise<(Instance & { dir: string })[]> {
  const found: (Instance & { dir: string })[] = [];
  for (const name of await readdir(os.tmpdir())) {
    if (!name.startsWith(INSTANCE_PREFIX)) continue;
    const dir = path.join(os.tmpdir(), name);
    const text = await readFile(path.join(dir, 'instance.json'), 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    const instance = JSON.parse(text) as Instance;
    // Written by another version of this tool: not ours to judge.
    if (!Array.isArray(instance.pids)) continue;
    if ((await alive(instance.pids, dir)).length > 0) found.push({ ...instance, dir });
  }
  return found;
}

/** Ends what another process started, and removes its folder. */
export async function stopInstance({ pids, dir }: Instance & { dir: string }): Promise<void> {
  for (const pid of pids) {
    for (let waited = 0; await isOurs(pid, dir); waited += 200) {
      process.kill(pid, waited < 30_000 ? 'SIGTERM' : 'SIGKILL');
      await sleep(200);
    }
  }
  await rm(dir, { recursive: true, force: true, maxRetries: 3 });
}

async function alive(pids: readonly number[], dir: string): Promise<number[]> {
  const ours = await Promise.all(pids.map((pid) => isOurs(pid, dir)));
  return pids.filter((_, i) => ours[i]);
}

/** A process number is used again after its process ended: only a command line that names the folder is ours. */
async function isOurs(pid: number, dir: string): Promise<boolean> {
  try {
    const { stdout } = await run('ps', ['-ww', '-o', 'command=', '-p', String(pid)]);
    return stdout.includes(`-Dkafka.logs.dir=${path.join(dir, 'logs')}`);
  } catch {
    return false;
  }
}
