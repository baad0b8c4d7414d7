import { EventEmitter } from 'node:events';
import { checkArgumentCount, parseOptions, wrongArgument } from '@k/wire';
import { checkText, isBytes } from './arguments.ts';
import { BackgroundSender } from './background-sender.ts';
import { AsyncProducerQueueFull } from './client-errors.ts';
import { createMessageSet } from './create-message.ts';
import {
  type KeyedProducerOptions,
  keyedProducerOptions,
  type MessageProducerOptions,
  messageProducerOptions,
  type MessageProducerSettings,
  type SimpleProducerOptions,
  simpleProducerOptions,
} from './message-producer-options.ts';
import type { KeyPartitioner, KeyPartitionerClass, PartitionKey } from './partitioners.ts';
import { SimpleClient } from './simple-client.ts';
import type { MessagesPayload, Outcome } from './simple-client-types.ts';
import type { ProduceResponsePayload } from './structs.ts';

/** What a message is: bytes as they are, text as its UTF-8; null only beside a key. */
export type MessageValue = Uint8Array | string | null;

/**
 * What came of messages that were sent: the response, or with `syncFailOnError: false` perhaps the error in its place. None
 * with `reqAcks: 0`, and none from a producer with `async: true`, which has only queued them.
 */
export type SentMessages<F extends boolean = true> = Outcome<ProduceResponsePayload, F>[];

/** Events of producers with `async: true`; none of them needs a listener. */
export interface MessageProducerEvents {
  /** These messages are not sent any more: their failure is for good, or `asyncRetryLimit` is reached. */
  dropped: [error: Error, payload: MessagesPayload];
}

