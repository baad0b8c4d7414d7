import type { DescribeConfigsResponse } from '@k/wire';
import { type Codes, nameOf } from '../codes.ts';
import { RESOURCE_TYPES } from './config-resource.ts';

/** Where a value comes from, by Kafka's names; `UNKNOWN` when the broker does not say, or says what is new. */
export type ConfigSource =
  | 'DYNAMIC_TOPIC_CONFIG'
  | 'DYNAMIC_BROKER_CONFIG'
  | 'DYNAMIC_DEFAULT_BROKER_CONFIG'
  | 'STATIC_BROKER_CONFIG'
  | 'DEFAULT_CONFIG'
  | 'DYNAMIC_BROKER_LOGGER_CONFIG'
  | 'DYNAMIC_CLIENT_METRICS_CONFIG'
  | 'DYNAMIC_GROUP_CONFIG'
  | 'UNKNOWN';

/** What a value is; `UNKNOWN` before Kafka 2.6. */
export type ConfigType =
  'BOOLEAN' | 'STRING' | 'INT' | 'SHORT' | 'LONG' | 'DOUBLE' | 'LIST' | 'CLASS' | 'PASSWORD' | 'UNKNOWN';

/** A place that sets a configuration. */
export interface ConfigSynonym {
  /** Its name there: `log.retention.ms` for `retention.ms`. */
  readonly name: string;
  readonly value: string | null;
  readonly source: ConfigSource;
}

/** A configuration, and where its value comes from. */
export interface ConfigEntry {
  readonly name: string;
  /** Null when it is a secret, or has none. */
  readonly value: string | null;
  readonly source: ConfigSource;
  /** Whether nobody has set it. */
  readonly isDefault: boolean;
  /** Whether it is a secret: no broker tells its value. */
  readonly isSensitive: boolean;
  readonly isReadOnly: boolean;
  /** All places that set it, the one that counts first. Empty unless `includeSynonyms` was set. */
  readonly synonyms: readonly ConfigSynonym[];
  readonly type: ConfigType;
  /** What it is for; undefined unless `includeDocumentation` was set. */
  readonly documentation: string | undefined;
}

const SOURCES: Codes<Exclude<ConfigSource, 'UNKNOWN'>> = {
  DYNAMIC_TOPIC_CONFIG: 1,
  DYNAMIC_BROKER_CONFIG: 2,
  DYNAMIC_DEFAULT_BROKER_CONFIG: 3,
  STATIC_BROKER_CONFIG: 4,
  DEFAULT_CONFIG: 5,
  DYNAMIC_BROKER_LOGGER_CONFIG: 6,
  DYNAMIC_CLIENT_METRICS_CONFIG: 7,
  DYNAMIC_GROUP_CONFIG: 8,
};

const TYPES: Codes<Exclude<ConfigType, 'UNKNOWN'>> = {
  BOOLEAN: 1,
  STRING: 2,
  INT: 3,
  SHORT: 4,
  LONG: 5,
  DOUBLE: 6,
  LIST: 7,
  CLASS: 8,
  PASSWORD: 9,
};

type Told = DescribeConfigsResponse['results'][number];

/** What a broker tells of a resource, by the configurations' names. */
export function entriesOf({ resourceType, configs }: Told): ReadonlyMap<string, ConfigEntry> {
  return new Map(configs.map((told) => [told.name, entryOf(resourceType, told)]));
}

function entryOf(resourceType: number, told: Told['configs'][number]): ConfigEntry {
  const { name, value, readOnly, isSensitive, synonyms, configType, documentation } = told;
  const source = sourceOf(resourceType, told);
  return {
    name,
    value,
    source,
    isDefault: source === 'DEFAULT_CONFIG',
    isSensitive,
    isReadOnly: readOnly,
    synonyms: synonyms.map((each) => ({ name: each.name, value: each.value, source: nameOf(SOURCES, each.source) })),
    type: nameOf(TYPES, configType),
    documentation: documentation ?? undefined,
  };
}

/** Version 0 (before Kafka 1.1) says only whether it is the default. */
function sourceOf(resourceType: number, { configSource, isDefault }: Told['configs'][number]): ConfigSource {
  if (configSource >= 0) return nameOf(SOURCES, configSource);
  if (isDefault) return 'DEFAULT_CONFIG';
  if (resourceType === RESOURCE_TYPES.TOPIC) return 'DYNAMIC_TOPIC_CONFIG';
  return resourceType === RESOURCE_TYPES.BROKER ? 'STATIC_BROKER_CONFIG' : 'UNKNOWN';
}
