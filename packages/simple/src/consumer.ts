import { EventEmitter } from 'node:events';
import type { Logger } from '@k/cluster';
import type { Clock } from '@k/runtime';
import {
  asError,
  checkArgumentCount,
  ErrorCode,
  errorFor,
  KafkaError,
  parseOptions,
  StateError,
  wrongArgument,
} from '@k/wire';
import { checkText } from './arguments.ts';
import { AutoCommit } from './auto-commit.ts';
import { failureBehind } from './client-errors.ts';
import { type MessageConsumerSettings, partitionsArgument } from './consumer-options.ts';
import { type ReadMessage, ReadPositions } from './read-positions.ts';
import { SimpleClient } from './simple-client.ts';
import type { OffsetAndMessage } from './structs.ts';

/** A message, after `providePartitionInfo()` with its partition. */
export type ConsumedMessage<P extends boolean = false> = P extends true
  ? readonly [partition: number, message: OffsetAndMessage]
  : OffsetAndMessage;

/** Events of a {@link SimpleConsumer}; none of them needs a listener. */
export interface SimpleConsumerEvents {
  /** Offsets could not be committed. They are with the next commit. */
  commitFailed: [error: Error];
}

/** Milliseconds that a commit goes on to try. */
const COMMIT_TIMEOUT_MS = 30_000;

/**
 * What kafka-python's consumers have in common: positions in one topic, and their commits for a group. What was given last
 * is in hand until more is asked for or `commit()` is called, and before that it is not committed by itself.
 */
export abstract class Consumer<
  P extends boolean = boolean,
  Events extends Record<keyof Events, unknown[]> = SimpleConsumerEvents,
