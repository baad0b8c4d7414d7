import {
  asError,
  checkArgumentCount,
  ErrorCode,
  errorFor,
  KafkaError,
  type ProtocolError,
  parseOptions,
  wrongArgument,
} from '@k/wire';
import { failureBehind } from './client-errors.ts';
import { type ConsumedMessage, Consumer } from './consumer.ts';
import {
  type GetMessageOptions,
  getMessageOptions,
  type GetMessagesOptions,
  getMessagesOptions,
  type SimpleConsumerOptions,
  simpleConsumerOptions,
} from './consumer-options.ts';
import { MessageFetcher } from './message-fetcher.ts';
import type { ReadMessage } from './read-positions.ts';
import type { SimpleClient } from './simple-client.ts';

/** Seconds, where the caller says none. */
const DEFAULT_TIMEOUT = 0.1;

/** Where a seek counts from: 0 the beginning, 1 where the consumer is, 2 the end, null offset 0. */
export type Whence = 0 | 1 | 2 | null;

/**
 * kafka-python's consumer of one topic's partitions, without a group's protocol: nobody else reads them for this group.
 * New programs use `KafkaConsumer` of @k/consumer.
 */
export class SimpleConsumer<P extends boolean = false> extends Consumer<P> {
  readonly #fetcher: MessageFetcher;
  readonly #autoOffsetReset: 'largest' | 'smallest' | null;
  readonly #iterTimeout: number | null;

