/**
 * States of a classic group, named as Kafka names them in DescribeGroups.
 *
 * Empty: no members; may hold committed offsets, and simple consumers may commit.
 * PreparingRebalance: members are told by heartbeat to join again; JoinGroups are parked until all are there, or the
 * rebalance timeout removes those who are not.
 * CompletingRebalance: all have the new generation; SyncGroups are parked until the leader's brings the assignment.
 * Stable: everybody has an assignment.
 * Dead: deleted; its members must look for the coordinator again.
 */
export type GroupState = 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable' | 'Dead';

export const GROUP_TRANSITIONS: Record<GroupState, readonly GroupState[]> = {
  Empty: ['PreparingRebalance', 'Dead'],
  PreparingRebalance: ['CompletingRebalance', 'Empty', 'Dead'],
  CompletingRebalance: ['Stable', 'PreparingRebalance', 'Dead'],
  Stable: ['PreparingRebalance', 'Dead'],
  Dead: [],
};
