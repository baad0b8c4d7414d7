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
  const problem = problemOf(change, cluster) ?? newerProblem(change, cluster);
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
  return `Unsupported metadata.version downgrade from ${String(present)} to ${String(level)}. ${lossy(upgradeType)}`;
}

function lossy(upgradeType: number): string {
  return upgradeType === UNSAFE_DOWNGRADE
    ? 'Unsafe metadata downgrade is not supported in this version.'
    : 'Refusing to perform the requested downgrade because it might delete metadata information.';
}

function problemOf({ feature, level, upgradeType }: FeatureChange, cluster: ClusterState): string | undefined {
  if (upgradeType < UPGRADE || upgradeType > UNSAFE_DOWNGRADE) {
    return 'The controller does not support the given upgrade type.';
  }
  if (level < 0) return 'A feature version cannot be less than 0.';
  const unsupported = notSupported(feature, level, cluster);
  if (unsupported !== undefined) return unsupported;
  const present = isKnown(feature) ? cluster.features.level(feature) : 0;
  if (level < present && upgradeType === UPGRADE) {
    return "Can't downgrade the version of this feature without setting the upgrade type to either safe or unsafe downgrade.";
  }
  if (level > present && upgradeType !== UPGRADE) return "Can't downgrade to a newer version.";
  return undefined;
}

/** What Kafka looks at from 4.0 on. */
function newerProblem({ feature, level }: FeatureChange, { features }: ClusterState): string | undefined {
  if (!isKnown(feature)) return `Feature ${feature} not found.`;
  const isLower = level < features.level(feature);
  return isLower && feature === 'kraft.version' ? "Can't downgrade the version of this feature." : undefined;
}

/** {@link featureProblem} in the words of 3.9, which takes 0 for every feature, and lowers what loses nothing. */
export function olderFeatureProblem(change: FeatureChange, cluster: ClusterState): Refusal | undefined {
  const { feature, level } = change;
  const problem = problemOf(change, cluster);
  const metadata = problem === undefined && feature === 'metadata.version' ? olderMetadataProblem(change) : undefined;
  const message =
    problem === undefined
      ? metadata && `Invalid metadata.version ${String(level)}. ${metadata}`
      : `Invalid update version ${String(level)} for feature ${feature}. ${problem}`;
  return message === undefined ? undefined : { errorCode: ErrorCode.INVALID_UPDATE_VERSION, message };
}

/** The first level of 3.9 from which on no record has changed: 3.7-IV2. */
const SAME_RECORDS_SINCE = 17;
/** 3.3-IV0. */
const OLDEST_OF_3_9 = 4;

function olderMetadataProblem({ level, upgradeType }: FeatureChange): string | undefined {
  if (level < OLDEST_OF_3_9) return 'Unable to set a metadata.version less than 3.3-IV0';
  return level < SAME_RECORDS_SINCE ? lossy(upgradeType) : undefined;
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

/** Whether this broker acts on the feature. */
export function isKnown(feature: string): feature is FeatureName {
  return (FEATURE_NAMES as readonly string[]).includes(feature);
}
