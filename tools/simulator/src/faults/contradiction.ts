import {
  ConsumerGroupHeartbeat, Heartbeat, JoinGroup, LeaveGroup, OffsetCommit, OffsetFetch, SyncGroup, TxnOffsetCommit,
  type Api, type ErrorName,
} from '@k/wire'; // prettier-ignore
import { Chance } from '../chance.ts';
import { isSince } from '../draw/releases.ts';
import type { Drawn, FaultKind } from './fault-kind.ts';

interface What {
  readonly group: string;
  readonly about: string;
  readonly error: ErrorName;
  readonly probability: number;
  /** Which requests are refused is drawn from it. */
  readonly seed: number;
}

/** A member that is told that it is none begins anew at once: on a network that takes no time no fault would ever end. */
const TAKES_MS = 5;

/** What the requests of a group have in common. */
interface GroupRequest {
  readonly groupId?: string;
  readonly groups?: readonly { readonly groupId: string }[];
  readonly memberEpoch?: number;
  readonly instanceId?: string | null;
}

interface Contradiction {
  /** Which requests get the error; others of the group are answered as ever. */
  readonly apis: readonly Api<unknown, unknown>[];
  readonly errors: readonly ErrorName[];
  readonly of: 'classic' | 'consumer' | 'any';
  readonly isMeant?: (request: GroupRequest) => boolean;
}

const api = <Req, Res>(one: Api<Req, Res>): Api<unknown, unknown> => one;
const isMember = ({ memberEpoch = 0 }: GroupRequest): boolean => memberEpoch > 0;

/** By what the story calls them. */
const CONTRADICTIONS: Readonly<Record<string, Contradiction>> = {
  'all of the coordinator that FindCoordinator names': {
    apis: [
      api(Heartbeat), api(JoinGroup), api(SyncGroup), api(LeaveGroup), api(OffsetCommit), api(OffsetFetch),
      api(ConsumerGroupHeartbeat),
    ], // prettier-ignore
    errors: ['NOT_COORDINATOR'],
    of: 'any',
  },
  Heartbeat: {
    apis: [api(Heartbeat)],
    errors: ['UNKNOWN_MEMBER_ID', 'ILLEGAL_GENERATION', 'REBALANCE_IN_PROGRESS'],
    of: 'classic',
  },
  OffsetCommit: {
    apis: [api(OffsetCommit)],
    errors: ['REBALANCE_IN_PROGRESS', 'ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID'],
    of: 'classic',
  },
  SyncGroup: { apis: [api(SyncGroup)], errors: ['ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID'], of: 'classic' },
  JoinGroup: { apis: [api(JoinGroup)], errors: ['UNKNOWN_MEMBER_ID'], of: 'classic' },
  TxnOffsetCommit: { apis: [api(TxnOffsetCommit)], errors: ['ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID'], of: 'any' },
  'the heartbeat of a member': {
    apis: [api(ConsumerGroupHeartbeat)],
    errors: ['FENCED_MEMBER_EPOCH', 'UNKNOWN_MEMBER_ID'],
    of: 'consumer',
    isMeant: isMember,
  },
  'who joins with an instance id': {
    apis: [api(ConsumerGroupHeartbeat)],
    errors: ['UNRELEASED_INSTANCE_ID'],
    of: 'consumer',
    isMeant: ({ memberEpoch, instanceId = null }) => memberEpoch === 0 && instanceId !== null,
  },
  'OffsetCommit and OffsetFetch': {
    apis: [api(OffsetCommit), api(OffsetFetch)],
    errors: ['STALE_MEMBER_EPOCH', 'UNKNOWN_MEMBER_ID'],
    of: 'consumer',
  },
};

/** For some time requests of a group are answered in a way that others of it contradict. */
export const contradiction: FaultKind<What> = {
  name: 'contradiction',
  lastsMs: [500, 6_000],
  hidesCoordinator: true,
  weight: 5,
  draw: (chance, scenario) => {
    const found = chance.pickOf(groupsOf(scenario));
    if (found === undefined) return undefined;
    const fitting = Object.entries(CONTRADICTIONS).filter(([about, { of }]) =>
      // Before KIP-447 transactions committed without a member.
      about === 'TxnOffsetCommit' ? isSince(scenario.cluster.asVersion, '2.8') : of === 'any' || of === found.protocol,
    );
    const [about, { errors }] = chance.pick(fitting);
    return {
      group: found.group,
      about,
      error: chance.pick(errors),
      probability: chance.pick([0.2, 0.6, 1]),
      seed: chance.below(1_000_000),
    };
  },
  begin: ({ controls }, { group, about, error, probability, seed }) => {
    const { apis, isMeant = () => true } = contradictionOf(about);
    const chance = Chance.of(seed, 'contradiction');
    const added = apis.map((each) =>
      controls.add(each, async (request, context) => {
        const asked = request as GroupRequest;
        const isOfGroup = asked.groupId === group || asked.groups?.[0]?.groupId === group;
        if (!isOfGroup || !isMeant(asked) || !chance.is(probability)) return undefined;
        await context.delay(TAKES_MS);
        return context.fail(error);
      }),
    );
    return () => {
      for (const control of added) control.remove();
    };
  },
  story: ({ group, about, error, probability }) =>
    `${error} answers ${String(probability * 100)} % of what group ${group} asks: ${about}`,
};

function contradictionOf(about: string): Contradiction {
  const found = CONTRADICTIONS[about];
  if (found === undefined) throw new Error(`there is no contradiction "${about}"`);
  return found;
}

function groupsOf({ clients }: Drawn): { group: string; protocol: 'classic' | 'consumer' }[] {
  return clients.flatMap((client) =>
    'groupKind' in client ? [{ group: client.group, protocol: client.groupKind.protocol }] : [],
  );
}
