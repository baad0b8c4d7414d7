import { fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type PlantedModule, plant } from './plant.ts';
import type { PlantedBug } from './planted-bug.ts';
import type { Sought } from './sought.ts';

/** A seed that takes longer never ends: the bug has sent somebody round in circles. */
const SEED_MS = 120_000;

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

/** Runs the simulator with a bug in it, seed after seed, in a process of its own. */
export async function hunt(bug: PlantedBug, seeds: { readonly first: number; readonly last: number }): Promise<Hunted> {
  const dir = await mkdtemp(path.join(tmpdir(), 'k-planted-'));
  try {
    const module = await plant(bug);
    const file = path.join(dir, 'index.js');
    await writeFile(file, module.text);
    return await seek(bug, module, file, seeds);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

function seek(
  bug: PlantedBug,
  module: PlantedModule,
  text: string,
  { first, last }: { readonly first: number; readonly last: number },
): Promise<Hunted> {
  const here = (name: string): string => new URL(name, import.meta.url).href;
  const child = fork(new URL('seek.js', import.meta.url), [String(first), String(last)], {
    execArgv: ['--enable-source-maps', '--import', here('register.js')],
    env: { ...process.env, K_PLANTED_URL: pathToFileURL(module.file).href, K_PLANTED_FILE: text },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (errors = (errors + chunk).slice(-4_000)));
  return new Promise((resolve) => {
    let hunted: Hunted = { bug, last, checkers: [], message: `seeds ${String(first)} to ${String(last)} show nothing` };
    let seed = first;
    let timer: NodeJS.Timeout | undefined;
    const watch = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        hunted = {
          bug,
          last,
          seed,
          checkers: ['does not end'],
          message: `seed ${String(seed)} takes over ${String(SEED_MS)} ms`,
        };
        child.kill('SIGKILL');
      }, SEED_MS);
    };
    watch();
    child.on('message', (sought: Sought) => {
      watch();
      ({ seed } = sought);
      if (sought.type === 'caught') hunted = { bug, last, ...sought };
    });
    child.on('exit', (code) => {
      clearTimeout(timer);
      // That is no checker's merit: perhaps nothing runs at all.
      if (code !== 0 && hunted.seed === undefined) {
        const why = errors.split('\n').find((line) => line.includes('Error:')) ?? errors;
        hunted = {
          bug,
          last,
          checkers: [],
          message: `seed ${String(seed)}: the process ended with ${String(code)}: ${why}`,
        };
      }
      resolve(hunted);
    });
  });
}
