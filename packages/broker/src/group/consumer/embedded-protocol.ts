import {
  ConsumerProtocolAssignment,
  ConsumerProtocolSubscription,
  ErrorCode,
  Reader,
  WireError,
  Writer,
} from '@k/wire';
import type { Assignment, OwnedPartitions } from './partitions.ts';
import { Refused } from './refused.ts';
import type { TopicSource } from './subscription.ts';

// What classic members of protocol type `consumer` tell each other: the coordinator looks into it here alone, as it assigns
// for them.

export interface ClassicSubscription {
  readonly topics: ReadonlySet<string>;
  /** Of the topics there are. */
  readonly owned: readonly OwnedPartitions[];
  readonly rackId: string | null;
}

/** @throws Refused with this code when the bytes are none */
export function readSubscription(
  metadata: Uint8Array,
  topics: TopicSource,
  errorCode: number = ErrorCode.INCONSISTENT_GROUP_PROTOCOL,
): ClassicSubscription {
  const { maxVersion } = ConsumerProtocolSubscription;
  const read = reading(metadata, { maxVersion, errorCode }, (reader, version) =>
    ConsumerProtocolSubscription.read(reader, version),
  );
  const owned = read.ownedPartitions.flatMap(({ topic, partitions }) => {
    const topicId = topics.topic(topic)?.topicId;
    return topicId === undefined ? [] : { topicId, partitions };
  });
  return { topics: new Set(read.topics), owned, rackId: read.rackId === '' ? null : read.rackId };
}

/** @throws Refused INCONSISTENT_GROUP_PROTOCOL when the bytes are none, or an assignor's own data would be lost */
export function readAssignment(bytes: Uint8Array, topics: TopicSource): Assignment {
  if (bytes.length === 0) return new Map();
  const { maxVersion } = ConsumerProtocolAssignment;
  const errorCode = ErrorCode.INCONSISTENT_GROUP_PROTOCOL;
  const { assignedPartitions, userData } = reading(bytes, { maxVersion, errorCode }, (reader, version) =>
    ConsumerProtocolAssignment.read(reader, version),
  );
  if (userData !== null && userData.length > 0) {
    throw new Refused(
      errorCode,
      'an unsupported custom assignor is in use. Please refer to the documentation or switch to a default assignor before re-attempting the upgrade',
    );
  }
  return new Map(
    assignedPartitions.flatMap(({ topic, partitions }) => {
      const topicId = topics.topic(topic)?.topicId;
      return topicId === undefined ? [] : [[topicId, new Set(partitions)] as const];
    }),
  );
}

/** @param metadata the member's subscription, whose version the assignment gets */
export function writeAssignment(
  assignment: ReadonlyMap<string, Iterable<number>>,
  metadata: Uint8Array,
  topics: TopicSource,
): Uint8Array {
  const version = Math.min(Buffer.from(metadata).readInt16BE(0), ConsumerProtocolAssignment.maxVersion);
  const writer = new Writer();
  writer.int16(version);
  ConsumerProtocolAssignment.write(writer, version, {
    assignedPartitions: Array.from(assignment).flatMap(([topicId, partitions]) => {
      const topic = topics.topicById(topicId)?.name;
      return topic === undefined ? [] : { topic, partitions: [...partitions] };
    }),
    userData: null,
  });
  return writer.finish();
}

/** The highest version we know of a newer one is read, as Kafka does. */
function reading<T>(
  bytes: Uint8Array,
  { maxVersion, errorCode }: { readonly maxVersion: number; readonly errorCode: number },
  read: (reader: Reader, version: number) => T,
): T {
  try {
    const reader = new Reader(Buffer.from(bytes));
    const version = reader.int16();
    if (version < 0) throw new WireError(`version ${String(version)}`);
    return read(reader, Math.min(version, maxVersion));
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    throw new Refused(errorCode, 'the embedded consumer protocol is malformed');
  }
}
