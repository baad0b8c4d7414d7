import type { Cluster } from '@k/cluster';
import { z } from 'zod';
import { isCluster, isText } from './arguments.ts';
import type { Assignor } from './assignor.ts';
import type { GroupHandler } from './group-handler.ts';

/** Options of a group member; `KafkaConsumer` takes the same names among its own. */
export const groupMemberOptionShape = {
  /** Name of the consumer group. */
  groupId: z.string().min(1),
  /** Makes the member static (KIP-345): it keeps its partitions over a restart shorter than `sessionTimeoutMs`. */
  groupInstanceId: z.string().min(1).optional(),
  /** Without a heartbeat for this long the coordinator gives the member up, in milliseconds. */
  sessionTimeoutMs: z.int().min(1).default(45_000),
  /** Pause between heartbeats in milliseconds; at most a third of `sessionTimeoutMs` is wise. */
  heartbeatIntervalMs: z.int().min(1).default(3_000),
  /** The user must ask for records at least this often, in milliseconds, or the member leaves the group (KIP-62). */
  maxPollIntervalMs: z.int().min(1).default(300_000),
  /** How long members have to give back partitions and join when the group rebalances, in milliseconds. */
  rebalanceTimeoutMs: z.int().min(1).default(60_000),
} as const;

/** The pairs that contradict each other, as zod issues on the option at fault. */
export function refineGroupOptions(
  options: { heartbeatIntervalMs: number; sessionTimeoutMs: number },
  context: z.RefinementCtx,
): void {
  if (options.heartbeatIntervalMs >= options.sessionTimeoutMs) {
    context.addIssue({
      code: 'custom',
      path: ['heartbeatIntervalMs'],
      message: `must be lower than sessionTimeoutMs (${String(options.sessionTimeoutMs)}), or the session ends before the first heartbeat`,
    });
  }
}

export const groupMemberOptions = z.strictObject(groupMemberOptionShape).superRefine(refineGroupOptions);
export type GroupMemberOptions = z.infer<typeof groupMemberOptions>;

const HANDLER_CALLS = [
  'onAssigned',
  'onRevoked',
  'onLost',
  'onPollIntervalExceeded',
  'onFailed',
  'onError',
  'takePolled',
] as const satisfies readonly (keyof GroupHandler)[];

/** What a {@link GroupMember} is made with. */
export const groupMemberInit = z.strictObject({
  cluster: z.custom<Cluster>(isCluster, 'expected a Cluster'),
  options: groupMemberOptions,
  /** In order of preference. */
  assignors: z
    .array(z.custom<Assignor>(isAssignor, 'expected an Assignor: { name, subscriptionUserData, assign }'))
    .min(1)
    .refine(
      (list) => new Set(list.map(({ name }) => name)).size === list.length,
      'expected assignors of different names',
    ),
  handler: z.custom<GroupHandler>(isHandler, `expected an object with the functions ${HANDLER_CALLS.join(', ')}`),
});

function isAssignor(value: unknown): boolean {
  const { name, assign, subscriptionUserData } = (value ?? {}) as Partial<Assignor>;
  return isText(name) && typeof assign === 'function' && typeof subscriptionUserData === 'function';
}

function isHandler(value: unknown): boolean {
  return HANDLER_CALLS.every(
    (call) => typeof (value as Partial<GroupHandler> | null | undefined)?.[call] === 'function',
  );
}
