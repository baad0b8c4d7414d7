import { ProtocolError, asError } from '@k/wire';
import { isRetriable, type Cluster, type TopicPartition } from '@k/cluster';

export interface TopicWatchInit {
  readonly cluster: Cluster;
  /** A topic or partition cannot be read, once for each. */
  readonly onError: (error: Error) => void;
}

/** The topics that are read from: they are kept fresh in the metadata, and told about when they cannot be read. */
export class TopicWatch {
  readonly #init: TopicWatchInit;
  #topics: readonly string[] = [];
  #stop = new AbortController();

  constructor(init: TopicWatchInit) {
    this.#init = init;
  }

  get topics(): readonly string[] {
    return this.#topics;
  }

  /** From now on these topics; of `partitions` it is told when their topic does not have them. */
  replace(topics: readonly string[], partitions: readonly TopicPartition[] = []): void {
    const { cluster } = this.#init;
    this.#stop.abort();
    const stop = new AbortController();
    this.#stop = stop;
    cluster.watchTopics(topics);
    cluster.unwatchTopics(this.#topics);
    this.#topics = topics;
    for (const topic of topics) {
      const numbers = partitions.filter((each) => each.topic === topic).map(({ partition }) => partition);
      void this.#check(topic, Math.max(-1, ...numbers) + 1, stop.signal);
    }
  }

  /** Waits for the topic and so many partitions of it, for as long as it takes; tells when they seem to be missing. */
  async #check(topic: string, minPartitions: number, signal: AbortSignal): Promise<void> {
    const { cluster, onError } = this.#init;
    for (let patience: { unknownTopicRetries?: number } = {}; ;) {
      try {
        await cluster.loadTopics([topic], { signal, minPartitions, ...patience });
        return;
      } catch (error) {
        if (signal.aborted) return;
        // No pause is needed here: loadTopics has already retried for `requestTimeoutMs`.
        if (isPassing(error)) continue;
        onError(asError(error));
        if (!isRetriable(error)) return;
        patience = { unknownTopicRetries: Infinity };
      }
    }
  }
}

/** Whether no broker could be reached. An error code from a broker is an answer, and so is not meant. */
export function isPassing(error: unknown): boolean {
  return isRetriable(error) && !(error instanceof ProtocolError);
}
