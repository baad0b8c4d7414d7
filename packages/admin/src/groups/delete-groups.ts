import type { WaitOptions } from '@k/runtime';
import { DeleteGroups } from '@k/wire';
import type { AdminCalls } from '../calls.ts';
import type { ResourceMap } from '../resource-map.ts';
import { askCoordinators, groupError } from './describe-groups.ts';

/** Deletes groups, of whatever type. */
export async function deleteGroups(
  calls: AdminCalls,
  name: string,
  groupIds: readonly string[],
  options?: WaitOptions,
): Promise<ResourceMap<string, undefined>> {
  const limits = calls.waitOptions(name, options);
  return askCoordinators(calls, { name, groupIds, limits }, async (groupsNames, request) => {
    const { results } = await request(DeleteGroups, { groupsNames });
    return results.map((result) => [result.groupId, groupError(DeleteGroups, result)] as const);
  });
}
