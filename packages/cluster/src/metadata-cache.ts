import { backoffMs, type BackoffOptions, type BrokerAddress, type Clock, type Random, type TimerHandle } from '@k/conn';
import type { MetadataHealth } from './health.ts';
import type { MetadataAnswer } from './metadata-source.ts';
import {
  addBroker,
  mergeMetadata,
  NO_METADATA,
  withLeaders,
  type BrokerNode,
  type LeaderHint,
  type MetadataSnapshot,
} from './metadata.ts';
import { isRetriable } from './retry.ts';

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
  /** Pauses between periodic refreshes while they fail. */
  readonly backoff: BackoffOptions;
  /** Told of every request for metadata, once it is over. */
  readonly onAsked: (asked: AskedMetadata) => void;
  /** A request failed, and the one before had not. */
  readonly onTrouble: (error: Error) => void;
  /** Called with each new snapshot. */
  readonly onChange: (snapshot: MetadataSnapshot) => void;
}

/**
 * Holds the current snapshot and keeps it fresh: on demand, with concurrent demands joined into one request, and every
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
  #refreshing: Promise<void> | undefined;
  readonly #loads: { readonly keep: Loads; readonly create: Loads };
  #timer: TimerHandle = undefined;
  /** Failures in a row that are worth another try soon. */
  #failures = 0;
  /** When the last answer came, on the monotonic clock. */
  #answeredAt: number | undefined;
  #answeredVersion: number | undefined;
  /** Why the last request failed, and since when they do, on the wall clock. */
  #trouble: { readonly error: Error; readonly since: number } | undefined;
  #stopped = false;

  constructor(options: MetadataCacheOptions) {
    this.#options = options;
    this.#loads = {
      keep: new Loads((topics) => this.#fetch(topics, false, 'topics are to be loaded')),
      create: new Loads((topics) => this.#fetch(topics, true, 'topics are to be loaded')),
    };
  }

  get health(): MetadataHealth {
    const ageMs = this.#answeredAt === undefined ? undefined : this.#options.clock.monotonic() - this.#answeredAt;
    return { ageMs, lastError: this.#trouble?.error, failingSince: this.#trouble?.since };
  }

  /** The version of Metadata that the last answer came in: what it can tell at all. Undefined before the first. */
  get answeredVersion(): number | undefined {
    return this.#answeredVersion;
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
    await (create ? this.#loads.create : this.#loads.keep).ask(topics);
  }

  /** One attempt to renew brokers and topics in use; shared by everyone who asks while it runs. */
  refresh(reason: string): Promise<void> {
    this.#refreshing ??= this.#refresh(reason).finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
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

  /** No more periodic refreshes, no more changes. */
  stop(): void {
    this.#stopped = true;
    this.#schedule(undefined);
  }

  async #refresh(reason: string): Promise<void> {
    const oldest = this.#options.clock.monotonic() - this.#options.metadataMaxAgeMs;
    const forget: string[] = [];
    for (const [topic, loadedAt] of this.#loadedAt) {
      if (loadedAt > oldest || this.#watched.has(topic)) continue;
      this.#loadedAt.delete(topic);
      forget.push(topic);
    }
    try {
      await this.#fetch([...new Set([...this.#watched.keys(), ...this.#loadedAt.keys()])], false, reason, forget);
      this.#failures = 0;
    } catch (error) {
      // What time does not heal is not hurried: accounts are locked by clients that repeat a password that is refused.
      this.#failures = isRetriable(error) ? this.#failures + 1 : 0;
      throw error;
    } finally {
      this.#schedule(this.#nextRefreshMs());
    }
  }

  async #fetch(topics: readonly string[], create: boolean, reason: string, forget?: readonly string[]): Promise<void> {
    const { response, version } = await this.#ask(topics, create, reason);
    this.#answeredVersion = version;
    this.#set(mergeMetadata(this.#snapshot, response, forget));
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
      const failure = error instanceof Error ? error : new Error(String(error));
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
    if (delayMs === undefined || this.#stopped) return;
    this.#timer = clock.setTimeout(() => {
      this.#timer = undefined;
      // A failure has scheduled the next try; who needs the metadata meanwhile is told by its own request.
      this.refresh('it is time').catch(() => undefined);
    }, delayMs);
  }

  #set(snapshot: MetadataSnapshot): void {
    if (snapshot === this.#snapshot || this.#stopped) return;
    this.#snapshot = snapshot;
    this.#options.onChange(snapshot);
  }
}

/** Joins loads: topics asked for in one turn, or while a request is under way, go into one request. */
class Loads {
  readonly #send: (topics: readonly string[]) => Promise<void>;
  #current: { readonly topics: ReadonlySet<string>; readonly done: Promise<void> } | undefined;
  #next: { readonly topics: Set<string>; readonly done: Promise<void> } | undefined;

  constructor(send: (topics: readonly string[]) => Promise<void>) {
    this.#send = send;
  }

  ask(topics: readonly string[]): Promise<void> {
    const current = this.#current;
    if (current !== undefined && topics.every((topic) => current.topics.has(topic))) return current.done;
    this.#next ??= { topics: new Set(), done: this.#run(current?.done) };
    for (const topic of topics) this.#next.topics.add(topic);
    return this.#next.done;
  }

  async #run(before: Promise<void> | undefined): Promise<void> {
    // With nothing under way, a turn of the microtask queue gathers those who ask together.
    await before?.catch(() => undefined);
    await Promise.resolve();
    const batch = this.#next;
    if (batch === undefined) return;
    this.#current = batch;
    this.#next = undefined;
    try {
      await this.#send([...batch.topics]);
    } finally {
      this.#current = undefined;
    }
  }
}
