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

/** What one coordinator is asked for. */
export interface Asking {
  readonly coordinatorId: number;
  readonly includeAuthorizedOperations: boolean;
}

/** The same for a call that takes no other options than {@link DescribeGroupsOptions}. */
export async function describeGroups<V>(
  calls: AdminCalls,
  name: string,
  { groupIds, options }: { readonly groupIds: unknown; readonly options: DescribeGroupsOptions | undefined },
  ask: (groupIds: readonly string[], request: SendRequest, asking: Asking) => Promise<Answers<string, V>>,
): Promise<ResourceMap<string, V>> {
  const parsed = parseOptions(`KafkaAdmin: ${name}`, describeOptions, options ?? {});
  const { includeAuthorizedOperations, ...limits } = parsed;
  return askCoordinators(calls, { name, groupIds, limits }, async (part, request, coordinatorId) =>
    ask(part, request, { coordinatorId, includeAuthorizedOperations }),
  );
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
