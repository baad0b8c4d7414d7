import type { Clock } from '@k/runtime';
import {
  CONSUMER_BYTE_RATE,
  PRODUCER_BYTE_RATE,
  REQUEST_PERCENTAGE,
  type NodeQuotas,
  type QuotaUser,
} from './node-quotas.ts';

/** [quota.window.size.seconds] No request's own time has its client wait for longer. */
const MOST_FOR_TIME_MS = 1000;
/** A percentage is of a second. */
const PERCENT_A_MS = 100 / 1000;

/** What one request uses of its client's quotas, and how long the client has to wait therefore (KIP-13, KIP-124, KIP-599). */
export class RequestQuotas {
  readonly #node: NodeQuotas;
  readonly #user: QuotaUser;
  readonly #clock: Clock;
  #throttleMs = 0;

  constructor(node: NodeQuotas, user: QuotaUser, clock: Clock) {
    this.#node = node;
    this.#user = user;
    this.#clock = clock;
  }

  /** For how long the connection is muted when this request was answered, in ms; the answer says so. */
  get throttleMs(): number {
    return this.#throttleMs;
  }

  /** Most that a fetch may bring. */
  get mostFetchedBytes(): number {
    return this.#node.mostInWindows(CONSUMER_BYTE_RATE, this.#user);
  }

  produced(bytes: number): void {
    this.#wait(this.#node.use(PRODUCER_BYTE_RATE, this.#user, bytes));
  }

  /** @returns whether the client may have them; if not it is to wait, and gets none */
  fetched(bytes: number): boolean {
    const ms = this.#node.use(CONSUMER_BYTE_RATE, this.#user, bytes);
    if (ms > 0) this.#node.giveBack(CONSUMER_BYTE_RATE, this.#user, bytes);
    this.#wait(ms);
    return ms === 0;
  }

  /** Time that the request took of this thread. */
  took(ms: number): void {
    this.#wait(this.#node.use(REQUEST_PERCENTAGE, this.#user, ms * PERCENT_A_MS, MOST_FOR_TIME_MS));
  }

  /**
   * Partitions are made or deleted.
   * @param isStrict whether what is over the quota is refused; older clients just wait
   * @returns whether it may be
   */
  mutated(partitions: number, isStrict: boolean): boolean {
    const bucket = this.#node.mutations(this.#user);
    if (bucket === undefined) return true;
    const now = this.#clock.now();
    const owedMs = bucket.owedMs(now);
    if (isStrict && owedMs > 0) {
      this.#wait(owedMs);
      return false;
    }
    bucket.take(partitions, now);
    if (!isStrict) this.#wait(bucket.owedMs(now));
    return true;
  }

  #wait(ms: number): void {
    this.#throttleMs = Math.max(this.#throttleMs, ms);
  }
}
