import { checkAssign } from '../arguments.ts';
import type { Assignor, MemberSubscription, TopicPartitionCounts } from './assignor.ts';
import { compareMembers } from './member-order.ts';

/**
 * Kafka's `range` assignor: for each topic the partitions in numeric order are cut into consecutive ranges, one per
 * subscribed member in order; the first members get one more when it does not divide evenly. Topics with as many
 * partitions as each other and the same subscribers are therefore co-partitioned: partition i of each goes to the same member.
 *
 * Members are ordered as Java orders them: static members first, by `groupInstanceId` (KIP-345), then by member id,
 * so a group led by either implementation gets the same result. Racks (KIP-881) are not looked at.
 */
export const rangeAssignor: Assignor = {
  name: 'range',
  protocols: ['eager'],

  subscriptionUserData() {
    return null;
  },

  assign(partitionsPerTopic: TopicPartitionCounts, members: readonly MemberSubscription[]) {
    checkAssign('rangeAssignor: assign()', partitionsPerTopic, members);
    const ordered = [...members].sort(compareMembers);
    const assignment = new Map<string, Map<string, number[]>>();
    const subscribers = new Map<string, string[]>();
    for (const { memberId, topics } of ordered) {
      assignment.set(memberId, new Map());
      for (const topic of new Set(topics)) {
        const ids = subscribers.get(topic);
        if (ids === undefined) subscribers.set(topic, [memberId]);
        else ids.push(memberId);
      }
    }
    for (const topic of [...subscribers.keys()].sort()) {
      const ids = subscribers.get(topic) ?? [];
      const partitions = partitionsPerTopic.get(topic) ?? 0;
      const share = Math.floor(partitions / ids.length);
      const withOneMore = partitions % ids.length;
      let next = 0;
      ids.forEach((memberId, index) => {
        const count = share + (index < withOneMore ? 1 : 0);
        if (count === 0) return;
        const range = Array.from({ length: count }, (_, i) => next + i);
        next += count;
        assignment.get(memberId)?.set(topic, range);
      });
    }
    return assignment;
  },
};
