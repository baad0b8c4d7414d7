import type { Channel, Cluster } from '@k/cluster';
import { CodecError } from '@k/codec';
import { type Clock, onAbort, type Resolvers, withResolvers } from '@k/runtime';
import { asError, ErrorCode, errorFor, KafkaError, LeaderNotAvailableError, type ProtocolError } from '@k/wire';
import { ConsumerFetchSizeTooSmall, FailedPayloadsError } from './client-errors.ts';
import type { MessageConsumerSettings } from './consumer-options.ts';
import type { ReadMessage } from './read-positions.ts';
import type { SimpleClient } from './simple-client.ts';
import { readFetched } from './simple-client-messages.ts';
import type { FetchedPayload } from './simple-client-types.ts';

/** Milliseconds that a broker may wait for the first byte: what a seek may have to wait for. */
const MAX_WAIT_MS = 500;
/** Milliseconds that a broker may wait for `fetchSizeBytes`. */
const MAX_WAIT_FOR_SIZE_MS = 100;
const MAX_BYTES = 2 ** 31 - 1;

/** How the next fetch of a partition stands. */
interface Cursor {
  readonly partition: number;
  offset: number;
  /** Bytes that the next fetch asks for. */
  size: number;
  isAskedFor: boolean;
  /** When it may be asked for again after a failure, by the monotonic clock. */
  pausedUntil: number;
}

interface FetchLimits {
  readonly maxWaitMs: number;
  readonly minBytes: number;
}

const AT_ONCE: FetchLimits = { maxWaitMs: 0, minBytes: 0 };

export interface MessageFetcherInit {
  readonly client: SimpleClient;
  readonly topic: string;
  readonly settings: MessageConsumerSettings;
  /** Aborts when nothing is to be fetched any more. */
  readonly ended: AbortSignal;
  /** Finds where to go on when an offset is not in the log. @throws when it cannot be found */
  readonly findReset: (partition: number, error: ProtocolError) => Promise<number>;
  /** Fetching goes on elsewhere, and nothing that was fetched before is left. */
  readonly onReset: (partition: number, offset: number) => void;
}

/**
 * Fetches the messages of a topic's partitions, when asked to, and keeps them until they are taken. Each leader has a
 * request of its own, so that one with nothing to give holds up no other.
 */
export class MessageFetcher {
  readonly #init: MessageFetcherInit;
  readonly #clock: Clock;
  readonly #clientSettings: Cluster['settings'];
  /** Who was served longest ago is first: a broker fills its answer in this order. */
  readonly #cursors = new Map<number, Cursor>();
  #queue: ReadMessage[] = [];
  readonly #underWay = new Set<Promise<void>>();
  #channel: { readonly cluster: Cluster; readonly channel: Channel } | undefined;
  /** What nobody has been told yet. */
  #failure: Error | undefined;
  #change: Resolvers<void> = withResolvers();

  constructor(init: MessageFetcherInit) {
    this.#init = init;
    const { runtime, settings } = init.client.cluster;
    this.#clock = runtime.clock;
    this.#clientSettings = settings;
    onAbort(init.ended, () => {
      this.#look();
    });
  }

  /** Messages that can be taken. */
  get length(): number {
    return this.#queue.length;
  }

  /** Goes on at an offset; what was fetched of the partition is dropped. */
  moveTo(partition: number, offset: number): void {
    this.#queue = this.#queue.filter((each) => each.partition !== partition);
    const cursor = this.#cursors.get(partition);
    if (cursor !== undefined) Object.assign(cursor, { offset, pausedUntil: -Infinity });
    else {
      const size = this.#init.settings.bufferSize;
      this.#cursors.set(partition, { partition, offset, size, isAskedFor: false, pausedUntil: -Infinity });
    }
  }

  take(count: number): ReadMessage[] {
    return this.#queue.splice(0, count);
  }

  /** Puts back what was taken last. */
  untake(messages: readonly ReadMessage[]): void {
    this.#queue.unshift(...messages);
  }