  /**
   * Connects to nothing yet: the first call that reads does, or `start()`.
   * @param group - whose offsets to begin at, and to commit; null for none
   * @throws ConfigError that names every wrong option
   */
  constructor(client: SimpleClient, group: string | null, topic: string, options: SimpleConsumerOptions = {}) {
    const { iterTimeout, ...settings } = parseOptions('SimpleConsumer', simpleConsumerOptions, options);
    super('SimpleConsumer', client, group, topic, settings);
    this.#iterTimeout = iterTimeout;
    this.#autoOffsetReset = settings.autoOffsetReset;
    this.#fetcher = new MessageFetcher({
      client,
      topic,
      settings,
      ended: this.ended.signal,
      findReset: (partition, error) => this.#findReset(partition, error),
      onReset: (partition, offset) => {
        this.positions.set(partition, offset);
      },
    });
  }

  /** From now on messages are given with their partition, as `[partition, message]`. It is the same consumer. */
  override providePartitionInfo(): SimpleConsumer<true> {
    checkArgumentCount('SimpleConsumer: providePartitionInfo()', 0, arguments.length);
    super.providePartitionInfo();
    return this as SimpleConsumer<boolean> as SimpleConsumer<true>;
  }

  /**
   * The next message, or null when there is none in time. What was given before is handed back.
   * @throws ConsumerFetchSizeTooSmall; OffsetOutOfRangeError with `autoOffsetReset: null`; UnknownTopicOrPartitionError;
   *   CodecError for records that cannot be read; NoBrokersAvailableError; StateError after `stop()`. No message is lost by it
   */
  async getMessage<I extends boolean | null = null>(
    options: GetMessageOptions<I> = {},
  ): Promise<ConsumedMessage<I extends boolean ? I : P> | null> {
    checkArgumentCount('SimpleConsumer: getMessage()', 1, arguments.length);
    const { block, timeout, getPartitionInfo } = parseOptions(
      'SimpleConsumer: getMessage()',
      getMessageOptions,
      options,
    );
    const [message] = await this.#read('getMessage()', 1, block ? 1 : 0, timeout);
    if (message === undefined) return null;
    return this.given(message, getPartitionInfo) as ConsumedMessage<I extends boolean ? I : P>;
  }

  /** Up to `count` messages: what is there in time. What was given before is handed back. @throws as `getMessage()` */
  async getMessages(options: GetMessagesOptions = {}): Promise<ConsumedMessage<P>[]> {
    checkArgumentCount('SimpleConsumer: getMessages()', 1, arguments.length);
    const call = 'SimpleConsumer: getMessages()';
    const { count, block, timeout = DEFAULT_TIMEOUT } = parseOptions(call, getMessagesOptions, options);
    const wanted = block === true ? count : Math.min(count, Number(block));
    const messages = await this.#read('getMessages()', count, wanted, timeout);
    return messages.map((message) => this.given(message));
  }

  /**
   * One message after the other, until none comes for `iterTimeout` or the consumer is stopped. Asking for the next hands the
   * last one back; a loop that is left does not, and that message comes again.
   * @throws as `getMessage()`
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<ConsumedMessage<P>, void, undefined> {
    while (!this.ended.signal.aborted) {
      const [message] = await this.#read('iteration', 1, 1, this.#iterTimeout);
      if (message === undefined) return;
      let isLeft = true;
      try {
        yield this.given(message);
        isLeft = false;
      } finally {
        if (isLeft) this.#fetcher.untake(this.positions.takeBack());
      }
    }
  }

  /**
   * Goes to another offset. With no partition named to that of each; from the beginning (`whence` 0) and the end (2) `offset`
   * is divided among them, as in kafka-python. Is committed at once, unless `autoCommit` is off.
   * @throws as {@link SimpleClient.sendOffsetRequest}; ConfigError
   */
  async seek(offset: number, whence: Whence = null, partition: number | null = null): Promise<void> {
    checkArgumentCount('SimpleConsumer: seek()', 3, arguments.length);
    if (!Number.isSafeInteger(offset))
      throw wrongArgument('SimpleConsumer: seek()', 'offset', 'a whole number', offset);
    await this.start();
    const { offsets } = this;
    const partitions = partition === null ? [...offsets.keys()] : [partition];
    for (const each of partitions) {
      if (!offsets.has(each)) throw wrongArgument('SimpleConsumer: seek()', 'partition', 'one that it reads', each);
    }
    switch (whence) {
      case null:
        return this.moveTo(new Map(partitions.map((each) => [each, offset])));
      case 1:
        return this.moveTo(new Map(partitions.map((each) => [each, (offsets.get(each) ?? 0) + offset])));
      case 0:
      case 2: {
        const bases = await this.offsetsAt(whence === 0 ? -2 : -1, partitions);
        const share = Math.floor(offset / partitions.length);
        const rest = offset - share * partitions.length;
        return this.moveTo(
          new Map(partitions.map((each, i) => [each, (bases.get(each) ?? 0) + share + (i < rest ? 1 : 0)])),
        );
      }
      default:
        throw wrongArgument('SimpleConsumer: seek()', 'whence', '0, 1, 2 or null', whence);
    }
  }

  /**
   * Goes where `autoOffsetReset` says.
   * @returns the offset; null when it could not be found
   * @throws OffsetOutOfRangeError with `autoOffsetReset: null`
   */
  async resetPartitionOffset(partition: number): Promise<number | null> {
    checkArgumentCount('SimpleConsumer: resetPartitionOffset()', 1, arguments.length);
    await this.start();
    const { topic } = this;
    if (this.#autoOffsetReset === null) {
      const message = `no offset of ${topic}-${partition} to go to: autoOffsetReset is null`;
      throw errorFor(ErrorCode.OFFSET_OUT_OF_RANGE, { topic, partition, message });
    }
    try {
      const offset = await this.#findReset(partition);
      this.positions.set(partition, offset);
      this.moved([partition]);
      return offset;
    } catch (error) {
      if (!KafkaError.is(error)) throw error;
      this.log(error);
      return null;
    }
  }

  /** @internal For an OffsetCommitContext: goes to these offsets, whatever is in hand. */
  async rewind(offsets: ReadonlyMap<number, number>): Promise<void> {
    this.positions.takeBack();
    await this.moveTo(offsets);
  }

  /** @internal For the worker of a MultiProcessConsumer: up to `count` of what the next answers bring. */
  async fetched(count: number, waitMs: number): Promise<ReadMessage[]> {
    await this.begin('fetched()');
    await this.#fetcher.fill(1, this.clock.monotonic() + waitMs);
    return this.#give(count);
  }

  /** @internal */
  protected override moved(partitions: readonly number[]): void {
    const { offsets } = this;
    for (const partition of partitions) this.#fetcher.moveTo(partition, offsets.get(partition) ?? 0);
  }

  /** @internal */
  protected override told(error: Error): void {
    this.emit('commitFailed', error);
  }

  /** @internal */
  protected override close(): Promise<void> {
    return this.#fetcher.close();
  }

  /** @param wanted - how many to wait for; more come when they are there @param timeout - seconds */
  async #read(call: string, count: number, wanted: number, timeout: number | null): Promise<ReadMessage[]> {
    await this.begin(call);
    // Else, what somebody waited for before would hide what there is.
    if (wanted === 0) await this.#fetcher.landed();
    await this.#fetcher.fill(wanted, timeout === null ? Infinity : this.clock.monotonic() + timeout * 1_000);
    // Behind those that were waited for come more if they are there.
    const isOpen = (): boolean => wanted < count && !this.ended.signal.aborted;
    while (isOpen() && this.#fetcher.length < count && (await this.#fetcher.fillAtOnce()));
    return this.#give(count);
  }

  #give(count: number): ReadMessage[] {
    const messages = this.#fetcher.take(count);
    this.positions.handOut(messages);
    return messages;
  }

  async #findReset(partition: number, error?: ProtocolError): Promise<number> {
    if (this.#autoOffsetReset === null && error !== undefined) throw error;
    const found = await this.offsetsAt(this.#autoOffsetReset === 'smallest' ? -2 : -1, [partition]).catch(
      (reason: unknown) => {
        throw failureBehind(asError(reason));
      },
    );
    return found.get(partition) ?? 0;
  }
}
