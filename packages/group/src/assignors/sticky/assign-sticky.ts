import type { MemberAssignment, MemberSubscription, PartitionRacks, TopicPartitionCounts } from '../assignor.ts';
import { at } from '../at.ts';
import { compareText } from '../member-order.ts';
import { type Claim, NOBODY, ownershipOf } from './claims.ts';
import { assignDifferingSubscriptions } from './differing-subscriptions.ts';
import { assignEqualSubscriptions } from './equal-subscriptions.ts';
import { PartitionNumbers } from './partition-numbers.ts';
import { rackMatchOf } from './rack-match.ts';

/** What is given to whom, and how it is come to. */
interface StickyRules {
  /** What a member owned when the group last shared out. */
  readonly claimOf: (member: MemberSubscription) => Claim;
  /** Whether a partition that moves is left out until whoever claims it has given it back (KIP-429). */
  readonly waits: boolean;
}

/** What the sticky assignors have in common: as even as can be, and then as much as can be stays where it is. */
export function assignSticky(
  partitionsPerTopic: TopicPartitionCounts,
  members: readonly MemberSubscription[],
  racks: PartitionRacks | undefined,
  { claimOf, waits }: StickyRules,
): Map<string, MemberAssignment> {
  const ordered = [...members].sort((a, b) => compareText(a.memberId, b.memberId));
  const topics = ordered.map((member) => new Set(member.topics));
  const numbers = new PartitionNumbers(partitionsPerTopic, new Set(members.flatMap((member) => member.topics)));
  const subscribers = numbers.topics.map((topic) => [...ordered.keys()].filter((member) => topics[member]?.has(topic)));
  const ownership = ownershipOf(ordered.map(claimOf), numbers);
  const match = racks && rackMatchOf(ordered, numbers, racks);
  const owner = subscribers.every(({ length }) => length === ordered.length)
    ? assignEqualSubscriptions(ordered.length, numbers, ownership, match)
    : assignDifferingSubscriptions(subscribers, ordered.length, numbers, ownership, match);
  if (waits) {
    owner.forEach((member, number) => {
      if (at(ownership.isClaimed, number) === 1 && member !== at(ownership.owner, number)) owner[number] = NOBODY;
    });
  }
  return numbers.assignment(
    ordered.map(({ memberId }) => memberId),
    owner,
  );
}
