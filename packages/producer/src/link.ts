import type { ProducerIdentity, TransactionTag } from './identity/source.ts';

/** What the producer knows of a topic. */
export interface TopicView {
  readonly name: string;
  /** Leader's broker id by partition, -1 where there is none at the moment. */
  readonly leaders: readonly number[];
  /** Leader epoch by partition; -1 from brokers before 2.1. */
  readonly leaderEpochs: readonly number[];
  /** The zero uuid from brokers before 2.8. */
  readonly topicId: string;
}

/** A batch as it goes out: numbered, compressed and checksummed. */
export interface SealedBatch {
  readonly topic: string;
  readonly partition: number;
  /** One record batch. Nobody changes it before the reply is there. */
  readonly records: Buffer;
}

/** A broker's answer for one batch. */
export interface BatchAnswer {
  readonly errorCode: number;
  /** -1 when not told. */
  readonly baseOffset: number;
  /** Milliseconds since the Unix epoch; -1 unless the topic uses LogAppendTime. */
  readonly logAppendTime: number;
  readonly errorMessage: string | null;
  /** The records that it was refused for, by their place in the batch (KIP-467). @default none are named */
  readonly recordErrors?: readonly { readonly place: number; readonly message: string | null }[];
}

/** A batch that was left out of the request: it cannot be written in the format that its broker takes. */
export interface RefusedBatch {
  readonly refusal: Error;
  /** Whether that is so of records with headers only, and there are others. */
  readonly isMixed: boolean;
}

/** What came of one Produce request. */
export type ProduceReply =
  /** One answer for each batch, in their order. With acks 0 only what was refused: the request was handed to the connection. */
  | { readonly answers: readonly (BatchAnswer | RefusedBatch | undefined)[] }
  /** No answer came. `left`: bytes may have gone out, so the broker may have taken it all the same. */
  | { readonly error: Error; readonly left: boolean };

/**
 * All that the producer needs of a cluster, in its own words. `cluster-link.ts` is the real one; tests put a fake here.
 */
export interface ProduceLink {
  /** From the cache, at once; undefined when the topic is not known. */
  topic(name: string): TopicView | undefined;
  /** Whether the cluster tells of such a broker, as far as is known now. */
  hasBroker(id: number): boolean;
  /** The topic is in use from now on: refreshes are to include it. */
  watch(name: string): void;
  /** It is not in use any more. */
  unwatch(name: string): void;
  /**
   * Learns the topic, with so many partitions at least; goes on while that may help. `onFailure` is told of each try.
   * @throws TimeoutError when it has been at it for long, and may be called again; else what is wrong for good, "unknown"
   *   included when that is to be believed.
   */
  loadTopic(name: string, minPartitions: number, onFailure: (error: Error) => void): Promise<void>;
  /** Why brokers cannot be reached at the moment, as far as that is known. */
  trouble(): Error | undefined;
  /** Learns of leaders anew; calls join. Its failure shows in what is tried next. */
  refresh(reason: string): void;
  /** Called after each change of what is known; returns the way to stop. */
  onMetadata(listener: () => void): () => void;
  /** One Produce request, one attempt. Never rejects. */
  produce(
    broker: number,
    batches: readonly SealedBatch[],
    timeoutMs: number,
    transaction: TransactionTag | null,
  ): Promise<ProduceReply>;
  /** InitProducerId, for a producer that is not transactional. */
  initProducerId(): Promise<ProducerIdentity>;
}
