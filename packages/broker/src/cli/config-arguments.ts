import { OPTION_OF_CONFIG } from '../config/static-configs.ts';
import type { BrokerOptions } from '../options.ts';
import type { CommandLine } from './command-line.ts';
import { UsageError } from './usage-error.ts';

/**
 * What --config KEY=VALUE says in options: those that a setting has of its own, and `configs`.
 * @throws UsageError
 */
export function configsOf(line: CommandLine): BrokerOptions {
  const options: Record<string, unknown> = {};
  const configs: Record<string, string> = {};
  for (const text of line.texts('config')) {
    const at = text.indexOf('=');
    if (at < 1) throw new UsageError(`--config ${text}: expected KEY=VALUE, such as num.partitions=3`);
    const name = text.slice(0, at).trim();
    const value = text.slice(at + 1).trim();
    const option = OPTION_OF_CONFIG.get(name);
    if (option === undefined) configs[name] = value;
    else if (option === 'authorizer') throw new UsageError(`--config ${name}: it is --authorizer here`);
    else options[option] = valueOf(option, value);
  }
  return { ...options, configs };
}

/** As the option takes it. What is of a wrong type is told when the options are read. */
function valueOf(option: string, value: string): unknown {
  if (option === 'logDirs' || option === 'groupConsumerAssignors') return value.split(',').map((each) => each.trim());
  if (option === 'offsetsRetentionMs') return Number(value) * 60_000;
  if (value === 'true' || value === 'false') return value === 'true';
  return /^-?\d+$/.test(value) ? Number(value) : value;
}
