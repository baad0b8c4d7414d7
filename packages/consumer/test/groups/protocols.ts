import type { BrokerOptions } from '@k/broker';
import { ConsumerGroupHeartbeat, FindCoordinator, JoinGroup, LeaveGroup, SyncGroup } from '@k/wire';
import type { Api, ConsumerGroupHeartbeatRequest } from '@k/wire';
import { type Assignor, type ConsumerOptions, roundRobinAssignor } from '../../src/index.ts';

/** A step of a member that its coordinator answers to, so that it can be held there. */
export type HeldStep = 'finding' | 'joining' | 'syncing' | 'leaving';

interface HeldRequest {
  readonly api: Api<unknown, unknown>;
  /** Which of this API's requests; all by default. */
  readonly isMeant?: ((request: never) => boolean) | undefined;
}

/** A way for a group to share out partitions, of which every fault is a test. */
export interface Protocol {
  readonly name: string;
  readonly options: Pick<
    ConsumerOptions,
    'groupProtocol' | 'groupRemoteAssignor' | 'partitionAssignors' | 'sessionTimeoutMs' | 'heartbeatIntervalMs'
  >;
  /** What members do not say themselves. */
  readonly brokerOptions: BrokerOptions;
  /** Without a heartbeat for so long the group gives a member up. */
  readonly sessionMs: number;
  /** Whether every member joins again in every rebalance. */
  readonly rejoins: boolean;
  /** Whether a static member that died may come back before its session is over. */
  readonly replacesDead: boolean;
  /** Whether each rebalance takes all partitions from all members, for as long as it lasts. */
  readonly stopsAll: boolean;
  /** For how many milliseconds a partition that stays with its member stands still at the most, in the simulation. */
  readonly longestPauseMs: number;
  readonly held: Readonly<Partial<Record<HeldStep, HeldRequest>>>;
  /** What a member offers that cannot join such a group, and what it is told. */
  readonly misfit: { readonly options: Protocol['options']; readonly error: RegExp };
  /** Which of two with one groupInstanceId cannot stay, and what it is told. */
  readonly sameInstance: { readonly loser: 'first' | 'second'; readonly error: RegExp };
}

function heldBy(api: unknown, isMeant?: (request: never) => boolean): HeldRequest {
  return { api: api as Api<unknown, unknown>, isMeant };
}

function heartbeatOf(epoch: number): HeldRequest {
  return heldBy(ConsumerGroupHeartbeat, ({ memberEpoch }: ConsumerGroupHeartbeatRequest) => memberEpoch === epoch);
}

const SESSION_MS = 6_000;
const times = { sessionTimeoutMs: SESSION_MS, heartbeatIntervalMs: 1_000 };
const classic = { brokerOptions: {}, sessionMs: SESSION_MS, rejoins: true, replacesDead: true };
const classicRequests = {
  finding: heldBy(FindCoordinator),
  joining: heldBy(JoinGroup),
  syncing: heldBy(SyncGroup),
  leaving: heldBy(LeaveGroup),
};

const fenced = { loser: 'first', error: /FENCED_INSTANCE_ID/ } as const;
const mine: Assignor = { ...roundRobinAssignor, name: 'mine' };
const stranger = {
  options: { ...times, partitionAssignors: [mine] },
  error: /INCONSISTENT_GROUP_PROTOCOL.* offers mine\./s,
};

export const PROTOCOLS: readonly Protocol[] = [
  {
    name: 'classic eager',
    ...classic,
    options: { ...times, partitionAssignors: ['range'] },
    stopsAll: true,
    // The group waits for whoever is frozen or dead until the session of 6 s is over. Here others fall silent meanwhile, several in a
    // row, and a coordinator that moves counts sessions anew.
    longestPauseMs: 30_000,
    held: classicRequests,
    misfit: stranger,
    sameInstance: fenced,
  },
  {
    name: 'classic cooperative',
    ...classic,
    options: { ...times, partitionAssignors: ['cooperative-sticky'] },
    stopsAll: false,
    // A record comes every 200 ms: whatever the group does, the next one is there in time.
    longestPauseMs: 500,
    held: classicRequests,
    misfit: stranger,
    sameInstance: fenced,
  },
  {
    name: 'consumer',
    options: { groupProtocol: 'consumer' },
    // Members are not told how long their session is, and take it for Kafka's own.
    brokerOptions: { groupConsumerSessionTimeoutMs: 45_000, groupConsumerHeartbeatIntervalMs: 1_000 },
    sessionMs: 45_000,
    rejoins: false,
    // It is refused until then (KIP-848).
    replacesDead: false,
    stopsAll: false,
    longestPauseMs: 500,
    held: { finding: heldBy(FindCoordinator), joining: heartbeatOf(0), leaving: heartbeatOf(-1) },
    misfit: { options: { groupProtocol: 'consumer', groupRemoteAssignor: 'mine' }, error: /UNSUPPORTED_ASSIGNOR/ },
    sameInstance: { loser: 'second', error: /UNRELEASED_INSTANCE_ID/ },
  },
];
