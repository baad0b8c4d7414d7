import { fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { cpuMsOf } from './cpu-time.ts';
import { plant } from './plant.ts';
import type { PlantedBug } from './planted-bug.ts';
import type { Sought } from './sought.ts';

/** A seed that takes more time of a processor never ends: the bug has sent somebody round in circles. */
const SEED_CPU_MS = 30_000;
const LOOK_EVERY_MS = 5_000;

/** What came of looking for a bug. */
export interface Hunted {
  readonly bug: PlantedBug;
  /** How many seeds it took; undefined: none of those that were tried shows it. */
  readonly seed?: number;
  /** The last seed that was to be tried. */
  readonly last: number;
  /** Those that saw it, the first of them first. */
  readonly checkers: readonly string[];
  /** What the first one says. */
  readonly message: string;
}

/** Runs the simulator with a bug in it, seed after seed, in a process of its own. What fails without the bug shows nothing. */
export async function hunt(bug: PlantedBug, seeds: { readonly first: number; readonly last: number }): Promise<Hunted> {
  const dir = await mkdtemp(path.join(tmpdir(), 'k-planted-'));
  try {
    const module = await plant(bug);
    const file = path.join(dir, 'index.js');
    await writeFile(file, module.text);
    let { first } = seeds;
    for (;;) {
      const sought = await seek({ first, last: seeds.last }, { file: module.file, text: file });
      const isBlind = sought.seed !== undefined && !(await passes(sought.seed));
      if (!isBlind || sought.seed === seeds.last)
        return { bug, last: seeds.last, ...(isBlind ? nothing(seeds) : sought) };
      first = sought.seed + 1;
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** By seed. */
const known = new Map<number, Promise<boolean>>();

/** Whether a seed is well without any bug. */
function passes(seed: number): Promise<boolean> {
  const passing = known.get(seed) ?? seek({ first: seed, last: seed }).then((found) => found.seed === undefined);
  known.set(seed, passing);
  return passing;
}

type Found = Omit<Hunted, 'bug' | 'last'>;

function nothing({ first, last }: { readonly first: number; readonly last: number }): Found {
  return { checkers: [], message: `seeds ${String(first)} to ${String(last)} show nothing` };
}

/** @param instead the file of a package that is loaded, and the one that is loaded in its place */
function seek(
  seeds: { readonly first: number; readonly last: number },
  instead?: { readonly file: string; readonly text: string },
): Promise<Found> {
  const here = (name: string): string => new URL(name, import.meta.url).href;
  const hook = instead === undefined ? [] : ['--import', here('register.js')];
  const planted =
    instead === undefined ? {} : { K_PLANTED_URL: pathToFileURL(instead.file).href, K_PLANTED_FILE: instead.text };
  const child = fork(new URL('seek.js', import.meta.url), [String(seeds.first), String(seeds.last)], {
    execArgv: ['--enable-source-maps', ...hook],
    env: { ...process.env, ...planted },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (errors = (errors + chunk).slice(-4_000)));
  return new Promise((resolve) => {
    let found = nothing(seeds);
    let seed = seeds.first;
    const began = performance.now();
    let usedBefore = 0;
    const timer = setInterval(() => {
      if (cpuMsOf(child.pid, began) - usedBefore < SEED_CPU_MS) return;
      const message = `seed ${String(seed)} takes over ${String(SEED_CPU_MS / 1_000)} s of a processor`;
      found = { seed, checkers: ['does not end'], message };
      child.kill('SIGKILL');
    }, LOOK_EVERY_MS);
    child.on('message', (sought: Sought) => {
      ({ seed } = sought);
      usedBefore = cpuMsOf(child.pid, began);
      if (sought.type === 'caught') found = { seed, checkers: sought.checkers, message: sought.message };
    });
    child.on('exit', (code) => {
      clearInterval(timer);
      // That is no checker's merit: perhaps nothing runs at all.
      if (code !== 0 && found.seed === undefined) {
        const why = errors.split('\n').find((line) => line.includes('Error:')) ?? errors;
        found = { checkers: [], message: `seed ${String(seed)}: the process ended with ${String(code)}: ${why}` };
      }
      resolve(found);
    });
  });
}
