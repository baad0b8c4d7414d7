import { parseArgs } from 'node:util';
import { compressionTypes } from '@k/codec';
import { CLIENTS } from './clients/all.ts';
import { JAVA, KCAT } from './clients/names.ts';
import { ALL_ROWS, GOAL_ROWS } from './goals.ts';
import { type Row, SCENARIOS, type Scenario, USUAL, produces, titleOf } from './scenario.ts';

export const USAGE =
  'npm run bench[:producer|:consumer] -- [--on kafka|broker|HOST:PORT] [--clients A,B] [--rows A,B] [--runs N] [--scale X] [--value-bytes N] [--compression NAME] [--partitions N] [--keyed] [--heap-mb N] [--budget-mb N] [--reuse] [--goals] [--all] [--limit SECONDS] [--json FILE] [--markdown] [--profile]';

/** What `npm run bench:producer` measures. */
export const PRODUCER_ROWS = (Object.keys(SCENARIOS) as Scenario[]).filter((scenario) => produces({ scenario }));
/** What `npm run bench:consumer` measures. */
export const CONSUMER_ROWS = (Object.keys(SCENARIOS) as Scenario[]).filter((scenario) => !produces({ scenario }));

export class UsageError extends Error {}

export interface Options {
  readonly on: string | undefined;
  readonly clients: readonly string[];
  /** Whether the clients were named: one that is not here is then installed. */
  readonly named: boolean;
  readonly rows: readonly Row[];
  readonly runs: number;
  /** All numbers of records are multiplied with this. */
  readonly scale: number;
  /** A measurement that takes longer is stopped, and the client left out of the row from then on. */
  readonly limitMs: number;
  /** File for all that was measured, written anew after each measurement. */
  readonly json: string | undefined;
  readonly markdown: boolean;
  readonly profile: boolean;
}

/** @param known the scenarios that may be picked */
export function readOptions(
  args: readonly string[],
  known: readonly Scenario[] = Object.keys(SCENARIOS) as Scenario[],
): Options {
  const values = parse(args);
  if (values.on !== undefined && !['kafka', 'broker'].includes(values.on) && !/^[^:]+:\d+$/.test(values.on)) {
    throw new UsageError(`--on takes kafka, broker or HOST:PORT, not "${values.on}"`);
  }
  return {
    on: values.on,
    clients: pick('--clients', values.clients, [...Object.keys(CLIENTS), JAVA, KCAT]),
    named: values.clients !== undefined,
    rows: rowsOf(values, known),
    runs: positive('--runs', values.runs),
    scale: positive('--scale', values.scale),
    limitMs: positive('--limit', values.limit) * 1000,
    json: values.json,
    markdown: values.markdown,
    profile: values.profile,
  };
}

function rowsOf(values: ReturnType<typeof parse>, known: readonly Scenario[]): Row[] {
  const compression = compressionTypes.find((type) => type === values.compression);
  if (compression === undefined) {
    throw new UsageError(`--compression takes ${compressionTypes.join(', ')}; not "${values.compression}"`);
  }
  const setting = {
    valueBytes: Math.ceil(positive('--value-bytes', values['value-bytes'])),
    compression,
    partitions: Math.ceil(positive('--partitions', values.partitions)),
    keyed: values.keyed,
    heapMb: megabytes('--heap-mb', values['heap-mb']),
    budgetMb: megabytes('--budget-mb', values['budget-mb']),
    reuse: values.reuse,
  };
  const picked = pick('--rows', values.rows, known).map((scenario): Row => ({ scenario, ...setting }));
  if (!values.all && !values.goals) return picked;
  if (picked.some((row) => titleOf(row) !== SCENARIOS[row.scenario])) {
    throw new UsageError('--goals and --all have settings of their own, and take none');
  }
  return (values.all ? ALL_ROWS : GOAL_ROWS).filter((row) => picked.some(({ scenario }) => scenario === row.scenario));
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
        'value-bytes': { type: 'string', default: String(USUAL.valueBytes) },
        compression: { type: 'string', default: USUAL.compression },
        partitions: { type: 'string', default: String(USUAL.partitions) },
        keyed: { type: 'boolean', default: false },
        'heap-mb': { type: 'string' },
        'budget-mb': { type: 'string' },
        reuse: { type: 'boolean', default: false },
        goals: { type: 'boolean', default: false },
        all: { type: 'boolean', default: false },
        limit: { type: 'string', default: '180' },
        json: { type: 'string' },
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

function megabytes(option: string, text: string | undefined): number | undefined {
  return text === undefined ? undefined : Math.ceil(positive(option, text));
}

function positive(option: string, text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new UsageError(`${option} takes a number above 0, not "${text}"`);
}
