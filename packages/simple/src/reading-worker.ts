import { type Clock, type Resolvers, type TimerHandle, withResolvers } from '@k/runtime';
import { StateError } from '@k/wire';
import { startThread, type Thread } from './node-workers.ts';
import type { ReadMessage } from './read-positions.ts';
import { type FromWorker, type Offsets, unpackMessages, type WorkerError, type WorkerTask } from './worker-messages.ts';

/** Milliseconds before a worker that failed is asked again, doubled with each failure in a row. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** Milliseconds that a worker has to end in good order. */
const GRACE_MS = 10_000;

/**
 * - `starting`: its thread has not said a word yet.
 * - `idle`: it can be asked.
 * - `asked`: it is to answer.
 * - `paused`: it failed, and is left alone for a while.
 * - `dead`: its thread has died, and gets a successor.
 * - `stopped`: it is not to do anything any more.
 */
type State = 'starting' | 'idle' | 'asked' | 'paused' | 'dead' | 'stopped';

export interface ReadingWorkerInit {
  readonly partitions: readonly number[];
  readonly file: URL | string;
  readonly clock: Clock;
  /** What its thread begins with: at the offsets that nobody has read yet. */
  readonly task: (partitions: readonly number[]) => WorkerTask;
  readonly onMessages: (messages: readonly ReadMessage[]) => void;
  /** It failed, or died and is being replaced. */
  readonly onTrouble: (error: Error, partitions: readonly number[]) => void;
  /** It cannot be made at all. */
  readonly onUseless: (error: Error) => void;
  /** It is in another state. */
  readonly onChange: () => void;
}

/** One worker of a MultiProcessConsumer, with the thread that it has at the moment. */
export class ReadingWorker {
  /** Whether its last word was that there is nothing to read. */
  isDry = false;
  readonly #init: ReadingWorkerInit;
  #state: State = 'starting';
  #thread: Thread;
  #isHeld = false;
  #epoch = 0;
  #failures = 0;
  #timer: TimerHandle;
  #exited: Resolvers<void> = withResolvers();

  constructor(init: ReadingWorkerInit) {
    this.#init = init;
    this.#thread = this.#start();
  }

  get partitions(): readonly number[] {
    return this.#init.partitions;
  }

  /** Asks for up to `count` messages, and to wait so long for the first, unless it is asked already. */
  ask(count: number, waitMs: number): void {
    if (this.#state !== 'idle') return;
    this.#state = 'asked';
    this.#thread.post({ type: 'read', count, waitMs });
  }

  /** Has it go on elsewhere: what it has read for the old place is dropped. */
  move(offsets: Offsets): void {
    // One that has no thread at the moment begins there.
    if (this.#state === 'dead' || this.#state === 'stopped') return;
    this.#epoch++;
    this.#thread.post({ type: 'move', epoch: this.#epoch, offsets });
  }

  /** Whether it keeps the process alive: as long as somebody waits for it. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    if (isHeld) this.#thread.ref();
    else this.#thread.unref();
  }

  /** Ends its thread, in good order if that takes no more than a few seconds. */
  async stop(): Promise<void> {
    const { clock } = this.#init;
    clock.clearTimeout(this.#timer);
    const isOver = this.#state === 'dead' || this.#state === 'stopped';
    this.#state = 'stopped';
    if (isOver) return;
    this.hold(true);
    this.#thread.post({ type: 'stop' });
    const timer = clock.setTimeout(() => {
      void this.#thread.terminate();
    }, GRACE_MS);
    await this.#exited.promise;
    clock.clearTimeout(timer);
  }

  #start(): Thread {
    const { file, task, partitions } = this.#init;
    this.#exited = withResolvers();
    this.#epoch = 0;
    this.#state = 'starting';
    const thread = startThread(file, task(partitions), {
      onMessage: (message) => {
        this.#onMessage(message);
      },
      onExit: (code, error) => {
        this.#onExit(code, error);
      },
    });
    if (this.#isHeld) thread.ref();
    return thread;
  }

  #onMessage(message: FromWorker): void {
    if (this.#state === 'stopped') return;
    this.#state = 'idle';
    // What was read for a place that it has left since is dropped.
    if (message.type !== 'ready' && message.epoch === this.#epoch) {
      if (message.type === 'messages') this.#onMessages(unpackMessages(message.bytes));
      else this.#onFailure(message.error);
    }
    this.#init.onChange();
  }

  #onMessages(messages: readonly ReadMessage[]): void {
    this.#failures = 0;
    this.isDry = messages.length === 0;
    this.#init.onMessages(messages);
  }

  #onFailure({ name, message, stack }: WorkerError): void {
    this.#state = 'paused';
    this.isDry = true;
    this.#failures++;
    this.#later(() => {
      this.#state = 'idle';
    });
    const error = Object.assign(new Error(message), { name });
    if (stack !== undefined) error.stack = stack;
    this.#init.onTrouble(error, this.partitions);
  }

  #onExit(code: number, cause: Error | undefined): void {
    // What its program cannot bear, the next one could not either.
    const isUseless = this.#state === 'starting' && cause !== undefined;
    this.#exited.resolve();
    if (this.#state === 'stopped') return;
    this.#state = 'dead';
    const why = cause?.message ?? `exit code ${code}`;
    const which = `the worker of partitions ${this.partitions.join(', ')}`;
    if (isUseless) {
      const hint = 'in a bundle, "workerFile" says where its program is';
      this.#init.onUseless(new StateError(`${which} could not be started: ${why}; ${hint}`, { cause }));
    } else {
      this.isDry = false;
      this.#init.onTrouble(new StateError(`${which} died: ${why}. Another one goes on`, { cause }), this.partitions);
      this.#later(() => {
        this.#thread = this.#start();
      });
      this.#failures++;
    }
    this.#init.onChange();
  }

  /** At once, and after failures in a row after ever longer pauses. */
  #later(work: () => void): void {
    const { clock, onChange } = this.#init;
    const pause = this.#failures === 0 ? 0 : FIRST_PAUSE_MS * 2 ** (this.#failures - 1);
    this.#timer = clock.setTimeout(
      () => {
        work();
        onChange();
      },
      Math.min(pause, LONGEST_PAUSE_MS),
    );
  }
}
