import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { TransactionErrorKind } from '@k/producer';
import { PATIENCE_MS } from './lab.ts';

/** What the group is to have committed at partition 0 of the source. */
export const OFFSET = 7;

export interface ClientOptions {
  readonly bootstrapServers: readonly string[];
  readonly transactionalId: string;
  /** Two partitions, which get a record each. */
  readonly topic: string;
  readonly source: string;
  readonly groupId: string;
  /** Where it kills itself; left out: it is killed. */
  readonly diesAt?: 'EndTxn' | 'its answer' | undefined;
}

export type ClientStep = 'begin' | 'send' | 'commit' | 'abort';

/** What became of a step. Errors do not pass from process to process as they are. */
export interface ClientOutcome {
  readonly error: {
    readonly kind: TransactionErrorKind;
    readonly message: string;
    /** The name of what led to it. */
    readonly cause: string | null;
  } | null;
}

/** A transactional producer in a process of its own, to be killed in the middle of what it does. */
export class ClientProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #closed: Promise<unknown[]>;

  constructor(options: ClientOptions) {
    this.#child = fork(fileURLToPath(new URL('client-program.js', import.meta.url)), [JSON.stringify(options)]);
    this.#closed = once(this.#child, 'close');
  }

  /** @throws Error when it ends before it has answered */
  async do(step: ClientStep): Promise<ClientOutcome> {
    const answer = once(this.#child, 'message') as Promise<[ClientOutcome]>;
    const ended = this.#closed.then(([code, signal]): never => {
      throw new Error(`${step}: the client has ended (${String(signal ?? code)})`);
    });
    this.#child.send(step);
    const [outcome] = await this.#within(`an answer to ${step}`, Promise.race([answer, ended]));
    return outcome;
  }

  /** Begins what it does not live to tell. */
  start(step: ClientStep): void {
    this.#child.send(step);
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** @returns by which signal it ended */
  async ended(): Promise<unknown> {
    const [, signal] = await this.#within('its end', this.#closed);
    return signal;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.kill();
    await this.#closed;
  }

  async #within<T>(what: string, promise: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`the client: ${what} did not come within ${PATIENCE_MS / 1000} s`)), PATIENCE_MS); // prettier-ignore
    });
    try {
      return await Promise.race([promise, tooLate]);
    } finally {
      clearTimeout(timer);
    }
  }
}
