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
    if (!cluster.isr(partition).includes(preferred)) return PREFERRED_LEADER_NOT_AVAILABLE;
    partition.lead(preferred);
    return undefined;
  }
  if (leaderId !== NO_LEADER) return ELECTION_NOT_NEEDED;
  const live = replicas.find((id) => cluster.nodes.isLive(id));
  if (live === undefined) return ELIGIBLE_LEADERS_NOT_AVAILABLE;
  partition.leadUncleanly(live, partition.endAt(live));
  return undefined;
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
