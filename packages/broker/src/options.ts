import { ConfigError, parseOptions } from '@k/wire';
import { z } from 'zod';
import type { Clock, Random, ServerNetwork } from '@k/runtime';
import { RELEASE_NAMES } from './release/release-ranges.ts';
import { isAtLeast, releaseOf, type PlayedRelease } from './release/releases.ts';
import type { TokenValidator } from './security/oauthbearer-server.ts';
import { withMethods } from '@k/runtime';
import { SASL_MECHANISMS, type SaslMechanismName } from './security/mechanisms.ts';

const MAX_INT32 = 0x7fffffff;
const positive = z.int().min(1).max(MAX_INT32);
const notNegative = z.int().min(0).max(MAX_INT32);
const pem = z.custom<string | Uint8Array>(
  (value) => (typeof value === 'string' || value instanceof Uint8Array) && value.length > 0,
  { message: 'expected a PEM text or its bytes' },
);

/** One address of each node, with its protection: PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL. */
const listenerSchema = z.strictObject({
  /** [listeners] Default: PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL, as it is protected. */
  name: z.string().min(1).optional(),
  /** Address to bind. Default: the broker's `host`. */
  host: z.string().min(1).optional(),
  /** Port of the first node; the next nodes take the next ports. 0: free ones are picked. */
  port: z.int().min(0).max(65535).default(0),
  /** [advertised.listeners] Default: the broker's `advertisedHost`. */
  advertisedHost: z.string().min(1).optional(),
  /** PEM texts. `requestCert`: clients need a certificate signed by `ca` [ssl.client.auth=required]. */
  tls: z
    .strictObject({
      key: pem,
      cert: pem,
      ca: pem.optional(),
      passphrase: z.string().optional(),
      requestCert: z.boolean().default(false),
    })
    .optional(),
  sasl: z
    .strictObject({
      /** [sasl.enabled.mechanisms] Default: those that `users` or `validateToken` are for. */
      mechanisms: z.array(z.enum(SASL_MECHANISMS)).min(1).optional(),
      /** Passwords by user, for PLAIN and SCRAM. */
      users: z.record(z.string().min(1), z.string().min(1)).default({}),
      /** Iterations of SCRAM. */
      scramIterations: z.int().min(4096).max(16384).default(4096),
      /** Decides about OAUTHBEARER tokens. Default: an unsecured JWS with sub and exp, as Kafka's own default. */
      validateToken: z
        .custom<TokenValidator>((value) => typeof value === 'function', { message: 'expected a function' })
        .optional(),
      /** [connections.max.reauth.ms] A session ends so many ms after authentication (KIP-368). 0: never. */
      maxReauthMs: notNegative.default(0),
    })
    .optional(),
});

/** The options of {@link createBroker}; every one has a default. Names in [brackets] are Kafka's own. */
export const brokerOptionsSchema = z.strictObject({
  /** Address to bind. */
  host: z.string().min(1).default('127.0.0.1'),
  /** Port of the first node; the next nodes take the next ports. 0: free ones are picked. */
  port: z.int().min(0).max(65535).default(0),
  /** [advertised.listeners] Host that clients are told. Default: `host`, or localhost when that is a wildcard. */
  advertisedHost: z.string().min(1).optional(),
  /** Instead of one PLAINTEXT listener at `port`; the first is that of `bootstrapServers`. */
  listeners: z.array(listenerSchema).min(1).optional(),
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
type ParsedListener = z.output<typeof listenerSchema>;

/** One listener, checked and complete. */
export interface ListenerSettings extends Omit<ParsedListener, 'sasl'> {
  readonly name: string;
  readonly host: string;
  readonly advertisedHost: string;
  readonly sasl?: Omit<NonNullable<ParsedListener['sasl']>, 'mechanisms'> & {
    readonly mechanisms: readonly SaslMechanismName[];
  };
}

/** The options, checked and complete. */
export interface BrokerSettings extends Omit<Parsed, 'network' | 'clock' | 'random' | 'listeners'> {
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
  return {
    settings: {
      ...rest,
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

/** A wildcard can be bound but not connected to. */
function connectable(host: string): string {
  return ['0.0.0.0', '::'].includes(host) ? 'localhost' : host;
}

function listenersOf(options: Omit<Parsed, 'network' | 'clock' | 'random'>): ListenerSettings[] {
  const { host, port, advertisedHost, asVersion, listeners } = options;
  if (listeners !== undefined && port !== 0) {
    throw new ConfigError('createBroker: option "port" is that of the one listener there is without "listeners"');
  }
  const seen = new Set<string>();
  return (listeners ?? [{ port }]).map((listener: ParsedListener): ListenerSettings => {
    const { sasl, tls } = listener;
    const protocol = `${sasl === undefined ? '' : 'SASL_'}${tls === undefined ? 'PLAINTEXT' : 'SSL'}`;
    const name = listener.name ?? protocol;
    if (seen.has(name)) throw new ConfigError(`createBroker: two listeners are named ${name}: give each a "name"`);
    seen.add(name);
    const bound = listener.host ?? host;
    const told = listener.advertisedHost ?? (listener.host === undefined ? advertisedHost : undefined);
    if (tls !== undefined) checkAge(asVersion, '0.9', 'TLS');
    return {
      name,
      host: bound,
      port: listener.port,
      advertisedHost: told ?? connectable(bound),
      ...(tls === undefined ? {} : { tls }),
      ...(sasl === undefined ? {} : { sasl: { ...sasl, mechanisms: mechanismsOf(name, sasl, asVersion) } }),
    };
  });
}

function mechanismsOf(
  listener: string,
  sasl: NonNullable<ParsedListener['sasl']>,
  asVersion: PlayedRelease | undefined,
): readonly SaslMechanismName[] {
  const hasUsers = Object.keys(sasl.users).length > 0;
  const mechanisms =
    sasl.mechanisms ??
    SASL_MECHANISMS.filter((name) =>
      name === 'OAUTHBEARER' ? sasl.validateToken !== undefined : hasUsers && isThere(name, asVersion),
    );
  if (mechanisms.length === 0) {
    throw new ConfigError(`createBroker: listener ${listener} has SASL but neither "mechanisms" nor "users"`);
  }
  for (const name of mechanisms) {
    if (!isThere(name, asVersion)) checkAge(asVersion, FIRST_RELEASE[name], name);
    if (name !== 'OAUTHBEARER' && !hasUsers) {
      throw new ConfigError(`createBroker: listener ${listener} has ${name} but no "users"`);
    }
  }
  if (sasl.maxReauthMs > 0) checkAge(asVersion, '2.4', 'maxReauthMs');
  return mechanisms;
}

/** The first of the releases that can be played to have each. */
const FIRST_RELEASE: Record<SaslMechanismName, PlayedRelease> = {
  PLAIN: '0.10.2',
  'SCRAM-SHA-256': '0.10.2',
  'SCRAM-SHA-512': '0.10.2',
  OAUTHBEARER: '2.4',
};

function isThere(mechanism: SaslMechanismName, asVersion: PlayedRelease | undefined): boolean {
  return asVersion === undefined || isAtLeast(asVersion, FIRST_RELEASE[mechanism]);
}

function checkAge(asVersion: PlayedRelease | undefined, since: PlayedRelease, what: string): void {
  if (asVersion !== undefined && !isAtLeast(asVersion, since)) {
    throw new ConfigError(`createBroker: Kafka ${asVersion} has no ${what}: it takes "asVersion" ${since} or newer`);
  }
}
