import * as wire from '@k/wire';
import type { Api, ErrorName } from '@k/wire';
import type { PlayedRelease } from '@k/broker';
import type { Chance } from '../chance.ts';
import { isSince } from '../draw/releases.ts';
import type { Drawn } from './fault-kind.ts';

/** What an API may answer that passes by itself. */
interface Answering {
  readonly since: PlayedRelease;
  /** Without having done anything. */
  readonly instead: readonly ErrorName[];
  /** Though it was done. */
  readonly after: readonly ErrorName[];
}

const MOVING = ['NOT_COORDINATOR', 'COORDINATOR_LOAD_IN_PROGRESS', 'COORDINATOR_NOT_AVAILABLE'] as const;
const NO_LEADER = ['NOT_LEADER_OR_FOLLOWER', 'KAFKA_STORAGE_ERROR'] as const;

const ANSWERING = {
  Produce: {
    since: '0.10.2',
    instead: [...NO_LEADER, 'NOT_ENOUGH_REPLICAS', 'LEADER_NOT_AVAILABLE'],
    after: ['REQUEST_TIMED_OUT', 'NOT_ENOUGH_REPLICAS_AFTER_APPEND'],
  },
  Fetch: { since: '0.10.2', instead: NO_LEADER, after: [] },
  ListOffsets: { since: '0.10.2', instead: [...NO_LEADER, 'LEADER_NOT_AVAILABLE'], after: [] },
  Metadata: { since: '0.10.2', instead: ['LEADER_NOT_AVAILABLE'], after: [] },
  OffsetForLeaderEpoch: { since: '2.4', instead: ['NOT_LEADER_OR_FOLLOWER'], after: [] },
  FindCoordinator: { since: '0.10.2', instead: ['COORDINATOR_NOT_AVAILABLE'], after: [] },
  JoinGroup: { since: '0.10.2', instead: MOVING, after: [] },
  SyncGroup: { since: '0.10.2', instead: [...MOVING, 'REBALANCE_IN_PROGRESS'], after: [] },
  Heartbeat: { since: '0.10.2', instead: [...MOVING, 'REBALANCE_IN_PROGRESS'], after: [] },
  LeaveGroup: { since: '0.10.2', instead: MOVING, after: [] },
  OffsetCommit: { since: '0.10.2', instead: MOVING, after: ['REQUEST_TIMED_OUT', 'COORDINATOR_NOT_AVAILABLE'] },
  OffsetFetch: { since: '0.10.2', instead: ['NOT_COORDINATOR', 'COORDINATOR_LOAD_IN_PROGRESS'], after: [] },
  ConsumerGroupHeartbeat: { since: '4.3', instead: MOVING, after: [] },
  InitProducerId: { since: '0.11', instead: ['COORDINATOR_LOAD_IN_PROGRESS'], after: [] },
  AddPartitionsToTxn: { since: '0.11', instead: [...MOVING, 'CONCURRENT_TRANSACTIONS'], after: ['NOT_COORDINATOR'] },
  AddOffsetsToTxn: { since: '0.11', instead: [...MOVING, 'CONCURRENT_TRANSACTIONS'], after: ['NOT_COORDINATOR'] },
  TxnOffsetCommit: { since: '0.11', instead: ['NOT_COORDINATOR', 'COORDINATOR_LOAD_IN_PROGRESS'], after: [] },
  EndTxn: {
    since: '0.11',
    instead: [...MOVING, 'CONCURRENT_TRANSACTIONS'],
    after: ['NOT_COORDINATOR', 'COORDINATOR_NOT_AVAILABLE'],
  },
} as const satisfies Record<string, Answering>;

export type AnsweringApi = keyof typeof ANSWERING;

/** One that the cluster's release has. */
export function drawApi(chance: Chance, { cluster }: Drawn): AnsweringApi {
  // Where most goes on.
  return chance.is(0.25) ? 'Produce' : chance.pick(apisOf(cluster.asVersion));
}

/** All that a release has. */
export function apisOf(release: PlayedRelease): AnsweringApi[] {
  const names = Object.keys(ANSWERING) as AnsweringApi[];
  return names.filter((name) => isSince(release, ANSWERING[name].since));
}

export function errorsOf(api: AnsweringApi): Answering {
  return ANSWERING[api];
}

/** Its request and response are of no interest. */
export function apiNamed(api: AnsweringApi): Api<unknown, unknown> {
  return wire[api];
}
