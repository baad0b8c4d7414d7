import { type WaitOptions, z } from '@k/runtime';
import { DeleteAcls, ErrorCode, errorFor, parseOptions, type DeleteAclsResponse } from '@k/wire';
import { checkDistinct } from '../arguments.ts';
import type { AdminCalls } from '../calls.ts';
import { PartialResultError, showResource, type SettledResult } from '../partial-result-error.ts';
import { ResourceMap } from '../resource-map.ts';
import {
  aclFilter,
  bindingOf,
  writtenFilter,
  type AclBinding,
  type AclBindingFilter,
  type CheckedFilter,
} from './acl.ts';

const CALL = 'deleteAcls()';
const filtersGiven = z.strictObject({ filters: z.array(aclFilter).readonly() });

/** What became of a filter's rules so far, over all attempts. */
type Rules = ResourceMap<AclBinding, SettledResult<undefined>>;

export async function deleteAcls(
  calls: AdminCalls,
  filters: readonly AclBindingFilter[],
  options?: WaitOptions,
): Promise<ResourceMap<AclBindingFilter, AclBinding[]>> {
  const checked = parseOptions(`KafkaAdmin: ${CALL}`, filtersGiven, { filters }).filters;
  const limits = calls.waitOptions(CALL, options);
  checkDistinct(
    CALL,
    'filters',
    checked.map((filter) => [showResource(filter), filter]),
  );
  const given = new ResourceMap(filters.map((filter, i) => [filter, checked[i] as CheckedFilter] as const));
  const rules = new ResourceMap(
    filters.map((filter) => [filter, new ResourceMap<AclBinding, SettledResult<undefined>>()] as const),
  );
  return calls.each<AclBindingFilter, AclBinding[]>(calls.deadline(CALL, limits), {
    name: CALL,
    resources: filters,
    targetOf: () => 'any',
    ask: async (asked, request) => {
      const { filterResults } = await request(DeleteAcls, (version) => ({
        filters: asked.map((filter) => writtenFilter(DeleteAcls, version, given.get(filter) as CheckedFilter)),
      }));
      // The answer names no filters: it has the outcomes in their order.
      return filterResults.slice(0, asked.length).map((result, i) => {
        const filter = asked[i] as AclBindingFilter;
        return [filter, outcomeOf(result, rules.get(filter) as Rules)];
      });
    },
  });
}

type FilterResult = DeleteAclsResponse['filterResults'][number];

function outcomeOf(
  { errorCode, errorMessage: message, matchingAcls }: FilterResult,
  rules: Rules,
): AclBinding[] | Error {
  const api = DeleteAcls.name;
  if (errorCode !== ErrorCode.NONE) return errorFor(errorCode, { api, message });
  for (const matching of matchingAcls) {
    const { errorCode: code, errorMessage: words } = matching;
    const outcome =
      code === ErrorCode.NONE
        ? ({ status: 'fulfilled', value: undefined } as const)
        : ({ status: 'rejected', reason: errorFor(code, { api, message: words }) } as const);
    rules.set(bindingOf(matching, matching), outcome);
  }
  const isPartial = [...rules.values()].some(({ status }) => status === 'rejected');
  return isPartial ? new PartialResultError(`KafkaAdmin: ${CALL}`, rules) : [...rules.keys()];
}
