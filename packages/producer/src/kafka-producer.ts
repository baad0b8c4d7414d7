import { EventEmitter } from 'node:events';
import { Cluster, clusterOptionsOf, type ClientHealth, type ConnectOptions, type PartitionMetadata } from '@k/cluster';
import { waitOptions, type WaitOptions } from '@k/runtime';
import { parseOptions, StateError, TimeoutError, wrongArgument } from '@k/wire';
import { closeOptions, connectOptions, recordsOf, type SendOptions, signalOf } from './arguments.ts';
import { ClusterLink } from './cluster-link.ts';
import { ProducerCore } from './core.ts';
import type { ProducerEvents } from './events.ts';
import type { ProducerMetrics } from './metrics.ts';
import { type KafkaProducerOptions, parseProducerOptions } from './options.ts';
import type { ProducerRecord, RecordMetadata } from './record.ts';
import { isUnknownTopic } from './topics.ts';

/**
 * Writes records to Kafka.
 *
 * Idempotent by default: each record is stored once, and in the order of the calls within its partition, whatever has to be
 * repeated on the way. Nothing is connected before the first record, unless `connect()` is called.
 * What goes wrong and is tried again is told by the event `warning`.
 *
 * @typeParam K - keys: text or bytes, or what the `keySerializer` takes
 * @typeParam V - values: text or bytes, or what the `valueSerializer` takes
 */
export class KafkaProducer<K = Uint8Array | string, V = Uint8Array | string>
  extends EventEmitter<ProducerEvents>
  implements AsyncDisposable
{
  readonly #cluster: Cluster;
  readonly #link: ClusterLink;
  readonly #core: ProducerCore;
  readonly #maxBlockMs: number;
  readonly #endWarnings: () => void;
  #closing: Promise<void> | null = null;

  /** @throws ConfigError that names every wrong option, what it got and what it takes. */
  constructor(options: KafkaProducerOptions<K, V>) {
    super();
    const settings = parseProducerOptions(options);
    this.#cluster = settings.cluster ?? new Cluster(clusterOptionsOf(settings));
    this.#cluster.acquire();
    this.#maxBlockMs = settings.maxBlockMs;
    this.#link = new ClusterLink(this.#cluster, settings);
    const warn = (error: Error): void => {
      // Apart from the work that led to it: a listener that throws must not stop that.
      queueMicrotask(() => this.emit('warning', error));
    };
    this.#endWarnings = this.#cluster.onWarning(warn);
    this.#core = new ProducerCore(this.#link, settings, this.#cluster.runtime, warn);
  }

  /**
   * Finds the cluster now instead of with the first record: for those who want to know at once whether the address is
   * right. Does nothing once it is found.
   * @param options.timeoutMs - default: `requestTimeoutMs`
   * @throws TimeoutError whose cause says for each server why it could not be reached, or with `retry: false` that cause
   *   itself; what time does not heal, such as a wrong password, at once; the signal's reason; StateError after `close()`
   */
  async connect(options: ConnectOptions = {}): Promise<void> {
    const checked = parseOptions('KafkaProducer: connect()', connectOptions, options);
    this.#checkOpen('connect()');
    await this.#cluster.connect(checked);
  }

  /** What is wrong, in words, as far as this producer knows: it asks nobody. For health checks and support. */
  health(): ClientHealth {
    const cluster = this.#cluster.health();
    const problems = [...this.#core.problems, ...cluster.problems];
    return { ok: problems.length === 0, problems, cluster };
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
  send(record: ProducerRecord<K, V>, options?: SendOptions): Promise<RecordMetadata> {
    return options === undefined ? this.#core.send(record) : this.#sendWith(record, options);
  }

  /**
   * Sends many records with one promise: cheaper than as many `send`s. The outcomes stand in the order of the records.
   * @param records - a list; what else can be iterated over, or one record, will do
   * @throws (by the promise) SendManyError when some were not stored: it has the outcome of each; ConfigError for what is
   *   no record at all; StateError; the signal's reason.
   */
  async sendMany(
    records: Iterable<ProducerRecord<K, V>> | ProducerRecord<K, V>,
    options?: SendOptions,
  ): Promise<RecordMetadata[]> {
    return await this.#core.sendMany(recordsOf(records), signalOf('sendMany()', options));
  }

  /**
   * Sends what waits, without lingering, and settles when every record taken before has its outcome, good or bad.
   * @throws TimeoutError after `timeoutMs` (default: none), the signal's reason; the records are sent all the same.
   */
  async flush(options: WaitOptions = {}): Promise<void> {
    await this.#core.flush(parseOptions('KafkaProducer: flush()', waitOptions, options));
  }

  /**
   * The partitions of a topic, by number.
   * @throws as {@link KafkaProducer.send} does for a topic that is not known. `timeoutMs` defaults to `maxBlockMs`.
   */
  async partitionsFor(topic: string, options: WaitOptions = {}): Promise<readonly PartitionMetadata[]> {
    if (typeof topic !== 'string' || topic === '') {
      throw wrongArgument('KafkaProducer: partitionsFor()', 'topic', 'a name', topic);
    }
    const { timeoutMs = this.#maxBlockMs, signal } = parseOptions(
      'KafkaProducer: partitionsFor()',
      waitOptions,
      options,
    );
    this.#checkOpen('partitionsFor()');
    try {
      return (await this.#link.findTopic(topic, { timeoutMs, signal })).partitions;
    } catch (error) {
      // As `send` has it: that nobody knows the topic says more than that time is over.
      throw error instanceof TimeoutError && isUnknownTopic(error.cause) ? error.cause : error;
    }
  }

  /** Counters and gauges of this moment. */
  metrics(): ProducerMetrics {
    return this.#core.metrics();
  }

  /**
   * Takes no more records, sends those it has, repetitions included, and leaves the cluster (which ends unless others use
   * it). May be called again: the call whose time is over first counts.
   *
   * @param options.timeoutMs - after so long, what is left is given up: each such record's promise rejects, and says
   *   whether the record may have been written. Default: no limit but `deliveryTimeoutMs`.
   * @throws TimeoutError that counts what was given up, once all is closed.
   */
  async close(options: { readonly timeoutMs?: number | undefined } = {}): Promise<void> {
    const { timeoutMs = Infinity } = parseOptions('KafkaProducer: close()', closeOptions, options);
    const ended = this.#core.close(timeoutMs);
    this.#closing ??= this.#leave(ended);
    await this.#closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #sendWith(record: ProducerRecord<K, V>, options: SendOptions): Promise<RecordMetadata> {
    return await this.#core.send(record, signalOf('send()', options));
  }

  async #leave(ended: Promise<void>): Promise<void> {
    try {
      await ended;
    } finally {
      this.#endWarnings();
      await this.#link.stop();
      await this.#cluster.release();
    }
  }

  #checkOpen(call: string): void {
    if (this.#closing !== null) throw new StateError(`KafkaProducer: ${call} after close()`);
  }
}
