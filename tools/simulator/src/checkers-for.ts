import { ALL, assignmentInTime, assignmentInTimeOfOthers, commits, type Checker } from '@k/tool-history';
import { isSince } from './draw/releases.ts';
import { isolate } from './faults/isolate.ts';
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

/** Default of `group.consumer.session.timeout.ms`. */
const KNOWN_SESSION_MS = 45_000;

/** What holds in a run of that plan. */
export function checkersFor(scenario: Scenario): readonly Checker[] {
  const { cluster, faults } = scenario;
  // Nothing tells a leader that was replaced and is cut off from the new one (KIP-320: Kafka 2.1). Who asks it for what only the
  // new one has begins anew, as the policy says, and commits that: as Java's consumer does.
  const mayMeetFormerLeaders = !isSince(cluster.asVersion, '2.4') && faults.some(({ kind }) => kind === isolate.name);
  const checkers = ofAssignment(scenario);
  return mayMeetFormerLeaders ? checkers.filter((each) => each !== commits) : checkers;
}

function ofAssignment({ cluster, faults, clients }: Scenario): readonly Checker[] {
  const groups = clients.filter((client) => 'group' in client);
  const members = new Set(groups.map(({ name }) => name));
  if (faults.some((fault) => hidesCoordinator(fault, members))) return ALL.filter((each) => each !== assignmentInTime);
  // No member of the consumer protocol is told how long its session is: it takes Kafka's default for it (KIP-848).
  const { consumerSessionMs = KNOWN_SESSION_MS } = cluster;
  const knowSessions =
    consumerSessionMs >= KNOWN_SESSION_MS || groups.every(({ groupKind }) => groupKind.protocol === 'classic');
  return knowSessions ? ALL : ALL.map((each) => (each === assignmentInTime ? assignmentInTimeOfOthers : each));
}

/** From a member: not where a fault is about other clients, or other requests. */
function hidesCoordinator({ kind, what }: Fault, members: ReadonlySet<string>): boolean {
  if (faultKind(kind).hidesCoordinator !== true) return false;
  const { clients, api } = what as { readonly clients?: readonly string[]; readonly api?: string };
  if (clients !== undefined && !clients.some((name) => members.has(name))) return false;
  return api === undefined || GROUP_APIS.includes(api);
}
