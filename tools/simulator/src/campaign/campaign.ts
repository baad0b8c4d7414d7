import type { Progress } from './progress.ts';
import { SeedThread, type SeedOutcome } from './seed-thread.ts';

export interface CampaignOptions {
  readonly from: number;
  readonly seeds: number;
  readonly jobs: number;
  /** How long a seed may take, in ms of the wall clock. */
  readonly limitMs: number;
}

/** Of the story of a seed that hangs so many lines are shown, the last ones. */
const LAST_LINES = 40;

/** Runs seeds in threads. @returns the seeds that failed */
export async function campaign(options: CampaignOptions, progress: Progress): Promise<number[]> {
  const end = options.from + options.seeds;
  const failed: number[] = [];
  let next = options.from;
  const work = async (): Promise<void> => {
    const thread = new SeedThread(options.limitMs);
    while (next < end) {
      const seed = next++;
      const outcome = await thread.run(seed);
      const lines = await report(outcome, options.limitMs);
      for (const line of lines) progress.say(line);
      if (lines.length > 0) failed.push(seed);
      progress.seedDone(lines.length === 0);
    }
    await thread.close();
  };
  await Promise.all(Array.from({ length: options.jobs }, work));
  progress.end();
  return failed.sort((a, b) => a - b);
}

/** What there is to say of a seed; nothing of one that is good. */
async function report(outcome: SeedOutcome, limitMs: number): Promise<string[]> {
  if (outcome.kind !== 'ran') {
    if (outcome.kind === 'hangs') return await secondChance(outcome.seed, outcome.why, limitMs);
    return [`seed ${String(outcome.seed)} breaks its thread: ${outcome.why}`];
  }
  const { seed, violations, violationCount } = outcome.result;
  if (violationCount === 0) return [];
  const more = violationCount - violations.length;
  return [
    `seed ${String(seed)} failed:`,
    ...violations.map((line) => `    ${line}`),
    ...(more > 0 ? [`    and ${String(more)} more`] : []),
  ];
}

/**
 * Who hangs cannot tell its story: it is run again, and tells while it happens. On a machine that is busy with other things it
 * may come to its end then.
 */
async function secondChance(seed: number, why: string, limitMs: number): Promise<string[]> {
  const lines: string[] = [];
  const thread = new SeedThread(limitMs * 2);
  const again = await thread.run(seed, (line) => {
    lines.push(`    ${line}`);
    if (lines.length > LAST_LINES) lines.shift();
  });
  await thread.close();
  return again.kind === 'ran' ? await report(again, limitMs) : [`seed ${String(seed)} hangs: ${why}`, ...lines];
}
