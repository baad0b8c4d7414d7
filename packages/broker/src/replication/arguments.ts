import { parseOptions } from '@k/wire';
import { schemaOf, z } from '@k/runtime';
import { notNegative } from '../options/numbers.ts';
import type { FetchDelay } from './replication.ts';

/** Some ms, or the least and the most. */
export const fetchDelaySchema = z.union(
  [
    notNegative,
    z
      .tuple([notNegative, notNegative])
      .readonly()
      .refine(([low, high]) => low <= high, { message: 'expected the least before the most' }),
  ],
  'expected milliseconds, 0 or more, or [least, most] of them',
);

/** How a node copies from leaders. */
export interface ReplicationOptions {
  /** How many ms each of its fetches takes, or the least and the most; 0: it always has what leaders have. */
  readonly fetchDelayMs: FetchDelay;
}

/** How a node dies. */
export interface CrashOptions {
  /**
   * How many batches each of its logs has lost when it comes back: what it had not flushed when the machine went, too.
   * @default 0: the process died, and the machine did not
   */
  readonly lostBatches?: number | undefined;
}

const replicationOptions = schemaOf<ReplicationOptions>()(z.strictObject({ fetchDelayMs: fetchDelaySchema }));

const crashOptions = schemaOf<CrashOptions>()(z.strictObject({ lostBatches: z.int().min(0).optional() }));

/** @throws ConfigError */
export function parseReplicationOptions(call: string, options: unknown): ReplicationOptions {
  return parseOptions(call, replicationOptions, options);
}

/** @throws ConfigError */
export function parseCrashOptions(call: string, options: unknown): { readonly lostBatches: number } {
  return { lostBatches: parseOptions(call, crashOptions, options).lostBatches ?? 0 };
}
