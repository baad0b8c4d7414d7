import {
  checkArgumentCount,
  ConnectionError,
  ErrorCode,
  errorFor,
  FindCoordinator,
  Metadata,
  NoBrokersAvailableError,
  StateError,
  type MetadataResponse,
  parseOptions,
} from '@k/wire';
import { type Channel, Cluster, type ClusterOptions } from '@k/cluster';
import { checkGroup, checkPayloads, checkText, groupIds, topicNames } from './arguments.ts';
import {
  ensureOptions,
  fetchOptions,
  loadOptions,
  offsetOptions,
  produceOptions,
  sendOptions,
} from './call-options.ts';
import { LeaderTable } from './leader-table.ts';
import { isFailed, PayloadRoutes } from './payload-routes.ts';
import type { PayloadResult } from './payload-sender.ts';
import {
  fetchRequest,
  offsetCommitRequest,
  offsetFetchRequest,
  offsetRequest,
  produceRequest,
} from './simple-client-requests.ts';
import { checkMessages, newestProduceVersion } from './simple-client-messages.ts';
import type {
  EncodedProducePayload,
  FetchedPayload,
  FetchSendOptions,
  MessagesPayload,
  OffsetSendOptions,
  Outcome,
  PartitionResponse,
  ProduceSendOptions,
  PayloadSendOptions,
} from './simple-client-types.ts';
import type { FailedPayloadsError } from './client-errors.ts';
import type {
  ConsumerMetadataResponse,
  FetchRequestPayload,
  OffsetCommitRequestPayload,
  OffsetCommitResponsePayload,
  OffsetFetchRequestPayload,
  OffsetFetchResponsePayload,
  OffsetRequestPayload,
  OffsetResponsePayload,
  ProduceResponsePayload,
} from './structs.ts';

/** The options of a {@link Cluster}, two of them with other defaults. */
export interface SimpleClientOptions extends ClusterOptions {
  /** Milliseconds for one request, waiting included. @default 120_000 */
  readonly requestTimeoutMs?: number | undefined;
  /** Whether loading the metadata of a topic may create it, where brokers do so. @default true */
  readonly allowAutoCreateTopics?: boolean | undefined;
}

const DEFAULTS = { requestTimeoutMs: 120_000, allowAutoCreateTopics: true } as const;

/**
 * - `active`: has a cluster, whose connections are opened when they are needed.
 * - `inactive`: a copy that `reinit()` has not been called on.
 * - `closed`: left by `reinit()` only.
 */
type State =
  | { readonly name: 'active'; readonly cluster: Cluster; readonly fetching: Channel }
  | { readonly name: 'inactive' | 'closed' };

/**
 * kafka-python's client, for programs that come from there: payloads in, answers in the same order out, sent to the
 * leaders it remembers. It forgets them when an answer says that they are wrong, and repeats nothing by itself.
 * New programs use the clients, or `Cluster`, which it stands on.
 *
 * A request that fails as a whole is a FailedPayloadsError for each of its payloads, with the cause; then everything
 * remembered of leaders is forgotten. NoBrokersAvailableError (`KafkaUnavailableError`) when nobody can be reached.
 */
