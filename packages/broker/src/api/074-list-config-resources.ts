import {
  ErrorCode,
  ListConfigResources,
  type ListConfigResourcesRequest,
  type ListConfigResourcesResponse,
} from '@k/wire';
import { CONFIG_RESOURCES } from '../config/config-resources.ts';
import type { ClusterState } from '../state/cluster-state.ts';
import type { ApiHandler } from './handler.ts';

/**
 * ListConfigResources (74), v0-v1. What there is that has settings: topics, brokers, their loggers, subscriptions to metrics of
 * clients, and groups that have settings of their own.
 *
 * v0: subscriptions only, under the name ListClientMetricsResources (KIP-1000). v1: all types, or those asked for (KIP-1142).
 */
export const listConfigResources: ApiHandler<ListConfigResourcesRequest, ListConfigResourcesResponse> = {
  api: ListConfigResources,
  minVersion: 0,
  maxVersion: 1,
  handle({ resourceTypes }, { cluster, version }) {
    const all: readonly number[] = Object.values(CONFIG_RESOURCES);
    const asked = version === 0 ? [CONFIG_RESOURCES.clientMetrics] : resourceTypes.length === 0 ? all : resourceTypes;
    if (asked.some((type) => !all.includes(type))) return { errorCode: ErrorCode.UNSUPPORTED_VERSION };
    const configResources = [...new Set(asked)].flatMap((resourceType) =>
      namesOf(resourceType, cluster).map((resourceName) => ({ resourceName, resourceType })),
    );
    return { errorCode: ErrorCode.NONE, configResources };
  },
};

function namesOf(type: number, cluster: ClusterState): string[] {
  const { configs } = cluster;
  switch (type) {
    case CONFIG_RESOURCES.topic:
      return cluster.topics.map(({ name }) => name);
    case CONFIG_RESOURCES.group:
      return configs.groupIds;
    case CONFIG_RESOURCES.clientMetrics:
      return [...configs.clientMetrics.keys()];
    default:
      return cluster.liveNodeIds.map(String);
  }
}
