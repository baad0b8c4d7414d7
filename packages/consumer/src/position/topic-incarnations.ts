import { ErrorCode, ZERO_UUID } from '@k/wire';
import type { Cluster } from '@k/cluster';
import type { FormerPosition, RecreatedTopic, Tell } from '../events.ts';
import type { Assignment } from './assignment.ts';

export interface TopicIncarnationsInit<K, V> {
  readonly cluster: Cluster;
  readonly assignment: Assignment<K, V>;
  readonly tell: Tell;
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
    const { cluster, assignment, tell } = this.#init;
    const recreated = new Map<string, RecreatedTopic & { readonly positions: FormerPosition[] }>();
    for (const owned of assignment.values()) {
      const { topic, partition, topicId: formerId } = owned;
      const topicId = idOf(cluster, topic);
      if (topicId === undefined || topicId === formerId) continue;
      const position = owned.position.offset;
      owned.isOf(topicId);
      if (formerId === undefined) continue;
      let news = recreated.get(topic);
      if (news === undefined) recreated.set(topic, (news = { topic, topicId, formerId, positions: [] }));
      news.positions.push({ topic, partition, position });
    }
    for (const news of recreated.values()) tell('topicRecreated', news);
  }
}

/** Undefined while there is no such topic, or brokers do not tell. */
function idOf(cluster: Cluster, topic: string): string | undefined {
  const metadata = cluster.topic(topic);
  if (metadata === undefined || metadata.errorCode !== ErrorCode.NONE || metadata.topicId === ZERO_UUID)
    return undefined;
  return metadata.topicId;
}
