import {
  type ClientOptions,
  clientOptionShape,
  parseClientOptions,
  refineClientOptions,
  type WithCluster,
} from '@k/cluster';
import { schemaOf, z } from '@k/runtime';
import type * as zod from 'zod';

/** Options of {@link KafkaAdmin}. Those of `@k/cluster` may be given as well, unless a `cluster` is. */
export interface AdminOptions extends ClientOptions {
  /**
   * Milliseconds that a call may take in all, with what it repeats, unless it is given its own `timeoutMs`.
   * @default 60_000
   */
  readonly defaultApiTimeoutMs?: number | undefined;
}

/** What `new KafkaAdmin` takes. */
export type KafkaAdminOptions = WithCluster<AdminOptions>;

/** The checks and defaults of {@link AdminOptions}. */
export const adminOptions = schemaOf<AdminOptions>()(
  z
    .strictObject({ ...clientOptionShape, defaultApiTimeoutMs: z.int().positive().default(60_000) })
    .superRefine(refineClientOptions),
);

export type AdminSettings = zod.output<typeof adminOptions>;

export function parseAdminOptions(input: unknown): AdminSettings {
  return parseClientOptions('KafkaAdmin', adminOptions, input);
}
