import { checkAssign } from '../arguments.ts';
import type { Assignor, MemberAssignment, MemberSubscription, TopicPartitionCounts } from './assignor.ts';
import { compareMembers, compareText } from './member-order.ts';

/**
 * Kafka's `roundrobin` assignor: the partitions of all topics, in order of topic and partition, are dealt to the members one
 * after the other; who did not subscribe to the topic is passed over. Where all subscribe to the same topics, none has more
 * than one partition more than another.
 *
 * Members are ordered as Java orders them: static members first, by `groupInstanceId` (KIP-345), then by member id.
 */
export const roundRobinAssignor: Assignor = {
  name: 'roundrobin',
  protocols: ['eager'],

  subscriptionUserData() {
    return null;
  },

  assign(partitionsPerTopic, members) {
    checkAssign('roundRobinAssignor: assign()', partitionsPerTopic, members);
    return dealAround(partitionsPerTopic, [...members].sort(compareMembers));
  },
};

/** Deals the partitions to the members in the order of the list. */
export function dealAround(
  partitionsPerTopic: TopicPartitionCounts,
  members: readonly Pick<MemberSubscription, 'memberId' | 'topics'>[],
): Map<string, MemberAssignment> {
  const seats = members.map(({ memberId, topics }) => ({
    memberId,
    topics: new Set(topics),
    assigned: new Map<string, number[]>(),
  }));
  const topics = new Set(members.flatMap((member) => member.topics));
  let turn = 0;
  for (const topic of [...topics].sort(compareText)) {
    const partitions = partitionsPerTopic.get(topic) ?? 0;
    for (let partition = 0; partition < partitions;) {
      const seat = seats[turn];
      turn = (turn + 1) % seats.length;
      if (seat?.topics.has(topic) !== true) continue;
      const list = seat.assigned.get(topic);
      if (list === undefined) seat.assigned.set(topic, [partition]);
      else list.push(partition);
      partition++;
    }
  }
  return new Map(seats.map(({ memberId, assigned }) => [memberId, assigned]));
}