>
  extends EventEmitter<Events>
  implements AsyncDisposable
{
  readonly client: SimpleClient;
  /** Null: no offsets are committed, and reading begins at offset 0. */
  readonly group: string | null;
  readonly topic: string;
  /** @internal */
  protected readonly positions = new ReadPositions();
  /** @internal Aborts when it is stopped. */
  protected readonly ended = new AbortController();
  /** @internal */
  protected readonly logger: Logger | undefined;
  /** @internal */
  protected readonly clock: Clock;
  readonly #name: string;
  readonly #settings: MessageConsumerSettings;
  readonly #autoCommit: AutoCommit;
  #starting: Promise<void> | undefined;
  /** One after the other. */
  #committing: Promise<unknown> = Promise.resolve();
  #stopping: Promise<void> | undefined;
  #partitionInfo = false;

  constructor(
    name: string,
    client: SimpleClient,
    group: string | null,
    topic: string,
    settings: MessageConsumerSettings,
  ) {
    super();
    if (!(client instanceof SimpleClient)) throw wrongArgument(name, 'client', 'a SimpleClient', client);
    if (group !== null) checkText(name, 'group', group);
    checkText(name, 'topic', topic);
    this.client = client;
    this.group = group;
    this.topic = topic;
    this.#name = name;
    this.#settings = settings;
    const { runtime, settings: clientSettings } = client.cluster;
    this.logger = clientSettings.logger;
    this.clock = runtime.clock;
    const { autoCommit, autoCommitEveryN, autoCommitEveryT } = settings;
    const isAutomatic = autoCommit && group !== null;
    this.#autoCommit = new AutoCommit({
      clock: this.clock,
      everyN: isAutomatic ? autoCommitEveryN : null,
      everyT: isAutomatic ? autoCommitEveryT : null,
      uncommitted: () => this.positions.uncommitted,
      commit: () => this.#commit(),
    });
  }

  /** By partition, the offset of the next message to be given. Empty until the consumer has started. */
  get offsets(): ReadonlyMap<number, number> {
    return this.positions.offsets;
  }

  /**
   * Loads the topic's partitions and where the group is in them, once. Whatever reads does it, too.
   * @throws what loading metadata, or reading offsets, throws; then the next call tries again
   */
  start(): Promise<void> {
    checkArgumentCount(`${this.#name}: start()`, 0, arguments.length);
    this.#checkOpen('start()');
    this.#starting ??= this.#start().catch((error: unknown) => {
      this.#starting = undefined;
      throw error;
    });
    return this.#starting;
  }

  /** From now on messages are given with their partition, as `[partition, message]`. */
  providePartitionInfo(): Consumer<true, Events> {
    checkArgumentCount(`${this.#name}: providePartitionInfo()`, 0, arguments.length);
    this.#partitionInfo = true;
    return this as Consumer<boolean, Events> as Consumer<true, Events>;
  }

  /**
   * Goes where the group is: to what was committed, and to offset 0 where nothing was.
   * @throws StateError without a group; what is wrong with a partition; UnsupportedVersionError for offsets in ZooKeeper on
   *   Kafka 4
   */
  async fetchLastKnownOffsets(partitions?: readonly number[]): Promise<void> {
    checkArgumentCount(`${this.#name}: fetchLastKnownOffsets()`, 1, arguments.length);
    const named = this.#partitions('fetchLastKnownOffsets()', partitions);
    this.#checkGroup('fetchLastKnownOffsets()');
    await this.start();
    await this.#fetchOffsets(named ?? this.positions.partitions);
  }

  /**
   * Commits where this consumer is, what is in hand included.
   * @returns whether it worked; null when there was nothing to commit
   * @throws StateError without a group
   */
  async commit(partitions?: readonly number[]): Promise<boolean | null> {
    checkArgumentCount(`${this.#name}: commit()`, 1, arguments.length);
    const named = this.#partitions('commit()', partitions);
    this.#checkGroup('commit()');
    this.positions.handBack();
    return this.#commit(named);
  }

  /** How many messages there are behind what was given. @throws as {@link SimpleClient.sendOffsetRequest} */
  async pending(partitions?: readonly number[]): Promise<number> {
    checkArgumentCount(`${this.#name}: pending()`, 1, arguments.length);
    const named = this.#partitions('pending()', partitions);
    await this.start();
    const { offsets } = this;
    const ends = await this.offsetsAt(-1, named ?? [...offsets.keys()]);
    return Array.from(ends).reduce((sum, [partition, end]) => sum + end - (offsets.get(partition) ?? 0), 0);
  }

  /**
   * Ends what still reads, and commits what was handed back, where the consumer commits by itself after a time. The client
   * stays open. What is in hand is not committed: call `commit()` before when you are done with it.
   */
  stop(): Promise<void> {
    checkArgumentCount(`${this.#name}: stop()`, 0, arguments.length);
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  // ---------------------------------------------------------------- for those below

  /** @internal */
  protected log(error: Error): void {
    this.logger?.error({ err: error }, `${this.#name}: ${error.message}`);
  }

  /** @internal Positions have been set: what reads ahead begins anew there. */
  protected abstract moved(partitions: readonly number[]): void;

  /** @internal A commit failed. */
  protected abstract told(error: Error): void;

  /** @internal Closes what reads. */
  protected abstract close(): Promise<void>;

  /** @internal Ready to read: what was in hand is handed back. @throws StateError after stop() */
  protected async begin(call: string): Promise<void> {
    this.#checkOpen(call);
    await this.start();
    this.positions.handBack();
    this.#autoCommit.look();
  }

  /** @internal */
  protected given(message: ReadMessage, withPartition: boolean | null = null): ConsumedMessage<P> {
    const isPair = withPartition ?? this.#partitionInfo;
    const given: ConsumedMessage<true> | ConsumedMessage = isPair
      ? [message.partition, message.message]
      : message.message;
    return given as ConsumedMessage<P>;
  }

  /** @internal Goes where the application wants to be, and commits that if it commits by itself. */
  protected async moveTo(offsets: ReadonlyMap<number, number>): Promise<void> {
    for (const [partition, offset] of offsets) this.positions.seek(partition, Math.max(0, offset));
    this.moved([...offsets.keys()]);
    if (this.#settings.autoCommit && this.group !== null) await this.#commit();
  }

  /** @internal Commits these, by partition. @throws as {@link SimpleClient.sendOffsetCommitRequest}; StateError without a group */
  async commitOffsets(offsets: ReadonlyMap<number, number>): Promise<void> {
    const { client, topic, group } = this;
    this.#checkGroup('commit()');
    const { offsetStorage } = this.#settings;
    const payloads = Array.from(offsets, ([partition, offset]) => ({ topic, partition, offset, metadata: '' }));
    const send = (): Promise<unknown> => client.sendOffsetCommitRequest(group ?? '', payloads, { offsetStorage });
    await this.#ask(`commit offsets of group '${group ?? ''}'`, send, COMMIT_TIMEOUT_MS);
  }

  /** @internal By partition, the offset at a time; -1 the end, -2 the beginning. */
  protected async offsetsAt(time: number, partitions: readonly number[]): Promise<Map<number, number>> {
    const { topic } = this;
    const payloads = partitions.map((partition) => ({ topic, partition, time, maxOffsets: 1 }));
    const answers = await this.#ask('find offsets', () => this.client.sendOffsetRequest(payloads));
    return new Map(answers.map(({ partition, offsets }) => [partition, offsets[0] ?? 0]));
  }

  // ---------------------------------------------------------------- how

  async #start(): Promise<void> {
    const { client, topic } = this;
    await client.loadMetadataForTopics([topic], { ignoreLeaderNotAvailable: true });
    // One that is being made has no partitions yet.
    if (!client.hasMetadataForTopic(topic)) await client.ensureTopicExists(topic);
    const partitions = this.#settings.partitions ?? client.getPartitionIdsForTopic(topic);
    if (this.group !== null) return this.#fetchOffsets(partitions);
    for (const partition of partitions) this.positions.set(partition, 0);
    this.moved(partitions);
  }

  async #fetchOffsets(partitions: readonly number[]): Promise<void> {
    const { client, topic, group } = this;
    const { offsetStorage } = this.#settings;
    const payloads = partitions.map((partition) => ({ topic, partition }));
    const offsets = await this.#ask(`read the offsets of group '${group ?? ''}'`, async () => {
      const answers = await client.sendOffsetFetchRequest(group ?? '', payloads, { offsetStorage, failOnError: false });
      return answers.map((answer) => {
        if (answer instanceof Error) throw answer;
        const { partition, offset, error } = answer;
        // Of ZooKeeper this says that there is none.
        if (error !== ErrorCode.NONE && error !== ErrorCode.UNKNOWN_TOPIC_OR_PARTITION) {
          throw errorFor(error, { topic, partition, api: 'OffsetFetch' });
        }
        return [partition, Math.max(0, offset)] as const;
      });
    });
    for (const [partition, offset] of offsets) this.positions.set(partition, offset);
    this.moved(partitions);
  }

  #commit(partitions?: readonly number[]): Promise<boolean | null> {
    const commit = this.#committing.then(() => this.#commitNow(partitions));
    this.#committing = commit;
    return commit;
  }

  async #commitNow(partitions?: readonly number[]): Promise<boolean | null> {
    const { positions } = this;
    if (positions.uncommitted === 0) return null;
    this.#autoCommit.restart();
    const offsets = positions.committable(partitions);
    try {
      await this.commitOffsets(new Map(Array.from(offsets, ([partition, { offset }]) => [partition, offset])));
      positions.committed(offsets);
      return true;
    } catch (error) {
      if (!KafkaError.is(error)) throw error;
      this.log(error);
      const failure = asError(error);
      queueMicrotask(() => {
        this.told(failure);
      });
      return false;
    }
  }

  /** Again when what is wrong may pass. */
  #ask<T>(what: string, send: () => Promise<T>, timeoutMs?: number): Promise<T> {
    const attempt = (): Promise<T> =>
      send().catch((error: unknown) => {
        throw failureBehind(asError(error));
      });
    return this.client.cluster.retry(what, attempt, { timeoutMs });
  }

  async #stop(): Promise<void> {
    this.ended.abort(new StateError(`${this.#name}: it is stopped`));
    await this.#autoCommit.end();
    const { autoCommit, autoCommitEveryT } = this.#settings;
    if (autoCommit && autoCommitEveryT !== null && this.group !== null) await this.#commit();
    await this.#committing;
    await this.close();
  }

  #checkOpen(call: string): void {
    if (this.#stopping !== undefined) throw new StateError(`${this.#name}: ${call} after stop()`);
  }

  #checkGroup(call: string): void {
    if (this.group === null) throw new StateError(`${this.#name}: ${call} needs a group, and it was made with none`);
  }

  #partitions(call: string, partitions: readonly number[] | undefined): readonly number[] | undefined {
    return parseOptions(`${this.#name}: ${call}`, partitionsArgument, partitions);
  }
}
