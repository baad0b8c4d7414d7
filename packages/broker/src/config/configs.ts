import { isAtLeast, type PlayedRelease } from '../release/releases.ts';
import { EntryChanges, type Durable } from '../storage/durable.ts';
import { BrokerConfigs, type ConfigSynonym } from './broker-configs.ts';
import { brokerKeysOf, type BrokerKey } from './broker-keys.ts';
import type { ConfigValues } from './config-values.ts';
import { isSensitive, type DescribedConfig } from './described-config.ts';
import { canonical, itemsOf } from './config-key.ts';
import { groupKeysOf, type GroupKey } from './group-keys.ts';
import { BrokerLoggers } from './loggers.ts';
import { topicConfigProblem } from './topic-problem.ts';
import { topicKeysOf, type TopicKey } from './topic-keys.ts';
import { parseTopicSettings, type TopicSettings } from './topic-settings.ts';

const NOTHING: ReadonlyMap<string, string> = new Map();

export const MIN_ISR = 'min.insync.replicas';

/** The settings of everything in the cluster but those that topics set themselves, which each topic has. */
export class Configs implements Durable<ConfigState> {
  readonly name = 'configs';
  readonly changes = new EntryChanges();
  readonly brokers: BrokerConfigs;
  readonly loggers = new BrokerLoggers();
  readonly topicKeys: ReadonlyMap<string, TopicKey>;
  readonly groupKeys: ReadonlyMap<string, GroupKey>;
  readonly brokerKeys: ReadonlyMap<string, BrokerKey>;
  readonly #groups = new Map<string, ConfigValues>();
  readonly #clientMetrics = new Map<string, ConfigValues>();
  /** Whether there are eligible leader replicas (KIP-966): then the controller keeps min.insync.replicas for all brokers. */
  readonly keepsMinIsr: boolean;
  /** Whether names are told as Java's lists, and not as Scala's sets. */
  readonly isJava: boolean;
  #version = 0;
  #clientMetricsVersion = 0;

  constructor(release: PlayedRelease | undefined, statics: (nodeId: number) => ConfigValues) {
    this.brokerKeys = brokerKeysOf(release);
    this.brokers = new BrokerConfigs(this.brokerKeys, statics);
    this.topicKeys = topicKeysOf(release);
    this.groupKeys = groupKeysOf(release);
    this.keepsMinIsr = this.isJava = release === undefined || isAtLeast(release, '4.3');
  }

  /** Counts up with every change. */
  get version(): number {
    return this.#version;
  }

  /** What a new cluster has: @param nodeId of its controller */
  begin(nodeId: number): void {
    if (this.keepsMinIsr) this.setBroker(undefined, new Map([[MIN_ISR, this.brokers.value(MIN_ISR, nodeId) ?? '1']]));
  }

  // --- what was set at run time

  setBroker(nodeId: number | undefined, values: ConfigValues): void {
    this.brokers.setDynamic(nodeId, values);
    this.#version++;
    this.changes.mark(keyOf('broker', nodeId === undefined ? '' : String(nodeId)));
  }

