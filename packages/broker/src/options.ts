import { ConfigError, parseOptions, wrongArgument } from '@k/wire';
import type * as zod from 'zod';
import type { Clock, Random, ServerNetwork } from '@k/runtime';
import { checkStaticConfigs } from './config/static-configs.ts';
import { RELEASE_NAMES } from './release/release-ranges.ts';
import { isAtLeast, releaseOf, type PlayedRelease } from './release/releases.ts';
import type { TokenValidator } from './security/oauthbearer-server.ts';
import { schemaOf, withMethods, z } from '@k/runtime';
import { SASL_MECHANISMS, type SaslMechanismName } from './security/mechanisms.ts';
import { SERVER_ASSIGNOR_NAMES, type ServerAssignorName } from './group/consumer/assignors/assignor.ts';
import { MIGRATION_POLICIES, type MigrationPolicy } from './group/consumer/group-context.ts';

const MAX_INT32 = 0x7fffffff;
const positive = z.int().min(1).max(MAX_INT32);
const notNegative = z.int().min(0).max(MAX_INT32);
const pem = z.custom<string | Uint8Array>(
  (value) => (typeof value === 'string' || value instanceof Uint8Array) && value.length > 0,
  { message: 'expected a PEM text or its bytes' },
);

const isSet = (names: readonly string[]): boolean => new Set(names).size === names.length;

/** TLS of a listener: PEM texts or their bytes. */
export interface BrokerTlsOptions {
  /** The private key of `cert`, PEM. */
  readonly key: string | Uint8Array;
  /** [ssl.keystore] The broker's certificate with its chain, PEM. */
  readonly cert: string | Uint8Array;
  /** [ssl.truststore] Certificates of the authorities that clients' certificates may be signed by, PEM. */
  readonly ca?: string | Uint8Array | undefined;
  /** Opens `key`. */
  readonly passphrase?: string | undefined;
  /** [ssl.client.auth=required] Whether clients need a certificate signed by `ca`. @default false */
  readonly requestCert?: boolean | undefined;
}

/** SASL of a listener. */
export interface BrokerSaslOptions {
  /** [sasl.enabled.mechanisms] What clients may choose from. @default those that `users` or `validateToken` are for */
  readonly mechanisms?: SaslMechanismName[] | undefined;
  /** Passwords by user, for PLAIN and SCRAM. @default none */
  readonly users?: Record<string, string> | undefined;
  /** Iterations of SCRAM. @default 4096 */
  readonly scramIterations?: number | undefined;
  /**
   * Decides about OAUTHBEARER tokens: gives `{ principal, expiresAtMs? }` or throws.
   * @default an unsecured JWS with sub and exp, as Kafka's own default
   */
  readonly validateToken?: TokenValidator | undefined;
  /** [connections.max.reauth.ms] A session ends so many ms after authentication (KIP-368). 0: never. @default 0 */
  readonly maxReauthMs?: number | undefined;
}

/** One address of each node, with its protection: PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL. */
export interface BrokerListenerOptions {
  /** [listeners] What it is called. @default PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL, as it is protected */
  readonly name?: string | undefined;
  /** Address to bind. @default the broker's `host` */
  readonly host?: string | undefined;
  /** Port of the first node; the next nodes take the next ports. 0: free ones are picked. @default 0 */
  readonly port?: number | undefined;
  /** [advertised.listeners] Host that clients are told. @default the broker's `advertisedHost` */
  readonly advertisedHost?: string | undefined;
  /** TLS, with PEM texts. Without it the listener is in plain text. */
  readonly tls?: BrokerTlsOptions | undefined;
  /** Who may come in. Without it anybody may. */
  readonly sasl?: BrokerSaslOptions | undefined;
}

/** Who may do what (Kafka: StandardAuthorizer). The rules (ACLs) themselves come by CreateAcls. */
export interface BrokerAuthorizerOptions {
  /** [super.users] Who may do everything, e.g. `['User:admin']`; `User:ANONYMOUS` is whoever comes in without a name. @default none */
  readonly superUsers?: string[] | undefined;
  /** [allow.everyone.if.no.acl.found] Whether everybody may do what no rule is about. @default false */
  readonly allowEveryoneIfNoAclFound?: boolean | undefined;
}

