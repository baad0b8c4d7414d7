import { asError } from '@k/wire';
import { backoffMs, onAbort, type BackoffOptions, type Clock, type Random, type TimerHandle } from '@k/runtime';
import type { BrokerAddress } from '@k/conn';
import type { MetadataHealth } from './health.ts';
import type { MetadataAnswer } from './metadata-source.ts';
import {
  addBroker,
  mergeMetadata,
  NO_METADATA,
  tellsNews,
  withLeaders,
  type BrokerNode,
  type LeaderHint,
  type MetadataSnapshot,
  type TopicPartition,
} from './metadata.ts';
import { MetadataPace, type RequestOutcome } from './metadata-pace.ts';
import { OlderAnswers } from './older-answers.ts';
import { isRetriable } from './retry.ts';
import { SharedRequests } from './shared-requests.ts';

/** Asks any broker once, going through all of them if need be; `create` lets it make the topics that are missing. */
export type AskMetadata = (topics: readonly string[], create: boolean) => Promise<MetadataAnswer>;

/** One request for metadata that is over. */
export interface AskedMetadata {
  readonly reason: string;
  readonly topics: readonly string[];
  /** Who answered; undefined when nobody did. */
  readonly broker: BrokerAddress | undefined;
  readonly durationMs: number;
  readonly error: Error | undefined;
}

export interface MetadataCacheOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly ask: AskMetadata;
  readonly metadataMaxAgeMs: number;
  /** Pauses between requests while they fail or bring no news. */
  readonly backoff: BackoffOptions;
  /** Aborts when the cluster closes: no more requests, no more changes. */
  readonly stop: AbortSignal;
  /** Told of every request for metadata, once it is over. */
  readonly onAsked: (asked: AskedMetadata) => void;
  /** A request failed, and the one before had not. */
  readonly onTrouble: (error: Error) => void;
  /** Called with each new snapshot. */
  readonly onChange: (snapshot: MetadataSnapshot) => void;
}

/**
 * Holds the current snapshot and keeps it fresh: on demand, with demands joined into requests at one pace, and every
 * `metadataMaxAgeMs`. Only topics in use are asked for: the watched ones, and those loaded within the last
 * `metadataMaxAgeMs`.
 */
export class MetadataCache {
  readonly #options: MetadataCacheOptions;
  #snapshot: MetadataSnapshot = NO_METADATA;
  /** Topic -> number of watchers. */
  readonly #watched = new Map<string, number>();
  /** Topic -> when it was last loaded, on the monotonic clock. */
  readonly #loadedAt = new Map<string, number>();
  readonly #pace: MetadataPace;
  readonly #older = new OlderAnswers();
  readonly #refreshes: SharedRequests;
  readonly #loads: { readonly keep: SharedRequests; readonly create: SharedRequests };
  #timer: TimerHandle = undefined;
  /** Failures in a row that are worth another try soon. */
  #failures = 0;
  /** When the last answer came, on the monotonic clock. */
  #answeredAt: number | undefined;
  #answeredIn: Pick<MetadataAnswer, 'version' | 'guessed'> | undefined;
  /** Why the last request failed, and since when they do, on the wall clock. */
  #trouble: { readonly error: Error; readonly since: number } | undefined;

  constructor(options: MetadataCacheOptions) {
    this.#options = options;
    const { clock, stop } = options;
    const pace = new MetadataPace(options);
    this.#pace = pace;
    const loads = (create: boolean): SharedRequests =>
      new SharedRequests({ clock, pace, stop, send: (topics, reason) => this.#fetch(topics, create, reason) });
    this.#loads = { keep: loads(false), create: loads(true) };
    this.#refreshes = new SharedRequests({
      clock,
      pace,
      stop,
      send: (topics, reason) => this.#refresh(topics, reason),
    });
    onAbort(stop, () => {
      this.#schedule(undefined);
    });
  }

