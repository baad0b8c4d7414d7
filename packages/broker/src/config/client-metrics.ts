import { ErrorCode } from '@k/wire';
import type { Refusal } from '../state/placement.ts';
import { itemsOf, valueProblem, type ConfigKey } from './config-key.ts';
import type { ConfigValues } from './config-values.ts';

export const DEFAULT_INTERVAL_MS = 300_000;
const MIN_INTERVAL_MS = 100;
const MAX_INTERVAL_MS = 3_600_000;

const key = (name: string, type: 'list' | 'int', defaultValue: string, documentation: string): [string, ConfigKey] => [
  name,
  { name, type, defaultValue, limits: {}, documentation },
];

/** The settings of a subscription to metrics of clients (KIP-714). */
export const CLIENT_METRICS_KEYS: ReadonlyMap<string, ConfigKey> = new Map([
  key('interval.ms', 'int', String(DEFAULT_INTERVAL_MS), 'How often clients push, in ms.'),
  key('match', 'list', '', 'Which clients are meant, each as attribute=regular expression; empty: all of them.'),
  key('metrics', 'list', '', 'Which metrics, by the start of their names; * for all.'),
]);

/** What a subscription may look at to choose clients. */
const ATTRIBUTES = [
  'client_instance_id',
  'client_id',
  'client_software_name',
  'client_software_version',
  'client_source_address',
  'client_source_port',
] as const;

export type ClientAttribute = (typeof ATTRIBUTES)[number];

/** A subscription, parsed. */
export interface MetricsSubscription {
  readonly metrics: readonly string[];
  readonly intervalMs: number;
  /** All of them have to fit all of the attribute. */
  readonly match: ReadonlyMap<ClientAttribute, RegExp>;
}

/** Kafka: ClientMetricsConfigs.validate. */
export function clientMetricsProblem(name: string, values: ConfigValues): Refusal | undefined {
  const refuse = (errorCode: number, message: string): Refusal => ({ errorCode, message });
  if (name === '') return refuse(ErrorCode.INVALID_REQUEST, "Subscription name can't be empty");
  for (const each of values.keys()) {
    if (!CLIENT_METRICS_KEYS.has(each)) {
      return refuse(ErrorCode.INVALID_REQUEST, `Unknown client metrics configuration: ${each}`);
    }
  }
  for (const [each, value] of values) {
    const problem = valueProblem(CLIENT_METRICS_KEYS.get(each) as ConfigKey, value);
    if (problem !== undefined) return refuse(ErrorCode.INVALID_CONFIG, problem);
  }
  const interval = values.get('interval.ms');
  if (interval !== undefined && (Number(interval) < MIN_INTERVAL_MS || Number(interval) > MAX_INTERVAL_MS)) {
    const message = `Invalid value ${interval} for interval.ms, interval must be between 100 and 3600000 (1 hour)`;
    return refuse(ErrorCode.INVALID_REQUEST, message);
  }
  const wrong = itemsOf(values.get('match') ?? '').find((pattern) => patternOf(pattern) === undefined);
  if (wrong === undefined) return undefined;
  return refuse(ErrorCode.INVALID_CONFIG, `Illegal client matching pattern: ${wrong}`);
}

/** @param values that {@link clientMetricsProblem} found nothing wrong with */
export function metricsSubscription(values: ConfigValues): MetricsSubscription {
  const patterns = itemsOf(values.get('match') ?? '').map(patternOf);
  const match = new Map(patterns.filter((pattern) => pattern !== undefined));
  return {
    metrics: itemsOf(values.get('metrics') ?? ''),
    intervalMs: Number(values.get('interval.ms') ?? DEFAULT_INTERVAL_MS),
    match,
  };
}

function patternOf(pattern: string): [ClientAttribute, RegExp] | undefined {
  const [name, source, ...more] = pattern.split('=');
  const attribute = ATTRIBUTES.find((known) => known === name?.trim());
  if (attribute === undefined || source === undefined || source === '' || more.length > 0) return undefined;
  try {
    return [attribute, new RegExp(`^(?:${source.trim()})$`, 'u')];
  } catch {
    return undefined;
  }
}
