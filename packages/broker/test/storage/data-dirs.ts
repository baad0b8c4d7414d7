import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Simulated } from '../support/simulated.ts';
import { fetchAll, READ_COMMITTED } from '../transaction/support.ts';

/** Memory where it can be had as files: what is looked at is what was written, and not what a disk did with it. */
const ROOT = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** A directory of its own, which goes with the test. */
export function freshDir(test: TestContext): string {
  const dir = mkdtempSync(join(ROOT, 'k-data-'));
  test.after(() => {
    rmSync(dir, { recursive: true, force: true });
  });
  return join(dir, 'data');
}

/** What a process that ends now, by SIGKILL, would leave. */
export function left(test: TestContext, dataDir: string): string {
  const copy = freshDir(test);
  cpSync(dataDir, copy, { recursive: true });
  return copy;
}

/** All that a reader of committed records is given of a topic's partition, and markers: a fetch answers from one segment. */
export async function committedIn(world: Simulated, topic: string): Promise<string[]> {
  const client = await world.client();
  const all: string[] = [];
  for (;;) {
    const offset = Number(/^\d+/.exec(all.at(-1) ?? '')?.[0] ?? -1) + 1;
    const { records } = await world.run(fetchAll(client, topic, READ_COMMITTED, offset));
    if (records.length === 0) return all;
    all.push(...records);
  }
}
