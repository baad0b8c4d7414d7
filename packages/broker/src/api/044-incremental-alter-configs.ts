import {
  IncrementalAlterConfigs,
  type IncrementalAlterConfigsRequest,
  type IncrementalAlterConfigsResponse,
} from '@k/wire';
import { alterResources } from './alter-resources.ts';
import type { ApiHandler } from './handler.ts';

/**
 * IncrementalAlterConfigs (44), v0-v1. Changes some settings of topics, brokers, groups and subscriptions to metrics of clients,
 * and levels of loggers, and leaves the others as they are (KIP-339).
 *
 * v1: flexible.
 */
export const incrementalAlterConfigs: ApiHandler<IncrementalAlterConfigsRequest, IncrementalAlterConfigsResponse> = {
  api: IncrementalAlterConfigs,
  minVersion: 0,
  maxVersion: 1,
  handle({ resources, validateOnly }, context) {
    const changed = alterResources(resources, { validateOnly, isIncremental: true }, context);
    return { responses: changed };
  },
};
