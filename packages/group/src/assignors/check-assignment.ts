import { showValue } from '@k/wire';
import { PartitionMap } from '@k/cluster';
import { AssignmentError } from './assignment-error.ts';
import type { MemberAssignment, MemberSubscription, NamedAssignor, TopicPartitionCounts } from './assignor.ts';

/** By partition: the members that say they own it. */
type Claimants = PartitionMap<string[]>;

const NOBODY: Claimants = new PartitionMap();

/**
 * Whether each partition has exactly one owner, which subscribed to its topic. A cooperative assignor leaves out what goes to
 * another member than the one that says it owns it: that is given when it was given back (KIP-429). As in Java a claim counts
 * whatever its generation: who makes it may still be at work on the partition.
 *
 * @throws AssignmentError
 */
export function checkAssignment(
  { name, protocols }: NamedAssignor,
  partitionsPerTopic: TopicPartitionCounts,
  members: readonly MemberSubscription[],
  assignment: unknown,
): asserts assignment is ReadonlyMap<string, MemberAssignment> {
  if (!(assignment instanceof Map)) {
    throw new AssignmentError(name, `gave ${showValue(assignment)}, not a Map of member ids`);
  }
  const owners = ownersIn(name, partitionsPerTopic, members, assignment as ReadonlyMap<string, unknown>);
  const claimants = (protocols as readonly string[]).includes('cooperative') ? claimantsOf(members) : NOBODY;
  for (const [topic, partition, former] of claimants) {
    const memberId = owners.get(topic, partition);
    if (memberId === undefined || former.includes(memberId)) continue;
    const what = `gave ${topic}-${String(partition)} to ${memberId}, not yet given back by ${former.join(' and ')}`;
    throw new AssignmentError(name, what, { topic, partition, memberId });
  }
  for (const [topic, memberId] of firstSubscribers(members)) {
    const count = partitionsPerTopic.get(topic) ?? 0;
    for (let partition = 0; partition < count; partition++) {
      if (owners.get(topic, partition) !== undefined || claimants.get(topic, partition) !== undefined) continue;
      const what = `gave ${topic}-${String(partition)} to nobody, though ${memberId} subscribed to ${topic}`;
      throw new AssignmentError(name, what, { topic, partition, memberId });
    }
  }
}

function ownersIn(
  name: string,
  partitionsPerTopic: TopicPartitionCounts,
  members: readonly MemberSubscription[],
  assignment: ReadonlyMap<string, unknown>,
): PartitionMap<string> {
  const subscribed = new Map(members.map(({ memberId, topics }) => [memberId, new Set(topics)]));
  const owners = new PartitionMap<string>();
  for (const [memberId, given] of assignment) {
    const topics = subscribed.get(memberId);
    if (topics === undefined) {
      throw new AssignmentError(name, `gave partitions to ${showValue(memberId)}, which is no member`, { memberId });
    }
    if (!(given instanceof Map)) {
      const what = `gave ${memberId} ${showValue(given)}, not a Map of topic names to lists of partitions`;
      throw new AssignmentError(name, what, { memberId });
    }
    for (const [topic, partitions] of given as ReadonlyMap<string, unknown>) {
      if (!Array.isArray(partitions)) {
        const what = `gave ${memberId} ${showValue(partitions)} of topic ${showValue(topic)}, not a list of partitions`;
        throw new AssignmentError(name, what, { topic, memberId });
      }
      for (const partition of partitions as unknown[]) {
        const wrong = faultOf(topic, partition, partitionsPerTopic, topics);
        const place = { topic, partition: partition as number, memberId };
        if (wrong !== undefined) {
          throw new AssignmentError(name, `gave ${topic}-${showValue(partition)} to ${memberId}, ${wrong}`, place);
        }
        const owner = owners.get(place);
        if (owner !== undefined) {
          const what = `gave ${topic}-${String(partition)} to both ${owner} and ${memberId}`;
          throw new AssignmentError(name, what, place);
        }
        owners.set(place, memberId);
      }
    }
  }
  return owners;
}

function faultOf(
  topic: string,
  partition: unknown,
  partitionsPerTopic: TopicPartitionCounts,
  topics: ReadonlySet<string>,
): string | undefined {
  if (!topics.has(topic)) return 'which did not subscribe to the topic';
  const partitions = partitionsPerTopic.get(topic) ?? 0;
  if (Number.isInteger(partition) && (partition as number) >= 0 && (partition as number) < partitions) return undefined;
  return `and the topic has ${String(partitions)} partitions`;
}

function claimantsOf(members: readonly MemberSubscription[]): Claimants {
  const claimants: Claimants = new PartitionMap();
  for (const { memberId, ownedPartitions } of members) {
    for (const place of ownedPartitions) claimants.set(place, [...(claimants.get(place) ?? []), memberId]);
  }
  return claimants;
}

/** Of each topic that anybody subscribed to one who did. */
function firstSubscribers(members: readonly MemberSubscription[]): Map<string, string> {
  const first = new Map<string, string>();
  for (const { memberId, topics } of members) {
    for (const topic of topics) if (!first.has(topic)) first.set(topic, memberId);
  }
  return first;
}
