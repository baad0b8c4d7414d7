import { CONFIG_SOURCES, type ConfigSource, type ConfigSynonym } from './broker-configs.ts';
import { CONFIG_TYPES, type ConfigKey, type ConfigType } from './config-key.ts';

/** A setting as it is told. */
export interface DescribedConfig {
  readonly name: string;
  /** Null: a secret, or there is none. */
  readonly value: string | null;
  readonly readOnly: boolean;
  readonly source: ConfigSource;
  readonly isSensitive: boolean;
  /** All places that set it, first the one that counts. */
  readonly synonyms: readonly ConfigSynonym[];
  readonly type: ConfigType;
  readonly documentation: string | null;
}

/** What of a setting is told for the asking. */
export interface DescribeTerms {
  readonly version: number;
  readonly includeSynonyms: boolean;
  readonly includeDocumentation: boolean;
}

/** A setting as DescribeConfigs has it. */
export interface ConfigAnswer {
  readonly name: string;
  readonly value: string | null;
  readonly readOnly: boolean;
  readonly isDefault?: boolean;
  readonly configSource?: number;
  readonly isSensitive: boolean;
  readonly synonyms: { readonly name: string; readonly value: string | null; readonly source: number }[];
  readonly configType: number;
  readonly documentation: string | null;
}

export function configAnswer(config: DescribedConfig, terms: DescribeTerms): ConfigAnswer {
  const { name, value, readOnly, source, isSensitive, synonyms, type, documentation } = config;
  return {
    name,
    value,
    readOnly,
    ...(terms.version === 0 ? { isDefault: source === 'default' } : { configSource: CONFIG_SOURCES[source] }),
    isSensitive,
    synonyms: terms.includeSynonyms
      ? synonyms.map((synonym) => ({ ...synonym, source: CONFIG_SOURCES[synonym.source] }))
      : [],
    configType: CONFIG_TYPES[type],
    documentation: terms.includeDocumentation ? documentation : null,
  };
}

/** A secret, or something of which it is not known that it is none: its value is never told. Kafka: KafkaConfig.maybeSensitive. */
export function isSensitive(key: ConfigKey | undefined): boolean {
  return key === undefined || key.type === 'password';
}
