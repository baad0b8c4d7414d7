import { Cluster, type ClusterOptions, type PartitionMetadata } from '@k/cluster';
import type { WaitOptions } from '@k/conn';
import { StateError } from '@k/wire';
import { ClusterLink } from './cluster-link.ts';
import { ProducerCore } from './core.ts';
import type { ProducerMetrics } from './metrics.ts';
import { clusterOptionsOf, type KafkaProducerOptions, parseProducerOptions } from './options.ts';
import type { ProducerRecord, RecordMetadata } from './record.ts';

/**
 * Writes records to Kafka.
 *
 * Idempotent by default: each record is stored once, and in the order of the calls within its partition, whatever has to be
 * repeated on the way. Nothing is connected before the first record.
 *
 * @typeParam K - keys: text or bytes, or what the `keySerializer` takes
 * @typeParam V - values: text or bytes, or what the `valueSerializer` takes
 */
export class KafkaProducer<K = Uint8Array | string, V = Uint8Array | string> implements AsyncDisposable {
  readonly #cluster: Cluster;
  readonly #link: ClusterLink;
  readonly #core: ProducerCore;
  readonly #maxBlockMs: number;
  readonly #allowAutoCreateTopics: boolean;
  #closing: Promise<void> | null = null;

  /** @throws ConfigError that names every wrong option, what it got and what it takes. */
  constructor(options: KafkaProducerOptions<K, V>) {
    const settings = parseProducerOptions(options);
    this.#cluster = settings.cluster ?? new Cluster(clusterOptionsOf(settings) as unknown as ClusterOptions);
    this.#cluster.acquire();
    this.#maxBlockMs = settings.maxBlockMs;
    this.#allowAutoCreateTopics = settings.allowAutoCreateTopics;
    this.#link = new ClusterLink(this.#cluster, settings);
    this.#core = new ProducerCore(this.#link, settings, this.#cluster.runtime);
  }

  /**
   * Sends one record; the promise tells where it was stored. The record is copied into its batch before this returns,
   * unless it has to wait for its topic's metadata or for memory: leave its bytes alone until the promise settles.
   *
   * An abort rejects the promise at once; a record that is in a batch already is sent all the same.
   *
   * @throws (by the promise) RecordTooLargeError; SerializationError; TimeoutError after `maxBlockMs` without room in
   *   `bufferMemory` or without metadata; ProtocolError for what the broker refused, UNKNOWN_TOPIC_OR_PARTITION included;
   *   DeliveryError after `deliveryTimeoutMs`; StateError after `close()`; the signal's reason.
   */
  send(record: ProducerRecord<K, V>, options?: { readonly signal?: AbortSignal | undefined }): Promise<RecordMetadata> {
    return this.#core.send(record, options?.signal);
  }

  /**
   * Sends many records with one promise: cheaper than as many `send`s. The outcomes stand in the order of the records.
   * @throws (by the promise) SendManyError when some were not stored: it has the outcome of each; StateError; the
   *   signal's reason.
   */
  sendMany(
    records: readonly ProducerRecord<K, V>[],
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<RecordMetadata[]> {
    return this.#core.sendMany(records, options?.signal);
  }

  /**
   * Sends what waits, without lingering, and settles when every record taken before has its outcome, good or bad.
   * @throws TimeoutError after `timeoutMs` (default: none), the signal's reason; the records are sent all the same.
   */
  flush(options: WaitOptions = {}): Promise<void> {
    return this.#core.flush(options);
  }

  /**
   * The partitions of a topic, by number.
   * @throws as {@link KafkaProducer.send} does for a topic that is not known. `timeoutMs` defaults to `maxBlockMs`.
   */
  async partitionsFor(topic: string, options: WaitOptions = {}): Promise<readonly PartitionMetadata[]> {
    if (this.#closing !== null) throw new StateError('KafkaProducer: partitionsFor() after close()');
    const [metadata] = await this.#cluster.loadTopics([topic], {
      ...options,
      timeoutMs: options.timeoutMs ?? this.#maxBlockMs,
      allowAutoTopicCreation: this.#allowAutoCreateTopics,
    });
    return metadata?.partitions ?? [];
  }

  /** Counters and gauges of this moment. */
  metrics(): ProducerMetrics {
    return this.#core.metrics();
  }

  /**
   * Takes no more records, sends those it has, repetitions included, and leaves the cluster (which ends unless others use
   * it). Idempotent.
   *
   * @param options.timeoutMs - after so long, what is left is given up: each such record's promise rejects, and says
   *   whether the record may have been written. Default: no limit but `deliveryTimeoutMs`.
   * @throws TimeoutError that counts what was given up, once all is closed.
   */
  close(options: { readonly timeoutMs?: number | undefined } = {}): Promise<void> {
    this.#closing ??= this.#close(options.timeoutMs ?? Infinity);
    return this.#closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #close(timeoutMs: number): Promise<void> {
    try {
      await this.#core.close(timeoutMs);
    } finally {
      this.#link.stop();
      await this.#cluster.release();
    }
  }
}
