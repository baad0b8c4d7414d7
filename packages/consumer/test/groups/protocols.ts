import { FindCoordinator, JoinGroup, LeaveGroup, SyncGroup } from '@k/wire';
import type { Api } from '@k/wire';
import { type Assignor, type ConsumerOptions, roundRobinAssignor } from '../../src/index.ts';

/** A step of a member that its coordinator answers to, so that it can be held there. */
export type HeldStep = 'finding' | 'joining' | 'syncing' | 'leaving';

interface HeldRequest {
  readonly api: Api<unknown, unknown>;
  /** Which of this API's requests; all by default. */
  readonly isMeant?: (request: never) => boolean;
}

/** A way for a group to share out partitions, of which every fault is a test. */
export interface Protocol {
  readonly name: string;
  readonly options: Pick<ConsumerOptions, 'partitionAssignors'>;
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

function heldBy(api: unknown): HeldRequest {
  return { api: api as Api<unknown, unknown> };
}

const classic = {
  finding: heldBy(FindCoordinator),
  joining: heldBy(JoinGroup),
  syncing: heldBy(SyncGroup),
  leaving: heldBy(LeaveGroup),
};

const fenced = { loser: 'first', error: /FENCED_INSTANCE_ID/ } as const;
const mine: Assignor = { ...roundRobinAssignor, name: 'mine' };
const stranger = {
  options: { partitionAssignors: [mine] },
  error: /INCONSISTENT_GROUP_PROTOCOL.* offers mine\./s,
};

export const PROTOCOLS: readonly Protocol[] = [
  {
    name: 'classic eager',
    options: { partitionAssignors: ['range'] },
    stopsAll: true,
    // The group waits for whoever is frozen or dead until the session of 6 s is over. Here others fall silent meanwhile, several in a
    // row, and a coordinator that moves counts sessions anew.
    longestPauseMs: 30_000,
    held: classic,
    misfit: stranger,
    sameInstance: fenced,
  },
  {
    name: 'classic cooperative',
    options: { partitionAssignors: ['cooperative-sticky'] },
    stopsAll: false,
    // A record comes every 200 ms: whatever the group does, the next one is there in time.
    longestPauseMs: 500,
    held: classic,
    misfit: stranger,
    sameInstance: fenced,
  },
];
