import { ConsumerProtocolAssignment, ConsumerProtocolSubscription, Reader, WireError, Writer } from '@k/wire';
import { INT32_MAX, check, checkBytes, isObject, isText, isWhole } from './arguments.ts';
import type { MemberAssignment } from './assignor.ts';

/** What members of protocol type `consumer` tell each other through the coordinator, which does not look inside. */
export interface Subscription {
  readonly topics: readonly string[];
  readonly userData: Buffer | null;
}

// Eager assignors own nothing while they join, so ownedPartitions and generationId (KIP-429, KIP-792) stay empty.
const SUBSCRIPTION_VERSION = 1;
const ASSIGNMENT_VERSION = 1;

/** Bytes of a subscription: an int16 version, then ConsumerProtocolSubscription. */
export function encodeSubscription(subscription: Subscription): Buffer {
  const call = 'encodeSubscription()';
  check(call, 'subscription', isObject(subscription), '{ topics, userData }', subscription);
  const { topics, userData } = subscription;
  check(call, 'topics', Array.isArray(topics) && topics.every(isText), 'the names of topics', topics);
  check(call, 'userData', userData === null || userData instanceof Uint8Array, 'a Buffer or null', userData);
  const writer = new Writer();
  writer.int16(SUBSCRIPTION_VERSION);
  ConsumerProtocolSubscription.write(writer, SUBSCRIPTION_VERSION, {
    topics: [...topics].sort(),
    userData,
  });
  return writer.finish();
}

/** @throws WireError when the bytes are not a subscription */
export function decodeSubscription(bytes: Buffer): Subscription {
  checkBytes('decodeSubscription()', bytes);
  const reader = new Reader(bytes);
  const { topics, userData } = ConsumerProtocolSubscription.read(
    reader,
    knownVersion(reader, ConsumerProtocolSubscription),
  );
  return { topics, userData };
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

/** No bytes at all are an empty assignment: some leaders send it to members that get nothing. */
export function decodeAssignment(bytes: Buffer): MemberAssignment {
  checkBytes('decodeAssignment()', bytes);
  const assignment = new Map<string, readonly number[]>();
  if (bytes.length === 0) return assignment;
  const reader = new Reader(bytes);
  const body = ConsumerProtocolAssignment.read(reader, knownVersion(reader, ConsumerProtocolAssignment));
  for (const { topic, partitions } of body.assignedPartitions) assignment.set(topic, partitions);
  return assignment;
}

/** A newer version only appends fields: it is read as the newest one known here, and the rest is left alone. */
function knownVersion(reader: Reader, message: { readonly name: string; readonly maxVersion: number }): number {
  const version = reader.int16();
  if (version < 0) throw new WireError(`${message.name}: version ${String(version)}`);
  return Math.min(version, message.maxVersion);
}
