export { AssignmentError } from './assignors/assignment-error.ts';
export type {
  Assignor,
  JoiningMember,
  LastAssignment,
  MemberAssignment,
  MemberMetadata,
  MemberSubscription,
  NamedAssignor,
  PartitionRacks,
  RawAssignor,
  RebalanceProtocol,
  Subscription,
  TopicPartitionCounts,
} from './assignors/assignor.ts';
export { checkAssignor } from './assignors/check-assignor.ts';
export type { AssignorChoice, AssignorName } from './assignors/built-in-assignors.ts';
export { cooperativeStickyAssignor } from './assignors/cooperative-sticky-assignor.ts';
export { kafkajsRoundRobinAssignor } from './assignors/kafkajs-round-robin-assignor.ts';
export { rangeAssignor } from './assignors/range-assignor.ts';
export { roundRobinAssignor } from './assignors/round-robin-assignor.ts';
export { stickyAssignor } from './assignors/sticky-assignor.ts';
export {
  decodeAssignment,
  decodeSubscription,
  encodeAssignment,
  encodeSubscription,
} from './classic/embedded-protocol.ts';
export type { GroupHandler } from './group-handler.ts';
export type {
  AnsweredHeartbeats,
  GroupMember,
  GroupProtocol,
  MemberIdentity,
  MembershipState,
  MembershipStatus,
} from './membership.ts';
export { createGroupMember } from './create-group-member.ts';
export type {
  CommitOutcomes,
  CommittedOffset,
  FetchedOffsets,
  OffsetAndMetadata,
  PartitionErrors,
} from './offset-client.ts';
export { OffsetClient } from './offset-client.ts';
export { PartitionMap } from '@k/cluster';
export type { GroupMemberInit, GroupMemberOptions } from './options.ts';
export {
  assignorList,
  defaultAssignors,
  groupMemberOptionShape,
  groupMemberOptions,
  refineAssignors,
  refineGroupOptions,
} from './options.ts';
export { SubscriptionPattern } from './subscription-pattern.ts';

// What the declarations and the README of this package name of others.
export { Cluster, type Requester } from '@k/cluster';
export { Deadline } from '@k/runtime';
export {
  AuthenticationError,
  ConfigError,
  ConnectionError,
  KafkaError,
  ProtocolError,
  StateError,
  TimeoutError,
  UnsupportedVersionError,
  type TopicPartition,
} from '@k/wire';
