import type { TakenFor } from './api-versions.ts';
import type { KafkaRelease } from './releases.ts';

/** For so long what may be chance is taken for granted before it is looked at again. */
const GUESS_MS = 5_000;

/** What was found for so long every time that it was looked at is believed. */
const BELIEVED_AFTER_MS = 2 * GUESS_MS;

/** Which release a broker is taken for that could not be asked. */
export interface ReleaseVerdict extends TakenFor {
  readonly release: KafkaRelease;
  /** When it was found first, if it was found every time since; on the monotonic clock. */
  readonly since: number;
}

/**
 * What the connections of one owner have found out about brokers that cannot be asked for their versions
 * (old-brokers.ts), so that the next connection need not find out again.
 *
 * A broker that hangs up on ApiVersions may be old, or in trouble. So the first verdict is a guess: it holds for
 * {@link GUESS_MS}, and so do the connections that rest on it. Found again and again for {@link BELIEVED_AFTER_MS}, it
 * is believed until the broker is lost. One answer to ApiVersions, by any broker of the owner's, ends all guessing.
 */
export class BrokerReleases {
  #answered = false;
  readonly #verdicts = new Map<string, ReleaseVerdict>();

  /** Whether a broker has told its versions: then those that hang up are not old but in trouble. */
  get answered(): boolean {
    return this.#answered;
  }

  /** The verdict on `broker` ('host:port') if it still holds at `now`. */
  known(broker: string, now: number): ReleaseVerdict | undefined {
    const verdict = this.#verdicts.get(broker);
    return verdict !== undefined && now < verdict.until ? verdict : undefined;
  }

  /** A broker has told its versions. */
  onAnswer(): void {
    this.#answered = true;
    this.#verdicts.clear();
  }

  /** `isProven` when chance cannot look like this. */
  onFound(broker: string, release: KafkaRelease, now: number, isProven: boolean): ReleaseVerdict {
    const before = this.#verdicts.get(broker);
    const since = before?.release === release ? before.since : now;
    const until = isProven || now >= since + BELIEVED_AFTER_MS ? Infinity : now + GUESS_MS;
    const verdict = { release, since, until };
    this.#verdicts.set(broker, verdict);
    return verdict;
  }

  /** The broker was lost, or behaves otherwise: what was found does not count any more. */
  forget(broker: string): void {
    this.#verdicts.delete(broker);
  }
}
