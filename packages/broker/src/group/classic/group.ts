import { ErrorCode, type JoinGroupResponse, type MessageInit } from '@k/wire';
import type { RememberedGroup } from './group-memory.ts';
import { GROUP_TRANSITIONS, type GroupState } from './group-state.ts';
import { Member, type MemberProtocol, type MemberTerms } from './member.ts';
import { subscribedTopics } from './subscribed-topics.ts';

/** The protocol type of consumers, whose metadata can be read. */
export const CONSUMER_PROTOCOL_TYPE = 'consumer';

export type GroupObserver = (group: Group, from: GroupState) => void;

/**
 * The members of one classic group and what they agreed on: plain bookkeeping. Timers and the course of a rebalance
 * are in rebalance.ts.
 */
export class Group {
  readonly groupId: string;
  #state: GroupState = 'Empty';
  /** Where the group was before its present state: a rebalance out of Empty waits for more members. */
  #previousState: GroupState = 'Empty';
  #generationId = 0;
  #protocolType: string | null = null;
  #protocolName: string | null = null;
  #leaderId: string | null = null;
  readonly #members = new Map<string, Member>();
  readonly #staticMembers = new Map<string, string>();
  /** How many members offer each protocol. */
  readonly #offered = new Map<string, number>();
  readonly #observer: GroupObserver;
  readonly #now: () => number;
  #stateSinceMs: number;
  /** Of this generation; undefined where nobody knows. */
  #subscribedTopics: ReadonlySet<string> | undefined;
  #remembered: RememberedGroup;
  readonly #onRemember: () => void;

  /**
   * @param now wall clock, ms since the epoch
   * @param onRemember called when {@link remembered} becomes another
   */
  constructor(groupId: string, observer: GroupObserver, now: () => number, onRemember: () => void) {
    this.#onRemember = onRemember;
    this.groupId = groupId;
    this.#observer = observer;
    this.#now = now;
    this.#stateSinceMs = now();
    this.#remembered = this.#memory();
  }

  /** What is known of it after a restart. */
  get remembered(): RememberedGroup {
    return this.#remembered;
  }

  get state(): GroupState {
    return this.#state;
  }

  get previousState(): GroupState {
    return this.#previousState;
  }

  /** When it came into its state, in ms since the epoch. */
  get stateSinceMs(): number {
    return this.#stateSinceMs;
  }

  /** What this generation's members subscribed to; undefined where they are no consumers, or their metadata is odd. */
  get subscribedTopics(): ReadonlySet<string> | undefined {
    return this.#subscribedTopics;
  }

  get generationId(): number {
    return this.#generationId;
  }

  get protocolType(): string | null {
    return this.#protocolType;
  }

  get protocolName(): string | null {
    return this.#protocolName;
  }

  get leaderId(): string | null {
    return this.#leaderId;
  }

