import { isCluster, type Cluster } from '@k/cluster';
import { schemaOf, z } from '@k/runtime';
import type * as zod from 'zod';
import { isText } from './arguments.ts';
import type { Assignor, RawAssignor } from './assignors/assignor.ts';
import { type AssignorChoice, assignorNames, assignorOf, isAssignorName } from './assignors/built-in-assignors.ts';
import type { GroupHandler } from './group-handler.ts';

const milliseconds = z.int().min(1);

/** Options of a group member; `KafkaConsumer` takes the same names among its own. */
export interface GroupMemberOptions {
  /** Name of the group. */
  readonly groupId: string;
  /**
   * Makes the member static (KIP-345): it keeps its partitions over a short absence; not two at a time may use it.
   */
  readonly groupInstanceId?: string | undefined;
  /** Without a heartbeat for so many milliseconds the group gives the member up. @default 45_000 */
  readonly sessionTimeoutMs?: number | undefined;
  /**
   * Milliseconds between heartbeats, which no handler delays; must be lower than `sessionTimeoutMs`.
   * @default 3_000
   */
  readonly heartbeatIntervalMs?: number | undefined;
  /**
   * Records must be asked for at least once in so many milliseconds, or the member leaves its group (KIP-62).
   * @default 300_000
   */
  readonly maxPollIntervalMs?: number | undefined;
  /** Milliseconds to hand back records, commit and join when the group rebalances. @default 60_000 */
  readonly rebalanceTimeoutMs?: number | undefined;
  /**
   * The rack that the member is in, as brokers name theirs: assignors that heed it give partitions to members near their
   * replicas (KIP-881).
   */
  readonly clientRack?: string | undefined;
}

/** The checks and defaults of {@link GroupMemberOptions}. */
export const groupMemberOptionShape = {
  groupId: z.string().min(1),
  groupInstanceId: z.string().min(1).optional(),
  sessionTimeoutMs: milliseconds.default(45_000),
  heartbeatIntervalMs: milliseconds.default(3_000),
  maxPollIntervalMs: milliseconds.default(300_000),
  rebalanceTimeoutMs: milliseconds.default(60_000),
  clientRack: z.string().min(1).optional(),
} as const;

export const assignorChoice = z.custom<AssignorChoice>(
  (value) => isAssignorName(value) || isAssignor(value),
  `expected one of ${assignorNames.map((name) => `'${name}'`).join(', ')}, or an Assignor: { name, protocols: ['eager'], subscriptionUserData, assign }`,
);

/** How the group shares out partitions, in order of preference. */
export const assignorList = z
  .array(assignorChoice.transform(assignorOf))
  .min(1)
  .refine(
    (list) => new Set(list.map(({ name }) => name)).size === list.length,
    'expected assignors of different names',
  );

/** The pairs that contradict each other, as zod issues on the option at fault. */
export function refineGroupOptions(
  options: { heartbeatIntervalMs: number; sessionTimeoutMs: number },
  context: zod.RefinementCtx,
): void {
  if (options.heartbeatIntervalMs >= options.sessionTimeoutMs) {
    context.addIssue({
      code: 'custom',
      path: ['heartbeatIntervalMs'],
      message: `must be lower than sessionTimeoutMs (${String(options.sessionTimeoutMs)}), or the session ends before the first heartbeat`,
    });
  }
}

export const groupMemberOptions = schemaOf<GroupMemberOptions>()(
  z.strictObject(groupMemberOptionShape).superRefine(refineGroupOptions),
);

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
export interface GroupMemberInit {
  /** Where the group's coordinator is found. */
  readonly cluster: Cluster;
  /** Which group, and its times. */
  readonly options: GroupMemberOptions;
  /** How the group shares out partitions, in order of preference. */
  readonly assignors: AssignorChoice[];
  /** What is told of the member's life, and asked for. */
  readonly handler: GroupHandler;
}

export const groupMemberInit = schemaOf<GroupMemberInit>()(
  z.strictObject({
    cluster: z.custom<Cluster>(isCluster, 'expected a Cluster'),
    options: groupMemberOptions,
    assignors: assignorList,
    handler: z.custom<GroupHandler>(isHandler, `expected an object with the functions ${HANDLER_CALLS.join(', ')}`),
  }),
);

export type GroupMemberSettings = zod.output<typeof groupMemberInit>;

function isAssignor(value: unknown): boolean {
  const { name, protocols, assign, subscriptionUserData, metadata } = (value ?? {}) as Partial<Assignor & RawAssignor>;
  return (
    isText(name) &&
    Array.isArray(protocols) &&
    protocols.includes('eager') &&
    typeof assign === 'function' &&
    (typeof subscriptionUserData === 'function' || typeof metadata === 'function')
  );
}

function isHandler(value: unknown): boolean {
  return HANDLER_CALLS.every(
    (call) => typeof (value as Partial<GroupHandler> | null | undefined)?.[call] === 'function',
  );
}
