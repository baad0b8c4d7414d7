import { schemaOf, waitSettings, type WaitOptions, z } from '@k/runtime';
import { ErrorCode, errorFor, parseOptions } from '@k/wire';
import { checkGroupIds } from '../arguments.ts';
import { type AdminCalls, type Answers, brokerOf, type SendRequest } from '../calls.ts';
import { coordinatorsOf } from '../coordinators.ts';
import type { ResourceMap } from '../resource-map.ts';

export interface DescribeGroupsOptions extends WaitOptions {
  /** Whether to tell what this user may do with each group. Needs Kafka 2.3. @default false */
  readonly includeAuthorizedOperations?: boolean | undefined;
}

export const describeSettings = {
  ...waitSettings,
  includeAuthorizedOperations: z.boolean().default(false),
};
const describeOptions = schemaOf<DescribeGroupsOptions>()(z.strictObject(describeSettings));

/** @throws ConfigError that names every wrong option */
export function parseDescribeOptions(
  call: string,
  options: DescribeGroupsOptions | undefined,
): WaitOptions & { readonly includeAuthorizedOperations: boolean } {
  return parseOptions(`KafkaAdmin: ${call}`, describeOptions, options ?? {});
}

/** What every description has. */
export interface AnyGroupDescription {
  readonly groupId: string;
  /** The broker that coordinates it. */
  readonly coordinatorId: number;
}

/** Asks the coordinators of groups about them: `ask` asks one of them about those that it has. */
export async function askCoordinators<V>(
  calls: AdminCalls,
  { name, groupIds: ids, limits }: { readonly name: string; readonly groupIds: unknown; readonly limits: WaitOptions },
  ask: (groupIds: readonly string[], request: SendRequest, coordinatorId: number) => Promise<Answers<string, V>>,
): Promise<ResourceMap<string, V>> {
  const groupIds = checkGroupIds(name, ids);
  return calls.each(calls.deadline(name, limits), {
    name,
    resources: groupIds,
    ...coordinatorsOf(calls.cluster, 'group'),
    ask: async (part, request, target) => ask(part, request, brokerOf(target)),
  });
}

/** What is wrong with a group, by its answer; undefined for nothing. */
export function groupError(
  api: { readonly name: string },
  group: { readonly groupId: string; readonly errorCode: number; readonly errorMessage?: string | null },
): Error | undefined {
  const { groupId, errorCode, errorMessage } = group;
  if (errorCode === ErrorCode.NONE) return undefined;
  return errorFor(errorCode, { api: api.name, about: `group '${groupId}'`, message: errorMessage });
}
