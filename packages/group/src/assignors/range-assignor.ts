import { checkAssign } from '../arguments.ts';
import type { Assignor, MemberSubscription } from './assignor.ts';
import { compareMembers, compareText } from './member-order.ts';
import { fillTogether, TopicRanges } from './topic-ranges.ts';

/**
 * Kafka's `range` assignor: for each topic the partitions in numeric order are cut into consecutive ranges, one per
 * subscribed member in order; the first members get one more when it does not divide evenly. Topics with as many
 * partitions as each other and the same subscribers are therefore co-partitioned: partition i of each goes to the same member.
 *
 * Members are ordered as Java orders them: static members first, by `groupInstanceId` (KIP-345), then by member id,
 * so a group led by either implementation gets the same result. Where racks make a difference (KIP-881), members get partitions
 * near to them first, as many as before, and topics that were co-partitioned stay so as far as that is near to a member.
 */
export const rangeAssignor: Assignor = {
  name: 'range',
  protocols: ['eager'],

  subscriptionUserData() {
    return null;
  },

  assign(partitionsPerTopic, members, racks) {
    checkAssign('rangeAssignor: assign()', partitionsPerTopic, members);
    const ordered = [...members].sort(compareMembers);
    const assignment = new Map<string, Map<string, number[]>>();
    for (const { memberId } of ordered) assignment.set(memberId, new Map());
    const topics = [...subscribersOf(ordered)]
      .sort(([a], [b]) => compareText(a, b))
      .map(([topic, subscribers]) => {
        return new TopicRanges(topic, partitionsPerTopic.get(topic) ?? 0, subscribers, racks?.get(topic) ?? []);
      });
    if (topics.some(({ looksAtRacks }) => looksAtRacks)) fillNear(topics);
    for (const topic of topics) {
      topic.fill(false);
      share(topic, assignment);
    }
    return assignment;
  },
};

function subscribersOf(members: readonly MemberSubscription[]): Map<string, MemberSubscription[]> {
  const subscribers = new Map<string, MemberSubscription[]>();
  for (const member of members) {
    for (const topic of new Set(member.topics)) {
      const list = subscribers.get(topic);
      if (list === undefined) subscribers.set(topic, [member]);
      else list.push(member);
    }
  }
  return subscribers;
}

/** Topics with the same subscribers and as many partitions go together, the others each by itself. */
function fillNear(topics: readonly TopicRanges[]): void {
  const together = new Map<string, [TopicRanges, ...TopicRanges[]]>();
  for (const topic of topics) {
    const group = together.get(topic.kind);
    if (group === undefined) together.set(topic.kind, [topic]);
    else group.push(topic);
  }
  for (const group of together.values()) {
    if (group.length > 1) fillTogether(group);
    else if (group[0].looksAtRacks) group[0].fill(true);
  }
}

function share({ topic, members, owner }: TopicRanges, assignment: ReadonlyMap<string, Map<string, number[]>>): void {
  owner.forEach((member, partition) => {
    const topics = assignment.get((members[member] as MemberSubscription).memberId);
    const partitions = topics?.get(topic);
    if (partitions === undefined) topics?.set(topic, [partition]);
    else partitions.push(partition);
  });
}
