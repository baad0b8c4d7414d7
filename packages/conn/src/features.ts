import type { ApiVersionsResponse } from '@k/wire';

/** The features that a whole cluster has switched on (KIP-584), as one broker knew them. */
export interface FinalizedFeatures {
  /** Goes up with each change: of two answers the one with the higher epoch is the newer. */
  readonly epoch: bigint;
  /** The level of each feature, by its name: `transaction.version`, `metadata.version`, … One that is not there is at 0. */
  readonly levels: ReadonlyMap<string, number>;
}

/** What an answer to ApiVersions tells of them; undefined from brokers that do not, or do not know (before 2.7). */
export function featuresIn({
  finalizedFeaturesEpoch,
  finalizedFeatures,
}: Pick<ApiVersionsResponse, 'finalizedFeaturesEpoch' | 'finalizedFeatures'>): FinalizedFeatures | undefined {
  if (finalizedFeaturesEpoch < 0n) return undefined;
  const levels = new Map(finalizedFeatures.map(({ name, maxVersionLevel }) => [name, maxVersionLevel]));
  return { epoch: finalizedFeaturesEpoch, levels };
}
