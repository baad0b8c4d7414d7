import { ErrorCode, ProtocolError, StateError, asError, errorFor } from '@k/wire';
import { withResolvers, type Deadline, type TimerHandle } from '@k/runtime';
import type { Cluster } from '@k/cluster';
import { PartitionMap } from '@k/cluster';
import type { CommitOutcomes, MemberIdentity, OffsetAndMetadata, OffsetClient } from '@k/group';
import type { Assignment } from '../position/assignment.ts';
import { CommitError } from '../errors.ts';
import type { CommittedPosition, Tell } from '../events.ts';
import { Doubts } from './doubts.ts';
import type { ConsumerCounters } from '../metrics.ts';

export interface CommitterInit<K, V> {
  readonly cluster: Cluster;
  /** undefined without a group. */
  readonly offsets: OffsetClient | undefined;
  readonly assignment: Assignment<K, V>;
  /** 'none' when partitions were assigned by hand: offsets are then stored for no member in particular. */
  readonly committingMember: () => MemberIdentity | 'none' | undefined;
  /** Set while the coordinator may have the member in a later epoch than the member knows; resolves when it knows. */
  readonly epochPending: () => Promise<void> | undefined;
  readonly tell: Tell;
  readonly counters: Pick<ConsumerCounters, 'commit'>;
}

/** A partition of a commit that is not settled yet. */
interface OpenCommit {
  readonly offset: OffsetAndMetadata;
  /** The next one may go. */
  readonly done: () => void;
}

/**
 * Stores offsets: those of one partition one after the other, so that an older one that is retried never overtakes a newer
 * one. Partitions do not wait for each other.
 */
export class Committer<K, V> {
  readonly #init: CommitterInit<K, V>;
  /** The latest commit of each partition, until that is settled. */
  readonly #underWay = new PartitionMap<Promise<void>>();
  readonly #doubts: Doubts;
  /** Set while commits are made at an interval. */
  #timer: TimerHandle;

  constructor(init: CommitterInit<K, V>) {
    this.#init = init;
    const { runtime, settings } = init.cluster;
    this.#doubts = new Doubts(runtime.clock, settings.requestTimeoutMs);
  }

