/** What is wrong with a simulated link. All of it is drawn from the network's seeded randomness. */
export interface LinkFaults {
  /** One way, in ms; `[low, high]` draws it anew for each piece. Bytes never overtake each other. Default 0. */
  latencyMs?: number | readonly [low: number, high: number];
  /** Bytes arrive in pieces of 1 to this many. Default: as they were written. */
  maxChunkBytes?: number;
  /** Probability, per piece delivered, that the connection is reset instead. Default 0. */
  dropProbability?: number;
  /** Probability that a connect is refused. Default 0. */
  refuseProbability?: number;
  /** Nothing arrives and nothing is refused: connects hang, bytes wait until the fault is lifted. Default false. */
  blackHole?: boolean;
}
