import { parseArgs } from 'node:util';

export const USAGE = 'npm run mutate -- PACKAGE [--sample N] [--seed N] [--file PART] [--jobs N]';

export interface Options {
  /** The folder below packages. */
  readonly package: string;
  /** How many changes are tried. */
  readonly sample: number;
  readonly seed: number;
  /** Only sources whose path has this part. */
  readonly file: string;
  /** Test processes at a time. */
  readonly jobs: number;
}

export class UsageError extends Error {}

/** @throws UsageError saying what is wrong in one line */
export function readOptions(args: readonly string[], packages: readonly string[], cores: number): Options {
  const { values, positionals } = parse(args);
  const [name, ...more] = positionals;
  if (name === undefined) throw new UsageError(`which package? There are ${packages.join(', ')}`);
  if (!packages.includes(name)) throw new UsageError(`no package "${name}"; there are ${packages.join(', ')}`);
  if (more.length > 0) throw new UsageError(`one package at a time, not "${more.join(' ')}" as well`);
  return {
    package: name,
    sample: wholeNumber('--sample', values.sample, 1),
    seed: wholeNumber('--seed', values.seed, 0),
    file: values.file,
    jobs: wholeNumber('--jobs', values.jobs ?? String(cores), 1),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        sample: { type: 'string', default: '100' },
        seed: { type: 'string', default: '1' },
        file: { type: 'string', default: '' },
        jobs: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message.split('. ')[0]);
  }
}

function wholeNumber(option: string, text: string, smallest: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= smallest && value <= 0xffff_ffff) return value;
  throw new UsageError(`${option} takes a whole number from ${smallest} on, not "${text}"`);
}
