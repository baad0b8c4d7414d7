import type { ApiVersionsResponse, MessageInit } from '@k/wire';
import { SingleEntry } from '../storage/durable.ts';
import { FEATURES, RELEASE_NAMES } from '../release/release-ranges.ts';
import { isAtLeast, type PlayedRelease } from '../release/releases.ts';

/** The features this broker acts on; a level of any other would promise what is not there. */
export const FEATURE_NAMES = ['group.version', 'kraft.version', 'metadata.version', 'transaction.version'] as const;
export type FeatureName = (typeof FEATURE_NAMES)[number];

/** Levels that a feature can have. */
export interface FeatureRange {
  readonly minLevel: number;
  readonly maxLevel: number;
}

/** Before v4 of ApiVersions a feature cannot be said to begin at 0 (KIP-1022). */
const FIRST_VERSION_WITH_ZERO = 4;

/** The feature levels of the cluster (KIP-584), at first those of a new cluster of the release. */
export class Features {
  /** 0, or not there: the cluster goes on as if it did not know the feature. */
  readonly #levels = new Map<FeatureName, number>();
  /** Counts changes up, so that clients see which of two answers is newer. */
  #epoch = 0;
  readonly #releaseAt: (nodeId: number) => PlayedRelease | undefined;
  readonly durable = new SingleEntry<{ epoch: number; levels: [FeatureName, number][] }>(
    'features',
    () => ({ epoch: this.#epoch, levels: [...this.#levels] }),
    ({ epoch, levels }) => {
      this.#epoch = epoch;
      this.#levels.clear();
      for (const [feature, level] of levels) this.#levels.set(feature, level);
    },
  );

  /** @param releaseAt what a node plays */
  constructor(release: PlayedRelease | undefined, releaseAt: (nodeId: number) => PlayedRelease | undefined) {
    this.#releaseAt = releaseAt;
    for (const [feature, { level }] of knownTo(release)) this.#levels.set(feature, level);
  }

  level(feature: FeatureName): number {
    return this.#levels.get(feature) ?? 0;
  }

  /** The levels that all of these nodes could do; undefined where one does not know the feature, or there are none. */
  range(feature: FeatureName, nodeIds: readonly number[]): FeatureRange | undefined {
    const ranges = nodeIds.map((id) => knownTo(this.#releaseAt(id)).get(feature));
    const minLevel = Math.max(...ranges.map((range) => range?.minLevel ?? Infinity));
    const maxLevel = Math.min(...ranges.map((range) => range?.maxLevel ?? -1));
    return minLevel > maxLevel ? undefined : { minLevel, maxLevel };
  }

  /** @param level among those it can have; the caller answers anything else */
  update(feature: FeatureName, level: number): void {
    this.#levels.set(feature, level);
    this.#epoch++;
    this.durable.changed();
  }

  /** The fields of ApiVersions as a node tells them; empty ones before v3. */
  announce(
    version: number,
    nodeId: number,
  ): Pick<MessageInit<ApiVersionsResponse>, 'supportedFeatures' | 'finalizedFeatures' | 'finalizedFeaturesEpoch'> {
    const release = this.#releaseAt(nodeId);
    return {
      supportedFeatures: [...knownTo(release)]
        .filter(([, { minLevel }]) => minLevel > 0 || version >= FIRST_VERSION_WITH_ZERO)
        .map(([name, { minLevel, maxLevel }]) => ({ name, minVersion: minLevel, maxVersion: maxLevel })),
      finalizedFeatures: [...this.#levels]
        .filter(([, level]) => level > 0)
        .map(([name, level]) => ({ name, maxVersionLevel: level, minVersionLevel: level })),
      finalizedFeaturesEpoch: release === undefined || isAtLeast(release, '2.8') ? this.#epoch : -1,
    };
  }
}

/** The features of a release, with the levels of a new cluster; undefined: of the newest. */
function knownTo(release: PlayedRelease | undefined): Map<FeatureName, FeatureRange & { readonly level: number }> {
  const announced = new Map(FEATURES[release ?? RELEASE_NAMES[RELEASE_NAMES.length - 1] ?? '']);
  const known = new Map<FeatureName, FeatureRange & { readonly level: number }>();
  for (const feature of FEATURE_NAMES) {
    const levels = /^(\d+)-(\d+) (\d+)$/.exec(announced.get(feature) ?? '');
    if (levels === null) continue;
    const [minLevel, maxLevel, level] = levels.slice(1).map(Number) as [number, number, number];
    known.set(feature, { minLevel, maxLevel, level });
  }
  return known;
}
