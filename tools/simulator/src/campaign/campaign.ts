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
    const { kind, seed, why } = outcome;
    const story = kind === 'hangs' ? await lastLines(seed, limitMs) : [];
    return [`seed ${String(seed)} ${kind === 'hangs' ? 'hangs' : 'breaks its thread'}: ${why}`, ...story];
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

/** Who hangs cannot tell its story: it is run again, and tells while it happens. */
async function lastLines(seed: number, limitMs: number): Promise<string[]> {
  const lines: string[] = [];
  const thread = new SeedThread(limitMs);
  await thread.run(seed, (line) => {
    lines.push(`    ${line}`);
    if (lines.length > LAST_LINES) lines.shift();
  });
  await thread.close();
  return lines;
}
