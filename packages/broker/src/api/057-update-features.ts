import {
  ErrorCode,
  UpdateFeatures,
  type MessageInit,
  type UpdateFeaturesRequest,
  type UpdateFeaturesResponse,
} from '@k/wire';
import type { ClusterState } from '../state/cluster-state.ts';
import { featureProblem, isKnown, olderFeatureProblem, type FeatureChange } from '../state/feature-update.ts';
import type { FeatureName } from '../state/features.ts';
import type { ApiHandler } from './handler.ts';

type Response = MessageInit<UpdateFeaturesResponse>;

const FAILED = 'The update failed for all features since the following feature had an error: ';
/** Newer versions tell no results of single features. */
const LAST_WITH_RESULTS = 1;

/**
 * UpdateFeatures (57), v0-v2. Levels of the cluster's features (KIP-584): all of a request are changed, or none; before 4.0
 * those that can be.
 *
 * v1: upgrades, and downgrades that are safe or not; validateOnly (KIP-778). v2: no results of single features.
 * Not implemented: features that this broker does not act on. To it they are unknown.
 */
export const updateFeatures: ApiHandler<UpdateFeaturesRequest, UpdateFeaturesResponse> = {
  api: UpdateFeatures,
  minVersion: 0,
  maxVersion: 2,
  handle({ featureUpdates, validateOnly }, { cluster, nodeId, version }): Response {
    const changes = featureUpdates.map(({ feature, maxVersionLevel, upgradeType }): FeatureChange => {
      return { feature, level: maxVersionLevel, upgradeType };
    });
    if (cluster.releaseAt(nodeId)?.updatesFeaturesOneByOne === true) {
      return { errorCode: ErrorCode.NONE, errorMessage: '', results: updateOneByOne(changes, validateOnly, cluster) };
    }
    for (const change of changes) {
      const refusal = featureProblem(change, cluster);
      if (refusal !== undefined) return { errorCode: refusal.errorCode, errorMessage: FAILED + refusal.message };
    }
    if (!validateOnly) {
      for (const { feature, level } of changes) cluster.features.update(feature as FeatureName, level);
    }
    return {
      errorCode: ErrorCode.NONE,
      errorMessage: null,
      ...(version <= LAST_WITH_RESULTS
        ? { results: changes.map(({ feature }) => ({ feature, errorCode: ErrorCode.NONE, errorMessage: 'NONE' })) }
        : {}),
    };
  },
};

/** By the names of the features: each has its result, and the one that is named twice the last. */
function updateOneByOne(
  changes: readonly FeatureChange[],
  validateOnly: boolean,
  cluster: ClusterState,
): NonNullable<Response['results']> {
  const last = new Map(changes.map((change) => [change.feature, change]));
  return [...last.values()]
    .sort((a, b) => (a.feature < b.feature ? -1 : 1))
    .map((change) => {
      const { feature, level } = change;
      const refusal = olderFeatureProblem(change, cluster);
      if (refusal !== undefined) return { feature, errorCode: refusal.errorCode, errorMessage: refusal.message };
      if (!validateOnly && isKnown(feature)) cluster.features.update(feature, level);
      return { feature, errorCode: ErrorCode.NONE, errorMessage: null };
    });
}
