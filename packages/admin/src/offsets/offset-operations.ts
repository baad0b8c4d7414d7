import type { WaitOptions } from '@k/runtime';
import type { TopicPartition } from '@k/wire';
import type { AdminCalls } from '../calls.ts';
import { onlyResult } from '../partial-result-error.ts';
import type { ResourceMap } from '../resource-map.ts';
import { alterGroupOffsets } from './alter-group-offsets.ts';
import {
  alterShareGroupOffsets,
  deleteShareGroupOffsets,
  type NewShareGroupOffset,
} from './change-share-group-offsets.ts';
import { deleteGroupOffsets } from './delete-group-offsets.ts';
import type { NewGroupOffsets } from './group-offset.ts';
import { groupLag, type GroupLag } from './group-lag.ts';
import type { GroupOffsetsSpec } from './group-offsets-spec.ts';
import { type GroupOffsets, listGroupOffsets, type ListGroupOffsetsOptions } from './list-group-offsets.ts';
import { type ListedOffset, listOffsets, type OffsetLookupOptions, type PartitionOffsetSpec } from './list-offsets.ts';
import { resetConsumerGroupOffsets, type ResetOffset, type ResetOffsetsOptions } from './reset-offsets.ts';
import type { ResetSpec } from './reset-spec.ts';
import { listShareGroupOffsets, type ShareGroupOffsets } from './share-group-offsets.ts';

/** Offsets: those of partitions, and those that groups have committed. */
export interface OffsetOperations {
  /**
   * Looks up offsets of partitions: where they begin and end, or where a time is.
   *
   *     await admin.listOffsets([{ topic: 'orders', partition: 0, spec: 'latest' }])
   *
   * @throws PartialResultError with UNKNOWN_TOPIC_OR_PARTITION, TOPIC_AUTHORIZATION_FAILED, and UnsupportedVersionError that
   *   names the release when a broker is too old for a spec.
   *   [ListOffsets](https://kafka.apache.org/protocol#The_Messages_ListOffsets)
   */
  listOffsets(
    partitions: readonly PartitionOffsetSpec[],
    options?: OffsetLookupOptions,
  ): Promise<ResourceMap<TopicPartition, ListedOffset>>;
  /**
   * What groups have committed: by group, of each partition. A group that nobody knows has nothing. Of a group that has a
   * partition which cannot be told, the error is a PartialResultError itself, with those that can.
   *
   *     (await admin.listConsumerGroupOffsets(['billing'])).get('billing')?.get({ topic: 'orders', partition: 0 })
   *
   * @param groups - ids, or `{ groupId, partitions }`
   * @throws PartialResultError with GROUP_AUTHORIZATION_FAILED …
   *   [OffsetFetch](https://kafka.apache.org/protocol#The_Messages_OffsetFetch), KIP-709
   */
  listConsumerGroupOffsets(
    groups: readonly (string | GroupOffsetsSpec)[],
    options?: ListGroupOffsetsOptions,
  ): Promise<ResourceMap<string, GroupOffsets>>;
  /**
   * Sets what a group has committed. The group must have no members; one that nobody knows is made.
   * @param offsets - a list, or a map of partitions to offsets, such as another group's
   * @returns the partitions whose offsets are set
   * @throws PartialResultError with UNKNOWN_MEMBER_ID (the group has members), UNKNOWN_TOPIC_OR_PARTITION,
   *   GROUP_AUTHORIZATION_FAILED …
   */
  alterConsumerGroupOffsets(
    groupId: string,
    offsets: NewGroupOffsets,
    options?: WaitOptions,
  ): Promise<ResourceMap<TopicPartition, undefined>>;
  /**
   * Has a group forget offsets of topics that none of its members reads from (KIP-496). Needs Kafka 2.4. What was not
   * committed is no error.
   * @returns the partitions whose offsets are gone
   * @throws PartialResultError with GROUP_SUBSCRIBED_TO_TOPIC, GROUP_ID_NOT_FOUND, UNKNOWN_TOPIC_OR_PARTITION …
   */
  deleteConsumerGroupOffsets(
    groupId: string,
    partitions: readonly TopicPartition[],
    options?: WaitOptions,
  ): Promise<ResourceMap<TopicPartition, undefined>>;
  /**
   * How far groups are behind in the partitions for which they have committed: one request to the coordinator and one to each
   * leader, however many partitions there are. A partition that cannot be asked about has its error beside it.
   * @param groupIds - one, for its lag; a list, for a map of theirs
   * @throws of one group its error: GROUP_ID_NOT_FOUND, GROUP_AUTHORIZATION_FAILED …; of several a PartialResultError
   */
  groupLag(groupId: string, options?: OffsetLookupOptions): Promise<GroupLag>;
  groupLag(groupIds: readonly string[], options?: OffsetLookupOptions): Promise<ResourceMap<string, GroupLag>>;
  /**
   * Has a group of consumers go on elsewhere, as `kafka-consumer-groups --reset-offsets` does. The group must have no members.
   * When it cannot be found where to go on in all of the partitions, nothing is changed.
   *
   *     const plan = await admin.resetConsumerGroupOffsets('billing', { durationMs: 3_600_000 }, { dryRun: true });
   *
   * @returns where it goes on, and what it had committed, of each partition
   * @throws ProtocolError NON_EMPTY_GROUP; GROUP_ID_NOT_FOUND when there is no such group and no `topics`;
   *   UNKNOWN_TOPIC_OR_PARTITION; OFFSET_OUT_OF_RANGE for a shift where nothing is committed; PartialResultError
   */
  resetConsumerGroupOffsets(
    groupId: string,
    spec: ResetSpec,
    options?: ResetOffsetsOptions,
  ): Promise<ResourceMap<TopicPartition, ResetOffset>>;
  /** As {@link OffsetOperations.listConsumerGroupOffsets}, of groups of Kafka Streams. */
  listStreamsGroupOffsets(
    groups: readonly (string | GroupOffsetsSpec)[],
    options?: ListGroupOffsetsOptions,
  ): Promise<ResourceMap<string, GroupOffsets>>;
  /** As {@link OffsetOperations.alterConsumerGroupOffsets}, of a group of Kafka Streams. */
  alterStreamsGroupOffsets(
    groupId: string,
    offsets: NewGroupOffsets,
    options?: WaitOptions,
  ): Promise<ResourceMap<TopicPartition, undefined>>;
  /** As {@link OffsetOperations.deleteConsumerGroupOffsets}, of a group of Kafka Streams. */
  deleteStreamsGroupOffsets(
    groupId: string,
    partitions: readonly TopicPartition[],
    options?: WaitOptions,
  ): Promise<ResourceMap<TopicPartition, undefined>>;
  /**
   * How far share groups have come: by group, of each partition (KIP-932). Needs Kafka 4.1.
   * @param groups - ids, or `{ groupId, partitions }`
   * @throws PartialResultError with GROUP_ID_NOT_FOUND, GROUP_AUTHORIZATION_FAILED …
   */
  listShareGroupOffsets(
    groups: readonly (string | GroupOffsetsSpec)[],
    options?: WaitOptions,
  ): Promise<ResourceMap<string, ShareGroupOffsets>>;
  /**
   * Sets from where on a share group delivers records. The group must be there and have no members. Needs Kafka 4.1.
   * @throws PartialResultError with NON_EMPTY_GROUP, GROUP_ID_NOT_FOUND, UNKNOWN_TOPIC_OR_PARTITION …
   */
  alterShareGroupOffsets(
    groupId: string,
    offsets: readonly NewShareGroupOffset[],
    options?: WaitOptions,
  ): Promise<ResourceMap<TopicPartition, undefined>>;
  /**
   * Has a share group forget how far it has come with topics. The group must have no members. Needs Kafka 4.1.
   * @throws PartialResultError with NON_EMPTY_GROUP, GROUP_ID_NOT_FOUND, UNKNOWN_TOPIC_OR_PARTITION …
   */
  deleteShareGroupOffsets(
    groupId: string,
    topics: readonly string[],
    options?: WaitOptions,
  ): Promise<ResourceMap<string, undefined>>;
}

