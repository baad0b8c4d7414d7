import { ErrorCode } from '@k/wire';
import type { ClusterView } from './cluster-view.ts';
import { NO_LEADER, type Partition } from './partition.ts';
import type { Refusal } from './placement.ts';

/** As ElectLeaders numbers them. */
export type ElectionType = 'preferred' | 'unclean';

/**
 * An election that somebody asks for. Preferred: the first replica leads, if it is in sync. Unclean: where nobody leads any
 * replica that is up does, from where its log ends.
 * @returns why there was none
 */
export function electLeader(cluster: ClusterView, partition: Partition, type: ElectionType): Refusal | undefined {
  const { replicas, leaderId } = partition;
  if (type === 'preferred') {
    const [preferred = NO_LEADER] = replicas;
    if (leaderId === preferred) return ELECTION_NOT_NEEDED;
    if (!leaders(cluster, partition).includes(preferred)) return PREFERRED_LEADER_NOT_AVAILABLE;
    partition.lead(preferred);
    return undefined;
  }
  if (leaderId !== NO_LEADER) return ELECTION_NOT_NEEDED;
  const live = replicas.filter((id) => cluster.nodes.isLive(id));
  const elected = leaders(cluster, partition)[0] ?? live[0];
  if (elected === undefined) return ELIGIBLE_LEADERS_NOT_AVAILABLE;
  partition.lead(elected);
  return undefined;
}

/**
 * An election that the controller makes by itself: the first in-sync replica that is up leads, or an eligible one, or who led last
 * where there is nobody better, or any that is up where
 * `unclean.leader.election.enable` says so, or nobody.
 */
export function electAny(cluster: Pick<ClusterView, 'nodes'>, partition: Partition): void {
  const uncleanly = partition.replicas.find(
    (id) => cluster.nodes.isLive(id) && partition.topic.settingsAt(id).uncleanLeaderElection,
  );
  const last = partition.lastKnownLeaders.find((id) => cluster.nodes.isLive(id));
  partition.lead(leaders(cluster, partition)[0] ?? last ?? uncleanly ?? NO_LEADER);
}

/** Those that can lead without losing what was readable, as their nodes are up: the first had better. */
export function leaders(cluster: Pick<ClusterView, 'nodes'>, { isr, eligibleLeaders }: Partition): number[] {
  return [...isr, ...eligibleLeaders].filter((id) => cluster.nodes.isLive(id));
}

const ELECTION_NOT_NEEDED: Refusal = {
  errorCode: ErrorCode.ELECTION_NOT_NEEDED,
  message: 'Leader election not needed for topic partition.',
};
const PREFERRED_LEADER_NOT_AVAILABLE: Refusal = {
  errorCode: ErrorCode.PREFERRED_LEADER_NOT_AVAILABLE,
  message: 'The preferred leader was not available.',
};
const ELIGIBLE_LEADERS_NOT_AVAILABLE: Refusal = {
  errorCode: ErrorCode.ELIGIBLE_LEADERS_NOT_AVAILABLE,
  message: 'Eligible topic partition leaders are not available.',
};
