// What requests and answers about ACLs have as numbers, by Kafka's names. ANY and MATCH are there in filters only. A number that
// is in no table is of a newer Kafka: to Kafka itself it is UNKNOWN, which has the code 0.

/** What a rule is about. Kafka: ResourceType. */
export const ACL_RESOURCE_TYPES = {
  ANY: 1,
  TOPIC: 2,
  GROUP: 3,
  CLUSTER: 4,
  TRANSACTIONAL_ID: 5,
  DELEGATION_TOKEN: 6,
  USER: 7,
} as const;

/** How it is named. Kafka: PatternType. */
export const ACL_PATTERN_TYPES = { ANY: 1, MATCH: 2, LITERAL: 3, PREFIXED: 4 } as const;

/** What one may do with it; also the bits in which answers tell what is allowed (KIP-430). Kafka: AclOperation. */
export const ACL_OPERATIONS = {
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

/** Kafka: AclPermissionType. */
export const ACL_PERMISSION_TYPES = { ANY: 1, DENY: 2, ALLOW: 3 } as const;
