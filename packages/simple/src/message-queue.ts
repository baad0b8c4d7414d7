import { type Clock, type TimerHandle } from '@k/runtime';
import type { TopicPartition } from '@k/wire';

/** A message that waits to be sent. */
export interface QueuedMessage extends TopicPartition {
  readonly value: Uint8Array | string | null;
  readonly key: Uint8Array | string | null;
  /** When it came, by the monotonic clock. */
  readonly at: number;
}

interface Waiting {
  readonly message: QueuedMessage;
  readonly timer: TimerHandle;
  readonly settle: (hasFoundRoom: boolean) => void;
}

/** The messages that a producer has taken and not sent, in their order. What finds it full waits in line. */
export class MessageQueue {
  readonly #clock: Clock;
  readonly #maxSize: number;
  readonly #messages: QueuedMessage[] = [];
  #line: Waiting[] = [];

  /** @param maxSize - most messages; 0 for no limit */
  constructor(clock: Clock, maxSize: number) {
    this.#clock = clock;
    this.#maxSize = maxSize;
  }

  get length(): number {
    return this.#messages.length;
  }

  /** When the oldest of them came; undefined when there is none. */
  get oldestAt(): number | undefined {
    return this.#messages[0]?.at;
  }

  /** @returns whether there was room, at once or within `timeoutMs` */
  put(message: QueuedMessage, timeoutMs: number): boolean | Promise<boolean> {
    if (this.#hasRoom) {
      this.#messages.push(message);
      return true;
    }
    if (timeoutMs === 0) return false;
    return new Promise((settle) => {
      const timer = this.#clock.setTimeout(() => {
        this.#line = this.#line.filter((it) => it.message !== message);
        settle(false);
      }, timeoutMs);
      this.#line.push({ message, timer, settle });
    });
  }

  /** Takes the oldest of them out, and lets in who waits. */
  take(count: number): QueuedMessage[] {
    const taken = this.#messages.splice(0, count);
    while (this.#hasRoom) {
      const next = this.#line.shift();
      if (next === undefined) break;
      this.#clock.clearTimeout(next.timer);
      this.#messages.push(next.message);
      next.settle(true);
    }
    return taken;
  }

  get #hasRoom(): boolean {
    return this.#maxSize === 0 || this.#messages.length < this.#maxSize;
  }
}
