import { parseOptions, wrongArgument } from '@k/wire';
import type * as zod from 'zod';
import { schemaOf, withMethods, z, type Clock, type Random, type ServerNetwork } from '@k/runtime';
import { checkStaticConfigs } from './config/static-configs.ts';
import { checkAge } from './options/check-age.ts';
import { groupFields, type BrokerGroupOptions } from './options/group-options.ts';
import { listenerSchema, type BrokerListenerOptions } from './options/listener-options.ts';
import { connectable, listenersOf, type ListenerSettings } from './options/listener-settings.ts';
import { logFields, type BrokerLogOptions } from './options/log-options.ts';
import { positive } from './options/numbers.ts';
import { replicaFields, type BrokerReplicaOptions } from './options/replica-options.ts';
import { securityFields, type BrokerSecurityOptions } from './options/security-options.ts';
import { storageFields, type BrokerStorageOptions } from './options/storage-options.ts';
import { topicsSchema, type BrokerTopicOptions } from './options/topic-options.ts';
import { transactionFields, type BrokerTransactionOptions } from './options/transaction-options.ts';
import { RELEASE_NAMES } from './release/release-ranges.ts';
import { releaseOf, type PlayedRelease } from './release/releases.ts';

/** The options of {@link createBroker}. Names in [brackets] are Kafka's own. */
export interface BrokerOptions
  extends
    BrokerSecurityOptions,
    BrokerReplicaOptions,
    BrokerLogOptions,
    BrokerStorageOptions,
    BrokerGroupOptions,
    BrokerTransactionOptions {
  /** Address to bind. @default '127.0.0.1' */
  readonly host?: string | undefined;
  /** Port of the first node; the next nodes take the next ports. 0: free ones are picked. @default 0 */
  readonly port?: number | undefined;
  /** [advertised.listeners] Host that clients are told. @default `host`, or localhost when that is a wildcard */
  readonly advertisedHost?: string | undefined;
  /** Instead of one PLAINTEXT listener at `port`; the first is that of `bootstrapServers`. @default one PLAINTEXT at `port` */
  readonly listeners?: BrokerListenerOptions[] | undefined;
  /** Brokers in this cluster; their ids are 0 to nodes - 1. @default 1 */
  readonly nodes?: number | undefined;
  /**
   * Whether clients are asked for metrics and may push them (KIP-714), as by a Kafka with a receiver of telemetry. They push
   * what there is a subscription for, which IncrementalAlterConfigs makes; it is in `broker.telemetry`. @default false
   */
  readonly telemetry?: boolean | undefined;
  /** [cluster.id] Any text; those that Kafka makes are 22 characters of base64url. @default random */
  readonly clusterId?: string | undefined;
  /**
   * The release of Kafka to play: the versions it takes, how it treats those it does not, and its habits.
   * @default none: every version that is implemented is served, otherwise as Kafka 4.4
   */
  readonly asVersion?: PlayedRelease | undefined;
  /**
   * Metadata names no broker before the first topic is made.
   * @default true as version 0.8.2, which does so, else false
   */
  readonly emptyUntilFirstTopic?: boolean | undefined;
  /** [auto.create.topics.enable] Whether Metadata makes topics that are asked for. @default true */
  readonly autoCreateTopics?: boolean | undefined;
  /** [num.partitions] Partitions of a topic that is made without a number of them. @default 1 */
  readonly defaultPartitions?: number | undefined;
  /**
   * Topics that are there when `createBroker` resolves: a number of partitions, or what `createTopic` takes and the records
   * that are in it. A topic that is there already, from a directory of data, is left as it is. @default none
   */
  readonly topics?: Readonly<Record<string, number | BrokerTopicOptions>> | undefined;
  /**
   * Whether its ports, connections and timers keep the process alive until `close()`, as a server's do. Without, a test that
   * does not close its broker ends by itself. A `network` or `clock` of your own does as it likes. @default false
   */
  readonly keepProcessAlive?: boolean | undefined;
  /** Where the nodes listen. @default TCP */
  readonly network?: ServerNetwork | undefined;
  /** What time it is, and timers. @default Node's */
  readonly clock?: Clock | undefined;
  /** Where chance comes from. @default Node's */
  readonly random?: Random | undefined;
}

