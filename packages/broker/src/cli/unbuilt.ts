import type { CommandLine } from './command-line.ts';
import type { OptionName } from './option-table.ts';
import { UsageError } from './usage-error.ts';

const UNBUILT: readonly OptionName[] = ['data-dir', 'flush'];

/** @throws UsageError for what is not there yet: better than to leave it out in silence */
export function refuseUnbuilt(line: CommandLine): void {
  const asked = UNBUILT.find((name) => line.has(name));
  if (asked !== undefined) throw new UsageError(`--${asked} is not there yet in this version`);
}
