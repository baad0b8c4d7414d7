import { ErrorCode } from '@k/wire';
import type { ClusterState } from './cluster-state.ts';
import { FEATURE_NAMES, type FeatureName, type FeatureRange } from './features.ts';
import type { Refusal } from './placement.ts';

/** A level that somebody wants. */
export interface FeatureChange {
  readonly feature: string;
  readonly level: number;
  /** 1: it may rise; 2: it may become lower where nothing is lost; 3: even then. */
  readonly upgradeType: number;
}

const UPGRADE = 1;
const UNSAFE_DOWNGRADE = 3;

/** Why a feature cannot have a level, in the words of Kafka's controller; undefined when it can. */
export function featureProblem(change: FeatureChange, cluster: ClusterState): Refusal | undefined {
  const { feature, level } = change;
  const problem = problemOf(change, cluster);
  const message =
    problem === undefined
      ? metadataProblem(change, cluster)
      : `Invalid update version ${String(level)} for feature ${feature}. ${problem}`;
  return message === undefined ? undefined : { errorCode: ErrorCode.INVALID_UPDATE_VERSION, message };
}

/** Each level of the metadata is taken for one that older ones cannot hold. */
function metadataProblem({ feature, level, upgradeType }: FeatureChange, cluster: ClusterState): string | undefined {
  const present = cluster.features.level('metadata.version');
  if (feature !== 'metadata.version' || level >= present) return undefined;
  const why =
    upgradeType === UNSAFE_DOWNGRADE
      ? 'Unsafe metadata downgrade is not supported in this version.'
      : 'Refusing to perform the requested downgrade because it might delete metadata information.';
  return `Unsupported metadata.version downgrade from ${String(present)} to ${String(level)}. ${why}`;
}

function problemOf({ feature, level, upgradeType }: FeatureChange, cluster: ClusterState): string | undefined {
  if (upgradeType < UPGRADE || upgradeType > UNSAFE_DOWNGRADE) {
    return 'The controller does not support the given upgrade type.';
  }
  if (level < 0) return 'A feature version cannot be less than 0.';
  const unsupported = notSupported(feature, level, cluster);
  if (unsupported !== undefined) return unsupported;
  if (!isKnown(feature)) return `Feature ${feature} not found.`;
  const present = cluster.features.level(feature);
  if (level < present && upgradeType === UPGRADE) {
    return "Can't downgrade the version of this feature without setting the upgrade type to either safe or unsafe downgrade.";
  }
  if (level < present && feature === 'kraft.version') return "Can't downgrade the version of this feature.";
  if (level > present && upgradeType !== UPGRADE) return "Can't downgrade to a newer version.";
  return undefined;
}

/** The controller looks at itself first, then at every broker. */
function notSupported(feature: string, level: number, { features, nodes, quorum }: ClusterState): string | undefined {
  const rangeOf = (id: number): FeatureRange | undefined =>
    isKnown(feature) ? features.range(feature, [id]) : undefined;
  const leader = quorum.leaderId;
  const asked = [
    { what: `Local controller ${String(leader)}`, range: rangeOf(leader) },
    ...nodes.registeredIds.map((id) => ({ what: `Broker ${String(id)}`, range: rangeOf(id) })),
  ];
  for (const { what, range } of asked) {
    if (range === undefined || range.maxLevel === 0) {
      if (level !== 0) return `${what} does not support this feature.`;
    } else if (level < range.minLevel || level > range.maxLevel) {
      const { minLevel, maxLevel } = range;
      const told = minLevel === maxLevel ? String(minLevel) : `${String(minLevel)}-${String(maxLevel)}`;
      return `${what} only supports versions ${told}`;
    }
  }
  return undefined;
}

function isKnown(feature: string): feature is FeatureName {
  return (FEATURE_NAMES as readonly string[]).includes(feature);
}
