import {
  ACL_OPERATIONS as AclOperation,
  ACL_PATTERN_TYPES as PatternType,
  ACL_PERMISSION_TYPES as PermissionType,
  ACL_RESOURCE_TYPES as ResourceType,
} from '@k/wire';

export { AclOperation, PatternType, PermissionType, ResourceType };

/** The one resource of type CLUSTER. */
export const CLUSTER_NAME = 'kafka-cluster';
/** As the name of a literal pattern: any; as a host: everywhere. */
export const WILDCARD = '*';
export const EVERYONE = 'User:*';

/** What a rule applies to. */
export interface ResourcePattern {
  readonly resourceType: number;
  readonly resourceName: string;
  readonly patternType: number;
}

/** One rule: who may, or may not, do what, from where, to what. Kafka: AclBinding. */
export interface Acl extends ResourcePattern {
  /** `User:alice`, or {@link EVERYONE}. */
  readonly principal: string;
  /** An address, or {@link WILDCARD}. */
  readonly host: string;
  readonly operation: number;
  readonly permissionType: number;
}

/** Rules that are equal are one. */
export function keyOfAcl(acl: Acl): string {
  const { resourceType, patternType, operation, permissionType, resourceName, principal, host } = acl;
  return JSON.stringify([resourceType, patternType, operation, permissionType, resourceName, principal, host]);
}
