import type { ClusterState } from '../state/cluster-state.ts';
import type { TopicState } from '../state/topic.ts';
import type { EntryChanges, Durable } from './durable.ts';

/** The topics of a cluster as data, by topic id. Their records are no part of it. */
export class TopicStore implements Durable<TopicState> {
  readonly name = 'topics';
  readonly changes: EntryChanges;
  readonly #cluster: ClusterState;

  constructor(cluster: ClusterState) {
    this.#cluster = cluster;
    this.changes = cluster.topicChanges;
  }

  keys(): string[] {
    return this.#cluster.topics.map(({ topicId }) => topicId);
  }

  capture(topicId: string): TopicState | undefined {
    return this.#cluster.topicById(topicId)?.capture();
  }

  restore(entries: ReadonlyMap<string, TopicState>): void {
    this.#cluster.restoreTopics(entries);
  }
}
