import { ErrorCode, errorFor, Metadata, type MetadataResponse, type MetadataResponseTopic } from '@k/wire';

/** What a {@link SimpleClient} remembers of topics: who leads which partition, until it is told to forget. */
export class LeaderTable {
  /** Topic -> partition -> broker id of the leader, -1 for none. */
  readonly #topics = new Map<string, ReadonlyMap<number, number>>();

  copyFrom(other: LeaderTable): void {
    for (const [topic, leaders] of other.#topics) this.#topics.set(topic, leaders);
  }

  get topics(): string[] {
    return [...this.#topics.keys()];
  }

  has(topic: string): boolean {
    return (this.#topics.get(topic)?.size ?? 0) > 0;
  }

  /** In ascending order; none for a topic that is not known. */
  partitionIds(topic: string): number[] {
    return [...(this.#topics.get(topic)?.keys() ?? [])].sort((a, b) => a - b);
  }

  /** Broker id; -1 when there is none, undefined when the partition is not known. */
  leaderOf(topic: string, partition: number): number | undefined {
    return this.#topics.get(topic)?.get(partition);
  }

  forget(topics: Iterable<string>): void {
    for (const topic of topics) this.#topics.delete(topic);
  }

  clear(): void {
    this.#topics.clear();
  }

  /**
   * Takes in what was answered. A partition without a leader is no error here.
   * @param requested the topics asked for; an error of another one is passed to `onError`, not thrown
   * @throws what is wrong with a requested topic: UnknownTopicOrPartitionError, LeaderNotAvailableError …
   */
  take(
    response: MetadataResponse,
    requested: readonly string[],
    options: { readonly ignoreLeaderNotAvailable: boolean; readonly onError: (error: Error) => void },
  ): void {
    let first: Error | undefined;
    for (const topic of response.topics) {
      if (topic.name === null) continue;
      if (topic.errorCode === ErrorCode.NONE) {
        this.#topics.set(topic.name, leadersOf(topic));
        continue;
      }
      if (topic.errorCode === ErrorCode.LEADER_NOT_AVAILABLE && options.ignoreLeaderNotAvailable) continue;
      const error = errorFor(topic.errorCode, { api: Metadata.name, topic: topic.name });
      // The topics behind it in the answer are taken in all the same.
      if (requested.includes(topic.name)) first ??= error;
      else options.onError(error);
    }
    if (first !== undefined) throw first;
  }
}

function leadersOf({ partitions }: MetadataResponseTopic): ReadonlyMap<number, number> {
  // With REPLICA_NOT_AVAILABLE a leader is named: that replica is no concern of a client.
  return new Map(partitions.map(({ partitionIndex, leaderId }) => [partitionIndex, leaderId]));
}
