// npm run simulate    see USAGE in options.ts, and docs/simulator.md.
import { campaign } from './campaign/campaign.ts';
import { Progress } from './campaign/progress.ts';
import { readOptions, USAGE, UsageError, type Options } from './options.ts';
import { runPlanted } from './planted/run-planted.ts';
import { shrink } from './shrink/shrink.ts';
import { simulate } from './simulate.ts';
import { planOf } from './story/plan-of.ts';
import { storyOf, violationsOf } from './story/story.ts';

/** Of the wall clock, for one seed of a campaign. */
const LIMIT_MS = 60_000;

/** @returns the exit code */
async function main(options: Options): Promise<number> {
  switch (options.command) {
    case 'help':
      console.log(USAGE);
      return 0;
    case 'campaign':
      return await runCampaign(options);
    case 'one':
      return await runOne(options);
    case 'shrink':
      return await runShrink(options.seed);
    case 'planted':
      return await runPlantedBugs(options);
  }
}

async function runPlantedBugs({ names, last }: Extract<Options, { command: 'planted' }>): Promise<number> {
  const isCaught = await runPlanted({
    names,
    last,
    tell: (line) => {
      console.log(line);
    },
  });
  return isCaught ? 0 : 1;
}

async function runCampaign(options: Extract<Options, { command: 'campaign' }>): Promise<number> {
  const failed = await campaign({ ...options, limitMs: LIMIT_MS }, new Progress(options.seeds, process.stdout));
  if (failed.length === 0) return 0;
  console.log(`${String(failed.length)} failed: ${failed.join(', ')}`);
  console.log(`npm run simulate -- --seed ${String(failed[0])} --story; or --shrink ${String(failed[0])}`);
  return 1;
}

async function runOne({ seed, story, requests, around }: Extract<Options, { command: 'one' }>): Promise<number> {
  const run = await simulate(seed, { requests });
  const lines = story ? storyOf(run, { around }) : [...planOf(run.scenario), '', ...violationsOf(run.violations, run)];
  console.log(lines.join('\n'));
  return run.violations.length === 0 ? 0 : 1;
}

async function runShrink(seed: number): Promise<number> {
  const whole = await simulate(seed);
  if (whole.violations.length === 0) {
    console.log(`seed ${String(seed)} does not fail`);
    return 0;
  }
  const { run, runs } = await shrink(whole);
  console.log([...planOf(run.scenario), '', ...violationsOf(run.violations, run)].join('\n'));
  console.log(`\n${String(runs)} runs. To keep it, in src/regressions.ts:\n${JSON.stringify(run.scenario)}`);
  return 1;
}

try {
  process.exitCode = await main(readOptions(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\n${USAGE}`);
  process.exitCode = 2;
}
