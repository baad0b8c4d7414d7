import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ranAt, type ScriptCoverage } from './coverage.ts';
import { inTurn } from './in-turn.ts';
import { applyMutant, type Mutant } from './mutants.ts';
import type { BuiltSource } from './package-under-test.ts';
import { coverTests, runTests } from './test-run.ts';

export interface Candidate {
  readonly source: BuiltSource;
  readonly mutant: Mutant;
}

export type Outcome = 'killed' | 'survived' | 'never ran';

interface CoveredTest {
  readonly file: string;
  readonly durationMs: number;
  readonly scripts: readonly ScriptCoverage[];
}

/** A change can make a test wait for ever: it has this long, and four times what it needs without a change. */
const GRACE_MS = 10_000;
const BASELINE_MS = 300_000;

/**
 * The tests of a package, with what each of them runs.
 *
 * @throws when a test fails without any change
 */
export async function coverPackage(
  root: string,
  files: readonly string[],
  dist: string,
  jobs: number,
): Promise<CoveredTest[]> {
  const tests = await inTurn(files, jobs, async (file) => {
    const { run, scripts } = await coverTests(file, dist, { cwd: root, timeoutMs: BASELINE_MS });
    if (run.outcome !== 'passed') throw new Error(`${path.relative(root, file)} ${run.outcome} without any change`);
    return { file, durationMs: run.durationMs, scripts };
  });
  return tests.sort((a, b) => a.durationMs - b.durationMs);
}

/** Runs the tests that come by the place of a change, the quickest first, until one fails. */
export async function tryMutant(
  root: string,
  tests: readonly CoveredTest[],
  candidate: Candidate,
  graceMs = GRACE_MS,
): Promise<Outcome> {
  const { source, mutant } = candidate;
  const concerned = tests.filter(({ scripts }) =>
    scripts.some((script) => script.url === source.url && ranAt(script, mutant.start)),
  );
  if (concerned.length === 0) return 'never ran';
  const folder = await mkdtemp(path.join(tmpdir(), 'k-mutant-'));
  try {
    const file = path.join(folder, 'mutant.js');
    await writeFile(file, applyMutant(source.text, mutant));
    for (const test of concerned) {
      const { outcome } = await runTests(test.file, {
        cwd: root,
        timeoutMs: graceMs + 4 * test.durationMs,
        env: { K_MUTANT_URL: source.url, K_MUTANT_FILE: file },
        nodeOptions: ['--import', new URL('replace.js', import.meta.url).href],
      });
      if (outcome !== 'passed') return 'killed';
    }
    return 'survived';
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
