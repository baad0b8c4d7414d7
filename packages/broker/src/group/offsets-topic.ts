import { hashCode } from '../state/coordinator-node.ts';

/**
 * What groups' offsets are called as part of a transaction. There is no such topic here: they are kept beside the groups,
 * in as many parts as Kafka's topic has partitions.
 */
export const OFFSETS_TOPIC = '__consumer_offsets';
const OFFSETS_PARTITIONS = 50;

/** The part that a group's offsets are in. */
export function offsetsPartitionOf(groupId: string): number {
  return hashCode(groupId) % OFFSETS_PARTITIONS;
}
