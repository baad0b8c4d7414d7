import { ConfigError, nearest } from '@k/wire';
import type { PlayedRelease } from '../release/releases.ts';
import { brokerKeysOf } from './broker-keys.ts';
import { valueProblem } from './config-key.ts';
import type { ConfigValues } from './config-values.ts';

/** The options that are settings of Kafka's. */
interface StaticOptions {
  readonly asVersion?: PlayedRelease | undefined;
  readonly racks?: readonly string[] | undefined;
  /** Undefined: nobody is refused. */
  readonly authorizer?: unknown;
  readonly configs: Readonly<Record<string, string>>;
  readonly autoCreateTopics: boolean;
  readonly autoLeaderRebalance: boolean;
  readonly defaultPartitions: number;
  readonly defaultReplicationFactor: number;
  readonly fetchMaxBytes: number;
  readonly groupConsumerAssignmentIntervalMs: number;
  readonly groupConsumerAssignors: readonly string[];
  readonly groupConsumerHeartbeatIntervalMs: number;
  readonly groupConsumerMaxSize: number;
  readonly groupConsumerMigrationPolicy: string;
  readonly groupConsumerRegexRefreshIntervalMs: number;
  readonly groupConsumerSessionTimeoutMs: number;
  readonly groupInitialRebalanceDelayMs: number;
  readonly groupMaxSessionTimeoutMs: number;
  readonly groupMaxSize: number;
  readonly groupMinSessionTimeoutMs: number;
  readonly logDirs: readonly string[];
  readonly maxIncrementalFetchSessionCacheSlots: number;
  readonly maxRequestBytes: number;
  readonly messageMaxBytes: number;
  readonly offsetMetadataMaxBytes: number;
  readonly offsetsRetentionMs: number;
  readonly transactionMaxTimeoutMs: number;
  readonly transactionTwoPhaseCommit: boolean;
  readonly transactionalIdExpirationMs: number;
}

const STANDARD_AUTHORIZER = 'org.apache.kafka.metadata.authorizer.StandardAuthorizer';

/** The settings of a broker that have an option of their own, and what it says of them. */
const OPTIONS: readonly (readonly [
  name: string,
  option: keyof StaticOptions,
  value?: (settings: StaticOptions) => unknown,
])[] = [
  ['authorizer.class.name', 'authorizer', (s) => (s.authorizer === undefined ? '' : STANDARD_AUTHORIZER)],
  ['auto.create.topics.enable', 'autoCreateTopics'],
  ['auto.leader.rebalance.enable', 'autoLeaderRebalance'],
  ['default.replication.factor', 'defaultReplicationFactor'],
  ['fetch.max.bytes', 'fetchMaxBytes'],
  ['group.consumer.assignors', 'groupConsumerAssignors', (s) => s.groupConsumerAssignors.join(',')],
  ['group.consumer.assignment.interval.ms', 'groupConsumerAssignmentIntervalMs'],
  ['group.consumer.heartbeat.interval.ms', 'groupConsumerHeartbeatIntervalMs'],
  ['group.consumer.max.size', 'groupConsumerMaxSize'],
  ['group.consumer.migration.policy', 'groupConsumerMigrationPolicy'],
  ['group.consumer.regex.refresh.interval.ms', 'groupConsumerRegexRefreshIntervalMs'],
  ['group.consumer.session.timeout.ms', 'groupConsumerSessionTimeoutMs'],
  ['group.initial.rebalance.delay.ms', 'groupInitialRebalanceDelayMs'],
  ['group.max.session.timeout.ms', 'groupMaxSessionTimeoutMs'],
  ['group.max.size', 'groupMaxSize'],
  ['group.min.session.timeout.ms', 'groupMinSessionTimeoutMs'],
  ['max.incremental.fetch.session.cache.slots', 'maxIncrementalFetchSessionCacheSlots'],
  ['log.dirs', 'logDirs', (s) => s.logDirs.join(',')],
  ['message.max.bytes', 'messageMaxBytes'],
  ['num.partitions', 'defaultPartitions'],
  ['offset.metadata.max.bytes', 'offsetMetadataMaxBytes'],
  ['offsets.retention.minutes', 'offsetsRetentionMs', (s) => Math.ceil(s.offsetsRetentionMs / 60_000)],
  ['socket.request.max.bytes', 'maxRequestBytes'],
  ['transaction.max.timeout.ms', 'transactionMaxTimeoutMs'],
  ['transaction.two.phase.commit.enable', 'transactionTwoPhaseCommit'],
  ['transactional.id.expiration.ms', 'transactionalIdExpirationMs'],
];

/** The option that stands for a setting. */
export const OPTION_OF_CONFIG: ReadonlyMap<string, string> = new Map(OPTIONS.map(([name, option]) => [name, option]));

/** Those that follow from where the broker runs. */
const ELSEWHERE = ['advertised.listeners', 'broker.id', 'broker.rack', 'listeners', 'node.id'];

/**
 * What stands in the `server.properties` of a node: the options that are not as Kafka has them by default, and `configs`.
 * @param addresses where it can be reached, as listener://host:port
 */
export function staticConfigs(settings: StaticOptions, nodeId: number, addresses: readonly string[]): ConfigValues {
  const keys = brokerKeysOf(settings.asVersion);
  const id = String(nodeId);
  const rack = settings.racks?.[nodeId];
  const values = new Map([['broker.id', id], ...(keys.has('node.id') ? [['node.id', id] as const] : [])]);
  if (addresses.length > 0)
    for (const name of ['listeners', 'advertised.listeners']) values.set(name, addresses.join(','));
  if (rack !== undefined) values.set('broker.rack', rack);
  for (const [name, option, tell] of OPTIONS) {
    const value = String(tell === undefined ? settings[option] : tell(settings));
    const key = keys.get(name);
    if (key !== undefined && key.defaultValue !== value) values.set(name, value);
  }
  for (const [name, value] of Object.entries(settings.configs)) values.set(name, value);
  return values;
}

/** @throws ConfigError naming every wrong setting */
export function checkStaticConfigs(
  configs: Readonly<Record<string, string>>,
  asVersion: PlayedRelease | undefined,
): void {
  const keys = brokerKeysOf(asVersion);
  const problems = Object.entries(configs).flatMap(([name, value]) => {
    const key = keys.get(name);
    const option = OPTION_OF_CONFIG.get(name);
    if (option !== undefined) return [`${name} has an option of its own: "${option}", beside "configs"`];
    if (ELSEWHERE.includes(name)) return [`${name} follows from other options`];
    if (key === undefined) return [unknownKey(name, [...keys.keys()], asVersion)];
    return valueProblem(key, value) ?? [];
  });
  if (problems.length > 0) throw new ConfigError(`createBroker: option "configs": ${problems.join('; ')}`);
}

function unknownKey(name: string, known: readonly string[], asVersion: PlayedRelease | undefined): string {
  const near = nearest(name, known);
  const hint = near === undefined ? '' : `, did you mean ${near}?`;
  return `Kafka ${asVersion ?? '4.4'} has no ${name} in its brokers' settings${hint}`;
}
