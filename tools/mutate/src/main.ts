// npm run mutate -- PACKAGE    changes one operator, condition, literal or statement of the built package at a time, runs the
// package's own tests, and lists each change that no test noticed: a test that is missing, or an equivalent program, which
// goes into src/equivalent with the reason.
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { equivalents } from './equivalent/packages.ts';
import { judged } from './equivalent-mutants.ts';
import { inTurn } from './in-turn.ts';
import { lineWith } from './mutants.ts';
import { readOptions, USAGE, UsageError, type Options } from './options.ts';
import { builtSources, testFiles } from './package-under-test.ts';
import { sample } from './sample.ts';
import { coverPackage, tryMutant, type Candidate, type Outcome } from './try-mutants.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

async function main(options: Options): Promise<void> {
  const dir = path.join(root, 'packages', options.package);
  const sources = builtSources(dir, options.file);
  const { mutants: leftOut, stale } = judged(sources, equivalents.get(options.package) ?? []);
  for (const judgement of stale) console.log(`stale: ${judgement}`);
  const candidates = sources.flatMap((source) =>
    source.mutants.filter((mutant) => !leftOut.has(mutant)).map((mutant): Candidate => ({ source, mutant })),
  );
  const chosen = sample(candidates, options.sample, options.seed);
  console.log(`${options.package}: ${chosen.length} of ${candidates.length} changes, seed ${options.seed}`);
  const dist = `${pathToFileURL(path.join(dir, 'dist/src')).href}/`;
  const tests = await coverPackage(root, testFiles(dir), dist, options.jobs);
  let done = 0;
  const outcomes = await inTurn(chosen, options.jobs, async (candidate) => {
    const outcome = await tryMutant(root, tests, candidate);
    done += 1;
    if (outcome !== 'killed') console.log(`${outcome}: ${described(candidate)}`);
    if (process.stderr.isTTY) process.stderr.write(`${done}/${chosen.length}\r`);
    return outcome;
  });
  const count = (wanted: Outcome): number => outcomes.filter((outcome) => outcome === wanted).length;
  const percent = Math.round((count('killed') / Math.max(1, chosen.length)) * 100);
  console.log(
    `${options.package}: ${count('killed')} of ${chosen.length} killed (${percent} %), ` +
      `${count('survived')} survived, ${count('never ran')} never ran in any test; ` +
      `${leftOut.size} others judged to change nothing`,
  );
}

/** `src/batch.ts:12  if (‹size > limit›) return;  →  true`: as it would be judged in `equivalent`. */
function described({ source, mutant }: Candidate): string {
  return `${source.source}:${source.lineOf(mutant.start)}  ${lineWith(source.text, mutant)}  →  ${mutant.replacement}`;
}

try {
  await main(readOptions(process.argv.slice(2), readdirSync(path.join(root, 'packages')), availableParallelism()));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}. Usage: ${USAGE}`);
  process.exitCode = 2;
}
