import { z } from '@k/runtime';
import { positive } from './numbers.ts';

/**
 * When what was written is on the disk. `'os'`: when the operating system has it so; what was acknowledged survives the end of
 * the process, a SIGKILL too. `'always'`: before it is acknowledged, so that it survives a power failure. `everyMs`: that many
 * ms after it at the latest.
 */
export type FlushPolicy = 'always' | 'os' | { readonly everyMs: number };

/** Where state is kept. Names in [brackets] are Kafka's own. */
export interface BrokerStorageOptions {
  /**
   * A directory for all that the cluster has: logs in Kafka's files, groups, offsets, transactions, users, rules, settings. It is made
   * if it is not there; a broker goes on with what is in it, and no other one may use it meanwhile. All of it is held in memory,
   * too. @default none: the data goes with the broker
   */
  readonly dataDir?: string | undefined;
  /**
   * When what is acknowledged is on the disk: `os` when the operating system has it so, which a SIGKILL leaves alone; `always`
   * before it is acknowledged; or `everyMs` later at the latest.
   * @default 'os'
   */
  readonly flush?: FlushPolicy | undefined;
}

/** The checks and defaults of {@link BrokerStorageOptions}. */
export const storageFields = {
  dataDir: z.string().min(1).optional(),
  flush: z
    .union(
      [z.literal('always'), z.literal('os'), z.strictObject({ everyMs: positive })],
      "expected 'os', 'always' or { everyMs }",
    )
    .default('os'),
};
