import { parseOptions, wrongArgument, type Api } from '@k/wire';
import type { RequestOptions } from './connection.ts';
import { checkMs, checkSignal, waitSettings, z } from '@k/runtime';

const requestOptions = z.strictObject({
  ...waitSettings,
  maxVersion: z.unknown().optional(),
  onAsked: z.unknown().optional(),
});

/** @throws ConfigError when `api` is none of `@k/wire`'s */
export function checkApi(call: string, api: unknown): void {
  if (typeof (api as Api<unknown, unknown> | null | undefined)?.key !== 'number') {
    throw wrongArgument(call, 'api', 'an API, such as Metadata', api);
  }
}

export function checkVersion(call: string, maxVersion: unknown): void {
  // Infinity is no limit.
  if (!(typeof maxVersion === 'number' && maxVersion >= 0)) {
    throw wrongArgument(call, 'maxVersion', 'a version', maxVersion);
  }
}

/** On the way of every request: a few comparisons, and nothing is made. */
export function checkRequest(call: string, api: unknown, options: RequestOptions | undefined): void {
  checkApi(call, api);
  if (options === undefined) return;
  if (typeof options !== 'object' || (options as unknown) === null) {
    throw wrongArgument(call, 'options', '{ timeoutMs, signal, maxVersion }', options);
  }
  for (const name in options) {
    // The schema is for what is wrong, since it has the words.
    if (!isRequestOption(name)) parseOptions(call, requestOptions, options);
  }
  const { timeoutMs, signal, maxVersion, onAsked } = options;
  if (timeoutMs !== undefined) checkMs(call, 'timeoutMs', timeoutMs);
  if (signal !== undefined) checkSignal(call, signal);
  if (maxVersion !== undefined) checkVersion(call, maxVersion);
  if (onAsked !== undefined && typeof onAsked !== 'function')
    throw wrongArgument(call, 'onAsked', 'a function', onAsked);
}

function isRequestOption(name: string): boolean {
  return name === 'timeoutMs' || name === 'signal' || name === 'maxVersion' || name === 'onAsked';
}
