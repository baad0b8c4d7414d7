// What a member has, beside what the coordinator wants it to have.

import { PartitionMap } from '@k/cluster';
import { without } from '../partition-lists.ts';
import type { ConsumerMemberConfig, OwnedPartition, TargetAssignment } from './member-state.ts';

/** Those of `owned` that the coordinator wants back. */
export function goingFrom(owned: readonly OwnedPartition[], target: TargetAssignment): OwnedPartition[] {
  const wanted = new Map(Array.from(target, ([topicId, partitions]) => [topicId, new Set(partitions)]));
  return owned.filter(({ topicId, partition }) => wanted.get(topicId)?.has(partition) !== true);
}

export interface Additions {
  readonly added: readonly OwnedPartition[];
  /** Topics of the target whose names are not known: their partitions wait until they are. */
  readonly unnamed: readonly string[];
}

/** What of the target is new, as far as its topics have names here. */
export function additionsTo(
  owned: readonly OwnedPartition[],
  target: TargetAssignment,
  nameOf: ConsumerMemberConfig['nameOf'],
): Additions {
  const names = new Map(owned.map(({ topicId, topic }) => [topicId, topic]));
  const named = new PartitionMap<OwnedPartition>();
  const unnamed: string[] = [];
  for (const [topicId, partitions] of target) {
    const topic = names.get(topicId) ?? nameOf(topicId);
    if (topic === undefined) unnamed.push(topicId);
    else for (const partition of partitions) named.set(topic, partition, { topicId, topic, partition });
  }
  return { added: without([...named.values()], owned), unnamed };
}
