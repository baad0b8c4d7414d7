import { crc32c } from '@k/codec';
import {
  DEFAULT_INTERVAL_MS,
  metricsSubscription,
  type ClientAttribute,
  type MetricsSubscription,
} from '../config/client-metrics.ts';
import type { ConfigValues } from '../config/config-values.ts';
import type { ClientAttributes } from './telemetry-client.ts';

const ALL_METRICS = '*';

/** What all subscriptions that fit a client ask of it together. */
export interface SubscribedMetrics {
  /** Stands for the rest, and for the client. */
  readonly subscriptionId: number;
  readonly metrics: readonly string[];
  readonly intervalMs: number;
}

/** Kafka: ClientMetricsManager.createClientInstance. The interval is never longer than the default. */
export function subscribedMetrics(
  subscriptions: Iterable<ConfigValues>,
  clientInstanceId: string,
  attributes: ClientAttributes,
): SubscribedMetrics {
  const wanted = [...subscriptions].map(metricsSubscription).filter((each) => fits(each, attributes));
  const named = new Set(wanted.flatMap(({ metrics }) => metrics));
  const metrics = named.has(ALL_METRICS) ? [ALL_METRICS] : [...named];
  const intervalMs = wanted.reduce((least, each) => Math.min(least, each.intervalMs), DEFAULT_INTERVAL_MS);
  return { subscriptionId: subscriptionIdOf(metrics, intervalMs, clientInstanceId), metrics, intervalMs };
}

function fits({ match }: MetricsSubscription, attributes: ClientAttributes): boolean {
  return [...match].every(([name, pattern]: [ClientAttribute, RegExp]) => {
    const value = attributes[name];
    return value !== null && pattern.test(value);
  });
}

/** As Kafka makes it, where one metric is subscribed to; the order of several is of chance in Java. */
function subscriptionIdOf(metrics: readonly string[], intervalMs: number, clientInstanceId: string): number {
  const checksum = crc32c(Buffer.from(`[${metrics.join(', ')}]${String(intervalMs)}`));
  const id = Buffer.from(clientInstanceId, 'base64url');
  return checksum ^ id.readInt32BE(0) ^ id.readInt32BE(4) ^ id.readInt32BE(8) ^ id.readInt32BE(12);
}
