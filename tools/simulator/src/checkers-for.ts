import { ALL, assignmentInTime, type Checker } from '@k/tool-history';
import { faultKind } from './faults/faults.ts';
import type { Fault, Scenario } from './scenario/scenario.ts';

/** What a member and its coordinator say to each other, or on the same connections. */
const GROUP_APIS: readonly string[] = [
  'FindCoordinator',
  'JoinGroup',
  'SyncGroup',
  'Heartbeat',
  'ConsumerGroupHeartbeat',
  'LeaveGroup',
  'OffsetCommit',
  'OffsetFetch',
  'Metadata',
];

/** What holds in a run of that plan. */
export function checkersFor({ faults, clients }: Scenario): readonly Checker[] {
  const members = new Set(clients.filter((client) => 'group' in client).map(({ name }) => name));
  const isHidden = faults.some((fault) => hidesCoordinator(fault, members));
  return isHidden ? ALL.filter((checker) => checker !== assignmentInTime) : ALL;
}

/** From a member: not where a fault is about other clients, or other requests. */
function hidesCoordinator({ kind, what }: Fault, members: ReadonlySet<string>): boolean {
  if (faultKind(kind).hidesCoordinator !== true) return false;
  const { clients, api } = what as { readonly clients?: readonly string[]; readonly api?: string };
  if (clients !== undefined && !clients.some((name) => members.has(name))) return false;
  return api === undefined || GROUP_APIS.includes(api);
}
