import type { TopicPartition } from '@k/cluster';

/** Topics with the numbers of their partitions, as requests want them. */
export function partitionsByTopic(partitions: Iterable<TopicPartition>): [topic: string, partitions: number[]][] {
  const topics = new Map<string, number[]>();
  for (const { topic, partition } of partitions) {
    const there = topics.get(topic);
    if (there === undefined) topics.set(topic, [partition]);
    else there.push(partition);
  }
  return [...topics];
}
