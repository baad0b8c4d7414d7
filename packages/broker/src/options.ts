import { parseOptions } from '@k/wire';
import { z } from 'zod';
import type { Clock, Random, ServerNetwork } from './net/transport.ts';
import { RELEASE_NAMES, releaseOf } from './release/releases.ts';

const MAX_INT32 = 0x7fffffff;
const positive = z.int().min(1).max(MAX_INT32);
const notNegative = z.int().min(0).max(MAX_INT32);
/** An object with these methods, given by the user as it is. */
const withMethods = <T>(...names: string[]) =>
  z.custom<T>(
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      names.every((name) => typeof (value as Record<string, unknown>)[name] === 'function'),
    { message: `expected an object with the methods ${names.join(', ')}` },
  );

/** The options of {@link createBroker}; every one has a default. Names in [brackets] are Kafka's own. */
export const brokerOptionsSchema = z.strictObject({
  /** Address to bind. */
  host: z.string().min(1).default('127.0.0.1'),
  /** Port of the first node; the next nodes take the next ports. 0: free ones are picked. */
  port: z.int().min(0).max(65535).default(0),
  /** [advertised.listeners] Host that clients are told. Default: `host`, or localhost when that is a wildcard. */
  advertisedHost: z.string().min(1).optional(),
  /** Brokers in this cluster; their ids are 0 to nodes - 1. */
  nodes: z.int().min(1).max(100).default(1),
  /** [cluster.id] 22 characters of base64url. Default: random. */
  clusterId: z.string().min(1).optional(),
  /**
   * The release of Kafka to play: the versions it takes, how it treats those it does not, and its habits. Default: none;
   * every version that is implemented is served, otherwise as Kafka 4.3.
   */
  asVersion: z.enum(RELEASE_NAMES).optional(),
  /** Metadata names no broker before the first topic is made. Default: true as version 0.8.2, which does so, else false. */
  emptyUntilFirstTopic: z.boolean().optional(),
  /** [auto.create.topics.enable] Whether Metadata makes topics that are asked for. */
  autoCreateTopics: z.boolean().default(true),
  /** [num.partitions] */
  defaultPartitions: positive.default(1),
  /** [default.replication.factor] Default: 3, or the number of nodes when that is less. */
  defaultReplicationFactor: positive.optional(),
  /**
   * [message.max.bytes] Largest record batch, overridden by a topic's max.message.bytes. Default: 1048588; as a version
   * before 2.8, 1000012.
   */
  messageMaxBytes: notNegative.optional(),
  /** [socket.request.max.bytes] A larger request closes the connection. */
  maxRequestBytes: positive.default(104_857_600),
  /** [fetch.max.bytes] Upper limit of what one fetch returns. */
  fetchMaxBytes: positive.default(57_671_680),
  /** [group.initial.rebalance.delay.ms] How long the first rebalance of an empty group waits for more members. */
  groupInitialRebalanceDelayMs: notNegative.default(0),
  /** [group.min.session.timeout.ms] */
  groupMinSessionTimeoutMs: notNegative.default(6_000),
  /** [group.max.session.timeout.ms] Default: 1800000; as version 0.9 30000, as 0.10.2 to 1.1 300000. */
  groupMaxSessionTimeoutMs: notNegative.optional(),
  /** [group.max.size] */
  groupMaxSize: positive.default(MAX_INT32),
  /** [offset.metadata.max.bytes] */
  offsetMetadataMaxBytes: notNegative.default(4_096),
  /** Where the nodes listen. Default: TCP. */
  network: withMethods<ServerNetwork>('listen').optional(),
  /** Default: Node's. */
  clock: withMethods<Clock>('now', 'monotonic', 'setTimeout', 'clearTimeout').optional(),
  /** Default: Node's. */
  random: withMethods<Random>('next', 'bytes').optional(),
});

export type BrokerOptions = z.input<typeof brokerOptionsSchema>;

type Parsed = z.output<typeof brokerOptionsSchema>;

/** The options, checked and complete. */
export interface BrokerSettings extends Omit<Parsed, 'network' | 'clock' | 'random'> {
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
  return {
    settings: {
      ...rest,
      messageMaxBytes: rest.messageMaxBytes ?? release?.defaults.messageMaxBytes ?? 1_048_588,
      groupMaxSessionTimeoutMs:
        rest.groupMaxSessionTimeoutMs ?? release?.defaults.groupMaxSessionTimeoutMs ?? 1_800_000,
      emptyUntilFirstTopic: rest.emptyUntilFirstTopic ?? release?.emptyUntilFirstTopic ?? false,
      // A wildcard can be bound but not connected to.
      advertisedHost: rest.advertisedHost ?? (['0.0.0.0', '::'].includes(rest.host) ? 'localhost' : rest.host),
      defaultReplicationFactor: rest.defaultReplicationFactor ?? Math.min(3, rest.nodes),
    },
    network,
    clock,
    random,
  };
}
