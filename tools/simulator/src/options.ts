import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

export const USAGE = `npm run simulate -- [--seeds N] [--from N] [--jobs N]    runs seeds, and lists those that fail
npm run simulate -- --seed N                            runs one
npm run simulate -- --seed N --story [--around MS]      tells who did what when, all of it or near a moment
npm run simulate -- --planted [NAME ...] [--seeds N]    looks for bugs that are put into clients
npm run simulate -- --shrink N                          looks for the smallest plan that fails as seed N does

  --seeds N     how many seeds (1000)
  --from N      the first of them (1)
  --jobs N      how many at a time (as many as there are processors)
  --seed N      this seed alone
  --story       the run as a table; times are virtual ms since its beginning
  --requests    with all requests that nodes take up
  --around MS   of the story, what happens 2 s before and behind
  --shrink N    leaves out faults and clients of seed N as long as it fails
  --planted     all bugs, or those with such parts of names; writes docs/simulator-planted.md when it was all
  --help        this`;

export class UsageError extends Error {}

export type Options =
  | { readonly command: 'help' }
  | { readonly command: 'campaign'; readonly seeds: number; readonly from: number; readonly jobs: number }
  | {
      readonly command: 'one';
      readonly seed: number;
      readonly story: boolean;
      readonly requests: boolean;
      readonly around: number | undefined;
    }
  | { readonly command: 'shrink'; readonly seed: number }
  | { readonly command: 'planted'; readonly names: readonly string[]; readonly last: number | undefined };

const OPTIONS = {
  seeds: { type: 'string' },
  from: { type: 'string' },
  jobs: { type: 'string' },
  seed: { type: 'string' },
  story: { type: 'boolean', default: false },
  requests: { type: 'boolean', default: false },
  around: { type: 'string' },
  shrink: { type: 'string' },
  planted: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** @throws UsageError that names what is wrong */
export function readOptions(args: readonly string[]): Options {
  const { values: given, positionals: names } = parse(args);
  if (given.help) return { command: 'help' };
  const number = (
    name: 'seeds' | 'from' | 'jobs' | 'seed' | 'around' | 'shrink',
    least: number,
  ): number | undefined => {
    const text = given[name];
    if (text === undefined) return undefined;
    if (!/^\d+$/.test(text) || Number(text) < least) {
      throw new UsageError(`--${name} takes a whole number from ${String(least)} on, and got "${text}"`);
    }
    return Number(text);
  };
  const alone = (name: 'seed' | 'shrink' | 'planted', others: readonly (keyof typeof given)[]): void => {
    const other = others.find((each) => given[each] !== undefined && given[each] !== false);
    if (other !== undefined) throw new UsageError(`--${name} and --${other} do not go together`);
  };
  if (given.planted) {
    alone('planted', ['seed', 'shrink', 'from', 'jobs', 'story', 'requests', 'around']);
    return { command: 'planted', names, last: number('seeds', 1) };
  }
  if (names.length > 0) throw new UsageError(`"${String(names[0])}" is no option; names are of bugs, with --planted`);
  const [seed, shrink] = [number('seed', 0), number('shrink', 0)];
  if (shrink !== undefined) {
    alone('shrink', ['seed', 'seeds', 'from', 'jobs', 'story', 'requests', 'around']);
    return { command: 'shrink', seed: shrink };
  }
  if (seed !== undefined) {
    alone('seed', ['seeds', 'from', 'jobs']);
    const around = number('around', 0);
    if (around !== undefined && !given.story) throw new UsageError('--around is about a --story');
    if (given.requests && !given.story) throw new UsageError('--requests is about a --story');
    return { command: 'one', seed, story: given.story, requests: given.requests, around };
  }
  if (given.story || given.requests || given.around !== undefined) throw new UsageError('a story is about a --seed');
  return {
    command: 'campaign',
    seeds: number('seeds', 1) ?? 1_000,
    from: number('from', 0) ?? 1,
    jobs: number('jobs', 1) ?? availableParallelism(),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new UsageError(reason);
  }
}
