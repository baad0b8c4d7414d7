import type { Clock } from '@k/runtime';
import type { Logger, LogLevel } from './logger.ts';

/** After so long a trouble that is still there is told again. */
const REMIND_MS = 60_000;

/** So many troubles are remembered before those that would be told again anyway are forgotten. */
const REMEMBERED = 500;

/** What a line is about, beside its message. */
interface Fields {
  /** The client's name. */
  readonly clientId: string;
  readonly error?: unknown;
}

interface Trouble {
  readonly text: string;
  /** When it was told, on the monotonic clock. */
  readonly toldAt: number;
}

/**
 * Writes the lines of one client, so that they can be read. A failure often goes through several hands (a connection, the
 * refresh that wanted it, the operation that is tried again) and comes back every second: it is told at its level once,
 * and again when it changes or is still there after a minute; all else goes to `debug`.
 */
export class Log {
  readonly #logger: Logger | undefined;
  readonly #clock: Clock;
  /** By what they are about. */
  readonly #troubles = new Map<string, Trouble>();
  readonly #told = new WeakSet();

  constructor(logger: Logger | undefined, clock: Clock) {
    this.#logger = logger;
    this.#clock = clock;
  }

  get isOn(): boolean {
    return this.#logger !== undefined;
  }

  /**
   * Something is wrong with `subject`. `text` says what, without what differs each time, such as the number of the
   * attempt.
   */
  trouble(subject: string, text: string, level: LogLevel, fields: Fields, message: string): void {
    const isNews = this.#isNews(subject, text) && !this.#isTold(fields.error);
    if (typeof fields.error === 'object' && fields.error !== null) this.#told.add(fields.error);
    if (isNews) this.#remember(subject, text);
    this.write(isNews ? level : 'debug', fields, message);
  }

  /** `subject` is as it should be: `debug`, unless a trouble was told, whose end is worth as much as its beginning. */
  fine(subject: string, fields: Fields, message: string): void {
    this.write(this.#troubles.delete(subject) ? 'info' : 'debug', fields, message);
  }

  write(level: LogLevel, fields: Fields, message: string): void {
    const { error, ...rest } = fields;
    try {
      // `err` is where pino looks for an error to print with its stack.
      this.#logger?.[level](error === undefined ? rest : { ...rest, err: error }, message);
    } catch {
      // A logger that fails must not fail the request that it was to tell of.
    }
  }

  #isNews(subject: string, text: string): boolean {
    const before = this.#troubles.get(subject);
    return before?.text !== text || this.#clock.monotonic() - before.toldAt >= REMIND_MS;
  }

  #remember(subject: string, text: string): void {
    const now = this.#clock.monotonic();
    if (this.#troubles.size >= REMEMBERED) {
      for (const [each, { toldAt }] of this.#troubles) if (now - toldAt >= REMIND_MS) this.#troubles.delete(each);
    }
    this.#troubles.set(subject, { text, toldAt: now });
  }

  /** Whether a line told of the error, or of all that it is made of. */
  #isTold(error: unknown): boolean {
    if (!(error instanceof Error)) return false;
    if (this.#told.has(error)) return true;
    if (error instanceof AggregateError)
      return error.errors.length > 0 && error.errors.every((each) => this.#isTold(each));
    return error.cause !== undefined && this.#isTold(error.cause);
  }
}
