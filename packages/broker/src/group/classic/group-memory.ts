import { toBytes, toText } from '../../storage/durable.ts';
import type { MemberTerms } from './member.ts';

/** A member as it is remembered. */
export interface RememberedMember {
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  readonly clientId: string;
  readonly clientHost: string;
  readonly terms: MemberTerms;
  readonly assignment: Uint8Array;
}

/**
 * What is remembered of a classic group: its last generation that all members had their assignments of, or that nobody was
 * in. As Kafka, which writes a group down then; a rebalance that is under way begins anew.
 */
export interface RememberedGroup {
  readonly generationId: number;
  /** Null: nobody ever joined. */
  readonly protocolType: string | null;
  readonly protocolName: string | null;
  readonly leaderId: string | null;
  readonly stateSinceMs: number;
  readonly members: readonly RememberedMember[];
}

/** The same as plain data. */
export type ClassicGroupState = Omit<RememberedGroup, 'members'> & {
  readonly type: 'classic';
  readonly members: readonly MemberState[];
};

/** Of a member's terms, as plain data. */
export interface TermsState {
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs: number;
  readonly protocols: readonly (readonly [name: string, metadata: string])[];
}

type MemberState = Omit<RememberedMember, 'terms' | 'assignment'> & {
  readonly terms: TermsState;
  readonly assignment: string;
};

export function stateOfGroup({ members, ...group }: RememberedGroup): ClassicGroupState {
  const states = members.map(({ terms, assignment, ...member }) => {
    return { ...member, terms: stateOfTerms(terms), assignment: toText(assignment) };
  });
  return { type: 'classic', ...group, members: states };
}

export function groupOfState({ type: _, members, ...group }: ClassicGroupState): RememberedGroup {
  return {
    ...group,
    members: members.map(({ terms, assignment, ...member }) => {
      return { ...member, terms: termsOfState(terms), assignment: toBytes(assignment) };
    }),
  };
}

export function stateOfTerms({ protocols, sessionTimeoutMs, rebalanceTimeoutMs }: MemberTerms): TermsState {
  const states = protocols.map(({ name, metadata }) => [name, toText(metadata)] as const);
  return { sessionTimeoutMs, rebalanceTimeoutMs, protocols: states };
}

export function termsOfState({ protocols, sessionTimeoutMs, rebalanceTimeoutMs }: TermsState): MemberTerms {
  const terms = protocols.map(([name, metadata]) => ({ name, metadata: toBytes(metadata) }));
  return { sessionTimeoutMs, rebalanceTimeoutMs, protocols: terms };
}
