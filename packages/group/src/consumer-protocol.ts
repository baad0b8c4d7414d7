import { ConsumerProtocolAssignment, ConsumerProtocolSubscription, Reader, WireError, Writer } from '@k/wire';
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
  const writer = new Writer();
  writer.int16(SUBSCRIPTION_VERSION);
  ConsumerProtocolSubscription.write(writer, SUBSCRIPTION_VERSION, {
    topics: [...subscription.topics].sort(),
    userData: subscription.userData,
  });
  return writer.finish();
}

/** @throws WireError when the bytes are not a subscription */
export function decodeSubscription(bytes: Buffer): Subscription {
  const reader = new Reader(bytes);
  const { topics, userData } = ConsumerProtocolSubscription.read(
    reader,
    knownVersion(reader, ConsumerProtocolSubscription),
  );
  return { topics, userData };
}

/** Bytes of an assignment: an int16 version, then ConsumerProtocolAssignment. */
export function encodeAssignment(assignment: MemberAssignment): Buffer {
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
