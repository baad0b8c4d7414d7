/** What a quota applies to: names by type (user, client-id, ip); null stands for all without a quota of their own. */
export type QuotaEntity = ReadonlyMap<string, string | null>;

export const USER = 'user';
export const CLIENT_ID = 'client-id';
export const IP = 'ip';
export const ENTITY_TYPES: readonly string[] = [USER, CLIENT_ID, IP];

/** Entities that are equal are one. */
export function keyOfEntity(entity: QuotaEntity): string {
  return JSON.stringify([...entity].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** As messages have it. */
export function entityOf(
  parts: readonly { readonly entityType: string; readonly entityName: string | null }[],
): QuotaEntity {
  return new Map(parts.map(({ entityType, entityName }) => [entityType, entityName]));
}

export function partsOf(entity: QuotaEntity): { entityType: string; entityName: string | null }[] {
  return [...entity].map(([entityType, entityName]) => ({ entityType, entityName }));
}
