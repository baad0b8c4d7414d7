import { z } from '@k/runtime';
import { ACL_OPERATIONS, ACL_PATTERN_TYPES, ACL_PERMISSION_TYPES, ACL_RESOURCE_TYPES } from '@k/wire';
import type { Api, CreateAclsRequest, DescribeAclsRequest } from '@k/wire';
import type * as zod from 'zod';
import type { AclOperation } from '../authorized-operations.ts';
import { nameOf, namesOf } from '../codes.ts';
import { tooOld } from '../too-old.ts';
import {
  OPERATION_CODES,
  PATTERN_TYPES,
  PERMISSION_TYPES,
  RESOURCE_TYPES,
  type AclPatternType,
  type AclPermissionType,
  type AclResourceType,
} from './acl-codes.ts';
import { principal } from './principal.ts';

/** A rule: who may, or may not, do what to which resources, and from where. */
export interface AclBinding {
  readonly resourceType: AclResourceType;
  /** The name, or what the names begin with; `*` for all, `kafka-cluster` for the cluster. */
  readonly resourceName: string;
  readonly patternType: AclPatternType;
  /** `User:alice`; `User:*` for everyone. */
  readonly principal: string;
  /** An address; `*` for everywhere. */
  readonly host: string;
  readonly operation: Exclude<AclOperation, 'ANY'>;
  readonly permissionType: AclPermissionType;
}

/** A rule to be made. */
export interface NewAcl extends Omit<AclBinding, 'patternType' | 'host'> {
  /** @default 'LITERAL' */
  readonly patternType?: AclPatternType | undefined;
  /** @default '*' */
  readonly host?: string | undefined;
}

/** Which rules are meant: those that all of this applies to. `{}` means all. */
export interface AclBindingFilter {
  /** @default 'ANY' */
  readonly resourceType?: AclResourceType | 'ANY' | undefined;
  /** @default any name */
  readonly resourceName?: string | undefined;
  /**
   * `LITERAL`, `PREFIXED`: rules of this kind, whose name is the name given. `ANY`: rules of either kind. `MATCH`: every rule
   * that applies to a resource of the name given, `*` and prefixes included. Before Kafka 2.0 all rules are literal.
   * @default 'ANY'
   */
  readonly patternType?: AclPatternType | 'ANY' | 'MATCH' | undefined;
  /** @default anyone */
  readonly principal?: string | undefined;
  /** @default anywhere */
  readonly host?: string | undefined;
  /** @default 'ANY' */
  readonly operation?: AclOperation | undefined;
  /** @default 'ANY' */
  readonly permissionType?: AclPermissionType | 'ANY' | undefined;
}

export const newAcl = z.strictObject({
  resourceType: z.enum(namesOf(RESOURCE_TYPES)),
  resourceName: z.string().min(1),
  patternType: z.enum(namesOf(PATTERN_TYPES)).default('LITERAL'),
  principal,
  host: z.string().min(1).default('*'),
  operation: z.enum(namesOf(OPERATION_CODES)),
  permissionType: z.enum(namesOf(PERMISSION_TYPES)),
});

export const aclFilter = z.strictObject({
  resourceType: z.enum(namesOf(ACL_RESOURCE_TYPES)).default('ANY'),
  resourceName: z.string().min(1).optional(),
  patternType: z.enum(namesOf(ACL_PATTERN_TYPES)).default('ANY'),
  principal: z.string().min(1).optional(),
  host: z.string().min(1).optional(),
  operation: z.enum(namesOf(ACL_OPERATIONS)).default('ANY'),
  permissionType: z.enum(namesOf(ACL_PERMISSION_TYPES)).default('ANY'),
});

/** A rule with all defaults, of which every word is known. */
export type CheckedAcl = zod.output<typeof newAcl>;
export type CheckedFilter = zod.output<typeof aclFilter>;

type Creation = CreateAclsRequest['creations'][number];

/** @throws UnsupportedVersionError for what the version cannot say */
export function writtenAcl(api: Api<unknown, unknown>, version: number, acl: CheckedAcl): Partial<Creation> {
  checkVersion(api, version, acl);
  return {
    resourceType: RESOURCE_TYPES[acl.resourceType],
    resourceName: acl.resourceName,
    ...(version >= 1 ? { resourcePatternType: PATTERN_TYPES[acl.patternType] } : {}),
    principal: acl.principal,
    host: acl.host,
    operation: OPERATION_CODES[acl.operation],
    permissionType: PERMISSION_TYPES[acl.permissionType],
  };
}

/** @throws UnsupportedVersionError for what the version cannot say */
export function writtenFilter(
  api: Api<unknown, unknown>,
  version: number,
  filter: CheckedFilter,
): Partial<DescribeAclsRequest> {
  checkVersion(api, version, filter);
  return {
    resourceTypeFilter: ACL_RESOURCE_TYPES[filter.resourceType],
    resourceNameFilter: filter.resourceName ?? null,
    // Without patterns all rules are literal, and what would be any is that.
    ...(version >= 1 ? { patternTypeFilter: ACL_PATTERN_TYPES[filter.patternType] } : {}),
    principalFilter: filter.principal ?? null,
    hostFilter: filter.host ?? null,
    operation: ACL_OPERATIONS[filter.operation],
    permissionType: ACL_PERMISSION_TYPES[filter.permissionType],
  };
}

function checkVersion(
  api: Api<unknown, unknown>,
  version: number,
  { patternType, resourceType }: Pick<CheckedFilter, 'patternType' | 'resourceType'>,
): void {
  if (version < 1 && (patternType === 'PREFIXED' || patternType === 'MATCH')) {
    throw tooOld(api, version, 1, (kafka) => `the pattern type '${patternType}' needs ${kafka}`);
  }
  if (version < 3 && resourceType === 'USER')
    throw tooOld(api, version, 3, (kafka) => `the resource type 'USER' needs ${kafka}`);
}

interface ToldResource {
  readonly resourceType: number;
  readonly resourceName: string;
  readonly patternType: number;
}

interface ToldRule {
  readonly principal: string;
  readonly host: string;
  readonly operation: number;
  readonly permissionType: number;
}

export function bindingOf(resource: ToldResource, rule: ToldRule): AclBinding {
  return {
    resourceType: nameOf(RESOURCE_TYPES, resource.resourceType),
    resourceName: resource.resourceName,
    patternType: nameOf(PATTERN_TYPES, resource.patternType),
    principal: rule.principal,
    host: rule.host,
    operation: nameOf(OPERATION_CODES, rule.operation),
    permissionType: nameOf(PERMISSION_TYPES, rule.permissionType),
  };
}
