import { ACL_OPERATIONS, ACL_PATTERN_TYPES, ACL_PERMISSION_TYPES, ACL_RESOURCE_TYPES } from '@k/wire';
import type { Codes } from '../codes.ts';

/** To what: the cluster's name is `kafka-cluster`, the type `USER` is there from Kafka 3.3 on. */
export type AclResourceType =
  'TOPIC' | 'GROUP' | 'CLUSTER' | 'TRANSACTIONAL_ID' | 'DELEGATION_TOKEN' | 'USER' | 'UNKNOWN';

/** How a rule's resource is named: in full (`*` for all), or by what the names begin with, from Kafka 2.0 on. */
export type AclPatternType = 'LITERAL' | 'PREFIXED' | 'UNKNOWN';

export type AclPermissionType = 'ALLOW' | 'DENY' | 'UNKNOWN';

/** What rules say; the other codes of the protocol's tables are for filters. */
function ofRules<All extends string>(codes: Codes<All>): Codes<Exclude<All, 'ANY' | 'MATCH'>> {
  return Object.fromEntries(Object.entries(codes).filter(([name]) => name !== 'ANY' && name !== 'MATCH')) as Codes<All>;
}

export const OPERATION_CODES = ofRules(ACL_OPERATIONS);
export const RESOURCE_TYPES = ofRules(ACL_RESOURCE_TYPES);
export const PATTERN_TYPES = ofRules(ACL_PATTERN_TYPES);
export const PERMISSION_TYPES = ofRules(ACL_PERMISSION_TYPES);