export class SimpleClient implements AsyncDisposable {
  readonly #options: SimpleClientOptions;
  readonly #table = new LeaderTable();
  readonly #routes = new PayloadRoutes({
    table: this.#table,
    cluster: () => this.cluster,
    reachable: () => this.#reachable(),
    load: (topic) => this.loadMetadataForTopics([topic]),
  });
  #state: State;

  /**
   * Connects to nothing yet. (kafka-python loads the metadata of all topics here: `loadMetadataForTopics()` does.)
   * @throws ConfigError that names every wrong option.
   */
  constructor(options: SimpleClientOptions) {
    this.#options = { ...DEFAULTS, ...options };
    this.#state = begin(this.#options);
  }

  // ---------------------------------------------------------------- life

  /** A client with the same options and the same knowledge; call `reinit()` on it before anything is sent. */
  copy(): SimpleClient {
    checkArgumentCount('SimpleClient: copy()', 0, arguments.length);
    const copy = new SimpleClient(this.#options);
    copy.#table.copyFrom(this.#table);
    // Its cluster has opened nothing that would have to be closed.
    copy.#state = { name: 'inactive' };
    return copy;
  }

  /** Closes all connections and begins anew; brings a copy, or a closed client, to life. Keeps what is known of topics. */
  async reinit(): Promise<void> {
    checkArgumentCount('SimpleClient: reinit()', 0, arguments.length);
    const before = this.#state;
    this.#state = begin(this.#options);
    if (before.name === 'active') await before.cluster.close();
  }

  /** Closes all connections: who still waits gets an error. Idempotent. */
  async close(): Promise<void> {
    checkArgumentCount('SimpleClient: close()', 0, arguments.length);
    const before = this.#state;
    this.#state = { name: 'closed' };
    if (before.name === 'active') await before.cluster.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** The cluster it stands on: the door to everything else. @throws StateError when closed, or a copy without `reinit()` */
  get cluster(): Cluster {
    return this.#active.cluster;
  }

  /** @internal What it was made with. A method: what is printed of a client has no passwords. */
  madeWith(): SimpleClientOptions {
    checkArgumentCount('SimpleClient: madeWith()', 0, arguments.length);
    return this.#options;
  }

  get #active(): Extract<State, { readonly name: 'active' }> {
    const state = this.#state;
    if (state.name === 'active') return state;
    const why = state.name === 'closed' ? 'it is closed' : 'it is a copy';
    throw new StateError(`SimpleClient: ${why}: call reinit() first`);
  }

  // ---------------------------------------------------------------- metadata

  /** The topics whose metadata is known. */
  get topics(): string[] {
    return this.#table.topics;
  }

  hasMetadataForTopic(topic: string): boolean {
    checkArgumentCount('SimpleClient: hasMetadataForTopic()', 1, arguments.length);
    checkText('SimpleClient: hasMetadataForTopic()', 'topic', topic);
    return this.#table.has(topic);
  }

  /** In ascending order; none for a topic that is not known. */
  getPartitionIdsForTopic(topic: string): number[] {
    checkArgumentCount('SimpleClient: getPartitionIdsForTopic()', 1, arguments.length);
    checkText('SimpleClient: getPartitionIdsForTopic()', 'topic', topic);
    return this.#table.partitionIds(topic);
  }

  /** @internal Broker id, as it is remembered; -1 for none, undefined when it is not known. */
  leaderOf(topic: string, partition: number): number | undefined {
    checkArgumentCount('SimpleClient: leaderOf()', 2, arguments.length);
    return this.#table.leaderOf(topic, partition);
  }

  resetTopicMetadata(topics: readonly string[] | string): void {
    checkArgumentCount('SimpleClient: resetTopicMetadata()', 1, arguments.length);
    this.#table.forget(topicNames('SimpleClient: resetTopicMetadata()', topics));
  }

  resetAllMetadata(): void {
    checkArgumentCount('SimpleClient: resetAllMetadata()', 0, arguments.length);
    this.#table.clear();
  }

  /**
   * Asks for the metadata of `topics`, or of all topics when none is named, and remembers it instead of what was known. A
   * topic that is asked for by name may be created by that, see `allowAutoCreateTopics`. Errors of topics that were not
   * asked for by name go to the log; partitions without a leader are no error.
   * @throws UnknownTopicOrPartitionError; LeaderNotAvailableError for a topic that is being created, unless
   *   `ignoreLeaderNotAvailable` is set; another error of a named topic; NoBrokersAvailableError
   */
  async loadMetadataForTopics(
    named: readonly string[] | string = [],
    options: { readonly ignoreLeaderNotAvailable?: boolean } = {},
  ): Promise<void> {
    checkArgumentCount('SimpleClient: loadMetadataForTopics()', 2, arguments.length);
    const topics = topicNames('SimpleClient: loadMetadataForTopics()', named);
    const call = 'SimpleClient: loadMetadataForTopics()';
    const { ignoreLeaderNotAvailable = false } = parseOptions(call, loadOptions, options);
    const { cluster } = this;
    if (topics.length === 0) this.#table.clear();
    else this.#table.forget(topics);
    const response = await this.sendMetadataRequest(topics);
    const onError = (error: Error): void => cluster.settings.logger?.error({ err: error }, error.message);
    this.#table.take(response, topics, { ignoreLeaderNotAvailable, onError });
  }

  /**
   * Waits until a topic is there and has partitions, which creates it where brokers do that.
   * @throws TimeoutError (`KafkaTimeoutError`); UnknownTopicOrPartitionError when brokers go on to say so
   */
  async ensureTopicExists(topic: string, options: { readonly timeoutMs?: number } = {}): Promise<void> {
    checkArgumentCount('SimpleClient: ensureTopicExists()', 2, arguments.length);
    checkText('SimpleClient: ensureTopicExists()', 'topic', topic);
    const { timeoutMs = 30_000 } = parseOptions('SimpleClient: ensureTopicExists()', ensureOptions, options);
    if (this.#table.has(topic)) return;
    const deadline = this.cluster.deadline(`create topic '${topic}'`, { timeoutMs });
    await this.#reachable();
    await this.cluster.loadTopics([topic], { deadline });
    await this.loadMetadataForTopics([topic], { ignoreLeaderNotAvailable: true });
  }

  // ---------------------------------------------------------------- requests

  /** The answer as it is, with the error codes in it; of all topics when none is named. @throws NoBrokersAvailableError */
  async sendMetadataRequest(topics: readonly string[] | string = []): Promise<MetadataResponse> {
    checkArgumentCount('SimpleClient: sendMetadataRequest()', 1, arguments.length);
    const named = topicNames('SimpleClient: sendMetadataRequest()', topics).map((name) => ({ name }));
    const { cluster } = this;
    const { allowAutoCreateTopics } = cluster.settings;
    return this.#toAny((target) =>
      cluster.request(target, Metadata, (version) => ({
        // All topics: null, and before that could be said an empty list.
        topics: named.length === 0 && version >= 1 ? null : named,
        ...(version >= 4 ? { allowAutoTopicCreation: allowAutoCreateTopics } : {}),
      })),
    );
  }

  /** Who coordinates each of `groups`, errors included. @throws NoBrokersAvailableError */
  async sendConsumerMetadataRequest(groups: readonly string[] | string): Promise<ConsumerMetadataResponse[]> {
    checkArgumentCount('SimpleClient: sendConsumerMetadataRequest()', 1, arguments.length);
    const ids = groupIds('SimpleClient: sendConsumerMetadataRequest()', groups);
    const { cluster } = this;
    return this.#toAny(() =>
      Promise.all(
        ids.map(async (group) => {
          const response = await cluster.request('any', FindCoordinator, (version) =>
            version >= 4 ? { coordinatorKeys: [group] } : { key: group },
          );
          // Version 4 answers for many keys.
          const { errorCode, nodeId, host, port } = response.coordinators[0] ?? response;
          return { error: errorCode, nodeId, host, port };
        }),
      ),
    );
  }

  /**
   * Appends messages, or records that are already bytes. One payload per partition. Messages go in the format that the
   * leader takes: as one record batch from Kafka 0.11 on.
   * @throws what is wrong with the first payload that failed, unless `failOnError` is false; ConfigError for two payloads
   *   of one partition, and for a list without messages
   */
  async sendProduceRequest<F extends boolean = true, R = Outcome<ProduceResponsePayload, F>>(
    payloads: readonly (EncodedProducePayload | MessagesPayload)[],
    options: ProduceSendOptions<ProduceResponsePayload, F, R> = {},
  ): Promise<R[]> {
    checkArgumentCount('SimpleClient: sendProduceRequest()', 2, arguments.length);
    checkPayloads('SimpleClient: sendProduceRequest()', payloads);
    parseOptions('SimpleClient: sendProduceRequest()', produceOptions, options);
    const { acks = 1, timeoutMs = 1_000 } = options;
    const limits = { expectsReply: acks !== 0, timeoutMs: timeoutMs + this.cluster.settings.requestTimeoutMs };
    checkMessages(payloads);
    const request = (payload: EncodedProducePayload | MessagesPayload): ReturnType<typeof produceRequest> =>
      produceRequest(acks, timeoutMs, newestProduceVersion(payload));
    return this.#settle(await this.#routes.toLeaders(payloads, request, limits), options);
  }

  /** Reads records, as messages and as bytes. @throws as {@link SimpleClient.sendProduceRequest} */
  async sendFetchRequest<F extends boolean = true, R = Outcome<FetchedPayload, F>>(
    payloads: readonly FetchRequestPayload[],
    options: FetchSendOptions<FetchedPayload, F, R> = {},
  ): Promise<R[]> {
    checkArgumentCount('SimpleClient: sendFetchRequest()', 2, arguments.length);
    checkPayloads('SimpleClient: sendFetchRequest()', payloads);
    parseOptions('SimpleClient: sendFetchRequest()', fetchOptions, options);
    const { maxWaitMs = 100, minBytes = 4_096, channel } = options;
    const request = fetchRequest(maxWaitMs, minBytes);
    const { cluster, fetching } = this.#active;
    const timeoutMs = maxWaitMs + cluster.settings.requestTimeoutMs;
    // On a connection of its own: what waits for records holds up nothing else.
    const limits = { expectsReply: true, timeoutMs, through: channel ?? fetching };
    return this.#settle(await this.#routes.toLeaders(payloads, () => request, limits), options);
  }

  /**
   * Offsets by time: -1 the end, -2 the beginning, else the first record at or after the time in milliseconds; none for no
   * such record. (Brokers before 0.10.1 answer the starts of up to `maxOffsets` segments before that time, newest first.)
   * @throws as {@link SimpleClient.sendProduceRequest}
   */
  async sendOffsetRequest<F extends boolean = true, R = Outcome<OffsetResponsePayload, F>>(
    payloads: readonly OffsetRequestPayload[],
    options: PayloadSendOptions<OffsetResponsePayload, F, R> = {},
  ): Promise<R[]> {
    checkArgumentCount('SimpleClient: sendOffsetRequest()', 2, arguments.length);
    checkPayloads('SimpleClient: sendOffsetRequest()', payloads);
    parseOptions('SimpleClient: sendOffsetRequest()', sendOptions, options);
    return this.#settle(await this.#routes.toLeaders(payloads, () => offsetRequest, { expectsReply: true }), options);
  }

  /**
   * Stores offsets of a group that nobody has joined.
   * @throws as {@link SimpleClient.sendProduceRequest}; the cause is an UnsupportedVersionError for offsets in ZooKeeper on
   *   Kafka 4, which has none
   */
  async sendOffsetCommitRequest<F extends boolean = true, R = Outcome<OffsetCommitResponsePayload, F>>(
    group: string,
    payloads: readonly OffsetCommitRequestPayload[],
    options: OffsetSendOptions<OffsetCommitResponsePayload, F, R> = {},
  ): Promise<R[]> {
    checkArgumentCount('SimpleClient: sendOffsetCommitRequest()', 3, arguments.length);
    checkGroup('SimpleClient: sendOffsetCommitRequest()', group);
    checkPayloads('SimpleClient: sendOffsetCommitRequest()', payloads);
    parseOptions('SimpleClient: sendOffsetCommitRequest()', offsetOptions, options);
    const { offsetStorage = 'kafka' } = options;
    const request = offsetCommitRequest(group);
    return this.#settle(await this.#routes.toOffsetStorage(group, payloads, request, offsetStorage), options);
  }

  /**
   * The stored offsets of a group; -1 where there is none, which of ZooKeeper comes as UNKNOWN_TOPIC_OR_PARTITION.
   * @throws as {@link SimpleClient.sendOffsetCommitRequest}
   */
  async sendOffsetFetchRequest<F extends boolean = true, R = Outcome<OffsetFetchResponsePayload, F>>(
    group: string,
    payloads: readonly OffsetFetchRequestPayload[],
    options: OffsetSendOptions<OffsetFetchResponsePayload, F, R> = {},
  ): Promise<R[]> {
    checkArgumentCount('SimpleClient: sendOffsetFetchRequest()', 3, arguments.length);
    checkGroup('SimpleClient: sendOffsetFetchRequest()', group);
    checkPayloads('SimpleClient: sendOffsetFetchRequest()', payloads);
    parseOptions('SimpleClient: sendOffsetFetchRequest()', offsetOptions, options);
    const { offsetStorage = 'kafka' } = options;
    const request = offsetFetchRequest(group);
    return this.#settle(await this.#routes.toOffsetStorage(group, payloads, request, offsetStorage), options);
  }

  /** The stored offsets of a group that are kept in Kafka. (kafka-python's other method reads those kept in ZooKeeper.) */
  async sendOffsetFetchRequestKafka<F extends boolean = true, R = Outcome<OffsetFetchResponsePayload, F>>(
    group: string,
    payloads: readonly OffsetFetchRequestPayload[],
    options: PayloadSendOptions<OffsetFetchResponsePayload, F, R> = {},
  ): Promise<R[]> {
    checkArgumentCount('SimpleClient: sendOffsetFetchRequestKafka()', 3, arguments.length);
    parseOptions('SimpleClient: sendOffsetFetchRequestKafka()', sendOptions, options);
    return this.sendOffsetFetchRequest(group, payloads, options);
  }

  // ---------------------------------------------------------------- how they go

  /** Finds the cluster, once. @throws NoBrokersAvailableError */
  async #reachable(): Promise<void> {
    await this.cluster.connect({ retry: false });
  }

  /** One attempt; a second one when the broker could not be reached and others can. */
  async #toAny<T>(send: (target: 'any') => Promise<T>): Promise<T> {
    await this.#reachable();
    try {
      return await send('any');
    } catch (error) {
      if (!(error instanceof ConnectionError) || error instanceof NoBrokersAvailableError) throw error;
      await this.cluster.refresh(error.message);
      return send('any');
    }
  }

  /** Throws the first failure if it is to be thrown; the others through the callback, in order. */
  #settle<T extends PartitionResponse, F extends boolean, R>(
    results: readonly PayloadResult<T>[],
    { failOnError, callback }: PayloadSendOptions<T, F, R>,
  ): R[] {
    const settled: R[] = [];
    for (const result of results) {
      if (result === undefined) continue; // acks 0: nobody answers
      if (failOnError !== false) this.#check(result);
      // With failOnError the failed ones were thrown: what is left is what the types say.
      const outcome = result as Outcome<T, F>;
      settled.push(callback === undefined ? (outcome as unknown as R) : callback(outcome));
    }
    return settled;
  }

  #check(result: PartitionResponse | FailedPayloadsError): void {
    if (isFailed(result)) throw result;
    const { topic, partition, error } = result;
    if (error === ErrorCode.NONE) return;
    if (error === ErrorCode.UNKNOWN_TOPIC_OR_PARTITION || error === ErrorCode.NOT_LEADER_OR_FOLLOWER) {
      this.#table.forget([topic]);
    }
    throw errorFor(error, { topic, partition });
  }
}

function begin(options: SimpleClientOptions): State {
  const cluster = new Cluster(options);
  return { name: 'active', cluster, fetching: cluster.openChannel('fetch') };
}
