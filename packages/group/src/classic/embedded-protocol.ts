import { ConsumerProtocolAssignment, ConsumerProtocolSubscription, Reader, WireError, Writer } from '@k/wire';
import type { TopicPartition } from '@k/cluster';
import { INT32_MAX, check, checkBytes, isObject, isText, isWhole } from '../arguments.ts';
import type { MemberAssignment, Subscription } from '../assignors/assignor.ts';
import { PartitionMap } from '@k/cluster';

// What members of protocol type `consumer` tell each other through the coordinator, which does not look inside.

/** The highest, as Java sends it: who knows an older one only reads as much as that has. */
const SUBSCRIPTION_VERSION = 3;
const ASSIGNMENT_VERSION = 1;

/**
 * Bytes of a subscription: an int16 version, then ConsumerProtocolSubscription.
 *
 * @param version 0 to 3. What the version cannot say is left out: `ownedPartitions` before 1, `generationId` before 2,
 * `rackId` before 3.
 */
export function encodeSubscription(
  subscription: Pick<Subscription, 'topics' | 'userData'> & Partial<Subscription>,
  version: number = SUBSCRIPTION_VERSION,
): Buffer {
  const call = 'encodeSubscription()';
  check(call, 'subscription', isObject(subscription), '{ topics, userData }', subscription);
  const { topics, userData, ownedPartitions = [], generationId = -1, rackId = null } = subscription;
  check(call, 'topics', Array.isArray(topics) && topics.every(isText), 'the names of topics', topics);
  check(call, 'userData', userData === null || userData instanceof Uint8Array, 'a Buffer or null', userData);
  check(call, 'ownedPartitions', isPartitions(ownedPartitions), 'a list of { topic, partition }', ownedPartitions);
  check(call, 'generationId', isWhole(generationId, -1, INT32_MAX), 'a generation, or -1', generationId);
  check(call, 'rackId', rackId === null || isText(rackId), 'text or null', rackId);
  const { minVersion, maxVersion } = ConsumerProtocolSubscription;
  const versions = `a version from ${String(minVersion)} to ${String(maxVersion)}`;
  check(call, 'version', isWhole(version, minVersion, maxVersion), versions, version);
  const owned = new PartitionMap<true>();
  for (const { topic, partition } of ownedPartitions) owned.set(topic, partition, true);
  const writer = new Writer();
  writer.int16(version);
  ConsumerProtocolSubscription.write(writer, version, {
    topics: [...topics].sort(),
    userData,
    ownedPartitions: owned
      .byTopic()
      .map(([topic, ids]) => ({ topic, partitions: ids.map(([partition]) => partition) })),
    generationId,
    rackId,
  });
  return writer.finish();
}

/** What a version does not say is as if there were none. @throws WireError when the bytes are not a subscription */
export function decodeSubscription(bytes: Buffer): Subscription {
  checkBytes('decodeSubscription()', bytes);
  const reader = new Reader(bytes);
  const version = knownVersion(reader, ConsumerProtocolSubscription);
  const { topics, userData, ownedPartitions, generationId, rackId } = ConsumerProtocolSubscription.read(
    reader,
    version,
  );
  return { topics, userData, ownedPartitions: partitionsOf(ownedPartitions), generationId, rackId };
}

/** Bytes of an assignment: an int16 version, then ConsumerProtocolAssignment. */
export function encodeAssignment(assignment: MemberAssignment): Buffer {
  const expected = 'a Map of topic names to lists of partitions';
  check('encodeAssignment()', 'assignment', assignment instanceof Map, expected, assignment);
  for (const [topic, partitions] of assignment) {
    const isRight =
      isText(topic) && Array.isArray(partitions) && partitions.every((each) => isWhole(each, 0, INT32_MAX));
    check('encodeAssignment()', 'assignment', isRight, expected, isText(topic) ? partitions : topic);
  }
  const writer = new Writer();
  writer.int16(ASSIGNMENT_VERSION);
  ConsumerProtocolAssignment.write(writer, ASSIGNMENT_VERSION, {
    assignedPartitions: Array.from(assignment, ([topic, partitions]) => ({ topic, partitions: [...partitions] })),
    userData: null,
  });
  return writer.finish();
}

/**
 * The partitions of an assignment. No bytes at all are an empty one: some leaders send it to members that get nothing.
 * @throws WireError when the bytes are not an assignment
 */
export function decodeAssignment(bytes: Buffer): TopicPartition[] {
  checkBytes('decodeAssignment()', bytes);
  if (bytes.length === 0) return [];
  const reader = new Reader(bytes);
  const version = knownVersion(reader, ConsumerProtocolAssignment);
  return partitionsOf(ConsumerProtocolAssignment.read(reader, version).assignedPartitions);
}

/** A newer version only appends fields: it is read as the newest one known here, and the rest is left alone. */
function knownVersion(reader: Reader, message: { readonly name: string; readonly maxVersion: number }): number {
  const version = reader.int16();
  if (version < 0) throw new WireError(`${message.name}: version ${String(version)}`);
  return Math.min(version, message.maxVersion);
}

function isPartitions(list: unknown): boolean {
  return (
    Array.isArray(list) &&
    list.every((each: Partial<TopicPartition> | null) => isText(each?.topic) && isWhole(each.partition, 0, INT32_MAX))
  );
}

function partitionsOf(
  topics: readonly { readonly topic: string; readonly partitions: readonly number[] }[],
): TopicPartition[] {
  return topics.flatMap(({ topic, partitions }) => partitions.map((partition) => ({ topic, partition })));
}
