import { PartitionMap, type TopicPartition } from '@k/cluster';

/** Those of `list` that are not among `others`. */
export function without<T extends TopicPartition>(list: readonly T[], others: readonly TopicPartition[]): readonly T[] {
  const places = new PartitionMap<true>();
  for (const { topic, partition } of others) places.set(topic, partition, true);
  return list.filter(({ topic, partition }) => !places.has(topic, partition));
}
