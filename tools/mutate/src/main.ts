// npm run mutate -- PACKAGE    changes one operator, condition, literal or statement of the built package at a time, runs the
// package's own tests, and lists each change that no test noticed: an equivalent program, or a test that is missing.
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inTurn } from './in-turn.ts';
import { readOptions, USAGE, UsageError, type Options } from './options.ts';
import { builtSources, testFiles } from './package-under-test.ts';
import { sample } from './sample.ts';
import { coverPackage, tryMutant, type Candidate, type Outcome } from './try-mutants.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

async function main(options: Options): Promise<void> {
  const dir = path.join(root, 'packages', options.package);
  const candidates = builtSources(dir, options.file).flatMap((source) =>
    source.mutants.map((mutant): Candidate => ({ source, mutant })),
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
      `${count('survived')} survived, ${count('never ran')} never ran in any test`,
  );
}

/** `src/batch.ts:12  condition  size > limit  →  true` */
function described({ source, mutant }: Candidate): string {
  const before = source.text.slice(mutant.start, mutant.end).replace(/\s+/g, ' ');
  // An operator says little without what stands on its sides.
  const around = mutant.kind === 'operator' ? `  in  ${lineAt(source.text, mutant.start)}` : '';
  const where = `${source.source}:${source.lineOf(mutant.start)}`;
  return `${where}  ${mutant.kind}  ${short(before)}  →  ${short(mutant.replacement)}${around}`;
}

function short(text: string): string {
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

function lineAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return short(text.slice(start).split('\n', 1)[0]?.trim() ?? '');
}

try {
  await main(readOptions(process.argv.slice(2), readdirSync(path.join(root, 'packages')), availableParallelism()));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}. Usage: ${USAGE}`);
  process.exitCode = 2;
}