  /** Groups with settings of their own. */
  get groupIds(): string[] {
    return [...this.#groups.keys()];
  }

  group(groupId: string): ConfigValues {
    return this.#groups.get(groupId) ?? NOTHING;
  }

  setGroup(groupId: string, values: ConfigValues): void {
    setOrDelete(this.#groups, groupId, values);
    this.#version++;
    this.changes.mark(keyOf('group', groupId));
  }

  /** Subscriptions to metrics of clients, by name. */
  get clientMetrics(): ReadonlyMap<string, ConfigValues> {
    return this.#clientMetrics;
  }

  /** Counts up with every change of a subscription. */
  get clientMetricsVersion(): number {
    return this.#clientMetricsVersion;
  }

  setClientMetrics(name: string, values: ConfigValues): void {
    setOrDelete(this.#clientMetrics, name, values);
    this.#version++;
    this.#clientMetricsVersion++;
    this.changes.mark(keyOf('client-metrics', name));
  }

  // --- as data

  *keys(): Generator<string> {
    for (const nodeId of this.brokers.altered) yield keyOf('broker', nodeId === undefined ? '' : String(nodeId));
    for (const groupId of this.#groups.keys()) yield keyOf('group', groupId);
    for (const name of this.#clientMetrics.keys()) yield keyOf('client-metrics', name);
  }

  capture(key: string): ConfigState | undefined {
    const [type, name] = splitKey(key);
    const values =
      type === 'broker'
        ? this.brokers.dynamic(name === '' ? undefined : Number(name))
        : (type === 'group' ? this.#groups : this.#clientMetrics).get(name);
    return values && [...values];
  }

  restore(entries: ReadonlyMap<string, ConfigState>): void {
    this.brokers.clear();
    this.#groups.clear();
    this.#clientMetrics.clear();
    this.#version++;
    this.#clientMetricsVersion++;
    for (const [key, state] of entries) {
      const [type, name] = splitKey(key);
      const values = new Map(state);
      if (type === 'broker') this.setBroker(name === '' ? undefined : Number(name), values);
      else if (type === 'group') this.setGroup(name, values);
      else this.setClientMetrics(name, values);
    }
  }

  // --- topics

  /** The value of a topic's setting at a broker; '' where there is none. */
  topicValue(name: string, overrides: ConfigValues, nodeId: number): string {
    const key = this.topicKeys.get(name);
    if (key === undefined) return '';
    return overrides.get(name) ?? this.brokers.topicValue(key.synonyms, nodeId) ?? key.defaultValue ?? '';
  }

  topicSettings(overrides: ConfigValues, nodeId: number): TopicSettings {
    return parseTopicSettings((name) => this.topicValue(name, overrides, nodeId).trim());
  }

  /** Undefined when the overrides are fine, else what is wrong with the first bad one. */
  topicProblem(overrides: ConfigValues, nodeId: number): string | undefined {
    return topicConfigProblem(overrides, this.topicKeys, (name) => this.topicValue(name, overrides, nodeId));
  }

  /** All settings of a topic. Kafka: ConfigHelper.createTopicConfigEntry. */
  describeTopic(overrides: ConfigValues, nodeId: number): DescribedConfig[] {
    const told = [...this.topicKeys.values()].filter(({ isInternal, name }) => !isInternal || overrides.has(name));
    return told.map((key) => {
      const { name, type, documentation } = key;
      const value = canonical(type, this.topicValue(name, overrides, nodeId));
      const [server] = key.synonyms;
      const inherited = server === undefined ? [] : this.brokers.synonyms(server.name, nodeId);
      const own: ConfigSynonym[] = overrides.has(name) ? [{ name, value, source: 'topic' }] : [];
      const synonyms = [...own, ...inherited];
      const source = synonyms[0]?.source ?? 'default';
      return { name, value, readOnly: false, source, isSensitive: isSensitive(key), synonyms, type, documentation };
    });
  }

  // --- groups

  /** The value of a group's setting at a broker. */
  groupValue(groupId: string, name: string, nodeId: number): string {
    const key = this.groupKeys.get(name) as GroupKey;
    const own = this.group(groupId).get(name) ?? (key.server === null ? null : this.brokers.value(key.server, nodeId));
    const value = canonical(key.type, own ?? key.defaultValue ?? '');
    // The first assignor of the broker's list is that of its groups.
    return name === 'streams.assignor.name' ? (itemsOf(value)[0] ?? '') : value;
  }
}

type ConfigState = readonly (readonly [name: string, value: string])[];
type ConfigType = 'broker' | 'group' | 'client-metrics';

function keyOf(type: ConfigType, name: string): string {
  return `${type} ${name}`;
}

function splitKey(key: string): [type: ConfigType, name: string] {
  const at = key.indexOf(' ');
  return [key.slice(0, at) as ConfigType, key.slice(at + 1)];
}

function setOrDelete(all: Map<string, ConfigValues>, name: string, values: ConfigValues): void {
  if (values.size === 0) all.delete(name);
  else all.set(name, values);
}
