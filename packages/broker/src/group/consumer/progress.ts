import type { ConsumerMember } from './consumer-member.ts';
import { isReconciledTo } from './consumer-member.ts';
import type { GroupContext } from './group-context.ts';
import type { Membership } from './membership.ts';
import type { OwnedPartitions } from './partitions.ts';
import { reconcile } from './reconcile.ts';
import { fingerprint, idsOf, sameTopics, topicsOf } from './subscription.ts';
import { targetAssignment } from './target-assignment.ts';

/**
 * What a member's request changed in its subscription. 'regex': an expression whose topics are not known yet, which as yet
 * makes no difference to the others.
 */
export type SubscriptionChange = 'none' | 'regex' | 'topics';

/** What changed from one state of a member to the next. To be asked before the group has the next one. */
export function subscriptionChange(
  group: Membership,
  before: ConsumerMember,
  after: ConsumerMember,
): SubscriptionChange {
  if (!sameTopics(before.topics, after.topics)) return 'topics';
  if (before.regex === after.regex) return 'none';
  return after.regex === '' || group.resolved.has(after.regex) ? 'topics' : 'regex';
}

/** Counts the group's epoch up where something changed, also in its topics. */
export function updateGroupEpoch(group: Membership, changed: boolean, { topics }: GroupContext): void {
  if (!changed && group.topicsVersion === topics.topicsVersion) return;
  const print = fingerprint(group.topics, topics);
  if (changed || print !== group.topicsFingerprint) group.groupEpoch++;
  group.topicsFingerprint = print;
  group.topicsVersion = topics.topicsVersion;
}

/** Makes the target assignment of the present group epoch, unless there is one, or the last one is too young. */
export function updateTarget(group: Membership, { topics, settings, clock }: GroupContext): void {
  if (group.assignmentEpoch >= group.groupEpoch) return;
  const now = clock.now();
  const { assignedAtMs } = group;
  // A clock that was set back has no part in it.
  const ageMs = assignedAtMs === undefined ? Infinity : now - assignedAtMs;
  if (ageMs >= 0 && ageMs < settings.groupConsumerAssignmentIntervalMs) return;
  const assignor = group.preferredAssignor(settings.groupConsumerAssignors);
  const { members, target, resolved } = group;
  group.target = targetAssignment(assignor, members, target, { resolved, topics });
  group.assignmentEpoch = group.groupEpoch;
  group.assignedAtMs = now;
}

/** Brings one member a step further towards its target. @returns it as it is then */
export function advance(
  group: Membership,
  member: ConsumerMember,
  from: { readonly subscriptionChanged: boolean; readonly owned: readonly OwnedPartitions[] | null },
  { topics }: GroupContext,
): ConsumerMember {
  if (!from.subscriptionChanged && isReconciledTo(member, group.assignmentEpoch)) return member;
  const next = reconcile(member, {
    ...from,
    target: group.targetOf(member.memberId),
    targetEpoch: group.assignmentEpoch,
    subscribed: idsOf(topicsOf(member, group.resolved), topics),
    isFree: (topicId, partition) => group.isFree(topicId, partition),
  });
  group.put(next);
  return next;
}