  get members(): Member[] {
    return [...this.#members.values()];
  }

  get size(): number {
    return this.#members.size;
  }

  transition(to: GroupState): void {
    if (!GROUP_TRANSITIONS[this.#state].includes(to)) {
      throw new Error(`Group ${this.groupId} cannot go from ${this.#state} to ${to}`);
    }
    const from = this.#state;
    this.#previousState = from;
    this.#state = to;
    this.#stateSinceMs = this.#now();
    if (to === 'Stable' || to === 'Empty') this.#remember();
    this.#observer(this, from);
  }

  /** All joined members wait for their JoinGroup answer; pending ones are the caller's to know. */
  get allAwaitJoin(): boolean {
    return this.awaitingJoin === this.size;
  }

  get awaitingJoin(): number {
    let waiting = 0;
    for (const member of this.#members.values()) if (member.isAwaitingJoin) waiting++;
    return waiting;
  }

  /** The longest a member wants a rebalance to wait, in ms. */
  get rebalanceTimeoutMs(): number {
    return this.members.reduce((most, { terms }) => Math.max(most, terms.rebalanceTimeoutMs), 0);
  }

  member(memberId: string): Member | undefined {
    return this.#members.get(memberId);
  }

  staticMemberId(groupInstanceId: string): string | undefined {
    return this.#staticMembers.get(groupInstanceId);
  }

  isLeader(memberId: string): boolean {
    return this.#leaderId === memberId;
  }

  add(member: Member, protocolType: string): void {
    if (this.#members.size === 0) this.#protocolType = protocolType;
    this.#members.set(member.memberId, member);
    this.#count(member, 1);
    if (member.groupInstanceId !== null) this.#staticMembers.set(member.groupInstanceId, member.memberId);
    this.#leaderId ??= member.memberId;
  }

  remove(memberId: string): void {
    const member = this.#members.get(memberId);
    if (member === undefined) return;
    this.#members.delete(memberId);
    this.#count(member, -1);
    if (member.groupInstanceId !== null && this.#staticMembers.get(member.groupInstanceId) === memberId) {
      this.#staticMembers.delete(member.groupInstanceId);
    }
    if (this.#leaderId === memberId) this.#leaderId = this.#anyMember?.memberId ?? null;
  }

  /** It joined again, and may offer other protocols. */
  changeTerms(member: Member, terms: MemberTerms): void {
    this.#count(member, -1);
    member.terms = terms;
    this.#count(member, 1);
  }

  /** KIP-345: the same instance came back under a new member id, and keeps its place. */
  replaceStatic(oldMember: Member, newMember: Member): void {
    this.#members.delete(oldMember.memberId);
    this.#count(oldMember, -1);
    this.#members.set(newMember.memberId, newMember);
    this.#count(newMember, 1);
    if (newMember.groupInstanceId !== null) this.#staticMembers.set(newMember.groupInstanceId, newMember.memberId);
    if (this.#leaderId === oldMember.memberId) this.#leaderId = newMember.memberId;
    if (this.#state === 'Stable') this.#remember();
  }

  /** The leader must be one that joined; false when nobody did. */
  electJoinedLeader(): boolean {
    if (this.#leaderId !== null && this.#members.get(this.#leaderId)?.isAwaitingJoin === true) return true;
    const joined = this.members.find((member) => member.isAwaitingJoin);
    if (joined === undefined) return false;
    this.#leaderId = joined.memberId;
    return true;
  }

  /** Whether somebody with these protocols could be a member beside those that are there. */
  supports(protocolType: string, protocols: readonly MemberProtocol[]): boolean {
    if (protocolType === '' || protocols.length === 0) return false;
    if (this.size === 0) return true;
    if (this.#protocolType !== protocolType) return false;
    return protocols.some(({ name }) => this.#isOfferedByAll(name));
  }

  /** Members vote for the first of theirs that all have; most votes win. */
  selectProtocol(): string {
    const votes = new Map<string, number>();
    for (const member of this.#members.values()) {
      const vote = member.vote((name) => this.#isOfferedByAll(name));
      if (vote !== undefined) votes.set(vote, (votes.get(vote) ?? 0) + 1);
    }
    let winner = '';
    for (const [name, count] of votes) if (count > (votes.get(winner) ?? 0)) winner = name;
    return winner;
  }

  /** A new generation out of PreparingRebalance: CompletingRebalance, or Empty when nobody is left. */
  nextGeneration(): void {
    this.#generationId++;
    if (this.size === 0) {
      this.#protocolName = null;
      this.#leaderId = null;
      this.#subscribedTopics = this.#computeSubscribedTopics();
      this.transition('Empty');
      return;
    }
    this.#protocolName = this.selectProtocol();
    this.#subscribedTopics = this.#computeSubscribedTopics();
    this.transition('CompletingRebalance');
  }

  /** Becomes Stable with these members, who have their assignments already. */
  takeOver(members: readonly Member[], generationId: number): void {
    for (const member of members) this.add(member, 'consumer');
    this.#generationId = generationId;
    this.#protocolName = this.selectProtocol();
    this.transition('PreparingRebalance');
    this.transition('CompletingRebalance');
    this.transition('Stable');
  }

  /** Becomes what is remembered of it. */
  restore(remembered: RememberedGroup): void {
    const { generationId, protocolType, protocolName, leaderId, stateSinceMs } = remembered;
    for (const { terms, assignment, ...identity } of remembered.members) {
      const member = new Member(identity, terms);
      member.assignment = assignment;
      member.isNew = false;
      this.add(member, protocolType ?? '');
    }
    this.#generationId = generationId;
    this.#protocolType = protocolType;
    this.#protocolName = protocolName;
    this.#leaderId = leaderId;
    this.#stateSinceMs = stateSinceMs;
    this.#state = this.size === 0 ? 'Empty' : 'Stable';
    this.#previousState = this.#state;
    if (generationId > 0) this.#subscribedTopics = this.#computeSubscribedTopics();
    this.#remembered = remembered;
  }

  #remember(): void {
    this.#remembered = this.#memory();
    this.#onRemember();
  }

  #memory(): RememberedGroup {
    const { generationId, protocolType, protocolName, leaderId, stateSinceMs } = this;
    const members = this.members.map(({ memberId, groupInstanceId, clientId, clientHost, terms, assignment }) => {
      return { memberId, groupInstanceId, clientId, clientHost, terms, assignment };
    });
    return { generationId, protocolType, protocolName, leaderId, stateSinceMs, members };
  }

  /** The error for a request that claims to be from this member; NONE for a rightful one. */
  memberProblem(memberId: string, groupInstanceId: string | null): number {
    if (groupInstanceId !== null) {
      const known = this.#staticMembers.get(groupInstanceId);
      if (known === undefined) return ErrorCode.UNKNOWN_MEMBER_ID;
      if (known !== memberId) return ErrorCode.FENCED_INSTANCE_ID;
    }
    return this.#members.has(memberId) ? ErrorCode.NONE : ErrorCode.UNKNOWN_MEMBER_ID;
  }

  /** The members as the leader gets them in its JoinGroup answer, with their metadata for the chosen protocol. */
  membersWithMetadata(): NonNullable<MessageInit<JoinGroupResponse>['members']> {
    const protocol = this.#protocolName ?? '';
    return this.members.map((member) => ({
      memberId: member.memberId,
      groupInstanceId: member.groupInstanceId,
      metadata: member.metadataOf(protocol),
    }));
  }

  get #anyMember(): Member | undefined {
    for (const member of this.#members.values()) return member;
    return undefined;
  }

  #computeSubscribedTopics(): ReadonlySet<string> | undefined {
    if (this.#protocolType !== CONSUMER_PROTOCOL_TYPE) return undefined;
    const protocol = this.#protocolName ?? '';
    return subscribedTopics(this.members.map((member) => member.metadataOf(protocol)));
  }

  #isOfferedByAll(protocol: string): boolean {
    return this.#offered.get(protocol) === this.size;
  }

  #count(member: Member, by: 1 | -1): void {
    for (const name of new Set(member.terms.protocols.map((protocol) => protocol.name))) {
      const offering = (this.#offered.get(name) ?? 0) + by;
      if (offering > 0) this.#offered.set(name, offering);
      else this.#offered.delete(name);
    }
  }
}
