import { type WaitOptions, z } from '@k/runtime';
import {
  ErrorCode,
  errorFor,
  ListConfigResources,
  parseOptions,
  type ListConfigResourcesRequest,
  type MessageInit,
  type UnsupportedVersionError,
} from '@k/wire';
import type { AdminCalls } from '../calls.ts';
import { lacks } from '../lacks.ts';
import { tooOld } from '../too-old.ts';
import { read, RESOURCE_TYPES, resourceType, type ConfigResource, type ConfigResourceType } from './config-resource.ts';

const CALL = 'listConfigResources()';
const wantedTypes = z.strictObject({ types: z.array(resourceType).min(1).readonly().optional() });
type Wanted = readonly (keyof typeof RESOURCE_TYPES)[] | undefined;

export async function listConfigResources(
  calls: AdminCalls,
  wanted?: readonly ConfigResourceType[],
  options?: WaitOptions,
): Promise<ConfigResource[]> {
  const { types } = parseOptions(`KafkaAdmin: ${CALL}`, wantedTypes, wanted === undefined ? {} : { types: wanted });
  const deadline = calls.deadline(CALL, calls.waitOptions(CALL, options));
  const answer = calls.one(
    deadline,
    'any',
    ListConfigResources,
    (version) => requestBody(version, types),
    ({ errorCode, configResources }) => {
      if (errorCode !== ErrorCode.NONE) throw errorFor(errorCode, { api: ListConfigResources.name });
      return configResources.map(read);
    },
  );
  return answer.catch((error: unknown) => {
    throw lacks(error, ListConfigResources) && !isForMetrics(types) ? needsAllTypes() : error;
  });
}

/** Version 0 is called ListClientMetricsResources. */
function requestBody(version: number, types: Wanted): MessageInit<ListConfigResourcesRequest> {
  if (version >= 1) return { resourceTypes: (types ?? []).map((type) => RESOURCE_TYPES[type]) };
  if (isForMetrics(types)) return {};
  throw needsAllTypes(version);
}

function isForMetrics(types: Wanted): boolean {
  return types?.every((type) => type === 'CLIENT_METRICS') === true;
}

function needsAllTypes(version?: number): UnsupportedVersionError {
  return tooOld(ListConfigResources, version, 1, (kafka) => `all types but 'CLIENT_METRICS' need ${kafka}`);
}
