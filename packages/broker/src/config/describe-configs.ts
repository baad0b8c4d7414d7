import { ErrorCode } from '@k/wire';
import type { Refusal } from '../state/placement.ts';
import { CLIENT_METRICS_KEYS } from './client-metrics.ts';
import { canonical } from './config-key.ts';
import type { Configs } from './configs.ts';
import { isSensitive, type DescribedConfig } from './described-config.ts';
import type { ConfigSynonym } from './broker-configs.ts';

function refuse(message: string): Refusal {
  return { errorCode: ErrorCode.INVALID_REQUEST, message };
}

/** @param name id of the node that was asked; '' for what was set for all of them. Kafka: ConfigHelper.createBrokerConfigEntry */
export function describeBroker(configs: Configs, name: string, nodeId: number): DescribedConfig[] | Refusal {
  if (name !== '' && !/^[+-]?\d+$/.test(name)) return refuse(`Broker id must be an integer, but it is: ${name}`);
  if (name !== '' && Number(name) !== nodeId) {
    return refuse(`Unexpected broker id, expected ${String(nodeId)} or empty string, but received ${name}`);
  }
  const { brokers, brokerKeys } = configs;
  const ofAll = brokers.dynamic(undefined);
  const known = [...brokerKeys.values()].filter(({ isInternal }) => !isInternal).map((key) => key.name);
  const set = [brokers.statics(nodeId), ofAll, brokers.dynamic(nodeId)].flatMap((values) => [...values.keys()]);
  const names = name === '' ? ofAll.keys() : new Set([...known, ...set]);
  return [...names].map((each) => {
    const key = brokerKeys.get(each);
    const secret = isSensitive(key);
    const all = brokers.synonyms(each, nodeId, secret);
    const synonyms = name === '' ? all.filter(({ source }) => source === 'defaultBroker') : all;
    const value = name === '' ? (ofAll.get(each) ?? null) : brokers.value(each, nodeId);
    return {
      name: each,
      value: secret ? null : value,
      readOnly: (key?.scope ?? 'none') === 'none',
      source: synonyms[0]?.source ?? 'default',
      isSensitive: secret,
      synonyms,
      type: key?.type ?? 'unknown',
      documentation: key?.documentation ?? null,
    };
  });
}

/** @param name id of the node that was asked */
export function describeLoggers(configs: Configs, name: string, nodeId: number): DescribedConfig[] | Refusal {
  if (name === '') return refuse('Broker id must not be empty');
  if (!/^[+-]?\d+$/.test(name)) return refuse(`Broker id must be an integer, but it is: ${name}`);
  if (Number(name) !== nodeId) {
    return refuse(`Unexpected broker id, expected ${String(nodeId)} but received ${name}`);
  }
  return [...configs.loggers.of(nodeId)].map(([logger, value]) => plain(logger, value, 'brokerLogger'));
}

/** A subscription that there is not is told, too. */
export function describeClientMetrics(configs: Configs, name: string): DescribedConfig[] | Refusal {
  if (name === '') return refuse('Client metrics subscription name must not be empty');
  const own = configs.clientMetrics.get(name);
  return [...CLIENT_METRICS_KEYS.values()].map((key) => {
    const set = own?.get(key.name);
    const value = canonical(key.type, set ?? key.defaultValue ?? '');
    const source = set === undefined ? 'default' : 'clientMetrics';
    return {
      ...plain(key.name, value, source),
      synonyms: set === undefined ? [] : [{ name: key.name, value, source }],
      type: key.type,
      documentation: key.documentation,
    };
  });
}

/** A group that there is not is told, too. Kafka: ConfigHelper.createGroupConfigEntry */
export function describeGroup(configs: Configs, groupId: string, nodeId: number): DescribedConfig[] | Refusal {
  if (groupId === '') return refuse('Group name must not be empty');
  const own = configs.group(groupId);
  return [...configs.groupKeys.values()].map((key) => {
    const { name, type, documentation } = key;
    const value = configs.groupValue(groupId, name, nodeId);
    const set: ConfigSynonym[] = own.has(name) ? [{ name, value, source: 'group' }] : [];
    const inherited: ConfigSynonym[] =
      key.server === null
        ? [{ name, value: key.defaultValue, source: 'default' }]
        : configs.brokers.synonyms(key.server, nodeId);
    const synonyms = [...set, ...inherited];
    const source = synonyms[0]?.source ?? 'default';
    return { name, value, readOnly: false, source, isSensitive: isSensitive(key), synonyms, type, documentation };
  });
}

function plain(name: string, value: string, source: DescribedConfig['source']): DescribedConfig {
  return { name, value, readOnly: false, source, isSensitive: false, synonyms: [], type: 'unknown', documentation: '' };
}
