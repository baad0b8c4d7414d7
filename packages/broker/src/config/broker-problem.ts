import { valueProblem } from './config-key.ts';
import type { ConfigValues } from './config-values.ts';
import { MIN_ISR, type Configs } from './configs.ts';

const LISTENER_PREFIX = /^listener\.name\.[^.]*\.(.*)$/;
/** Those that change threads: to not less than half of them, and not more than twice as many. */
const THREADS = [
  'background.threads',
  'num.io.threads',
  'num.network.threads',
  'num.recovery.threads.per.data.dir',
  'num.replica.fetchers',
];
/** What a listener may have set for all brokers. */
const CLUSTER_WIDE_OF_LISTENERS = ['max.connections', 'max.connection.creation.rate', 'num.network.threads'];

/** What is wrong with settings of brokers that are set at run time; undefined when they are fine. Kafka: DynamicBrokerConfig.validate. */
export function brokerConfigProblem(
  values: ConfigValues,
  configs: Configs,
  nodeId: number,
  ofOneBroker: boolean,
): string | undefined {
  const names = [...values.keys()];
  const { brokerKeys, isJava } = configs;
  const listOf = (list: readonly string[]): string => (isJava ? `[${list.join(', ')}]` : `Set(${list.join(', ')})`);
  const fixed = names.filter((name) => brokerKeys.get(name)?.scope === 'none');
  if (fixed.length > 0) return `Cannot update these configs dynamically: ${listOf(fixed)}`;
  const unprefixed = names.filter((name) => name.startsWith('ssl.') && brokerKeys.get(name)?.scope === 'broker');
  if (unprefixed.length > 0) {
    return `These security configs can be dynamically updated only per-listener using the listener prefix: ${listOf(unprefixed)}`;
  }
  for (const [name, value] of values) {
    // Names that nobody knows may be of a plugin.
    const key = brokerKeys.get(LISTENER_PREFIX.exec(name)?.[1] ?? name);
    const problem = key === undefined ? undefined : valueProblem(key, value);
    if (problem !== undefined) return problem;
  }
  const ofEach = ofOneBroker ? [] : names.filter((name) => isPerBroker(name, configs));
  if (ofEach.length > 0) {
    return `Cannot update these configs at default cluster level, broker id must be specified: ${listOf(ofEach)}`;
  }
  const threads = threadProblem(values, configs, nodeId) ?? cleanerProblem(values, configs, nodeId);
  if (threads === undefined || !isJava) return threads;
  return `Invalid value org.apache.kafka.common.config.ConfigException: ${threads} for configuration Invalid dynamic configuration`;
}

function isPerBroker(name: string, { brokerKeys }: Configs): boolean {
  const ofListener = LISTENER_PREFIX.exec(name)?.[1];
  if (ofListener !== undefined) return !CLUSTER_WIDE_OF_LISTENERS.includes(ofListener);
  return brokerKeys.get(name)?.scope === 'broker';
}

function threadProblem(values: ConfigValues, { brokers }: Configs, nodeId: number): string | undefined {
  for (const name of THREADS) {
    const value = values.get(name);
    if (value === undefined) continue;
    const [wanted, present] = [Number(value), Number(brokers.value(name, nodeId))];
    const problem = `Dynamic thread count update validation failed for ${name}=${String(wanted)}`;
    if (wanted < present / 2) return `${problem}, value should be at least half the current value ${String(present)}`;
    if (wanted > present * 2) {
      return `${problem}, value should not be greater than double the current value ${String(present)}`;
    }
  }
  return undefined;
}

function cleanerProblem(values: ConfigValues, { brokers }: Configs, nodeId: number): string | undefined {
  const value = values.get('log.cleaner.threads');
  if (value === undefined) return undefined;
  const [wanted, present] = [Number(value), Number(brokers.value('log.cleaner.threads', nodeId))];
  if (wanted < 1) return `Log cleaner threads should be at least 1`;
  if (wanted < present / 2) {
    return `Log cleaner threads cannot be reduced to less than half the current value ${String(present)}`;
  }
  if (wanted <= present * 2) return undefined;
  return `Log cleaner threads cannot be increased to more than double the current value ${String(present)}`;
}

/** What the controller itself looks after (KIP-966); undefined: it takes the change. */
export function minIsrProblem(
  current: ConfigValues,
  next: ConfigValues,
  configs: Configs,
  ofOneBroker: boolean,
): string | undefined {
  if (!configs.keepsMinIsr) return undefined;
  if (ofOneBroker && next.has(MIN_ISR))
    return 'Broker-level min.insync.replicas cannot be altered while ELR is enabled.';
  if (ofOneBroker || next.has(MIN_ISR) || !current.has(MIN_ISR)) return undefined;
  return 'Cluster-level min.insync.replicas cannot be removed while ELR is enabled.';
}
