import { KafkaError } from '@k/wire';
import type { ConfigError } from '@k/wire';
import { OPTION_OF_CONFIG } from '../config/static-configs.ts';
import { StorageError } from '../storage/storage-error.ts';
import { OPTIONS } from './option-table.ts';
import { UsageError } from './usage-error.ts';

/** What is said when it does not come up, and the code that it ends with. */
export interface StartFailure {
  readonly message: string;
  readonly exitCode: 1 | 2;
}

/** Undefined for what should not happen: that is thrown on, with its stack. */
export function startFailure(error: unknown): StartFailure | undefined {
  if (error instanceof UsageError) return { message: error.message, exitCode: 2 };
  // What is on the disk, or who else has it, and not how it was asked for.
  if (error instanceof StorageError) return { message: error.message, exitCode: 1 };
  if (KafkaError.is(error)) return { message: inOurWords(error), exitCode: 2 };
  const { code } = Object(error) as { code?: unknown };
  if (!(error instanceof Error) || typeof code !== 'string') return undefined;
  return { message: whyNot(error), exitCode: 1 };
}

/** Options of `createBroker` by the names that they have here. */
function inOurWords(error: KafkaError): string {
  const issues = (error as Partial<ConfigError>).issues ?? [];
  const text = issues.length === 0 ? error.message : issues.map(({ message }) => message).join('\n');
  return text
    .replaceAll('createBroker: ', '')
    .replaceAll(/option "([^".]+)([^"]*)"/g, (whole, option: string, rest: string) => {
      const name = nameOf(option);
      return name === undefined ? whole : `${name}${rest.replace('.', ' ')}`;
    });
}

function nameOf(option: string): string | undefined {
  const own = Object.entries(OPTIONS).find(([, each]) => each.option === option);
  if (own !== undefined) return `--${own[0]}`;
  const setting = [...OPTION_OF_CONFIG].find(([, each]) => each === option);
  return setting === undefined ? undefined : `--config ${setting[0]}`;
}

function whyNot({
  code = '',
  message,
  ...rest
}: NodeJS.ErrnoException & { port?: number; address?: string; option?: string }): string {
  const { port, address, option = '--port' } = rest;
  const where = `port ${port ?? '?'} of ${address ?? '?'}`;
  switch (code) {
    case 'EADDRINUSE':
      return `${where} is in use: choose another with ${option}, or ${option} 0 for a free one`;
    case 'EACCES':
      return `${where} may not be used by this user: choose one from 1024 on with ${option}`;
    case 'EADDRNOTAVAIL':
      return `${address ?? 'the host'} is no address of this machine: choose another with --host, or 0.0.0.0 for all`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${(rest as { hostname?: string }).hostname ?? 'the host'} is no host that is known here: choose another with --host`;
    default:
      return `could not start: ${message}`;
  }
}
