import { parseArgs } from 'node:util';
import { compressionTypes, type CompressionType } from '@k/codec';
import { CLIENTS } from './clients/all.ts';
import { SCENARIOS, type Scenario } from './scenario.ts';

export const USAGE =
  'npm run bench -- [--on kafka|broker|HOST:PORT] [--clients A,B] [--rows A,B] [--runs N] [--scale X] [--value-bytes N] [--compression NAME] [--markdown] [--profile]';

export class UsageError extends Error {}

export interface Options {
  readonly on: string | undefined;
  readonly clients: readonly string[];
  readonly scenarios: readonly Scenario[];
  readonly runs: number;
  /** All numbers of records are multiplied with this. */
  readonly scale: number;
  readonly valueBytes: number;
  /** Of the topic that is read. */
  readonly compression: CompressionType;
  readonly markdown: boolean;
  readonly profile: boolean;
}

export function readOptions(args: readonly string[]): Options {
  const values = parse(args);
  if (values.on !== undefined && !['kafka', 'broker'].includes(values.on) && !/^[^:]+:\d+$/.test(values.on)) {
    throw new UsageError(`--on takes kafka, broker or HOST:PORT, not "${values.on}"`);
  }
  const scenarios = pick('--rows', values.rows, Object.keys(SCENARIOS) as Scenario[]);
  const compression = compressionTypes.find((type) => type === values.compression);
  if (compression === undefined) {
    throw new UsageError(`--compression takes ${compressionTypes.join(', ')}; not "${values.compression}"`);
  }
  if (compression !== 'none' && scenarios.some((scenario) => scenario.startsWith('produce'))) {
    throw new UsageError('--compression is of the topic that is read: say --rows consume-record,consume-batch');
  }
  return {
    on: values.on,
    clients: pick('--clients', values.clients, Object.keys(CLIENTS)),
    scenarios,
    runs: positive('--runs', values.runs),
    scale: positive('--scale', values.scale),
    valueBytes: Math.ceil(positive('--value-bytes', values['value-bytes'])),
    compression,
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
        'value-bytes': { type: 'string', default: '100' },
        compression: { type: 'string', default: 'none' },
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
