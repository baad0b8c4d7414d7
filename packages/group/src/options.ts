import { isCluster, type Cluster } from '@k/cluster';
import { schemaOf, z } from '@k/runtime';
import type * as zod from 'zod';
import { isText } from './arguments.ts';
import type { Assignor, NamedAssignor, RawAssignor } from './assignors/assignor.ts';
import {
  type AssignorChoice,
  type AssignorName,
  assignorNames,
  assignorOf,
  isAssignorName,
} from './assignors/built-in-assignors.ts';
import type { GroupHandler } from './group-handler.ts';
import type { GroupProtocol } from './membership.ts';

const milliseconds = z.int().min(1);

/** Options of a group member; `KafkaConsumer` takes the same names among its own. */
export interface GroupMemberOptions {
  /** Name of the group. */
  readonly groupId: string;
  /**
   * How the members and their coordinator talk: `'classic'` (JoinGroup), `'consumer'` (KIP-848; Kafka 4.0 on), or `'auto'`: the
   * latter where the cluster has it switched on, as it finds out when it first subscribes.
   * @default 'classic'
   */
  readonly groupProtocol?: GroupProtocol | 'auto' | undefined;
  /**
   * Consumer protocol: by which of its assignors the coordinator is to share out, such as `'uniform'` or `'range'`. Unless given,
   * by the first that it has.
   */
  readonly groupRemoteAssignor?: string | undefined;
  /**
   * Makes the member static (KIP-345): it keeps its partitions over a short absence; not two at a time may use it.
   */
  readonly groupInstanceId?: string | undefined;
  /**
   * Classic protocol: without a heartbeat for so many milliseconds the group gives the member up. In the consumer protocol it is
   * the coordinator's affair.
   * @default 45_000
   */
  readonly sessionTimeoutMs?: number | undefined;
  /**
   * Classic protocol: milliseconds between heartbeats, which no handler delays; must be lower than `sessionTimeoutMs`. In the
   * consumer protocol the coordinator tells it.
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
   * replicas (KIP-881), and brokers with a rack-aware `replica.selector.class` name replicas near it to read from (KIP-392).
   */
  readonly clientRack?: string | undefined;
}

/** The checks and defaults of {@link GroupMemberOptions}. */
export const groupMemberOptionShape = {
  groupId: z.string().min(1),
  groupProtocol: z.enum(['classic', 'consumer', 'auto']).default('classic'),
  groupRemoteAssignor: z.string().min(1).optional(),
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

/** The assignors of a member that was told none, by name. */
export const defaultAssignors: AssignorName[] = ['range', 'cooperative-sticky'];

/** What the broker has in the consumer protocol, by its own setting. */
const BROKERS_AFFAIR = {
  sessionTimeoutMs: 'group.consumer.session.timeout.ms',
  heartbeatIntervalMs: 'group.consumer.heartbeat.interval.ms',
} as const;

/** The options that contradict each other, as zod issues on the one at fault. */
export function refineGroupOptions(
  options: {
    readonly groupProtocol: GroupProtocol | 'auto';
    readonly heartbeatIntervalMs: number;
    readonly sessionTimeoutMs: number;
    readonly groupRemoteAssignor?: string | undefined;
  },
  context: zod.RefinementCtx,
): void {
  const { groupProtocol, heartbeatIntervalMs, sessionTimeoutMs, groupRemoteAssignor } = options;
  const refuse = (option: string, message: string): void => {
    context.addIssue({ code: 'custom', path: [option], message });
  };
  if (heartbeatIntervalMs >= sessionTimeoutMs) {
    const message = `must be lower than sessionTimeoutMs (${String(sessionTimeoutMs)}), or the session ends before the first heartbeat`;
    refuse('heartbeatIntervalMs', message);
  }
  if (groupProtocol === 'classic' && groupRemoteAssignor !== undefined) {
    refuse('groupRemoteAssignor', "takes groupProtocol 'consumer' or 'auto'");
  }
  if (groupProtocol !== 'consumer') return;
  for (const option of ['sessionTimeoutMs', 'heartbeatIntervalMs'] as const) {
    if (options[option] === groupMemberOptionShape[option].parse(undefined)) continue;
    refuse(option, `is the broker's affair with groupProtocol 'consumer' (${BROKERS_AFFAIR[option]})`);
  }
}

/** The same for assignors, which only the classic protocol has with its members. */
export function refineAssignors(
  option: string,
  groupProtocol: GroupProtocol | 'auto',
  assignors: readonly NamedAssignor[],
  context: zod.RefinementCtx,
): void {
  if (groupProtocol !== 'consumer') return;
  if (assignors.map(({ name }) => name).join() === defaultAssignors.join()) return;
  const message = "the broker shares out with groupProtocol 'consumer': see groupRemoteAssignor";
  context.addIssue({ code: 'custom', path: [option], message });
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
  /** Classic protocol: how the group shares out partitions, in order of preference. @default ['range', 'cooperative-sticky'] */
  readonly assignors?: AssignorChoice[] | undefined;
  /** What is told of the member's life, and asked for. */
  readonly handler: GroupHandler;
}

export const groupMemberInit = schemaOf<GroupMemberInit>()(
  z
    .strictObject({
      cluster: z.custom<Cluster>(isCluster, 'expected a Cluster'),
      options: groupMemberOptions,
      assignors: assignorList.prefault(defaultAssignors),
      handler: z.custom<GroupHandler>(isHandler, `expected an object with the functions ${HANDLER_CALLS.join(', ')}`),
    })
    .superRefine(({ options, assignors }, context) => {
      refineAssignors('assignors', options.groupProtocol, assignors, context);
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
