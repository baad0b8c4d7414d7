import { showValue } from '@k/wire';
import { SerializationError } from './errors.ts';
import { bytesOf, type Partitioner, type PartitionerName, type PlaceKey, placeKeyOf } from './partitioner.ts';
import type { Payload } from './record.ts';
import type { TopicState } from './topic-state.ts';

/** The options of a producer that say where records go, made into what is asked for each of them. */
export function placementOf(options: {
  readonly partitioner: PartitionerName | Partitioner;
  readonly partitionerIgnoreKeys: boolean;
}): { readonly partitioner: Partitioner | null; readonly placeKey: PlaceKey } {
  const { partitioner, partitionerIgnoreKeys } = options;
  if (typeof partitioner !== 'string') return { partitioner, placeKey: placeKeyOf('murmur2', false) };
  return { partitioner: null, placeKey: placeKeyOf(partitioner, partitionerIgnoreKeys) };
}

/** The partition that a partitioner of the user's names. @throws SerializationError */
export function customPartition(partitioner: Partitioner, topic: TopicState, key: Payload, value: Payload): number {
  const { name, count: partitionCount, available: availablePartitions } = topic;
  let partition: number;
  try {
    partition = partitioner({
      topic: name,
      key: bytesOf(key),
      value: bytesOf(value),
      partitionCount,
      availablePartitions,
    });
  } catch (error) {
    throw new SerializationError(name, `The partitioner threw: ${String(error)}`, error);
  }
  if (Number.isInteger(partition) && partition >= 0 && partition < partitionCount) return partition;
  throw new SerializationError(
    name,
    `The partitioner is to give a whole number from 0 to ${partitionCount - 1}, and gave ${showValue(partition)}`,
  );
}
