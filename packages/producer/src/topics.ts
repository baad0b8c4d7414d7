import type { Clock, Random } from '@k/runtime';
import { ErrorCode, errorFor, ProtocolError, TimeoutError, asError } from '@k/wire';
import type { IdentitySource } from './identity/source.ts';
import { KeptSequences } from './kept-sequences.ts';
import type { ProduceLink } from './link.ts';
import type { ProducerCounters } from './metrics.ts';
import type { ProducerRecord } from './record.ts';
import { TopicState } from './topic-state.ts';
import type { Troubles } from './troubles.ts';

/** A new topic takes a moment to be known everywhere: so many tries may fail before that is worth a word. */
const UNREMARKABLE_FAILURES = 4;

export interface TopicsInit {
  readonly identity: IdentitySource | null;
  readonly maxInFlight: number;
  readonly stickyBytes: number;
  /** A topic that nothing was sent to for so long is dropped (KIP-526). */
  readonly maxIdleMs: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly counters: ProducerCounters;
}

/** Who waits for topics. */
export interface TopicsOwner {
  /** Something else is known of some topic. */
  changed(): void;
  /** A load has ended: who still lacks something is to say so again, or is told what is wrong. */
  loaded(): void;
  /** It is not to be used any more: {@link Topics.add} makes another one. */
  dropped(topic: TopicState): void;
}

/**
 * The topics that records are for, and the asking for those that are not known or lack a partition. Both get the same
 * patience: they are asked for as long as somebody waits, or until brokers are to be believed that they are not there.
 */
export class Topics {
  readonly #link: ProduceLink;
  readonly #init: TopicsInit;
  readonly #troubles: Troubles;
  readonly #owner: TopicsOwner;
  readonly #states = new Map<string, TopicState>();
  readonly #kept: KeptSequences;
  readonly #forgetMetadata: () => void;
  #stopped = false;

  constructor(link: ProduceLink, init: TopicsInit, troubles: Troubles, owner: TopicsOwner) {
    this.#link = link;
    this.#init = init;
    this.#troubles = troubles;
    this.#owner = owner;
    this.#kept = new KeptSequences(init.identity);
    this.#forgetMetadata = link.onMetadata(() => {
      for (const topic of this.#states.values()) this.#update(topic);
      this.#dropIdle();
      owner.changed();
    });
  }

  get(name: string): TopicState | undefined {
    return this.#states.get(name);
  }

  /** As it is known now; without partitions if it is not. */
  add(name: string): TopicState {
    const topic = new TopicState(name, { ...this.#init, kept: this.#kept });
    this.#states.set(name, topic);
    this.#init.counters.addTopic(name);
    this.#update(topic);
    return topic;
  }

  /** Somebody waits for a partition that is not known. @throws what is wrong with the topic for good */
  want(topic: TopicState, partition: number): void {
    const { refusal } = topic;
    if (refusal !== null) throw isUnknownTopic(refusal) && topic.count > 0 ? noPartition(topic, partition) : refusal;
    if (topic.loading) return;
    topic.loading = true;
    topic.failures = 0;
    const failed = (error: Error): void => {
      if (!this.#stopped) this.#failed(topic, error);
    };
    this.#link.loadTopic(topic.name, partition + 1, failed).then(
      () => this.#loaded(topic, null),
      (error: unknown) => this.#loaded(topic, asError(error)),
    );
  }

  /** For a record that has waited for `maxBlockMs`. */
  missing({ topic: name, partition }: ProducerRecord<unknown, unknown>, maxBlockMs: number): Error {
    const topic = this.#states.get(name);
    // A record for any partition lacks none of a topic that has some.
    if (topic !== undefined && topic.count > 0) return noPartition(topic, partition as number);
    const cause = topic?.trouble ?? this.#link.trouble();
    if (isUnknownTopic(cause)) return cause;
    return new TimeoutError({
      operation: `metadata of topic "${name}"`,
      timeoutMs: maxBlockMs,
      message: `send: topic "${name}" was not known within maxBlockMs (${maxBlockMs} ms)${cause === undefined ? '' : `: ${cause.message}`}`,
      cause,
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#forgetMetadata();
  }

  #update(topic: TopicState): void {
    const wasUnknown = topic.count === 0;
    if (topic.update(this.#link.topic(topic.name)) && wasUnknown) this.#link.watch(topic.name);
  }

  /**
   * Looked for whenever metadata is renewed, as in Java: who sends to many topics over time would have all of them renewed
   * for ever. Sequences go on where they were, should it be used again.
   */
  #dropIdle(): void {
    const { clock, maxIdleMs } = this.#init;
    const now = clock.monotonic();
    for (const topic of this.#states.values()) {
      if (now - topic.unusedSince(now) < maxIdleMs || !topic.isIdle) continue;
      topic.leave();
      this.#forget(topic);
      this.#link.unwatch(topic.name);
      this.#owner.dropped(topic);
    }
    this.#kept.prune();
  }

  #forget(topic: TopicState): void {
    this.#states.delete(topic.name);
    this.#init.counters.forgetTopic(topic.name);
  }

  /** One try failed; there will be others. */
  #failed(topic: TopicState, error: Error): void {
    topic.trouble = error;
    // The cluster warns of brokers that cannot be reached.
    if (error instanceof ProtocolError && ++topic.failures > UNREMARKABLE_FAILURES) {
      this.#troubles.met(topic, `Records for topic ${topic.name} wait`, error);
    }
  }

  #loaded(topic: TopicState, error: Error | null): void {
    if (this.#stopped) return;
    topic.loading = false;
    this.#update(topic);
    // After a TimeoutError a call that still has time begins another load.
    if (!(error instanceof TimeoutError)) topic.refusal = error;
    this.#owner.loaded();
    topic.refusal = null;
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- whoever still waits has had it begun anew
    if (topic.loading) return;
    // Nobody waits for it any more.
    this.#troubles.over(topic);
    if (topic.count === 0) this.#forget(topic);
  }
}

function noPartition({ name: topic, count }: TopicState, partition: number): ProtocolError {
  const detail = `The topic has ${count === 1 ? '1 partition, number 0' : `${count} partitions, 0 to ${count - 1}`}.`;
  return errorFor(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, { topic, partition, detail });
}

export function isUnknownTopic(error: unknown): error is ProtocolError {
  return error instanceof ProtocolError && error.code === ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
}
