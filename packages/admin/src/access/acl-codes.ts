import { OPERATIONS, type AclOperation } from '../authorized-operations.ts';
import type { Codes } from '../codes.ts';

/** To what: the cluster's name is `kafka-cluster`, the type `USER` is there from Kafka 3.3 on. */
export type AclResourceType =
  'TOPIC' | 'GROUP' | 'CLUSTER' | 'TRANSACTIONAL_ID' | 'DELEGATION_TOKEN' | 'USER' | 'UNKNOWN';

/** How a rule's resource is named: in full (`*` for all), or by what the names begin with, from Kafka 2.0 on. */
export type AclPatternType = 'LITERAL' | 'PREFIXED' | 'UNKNOWN';

export type AclPermissionType = 'ALLOW' | 'DENY' | 'UNKNOWN';

type Known<Name> = Exclude<Name, 'UNKNOWN' | 'ANY'>;

const operations = OPERATIONS.map((name, code) => [name, code] as const);
export const OPERATION_CODES = Object.fromEntries(
  operations.filter(([name]) => name !== 'UNKNOWN' && name !== 'ANY'),
) as Codes<Known<AclOperation>>;

export const ACL_RESOURCE_TYPES: Codes<Known<AclResourceType>> = {
  TOPIC: 2,
  GROUP: 3,
  CLUSTER: 4,
  TRANSACTIONAL_ID: 5,
  DELEGATION_TOKEN: 6,
  USER: 7,
};

export const PATTERN_TYPES: Codes<Known<AclPatternType>> = { LITERAL: 3, PREFIXED: 4 };
export const PERMISSION_TYPES: Codes<Known<AclPermissionType>> = { DENY: 2, ALLOW: 3 };
