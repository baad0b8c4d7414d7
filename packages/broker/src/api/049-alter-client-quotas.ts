import { AlterClientQuotas, ErrorCode, type AlterClientQuotasRequest, type AlterClientQuotasResponse } from '@k/wire';
import { entityOf, keyOfEntity, partsOf, type QuotaEntity } from '../quotas/quota-entity.ts';
import { invalid, quotaProblem } from '../quotas/quota-changes.ts';
import type { QuotaStore } from '../quotas/quota-store.ts';
import type { Refusal } from '../state/placement.ts';
import type { ApiHandler } from './handler.ts';

type Entry = AlterClientQuotasRequest['entries'][number];

/**
 * AlterClientQuotas (49), v0-v1. Sets and takes away the quotas of users, client ids and addresses (KIP-546, KIP-612), which
 * hold from the next request of anybody on.
 *
 * v1: flexible. Names of hosts are not looked up, but for localhost: addresses alone are taken.
 */
export const alterClientQuotas: ApiHandler<AlterClientQuotasRequest, AlterClientQuotasResponse> = {
  api: AlterClientQuotas,
  minVersion: 0,
  maxVersion: 1,
  handle({ entries, validateOnly }, { cluster }) {
    const results = new Map<string, { entity: QuotaEntity; refusal: Refusal | undefined }>();
    for (const entry of entries) {
      const entity = entityOf(entry.entity);
      const key = keyOfEntity(entity);
      const refusal = results.has(key) ? namedTwice(entity) : alter(entity, entry, cluster.quotas, validateOnly);
      results.set(key, { entity, refusal });
    }
    return {
      entries: [...results.values()].map(({ entity, refusal }) => ({
        errorCode: refusal?.errorCode ?? ErrorCode.NONE,
        errorMessage: refusal?.message ?? null,
        entity: partsOf(entity),
      })),
    };
  },
};

function alter(entity: QuotaEntity, { ops }: Entry, quotas: QuotaStore, validateOnly: boolean): Refusal | undefined {
  const changes = new Map<string, number | undefined>();
  for (const { key, value, remove } of ops) {
    if (changes.has(key)) return namedTwice(entity);
    changes.set(key, remove ? undefined : value);
  }
  const problem = quotaProblem(entity, changes);
  if (problem === undefined && !validateOnly) quotas.alter(entity, changes);
  return problem;
}

/** Kafka's words, for a key that is named twice, too. */
function namedTwice(entity: QuotaEntity): Refusal {
  const parts = [...entity].map(([type, name]) => `${type}=${name ?? 'null'}`);
  return invalid(`Ignoring duplicate entity ClientQuotaEntity(entries={${parts.join(', ')}})`);
}
