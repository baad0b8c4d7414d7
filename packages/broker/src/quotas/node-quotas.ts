import type { Clock } from '@k/runtime';
import type { QuotaLimit, QuotaStore } from './quota-store.ts';
import { SampledRate } from './sampled-rate.ts';
import { TokenBucket } from './token-bucket.ts';

export const PRODUCER_BYTE_RATE = 'producer_byte_rate';
export const CONSUMER_BYTE_RATE = 'consumer_byte_rate';
export const REQUEST_PERCENTAGE = 'request_percentage';
export const CONTROLLER_MUTATION_RATE = 'controller_mutation_rate';
export const CONNECTION_CREATION_RATE = 'connection_creation_rate';

/** [quota.window.num, quota.window.size.seconds] and those of the controller. */
const SAMPLES = 11;
const WINDOW_MS = 1000;

/** Whose quota is asked for. */
export interface QuotaUser {
  /** Without a kind: `alice`. */
  readonly user: string;
  readonly clientId: string;
}

/** What clients have used of their quotas at one node: each node counts for itself, as on Kafka. */
export class NodeQuotas {
  readonly #store: QuotaStore;
  readonly #clock: Clock;
  readonly #rates = new Map<string, SampledRate>();
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(store: QuotaStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Whether there are any quotas at all. */
  get isIdle(): boolean {
    return this.#store.isEmpty;
  }

  /**
   * Counts what was used.
   * @param mostMs no longer wait is asked for
   * @returns how long its client has to wait, in ms, for its rate to be within the quota again; 0 when it is
   */
  use(quota: string, { user, clientId }: QuotaUser, value: number, mostMs = Infinity): number {
    const limit = this.#store.limit(quota, user, clientId);
    return limit === undefined ? 0 : this.#throttleMs(this.#rateOf(quota, limit), limit, value, mostMs);
  }

  /** Takes back what was counted, as it was not given after all. */
  giveBack(quota: string, { user, clientId }: QuotaUser, value: number): void {
    const limit = this.#store.limit(quota, user, clientId);
    if (limit !== undefined) this.#rateOf(quota, limit).record(-value, this.#clock.now());
  }

  /** Most that fits into the windows there are. */
  mostInWindows(quota: string, { user, clientId }: QuotaUser): number {
    const limit = this.#store.limit(quota, user, clientId);
    return limit === undefined ? Infinity : limit.bound * (SAMPLES - 1) * (WINDOW_MS / 1000);
  }

  /** A connection from an address. @returns how long it has to wait before it is closed; 0: it is welcome */
  connect(ip: string): number {
    const limit = this.#store.limitOfIp(CONNECTION_CREATION_RATE, ip);
    if (limit === undefined) return 0;
    const rate = this.#rateOf(CONNECTION_CREATION_RATE, limit);
    const ms = this.#throttleMs(rate, limit, 1, WINDOW_MS);
    if (ms > 0) rate.record(-1, this.#clock.now());
    return ms;
  }

  /** Changes of topics and partitions; undefined where there is no quota for them. */
  mutations({ user, clientId }: QuotaUser): TokenBucket | undefined {
    const limit = this.#store.limit(CONTROLLER_MUTATION_RATE, user, clientId);
    if (limit === undefined) return undefined;
    let bucket = this.#buckets.get(limit.sharedBy);
    if (bucket === undefined) {
      bucket = new TokenBucket(limit.bound, (SAMPLES * WINDOW_MS) / 1000, this.#clock.now());
      this.#buckets.set(limit.sharedBy, bucket);
    }
    bucket.bound = limit.bound;
    return bucket;
  }

  #rateOf(quota: string, { sharedBy }: QuotaLimit): SampledRate {
    const key = `${quota} ${sharedBy}`;
    let rate = this.#rates.get(key);
    if (rate === undefined) this.#rates.set(key, (rate = new SampledRate(SAMPLES, WINDOW_MS)));
    return rate;
  }

  /** Kafka: QuotaUtils.throttleTime. */
  #throttleMs(rate: SampledRate, { bound }: QuotaLimit, value: number, mostMs: number): number {
    const now = this.#clock.now();
    rate.record(value, now);
    const used = rate.rate(now);
    return used <= bound ? 0 : Math.min(mostMs, Math.round(((used - bound) / bound) * rate.spanMs(now)));
  }
}
