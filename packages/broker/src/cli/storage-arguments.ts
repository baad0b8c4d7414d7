import type { BrokerOptions } from '../options.ts';
import type { CommandLine } from './command-line.ts';
import { UsageError } from './usage-error.ts';

/** Where data is kept, and when it goes to the disk. @throws UsageError */
export function storageOf(line: CommandLine): Pick<BrokerOptions, 'dataDir' | 'flush'> {
  const dataDir = line.text('data-dir');
  const flush = line.text('flush');
  if (dataDir === undefined) {
    if (flush !== undefined) throw new UsageError('--flush needs --data-dir');
    return {};
  }
  return { dataDir, ...(flush === undefined ? {} : { flush: policyOf(flush) }) };
}

function policyOf(text: string): BrokerOptions['flush'] {
  if (text === 'os' || text === 'always') return text;
  if (/^[1-9]\d{0,8}$/.test(text)) return { everyMs: Number(text) };
  throw new UsageError(`--flush: expected os, always, or after how many milliseconds, got "${text}"`);
}
