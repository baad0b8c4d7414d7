import { type WaitOptions, z } from '@k/runtime';
import {
  ErrorCode,
  errorFor,
  ListConfigResources,
  parseOptions,
  type ListConfigResourcesRequest,
  type MessageInit,
} from '@k/wire';
import type { AdminCalls } from '../calls.ts';
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
  return calls.one(
    deadline,
    'any',
    ListConfigResources,
    (version) => requestBody(version, types),
    ({ errorCode, configResources }) => {
      if (errorCode !== ErrorCode.NONE) throw errorFor(errorCode, { api: ListConfigResources.name });
      return configResources.map(read);
    },
  );
}

/** Version 0 is called ListClientMetricsResources. */
function requestBody(version: number, types: Wanted): MessageInit<ListConfigResourcesRequest> {
  if (version >= 1) return { resourceTypes: (types ?? []).map((type) => RESOURCE_TYPES[type]) };
  const isForMetrics = types?.every((type) => type === 'CLIENT_METRICS') === true;
  if (isForMetrics) return {};
  throw tooOld(ListConfigResources, version, 1, "all types but 'CLIENT_METRICS' need Kafka 4.1");
}
