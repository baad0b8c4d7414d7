import type { ConsumerGroupState } from './consumer/membership.ts';
import type { GroupState } from './classic/group-state.ts';
import type { GroupType } from './managed-group.ts';

/** A group as {@link Broker.group} shows it. */
export interface GroupDescription {
  readonly groupId: string;
  /** Whether it has the classic protocol, or that of KIP-848. */
  readonly type: GroupType;
  readonly state: GroupState | ConsumerGroupState;
  /** Or the epoch, of a consumer group. */
  readonly generationId: number;
  readonly protocolType: string | null;
  /** Or the assignor, of a consumer group. */
  readonly protocolName: string | null;
  /** Null in a consumer group. */
  readonly leaderId: string | null;
  readonly coordinatorId: number;
  readonly members: readonly MemberDescription[];
}

export interface MemberDescription {
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  readonly clientId: string;
  readonly clientHost: string;
  /** Of consumers, an int16 and a ConsumerProtocolAssignment. */
  readonly assignment: Uint8Array;
}
