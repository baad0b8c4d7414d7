import type { Clock } from '@k/runtime';
import type { ConsumerGroupHabits } from '../../release/consumer-group-habits.ts';
import type { ServerAssignorName } from './assignors/assignor.ts';
import type { TopicSource } from './subscription.ts';

export const MIGRATION_POLICIES = ['bidirectional', 'upgrade', 'downgrade', 'disabled'] as const;
/** group.consumer.migration.policy: whether groups go from the classic to the new protocol with members in them, and back. */
export type MigrationPolicy = (typeof MIGRATION_POLICIES)[number];

/** What a consumer group needs of the broker's settings. */
export interface ConsumerGroupSettings {
  readonly groupMaxSize: number;
  readonly groupConsumerMaxSize: number;
  readonly groupConsumerAssignors: readonly ServerAssignorName[];
  readonly groupConsumerAssignmentIntervalMs: number;
  readonly groupConsumerRegexRefreshIntervalMs: number;
  readonly groupConsumerMigrationPolicy: MigrationPolicy;
}

/** The topics there are, and the counts by which a group sees that they changed. */
export interface ClusterTopics extends TopicSource {
  readonly topics: readonly { readonly name: string }[];
  /** Counts up when a topic is made, deleted or gets partitions. */
  readonly topicsVersion: number;
  /** The {@link topicsVersion} with which the newest topic came. */
  readonly newestTopicVersion: number;
}

/** What a group can set itself, in ms. */
export interface ConsumerGroupTimes {
  /** `consumer.session.timeout.ms`. */
  readonly sessionTimeoutMs: number;
  /** `consumer.heartbeat.interval.ms`. */
  readonly heartbeatIntervalMs: number;
}

/** What a consumer group stands on. */
export interface GroupContext {
  /** Of the release that its coordinator plays at the moment. */
  readonly habits: ConsumerGroupHabits;
  readonly settings: ConsumerGroupSettings;
  /** Those of the group, which may have settings of its own. */
  readonly times: ConsumerGroupTimes;
  readonly clock: Clock;
  readonly topics: ClusterTopics;
  newUuid(): string;
}
