import { ErrorCode, Metadata } from '@k/wire';
import { sleep } from '@k/runtime';
import { isRetriable, type Cluster, type MetadataSnapshot } from '@k/cluster';
import { backoffOf } from '../protocol-member.ts';

/**
 * The names of topics by their ids: from the metadata that the client keeps anyway, and where that has them not (yet), by asking
 * for them until they are known. A group that subscribed to a pattern is given topics that this client has never heard of.
 */
export class TopicNames {
  readonly #cluster: Cluster;
  readonly #onNames: () => void;
  #snapshot: MetadataSnapshot | undefined;
  #known = new Map<string, string>();
  /** Of those that were asked for. */
  #learnt = new Map<string, string>();
  #wanted: ReadonlySet<string> = new Set();
  #asking: AbortController | undefined;

  constructor(cluster: Cluster, onNames: () => void) {
    this.#cluster = cluster;
    this.#onNames = onNames;
  }

  nameOf(topicId: string): string | undefined {
    const { metadata } = this.#cluster;
    if (metadata !== this.#snapshot) {
      this.#snapshot = metadata;
      this.#known = new Map(Array.from(metadata.topics.values(), (topic) => [topic.topicId, topic.name]));
    }
    return this.#known.get(topicId) ?? this.#learnt.get(topicId);
  }

  /** From now on these are looked for, and no others. */
  find(topicIds: readonly string[]): void {
    this.#wanted = new Set(topicIds);
    this.#learnt = new Map([...this.#learnt].filter(([topicId]) => this.#wanted.has(topicId)));
    if (this.#asking !== undefined) return;
    this.#asking = new AbortController();
    void this.#ask(this.#asking.signal);
  }

  stop(): void {
    this.#wanted = new Set();
    this.#asking?.abort();
    this.#asking = undefined;
  }

  async #ask(signal: AbortSignal): Promise<void> {
    const backoff = backoffOf(this.#cluster);
    for (let attempt = 0; !signal.aborted; attempt++) {
      const missing = [...this.#wanted].filter((topicId) => this.nameOf(topicId) === undefined);
      if (missing.length === 0) break;
      if (await this.#askOnce(missing, signal)) {
        attempt = 0;
        this.#onNames();
        continue;
      }
      await sleep(this.#cluster.runtime.clock, backoff(attempt), signal).catch(() => undefined);
    }
    if (!signal.aborted) this.#asking = undefined;
  }

  /** Whether there is news. What failed is asked again. */
  async #askOnce(missing: readonly string[], signal: AbortSignal): Promise<boolean> {
    try {
      const topics = missing.map((topicId) => ({ topicId, name: null }));
      const answer = await this.#cluster.request(
        'any',
        Metadata,
        { topics, allowAutoTopicCreation: false },
        { signal },
      );
      const found = answer.topics.filter(({ errorCode, name }) => errorCode === ErrorCode.NONE && name !== null);
      for (const { topicId, name } of found) this.#learnt.set(topicId, String(name));
      // What nobody asked for is no news: it would be asked again at once.
      return found.some(({ topicId }) => missing.includes(topicId));
    } catch (error) {
      if (!signal.aborted && !isRetriable(error))
        await this.#cluster.refresh('topics of the group are unknown').catch(() => undefined);
      return false;
    }
  }
}