  /** Waits until so many messages can be taken, or time is over. @throws what is wrong when none can be taken */
  async fill(count: number, until: number): Promise<void> {
    const { ended, settings } = this.#init;
    const minBytes = settings.fetchSizeBytes;
    const longest = minBytes > 1 ? MAX_WAIT_FOR_SIZE_MS : MAX_WAIT_MS;
    while (this.#queue.length < count && !ended.aborted) {
      const now = this.#clock.monotonic();
      if (now >= until) break;
      const maxWaitMs = Math.ceil(Math.min(longest, until - now));
      void this.#ask({ maxWaitMs, minBytes });
      await this.#changed(until - now);
      if (this.#failure !== undefined) break;
    }
    this.#tell();
  }

  /** Waits for what is being asked for, half a second at the most. */
  async landed(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  /** Asks for what there is at the moment. @returns whether there was any. @throws what is wrong when none can be taken */
  async fillAtOnce(): Promise<boolean> {
    const before = this.#queue.length;
    await this.#ask(AT_ONCE);
    this.#tell();
    return this.#queue.length > before;
  }

  async close(): Promise<void> {
    await this.#channel?.channel.close();
  }

  #tell(): void {
    if (this.#queue.length > 0) return;
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure !== undefined) throw failure;
  }

  /** Settles with the next answer, when something can be asked for again, and at the latest after `ms`. */
  async #changed(ms: number): Promise<void> {
    const now = this.#clock.monotonic();
    const waits = [ms];
    for (const { pausedUntil } of this.#cursors.values()) if (pausedUntil > now) waits.push(pausedUntil - now);
    const shortest = Math.min(...waits);
    const look = (): void => {
      this.#look();
    };
    const timer = shortest === Infinity ? undefined : this.#clock.setTimeout(look, shortest);
    await this.#change.promise;
    if (timer !== undefined) this.#clock.clearTimeout(timer);
  }

  /** Something has changed, for all who wait for that. */
  #look(): void {
    const { resolve } = this.#change;
    this.#change = withResolvers();
    resolve();
  }