/** What kafka-python's producers have in common. */
abstract class MessageProducer<F extends boolean>
  extends EventEmitter<MessageProducerEvents>
  implements AsyncDisposable
{
  /** `reqAcks`: no answer is awaited. */
  static readonly ACK_NOT_REQUIRED = 0;
  /** `reqAcks`: the leader has it. */
  static readonly ACK_AFTER_LOCAL_WRITE = 1;
  /** `reqAcks`: all in-sync replicas have it. */
  static readonly ACK_AFTER_CLUSTER_COMMIT = -1;
  /** Milliseconds. */
  static readonly DEFAULT_ACK_TIMEOUT = 1_000;

  /** @internal */
  protected readonly client: SimpleClient;
  readonly #name: string;
  readonly #settings: MessageProducerSettings;
  readonly #background: BackgroundSender | null;
  /** Topics whose metadata is being asked for. */
  readonly #loading = new Map<string, Promise<void>>();

  constructor(name: string, client: SimpleClient, settings: MessageProducerSettings) {
    super();
    if (!(client instanceof SimpleClient)) throw wrongArgument(name, 'client', 'a SimpleClient', client);
    this.client = client;
    this.#name = name;
    this.#settings = settings;
    const isAsync = settings.async || settings.batchSend;
    this.#background = isAsync
      ? new BackgroundSender(client.copy(), client.cluster.runtime.clock, settings, (error, payload) => {
          // Apart from the work that led to it: a listener that throws must not stop that.
          queueMicrotask(() => this.emit('dropped', error, payload));
        })
      : null;
  }

  /**
   * With `async: true`: takes no more messages and sends those it has, then closes its connections. The client that it was
   * made with stays open. Without, there is nothing to stop.
   * @param timeout - seconds, instead of `asyncStopTimeout`
   * @returns the number of messages that were not sent
   */
  async stop(timeout: number = this.#settings.asyncStopTimeout): Promise<number> {
    checkArgumentCount(`${this.#name}: stop()`, 1, arguments.length);
    if (typeof timeout !== 'number' || !(timeout >= 0)) {
      throw wrongArgument(`${this.#name}: stop()`, 'timeout', 'seconds', timeout);
    }
    return (await this.#background?.stop(timeout * 1_000)) ?? 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  /** @internal */
  protected checkMessages(topic: string, key: PartitionKey, messages: readonly MessageValue[]): void {
    const call = `${this.#name}: sendMessages()`;
    checkText(call, 'topic', topic);
    if (key !== null && typeof key !== 'string' && !isBytes(key))
      throw wrongArgument(call, 'key', 'bytes, text or null', key);
    if (messages.length === 0) throw wrongArgument(call, 'messages', 'one at least', messages);
    for (const message of messages) {
      const isRight =
        typeof message === 'string' || isBytes(message) || ((message as unknown) === null && key !== null);
      if (!isRight) throw wrongArgument(call, 'messages', 'bytes or text, or null beside a key', message);
    }
  }

  /** @internal The partitions of a topic, which is asked for once when it is not known. */
  protected async partitionsOf(topic: string, load: () => Promise<void>): Promise<readonly number[]> {
    const known = this.client.getPartitionIdsForTopic(topic);
    if (known.length > 0) return known;
    const loading = this.#loading.get(topic) ?? load().finally(() => this.#loading.delete(topic));
    this.#loading.set(topic, loading);
    await loading;
    return this.client.getPartitionIdsForTopic(topic);
  }

  /** @internal */
  protected async sendTo(
    topic: string,
    partition: number,
    key: PartitionKey,
    values: readonly MessageValue[],
  ): Promise<SentMessages<F>> {
    const background = this.#background;
    if (background !== null) {
      await this.#enqueue(background, values, { topic, partition, key });
      return [];
    }
    const { codec, codecCompresslevel, reqAcks: acks, ackTimeout: timeoutMs, syncFailOnError } = this.#settings;
    const pairs = values.map((value) => [value, key] as const);
    const messages = createMessageSet(pairs, codec, key, codecCompresslevel ?? undefined);
    const payloads = [{ topic, partition, messages }];
    return this.client.sendProduceRequest<F>(payloads, { acks, timeoutMs, failOnError: syncFailOnError as F });
  }

  async #enqueue(
    background: BackgroundSender,
    values: readonly MessageValue[],
    place: { readonly topic: string; readonly partition: number; readonly key: PartitionKey },
  ): Promise<void> {
    for (const [i, value] of values.entries()) {
      const put = background.put({ ...place, value });
      if (put === true || (await put)) continue;
      const text = `the queue has ${background.queueLength} messages, and asyncQueueMaxsize allows no more`;
      throw new AsyncProducerQueueFull(values.slice(i), text);
    }
  }
}

/**
 * kafka-python's producer for one partition at a time, which the caller names.
 * New programs use `KafkaProducer` of @k/producer.
 */
export class Producer<F extends boolean = true> extends MessageProducer<F> {
  /** @throws ConfigError that names every wrong option */
  constructor(client: SimpleClient, options: MessageProducerOptions<F> = {}) {
    super('Producer', client, parseOptions('Producer', messageProducerOptions, options));
  }

  /**
   * @throws as {@link SimpleClient.sendProduceRequest}; with `async: true` AsyncProducerQueueFull, which has the messages that
   *   found no room, and StateError after `stop()`; ConfigError
   */
  async sendMessages(topic: string, partition: number, ...messages: MessageValue[]): Promise<SentMessages<F>> {
    this.checkMessages(topic, null, messages);
    if (!Number.isInteger(partition) || partition < 0) {
      throw wrongArgument('Producer: sendMessages()', 'partition', 'the number of a partition', partition);
    }
    return this.sendTo(topic, partition, null, messages);
  }
}

/**
 * kafka-python's producer that gives each call's messages to the next partition of the topic, in turn.
 * New programs use `KafkaProducer` of @k/producer.
 */
export class SimpleProducer<F extends boolean = true> extends MessageProducer<F> {
  readonly #randomStart: boolean;
  /** How many calls each topic has had, from where its partitions begin. */
  readonly #turns = new Map<string, number>();

  /** @throws ConfigError that names every wrong option */
  constructor(client: SimpleClient, options: SimpleProducerOptions<F> = {}) {
    const { randomStart, ...settings } = parseOptions('SimpleProducer', simpleProducerOptions, options);
    super('SimpleProducer', client, settings);
    this.#randomStart = randomStart;
  }

  /** Waits for a topic that is not there yet, which creates it where brokers do that. @throws as {@link Producer.sendMessages} */
  async sendMessages(topic: string, ...messages: MessageValue[]): Promise<SentMessages<F>> {
    this.checkMessages(topic, null, messages);
    const partitions = await this.partitionsOf(topic, () => this.client.ensureTopicExists(topic));
    return this.sendTo(topic, this.#next(topic, partitions), null, messages);
  }

  #next(topic: string, partitions: readonly number[]): number {
    const { random } = this.client.cluster.runtime;
    const start = this.#randomStart ? Math.floor(random.next() * partitions.length) : 0;
    const turn = this.#turns.get(topic) ?? start;
    this.#turns.set(topic, turn + 1);
    return partitions[turn % partitions.length] as number;
  }
}

/**
 * kafka-python's producer that places messages by their key.
 * New programs use `KafkaProducer` of @k/producer.
 */
export class KeyedProducer<F extends boolean = true> extends MessageProducer<F> {
  readonly #Partitioner: KeyPartitionerClass;
  readonly #partitioners = new Map<string, KeyPartitioner>();

  /** @throws ConfigError that names every wrong option */
  constructor(client: SimpleClient, options: KeyedProducerOptions<F> = {}) {
    const { partitioner, ...settings } = parseOptions('KeyedProducer', keyedProducerOptions, options);
    super('KeyedProducer', client, settings);
    this.#Partitioner = partitioner;
  }

  /** Null as a message is a tombstone. @throws as {@link Producer.sendMessages} */
  async sendMessages(topic: string, key: PartitionKey, ...messages: MessageValue[]): Promise<SentMessages<F>> {
    this.checkMessages(topic, key, messages);
    const partitions = await this.partitionsOf(topic, () => this.client.ensureTopicExists(topic));
    return this.sendTo(topic, this.#partitionFor(topic, key, partitions), key, messages);
  }

  /** The older name of {@link KeyedProducer.sendMessages}, for one message. */
  async send(topic: string, key: PartitionKey, message: MessageValue): Promise<SentMessages<F>> {
    checkArgumentCount('KeyedProducer: send()', 3, arguments.length);
    return this.sendMessages(topic, key, message);
  }

  #partitionFor(topic: string, key: PartitionKey, partitions: readonly number[]): number {
    let partitioner = this.#partitioners.get(topic);
    if (partitioner === undefined) {
      partitioner = new this.#Partitioner(partitions);
      this.#partitioners.set(topic, partitioner);
    }
    return partitioner.partition(key, partitions);
  }
}
