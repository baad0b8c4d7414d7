import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { tmpdir } from 'node:os';
import type { ScriptCoverage } from './coverage.ts';

export interface TestRun {
  readonly outcome: 'passed' | 'failed' | 'timed out';
  readonly durationMs: number;
}

export interface TestRunOptions {
  readonly cwd: string;
  readonly timeoutMs: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeOptions?: readonly string[];
}

/** Runs one test file in a process of its own, until its end or its first failure. */
export function runTests(file: string, { cwd, timeoutMs, env, nodeOptions = [] }: TestRunOptions): Promise<TestRun> {
  const start = performance.now();
  // A group of its own, so that what the test started goes with it.
  const child = spawn(process.execPath, [...nodeOptions, '--test-reporter=tap', file], {
    cwd,
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
    env: { ...process.env, ...env },
  });
  let outcome: TestRun['outcome'] | undefined;
  const end = (why: TestRun['outcome']): void => {
    outcome ??= why;
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };
  const timer = setTimeout(() => {
    end('timed out');
  }, timeoutMs);
  let line = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    line += text;
    if (/^\s*not ok (?!.*# (?:SKIP|TODO))/m.test(line)) end('failed');
    line = line.slice(line.lastIndexOf('\n') + 1);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ outcome: outcome ?? (code === 0 ? 'passed' : 'failed'), durationMs: performance.now() - start });
    });
  });
}

/** Runs one test file and tells what of the scripts below `root` (a file URL) ran, one entry a process and script. */
export async function coverTests(
  file: string,
  root: string,
  options: TestRunOptions,
): Promise<{ readonly run: TestRun; readonly scripts: readonly ScriptCoverage[] }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'k-coverage-'));
  try {
    const run = await runTests(file, { ...options, env: { ...options.env, NODE_V8_COVERAGE: folder } });
    const scripts: ScriptCoverage[] = [];
    for (const name of await readdir(folder)) {
      const text = await readFile(path.join(folder, name), 'utf8');
      const { result } = JSON.parse(text) as { readonly result: readonly ScriptCoverage[] };
      scripts.push(...result.filter(({ url }) => url.startsWith(root)));
    }
    return { run, scripts };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
