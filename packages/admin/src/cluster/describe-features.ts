import { schemaOf, waitSettings, type WaitOptions, z } from '@k/runtime';
import { ApiVersions, ErrorCode, errorFor, parseOptions } from '@k/wire';
import type { ApiVersionsRequest, ApiVersionsResponse, MessageInit } from '@k/wire';
import type { AdminCalls } from '../calls.ts';

export interface DescribeFeaturesOptions extends WaitOptions {
  /** Id of the broker whose features are asked for. @default any broker */
  readonly nodeId?: number | undefined;
}

/** The levels that a feature has in the whole cluster. */
export interface FinalizedVersionRange {
  readonly minVersionLevel: number;
  readonly maxVersionLevel: number;
}

/** The levels that a feature can have with the broker that was asked. */
export interface SupportedVersionRange {
  readonly minVersion: number;
  readonly maxVersion: number;
}

export interface FeatureMetadata {
  readonly finalizedFeatures: ReadonlyMap<string, FinalizedVersionRange>;
  /** Goes up with each change of a feature; undefined when the broker does not know. */
  readonly finalizedFeaturesEpoch: number | undefined;
  readonly supportedFeatures: ReadonlyMap<string, SupportedVersionRange>;
}

const CALL = 'describeFeatures()';
const describeOptions = schemaOf<DescribeFeaturesOptions>()(
  z.strictObject({ ...waitSettings, nodeId: z.int().nonnegative().optional() }),
);

export async function describeFeatures(calls: AdminCalls, options?: DescribeFeaturesOptions): Promise<FeatureMetadata> {
  const { nodeId, ...limits } = parseOptions(`KafkaAdmin: ${CALL}`, describeOptions, options ?? {});
  const { clientSoftwareName, clientSoftwareVersion } = calls.cluster.settings;
  const body = (version: number): MessageInit<ApiVersionsRequest> =>
    version >= 3 ? { clientSoftwareName, clientSoftwareVersion } : {};
  const target = nodeId === undefined ? 'any' : { broker: nodeId };
  return calls.one(calls.deadline(CALL, limits), target, ApiVersions, body, metadataOf);
}

function metadataOf(answer: ApiVersionsResponse): FeatureMetadata {
  const { errorCode, finalizedFeatures, finalizedFeaturesEpoch, supportedFeatures } = answer;
  if (errorCode !== ErrorCode.NONE) throw errorFor(errorCode, { api: ApiVersions.name });
  const isKnown = finalizedFeaturesEpoch >= 0n;
  return {
    finalizedFeatures: new Map(
      finalizedFeatures.map(({ name, minVersionLevel, maxVersionLevel }) => [
        name,
        { minVersionLevel, maxVersionLevel },
      ]),
    ),
    finalizedFeaturesEpoch: isKnown ? Number(finalizedFeaturesEpoch) : undefined,
    supportedFeatures: new Map(
      supportedFeatures.map(({ name, minVersion, maxVersion }) => [name, { minVersion, maxVersion }]),
    ),
  };
}
