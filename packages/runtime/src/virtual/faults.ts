import { parseOptions } from '@k/wire';
import { z } from '../z.ts';
import { schemaOf } from '../schema-of.ts';

const latency = z.number().min(0);
const probability = z.number().min(0).max(1);

/** What is wrong with a simulated link. All of it is drawn from the network's seeded randomness. */
export interface LinkFaults {
  /** One way, in ms; `[low, high]` draws it anew for each piece. Bytes never overtake each other. @default 0 */
  readonly latencyMs?: number | readonly [number, number] | undefined;
  /** Bytes arrive in pieces of 1 to this many. @default as they were written */
  readonly maxChunkBytes?: number | undefined;
  /** Probability, per piece delivered, that the connection is reset instead. @default 0 */
  readonly dropProbability?: number | undefined;
  /** Probability that a connect is refused. @default 0 */
  readonly refuseProbability?: number | undefined;
  /**
   * Nothing arrives and nothing is refused: connects hang, bytes wait until the fault is lifted. `'toServer'`, `'toClient'`: the
   * bytes of that direction alone, as when a router forgets one way (half-open). @default false
   */
  readonly blackHole?: boolean | 'toServer' | 'toClient' | undefined;
}

/** Who is connected with whom. */
export interface LinkEnds {
  /** The host that connects: see {@link MemoryNetwork.at}. Undefined for who has no name. */
  readonly from: string | undefined;
  /** 'host:port' */
  readonly to: string;
}

/** What is wrong with each link, asked whenever something connects or arrives. */
export type FaultsOf = (link: LinkEnds) => LinkFaults;

const faultsSchema = schemaOf<LinkFaults>()(
  z.strictObject({
    latencyMs: z
      .union([latency, z.tuple([latency, latency]).readonly()])
      .refine((value) => typeof value === 'number' || value[0] <= value[1], { message: 'expected the lower one first' })
      .optional(),
    maxChunkBytes: z.int().min(1).optional(),
    dropProbability: probability.optional(),
    refuseProbability: probability.optional(),
    blackHole: z
      .union([z.boolean(), z.enum(['toServer', 'toClient'])], "expected true, false, 'toServer' or 'toClient'")
      .optional(),
  }),
);

/** @throws ConfigError */
export function parseFaults(call: string, faults: unknown): LinkFaults {
  return parseOptions(call, faultsSchema, faults);
}
