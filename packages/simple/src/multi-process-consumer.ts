import { type Resolvers, onAbort, unheardWarning, withResolvers } from '@k/runtime';
import { checkArgumentCount, ConfigError, messageOf, parseOptions } from '@k/wire';
import { type ConsumedMessage, Consumer } from './consumer.ts';
import {
  type GetMessagesOptions,
  getMessagesOptions,
  type MultiProcessConsumerOptions,
  multiProcessConsumerOptions,
  type MultiProcessConsumerSettings,
} from './consumer-options.ts';
import { ownWorkerFile } from './node-workers.ts';
import type { ReadMessage } from './read-positions.ts';
import { ReadingWorker } from './reading-worker.ts';
import type { SimpleClient, SimpleClientOptions } from './simple-client.ts';
import type { WorkerTask } from './worker-messages.ts';

/** Events of a {@link MultiProcessConsumer}; none of them needs a listener. */
export interface MultiProcessConsumerEvents {
  /** Offsets could not be committed. They are with the next commit. */
  commitFailed: [error: Error];
  /**
   * The worker of these partitions failed and tries again, or died and is replaced; no message is lost by it. Without a
   * listener this goes to the client's `logger`, or else to stderr.
   */
  warning: [error: Error, partitions: readonly number[]];
}

/** Most messages that wait to be given, as in kafka-python. */
const QUEUE_SIZE = 1_024;
/** Seconds, where the caller says none. */
const DEFAULT_TIMEOUT = 10;
/** Milliseconds that a worker waits for a message before it says that there is none. */
const WAIT_MS = 1_000;

/**
 * kafka-python's consumer whose partitions are read by several workers: threads that fetch, check and unpack, each with a
 * client of its own. What was read is given here, and committed from here, as by a `SimpleConsumer`.
 * New programs use `KafkaConsumer` of @k/consumer.
 */
export class MultiProcessConsumer<P extends boolean = false> extends Consumer<P, MultiProcessConsumerEvents> {
  readonly #settings: MultiProcessConsumerSettings;
  readonly #clientOptions: SimpleClientOptions;
  readonly #file: URL | string;
  #workers: readonly ReadingWorker[] = [];
  #queue: ReadMessage[] = [];
  /** Behind what workers have read, given or not: where a successor goes on. */
  readonly #read = new Map<number, number>();
  #failure: Error | undefined;
  #change: Resolvers<void> = withResolvers();
  #waiting = 0;

  /**
   * Starts its workers, and connects, with the first call that reads, or `start()`.
   * @param client - whose options are those of the workers' clients
   * @param group - whose offsets to begin at, and to commit; null for none
   * @throws ConfigError that names every wrong option, and an option of the client that cannot go to another thread
   */
  constructor(client: SimpleClient, group: string | null, topic: string, options: MultiProcessConsumerOptions = {}) {
    const settings = parseOptions('MultiProcessConsumer', multiProcessConsumerOptions, options);
    super('MultiProcessConsumer', client, group, topic, settings);
    this.#settings = settings;
    this.#clientOptions = forThreads(client.madeWith());
    this.#file = settings.workerFile ?? ownWorkerFile();
    onAbort(this.ended.signal, () => {
      this.#look();
    });
  }

  /** From now on messages are given with their partition, as `[partition, message]`. It is the same consumer. */
  override providePartitionInfo(): MultiProcessConsumer<true> {
    checkArgumentCount('MultiProcessConsumer: providePartitionInfo()', 0, arguments.length);
    super.providePartitionInfo();
    return this as MultiProcessConsumer<boolean> as MultiProcessConsumer<true>;
  }