/** Delegation tokens (KIP-48): who has one logs in as its owner, by SCRAM. */
export interface BrokerDelegationTokenOptions {
  /** [delegation.token.secret.key] What the HMACs of tokens are made with. @default 'secret' */
  readonly secretKey?: string | undefined;
  /** [delegation.token.max.lifetime.ms] How long a token can live, however often it is renewed. @default 604_800_000 */
  readonly maxLifetimeMs?: number | undefined;
  /** [delegation.token.expiry.time.ms] How long it lives without being renewed. @default 86_400_000 */
  readonly expiryTimeMs?: number | undefined;
  /** [delegation.token.expiry.check.interval.ms] After how many ms again expired ones are taken away. @default 3_600_000 */
  readonly expiryCheckIntervalMs?: number | undefined;
}

/** The options of {@link createBroker}. Names in [brackets] are Kafka's own. */
export interface BrokerOptions {
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
  /** [broker.rack] The rack of each node, by id. @default none */
  readonly racks?: string[] | undefined;
  /**
   * [replica.selector.class] 'rack-aware' sends consumers that name their rack to a follower in it (KIP-392).
   * @default none: they read from leaders
   */
  readonly replicaSelector?: 'rack-aware' | undefined;
  /** [authorizer.class.name] Switches access control on. @default none: nobody is refused, and ACLs are SECURITY_DISABLED */
  readonly authorizer?: BrokerAuthorizerOptions | undefined;
  /** Switches delegation tokens on. @default none: asking for them is DELEGATION_TOKEN_AUTH_DISABLED */
  readonly delegationTokens?: BrokerDelegationTokenOptions | undefined;
  /**
   * Whether clients are asked for metrics and may push them (KIP-714), as by a Kafka with a receiver of telemetry. They push
   * what there is a subscription for, which IncrementalAlterConfigs makes; it is in `broker.telemetry`. @default false
   */
  readonly telemetry?: boolean | undefined;
  /** [cluster.id] 22 characters of base64url. @default random */
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
  /** [default.replication.factor] Replicas of a partition. @default 3, or the number of nodes when that is less */
  readonly defaultReplicationFactor?: number | undefined;
  /**
   * How many ms a replica takes to copy its log when a reassignment brings it to a node, or when it goes to another directory.
   * @default 0
   */
  readonly replicaCopyMs?: number | undefined;
  /**
   * [auto.leader.rebalance.enable] Whether leadership goes back to preferred replicas by itself; without, a node that comes
   * back leads what nobody leads, and what ElectLeaders gives it.
   * @default false
   */
  readonly autoLeaderRebalance?: boolean | undefined;
  /** [leader.imbalance.check.interval.seconds] After how many ms that is looked after again. @default 300_000 */
  readonly leaderImbalanceCheckIntervalMs?: number | undefined;
  /** [log.dirs] The directories that nodes say their replicas are in. Nothing is written there. @default ['/tmp/kafka-logs'] */
  readonly logDirs?: string[] | undefined;
  /** The size that each directory's volume is said to have, in bytes (KIP-827). @default 1_099_511_627_776 */
  readonly logDirBytes?: number | undefined;
  /**
   * Further settings of the brokers by Kafka's names, as in server.properties, e.g. `{ 'log.retention.ms': 60_000 }`: what
   * topics have that do not set it themselves, and what DescribeConfigs tells. Those with an option of their own are not
   * taken here. @default none
   */
  readonly configs?: Readonly<Record<string, string | number | boolean>> | undefined;
  /**
   * [message.max.bytes] Largest record batch in bytes, overridden by a topic's max.message.bytes.
   * @default 1048588; as a version before 2.8, 1000012
   */
  readonly messageMaxBytes?: number | undefined;
  /** [socket.request.max.bytes] A request of more bytes closes the connection. @default 104_857_600 */
  readonly maxRequestBytes?: number | undefined;
  /** [fetch.max.bytes] Most bytes that one fetch returns. @default 57_671_680 */
  readonly fetchMaxBytes?: number | undefined;
  /** [max.incremental.fetch.session.cache.slots] Most fetch sessions (KIP-227) of a node. @default 1_000 */
  readonly maxIncrementalFetchSessionCacheSlots?: number | undefined;
  /**
   * [group.initial.rebalance.delay.ms] How many milliseconds the first rebalance of an empty group waits for more members.
   * @default 0
   */
  readonly groupInitialRebalanceDelayMs?: number | undefined;
  /** [group.min.session.timeout.ms] Shortest session, in milliseconds, that a member may ask for. @default 6_000 */
  readonly groupMinSessionTimeoutMs?: number | undefined;
  /**
   * [group.max.session.timeout.ms] Longest session, in milliseconds, that a member may ask for.
   * @default 1800000; as version 0.9 30000, as 0.10.2 to 1.1 300000
   */
  readonly groupMaxSessionTimeoutMs?: number | undefined;
  /** [group.max.size] Most members of a group. @default 2_147_483_647 */
  readonly groupMaxSize?: number | undefined;
  /**
   * [group.consumer.session.timeout.ms] A member of a consumer group (KIP-848) that sends nothing for so many milliseconds is
   * taken out. @default 45_000
   */
  readonly groupConsumerSessionTimeoutMs?: number | undefined;
  /** [group.consumer.heartbeat.interval.ms] After how many milliseconds such a member is to send again. @default 5_000 */
  readonly groupConsumerHeartbeatIntervalMs?: number | undefined;
  /** [group.consumer.max.size] Most members of a consumer group. @default 2_147_483_647 */
  readonly groupConsumerMaxSize?: number | undefined;
  /** [group.consumer.assignors] Those that members may ask for; the first is the default. @default ['uniform', 'range'] */
  readonly groupConsumerAssignors?: ServerAssignorName[] | undefined;
  /**
   * [group.consumer.assignment.interval.ms] The assignment of a group is not made anew sooner, in milliseconds: Kafka 4.3 has
   * 1000 by default, older ones no such limit. @default 0
   */
  readonly groupConsumerAssignmentIntervalMs?: number | undefined;
  /**
   * [group.consumer.regex.refresh.interval.ms] After how many milliseconds regular expressions are matched anew though no
   * topic came. @default 600_000
   */
  readonly groupConsumerRegexRefreshIntervalMs?: number | undefined;
  /**
   * [group.consumer.migration.policy] Whether a group with members in it may go from the classic to the consumer protocol
   * (upgrade), and back (downgrade). @default 'bidirectional'
   */
  readonly groupConsumerMigrationPolicy?: MigrationPolicy | undefined;
  /** [offset.metadata.max.bytes] Longest text, in bytes, that is kept with a committed offset. @default 4_096 */
  readonly offsetMetadataMaxBytes?: number | undefined;
  /**
   * [offsets.retention.minutes] How many ms the offsets of a group are kept when it has no members, and those of a
   * topic that no member subscribed to. It is looked after ten minutes again, or as soon as it says where that is shorter.
   * @default 604_800_000
   */
  readonly offsetsRetentionMs?: number | undefined;
  /** [transaction.max.timeout.ms] Longest time, in milliseconds, that a transaction may be open. @default 900_000 */
  readonly transactionMaxTimeoutMs?: number | undefined;
  /** [transactional.id.expiration.ms] A transactional id that was not used for so many ms is forgotten. @default 604_800_000 */
  readonly transactionalIdExpirationMs?: number | undefined;
  /** [transaction.two.phase.commit.enable] Whether transactions may be without a time limit (KIP-939). @default false */
  readonly transactionTwoPhaseCommit?: boolean | undefined;
  /** Where the nodes listen. @default TCP */
  readonly network?: ServerNetwork | undefined;
  /** What time it is, and timers. @default Node's */
  readonly clock?: Clock | undefined;
  /** Where chance comes from. @default Node's */
  readonly random?: Random | undefined;
}

