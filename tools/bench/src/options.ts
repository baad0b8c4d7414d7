import { parseArgs } from 'node:util';
import { CLIENTS } from './clients/all.ts';
import { SCENARIOS, type Scenario } from './scenario.ts';

export const USAGE =
  'npm run bench -- [--on kafka|broker|HOST:PORT] [--clients A,B] [--rows A,B] [--runs N] [--scale X] [--markdown] [--profile]';

export class UsageError extends Error {}

export interface Options {
  readonly on: string | undefined;
  readonly clients: readonly string[];
  readonly scenarios: readonly Scenario[];
  readonly runs: number;
  /** All numbers of records are multiplied with this. */
  readonly scale: number;
  readonly markdown: boolean;
  readonly profile: boolean;
}

export function readOptions(args: readonly string[]): Options {
  const values = parse(args);
  if (values.on !== undefined && !['kafka', 'broker'].includes(values.on) && !/^[^:]+:\d+$/.test(values.on)) {
    throw new UsageError(`--on takes kafka, broker or HOST:PORT, not "${values.on}"`);
  }
  return {
    on: values.on,
    clients: pick('--clients', values.clients, Object.keys(CLIENTS)),
    scenarios: pick('--rows', values.rows, Object.keys(SCENARIOS) as Scenario[]),
    runs: positive('--runs', values.runs),
    scale: positive('--scale', values.scale),
    markdown: values.markdown,
    profile: values.profile,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        on: { type: 'string' },
        clients: { type: 'string' },
        rows: { type: 'string' },
        runs: { type: 'string', default: '3' },
        scale: { type: 'string', default: '1' },
        markdown: { type: 'boolean', default: false },
        profile: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message.split('. ')[0]);
  }
}

function pick<T extends string>(option: string, text: string | undefined, known: readonly T[]): T[] {
  if (text === undefined) return [...known];
  return text.split(',').map((name) => {
    const found = known.find((each) => each === name);
    if (found === undefined) throw new UsageError(`${option} takes ${known.join(', ')}; not "${name}"`);
    return found;
  });
}

function positive(option: string, text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new UsageError(`${option} takes a number above 0, not "${text}"`);
}
