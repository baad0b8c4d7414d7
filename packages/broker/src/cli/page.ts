import type { Broker } from '../broker.ts';
import { serveWeb, type WebPage } from '../web/serve-web.ts';
import type { CommandLine } from './command-line.ts';
import { UsageError } from './usage-error.ts';

/** Where the page is to be, of `--web [HOST:]PORT`; undefined: there is none. @throws UsageError */
export function pageAddress(line: CommandLine): { host: string; port: number } | undefined {
  const text = line.text('web');
  if (text === undefined) return undefined;
  const match = /^(?:(\[[^\]]+\]|[^:[\]]+):)?(\d+)$/.exec(text);
  const port = Number(match?.[2]);
  if (match === null || port > 65_535) throw new UsageError(`--web: expected [HOST:]PORT, such as 9080, got "${text}"`);
  // Whoever gets there sees all records: to others than this machine it is open only when that is asked for.
  return { host: (match[1] ?? '127.0.0.1').replace(/^\[|\]$/g, ''), port };
}

/** @throws the socket's own error, which knows that it is about `--web` */
export async function servePage(broker: Broker, address: { host: string; port: number }): Promise<WebPage> {
  try {
    return await serveWeb(broker, address);
  } catch (error) {
    throw Object.assign(error as Error, { option: '--web' });
  }
}
