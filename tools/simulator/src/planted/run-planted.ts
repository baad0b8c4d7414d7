import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { UsageError } from '../options.ts';
import { type Hunted, hunt } from './hunt.ts';
import { ROOT } from './plant.ts';
import type { PlantedBug } from './planted-bug.ts';
import { PLANTED_BUGS } from './planted-bugs.ts';
import { documentOf, LAST_SEED, lineOf } from './table.ts';

export interface RunPlantedOptions {
  /** Parts of names; all bugs when there are none, and then the table in docs is written anew. */
  readonly names?: readonly string[];
  /** 200 unless given. */
  readonly last?: number | undefined;
  /** A line for each bug, once it is known. */
  readonly tell: (line: string) => void;
}

/** @returns whether each of the bugs was caught @throws UsageError when no bug has such a name */
export async function runPlanted({ names = [], last = LAST_SEED, tell }: RunPlantedOptions): Promise<boolean> {
  const bugs =
    names.length === 0 ? PLANTED_BUGS : PLANTED_BUGS.filter((bug) => names.some((part) => bug.name.includes(part)));
  if (bugs.length === 0) throw new UsageError(`no planted bug is called ${names.join(' or ')}`);
  // Each time one more is known, so that a run that is broken off leaves what it has found.
  const write = async (hunted: readonly Hunted[]): Promise<void> => {
    if (names.length === 0) await writeFile(path.join(ROOT, 'docs/simulator-planted.md'), documentOf(bugs, hunted));
  };
  const hunted = await huntAll(bugs, last, async (one, all) => {
    tell(lineOf(one));
    await write(all);
  });
  const caught = hunted.filter(({ seed }) => seed !== undefined).length;
  tell(`${String(caught)} of ${String(hunted.length)} planted bugs were caught`);
  return caught === hunted.length;
}

/** One for each core at a time; a few seeds of each bug first, then more of those that are left. */
async function huntAll(
  bugs: readonly PlantedBug[],
  last: number,
  onHunted: (one: Hunted, all: readonly Hunted[]) => Promise<void>,
): Promise<Hunted[]> {
  const hunted: Hunted[] = [];
  const left = new Set(bugs);
  for (const { first, last: end } of roundsOf(last)) {
    const waiting = [...left];
    const work = async (): Promise<void> => {
      for (let bug = waiting.shift(); bug !== undefined; bug = waiting.shift()) {
        const found = await hunt(bug, { first, last: end });
        if (found.seed === undefined && end < last) continue;
        const one = { ...found, message: found.message.replace(/^seeds \d+ to/, 'seeds 1 to') };
        left.delete(bug);
        hunted.push(one);
        await onHunted(one, hunted);
      }
    };
    await Promise.all(Array.from({ length: Math.min(waiting.length, availableParallelism()) }, work));
  }
  return hunted;
}

/** 1 to 8, 9 to 40, 41 to the last one. */
function roundsOf(last: number): { readonly first: number; readonly last: number }[] {
  const ends = [...[8, 40].filter((end) => end < last), last];
  return ends.map((end, index) => ({ first: (ends[index - 1] ?? 0) + 1, last: end }));
}
