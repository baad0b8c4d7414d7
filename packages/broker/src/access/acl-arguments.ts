import { ErrorCode } from '@k/wire';
import type { Refusal } from '../state/placement.ts';
import { AclOperation, CLUSTER_NAME, PatternType, PermissionType, ResourceType, type Acl } from './acl.ts';
import type { AclFilter } from './acl-filter.ts';

/** A code that nobody knows reads as this one. */
export const UNKNOWN = 0;

const KNOWN = {
  resourceType: new Set<number>(Object.values(ResourceType)),
  patternType: new Set<number>(Object.values(PatternType)),
  operation: new Set<number>(Object.values(AclOperation)),
  permissionType: new Set<number>(Object.values(PermissionType)),
};

/** Fields that hold codes. */
export type AclCodes = Pick<Acl, 'resourceType' | 'patternType' | 'operation' | 'permissionType'>;

/** Whether a code says of itself that it is unknown: no client sends that. */
export function hasUnknownCode(codes: AclCodes): boolean {
  return [codes.resourceType, codes.patternType, codes.operation, codes.permissionType].includes(UNKNOWN);
}

/** The same with codes from the future read as unknown. */
export function withKnownCodes<T extends AclCodes>(codes: T): T {
  const read = (field: keyof AclCodes): number => (KNOWN[field].has(codes[field]) ? codes[field] : UNKNOWN);
  return {
    ...codes,
    resourceType: read('resourceType'),
    patternType: read('patternType'),
    operation: read('operation'),
    permissionType: read('permissionType'),
  };
}

/** Why a rule cannot be made; undefined when it can. Kafka: AclApis.handleCreateAcls, AclControlManager.validateNewAcl. */
export function aclProblem(acl: Acl): Refusal | undefined {
  const { resourceType, resourceName, patternType, operation, permissionType, principal, host } = acl;
  if (resourceType === ResourceType.CLUSTER && resourceName !== CLUSTER_NAME) {
    return invalid(`The only valid name for the CLUSTER resource is ${CLUSTER_NAME}`);
  }
  if (resourceName === '') return invalid('Invalid empty resource name');
  if (resourceType === UNKNOWN) return invalid('Invalid resourceType UNKNOWN');
  if (patternType === UNKNOWN) return invalid('Invalid patternType UNKNOWN');
  if (operation === UNKNOWN) return invalid('Invalid operation UNKNOWN');
  if (permissionType === UNKNOWN) return invalid('Invalid permissionType UNKNOWN');
  if (!principal.includes(':')) {
    return invalid(
      `Could not parse principal from \`${principal}\` (no colon is present separating the principal type from the principal name)`,
    );
  }
  return host === '' ? invalid('Host pattern cannot be null or empty') : undefined;
}

/** Whether a rule is for more than one thing, as only filters can be: Kafka fails with the whole request. */
export function isFilter({ resourceType, patternType, operation, permissionType }: Acl): boolean {
  return (
    resourceType === ResourceType.ANY ||
    patternType === PatternType.ANY ||
    patternType === PatternType.MATCH ||
    operation === AclOperation.ANY ||
    permissionType === PermissionType.ANY
  );
}

/** Kafka: AclControlManager.validateFilter. */
export function filterProblem(filter: AclFilter): Refusal | undefined {
  const { resourceType, patternType, operation, permissionType } = filter;
  if (resourceType === UNKNOWN || patternType === UNKNOWN) return invalid('Unknown patternFilter.');
  if (operation === UNKNOWN || permissionType === UNKNOWN) return invalid('Unknown entryFilter.');
  return undefined;
}

function invalid(message: string): Refusal {
  return { errorCode: ErrorCode.INVALID_REQUEST, message };
}
