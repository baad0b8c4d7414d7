import { isRegExp } from 'node:util/types';
import { apis, errorFactsByCode, ErrorCode, parseOptions, wrongArgument, type Api } from '@k/wire';
import { z } from '@k/runtime';
import { didYouMean } from '../options/did-you-mean.ts';
import type * as zod from 'zod';

const controlOptions = z.strictObject({
  times: z
    .custom<number>(
      (value) => value === Infinity || (Number.isSafeInteger(value) && (value as number) >= 1),
      'expected a whole number, 1 or more, or Infinity',
    )
    .optional(),
  nodeId: z.int().min(0).optional(),
  clientId: z
    .custom<string | RegExp | null>(
      (value) => typeof value === 'string' || value === null || isRegExp(value),
      'expected text, a regular expression or null',
    )
    .optional(),
  topic: z.string().min(1).optional(),
  versions: z.strictObject({ min: z.int().min(0), max: z.int().min(0) }).optional(),
});

export type ParsedControlOptions = zod.output<typeof controlOptions>;

const API_NAMES = apis.map(({ name }) => name);

/** An API as it was given, or found by its name. @throws ConfigError */
export function chosenApi(call: string, api: unknown): Api<unknown, unknown> {
  const named = typeof api === 'string' ? apis.find(({ name }) => name === api) : api;
  const { key, request, response } = (named ?? {}) as Partial<Api<unknown, unknown>>;
  if (typeof key !== 'number' || typeof request !== 'object' || typeof response !== 'object') {
    const hint = didYouMean(api, API_NAMES);
    throw wrongArgument(call, 'api', `the name of an API, such as Metadata, or one of @k/wire${hint}`, api);
  }
  return named as Api<unknown, unknown>;
}

/** @param isAnnounced whether the broker has the API by itself @throws ConfigError */
export function parseControlOptions(
  call: string,
  api: Api<unknown, unknown>,
  options: unknown,
  isAnnounced: boolean,
): ParsedControlOptions {
  const parsed = parseOptions(call, controlOptions, options);
  const { versions } = parsed;
  if (versions === undefined) return parsed;
  if (isAnnounced) {
    throw wrongArgument(call, 'versions', `nothing: the broker has ${api.name} in versions of its own`, versions);
  }
  const { minVersion, maxVersion } = api;
  if (versions.min < minVersion || versions.max > maxVersion || versions.min > versions.max) {
    throw wrongArgument(call, 'versions', `some of ${String(minVersion)} to ${String(maxVersion)}`, versions);
  }
  return parsed;
}

/** @param error its name or code @throws ConfigError */
export function errorCodeOf(call: string, error: unknown): number {
  const code = typeof error === 'string' ? (ErrorCode as Readonly<Record<string, number>>)[error] : error;
  if (typeof code !== 'number' || errorFactsByCode(code) === undefined) {
    const hint = didYouMean(error, Object.keys(ErrorCode));
    throw wrongArgument(call, 'error', `an error's name, such as NOT_LEADER_OR_FOLLOWER, or its code${hint}`, error);
  }
  return code;
}