  /** Commits what was handed back, every `intervalMs` milliseconds, until stopped. */
  start(intervalMs: number): void {
    const { cluster } = this.#init;
    this.#timer = cluster.runtime.clock.setTimeout(() => {
      this.start(intervalMs);
      // Who is still at the last one has the next interval.
      const free = this.#handedBack((topic, id, isNew) => {
        return !this.#underWay.has(topic, id) && (isNew || this.#doubts.isDue(topic, id));
      });
      void this.#commitAutomatically(free, cluster.deadline('commit offsets automatically'));
    }, intervalMs);
  }

  stop(): void {
    if (this.#timer !== undefined) this.#init.cluster.runtime.clock.clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Commits what was handed back since the last commit, and what is in doubt; what fails is told. Does nothing between two generations of the group. */
  handedBack(deadline: Deadline): Promise<void> {
    return this.#commitAutomatically(
      this.#handedBack((topic, id, isNew) => isNew || this.#doubts.has(topic, id)),
      deadline,
    );
  }

  /**
   * Done when every partition is stored or refused.
   * @throws CommitError that names the partitions that were refused; the others are committed
   */
  async commit(offsets: PartitionMap<OffsetAndMetadata>, deadline: Deadline): Promise<void> {
    if (this.#init.offsets === undefined)
      throw new StateError('KafkaConsumer: offsets are committed for a group, set the option groupId');
    const parts = new Map<Promise<void> | undefined, PartitionMap<OffsetAndMetadata>>();
    for (const [topic, id, offset] of offsets) {
      const earlier = this.#underWay.get(topic, id);
      const part = parts.get(earlier) ?? new PartitionMap<OffsetAndMetadata>();
      // Should the topic be made again while the commit waits, the offset is of no use to the new one.
      const topicId = this.#init.assignment.get(topic, id)?.topicId ?? this.#init.cluster.topic(topic)?.topicId;
      parts.set(earlier, part.set(topic, id, { ...offset, topicId }));
    }
    const errors = new PartitionMap<Error>();
    const failures = await Promise.all(
      Array.from(parts, ([earlier, part]) => this.#commit(part, earlier, errors, deadline)),
    );
    if (errors.size === 0) return;
    // Nothing was stored, for one reason: the list of partitions would say no more than that.
    const whole = failures.find((error) => error !== undefined);
    if (whole !== undefined && errors.size === offsets.size && [...errors.values()].every((error) => error === whole)) {
      throw whole;
    }
    throw new CommitError(errors);
  }

  /** @param wanted told whether the offset is another one than that of the last commit */
  #handedBack(wanted: (topic: string, id: number, isNew: boolean) => boolean): PartitionMap<OffsetAndMetadata> {
    const offsets = new PartitionMap<OffsetAndMetadata>();
    for (const { topic, partition: id, position, committed } of this.#init.assignment.values()) {
      const { handedBack: offset, handedBackEpoch: leaderEpoch } = position;
      if (offset < 0 || !wanted(topic, id, offset !== committed)) continue;
      offsets.set(topic, id, { offset, leaderEpoch });
    }
    return offsets;
  }

  async #commitAutomatically(offsets: PartitionMap<OffsetAndMetadata>, deadline: Deadline): Promise<void> {
    if (this.#init.committingMember() === undefined) return;
    await this.commit(offsets, deadline).catch(() => undefined);
  }

  /**
   * Commits a part whose partitions have to wait for the same earlier commit, or for none. Puts the errors of its
   * partitions into `errors`; gives the one that it failed with as a whole.
   */
  async #commit(
    offsets: PartitionMap<OffsetAndMetadata>,
    earlier: Promise<void> | undefined,
    errors: PartitionMap<Error>,
    deadline: Deadline,
  ): Promise<Error | undefined> {
    const { tell, offsets: client } = this.#init;
    const open = this.#begin(offsets);
    const unansweredBefore = client?.unanswered ?? 0;
    const isInDoubt = (): boolean => client !== undefined && client.unanswered > unansweredBefore;
    const settled = (outcomes: CommitOutcomes): void => {
      const stored = new PartitionMap<OffsetAndMetadata>();
      const refused = new PartitionMap<OffsetAndMetadata>();
      const why = new PartitionMap<Error>();
      for (const [topic, id, error] of outcomes) {
        const { offset, done } = open.get(topic, id) ?? {};
        if (offset === undefined) continue;
        open.delete(topic, id);
        done?.();
        if (error === null) {
          stored.set(topic, id, offset);
          if (isInDoubt()) this.#doubts.begin(topic, id);
          else this.#doubts.stored(topic, id);
          const partition = this.#init.assignment.get(topic, id);
          if (partition?.topicId === offset.topicId) partition?.stored(offset.offset);
        } else {
          refused.set(topic, id, offset);
          why.set(topic, id, error);
          errors.set(topic, id, error);
        }
      }
      if (stored.size > 0) tell('committed', listOf(stored));
      if (refused.size > 0) tell('commitFailed', new CommitError(why), listOf(refused));
    };
    try {
      if (earlier !== undefined) await deadline.race(earlier);
      await this.#init.counters.commit(this.#send(offsets, deadline, settled));
      return undefined;
    } catch (cause) {
      const error = asError(cause);
      const left = new PartitionMap<OffsetAndMetadata>();
      for (const [topic, id, { offset, done }] of open) {
        left.set(topic, id, offset);
        errors.set(topic, id, error);
        if (isInDoubt()) this.#doubts.begin(topic, id);
        done();
      }
      if (left.size > 0) tell('commitFailed', error, listOf(left));
      return error;
    }
  }

  /** From now on, later commits of these partitions wait. */
  #begin(offsets: PartitionMap<OffsetAndMetadata>): PartitionMap<OpenCommit> {
    const open = new PartitionMap<OpenCommit>();
    for (const [topic, id, offset] of offsets) {
      const { promise, resolve } = withResolvers();
      this.#underWay.set(topic, id, promise);
      const done = (): void => {
        if (this.#underWay.get(topic, id) === promise) this.#underWay.delete(topic, id);
        resolve();
      };
      open.set(topic, id, { offset, done });
    }
    return open;
  }

  /**
   * Stores offsets. A commit that the group refuses since it has gone into another generation is made again in that one, for
   * the partitions that this member still has and never gave up in between.
   */
  async #send(
    offsets: PartitionMap<OffsetAndMetadata>,
    deadline: Deadline,
    settled: (outcomes: CommitOutcomes) => void,
  ): Promise<void> {
    const { offsets: client, assignment } = this.#init;
    const owners = new PartitionMap(
      Array.from(offsets, ([topic, id]) => [topic, id, assignment.get(topic, id)] as const),
    );
    for (let open = offsets; open.size > 0;) {
      const member = this.member();
      const pending = this.#init.epochPending();
      const refused = new PartitionMap<Error>();
      await client?.commit(open, member, deadline, (outcomes) => {
        const others: CommitOutcomes = new PartitionMap();
        for (const [topic, id, error] of outcomes) {
          if (isOfGeneration(error)) refused.set(topic, id, error);
          else others.set(topic, id, error);
        }
        if (others.size > 0) settled(others);
      });
      const [cause] = refused.values();
      const isLater = cause !== undefined && (await this.#isLater(member, pending, deadline, cause));
      const final: CommitOutcomes = new PartitionMap();
      const again = new PartitionMap<OffsetAndMetadata>();
      for (const [topic, id, error] of refused) {
        const offset = open.get(topic, id);
        const owner = owners.get(topic, id);
        if (isLater && offset !== undefined && owner !== undefined && assignment.owns(owner))
          again.set(topic, id, offset);
        else final.set(topic, id, error);
      }
      if (final.size > 0) settled(final);
      open = again;
    }
  }

  /**
   * Whether the member is in a later generation than the one in which it committed, if need be after a wait.
   * @throws TimeoutError whose cause is why the commit was refused
   */
  async #isLater(
    then: MemberIdentity | undefined,
    pending: Promise<void> | undefined,
    deadline: Deadline,
    cause: Error,
  ): Promise<boolean> {
    const wait = pending ?? this.#init.epochPending();
    if (wait !== undefined) await deadline.race(wait, undefined, () => cause);
    const now = this.#init.committingMember();
    if (now === undefined || now === 'none') return false;
    return wait !== undefined || now.epoch !== then?.epoch;
  }

  /**
   * Whom offsets are committed for; undefined for no member in particular.
   * @throws ProtocolError REBALANCE_IN_PROGRESS while the group gives this member no partitions
   */
  member(): MemberIdentity | undefined {
    const member = this.#init.committingMember();
    if (member !== undefined) return member === 'none' ? undefined : member;
    throw errorFor(ErrorCode.REBALANCE_IN_PROGRESS, { detail: 'The consumer owns no partitions at the moment.' });
  }
}

function listOf(offsets: PartitionMap<OffsetAndMetadata>): CommittedPosition[] {
  return Array.from(offsets, ([topic, partition, { offset }]) => ({ topic, partition, offset }));
}

/** The group was in another generation, or on its way into one; or the member in a later epoch (KIP-848). */
function isOfGeneration(error: Error | null): error is ProtocolError {
  if (!(error instanceof ProtocolError)) return false;
  const { code } = error;
  return (
    code === ErrorCode.ILLEGAL_GENERATION ||
    code === ErrorCode.REBALANCE_IN_PROGRESS ||
    code === ErrorCode.STALE_MEMBER_EPOCH
  );
}