  get health(): MetadataHealth {
    const ageMs = this.#answeredAt === undefined ? undefined : this.#options.clock.monotonic() - this.#answeredAt;
    return { ageMs, lastError: this.#trouble?.error, failingSince: this.#trouble?.since };
  }

  /** The version of Metadata that the last answer came in: what it can tell at all. Undefined before the first. */
  get answeredIn(): Pick<MetadataAnswer, 'version' | 'guessed'> | undefined {
    return this.#answeredIn;
  }

  get snapshot(): MetadataSnapshot {
    return this.#snapshot;
  }

  watch(topics: Iterable<string>): void {
    for (const topic of topics) this.#watched.set(topic, (this.#watched.get(topic) ?? 0) + 1);
  }

  unwatch(topics: Iterable<string>): void {
    for (const topic of topics) {
      const users = (this.#watched.get(topic) ?? 0) - 1;
      if (users > 0) this.#watched.set(topic, users);
      else this.#watched.delete(topic);
    }
  }

  /** One attempt to learn about `topics`; shared with whoever asks for the same ones. */
  async load(topics: readonly string[], create: boolean): Promise<void> {
    const now = this.#options.clock.monotonic();
    for (const topic of topics) this.#loadedAt.set(topic, now);
    await (create ? this.#loads.create : this.#loads.keep).ask(topics, 'topics are to be loaded');
  }

  /** One attempt to renew brokers and topics in use; shared with those who asked before for no less. */
  refresh(reason: string): Promise<void> {
    return this.#refreshes.ask(this.#topicsInUse(), reason);
  }

  learnBroker(node: BrokerNode): void {
    this.#set(addBroker(this.#snapshot, node));
  }

  /** Whether any of it was news. */
  learnLeaders(hints: Iterable<LeaderHint>, endpoints: readonly BrokerNode[]): boolean {
    const before = this.#snapshot;
    this.#set(withLeaders(before, hints, endpoints));
    return this.#snapshot !== before;
  }

  /** Broker `brokerId` says that it does not lead the partition. */
  denied({ topic, partition }: TopicPartition, brokerId: number): void {
    const known = this.#snapshot.topics.get(topic)?.partitions[partition];
    if (known?.leaderId === brokerId) this.#older.denied(topic, partition);
  }

  #topicsInUse(): Iterable<string> {
    return new Set([...this.#watched.keys(), ...this.#loadedAt.keys()]);
  }

  async #refresh(topics: Set<string>, reason: string): Promise<void> {
    const oldest = this.#options.clock.monotonic() - this.#options.metadataMaxAgeMs;
    const forget: string[] = [];
    for (const [topic, loadedAt] of this.#loadedAt) {
      if (loadedAt > oldest || this.#watched.has(topic)) continue;
      this.#loadedAt.delete(topic);
      forget.push(topic);
    }
    for (const topic of this.#topicsInUse()) topics.add(topic);
    for (const topic of forget) topics.delete(topic);
    try {
      await this.#fetch(topics, false, reason, forget);
      this.#failures = 0;
    } catch (error) {
      // What time does not heal is not hurried: accounts are locked by clients that repeat a password that is refused.
      this.#failures = isRetriable(error) ? this.#failures + 1 : 0;
      throw error;
    } finally {
      this.#schedule(this.#nextRefreshMs());
    }
  }

  async #fetch(
    topics: ReadonlySet<string>,
    create: boolean,
    reason: string,
    forget?: readonly string[],
  ): Promise<void> {
    const request = this.#pace.started();
    let outcome: RequestOutcome = 'failed';
    try {
      const { response, version, guessed } = await this.#ask([...topics], create, reason);
      this.#answeredIn = { version, guessed };
      const before = this.#snapshot;
      this.#set(mergeMetadata(before, response, forget, this.#older));
      outcome = tellsNews(before, this.#snapshot) ? 'news' : 'nothing new';
    } finally {
      this.#pace.ended(topics, request, outcome);
    }
    // The first answer, whatever it was asked for, starts the periodic refresh; only refreshes restart it.
    if (this.#timer === undefined) this.#schedule(this.#options.metadataMaxAgeMs);
  }

  async #ask(topics: readonly string[], create: boolean, reason: string): Promise<MetadataAnswer> {
    const { clock, ask, onAsked, onTrouble } = this.#options;
    const startedAt = clock.monotonic();
    try {
      const answer = await ask(topics, create);
      this.#answeredAt = clock.monotonic();
      this.#trouble = undefined;
      const durationMs = this.#answeredAt - startedAt;
      onAsked({ reason, topics, broker: answer.broker, durationMs, error: undefined });
      return answer;
    } catch (error) {
      const failure = asError(error);
      if (this.#trouble === undefined) onTrouble(failure);
      this.#trouble = { error: failure, since: this.#trouble?.since ?? clock.now() };
      onAsked({ reason, topics, broker: undefined, durationMs: clock.monotonic() - startedAt, error: failure });
      throw error;
    }
  }

  #nextRefreshMs(): number | undefined {
    const { metadataMaxAgeMs, backoff, random } = this.#options;
    // Before the first answer there is nothing to keep fresh.
    if (this.#snapshot === NO_METADATA) return undefined;
    if (this.#failures === 0) return metadataMaxAgeMs;
    return Math.min(metadataMaxAgeMs, Math.max(1, backoffMs(this.#failures - 1, backoff, random)));
  }

  #schedule(delayMs: number | undefined): void {
    const { clock } = this.#options;
    if (this.#timer !== undefined) clock.clearTimeout(this.#timer);
    this.#timer = undefined;
    if (delayMs === undefined || this.#options.stop.aborted) return;
    this.#timer = clock.setTimeout(() => {
      this.#timer = undefined;
      // A failure has scheduled the next try; who needs the metadata meanwhile is told by its own request.
      this.refresh('it is time').catch(() => undefined);
    }, delayMs);
  }

  #set(snapshot: MetadataSnapshot): void {
    if (snapshot === this.#snapshot || this.#options.stop.aborted) return;
    this.#snapshot = snapshot;
    this.#options.onChange(snapshot);
  }
}
