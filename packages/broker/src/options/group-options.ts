import { z } from '@k/runtime';
import { SERVER_ASSIGNOR_NAMES, type ServerAssignorName } from '../group/consumer/assignors/assignor.ts';
import { MIGRATION_POLICIES, type MigrationPolicy } from '../group/consumer/group-context.ts';
import { MAX_INT32, notNegative, positive } from './numbers.ts';

/** Groups and the offsets that they commit. Names in [brackets] are Kafka's own. */
export interface BrokerGroupOptions {
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
}

/** The checks and defaults of {@link BrokerGroupOptions}. */
export const groupFields = {
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
};
