import { ErrorCode, Metadata, StateError, errorFor } from '@k/wire';
import type { TimerHandle } from '@k/conn';
import type { Cluster, TopicPartition } from '@k/cluster';
import type { ConsumerRebalanceListener } from './events.ts';

/** What the application wants to read. */
export type Subscription =
  | { readonly kind: 'none' }
  | { readonly kind: 'topics'; readonly topics: readonly string[]; readonly listener: ConsumerRebalanceListener }
  | { readonly kind: 'pattern'; readonly pattern: RegExp; readonly listener: ConsumerRebalanceListener }
  | { readonly kind: 'assigned'; readonly partitions: readonly TopicPartition[] };

export interface SubscribeOptions {
  /** Names of topics. Either these or `pattern`. */
  readonly topics?: readonly string[];
  /** Topics whose whole name matches; topics made later join in when metadata is renewed (`metadataMaxAgeMs`). */
  readonly pattern?: RegExp;
  readonly listener?: ConsumerRebalanceListener;
}

/** @throws StateError when it says nothing, or two things */
export function subscriptionOf(options: SubscribeOptions): Extract<Subscription, { kind: 'topics' | 'pattern' }> {
  const { topics, pattern, listener = {} } = options;
  if ((topics === undefined) === (pattern === undefined)) {
    throw new StateError('KafkaConsumer: subscribe() takes either topics or a pattern');
  }
  if (pattern !== undefined) return { kind: 'pattern', pattern, listener };
  const names = [...new Set(topics)];
  const wrong = names.find((name) => typeof name !== 'string' || name === '');
  if (names.length === 0 || wrong !== undefined) {
    throw new StateError(
      'KafkaConsumer: subscribe() takes a list of topic names, none of them empty; unsubscribe() ends it',
    );
  }
  return { kind: 'topics', topics: names, listener };
}

/** All topics that this client may see. */
export async function listTopics(
  cluster: Cluster,
  options: { readonly timeoutMs?: number | undefined; readonly signal?: AbortSignal | undefined },
): Promise<{ name: string; isInternal: boolean }[]> {
  // Version 0 has no null: there an empty list means all topics.
  const answer = await cluster.request('any', Metadata, (version) => ({ topics: version === 0 ? [] : null }), {
    ...options,
    retry: true,
  });
  const topics: { name: string; isInternal: boolean }[] = [];
  for (const { name, isInternal, errorCode } of answer.topics) {
    if (name !== null && errorCode === ErrorCode.NONE) topics.push({ name, isInternal });
  }
  return topics;
}

/** Finds the topics that match a pattern, now and every `intervalMs`. */
export class PatternWatch {
  readonly #cluster: Cluster;
  readonly #pattern: RegExp;
  readonly #excludeInternal: boolean;
  readonly #onTopics: (topics: readonly string[]) => void;
  readonly #stop = new AbortController();
  #timer: TimerHandle;

  constructor(
    cluster: Cluster,
    pattern: RegExp,
    excludeInternal: boolean,
    onTopics: (topics: readonly string[]) => void,
  ) {
    this.#cluster = cluster;
    // Without the flags that make test() remember where it stopped.
    this.#pattern = new RegExp(`^(?:${pattern.source})$`, pattern.flags.replace(/[gy]/g, ''));
    this.#excludeInternal = excludeInternal;
    this.#onTopics = onTopics;
  }

  start(intervalMs: number): void {
    void this.look().finally(() => {
      if (this.#stop.signal.aborted) return;
      this.#timer = this.#cluster.runtime.clock.setTimeout(() => this.start(intervalMs), intervalMs);
    });
  }

  async look(): Promise<void> {
    try {
      const all = await listTopics(this.#cluster, { signal: this.#stop.signal });
      const matching = all.filter(
        ({ name, isInternal }) => this.#pattern.test(name) && !(isInternal && this.#excludeInternal),
      );
      if (!this.#stop.signal.aborted) this.#onTopics(matching.map(({ name }) => name));
    } catch {
      // Brokers out of reach: what was found before stays, and the next look tells.
    }
  }

  stop(): void {
    this.#stop.abort();
    if (this.#timer !== undefined) this.#cluster.runtime.clock.clearTimeout(this.#timer);
  }
}

/** Topics that are told about when they cannot be read; partitions that their topic does not have. */
export async function checkTopics(
  cluster: Cluster,
  topics: readonly string[],
  partitions: readonly TopicPartition[],
  onError: (error: Error) => void,
): Promise<void> {
  await Promise.all(
    topics.map(async (topic) => {
      try {
        const [loaded] = await cluster.loadTopics([topic]);
        const count = loaded?.partitions.length ?? 0;
        const missing = partitions.find((each) => each.topic === topic && each.partition >= count);
        if (missing !== undefined) {
          const message = `the topic has ${count} partitions`;
          onError(errorFor(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, { ...missing, message }));
        }
      } catch (error) {
        onError(error instanceof Error ? error : new Error(String(error)));
      }
    }),
  );
}