/** The checks and defaults of {@link BrokerListenerOptions}. */
const listenerSchema = z.strictObject({
  name: z.string().min(1).optional(),
  host: z.string().min(1).optional(),
  port: z.int().min(0).max(65535).default(0),
  advertisedHost: z.string().min(1).optional(),
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
      mechanisms: z.array(z.enum(SASL_MECHANISMS)).min(1).optional(),
      users: z.record(z.string().min(1), z.string().min(1)).default({}),
      scramIterations: z.int().min(4096).max(16384).default(4096),
      validateToken: z
        .custom<TokenValidator>((value) => typeof value === 'function', { message: 'expected a function' })
        .optional(),
      maxReauthMs: notNegative.default(0),
    })
    .optional(),
});

/** The checks and defaults of {@link BrokerOptions}. */
export const brokerOptionsSchema = schemaOf<BrokerOptions>()(
  z.strictObject({
    host: z.string().min(1).default('127.0.0.1'),
    port: z.int().min(0).max(65535).default(0),
    advertisedHost: z.string().min(1).optional(),
    listeners: z.array(listenerSchema).min(1).optional(),
    nodes: z.int().min(1).max(100).default(1),
    racks: z.array(z.string().min(1)).optional(),
    replicaSelector: z.literal('rack-aware').optional(),
    authorizer: z
      .strictObject({
        superUsers: z.array(z.string().regex(/^[^:]+:/, 'expected a principal such as User:admin')).default([]),
        allowEveryoneIfNoAclFound: z.boolean().default(false),
      })
      .optional(),
    delegationTokens: z
      .strictObject({
        secretKey: z.string().min(1).default('secret'),
        maxLifetimeMs: z.int().min(1).default(604_800_000),
        expiryTimeMs: z.int().min(1).default(86_400_000),
        expiryCheckIntervalMs: z.int().min(1).default(3_600_000),
      })
      .optional(),
    telemetry: z.boolean().default(false),
    clusterId: z.string().min(1).optional(),
    asVersion: z.enum(RELEASE_NAMES).optional(),
    emptyUntilFirstTopic: z.boolean().optional(),
    autoCreateTopics: z.boolean().default(true),
    defaultPartitions: positive.default(1),
    defaultReplicationFactor: positive.optional(),
    replicaCopyMs: notNegative.default(0),
    autoLeaderRebalance: z.boolean().default(false),
    leaderImbalanceCheckIntervalMs: positive.default(300_000),
    logDirs: z
      .array(z.string().min(1))
      .min(1)
      .refine(isSet, { message: 'expected each directory once' })
      .default(['/tmp/kafka-logs']),
    logDirBytes: z.int().min(0).default(1_099_511_627_776),
    configs: z.record(z.string().min(1), z.union([z.string(), z.number(), z.boolean()])).default({}),
    messageMaxBytes: notNegative.optional(),
    maxRequestBytes: positive.default(104_857_600),
    fetchMaxBytes: positive.default(57_671_680),
    maxIncrementalFetchSessionCacheSlots: notNegative.default(1_000),
    groupInitialRebalanceDelayMs: notNegative.default(0),
    groupMinSessionTimeoutMs: notNegative.default(6_000),
    groupMaxSessionTimeoutMs: notNegative.optional(),
    groupMaxSize: positive.default(MAX_INT32),
    groupConsumerSessionTimeoutMs: positive.default(45_000),
    groupConsumerHeartbeatIntervalMs: positive.default(5_000),
    groupConsumerMaxSize: positive.default(MAX_INT32),
    groupConsumerAssignors: z.array(z.enum(SERVER_ASSIGNOR_NAMES)).min(1).default(['uniform', 'range']),
    groupConsumerAssignmentIntervalMs: notNegative.default(0),
    groupConsumerRegexRefreshIntervalMs: positive.default(600_000),
    groupConsumerMigrationPolicy: z.enum(MIGRATION_POLICIES).default('bidirectional'),
    offsetMetadataMaxBytes: notNegative.default(4_096),
    offsetsRetentionMs: positive.default(604_800_000),
    transactionMaxTimeoutMs: positive.default(900_000),
    transactionalIdExpirationMs: positive.default(604_800_000),
    transactionTwoPhaseCommit: z.boolean().default(false),
    network: withMethods<ServerNetwork>('listen').optional(),
    clock: withMethods<Clock>('now', 'monotonic', 'setTimeout', 'clearTimeout').optional(),
    random: withMethods<Random>('next', 'bytes').optional(),
  }),
);

type Parsed = zod.output<typeof brokerOptionsSchema>;
type ParsedListener = zod.output<typeof listenerSchema>;

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
    // Those of SCRAM may come at run time.
    if (name === 'PLAIN' && !hasUsers) {
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
