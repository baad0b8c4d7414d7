import type { Clock } from '@k/runtime';
import { errorFor, type ProtocolError } from '@k/wire';

/** A partition that records wait for. */
interface Place {
  readonly topic: string;
  readonly partition: number;
}

interface Trouble {
  /** What it is told once for: its subject, or what partitions have in common. */
  readonly key: unknown;
  /** A sentence without its end: 'Records for orders-3 are not taken'. */
  readonly what: () => string;
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** The last one. */
  error: Error;
  /** Whether it has lasted for long enough to be worth a word. */
  isTold: boolean;
  /** Who is in it, each with its own last error. */
  readonly subjects: Map<object, Error>;
}

/** What does not work at the moment and is tried again: told when it begins, listed until it is over. */
export class Troubles {
  readonly #clock: Clock;
  readonly #warn: (error: Error) => void;
  readonly #current = new Map<unknown, Trouble>();
  readonly #bySubject = new Map<object, Trouble>();

  constructor(clock: Clock, warn: (error: Error) => void) {
    this.#clock = clock;
    this.#warn = warn;
  }

  /** `subject` (a broker, a topic …) is in trouble, or still is. */
  met(subject: object, what: string, error: Error): void {
    if (this.#known(subject, error) !== undefined) return;
    this.#begin(subject, subject, () => what, error).isTold = true;
    this.#warn(error);
  }

  /**
   * A partition is in trouble, or still is. Those of a topic that are so for the same reason are told as one: a new topic may
   * have a thousand, and one answer refuses them all.
   * @param state what records for it do: 'are not taken', 'wait'
   * @param isRemarkable false for what may be over with the next attempt: it counts once another one is told
   */
  metPartition(place: Place, state: string, error: ProtocolError, isRemarkable = true): void {
    const trouble = this.#known(place, error) ?? this.#shared(place, state, error);
    if (!isRemarkable || trouble.isTold) return;
    trouble.isTold = true;
    // Not before the whole answer was looked at.
    queueMicrotask(() => {
      this.#warn(ofMany(error, trouble.subjects.size));
    });
  }

  /** What partitions of the topic have in common. */
  #shared(place: Place, state: string, error: ProtocolError): Trouble {
    const key = `${place.topic} ${state}: ${error.errorName}`;
    const known = this.#current.get(key);
    if (known !== undefined) {
      this.#join(known, place, error);
      return known;
    }
    const trouble = this.#begin(key, place, () => `Records for ${namesOf(trouble.subjects)} ${state}`, error);
    return trouble;
  }

  #known(subject: object, error: Error): Trouble | undefined {
    const trouble = this.#bySubject.get(subject);
    if (trouble !== undefined) this.#join(trouble, subject, error);
    return trouble;
  }

  #begin(key: unknown, subject: object, what: () => string, error: Error): Trouble {
    const subjects = new Map<object, Error>();
    const trouble: Trouble = { key, what, since: this.#clock.now(), error, isTold: false, subjects };
    this.#current.set(key, trouble);
    this.#join(trouble, subject, error);
    return trouble;
  }

  #join(trouble: Trouble, subject: object, error: Error): void {
    trouble.error = error;
    trouble.subjects.set(subject, error);
    this.#bySubject.set(subject, trouble);
  }

  /** It works again, or nobody tries it any more. */
  over(subject: object): void {
    // Asked for each batch that is stored.
    if (this.#bySubject.size === 0) return;
    const trouble = this.#bySubject.get(subject);
    if (trouble === undefined) return;
    this.#bySubject.delete(subject);
    trouble.subjects.delete(subject);
    if (trouble.subjects.size === 0) this.#current.delete(trouble.key);
  }

  /** What is wrong with `subject`. */
  of(subject: object): Error | undefined {
    return this.#bySubject.get(subject)?.subjects.get(subject);
  }

  /** What has been wrong for the longest time. */
  get oldest(): Error | undefined {
    return this.#told[0]?.error;
  }

  get #told(): Trouble[] {
    return [...this.#current.values()].filter(({ isTold }) => isTold);
  }

  /** A sentence each. */
  get problems(): string[] {
    return this.#told.map(
      ({ what, since, error }) => `${what()} since ${new Date(since).toISOString()}: ${error.message}`,
    );
  }
}

/** `orders-3`, or `orders-3 and 998 more partitions of the topic`. */
function namesOf(places: ReadonlyMap<object, unknown>): string {
  const [first] = places.keys() as Iterable<Place>;
  const more = places.size - 1;
  const name = first === undefined ? '' : `${first.topic}-${first.partition}`;
  return more > 0 ? `${name} and ${morePartitions(more)} of the topic` : name;
}

/** The same error, which says how many partitions it is met at, where there are several. */
function ofMany(error: ProtocolError, count: number): ProtocolError {
  if (count <= 1) return error;
  const detail = `The same of ${morePartitions(count - 1)} of the topic.`;
  return errorFor(error.code, { ...error.context, detail });
}

function morePartitions(count: number): string {
  return count === 1 ? '1 more partition' : `${count} more partitions`;
}
