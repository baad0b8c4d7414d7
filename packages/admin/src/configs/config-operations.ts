import type { WaitOptions } from '@k/runtime';
import type { AdminCalls } from '../calls.ts';
import type { ResourceMap } from '../resource-map.ts';
import type { AlterConfigsOptions } from './alter-resources.ts';
import { alterConfigs, type ConfigReplacement } from './alter-configs.ts';
import type { ConfigEntry } from './config-entry.ts';
import type { ConfigResource, ConfigResourceType } from './config-resource.ts';
import { describeConfigs, type DescribeConfigsOptions } from './describe-configs.ts';
import { incrementalAlterConfigs, type ConfigAlteration } from './incremental-alter-configs.ts';
import { listConfigResources } from './list-config-resources.ts';

/** Configurations of topics, brokers, their loggers, groups, and of subscriptions to client metrics. */
export interface ConfigOperations {
  /**
   * All configurations of resources, by name, with where each comes from. Those of a broker are asked of that broker.
   * Needs Kafka 0.11.
   *
   *     const orders = { type: 'TOPIC', name: 'orders' };
   *     (await admin.describeConfigs([orders])).get(orders)?.get('retention.ms')?.value; // '604800000'
   *
   * @throws PartialResultError with UNKNOWN_TOPIC_OR_PARTITION, TOPIC_AUTHORIZATION_FAILED, INVALID_REQUEST …; ConfigError.
   *   [DescribeConfigs](https://kafka.apache.org/protocol#The_Messages_DescribeConfigs), KIP-133, KIP-226, KIP-569
   */
  describeConfigs(
    resources: readonly ConfigResource[],
    options?: DescribeConfigsOptions,
  ): Promise<ResourceMap<ConfigResource, ReadonlyMap<string, ConfigEntry>>>;
  /**
   * Changes some configurations of each resource and leaves the others. Of one resource all changes are made, or none. Other
   * brokers may take a moment to know them. A change may be sent twice when an answer is lost, which changes nothing more.
   * Needs Kafka 2.3; before, there is `alterConfigs()`.
   * @throws PartialResultError with INVALID_CONFIG, POLICY_VIOLATION, TOPIC_AUTHORIZATION_FAILED …; ConfigError, also when one
   *   configuration is to change in two ways.
   *   [IncrementalAlterConfigs](https://kafka.apache.org/protocol#The_Messages_IncrementalAlterConfigs), KIP-339
   */
  incrementalAlterConfigs(
    alterations: readonly ConfigAlteration[],
    options?: AlterConfigsOptions,
  ): Promise<ResourceMap<ConfigResource, undefined>>;
  /**
   * Replaces all configurations of each resource: what is not named goes back to its default. Only for brokers before Kafka
   * 2.3, which have no `incrementalAlterConfigs()`; needs Kafka 0.11. Who describes first and alters then undoes what others
   * did in between, and secrets, which are not told, are lost.
   * @throws PartialResultError as `incrementalAlterConfigs()`; ConfigError.
   *   [AlterConfigs](https://kafka.apache.org/protocol#The_Messages_AlterConfigs), KIP-133
   */
  alterConfigs(
    replacements: readonly ConfigReplacement[],
    options?: AlterConfigsOptions,
  ): Promise<ResourceMap<ConfigResource, undefined>>;
  /**
   * The resources that can have configurations. Needs Kafka 4.1; subscriptions to client metrics alone
   * (`['CLIENT_METRICS']`) are told from 3.7 on.
   * @param types - @default all
   * @throws ProtocolError CLUSTER_AUTHORIZATION_FAILED; ConfigError.
   *   [ListConfigResources](https://kafka.apache.org/protocol#The_Messages_ListConfigResources), KIP-1142, KIP-1000
   */
  listConfigResources(types?: readonly ConfigResourceType[], options?: WaitOptions): Promise<ConfigResource[]>;
  /**
   * The names of the subscriptions to client metrics (KIP-714). Needs Kafka 3.7. What a subscription asks for is told and
   * changed by `describeConfigs()` and `incrementalAlterConfigs()`, under the type `CLIENT_METRICS`.
   * @throws ProtocolError CLUSTER_AUTHORIZATION_FAILED. KIP-1000
   */
  listClientMetricsResources(options?: WaitOptions): Promise<string[]>;
}

export function configOperations(calls: AdminCalls): ConfigOperations {
  return {
    describeConfigs: (resources, options) => describeConfigs(calls, resources, options),
    incrementalAlterConfigs: (alterations, options) => incrementalAlterConfigs(calls, alterations, options),
    alterConfigs: (replacements, options) => alterConfigs(calls, replacements, options),
    listConfigResources: (types, options) => listConfigResources(calls, types, options),
    listClientMetricsResources: async (options) =>
      (await listConfigResources(calls, ['CLIENT_METRICS'], options)).map(({ name }) => name),
  };
}
