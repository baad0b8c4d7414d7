import { isRegExp } from 'node:util/types';
import { ConfigError, asError } from '@k/wire';
import { sleep } from '@k/runtime';
import { listTopics, type Cluster, type TopicPartition } from '@k/cluster';
import { SubscriptionPattern } from '@k/group';
import { listenerOf, optionsOf, patternOf, subscribeOptions, topicsOf } from './arguments.ts';
import type { ConsumerRebalanceListener } from './events.ts';
import { isPassing } from './topic-watch.ts';

/** What the application wants to read. */
export type Subscription =
  | { readonly kind: 'none' }
  | { readonly kind: 'topics'; readonly topics: readonly string[]; readonly listener: ConsumerRebalanceListener }
  | { readonly kind: 'pattern'; readonly pattern: RegExp; readonly listener: ConsumerRebalanceListener }
  | {
      readonly kind: 'serverPattern';
      readonly pattern: SubscriptionPattern;
      readonly listener: ConsumerRebalanceListener;
    }
  | { readonly kind: 'assigned'; readonly partitions: readonly TopicPartition[] };

/** What a group is joined for. */
export type GroupSubscription = Exclude<Subscription, { kind: 'none' | 'assigned' }>;

/** Names of topics, or a pattern of them, and who is told of what is assigned. */
export type SubscribeOptions =
  | {
      /** Names of topics, or of one. */
      readonly topics: Iterable<string> | string;
      readonly pattern?: undefined;
      /** Told which partitions come and go. */
      readonly listener?: ConsumerRebalanceListener | undefined;
    }
  | {
      /**
       * Topics whose whole name matches; topics made later join in. A RegExp is looked after by the client, when metadata is
       * renewed (`metadataMaxAgeMs`); a SubscriptionPattern by the group's coordinator, which takes `groupProtocol: 'consumer'`.
       */
      readonly pattern: RegExp | SubscriptionPattern;
      readonly topics?: undefined;
      /** Told which partitions come and go. */
      readonly listener?: ConsumerRebalanceListener | undefined;
    };

/** What {@link KafkaConsumer.subscribe} takes: names, a name, a pattern, or one of these with a listener. */
export type Subscribable = Iterable<string> | string | RegExp | SubscriptionPattern | SubscribeOptions;

/** @throws ConfigError when it says nothing, two things, or something else */
export function subscriptionOf(wanted: Subscribable): GroupSubscription {
  const call = 'subscribe()';
  const { topics, pattern, listener } = optionsOf(call, subscribeOptions, inFull(wanted));
  const told = listener === undefined ? {} : listenerOf(call, listener);
  if (topics !== undefined && pattern === undefined) {
    return { kind: 'topics', topics: topicsOf(call, topics), listener: told };
  }
  if (pattern !== undefined && topics === undefined) {
    if (pattern instanceof SubscriptionPattern) return { kind: 'serverPattern', pattern, listener: told };
    return { kind: 'pattern', pattern: patternOf(call, pattern), listener: told };
  }
  const got = topics === undefined ? 'neither' : 'both';
  throw new ConfigError(`KafkaConsumer: ${call}: expected either topics or a pattern, got ${got}`);
}

/** The short ways of saying it, said at length. */
function inFull(wanted: Subscribable): SubscribeOptions {
  if (isRegExp(wanted) || wanted instanceof SubscriptionPattern) return { pattern: wanted };
  return isNames(wanted) ? { topics: wanted } : wanted;
}

/** Takes any value; {@link optionsOf} checks what is none of the short forms. */
function isNames(wanted: unknown): wanted is Iterable<string> | string {
  return typeof wanted === 'string' || (typeof wanted === 'object' && wanted !== null && Symbol.iterator in wanted);
}

export interface PatternWatchInit {
  readonly cluster: Cluster;
  readonly pattern: RegExp;
  readonly excludeInternalTopics: boolean;
  readonly onTopics: (topics: readonly string[]) => void;
  /** The topics cannot be listed, and time will not change that. */
  readonly onError: (error: Error) => void;
}

/** Finds the topics that match a pattern, now and every so often. */
export class PatternWatch {
  readonly #init: PatternWatchInit;
  readonly #pattern: RegExp;
  readonly #stop = new AbortController();

  constructor(init: PatternWatchInit) {
    const { source, flags } = init.pattern;
    this.#init = init;
    // Without the flags that make test() remember where it stopped.
    this.#pattern = new RegExp(`^(?:${source})$`, flags.replace(/[gy]/g, ''));
  }

  start(intervalMs: number): void {
    void this.#run(intervalMs);
  }

  stop(): void {
    this.#stop.abort();
  }

  async #run(intervalMs: number): Promise<void> {
    const { clock } = this.#init.cluster.runtime;
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const found = await this.#look();
      // No pause is needed after brokers that could not be reached: the attempt has waited for its whole time limit.
      if (found) await sleep(clock, intervalMs, signal).catch(() => undefined);
    }
  }

  /** Whether there was an answer. */
  async #look(): Promise<boolean> {
    const { cluster, excludeInternalTopics, onTopics, onError } = this.#init;
    const { signal } = this.#stop;
    try {
      const all = await listTopics(cluster, { signal });
      const matching = all.filter(
        ({ name, isInternal }) => this.#pattern.test(name) && !(isInternal && excludeInternalTopics),
      );
      if (!signal.aborted) onTopics(matching.map(({ name }) => name));
      return true;
    } catch (error) {
      if (signal.aborted || isPassing(error)) return false;
      onError(asError(error));
      return true;
    }
  }
}
