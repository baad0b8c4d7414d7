import { parseOptions } from '@k/wire';
import { z } from 'zod';

const latency = z.number().min(0);
const probability = z.number().min(0).max(1);

const faultsSchema = z.strictObject({
  /** One way, in ms; `[low, high]` draws it anew for each piece. Bytes never overtake each other. Default 0. */
  latencyMs: z
    .union([latency, z.tuple([latency, latency]).readonly()])
    .refine((value) => typeof value === 'number' || value[0] <= value[1], { message: 'expected the lower one first' })
    .optional(),
  /** Bytes arrive in pieces of 1 to this many. Default: as they were written. */
  maxChunkBytes: z.int().min(1).optional(),
  /** Probability, per piece delivered, that the connection is reset instead. Default 0. */
  dropProbability: probability.optional(),
  /** Probability that a connect is refused. Default 0. */
  refuseProbability: probability.optional(),
  /** Nothing arrives and nothing is refused: connects hang, bytes wait until the fault is lifted. Default false. */
  blackHole: z.boolean().optional(),
});

/** What is wrong with a simulated link. All of it is drawn from the network's seeded randomness. */
export type LinkFaults = Readonly<z.input<typeof faultsSchema>>;

/** @throws ConfigError */
export function parseFaults(call: string, faults: unknown): LinkFaults {
  return parseOptions(call, faultsSchema, faults);
}
