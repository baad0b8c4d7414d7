import { parseArgs } from 'node:util';

export const USAGE = 'npm start -- [--bootstrap-server HOST:PORT] [--records N] [--size BYTES] [--topic NAME]';

export interface Options {
  /** A Kafka to use; undefined: an @k/broker of our own. */
  readonly bootstrapServer: string | undefined;
  readonly records: number;
  /** Bytes of each value. */
  readonly size: number;
  readonly topic: string;
  readonly help: boolean;
}

export class UsageError extends Error {}

/** Enough for the run's mark and the record's number. */
const SMALLEST_SIZE = 12;
/** What a Kafka takes unless told otherwise, less what surrounds a value. */
const LARGEST_SIZE = 1_000_000;

/** @throws UsageError saying what is wrong in one line */
export function readOptions(args: readonly string[]): Options {
  const values = parse(args);
  return {
    bootstrapServer: values['bootstrap-server'],
    records: wholeNumber('--records', values.records, 1, 1_000_000_000),
    size: wholeNumber('--size', values.size, SMALLEST_SIZE, LARGEST_SIZE),
    topic: values.topic ?? `quickstart-${Date.now()}`,
    help: values.help,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        'bootstrap-server': { type: 'string' },
        records: { type: 'string', default: '200000' },
        size: { type: 'string', default: '100' },
        topic: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    // parseArgs goes on to explain positional arguments, which there are none of.
    throw new UsageError((error as Error).message.split('. ')[0]);
  }
}

function wholeNumber(option: string, text: string, smallest: number, largest: number): number {
  // 200_000 and 200000 are both what people write.
  const value = /^\d[\d_]*$/.test(text) ? Number(text.replaceAll('_', '')) : NaN;
  if (value >= smallest && value <= largest) return value;
  throw new UsageError(`${option} takes a whole number from ${smallest} to ${largest}, not "${text}"`);
}
