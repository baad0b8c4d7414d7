import { EventEmitter } from 'node:events';
import type { Writable } from 'node:stream';
import {
  Cluster,
  clusterOptionsOf,
  type ClientHealth,
  type ConnectOptions,
  type ConsumerGroupMetadata,
  type PartitionMetadata,
} from '@k/cluster';
import { type Deadline, shownAs, unheardWarning, waitOptions, type WaitOptions } from '@k/runtime';
import { checkArgumentCount, parseOptions, StateError, TimeoutError, wrongArgument } from '@k/wire';
import {
  checkRecordSource,
  closeOptions,
  connectOptions,
  type ProducerWritableOptions,
  recordsOf,
  type SendAllOptions,
  sendAllOptions,
  type SendOptions,
  signalOf,
  writableOptions,
} from './arguments.ts';
import { ClusterLink } from './cluster-link.ts';
import { ProducerCore } from './core.ts';
import type { ProducerEvents } from './events.ts';
import { InterceptedSender, type RecordSender } from './interceptors.ts';
import type { ProducerMetrics } from './metrics.ts';
import { type KafkaProducerOptions, parseProducerOptions } from './options.ts';
import { Outflow, sendAllOf, writableInto } from './outflow.ts';
import type { ProducerRecord, RecordMetadata } from './record.ts';
import { isTraced, tracedSend, tracedSendMany } from './tracing.ts';
import { isUnknownTopic } from './topics.ts';
import type { PreparedTransaction } from './identity/transaction-state.ts';
import type { TransactionalSource } from './identity/transactional-source.ts';
import {
  checkWork,
  groupOf,
  type GroupMetadataSource,
  initOptions,
  loopOptions,
  type InitTransactionsOptions,
  offsetsOf,
  preparedOf,
} from './transaction/arguments.ts';
import {
  type BatchSource,
  checkSource,
  type ConsumedRecord,
  consumeInTransactions,
  type TransactionLoopOptions,
} from './transaction/consume-loop.ts';
import { ClusterTransactionLink } from './transaction/cluster-transaction-link.ts';
import type { TransactionOffset } from './transaction/link.ts';
import { type ProducerTransaction, runTransaction, type TransactionHost } from './transaction/run-transaction.ts';

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
  /** The core, or the interceptors before it. */
  readonly #sender: RecordSender;
  readonly #highWaterMark: number;
  readonly #transactionLink: ClusterTransactionLink | null;
  readonly #maxBlockMs: number;
  readonly #commitMs: number;
  readonly #endWarnings: () => void;
  /** Aborts when close() is called. */
  readonly #closed = new AbortController();
  #closing: Promise<void> | null = null;

  /** @throws ConfigError that names every wrong option, what it got and what it takes. */
  constructor(options: KafkaProducerOptions<K, V>) {
    super();
    checkArgumentCount('KafkaProducer', 1, arguments.length);
    const settings = parseProducerOptions(options);
    this.#cluster = settings.cluster ?? new Cluster(clusterOptionsOf(settings));
    this.#cluster.acquire();
    this.#maxBlockMs = settings.maxBlockMs;
    this.#link = new ClusterLink(this.#cluster, settings);
    const warn = (error: Error): void => {
      // Apart from the work that led to it: a listener that throws must not stop that.
      queueMicrotask(() => {
        if (this.emit('warning', error) || this.#cluster.settings.logger !== undefined) return;
        unheardWarning('KafkaProducer', error);
      });
    };
    this.#endWarnings = this.#cluster.onWarning(warn);
    const { transactionalId, requestTimeoutMs, maxBlockMs, deliveryTimeoutMs } = settings;
    this.#commitMs = deliveryTimeoutMs + maxBlockMs;
    this.#transactionLink =
      transactionalId === undefined
        ? null
        : new ClusterTransactionLink(this.#cluster, transactionalId, requestTimeoutMs);
    this.#core = new ProducerCore(this.#link, this.#transactionLink, settings, this.#cluster.runtime, warn);
    const { interceptors = [], bufferMemory } = settings;
    this.#highWaterMark = Math.ceil(bufferMemory / 2);
    this.#sender =
      interceptors.length === 0
        ? this.#core
        : new InterceptedSender(this.#core, interceptors, (error) => {
            queueMicrotask(() => this.emit('interceptorError', error));
          });
  }

  /**
   * Finds the cluster now instead of with the first record: for those who want to know at once whether the address is
   * right. Does nothing once it is found.
   * @param options.timeoutMs - default: `requestTimeoutMs`
   * @throws TimeoutError whose cause says for each server why it could not be reached, or with `retry: false` that cause
   *   itself; what time does not heal, such as a wrong password, at once; the signal's reason; StateError after `close()`
   */
  async connect(options: ConnectOptions = {}): Promise<void> {
    checkArgumentCount('KafkaProducer: connect()', 1, arguments.length);
    const checked = parseOptions('KafkaProducer: connect()', connectOptions, options);
    this.#checkOpen('connect()');
    await this.#cluster.connect(checked);
  }

  /** For console.log and util.inspect: who it is, of which cluster, and how it is. */
  [Symbol.for('nodejs.util.inspect.custom')](
    _depth: number,
    options: object,
    inspect: (value: unknown, options: object) => string,
  ): string {
    const { clientId, settings } = this.#cluster;
    return shownAs(
      'KafkaProducer',
      { clientId, bootstrapServers: settings.bootstrapServers, closed: this.#closed.signal.aborted },
      options,
      inspect,
    );
  }

  /** What is wrong, in words, as far as this producer knows: it asks nobody. For health checks and support. */
  health(): ClientHealth {
    checkArgumentCount('KafkaProducer: health()', 0, arguments.length);
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
    if (options !== undefined || arguments.length > 2) return this.#sendWith(arguments.length, record, options);
    return isTraced() ? this.#traced(record) : this.#sender.send(record);
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
    checkArgumentCount('KafkaProducer: sendMany()', 2, arguments.length);
    const list = recordsOf(records);
    const signal = signalOf('sendMany()', options);
    if (!isTraced()) return await this.#sender.sendMany(list, signal);
    return await tracedSendMany(this.#sender, this.#cluster.settings.clientId, list, signal);
  }

  /**
   * Sends what a source gives, one record after the other, and asks it for nothing more while the producer holds
   * `highWaterMark` bytes. The source is left at the first record that is not stored.
   * @param options.signal - ends it; records that were taken already are sent all the same
   * @returns the number of records, once all of them are stored
   * @throws as {@link KafkaProducer.send} does, for the first record that is not stored, once those before and behind it
   *   have their outcomes; what the source throws; the signal's reason; ConfigError
   */
  async sendAll(
    records: AsyncIterable<ProducerRecord<K, V>> | Iterable<ProducerRecord<K, V>>,
    options: SendAllOptions = {},
  ): Promise<number> {
    checkArgumentCount('KafkaProducer: sendAll()', 2, arguments.length);
    const { signal, highWaterMark } = parseOptions('KafkaProducer: sendAll()', sendAllOptions, options);
    checkRecordSource(records);
    this.#checkOpen('sendAll()');
    const deadline = this.#deadline('sendAll', { timeoutMs: Infinity, signal });
    return await sendAllOf(this.#outflow(highWaterMark), records, deadline);
  }

  /**
   * A Node stream whose chunks become records: of `topic`, with the chunk as their value; or what `record` makes of them; or
   * records already. It takes nothing more while the producer holds `highWaterMark` bytes, is finished once all of its records
   * are stored, and destroyed by the first that is not. Ending or destroying it leaves the producer as it is.
   * @throws ConfigError; StateError after `close()`
   */
  writable<Chunk = ProducerRecord<K, V>>(options: ProducerWritableOptions<K, V, Chunk> = {}): Writable {
    checkArgumentCount('KafkaProducer: writable()', 1, arguments.length);
    const { topic, signal, highWaterMark } = parseOptions('KafkaProducer: writable()', writableOptions, options);
    this.#checkOpen('writable()');
    const { record } = options;
    const recordOf = (chunk: unknown): ProducerRecord<K, V> => {
      if (record !== undefined) return record(chunk as Chunk);
      return (topic === undefined ? chunk : { topic, value: chunk }) as ProducerRecord<K, V>;
    };
    return writableInto(this.#outflow(highWaterMark), recordOf, signal);
  }

  /**
   * Sends what waits, without lingering, and settles when every record taken before has its outcome, good or bad.
   * @throws TimeoutError after `timeoutMs` (default: none), the signal's reason; the records are sent all the same.
   */
  async flush(options: WaitOptions = {}): Promise<void> {
    checkArgumentCount('KafkaProducer: flush()', 1, arguments.length);
    await this.#core.flush(parseOptions('KafkaProducer: flush()', waitOptions, options));
  }

  // ---------------------------------------------------------------- transactions (KIP-98)

  /**
   * Makes this instance the one that `transactionalId` stands for: an earlier one is shut out, and what it left open is
   * aborted. Done by the first transaction when it is not called. Does nothing when it is done.
   * @param options.timeoutMs - default: `maxBlockMs`
   * @param options.keepPreparedTransaction - keeps a transaction that an earlier instance has prepared, to be ended by
   *   `completeTransaction()` (KIP-939). Default: false
   * @throws StateError without `transactionalId`; TransactionError, of kind `configuration` for what has to be changed first;
   *   TimeoutError, after which it may be called again
   */
  async initTransactions(options: InitTransactionsOptions = {}): Promise<void> {
    checkArgumentCount('KafkaProducer: initTransactions()', 1, arguments.length);
    const { keepPreparedTransaction = false, ...limits } = parseOptions(
      'KafkaProducer: initTransactions()',
      initOptions,
      options,
    );
    await this.#transactions('initTransactions').initialize(
      this.#deadline('initTransactions', limits),
      keepPreparedTransaction,
    );
  }

  /**
   * Runs `work` in a transaction, and commits: what it sent, and the offsets, are there all at once. When it throws, when
   * something was not stored, or when `signal` aborts, the transaction is aborted and nothing of it is there, for those who
   * read with `isolationLevel: 'read_committed'`. One transaction at a time.
   *
   * @param work - sends by the transaction it is given, and need not await that
   * @param options.signal - aborts the transaction, unless its commit is under way already
   * @returns what `work` returned
   * @throws what `work` threw; the signal's reason; TransactionError that says whether the next transaction may begin
   *   (`abortable`) or this producer is over (`fatal`, `configuration`); TimeoutError when nobody can say yet whether it is
   *   committed: `commitTransaction()` waits for that
   */
  async transaction<Result>(
    work: (transaction: ProducerTransaction<K, V>) => Result | Promise<Result>,
    options: SendOptions = {},
  ): Promise<Result> {
    checkArgumentCount('KafkaProducer: transaction()', 2, arguments.length);
    const signal = signalOf('transaction()', options);
    checkWork('transaction()', work);
    const limits = { timeoutMs: this.#commitMs };
    const host = this.#host(this.#transactions('transaction'), { signal, timeoutMs: this.#maxBlockMs }, limits);
    return await runTransaction(host, work, signal);
  }

  /**
   * Reads, transforms and writes exactly once: each batch of the consumer, what `handler` sends for it, and the offset behind
   * it are one transaction. After a rebalance, a time-out, or a failure of brokers the transaction is aborted, and the batch
   * comes again, here or at the member that owns its partition now. Ends as a loop over the consumer does: by its `close()` or
   * `stop()`, by the signal, or when nothing comes. Let `isolationLevel: 'read_committed'` read only what was committed.
   *
   * @param consumer - a `KafkaConsumer` with a `groupId` and `enableAutoCommit: false`
   * @param handler - gets the records of one partition, in order, and sends by the transaction; need not await that
   * @throws what `handler` threw, with the transaction aborted and the batch given back; TransactionError when a record cannot
   *   be stored, or this producer is over; what the consumer throws
   */
  async transactionally<R extends ConsumedRecord>(
    consumer: BatchSource<R>,
    handler: (records: readonly R[], transaction: ProducerTransaction<K, V>) => unknown,
    options: TransactionLoopOptions = {},
  ): Promise<void> {
    checkArgumentCount('KafkaProducer: transactionally()', 3, arguments.length);
    const limits = parseOptions('KafkaProducer: transactionally()', loopOptions, options);
    checkSource('transactionally()', consumer);
    checkWork('transactionally()', handler);
    // However long brokers are away: the batch waits.
    const host = this.#host(this.#transactions('transactionally'), { timeoutMs: Infinity }, { timeoutMs: Infinity });
    const { clock, random } = this.#cluster.runtime;
    const { retryBackoffMs: initialMs, retryBackoffMaxMs: maxMs } = this.#cluster.settings;
    const parts = { clock, random, backoff: { initialMs, maxMs }, closed: this.#closed.signal };
    await consumeInTransactions(host, consumer, handler, limits, parts);
  }

  /**
   * Begins a transaction: what is sent from now on is part of it. Waits for what is left to be done of the one before.
   * @param options.timeoutMs - default: `maxBlockMs`
   * @throws StateError when there is one already; as {@link KafkaProducer.initTransactions}
   */
  async beginTransaction(options: WaitOptions = {}): Promise<void> {
    checkArgumentCount('KafkaProducer: beginTransaction()', 1, arguments.length);
    const limits = parseOptions('KafkaProducer: beginTransaction()', waitOptions, options);
    await this.#transactions('beginTransaction').begin(this.#deadline('beginTransaction', limits));
  }

  /**
   * Has a group commit `offsets` if the transaction is committed.
   * @param group - what `groupMetadata()` of the consumer gave, or the consumer: a member that has been shut out meanwhile is
   *   refused (KIP-447, Kafka 2.5)
   * @param options.timeoutMs - default: `maxBlockMs`
   * @throws StateError outside of a transaction; TransactionError; TimeoutError
   */
  async sendOffsetsToTransaction(
    offsets: Iterable<TransactionOffset> | TransactionOffset,
    group: ConsumerGroupMetadata | GroupMetadataSource,
    options: WaitOptions = {},
  ): Promise<void> {
    checkArgumentCount('KafkaProducer: sendOffsetsToTransaction()', 3, arguments.length);
    const limits = parseOptions('KafkaProducer: sendOffsetsToTransaction()', waitOptions, options);
    await this.#sendOffsets('sendOffsetsToTransaction()', group, offsets, limits);
  }

  /**
   * Waits until every record of the transaction is stored, and commits it. After a TimeoutError it may be called again, to
   * wait on.
   * @param options.timeoutMs - default: `deliveryTimeoutMs` + `maxBlockMs`
   * @throws StateError outside of a transaction; TransactionError when it cannot be committed: `abortTransaction()` is next,
   *   unless its `kind` says that the producer is over
   */
  async commitTransaction(options: WaitOptions = {}): Promise<void> {
    checkArgumentCount('KafkaProducer: commitTransaction()', 1, arguments.length);
    const limits = parseOptions('KafkaProducer: commitTransaction()', waitOptions, options);
    const deadline = this.#deadline('commitTransaction', { timeoutMs: this.#commitMs, ...limits });
    await this.#transactions('commitTransaction').commit(deadline);
  }

  /**
   * Aborts the transaction. Records that were not sent yet fail; of those on their way the outcome is waited for.
   * @param options.timeoutMs - default: `deliveryTimeoutMs` + `maxBlockMs`
   * @throws StateError outside of a transaction; TransactionError when the producer is over
   */
  async abortTransaction(options: WaitOptions = {}): Promise<void> {
    checkArgumentCount('KafkaProducer: abortTransaction()', 1, arguments.length);
    const limits = parseOptions('KafkaProducer: abortTransaction()', waitOptions, options);
    const deadline = this.#deadline('abortTransaction', { timeoutMs: this.#commitMs, ...limits });
    await this.#transactions('abortTransaction').abort(deadline);
  }

  /**
   * Stores every record of the transaction, and leaves it open, over a restart too, until `completeTransaction()` (KIP-939;
   * option `enableTwoPhaseCommit`).
   * @returns what names it, to be kept by whoever decides
   * @throws as {@link KafkaProducer.commitTransaction}
   */
  async prepareTransaction(options: WaitOptions = {}): Promise<PreparedTransaction> {
    checkArgumentCount('KafkaProducer: prepareTransaction()', 1, arguments.length);
    const limits = parseOptions('KafkaProducer: prepareTransaction()', waitOptions, options);
    const deadline = this.#deadline('prepareTransaction', { timeoutMs: this.#commitMs, ...limits });
    return await this.#transactions('prepareTransaction').prepare(deadline);
  }

  /**
   * Ends the transaction that is prepared: commits it if `prepared` names it, else aborts it.
   * @throws StateError when none is prepared; TransactionError
   */
  async completeTransaction(prepared: PreparedTransaction, options: WaitOptions = {}): Promise<void> {
    checkArgumentCount('KafkaProducer: completeTransaction()', 2, arguments.length);
    const limits = parseOptions('KafkaProducer: completeTransaction()', waitOptions, options);
    const named = preparedOf('completeTransaction()', prepared);
    await this.#transactions('completeTransaction').complete(named, this.#deadline('completeTransaction', limits));
  }

  /**
   * The partitions of a topic, by number.
   * @throws as {@link KafkaProducer.send} does for a topic that is not known. `timeoutMs` defaults to `maxBlockMs`.
   */
  async partitionsFor(topic: string, options: WaitOptions = {}): Promise<readonly PartitionMetadata[]> {
    checkArgumentCount('KafkaProducer: partitionsFor()', 2, arguments.length);
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
    checkArgumentCount('KafkaProducer: metrics()', 0, arguments.length);
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
    checkArgumentCount('KafkaProducer: close()', 1, arguments.length);
    const { timeoutMs = Infinity } = parseOptions('KafkaProducer: close()', closeOptions, options);
    const ended = this.#core.close(timeoutMs);
    this.#closed.abort(new StateError('KafkaProducer: it is closed'));
    this.#closing ??= this.#leave(ended);
    await this.#closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #sendWith(given: number, record: ProducerRecord<K, V>, options?: SendOptions): Promise<RecordMetadata> {
    checkArgumentCount('KafkaProducer: send()', 2, given);
    const signal = signalOf('send()', options);
    return await (isTraced() ? this.#traced(record, signal) : this.#sender.send(record, signal));
  }

  #traced(record: ProducerRecord<K, V>, signal?: AbortSignal): Promise<RecordMetadata> {
    return tracedSend(this.#sender, this.#cluster.settings.clientId, record, signal);
  }

  #outflow(highWaterMark = this.#highWaterMark): Outflow<K, V> {
    const core = this.#core;
    return new Outflow<K, V>(
      {
        send: (record) => this.send(record),
        get pressure() {
          return core.pressure;
        },
      },
      highWaterMark,
    );
  }

  #host(transactions: TransactionalSource, toBegin: WaitOptions, toEnd: WaitOptions): TransactionHost<K, V> {
    return {
      send: (record, options) => this.send(record, options),
      sendMany: (records, options) => this.sendMany(records, options),
      sendOffsets: (group, offsets) => this.#sendOffsets('sendOffsets()', group, offsets, toEnd),
      begin: () => transactions.begin(this.#deadline('beginTransaction', toBegin)),
      stored: () => this.#core.flush(),
      commit: () => transactions.commit(this.#deadline('commitTransaction', toEnd)),
      abort: (reason) => transactions.abort(this.#deadline('abortTransaction', toEnd), reason),
      failed: (error) => transactions.callFailed(error),
      get isCommitting() {
        return transactions.state.state === 'committing';
      },
    };
  }

  async #sendOffsets(
    call: string,
    group: ConsumerGroupMetadata | GroupMetadataSource,
    offsets: Iterable<TransactionOffset> | TransactionOffset,
    limits: WaitOptions,
  ): Promise<void> {
    const transactions = this.#transactions('sendOffsetsToTransaction');
    const deadline = this.#deadline('sendOffsetsToTransaction', limits);
    await transactions.sendOffsets(groupOf(call, group), offsetsOf(call, offsets), deadline);
  }

  #deadline(operation: string, { timeoutMs = this.#maxBlockMs, signal }: WaitOptions): Deadline {
    return this.#core.deadline(operation, { timeoutMs, signal });
  }

  /** @throws StateError for a producer without transactions, and after close() */
  #transactions(call: string): TransactionalSource {
    this.#checkOpen(`${call}()`);
    const { transactions } = this.#core;
    if (transactions !== null) return transactions;
    throw new StateError(`KafkaProducer: ${call}() needs the option transactionalId`);
  }

  async #leave(ended: Promise<void>): Promise<void> {
    try {
      await ended;
    } finally {
      this.#endWarnings();
      await this.#link.stop();
      await this.#transactionLink?.close();
      await this.#cluster.release();
    }
  }

  #checkOpen(call: string): void {
    if (this.#closing !== null) throw new StateError(`KafkaProducer: ${call} after close()`);
  }
}
