import type { ApiVersionsResponse, MessageInit } from '@k/wire';
import { FEATURES, RELEASE_NAMES } from '../release/release-ranges.ts';
import { isAtLeast, type PlayedRelease } from '../release/releases.ts';

/** The features this broker acts on; a level of any other would promise what is not there. */
export const FEATURE_NAMES = ['group.version', 'metadata.version', 'transaction.version'] as const;
export type FeatureName = (typeof FEATURE_NAMES)[number];

/** Levels that a feature can have, and the one it has; 0: the cluster goes on as if it did not know it. */
export interface FeatureLevels {
  readonly minLevel: number;
  readonly maxLevel: number;
  readonly level: number;
}

/** Before v4 of ApiVersions a feature cannot be said to begin at 0 (KIP-1022). */
const FIRST_VERSION_WITH_ZERO = 4;

/** The feature levels of the cluster (KIP-584), at first those of a new cluster of the release. */
export class Features {
  readonly #levels = new Map<FeatureName, FeatureLevels>();
  /** Counts changes up, so that clients see which of two answers is newer; -1 where the release does not tell. */
  #epoch: number;

  constructor(release: PlayedRelease | undefined) {
    const name = release ?? RELEASE_NAMES[RELEASE_NAMES.length - 1];
    this.#epoch = release === undefined || isAtLeast(release, '2.8') ? 0 : -1;
    const announced = new Map(FEATURES[name ?? '']);
    for (const feature of FEATURE_NAMES) {
      const levels = /^(\d+)-(\d+) (\d+)$/.exec(announced.get(feature) ?? '');
      if (levels === null) continue;
      const [minLevel, maxLevel, level] = levels.slice(1).map(Number) as [number, number, number];
      this.#levels.set(feature, { minLevel, maxLevel, level });
    }
  }

  /** Undefined where the release does not have it. */
  levels(feature: FeatureName): FeatureLevels | undefined {
    return this.#levels.get(feature);
  }

  /** @param level among those it can have; the caller answers anything else */
  update(feature: FeatureName, level: number): void {
    const levels = this.#levels.get(feature);
    if (levels === undefined) return;
    this.#levels.set(feature, { ...levels, level });
    this.#epoch++;
  }

  /** The fields of ApiVersions; empty ones before v3. */
  announce(
    version: number,
  ): Pick<MessageInit<ApiVersionsResponse>, 'supportedFeatures' | 'finalizedFeatures' | 'finalizedFeaturesEpoch'> {
    const all = [...this.#levels].map(([name, levels]) => ({ name, ...levels }));
    return {
      supportedFeatures: all
        .filter(({ minLevel }) => minLevel > 0 || version >= FIRST_VERSION_WITH_ZERO)
        .map(({ name, minLevel, maxLevel }) => ({ name, minVersion: minLevel, maxVersion: maxLevel })),
      finalizedFeatures: all
        .filter(({ level }) => level > 0)
        .map(({ name, level }) => ({ name, maxVersionLevel: level, minVersionLevel: level })),
      finalizedFeaturesEpoch: this.#epoch,
    };
  }
}