export function offsetOperations(calls: AdminCalls): OffsetOperations {
  return {
    listOffsets: (partitions, options) => listOffsets(calls, partitions, options),
    listConsumerGroupOffsets: (groups, options) =>
      listGroupOffsets(calls, 'listConsumerGroupOffsets()', groups, options),
    alterConsumerGroupOffsets: (groupId, offsets, options) =>
      alterGroupOffsets(calls, 'alterConsumerGroupOffsets()', groupId, offsets, options),
    deleteConsumerGroupOffsets: (groupId, partitions, options) =>
      deleteGroupOffsets(calls, 'deleteConsumerGroupOffsets()', groupId, partitions, options),
    groupLag: lagsOf(calls),
    resetConsumerGroupOffsets: (groupId, spec, options) => resetConsumerGroupOffsets(calls, groupId, spec, options),
    listStreamsGroupOffsets: (groups, options) => listGroupOffsets(calls, 'listStreamsGroupOffsets()', groups, options),
    alterStreamsGroupOffsets: (groupId, offsets, options) =>
      alterGroupOffsets(calls, 'alterStreamsGroupOffsets()', groupId, offsets, options),
    deleteStreamsGroupOffsets: (groupId, partitions, options) =>
      deleteGroupOffsets(calls, 'deleteStreamsGroupOffsets()', groupId, partitions, options),
    listShareGroupOffsets: (groups, options) => listShareGroupOffsets(calls, groups, options),
    alterShareGroupOffsets: (groupId, offsets, options) => alterShareGroupOffsets(calls, groupId, offsets, options),
    deleteShareGroupOffsets: (groupId, topics, options) => deleteShareGroupOffsets(calls, groupId, topics, options),
  };
}

/** Both ways to call it. */
function lagsOf(calls: AdminCalls): OffsetOperations['groupLag'] {
  function lags(groupId: string, options?: OffsetLookupOptions): Promise<GroupLag>;
  function lags(groupIds: readonly string[], options?: OffsetLookupOptions): Promise<ResourceMap<string, GroupLag>>;
  function lags(
    groups: string | readonly string[],
    options?: OffsetLookupOptions,
  ): Promise<GroupLag | ResourceMap<string, GroupLag>> {
    return typeof groups === 'string'
      ? onlyResult(groupLag(calls, [groups], options))
      : groupLag(calls, groups, options);
  }
  return lags;
}