/** The checks and defaults of {@link BrokerOptions}. */
export const brokerOptionsSchema = schemaOf<BrokerOptions>()(
  z.strictObject({
    host: z.string().min(1).default('127.0.0.1'),
    port: z.int().min(0).max(65535).default(0),
    advertisedHost: z.string().min(1).optional(),
    listeners: z.array(listenerSchema).min(1).optional(),
    nodes: z.int().min(1).max(100).default(1),
    telemetry: z.boolean().default(false),
    clusterId: z.string().min(1).optional(),
    asVersion: z.enum(RELEASE_NAMES).optional(),
    emptyUntilFirstTopic: z.boolean().optional(),
    autoCreateTopics: z.boolean().default(true),
    defaultPartitions: positive.default(1),
    topics: topicsSchema.default({}),
    keepProcessAlive: z.boolean().default(false),
    network: withMethods<ServerNetwork>('listen').optional(),
    clock: withMethods<Clock>('now', 'monotonic', 'setTimeout', 'clearTimeout').optional(),
    random: withMethods<Random>('next', 'bytes').optional(),
    ...securityFields,
    ...replicaFields,
    ...logFields,
    ...storageFields,
    ...groupFields,
    ...transactionFields,
  }),
);

type Parsed = zod.output<typeof brokerOptionsSchema>;

/** The options, checked and complete. */
export interface BrokerSettings extends Omit<Parsed, 'network' | 'clock' | 'random' | 'listeners' | 'configs'> {
  readonly configs: Readonly<Record<string, string>>;
  readonly listeners: readonly ListenerSettings[];
  readonly advertisedHost: string;
  readonly messageMaxBytes: number;
  readonly groupMaxSessionTimeoutMs: number;
  readonly emptyUntilFirstTopic: boolean;
  readonly defaultReplicationFactor: number;
}

/** @throws ConfigError naming every wrong option. */
export function parseBrokerOptions(input: BrokerOptions): {
  settings: BrokerSettings;
  network: ServerNetwork | undefined;
  clock: Clock | undefined;
  random: Random | undefined;
} {
  const { network, clock, random, ...rest } = parseOptions('createBroker', brokerOptionsSchema, input);
  const release = rest.asVersion === undefined ? undefined : releaseOf(rest.asVersion);
  if (rest.racks !== undefined && rest.racks.length !== rest.nodes) {
    throw wrongArgument('createBroker', 'option "racks"', `one for each of ${String(rest.nodes)} nodes`, rest.racks);
  }
  if (input.flush !== undefined && rest.dataDir === undefined) {
    throw wrongArgument('createBroker', 'option "flush"', 'nothing without "dataDir"', input.flush);
  }
  if (rest.replicaSelector !== undefined) checkAge(rest.asVersion, '2.4', 'replicaSelector');
  if (rest.telemetry) checkAge(rest.asVersion, '3.9', 'telemetry of clients');
  const configs = Object.fromEntries(Object.entries(rest.configs).map(([name, value]) => [name, String(value)]));
  checkStaticConfigs(configs, rest.asVersion);
  return {
    settings: {
      ...rest,
      configs,
      listeners: listenersOf(rest),
      messageMaxBytes: rest.messageMaxBytes ?? release?.defaults.messageMaxBytes ?? 1_048_588,
      groupMaxSessionTimeoutMs:
        rest.groupMaxSessionTimeoutMs ?? release?.defaults.groupMaxSessionTimeoutMs ?? 1_800_000,
      emptyUntilFirstTopic: rest.emptyUntilFirstTopic ?? release?.emptyUntilFirstTopic ?? false,
      advertisedHost: rest.advertisedHost ?? connectable(rest.host),
      defaultReplicationFactor: rest.defaultReplicationFactor ?? Math.min(3, rest.nodes),
    },
    network,
    clock,
    random,
  };
}
