export type { Assignor, MemberAssignment, MemberSubscription, TopicPartitionCounts } from './assignor.ts';
export { rangeAssignor } from './range-assignor.ts';
export type { Subscription } from './consumer-protocol.ts';
export { decodeAssignment, decodeSubscription, encodeAssignment, encodeSubscription } from './consumer-protocol.ts';
export type {
  GroupMemberMetadata,
  Membership,
  MembershipConfig,
  MembershipEffect,
  MembershipEvent,
  MembershipStateName,
  Step,
  Verdict,
} from './membership-state.ts';
export { membershipMoves } from './membership-state.ts';
export { initialMembership, nextTickAt, transition } from './membership.ts';
export type { MembershipRequest } from './membership-errors.ts';
export { verdictOf } from './membership-errors.ts';
export type { GroupHandler } from './group-handler.ts';
export type { GroupMemberInit, MemberGeneration } from './group-member.ts';
export { GroupMember } from './group-member.ts';
export type {
  CommitOutcomes,
  CommittedOffset,
  FetchedOffsets,
  OffsetAndMetadata,
  PartitionErrors,
} from './offset-client.ts';
export { OffsetClient } from './offset-client.ts';
export { PartitionMap } from './partition-map.ts';
export type { GroupMemberOptions } from './options.ts';
export { groupMemberOptionShape, groupMemberOptions, refineGroupOptions } from './options.ts';
