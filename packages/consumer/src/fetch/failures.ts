import { ErrorCode, Fetch, KafkaError, errorFor } from '@k/wire';
import { backoffMs } from '@k/runtime';
import type { Cluster } from '@k/cluster';
import type { AssignedPartition } from '../position/assigned-partition.ts';

/** What becomes of a partition whose fetch was refused or failed: it is tried again after a pause, told, or set back. */
export class FetchFailures<K, V> {
  readonly #cluster: Cluster;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  /** A broker answered with an error code in place of the partition's records. */
  refused(partition: AssignedPartition<K, V>, code: number, broker: number): void {
    const { topic, partition: id } = partition;
    const error = errorFor(code, { api: Fetch.name, topic, partition: id, broker });
    switch (code) {
      case ErrorCode.OFFSET_OUT_OF_RANGE:
        // What is queued lies before the offset that was refused: it is handed out first.
        if (partition.cursor.oldest === undefined) partition.outOfRange();
        else this.backOff(partition, error);
        return;
      case ErrorCode.NOT_LEADER_OR_FOLLOWER:
        this.#cluster.leaderDenied(partition, broker);
        this.backOff(partition, error);
        return;
      case ErrorCode.LEADER_NOT_AVAILABLE:
      case ErrorCode.FENCED_LEADER_EPOCH:
      case ErrorCode.UNKNOWN_LEADER_EPOCH:
      case ErrorCode.UNKNOWN_TOPIC_OR_PARTITION:
      case ErrorCode.UNKNOWN_TOPIC_ID:
      case ErrorCode.INCONSISTENT_TOPIC_ID:
      case ErrorCode.REPLICA_NOT_AVAILABLE:
      case ErrorCode.KAFKA_STORAGE_ERROR:
      case ErrorCode.OFFSET_NOT_AVAILABLE:
      // Brokers answer with it when something went wrong that passes by itself, such as a disk that is busy.
      case ErrorCode.UNKNOWN_SERVER_ERROR:
        this.backOff(partition, error);
        return;
      default:
        if (error.retriable) this.backOff(partition, error);
        else this.tell(partition, error);
    }
  }

  /** The application gets the error at the partition's turn; after that, and a pause, it is tried again. */
  tell(partition: AssignedPartition<K, V>, error: Error): void {
    this.#pause(partition);
    partition.tell(error);
  }

  backOff(partition: AssignedPartition<K, V>, trouble: Error): void {
    partition.setTrouble(trouble);
    this.#pause(partition);
    this.refresh(`${partition.topic}-${String(partition.partition)}: ${trouble.message}`);
  }

  #pause({ cursor }: AssignedPartition<K, V>): void {
    cursor.failed(this.#cluster.runtime.clock.monotonic() + this.pauseMs(cursor.failures));
  }

  /** @param attempt failures before, in a row */
  pauseMs(attempt: number): number {
    const { retryBackoffMs: initialMs, retryBackoffMaxMs: maxMs } = this.#cluster.settings;
    return backoffMs(attempt, { initialMs, maxMs }, this.#cluster.runtime.random);
  }

  refresh(reason: string): void {
    // Should it fail, the next attempt to fetch asks again.
    this.#cluster.refresh(reason).catch(() => undefined);
  }
}

/** The broker answered, and what it sent cannot be taken in: the frame is too large, or its content is not the message. */
export function isUnreadable(error: Error): boolean {
  return [error, error.cause].some((each) => KafkaError.is(each) && each.name === 'WireError');
}
