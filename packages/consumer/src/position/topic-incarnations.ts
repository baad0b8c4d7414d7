import { ErrorCode, ZERO_UUID } from '@k/wire';
import type { Cluster } from '@k/cluster';
import type { AssignedPartition } from './assigned-partition.ts';
import type { FormerPosition, RecreatedTopic } from '../events.ts';

export interface TopicIncarnationsInit<K, V> {
  readonly cluster: Cluster;
  readonly partitions: () => Iterable<AssignedPartition<K, V>>;
  /** The partition's position was about a log that is gone. */
  readonly onNewLog: (partition: AssignedPartition<K, V>) => void;
  readonly onRecreated: (recreated: RecreatedTopic) => void;
}

/**
 * Finds out that a topic was deleted and made again, which shows by its id (KIP-516). Its logs are others: at the old
 * offset they hold other records, or none, and those before it were read by nobody. Brokers before 2.8 tell no ids.
 */
export class TopicIncarnations<K, V> {
  readonly #init: TopicIncarnationsInit<K, V>;

  constructor(init: TopicIncarnationsInit<K, V>) {
    this.#init = init;
  }

  /** The metadata or the assignment is new. */
  look(): void {
    const { cluster, partitions, onNewLog, onRecreated } = this.#init;
    const recreated = new Map<string, RecreatedTopic & { readonly positions: FormerPosition[] }>();
    const moved: AssignedPartition<K, V>[] = [];
    for (const partition of partitions()) {
      const { topic, topicId: formerId } = partition;
      const topicId = idOf(cluster, topic);
      if (topicId === undefined || topicId === formerId) continue;
      partition.topicId = topicId;
      if (formerId === undefined) continue;
      moved.push(partition);
      let told = recreated.get(topic);
      if (told === undefined) recreated.set(topic, (told = { topic, topicId, formerId, positions: [] }));
      told.positions.push({ topic, partition: partition.partition, position: partition.position });
    }
    for (const partition of moved) onNewLog(partition);
    for (const told of recreated.values()) onRecreated(told);
  }
}

/** Undefined while there is no such topic, or brokers do not tell. */
function idOf(cluster: Cluster, topic: string): string | undefined {
  const metadata = cluster.topic(topic);
  if (metadata === undefined || metadata.errorCode !== ErrorCode.NONE || metadata.topicId === ZERO_UUID)
    return undefined;
  return metadata.topicId;
}
