import type { AclFilter } from './acl-filter.ts';

/** A filter as DescribeAcls and DeleteAcls have it. */
interface AskedFilter {
  readonly resourceTypeFilter: number;
  readonly resourceNameFilter: string | null;
  readonly patternTypeFilter: number;
  readonly principalFilter: string | null;
  readonly hostFilter: string | null;
  readonly operation: number;
  readonly permissionType: number;
}

export function filterOf(asked: AskedFilter): AclFilter {
  const { resourceTypeFilter, resourceNameFilter, patternTypeFilter, principalFilter, hostFilter } = asked;
  return {
    resourceType: resourceTypeFilter,
    resourceName: resourceNameFilter,
    patternType: patternTypeFilter,
    principal: principalFilter,
    host: hostFilter,
    operation: asked.operation,
    permissionType: asked.permissionType,
  };
}
