import { PartitionMap, type TopicPartition } from '@k/cluster';
import type { Assignor, MemberAssignment, MemberSubscription } from '@k/group';

/**
 * Shares out evenly, leaves members what they have, and gives nobody what another one still has (KIP-429). Takes every member to
 * be subscribed to the same topics.
 */
export const evenCooperative: Assignor = {
  name: 'even-cooperative',
  protocols: ['cooperative', 'eager'],
  subscriptionUserData: () => null,
  assign(counts, members) {
    const all = [...counts].flatMap(([topic, count]) =>
      Array.from({ length: count }, (_, partition) => ({ topic, partition })),
    );
    const owners = ownersOf(all, members);
    const shares = new Map<string, TopicPartition[]>(members.map(({ memberId }) => [memberId, []]));
    let more = all.length % members.length;
    for (const { topic, partition } of all) {
      const share = shares.get(owners.get(topic, partition) ?? '');
      if (share === undefined) continue;
      const fair = Math.floor(all.length / members.length);
      if (share.length > fair || (share.length === fair && more-- <= 0)) continue;
      share.push({ topic, partition });
    }
    const kept = new PartitionMap<true>();
    for (const { topic, partition } of [...shares.values()].flat()) kept.set(topic, partition, true);
    const given = new Map([...shares].map(([memberId, share]) => [memberId, [...share]]));
    for (const place of all) {
      if (kept.has(place.topic, place.partition)) continue;
      const [[memberId, share] = ['', []]] = [...shares].sort(([, a], [, b]) => a.length - b.length);
      share.push(place);
      if (!owners.has(place.topic, place.partition)) given.get(memberId)?.push(place);
    }
    return new Map([...given].map(([memberId, share]) => [memberId, byTopic(share)]));
  },
};

/** Only what was given in the newest generation counts: who slept through it claims what others have by now. */
function ownersOf(all: readonly TopicPartition[], members: readonly MemberSubscription[]): PartitionMap<string> {
  const newest = Math.max(...members.map(({ generationId }) => generationId));
  const owners = new PartitionMap<string>();
  for (const { memberId, generationId, ownedPartitions } of members) {
    if (generationId < newest) continue;
    for (const { topic, partition } of ownedPartitions) {
      if (all.some((each) => each.topic === topic && each.partition === partition))
        owners.set(topic, partition, memberId);
    }
  }
  return owners;
}

function byTopic(partitions: readonly TopicPartition[]): MemberAssignment {
  const topics = new Map<string, number[]>();
  for (const { topic, partition } of partitions) topics.set(topic, [...(topics.get(topic) ?? []), partition]);
  return topics;
}
