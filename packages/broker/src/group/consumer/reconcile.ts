import type { ConsumerMember } from './consumer-member.ts';
import { NO_PARTITIONS, type AssignedPartitions, type Assignment, type OwnedPartitions } from './partitions.ts';

/** What the next step of a member depends on. */
export interface Surroundings {
  readonly target: Assignment;
  readonly targetEpoch: number;
  /** Topics there are that the member subscribes to, by name or by regular expression. */
  readonly subscribed: ReadonlySet<string>;
  readonly subscriptionChanged: boolean;
  /** Whether no member has the partition. */
  isFree(topicId: string, partition: number): boolean;
  /** What the member says it has; null when it does not say. */
  readonly owned: readonly OwnedPartitions[] | null;
}

/**
 * The next step of one member towards its target assignment: first it gives up what it is not to have, and only when it
 * says that it did, it gets the new epoch and what is free of the rest. The same member when there is nothing to do.
 * Follows Kafka's CurrentAssignmentBuilder.
 */
export function reconcile(member: ConsumerMember, around: Surroundings): ConsumerMember {
  switch (member.state) {
    case 'STABLE':
      if (member.memberEpoch !== around.targetEpoch) return nextAssignment(member, around);
      return around.subscriptionChanged ? withoutUnsubscribed(member, around) : member;
    case 'UNREVOKED_PARTITIONS':
      if (!ownsSome(around.owned, member.pendingRevocation)) return nextAssignment(member, around);
      return around.subscriptionChanged ? withoutUnsubscribed(member, around) : member;
    case 'UNRELEASED_PARTITIONS':
      return nextAssignment(member, around);
  }
}

/** Whether the member may still have some of them. */
function ownsSome(owned: readonly OwnedPartitions[] | null, partitions: AssignedPartitions): boolean {
  if (owned === null) return true;
  return owned.some((each) => each.partitions.some((id) => partitions.get(each.topicId)?.has(id)));
}

function atEpoch(member: ConsumerMember, memberEpoch: number): ConsumerMember {
  return { ...member, memberEpoch, previousMemberEpoch: member.memberEpoch };
}

/** Takes the partitions of topics it no longer subscribes to away from it at once, whatever its target is. */
function withoutUnsubscribed(member: ConsumerMember, { subscribed, owned }: Surroundings): ConsumerMember {
  const gone = [...member.assigned].filter(([topicId]) => !subscribed.has(topicId));
  if (gone.length === 0) return member;
  const assigned = new Map([...member.assigned].filter(([topicId]) => subscribed.has(topicId)));
  const pendingRevocation = new Map(member.pendingRevocation);
  for (const [topicId, partitions] of gone) {
    pendingRevocation.set(topicId, new Map([...(pendingRevocation.get(topicId) ?? []), ...partitions]));
  }
  const next = { ...atEpoch(member, member.memberEpoch), assigned };
  return ownsSome(owned, pendingRevocation) ? { ...next, state: 'UNREVOKED_PARTITIONS', pendingRevocation } : next;
}

function nextAssignment(member: ConsumerMember, around: Surroundings): ConsumerMember {
  const { target, targetEpoch, subscribed, owned } = around;
  const kept = new Map<string, Map<number, number>>();
  const revoked = new Map<string, Map<number, number>>();
  const added: [topicId: string, partition: number][] = [];
  let unreleased = false;
  for (const topicId of new Set([...target.keys(), ...member.assigned.keys()])) {
    const wanted = (subscribed.has(topicId) ? target.get(topicId) : undefined) ?? new Set<number>();
    const present = member.assigned.get(topicId) ?? new Map<number, number>();
    for (const [partition, epoch] of present) {
      put(wanted.has(partition) ? kept : revoked, topicId, partition, epoch);
    }
    for (const partition of wanted) {
      if (present.has(partition)) continue;
      const own = member.pendingRevocation.get(topicId)?.has(partition) === true;
      if (own || around.isFree(topicId, partition)) added.push([topicId, partition]);
      else unreleased = true;
    }
  }
  if (revoked.size > 0 && ownsSome(owned, revoked)) {
    // The epoch stays until it has given them up.
    const next = atEpoch(member, member.memberEpoch);
    return { ...next, state: 'UNREVOKED_PARTITIONS', assigned: kept, pendingRevocation: revoked };
  }
  for (const [topicId, partition] of added) put(kept, topicId, partition, targetEpoch);
  return {
    ...atEpoch(member, targetEpoch),
    state: unreleased ? 'UNRELEASED_PARTITIONS' : 'STABLE',
    assigned: kept,
    pendingRevocation: NO_PARTITIONS,
  };
}

function put(into: Map<string, Map<number, number>>, topicId: string, partition: number, epoch: number): void {
  let partitions = into.get(topicId);
  if (partitions === undefined) into.set(topicId, (partitions = new Map<number, number>()));
  partitions.set(partition, epoch);
}
