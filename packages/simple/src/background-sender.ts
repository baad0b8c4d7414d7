import { createHash } from 'node:crypto';
import { type Clock, type Resolvers, sleep, type TimerHandle, withResolvers } from '@k/runtime';
import {
  ConnectionError,
  errorFor,
  KafkaError,
  LeaderNotAvailableError,
  NoBrokersAvailableError,
  NotLeaderOrFollowerError,
  RequestTimedOutError,
  StateError,
  UnknownTopicOrPartitionError,
} from '@k/wire';
import { FailedPayloadsError } from './client-errors.ts';
import { createMessageSet } from './create-message.ts';
import type { MessageProducerSettings } from './message-producer-options.ts';
import { MessageQueue, type QueuedMessage } from './message-queue.ts';
import type { SimpleClient } from './simple-client.ts';
import type { MessagesPayload } from './simple-client-types.ts';

/**
 * - `open`: takes messages.
 * - `stopping`: takes none any more, and sends those it has.
 * - `stopped`: sends nothing any more.
 */
type State = 'open' | 'stopping' | 'stopped';

/** Messages that go to one partition together, and how often that has failed. */
interface Batch {
  readonly payload: MessagesPayload;
  readonly count: number;
  failures: number;
}

/** What a failure asks for before the next try. */
interface Remedy {
  readonly isPassing: boolean;
  readonly wantsPause: boolean;
  readonly wantsMetadata: boolean;
}

/** Told of messages that are not sent any more. */
export type OnDropped = (error: Error, payload: MessagesPayload) => void;

/**
 * The background of a producer with `async: true`: a queue, and one loop that sends it in batches through a client of its
 * own. What has to go again goes before anything new.
 */
export class BackgroundSender {
  readonly #client: SimpleClient;
  readonly #settings: MessageProducerSettings;
  readonly #clock: Clock;
  readonly #dropped: OnDropped;
  readonly #queue: MessageQueue;
  readonly #ended = new AbortController();
  readonly #running: Promise<void>;
  #state: State = 'open';
  /** Settled by the next thing that may make a batch due. */
  #change: Resolvers<void> = withResolvers();
  #timer: TimerHandle;
  #timerAt = Infinity;
  #unsent: Batch[] = [];
  #stopping: Promise<number> | undefined;

  /** @param client - a copy, which is this one's to close */
  constructor(client: SimpleClient, clock: Clock, settings: MessageProducerSettings, dropped: OnDropped) {
    this.#client = client;
    this.#settings = settings;
    this.#clock = clock;
    this.#dropped = dropped;
    this.#queue = new MessageQueue(clock, settings.asyncQueueMaxsize);
    this.#running = this.#run();
  }

  get queueLength(): number {
    return this.#queue.length;
  }

