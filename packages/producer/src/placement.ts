import { errorFor, ErrorCode } from '@k/wire';
import { SerializationError } from './errors.ts';
import { bytesOf, type Partitioner } from './partitioner.ts';
import type { Payload } from './record.ts';
import type { TopicState } from './topic-state.ts';

/** The partition a record names. @throws SerializationError, ProtocolError UNKNOWN_TOPIC_OR_PARTITION */
export function explicitPartition(partition: number, topic: TopicState): number {
  if (!Number.isInteger(partition) || partition < 0) {
    throw new SerializationError(topic.name, `A partition is an integer from 0 on, got ${String(partition)}`);
  }
  if (partition >= topic.count) {
    throw errorFor(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, {
      topic: topic.name,
      partition,
      message: `the topic has ${topic.count} partitions, 0 to ${topic.count - 1}`,
    });
  }
  return partition;
}

/** The partition that a partitioner of the user's names. @throws SerializationError */
export function customPartition(partitioner: Partitioner, topic: TopicState, key: Payload, value: Payload): number {
  const partition = partitioner({
    topic: topic.name,
    key: bytesOf(key),
    value: bytesOf(value),
    partitionCount: topic.count,
    availablePartitions: topic.available,
  });
  if (!Number.isInteger(partition) || partition < 0 || partition >= topic.count) {
    throw new SerializationError(
      topic.name,
      `The partitioner gave ${String(partition)}; it is to give an integer from 0 to ${topic.count - 1}`,
    );
  }
  return partition;
}