  /** One request to each leader of what is not being asked for. */
  #ask(limits: FetchLimits): Promise<unknown> {
    const { client, topic } = this.#init;
    const now = this.#clock.monotonic();
    const byLeader = new Map<number | undefined, Cursor[]>();
    for (const cursor of this.#cursors.values()) {
      if (cursor.isAskedFor || cursor.pausedUntil > now) continue;
      const leader = client.leaderOf(topic, cursor.partition);
      const others = byLeader.get(leader);
      if (others === undefined) byLeader.set(leader, [cursor]);
      else others.push(cursor);
    }
    const fetches = Array.from(byLeader.values(), (cursors) => {
      const fetch = this.#fetch(cursors, limits).finally(() => this.#underWay.delete(fetch));
      this.#underWay.add(fetch);
      return fetch;
    });
    return Promise.all(fetches);
  }

  async #fetch(cursors: readonly Cursor[], limits: FetchLimits): Promise<void> {
    for (const cursor of cursors) cursor.isAskedFor = true;
    try {
      let left = await this.#fetchOnce(cursors, limits);
      while (left.length > 0) left = await this.#fetchOnce(left, AT_ONCE);
    } catch (error) {
      for (const cursor of cursors) this.#pause(cursor);
      // A leader that is being elected is worth waiting for.
      if (!(error instanceof LeaderNotAvailableError)) this.#fail(asError(error));
    } finally {
      for (const cursor of cursors) cursor.isAskedFor = false;
      this.#look();
    }
  }

  /** @returns those to be asked for again at once */
  async #fetchOnce(cursors: readonly Cursor[], limits: FetchLimits): Promise<Cursor[]> {
    const { client, topic, ended } = this.#init;
    const payloads = cursors.map(({ partition, offset, size }) => ({ topic, partition, offset, maxBytes: size }));
    const options = { ...limits, failOnError: false as const, channel: this.#ownChannel() };
    const answers = await client.sendFetchRequest(payloads, options);
    if (ended.aborted) return [];
    const again: Cursor[] = [];
    for (const [i, cursor] of cursors.entries()) {
      const answer = answers[i];
      // Of another place than where it is by now: whoever has moved it does not want that any more.
      if (answer === undefined || cursor.offset !== payloads[i]?.offset) continue;
      if (answer instanceof FailedPayloadsError) this.#onLost(cursor, answer);
      else if (answer.error !== ErrorCode.NONE) await this.#onError(cursor, answer, again);
      else this.#onMessages(cursor, answer, again);
    }
    return again;
  }

  #onMessages(cursor: Cursor, { topic, partition, records }: FetchedPayload, again: Cursor[]): void {
    const { messages, nextOffset, isCut, error } = readFetched(records, cursor.offset);
    for (const message of messages) this.#queue.push({ partition, message });
    if (nextOffset > cursor.offset) {
      cursor.offset = nextOffset;
      // Who has been served is served last the next time.
      this.#cursors.delete(partition);
      this.#cursors.set(partition, cursor);
    } else if (error !== undefined) {
      const where = `${topic}-${partition} at offset ${cursor.offset}`;
      this.#pause(cursor);
      this.#fail(new CodecError(`${where}: ${error.message}`, { reason: error.reason, cause: error }));
    } else if (isCut) this.#grow(cursor, again);
  }

  /** Brokers before 0.10.1 cut a message that is larger than what was asked for; later ones send it all the same (KIP-74). */
  #grow(cursor: Cursor, again: Cursor[]): void {
    const { topic, settings } = this.#init;
    const most = settings.maxBufferSize ?? MAX_BYTES;
    if (cursor.size < most) {
      cursor.size = Math.min(2 * cursor.size, most);
      again.push(cursor);
      return;
    }
    const where = `${topic}-${cursor.partition} at offset ${cursor.offset}`;
    const what = `the message is larger than ${most} bytes: set a larger maxBufferSize, or seek() over it`;
    this.#pause(cursor);
    this.#fail(new ConsumerFetchSizeTooSmall(`${where}: ${what}`));
  }

  async #onError(cursor: Cursor, { topic, partition, error: code }: FetchedPayload, again: Cursor[]): Promise<void> {
    const { client } = this.#init;
    const error = errorFor(code, { topic, partition, api: 'Fetch' });
    if (code === ErrorCode.OFFSET_OUT_OF_RANGE) {
      await this.#reset(cursor, error, again);
      return;
    }
    if (error.refreshMetadata) client.resetTopicMetadata(topic);
    this.#pause(cursor);
    if (code === ErrorCode.UNKNOWN_TOPIC_OR_PARTITION || !error.retriable) this.#fail(error);
    else this.#log(error);
  }

  async #reset(cursor: Cursor, error: ProtocolError, again: Cursor[]): Promise<void> {
    const { partition, offset } = cursor;
    try {
      const found = await this.#init.findReset(partition, error);
      if (cursor.offset !== offset) return;
      cursor.offset = found;
      const isRead = this.#queue.some((each) => each.partition === partition);
      if (!isRead) this.#init.onReset(partition, found);
      again.push(cursor);
    } catch (reason) {
      this.#pause(cursor);
      const failure = asError(reason);
      if (KafkaError.is(failure) && failure.retriable && failure !== error) this.#log(failure);
      else this.#fail(failure);
    }
  }

  #onLost(cursor: Cursor, failed: FailedPayloadsError): void {
    this.#pause(cursor);
    const { cause } = failed;
    // What is not going to pass: a version that the broker does not take, credentials.
    if (KafkaError.is(cause) && !cause.retriable) this.#fail(cause);
    else this.#log(failed);
  }

  #pause(cursor: Cursor): void {
    cursor.pausedUntil = this.#clock.monotonic() + this.#clientSettings.retryBackoffMs;
  }

  #fail(error: Error): void {
    if (!this.#init.ended.aborted) this.#failure ??= error;
  }

  #log(error: Error): void {
    this.#clientSettings.logger?.warn({ err: error }, `fetching again: ${error.message}`);
  }

  /** Fetches of this consumer wait for no other one's. A client that was closed and came to life again has a new cluster. */
  #ownChannel(): Channel {
    const { cluster } = this.#init.client;
    if (this.#channel?.cluster !== cluster) this.#channel = { cluster, channel: cluster.openChannel('fetch') };
    return this.#channel.channel;
  }
}
