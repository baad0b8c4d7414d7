import {
  DescribeClientQuotas,
  ErrorCode,
  type DescribeClientQuotasRequest,
  type DescribeClientQuotasResponse,
} from '@k/wire';
import { partsOf } from '../quotas/quota-entity.ts';
import { quotaFilter } from '../quotas/quota-filter.ts';
import type { ApiHandler } from './handler.ts';

/**
 * DescribeClientQuotas (48), v0-v1. The quotas of users, client ids and addresses (KIP-546, KIP-612) that match a filter.
 *
 * v1: flexible.
 */
export const describeClientQuotas: ApiHandler<DescribeClientQuotasRequest, DescribeClientQuotasResponse> = {
  api: DescribeClientQuotas,
  minVersion: 0,
  maxVersion: 1,
  handle({ components, strict }, { cluster }) {
    const matches = quotaFilter(components, strict);
    if (typeof matches !== 'function') {
      return { errorCode: matches.errorCode, errorMessage: matches.message, entries: null };
    }
    const found = cluster.quotas.all.filter(({ entity }) => matches(entity));
    return {
      errorCode: ErrorCode.NONE,
      entries: found.map(({ entity, values }) => ({
        entity: partsOf(entity),
        values: [...values].map(([key, value]) => ({ key, value })),
      })),
    };
  },
};
