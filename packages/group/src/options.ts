import { z } from 'zod';

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
