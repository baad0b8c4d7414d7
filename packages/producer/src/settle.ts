import type { RecordMetadata } from './record.ts';

/** The `resolve` of one record's promise. A failure is handed to it as a rejected promise: one function kept, not two. */
export type ResolveOne = (outcome: RecordMetadata | Promise<RecordMetadata>) => void;

/** Who waits for a record: the promise of one `send`, or the call of one `sendMany`. */
export type Waiter = ResolveOne | SendManyCall;

/** One `sendMany`: a place per record, one promise for all. */
export class SendManyCall {
  readonly outcomes: (RecordMetadata | Error)[];
  #remaining: number;
  #failed = 0;
  readonly #done: (call: SendManyCall) => void;

  constructor(count: number, done: (call: SendManyCall) => void) {
    this.outcomes = new Array<RecordMetadata | Error>(count);
    this.#remaining = count;
    this.#done = done;
  }

  /** Records without an outcome. */
  get remaining(): number {
    return this.#remaining;
  }

  get failed(): number {
    return this.#failed;
  }

  /** `count` records whose outcomes are in place have been settled. */
  settled(count: number): void {
    this.#remaining -= count;
    if (this.#remaining === 0) this.#done(this);
  }

  fail(index: number, error: Error): void {
    this.outcomes[index] = error;
    this.#failed++;
  }
}

/** Settles one record outside of a batch, as refused. */
export function refuse(target: Waiter, index: number, error: Error): void {
  if (typeof target === 'function') {
    target(Promise.reject(error));
    return;
  }
  target.fail(index, error);
  target.settled(1);
}
