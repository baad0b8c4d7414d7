import { ErrorCode } from '@k/wire';
import type { SubscribedMetrics } from './subscribed-metrics.ts';
import type { ClientAttributes } from './telemetry-client.ts';

/** What a node knows of one client, until the subscriptions change. Kafka: ClientMetricsInstance. */
export class ClientInstance {
  readonly attributes: ClientAttributes;
  readonly subscribed: SubscribedMetrics;
  /** Of the subscriptions that {@link subscribed} was made of. */
  readonly version: number;
  /** The client has said that it ends. */
  terminating = false;
  /** How its last push was answered; NONE once it has asked again, and was answered. */
  lastErrorCode: number = ErrorCode.NONE;
  #lastAskedMs = -Infinity;
  #lastPushedMs = -Infinity;

  constructor(attributes: ClientAttributes, subscribed: SubscribedMetrics, version: number) {
    this.attributes = attributes;
    this.subscribed = subscribed;
    this.version = version;
  }

  /** Whether an interval has passed since its last request; counts this one if so. */
  takesQuestion(nowMs: number): boolean {
    const isDue = nowMs - Math.max(this.#lastAskedMs, this.#lastPushedMs) >= this.subscribed.intervalMs;
    if (isDue) this.#lastAskedMs = nowMs;
    return isDue;
  }

  /**
   * Whether an interval has passed since its last push; counts this one if so. The first one after a question may come at any
   * time: clients wait for half an interval to one and a half, so that not all of them push at once.
   */
  takesPush(nowMs: number): boolean {
    const isDue = nowMs - this.#lastPushedMs >= this.subscribed.intervalMs;
    if (isDue) this.#lastPushedMs = nowMs;
    return isDue;
  }
}
