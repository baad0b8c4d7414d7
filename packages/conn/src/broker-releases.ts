import { ApiVersions } from '@k/wire';
import type { TakenFor } from './api-versions.ts';
import type { KafkaRelease } from './releases.ts';

/** For so long what may be chance is taken for granted before it is looked at again. */
const GUESS_MS = 5_000;

/** What was found for so long every time that it was looked at is believed. */
const BELIEVED_AFTER_MS = 2 * GUESS_MS;

/** Which release a broker is taken for that could not be asked. */
export interface FoundRelease extends TakenFor {
  readonly release: KafkaRelease;
  /** When it was found first, if it was found every time since; on the monotonic clock. */
  readonly since: number;
}

/**
 * What the connections of one owner have found out about brokers, so that the next connection need not find out again: in
 * which version each can be asked for its versions, and what those are that cannot be asked (old-brokers.ts).
 *
 * A broker that hangs up on ApiVersions may be old, or in trouble. So what is found first is a guess: it holds for
 * {@link GUESS_MS}, and so do the connections that rest on it. Found again and again for {@link BELIEVED_AFTER_MS}, it
 * is believed until the broker is lost. One answer to ApiVersions, by any broker of the owner's, ends all guessing.
 */
export class BrokerReleases {
  #answered = false;
  readonly #found = new Map<string, FoundRelease>();
  /** The newest ApiVersions that each broker takes, as it last said. */
  readonly #askedIn = new Map<string, number>();

  /** Whether a broker has told its versions: then those that hang up are not old but in trouble. */
  get answered(): boolean {
    return this.#answered;
  }

  /** What `broker` ('host:port') was found to be, if that still holds at `now`. */
  known(broker: string, now: number): FoundRelease | undefined {
    const found = this.#found.get(broker);
    return found !== undefined && now < found.until ? found : undefined;
  }

  /**
   * In which version `broker` is asked for its versions: the newest, until it has said which it takes. One that takes less since
   * then refuses this one, and one that takes more says so: both are asked in another one the next time.
   */
  askedIn(broker: string): number {
    return this.#askedIn.get(broker) ?? ApiVersions.maxVersion;
  }

  /** `broker` has told its versions. @param newest of ApiVersions; undefined when it does not say */
  onAnswer(broker: string, newest: number | undefined): void {
    this.#answered = true;
    this.#found.clear();
    if (newest === undefined || newest >= ApiVersions.maxVersion) this.#askedIn.delete(broker);
    else this.#askedIn.set(broker, newest);
  }

  /** `isProven` when chance cannot look like this. */
  onFound(broker: string, release: KafkaRelease, now: number, isProven: boolean): FoundRelease {
    const before = this.#found.get(broker);
    const since = before?.release === release ? before.since : now;
    const until = isProven || now >= since + BELIEVED_AFTER_MS ? Infinity : now + GUESS_MS;
    const found = { release, since, until };
    this.#found.set(broker, found);
    return found;
  }

  /** The broker was lost, or behaves otherwise: what was found does not count any more. */
  forget(broker: string): void {
    this.#found.delete(broker);
  }
}
