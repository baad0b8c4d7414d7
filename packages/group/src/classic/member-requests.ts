import { ErrorCode, Heartbeat, JoinGroup, LeaveGroup, SyncGroup, errorFor } from '@k/wire';
import type { JoinGroupResponse, ProtocolError } from '@k/wire';
import type { Channel, Cluster } from '@k/cluster';
import type { JoiningMember, RawAssignor } from '../assignors/assignor.ts';
import type { EncodedAssignment } from './group-leader.ts';
import { compareProtocols } from './group-protocols.ts';
import { outcomeOf } from './request-outcome.ts';
import type { EventOf, MembershipEffect, MembershipEvent } from './membership-state.ts';
import { GOODBYE_MS, sayGoodbye } from '../goodbye.ts';
import type { GroupMemberSettings } from '../options.ts';

export const PROTOCOL_TYPE = 'consumer';
/** The coordinator holds JoinGroup for the rebalance timeout at most. Its answer has this much more, in milliseconds. */
const JOIN_GRACE_MS = 5_000;
const MAX_REASON_CHARS = 255;
/** A heartbeat may take this part of a session, then the coordinator is looked for again: another may have taken over. */
const HEARTBEATS_PER_SESSION = 3;

/** What one member says to its coordinator. */
export class MemberRequests {
  readonly #cluster: Cluster;
  readonly #options: GroupMemberSettings['options'];
  readonly #assignors: readonly RawAssignor[];
  // A coordinator answers one connection in order, and holds JoinGroup back: heartbeats and joins of other members
  // sharing the cluster must not queue behind it.
  readonly #joinChannel: Channel;
  readonly #channel: Channel;

  constructor(cluster: Cluster, options: GroupMemberSettings['options'], assignors: readonly RawAssignor[]) {
    this.#cluster = cluster;
    this.#options = options;
    this.#assignors = assignors;
    this.#joinChannel = cluster.openChannel('join');
    this.#channel = cluster.openChannel('group');
  }

  /** Ends the connections that only this member uses. */
  async close(): Promise<void> {
    await Promise.all([this.#joinChannel.close(), this.#channel.close()]);
  }

  async join(
    { seq, memberId, reason, owned: ownedPartitions, generationId }: Extract<MembershipEffect, { type: 'sendJoin' }>,
    said: Pick<JoiningMember, 'topics' | 'lastAssignment'>,
  ): Promise<MembershipEvent> {
    const { groupId, groupInstanceId = null, sessionTimeoutMs, rebalanceTimeoutMs, clientRack = null } = this.#options;
    const member: JoiningMember = { ...said, ownedPartitions, generationId, rackId: clientRack };
    const answer = await this.#joinChannel.request(
      this.#coordinator(),
      JoinGroup,
      {
        groupId,
        sessionTimeoutMs,
        rebalanceTimeoutMs,
        memberId,
        groupInstanceId,
        protocolType: PROTOCOL_TYPE,
        protocols: this.#assignors.map((assignor) => ({ name: assignor.name, metadata: assignor.metadata(member) })),
        reason: inLog(reason),
      },
      { timeoutMs: rebalanceTimeoutMs + JOIN_GRACE_MS },
    );
    if (answer.errorCode === 0) return joinedEvent(seq, answer);
    const error = await this.#refusal('JoinGroup', answer.errorCode);
    return { type: 'requestFailed', seq, outcome: outcomeOf('JoinGroup', error), error, memberId: answer.memberId };
  }

  /** The encoded assignment of this member. */
  async sync(
    effect: Extract<MembershipEffect, { type: 'sendSync' }>,
    assignments: readonly EncodedAssignment[],
  ): Promise<Buffer> {
    const { groupId, groupInstanceId = null, rebalanceTimeoutMs } = this.#options;
    const { memberId, generationId, protocolName } = effect;
    const answer = await this.#joinChannel.request(
      this.#coordinator(),
      SyncGroup,
      { groupId, generationId, memberId, groupInstanceId, protocolType: PROTOCOL_TYPE, protocolName, assignments },
      { timeoutMs: rebalanceTimeoutMs + JOIN_GRACE_MS },
    );
    if (answer.errorCode !== 0) throw await this.#refusal('SyncGroup', answer.errorCode);
    return answer.assignment;
  }

  async heartbeat(memberId: string, generationId: number): Promise<void> {
    const { groupId, groupInstanceId = null, sessionTimeoutMs } = this.#options;
    const { errorCode } = await this.#channel.request(
      this.#coordinator(),
      Heartbeat,
      { groupId, generationId, memberId, groupInstanceId },
      { timeoutMs: Math.ceil(sessionTimeoutMs / HEARTBEATS_PER_SESSION) },
    );
    if (errorCode !== 0) throw this.#errorOf('Heartbeat', errorCode);
  }

  /** Says goodbye, to another coordinator if need be, for {@link GOODBYE_MS} at most. */
  async leave(memberId: string, reason: string): Promise<void> {
    const { groupId, sessionTimeoutMs } = this.#options;
    const attempt = async (timeoutMs: number): Promise<void> => {
      const { errorCode } = await this.#channel.request(
        this.#coordinator(),
        LeaveGroup,
        // One member until v2, a list of them since v3 (KIP-345).
        (version) =>
          version <= 2 ? { groupId, memberId } : { groupId, members: [{ memberId, reason: inLog(reason) }] },
        { timeoutMs },
      );
      if (errorCode !== 0) throw this.#errorOf('LeaveGroup', errorCode);
    };
    await sayGoodbye(this.#cluster, groupId, attempt, Math.min(sessionTimeoutMs, GOODBYE_MS));
  }

  #coordinator(): { coordinator: 'group'; key: string } {
    return { coordinator: 'group', key: this.#options.groupId };
  }

  /** The error of a refused request. That of INCONSISTENT_GROUP_PROTOCOL names the protocols of both sides. */
  async #refusal(api: string, code: number): Promise<ProtocolError> {
    if (code !== ErrorCode.INCONSISTENT_GROUP_PROTOCOL) return this.#errorOf(api, code);
    const ours = { protocolType: PROTOCOL_TYPE, protocols: this.#assignors.map(({ name }) => name) };
    return this.#errorOf(api, code, await compareProtocols(this.#cluster, this.#options.groupId, ours));
  }

  #errorOf(api: string, code: number, detail?: string): ProtocolError {
    return errorFor(code, { api, about: `group '${this.#options.groupId}'`, detail });
  }
}

/** Coordinators write it into their log, and clients of Kafka send no more of it than this (KIP-800). */
function inLog(reason: string): string {
  return reason.slice(0, MAX_REASON_CHARS);
}

function joinedEvent(seq: number, answer: JoinGroupResponse): EventOf<'joined'> {
  const { memberId, generationId, leader, protocolName, skipAssignment, members: list } = answer;
  return {
    type: 'joined',
    seq,
    memberId,
    generationId,
    protocolName: protocolName ?? '',
    isLeader: leader === memberId,
    skipAssignment,
    members: list,
  };
}