  /**
   * Up to `count` messages: what workers have read in time. What was given before is handed back.
   * @throws StateError when workers cannot be started, and after `stop()`. What is wrong with reading is the event `warning`
   */
  async getMessages(options: GetMessagesOptions = {}): Promise<ConsumedMessage<P>[]> {
    checkArgumentCount('MultiProcessConsumer: getMessages()', 1, arguments.length);
    const call = 'MultiProcessConsumer: getMessages()';
    const { count, block, timeout = DEFAULT_TIMEOUT } = parseOptions(call, getMessagesOptions, options);
    await this.begin('getMessages()');
    const { clock } = this;
    const until = timeout === null ? Infinity : clock.monotonic() + timeout * 1_000;
    const wanted = block === true ? count : Math.min(count, Number(block));
    // Who does not wait finds it the next time.
    if (this.#queue.length < count) this.#ask(count, WAIT_MS);
    for (;;) {
      const left = until - clock.monotonic();
      if (this.#queue.length >= wanted || left <= 0 || this.ended.signal.aborted) break;
      this.#ask(count, Math.ceil(Math.min(WAIT_MS, left)));
      await this.#changed(left);
    }
    return this.#give(count).map((message) => this.given(message));
  }

  /**
   * One message after the other, until every worker has waited for a second and found none, or the consumer is stopped. Asking
   * for the next hands the last one back; a loop that is left does not, and that message comes again.
   * @throws as `getMessages()`
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<ConsumedMessage<P>, void, undefined> {
    for (const worker of this.#workers) worker.isDry = false;
    while (!this.ended.signal.aborted) {
      await this.begin('iteration');
      if (this.#queue.length < QUEUE_SIZE / 2) this.#ask(QUEUE_SIZE, WAIT_MS);
      while (this.#isReading()) {
        this.#ask(QUEUE_SIZE, WAIT_MS);
        await this.#changed(Infinity);
      }
      const [message] = this.#give(1);
      if (message === undefined) return;
      let isLeft = true;
      try {
        yield this.given(message);
        isLeft = false;
      } finally {
        if (isLeft) this.#queue.unshift(...this.positions.takeBack());
      }
    }
  }

  /** @internal */
  protected override moved(partitions: readonly number[]): void {
    const { offsets } = this;
    this.#queue = this.#queue.filter(({ partition }) => !partitions.includes(partition));
    for (const partition of partitions) this.#read.set(partition, offsets.get(partition) ?? 0);
    if (this.#workers.length === 0) this.#workers = this.#shares().map((share) => this.#worker(share));
    else {
      for (const worker of this.#workers) {
        const moved = worker.partitions.filter((partition) => partitions.includes(partition));
        if (moved.length > 0) worker.move(this.#offsetsOf(moved));
      }
    }
  }

  /** @internal */
  protected override told(error: Error): void {
    this.emit('commitFailed', error);
  }

  /** @internal */
  protected override async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.stop()));
  }

  /** The partitions of each worker. */
  #shares(): number[][] {
    const { numProcs, partitionsPerProc } = this.#settings;
    const { partitions } = this.positions;
    const many = partitionsPerProc === 0 ? numProcs : Math.ceil(partitions.length / partitionsPerProc);
    const count = Math.min(many, partitions.length);
    return Array.from({ length: count }, (_, i) => partitions.filter((_partition, j) => j % count === i));
  }

  #worker(partitions: readonly number[]): ReadingWorker {
    return new ReadingWorker({
      partitions,
      file: this.#file,
      clock: this.clock,
      task: (own) => this.#task(own),
      onMessages: (messages) => {
        this.#queue.push(...messages);
        for (const { partition, message } of messages) this.#read.set(partition, message.offset + 1);
      },
      onTrouble: (error, own) => {
        this.#warn(error, own);
      },
      onUseless: (error) => {
        this.#failure = error;
      },
      onChange: () => {
        this.#look();
      },
    });
  }

  #task(partitions: readonly number[]): WorkerTask {
    const { fetchSizeBytes, bufferSize, maxBufferSize, autoOffsetReset } = this.#settings;
    const { topic } = this;
    const options = { partitions, fetchSizeBytes, bufferSize, maxBufferSize, autoOffsetReset };
    return { client: this.#clientOptions, topic, options, offsets: this.#offsetsOf(partitions) };
  }

  #offsetsOf(partitions: readonly number[]): [partition: number, offset: number][] {
    return partitions.map((partition) => [partition, this.#read.get(partition) ?? 0]);
  }

  #ask(count: number, waitMs: number): void {
    const room = QUEUE_SIZE - this.#queue.length;
    if (room > 0) for (const worker of this.#workers) worker.ask(Math.min(count, room), waitMs);
  }

  /** Whether there is nothing to give yet. */
  #isReading(): boolean {
    const mayCome = !this.ended.signal.aborted && this.#workers.some(({ isDry }) => !isDry);
    return this.#queue.length === 0 && mayCome;
  }

  #give(count: number): ReadMessage[] {
    const messages = this.#queue.splice(0, count);
    if (messages.length === 0 && this.#failure !== undefined) throw this.#failure;
    this.positions.handOut(messages);
    return messages;
  }

  /** Settles when a worker has said something, and at the latest after `ms`. Meanwhile workers keep the process alive. */
  async #changed(ms: number): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    const { clock } = this;
    const timer = ms === Infinity ? undefined : clock.setTimeout(() => this.#look(), ms);
    if (this.#waiting++ === 0) for (const worker of this.#workers) worker.hold(true);
    await this.#change.promise;
    if (--this.#waiting === 0) for (const worker of this.#workers) worker.hold(false);
    if (timer !== undefined) clock.clearTimeout(timer);
  }

  #look(): void {
    const { resolve } = this.#change;
    this.#change = withResolvers();
    resolve();
  }

  #warn(error: Error, partitions: readonly number[]): void {
    this.log(error);
    const isHeard = this.listenerCount('warning') > 0 || this.logger !== undefined;
    if (!isHeard) unheardWarning('MultiProcessConsumer', error);
    // Apart from the work that led to it: a listener that throws must not stop that.
    queueMicrotask(() => this.emit('warning', error, partitions));
  }
}

/** What can go to another thread. A logger need not: what is wrong there is told here. */
function forThreads({ logger: _logger, ...options }: SimpleClientOptions): SimpleClientOptions {
  for (const [name, value] of Object.entries(options)) {
    try {
      structuredClone(value);
    } catch (error) {
      const why = `of the client cannot go to another thread (${messageOf(error)})`;
      throw new ConfigError(`MultiProcessConsumer: the option "${name}" ${why}: use several SimpleConsumers`);
    }
  }
  return options;
}
