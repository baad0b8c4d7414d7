import {
  DescribeAcls,
  ErrorCode,
  type DescribeAclsRequest,
  type DescribeAclsResponse,
  type MessageInit,
} from '@k/wire';
import { hasUnknownCode, withKnownCodes } from '../access/acl-arguments.ts';
import { filterOf } from '../access/acl-request.ts';
import type { Acl } from '../access/acl.ts';
import { CLOSE_CONNECTION, type ApiHandler } from './handler.ts';

type Resource = NonNullable<MessageInit<DescribeAclsResponse>['resources']>[number];

/**
 * DescribeAcls (29), v0-v3. The access rules that match a filter, by what they apply to; SECURITY_DISABLED where no authorizer
 * is on.
 *
 * v1: rules for prefixes (KIP-290); before, literal ones are told alone. v2: flexible. v3: rules for users (KIP-373).
 */
export const describeAcls: ApiHandler<DescribeAclsRequest, DescribeAclsResponse> = {
  api: DescribeAcls,
  minVersion: 0,
  maxVersion: 3,
  handle(request, { cluster }) {
    const filter = filterOf(request);
    if (hasUnknownCode(filter)) return CLOSE_CONNECTION;
    const acls = cluster.authorizer?.acls;
    if (acls === undefined) {
      const errorMessage = 'No Authorizer is configured on the broker';
      return { errorCode: ErrorCode.SECURITY_DISABLED, errorMessage };
    }
    return { errorCode: ErrorCode.NONE, resources: byResource(acls.list(withKnownCodes(filter))) };
  },
};

function byResource(acls: readonly Acl[]): Resource[] {
  const resources = new Map<string, Acl[]>();
  for (const acl of acls) {
    const key = JSON.stringify([acl.resourceType, acl.patternType, acl.resourceName]);
    const known = resources.get(key);
    if (known === undefined) resources.set(key, [acl]);
    else known.push(acl);
  }
  return [...resources.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const { resourceType, resourceName, patternType } = first;
    return {
      resourceType,
      resourceName,
      patternType,
      acls: same.map(({ principal, host, operation, permissionType }) => {
        return { principal, host, operation, permissionType };
      }),
    };
  });
}
