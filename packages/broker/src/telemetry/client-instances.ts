import type { Configs } from '../config/configs.ts';
import { ClientInstance } from './client-instance.ts';
import { subscribedMetrics } from './subscribed-metrics.ts';
import { attributesOf, type TelemetryClient } from './telemetry-client.ts';

/** Most clients that a node remembers. Kafka: ClientMetricsManager.CACHE_MAX_SIZE. */
const MAX_INSTANCES = 16_384;
/** A client that says nothing for this long, or for three intervals, is forgotten. */
const MIN_EXPIRY_MS = 60_000;

interface Held {
  readonly instance: ClientInstance;
  readonly expiresAtMs: number;
  /** Its connection does not end it any more. */
  readonly release: () => void;
}

/** The clients that a node has heard of, by client instance id; the one heard of last comes last. */
export class ClientInstances {
  readonly #held = new Map<string, Held>();
  readonly #configs: Configs;

  constructor(configs: Configs) {
    this.#configs = configs;
  }

  has(id: string): boolean {
    return this.#held.has(id);
  }

  /** What is known of it, or begins to be, with the subscriptions there are now. Kafka: ClientMetricsManager.clientInstance. */
  heardOf(id: string, client: TelemetryClient, nowMs: number): ClientInstance {
    if (nowMs >= (this.#held.get(id)?.expiresAtMs ?? Infinity)) this.#drop(id);
    const known = this.#held.get(id);
    const isCurrent = known?.instance.version === this.#configs.clientMetricsVersion;
    const { instance, release } = known !== undefined && isCurrent ? known : this.#begin(id, client, known?.instance);
    const expiresAtMs = nowMs + Math.max(MIN_EXPIRY_MS, 3 * instance.subscribed.intervalMs);
    // To the end of the map.
    this.#held.delete(id);
    this.#held.set(id, { instance, release, expiresAtMs });
    if (this.#held.size > MAX_INSTANCES) this.#drop(this.#held.keys().next().value as string);
    return instance;
  }

  /** @param before what was known of it, with other subscriptions */
  #begin(id: string, client: TelemetryClient, before: ClientInstance | undefined): Omit<Held, 'expiresAtMs'> {
    this.#drop(id);
    const attributes = before?.attributes ?? attributesOf(id, client);
    const { clientMetrics, clientMetricsVersion } = this.#configs;
    const subscribed = subscribedMetrics(clientMetrics.values(), id, attributes);
    return {
      instance: new ClientInstance(attributes, subscribed, clientMetricsVersion),
      release: client.connection.onceClosed(() => this.#held.delete(id)),
    };
  }

  #drop(id: string): void {
    this.#held.get(id)?.release();
    this.#held.delete(id);
  }
}
