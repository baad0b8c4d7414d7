import { ConsumerProtocolAssignment, ConsumerProtocolSubscription, Reader, Writer } from '@k/wire';

// What consumers of the classic protocol tell each other, as text: none of its bytes is above 127.

/** A subscription of version 1. */
export function classicSubscription(topics: string[], owned: Readonly<Record<string, readonly number[]>>): string {
  const writer = new Writer();
  writer.int16(1);
  const ownedPartitions = Object.entries(owned).map(([topic, partitions]) => ({ topic, partitions: [...partitions] }));
  ConsumerProtocolSubscription.write(writer, 1, { topics, userData: Buffer.alloc(0), ownedPartitions });
  return writer.finish().toString();
}

/** An assignment of version 0. */
export function classicAssignment(topic: string, partitions: readonly number[], userData = ''): string {
  const writer = new Writer();
  writer.int16(0);
  const assignedPartitions = [{ topic, partitions: [...partitions] }];
  ConsumerProtocolAssignment.write(writer, 0, { assignedPartitions, userData: Buffer.from(userData) });
  return writer.finish().toString();
}

export function readClassicAssignment(bytes: Buffer): [topic: string, partitions: number[]][] {
  if (bytes.length === 0) return [];
  const reader = new Reader(bytes);
  const { assignedPartitions } = ConsumerProtocolAssignment.read(reader, reader.int16());
  return assignedPartitions.map(({ topic, partitions }) => [topic, [...partitions].sort((a, b) => a - b)]);
}
