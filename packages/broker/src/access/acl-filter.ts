import { AclOperation, PatternType, PermissionType, ResourceType, WILDCARD, type Acl } from './acl.ts';

/** Which rules are meant. Kafka: AclBindingFilter. */
export interface AclFilter {
  readonly resourceType: number;
  /** Null: any. */
  readonly resourceName: string | null;
  /** MATCH: every rule that applies to the name. */
  readonly patternType: number;
  /** Null: anyone. */
  readonly principal: string | null;
  /** Null: anywhere. */
  readonly host: string | null;
  readonly operation: number;
  readonly permissionType: number;
}

/** Kafka: AclBindingFilter.matches. */
export function matchesFilter(filter: AclFilter, acl: Acl): boolean {
  return (
    isOneOf(filter.resourceType, ResourceType.ANY, acl.resourceType) &&
    isOneOf(filter.operation, AclOperation.ANY, acl.operation) &&
    isOneOf(filter.permissionType, PermissionType.ANY, acl.permissionType) &&
    (filter.principal === null || filter.principal === acl.principal) &&
    (filter.host === null || filter.host === acl.host) &&
    matchesPattern(filter, acl)
  );
}

function isOneOf(wanted: number, any: number, code: number): boolean {
  return wanted === any || wanted === code;
}

function matchesPattern({ resourceName, patternType }: AclFilter, acl: Acl): boolean {
  const isAny = patternType === PatternType.ANY || patternType === PatternType.MATCH;
  if (!isAny && patternType !== acl.patternType) return false;
  if (resourceName === null) return true;
  if (patternType !== PatternType.MATCH) return resourceName === acl.resourceName;
  return acl.patternType === PatternType.PREFIXED
    ? resourceName.startsWith(acl.resourceName)
    : resourceName === acl.resourceName || acl.resourceName === WILDCARD;
}
