import type { WaitOptions } from '@k/runtime';
import type { AdminCalls } from '../calls.ts';
import type { ResourceMap } from '../resource-map.ts';
import { deleteGroups } from './delete-groups.ts';
import { type ClassicGroupDescription, describeClassicGroups } from './describe-classic-groups.ts';
import { type ConsumerGroupDescription, describeConsumerGroups } from './describe-consumer-groups.ts';
import type { DescribeGroupsOptions } from './describe-groups.ts';
import { describeShareGroups, type ShareGroupDescription } from './describe-share-groups.ts';
import {
  describeStreamsGroups,
  type DescribeStreamsGroupsOptions,
  type StreamsGroupDescription,
} from './describe-streams-groups.ts';
import { type GroupListing, listGroups, type ListGroupsOptions } from './list-groups.ts';
import { type MemberToRemove, removeMembersFromConsumerGroup, type RemoveMembersOptions } from './remove-members.ts';

/** Groups and their members. */
export interface GroupOperations {
  /**
   * All groups that this client may see, of every type. Each broker knows those that it coordinates: all are asked.
   * @throws PartialResultError when some brokers could not be asked: its `errors` are by `{ broker }`, its `results` have the
   *   groups of the others; UnsupportedVersionError inside it for filters that a broker is too old for.
   *   [ListGroups](https://kafka.apache.org/protocol#The_Messages_ListGroups), KIP-518, KIP-848
   */
  listGroups(options?: ListGroupsOptions): Promise<ResourceMap<string, GroupListing>>;
  /**
   * State, members and assignments of groups of consumers, of the consumer protocol (KIP-848) or else of the classic one.
   * @throws PartialResultError with GROUP_ID_NOT_FOUND (also for groups of other clients than consumers, such as Kafka
   *   Connect's), GROUP_AUTHORIZATION_FAILED …
   */
  describeConsumerGroups(
    groupIds: readonly string[],
    options?: DescribeGroupsOptions,
  ): Promise<ResourceMap<string, ConsumerGroupDescription>>;
  /**
   * State and members of groups of the classic protocol, whatever their members are.
   * @throws PartialResultError with GROUP_ID_NOT_FOUND (also for groups of other protocols) …
   */
  describeClassicGroups(
    groupIds: readonly string[],
    options?: DescribeGroupsOptions,
  ): Promise<ResourceMap<string, ClassicGroupDescription>>;
  /**
   * State and members of share groups (KIP-932). Needs Kafka 4.1.
   * @throws PartialResultError with GROUP_ID_NOT_FOUND, UnsupportedVersionError …
   */
  describeShareGroups(
    groupIds: readonly string[],
    options?: DescribeGroupsOptions,
  ): Promise<ResourceMap<string, ShareGroupDescription>>;
  /**
   * State, topology and members of groups of Kafka Streams (KIP-1071). Needs Kafka 4.2.
   * @throws PartialResultError with GROUP_ID_NOT_FOUND, UnsupportedVersionError …
   */
  describeStreamsGroups(
    groupIds: readonly string[],
    options?: DescribeStreamsGroupsOptions,
  ): Promise<ResourceMap<string, StreamsGroupDescription>>;
  /**
   * Deletes groups that have no members, with their offsets (KIP-229). Needs Kafka 1.1. Whatever type they are: this,
   * `deleteShareGroups()` and `deleteStreamsGroups()` are one and the same to a broker.
   *
   * When the answer of an attempt is lost, the next one may find that the first one has deleted the group:
   * GROUP_ID_NOT_FOUND.
   * @throws PartialResultError with NON_EMPTY_GROUP, GROUP_ID_NOT_FOUND, GROUP_AUTHORIZATION_FAILED …
   */
  deleteConsumerGroups(groupIds: readonly string[], options?: WaitOptions): Promise<ResourceMap<string, undefined>>;
  /** Deletes share groups that have no members: see {@link GroupOperations.deleteConsumerGroups}. */
  deleteShareGroups(groupIds: readonly string[], options?: WaitOptions): Promise<ResourceMap<string, undefined>>;
  /** Deletes groups of Kafka Streams that have no members: see {@link GroupOperations.deleteConsumerGroups}. */
  deleteStreamsGroups(groupIds: readonly string[], options?: WaitOptions): Promise<ResourceMap<string, undefined>>;
  /**
   * Takes members out of a group of consumers (KIP-345, KIP-571): the named ones, or all that it has at the moment. Those that
   * are still running join again. Needs Kafka 2.4. Of the consumer protocol, from Kafka 4.0 on.
   * @returns the members that are out
   * @throws PartialResultError with UNKNOWN_MEMBER_ID for one that is not in the group; ProtocolError for all of them
   */
  removeMembersFromConsumerGroup(
    groupId: string,
    options?: RemoveMembersOptions,
  ): Promise<ResourceMap<MemberToRemove, undefined>>;
}

export function groupOperations(calls: AdminCalls): GroupOperations {
  return {
    listGroups: (options) => listGroups(calls, options),
    describeConsumerGroups: (groupIds, options) => describeConsumerGroups(calls, groupIds, options),
    describeClassicGroups: (groupIds, options) => describeClassicGroups(calls, groupIds, options),
    describeShareGroups: (groupIds, options) => describeShareGroups(calls, groupIds, options),
    describeStreamsGroups: (groupIds, options) => describeStreamsGroups(calls, groupIds, options),
    deleteConsumerGroups: (groupIds, options) => deleteGroups(calls, 'deleteConsumerGroups()', groupIds, options),
    deleteShareGroups: (groupIds, options) => deleteGroups(calls, 'deleteShareGroups()', groupIds, options),
    deleteStreamsGroups: (groupIds, options) => deleteGroups(calls, 'deleteStreamsGroups()', groupIds, options),
    removeMembersFromConsumerGroup: (groupId, options) => removeMembersFromConsumerGroup(calls, groupId, options),
  };
}
