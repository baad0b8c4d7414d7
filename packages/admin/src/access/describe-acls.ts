import type { WaitOptions } from '@k/runtime';
import { DescribeAcls, ErrorCode, errorFor, parseOptions } from '@k/wire';
import type { AdminCalls } from '../calls.ts';
import { aclFilter, bindingOf, writtenFilter, type AclBinding, type AclBindingFilter } from './acl.ts';

const CALL = 'describeAcls()';

export async function describeAcls(
  calls: AdminCalls,
  wanted: AclBindingFilter,
  options?: WaitOptions,
): Promise<AclBinding[]> {
  const filter = parseOptions(`KafkaAdmin: ${CALL}`, aclFilter, wanted);
  const deadline = calls.deadline(CALL, calls.waitOptions(CALL, options));
  return calls.one(
    deadline,
    'any',
    DescribeAcls,
    (version) => writtenFilter(DescribeAcls, version, filter),
    ({ errorCode, errorMessage: message, resources }) => {
      if (errorCode !== ErrorCode.NONE) throw errorFor(errorCode, { api: DescribeAcls.name, message });
      return resources.flatMap((resource) => resource.acls.map((rule) => bindingOf(resource, rule)));
    },
  );
}
