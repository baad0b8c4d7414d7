import type { ConfigKey } from './config-key.ts';
import type { ServerSynonym } from './topic-keys.ts';

/** Where a value comes from. Kafka: DescribeConfigsResponse.ConfigSource. */
export const CONFIG_SOURCES = {
  topic: 1,
  broker: 2,
  defaultBroker: 3,
  staticBroker: 4,
  default: 5,
  brokerLogger: 6,
  clientMetrics: 7,
  group: 8,
} as const;

export type ConfigSource = keyof typeof CONFIG_SOURCES;

/** A place that sets a setting. */
export interface ConfigSynonym {
  readonly name: string;
  /** Null: a secret. */
  readonly value: string | null;
  readonly source: ConfigSource;
}

/** Names of one setting in other units; the first counts most. Kafka: DynamicBrokerConfig.brokerConfigSynonyms. */
const UNITS: readonly (readonly string[])[] = [
  ['log.roll.ms', 'log.roll.hours'],
  ['log.roll.jitter.ms', 'log.roll.jitter.hours'],
  ['log.retention.ms', 'log.retention.minutes', 'log.retention.hours'],
];
/** What stands for a setting that nobody set, though it does not name it itself. */
const FALLBACKS: Readonly<Partial<Record<string, readonly string[]>>> = {
  'log.flush.interval.ms': ['log.flush.interval.ms', 'log.flush.scheduler.interval.ms'],
};

const NOTHING: ReadonlyMap<string, string> = new Map();

/** The settings of the brokers: those of each, of all, and those they were started with (KIP-226). */
export class BrokerConfigs {
  readonly #keys: ReadonlyMap<string, ConfigKey>;
  /** `server.properties`, by node. */
  readonly #statics: (nodeId: number) => ReadonlyMap<string, string>;
  readonly #ofNodes = new Map<number, ReadonlyMap<string, string>>();
  #ofAll = NOTHING;

  constructor(keys: ReadonlyMap<string, ConfigKey>, statics: (nodeId: number) => ReadonlyMap<string, string>) {
    this.#keys = keys;
    this.#statics = statics;
  }

  /** What was set at run time for a broker; undefined: for all of them. */
  dynamic(nodeId: number | undefined): ReadonlyMap<string, string> {
    return nodeId === undefined ? this.#ofAll : (this.#ofNodes.get(nodeId) ?? NOTHING);
  }

  /** The brokers that something was set for; undefined: all of them. */
  get altered(): (number | undefined)[] {
    return [undefined, ...this.#ofNodes.keys()];
  }

  /** As if nothing had been set at run time. */
  clear(): void {
    this.#ofAll = NOTHING;
    this.#ofNodes.clear();
  }

  setDynamic(nodeId: number | undefined, configs: ReadonlyMap<string, string>): void {
    if (nodeId === undefined) this.#ofAll = configs;
    else this.#ofNodes.set(nodeId, configs);
  }

  statics(nodeId: number): ReadonlyMap<string, string> {
    return this.#statics(nodeId);
  }

  /** All places that set it for a broker, first the one that counts. Kafka: ConfigHelper.configSynonyms. */
  synonyms(name: string, nodeId: number, isSensitive = false): ConfigSynonym[] {
    const names = synonymsOf(name);
    const found = this.#levels(nodeId).flatMap(([source, values]) =>
      names.flatMap((each): ConfigSynonym[] => {
        const value = values(each);
        return value === undefined ? [] : [{ name: each, value: isSensitive ? null : value, source }];
      }),
    );
    const first = found.findIndex((synonym) => synonym.name === name);
    return first < 0 ? [] : found.slice(first);
  }

  /** The value that a broker works with; null: none. */
  value(name: string, nodeId: number): string | null {
    for (const [, values] of this.#levels(nodeId)) {
      const value = values(name);
      if (value !== undefined) return value;
      // Another unit that is set at this level takes the place of what is below.
      if (synonymsOf(name).some((each) => values(each) !== undefined)) break;
    }
    return this.#keys.get(name)?.defaultValue ?? null;
  }

  /** The value of a topic's setting that the topic does not set itself; undefined: the brokers have none. */
  topicValue(synonyms: readonly ServerSynonym[], nodeId: number): string | undefined {
    for (const [, values] of this.#levels(nodeId)) {
      for (const { name, factor } of synonyms) {
        const value = values(name);
        if (value !== undefined) return factor === 1 ? value : String(BigInt(value) * BigInt(factor));
      }
    }
    return undefined;
  }

  #levels(nodeId: number): readonly (readonly [ConfigSource, (name: string) => string | undefined])[] {
    const statics = this.#statics(nodeId);
    return [
      ['broker', (name) => this.#ofNodes.get(nodeId)?.get(name)],
      ['defaultBroker', (name) => this.#ofAll.get(name)],
      ['staticBroker', (name) => statics.get(name)],
      ['default', (name) => this.#keys.get(name)?.defaultValue ?? undefined],
    ];
  }
}

function synonymsOf(name: string): readonly string[] {
  return UNITS.find((names) => names.includes(name)) ?? FALLBACKS[name] ?? [name];
}
