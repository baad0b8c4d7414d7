import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

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