  /** @returns whether the queue has taken it. @throws StateError after `stop()` */
  put(message: Omit<QueuedMessage, 'at'>): boolean | Promise<boolean> {
    if (this.#state !== 'open')
      throw new StateError('sendMessages() after stop(): the producer takes no more messages');
    const timeoutMs = this.#settings.asyncQueuePutTimeout * 1_000;
    const taken = this.#queue.put({ ...message, at: this.#clock.monotonic() }, timeoutMs);
    this.#look();
    return taken;
  }

  /** Sends what is left, for so many milliseconds at most. @returns the number of messages that were not sent */
  stop(timeoutMs: number): Promise<number> {
    return (this.#stopping ??= this.#stop(timeoutMs));
  }

  async #stop(timeoutMs: number): Promise<number> {
    this.#state = 'stopping';
    this.#look();
    const timer = this.#clock.setTimeout(() => {
      this.#state = 'stopped';
      this.#ended.abort(new StateError('stop() gave up'));
      // What is under way ends with its connections.
      void this.#client.close();
      this.#look();
    }, timeoutMs);
    await this.#running;
    this.#clock.clearTimeout(timer);
    this.#clock.clearTimeout(this.#timer);
    this.#state = 'stopped';
    await this.#client.close();
    return this.#unsent.reduce((sum, { count }) => sum + count, this.#queue.length);
  }

  async #run(): Promise<void> {
    await this.#client.reinit();
    while (await this.#untilDue()) {
      this.#unsent = this.#batchesOf(this.#queue.take(this.#settings.batchSendEveryN));
      await this.#sendAll();
      if (this.#isOver()) return;
    }
  }

  #isOver(): boolean {
    return this.#state === 'stopped';
  }

  /** @returns false when there is nothing more to come */
  async #untilDue(): Promise<boolean> {
    while (!this.#isOver()) {
      const { oldestAt } = this.#queue;
      if (oldestAt === undefined) {
        if (this.#state !== 'open') return false;
      } else {
        const dueAt = oldestAt + this.#settings.batchSendEveryT * 1_000;
        const isFull = this.#queue.length >= this.#settings.batchSendEveryN;
        if (isFull || this.#state !== 'open' || dueAt <= this.#clock.monotonic()) return true;
        this.#lookAt(dueAt);
      }
      this.#change = withResolvers();
      await this.#change.promise;
    }
    return false;
  }

  /** Something has changed. */
  #look(): void {
    this.#change.resolve();
  }

  #lookAt(at: number): void {
    if (at >= this.#timerAt) return;
    if (this.#timerAt !== Infinity) this.#clock.clearTimeout(this.#timer);
    this.#timerAt = at;
    this.#timer = this.#clock.setTimeout(() => {
      this.#timerAt = Infinity;
      this.#look();
    }, at - this.#clock.monotonic());
  }

  #batchesOf(messages: readonly QueuedMessage[]): Batch[] {
    const { codec, codecCompresslevel } = this.#settings;
    const byPlace = new Map<string, QueuedMessage[]>();
    for (const message of messages) {
      const place = `${message.partition} ${message.topic}`;
      const others = byPlace.get(place);
      if (others === undefined) byPlace.set(place, [message]);
      else others.push(message);
    }
    return [...byPlace.values()].map((together) => {
      const { topic, partition } = together[0] as QueuedMessage;
      const pairs = together.map(({ value, key }) => [value, key] as const);
      const set = createMessageSet(pairs, codec, null, codecCompresslevel ?? undefined);
      return { payload: { topic, partition, messages: set }, count: together.length, failures: 0 };
    });
  }

  /** Sends what is unsent until nothing is to be sent again, or time is over. */
  async #sendAll(): Promise<void> {
    while (this.#unsent.length > 0 && !this.#isOver()) {
      const failures = await this.#sendOnce();
      if (this.#isOver()) return;
      const remedies = [...failures].map(([batch, error]) => this.#judge(batch, error));
      const again = remedies.filter(({ isPassing }) => isPassing);
      this.#unsent = [...failures.keys()].filter((_batch, i) => remedies[i]?.isPassing);
      if (again.some(({ wantsPause }) => wantsPause)) await this.#pause();
      if (again.some(({ wantsMetadata }) => wantsMetadata)) await this.#refresh();
    }
  }

  async #sendOnce(): Promise<Map<Batch, Error>> {
    const { reqAcks: acks, ackTimeout: timeoutMs } = this.#settings;
    const batches = this.#unsent;
    const payloads = batches.map(({ payload }) => payload);
    try {
      const answers = await this.#client.sendProduceRequest(payloads, { acks, timeoutMs, failOnError: false });
      return new Map(
        answers.flatMap((answer, i) => {
          const error = answer instanceof FailedPayloadsError ? answer : answer.error;
          if (error === 0) return [];
          const { topic, partition } = (batches[i] as Batch).payload;
          return [[batches[i] as Batch, typeof error === 'number' ? errorFor(error, { topic, partition }) : error]];
        }),
      );
    } catch (error) {
      if (!KafkaError.is(error)) throw error;
      return new Map(batches.map((batch) => [batch, error]));
    }
  }

  /** Logs a failure, and says what is to be done; a batch that is not to be sent again is dropped. */
  #judge(batch: Batch, error: Error): Remedy {
    const { asyncRetryLimit, asyncRetryOnTimeouts } = this.#settings;
    const { payload, count } = batch;
    const remedy = remedyFor(error, asyncRetryOnTimeouts);
    const isPassing = remedy.isPassing && (asyncRetryLimit === null || batch.failures < asyncRetryLimit);
    batch.failures++;
    const what = `${count} messages for ${payload.topic}-${payload.partition} were not stored: ${error.message}`;
    const { logger } = this.#client.cluster.settings;
    logger?.error({ err: error, ...this.#shown(payload), willRetry: isPassing }, what);
    if (!isPassing) this.#dropped(error, payload);
    // kafka-python asks for metadata again and again without a pause: here that goes for the first time only.
    return { ...remedy, isPassing, wantsPause: remedy.wantsPause || batch.failures > 1 };
  }

  #shown({ messages }: MessagesPayload): object {
    if (this.#settings.asyncLogMessagesOnError) return { messages };
    const hash = createHash('sha256');
    for (const { value } of messages) hash.update(value ?? '');
    return { messagesHash: hash.digest('hex') };
  }

  /** Ends early, and well, when time is over. */
  async #pause(): Promise<void> {
    const { signal } = this.#ended;
    if (!signal.aborted) await sleep(this.#clock, this.#settings.asyncRetryBackoffMs, signal).catch(() => undefined);
  }

  async #refresh(): Promise<void> {
    try {
      await this.#client.loadMetadataForTopics();
    } catch (error) {
      // The next try finds out.
      if (!KafkaError.is(error)) throw error;
    }
  }
}

/** As kafka-python's RETRY_ERROR_TYPES, RETRY_BACKOFF_ERROR_TYPES and RETRY_REFRESH_ERROR_TYPES. */
function remedyFor(error: Error, retryOnTimeouts: boolean): Remedy {
  const isConnection = error instanceof ConnectionError && !(error instanceof NoBrokersAvailableError);
  const isElection = error instanceof LeaderNotAvailableError;
  const isUnreachable = error instanceof NoBrokersAvailableError || error instanceof FailedPayloadsError;
  const isMisplaced = error instanceof NotLeaderOrFollowerError || error instanceof UnknownTopicOrPartitionError;
  const isTimeout = retryOnTimeouts && error instanceof RequestTimedOutError;
  return {
    isPassing: isConnection || isElection || isUnreachable || isMisplaced || isTimeout,
    wantsPause: isConnection || isElection || isUnreachable,
    wantsMetadata: isConnection || isElection || isMisplaced,
  };
}
