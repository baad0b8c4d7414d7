import { isCluster, type Cluster } from '@k/cluster';
import { z } from 'zod';
import { isText } from './arguments.ts';
import type { Assignor } from './assignors/assignor.ts';
import type { GroupHandler } from './group-handler.ts';

const milliseconds = z.int().min(1);

/** Options of a group member; `KafkaConsumer` takes the same names among its own. */
export const groupMemberOptionShape = {
  groupId: z.string().min(1).describe('Name of the group.'),
  groupInstanceId: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Makes the member static (KIP-345): it keeps its partitions over a short absence; not two at a time may use it.',
    ),
  sessionTimeoutMs: milliseconds
    .default(45_000)
    .describe('Without a heartbeat for so long the group gives the member up.'),
  heartbeatIntervalMs: milliseconds
    .default(3_000)
    .describe('Pause between heartbeats, which no handler delays; must be lower than sessionTimeoutMs.'),
  maxPollIntervalMs: milliseconds
    .default(300_000)
    .describe('Records must be asked for at least this often, or the member leaves its group (KIP-62).'),
  rebalanceTimeoutMs: milliseconds
    .default(60_000)
    .describe('Time to hand back records, commit and join when the group rebalances.'),
} as const;

/** How the group shares out partitions, in order of preference. */
export const assignorList = z
  .array(
    z.custom<Assignor>(
      isAssignor,
      "expected an Assignor: { name, protocols: ['eager'], subscriptionUserData, assign }",
    ),
  )
  .min(1)
  .refine(
    (list) => new Set(list.map(({ name }) => name)).size === list.length,
    'expected assignors of different names',
  );

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

/** What a member is made with. */
export const groupMemberInit = z.strictObject({
  cluster: z.custom<Cluster>(isCluster, 'expected a Cluster'),
  options: groupMemberOptions,
  /** In order of preference. */
  assignors: assignorList,
  handler: z.custom<GroupHandler>(isHandler, `expected an object with the functions ${HANDLER_CALLS.join(', ')}`),
});

export type GroupMemberInit = z.input<typeof groupMemberInit>;
export type GroupMemberSettings = z.output<typeof groupMemberInit>;

function isAssignor(value: unknown): boolean {
  const { name, protocols, assign, subscriptionUserData } = (value ?? {}) as Partial<Assignor>;
  return (
    isText(name) &&
    Array.isArray(protocols) &&
    protocols.includes('eager') &&
    typeof assign === 'function' &&
    typeof subscriptionUserData === 'function'
  );
}

function isHandler(value: unknown): boolean {
  return HANDLER_CALLS.every(
    (call) => typeof (value as Partial<GroupHandler> | null | undefined)?.[call] === 'function',
  );
}
