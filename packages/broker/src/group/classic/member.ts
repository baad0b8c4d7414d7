import { ErrorCode, type JoinGroupResponse, type MessageInit, type SyncGroupResponse } from '@k/wire';
import type { TimerHandle } from '@k/runtime';

export interface MemberProtocol {
  readonly name: string;
  readonly metadata: Uint8Array;
}

/** What a member says of itself in JoinGroup. */
export interface MemberTerms {
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs: number;
  readonly protocols: readonly MemberProtocol[];
}

export type JoinReply = MessageInit<JoinGroupResponse>;
export type SyncReply = MessageInit<SyncGroupResponse>;

export const NO_ASSIGNMENT: Uint8Array = new Uint8Array(0);

/** One member of a classic group. */
export class Member {
  readonly memberId: string;
  /** Not null: a static member (KIP-345). */
  readonly groupInstanceId: string | null;
  readonly clientId: string;
  readonly clientHost: string;
  terms: MemberTerms;
  assignment: Uint8Array = NO_ASSIGNMENT;
  /** Has joined and not been answered yet for the first time: it cannot send heartbeats. */
  isNew = true;
  /** Set while a JoinGroup is parked. */
  #join: ((reply: JoinReply) => void) | undefined;
  /** Set while a SyncGroup is parked. */
  #sync: ((reply: SyncReply) => void) | undefined;
  sessionTimer: TimerHandle;

  constructor(
    identity: { memberId: string; groupInstanceId: string | null; clientId: string; clientHost: string },
    terms: MemberTerms,
  ) {
    this.memberId = identity.memberId;
    this.groupInstanceId = identity.groupInstanceId;
    this.clientId = identity.clientId;
    this.clientHost = identity.clientHost;
    this.terms = terms;
  }

  get isAwaitingJoin(): boolean {
    return this.#join !== undefined;
  }

  get isAwaitingSync(): boolean {
    return this.#sync !== undefined;
  }

  awaitJoin(reply: (reply: JoinReply) => void): void {
    // A repeated JoinGroup takes the place of the first, whose connection has most likely gone.
    this.#join?.({ errorCode: ErrorCode.REBALANCE_IN_PROGRESS, memberId: this.memberId });
    this.#join = reply;
  }

  /** False when no JoinGroup was parked. */
  answerJoin(reply: JoinReply): boolean {
    const join = this.#join;
    this.#join = undefined;
    join?.(reply);
    return join !== undefined;
  }

  awaitSync(reply: (reply: SyncReply) => void): void {
    this.#sync?.({ errorCode: ErrorCode.REBALANCE_IN_PROGRESS });
    this.#sync = reply;
  }

  answerSync(reply: SyncReply): boolean {
    const sync = this.#sync;
    this.#sync = undefined;
    sync?.(reply);
    return sync !== undefined;
  }

  /** Whether it offers the same protocols, in the same order, with the same metadata. */
  offers(protocols: readonly MemberProtocol[]): boolean {
    const mine = this.terms.protocols;
    return (
      mine.length === protocols.length &&
      protocols.every((other, index) => {
        const own = mine[index] as MemberProtocol;
        return own.name === other.name && Buffer.compare(own.metadata, other.metadata) === 0;
      })
    );
  }

  metadataOf(protocol: string): Uint8Array {
    return this.terms.protocols.find(({ name }) => name === protocol)?.metadata ?? NO_ASSIGNMENT;
  }

  /** Its first choice among what can be chosen. */
  vote(isCandidate: (protocol: string) => boolean): string | undefined {
    return this.terms.protocols.find(({ name }) => isCandidate(name))?.name;
  }
}
