// Codes of the protocol. Kafka: ResourceType, PatternType, AclOperation, AclPermissionType.

export const ResourceType = {
  ANY: 1,
  TOPIC: 2,
  GROUP: 3,
  CLUSTER: 4,
  TRANSACTIONAL_ID: 5,
  DELEGATION_TOKEN: 6,
  USER: 7,
} as const;

export const PatternType = { ANY: 1, MATCH: 2, LITERAL: 3, PREFIXED: 4 } as const;

export const AclOperation = {
  ANY: 1,
  ALL: 2,
  READ: 3,
  WRITE: 4,
  CREATE: 5,
  DELETE: 6,
  ALTER: 7,
  DESCRIBE: 8,
  CLUSTER_ACTION: 9,
  DESCRIBE_CONFIGS: 10,
  ALTER_CONFIGS: 11,
  IDEMPOTENT_WRITE: 12,
  CREATE_TOKENS: 13,
  DESCRIBE_TOKENS: 14,
  TWO_PHASE_COMMIT: 15,
} as const;

export const PermissionType = { ANY: 1, DENY: 2, ALLOW: 3 } as const;

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
