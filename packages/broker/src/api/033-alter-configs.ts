import { AlterConfigs, type AlterConfigsRequest, type AlterConfigsResponse } from '@k/wire';
import { alterResources } from './alter-resources.ts';
import type { ApiHandler } from './handler.ts';

/**
 * AlterConfigs (33), v0-v2. Replaces all settings of topics, brokers, groups and subscriptions to metrics of clients: what is
 * not named goes back to its default.
 *
 * v1: answered before it is throttled. v2: flexible.
 */
export const alterConfigs: ApiHandler<AlterConfigsRequest, AlterConfigsResponse> = {
  api: AlterConfigs,
  minVersion: 0,
  maxVersion: 2,
  handle({ resources, validateOnly }, context) {
    const changed = alterResources(resources, { validateOnly, isIncremental: false }, context);
    return { responses: changed };
  },
};
