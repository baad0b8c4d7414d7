import type { FetchRequest } from '@k/wire';
import type { Partition } from '../state/partition.ts';
import { isNews, type PartitionRead } from './partition-read.ts';

export type TopicRequest = FetchRequest['topics'][number];
export type PartitionRequest = TopicRequest['partitions'][number];

/** A partition that a fetch asks for, with what the client was told of it last. Kafka: CachedPartition. */
export class FetchedPartition {
  /** As the request names it: by name, or by id. */
  readonly topic: string;
  readonly topicId: string;
  readonly index: number;
  /** The name of `topicId`, from when that was known on: it stays when the topic goes. */
  topicName: string | undefined;
  /** As the client last asked for it. */
  request: PartitionRequest;
  /** Its place among the others of the session. */
  place: number;
  #highWatermark = -1;
  #logStartOffset = -1;
  #watched: Partition | undefined;
  #stopWatching: (() => void) | undefined;

  constructor({ topic, topicId }: TopicRequest, request: PartitionRequest, place: number) {
    this.topic = topic;
    this.topicId = topicId;
    this.index = request.partition;
    this.request = request;
    this.place = place;
  }

  /**
   * Remembers what the client is told.
   * @returns whether an incremental answer has to name the partition
   */
  tell(read: PartitionRead): boolean {
    const { highWatermark, logStartOffset } = read;
    const moved = highWatermark !== this.#highWatermark || logStartOffset !== this.#logStartOffset;
    this.#highWatermark = highWatermark;
    this.#logStartOffset = logStartOffset;
    return moved || isNews(read);
  }

  /** Calls `onChange` when something happens to `partition`, and no longer for one before. */
  watch(partition: Partition, onChange: () => void): void {
    if (this.#watched === partition) return;
    this.unwatch();
    this.#watched = partition;
    this.#stopWatching = partition.onChange(onChange);
  }

  unwatch(): void {
    this.#stopWatching?.();
    this.#stopWatching = undefined;
    this.#watched = undefined;
  }
}
