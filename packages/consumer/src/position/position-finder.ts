import { ErrorCode, ProtocolError, asError } from '@k/wire';
import { backoffMs, type Deadline } from '@k/runtime';
import { PartitionMap, isRetriable, listOffsetsAt, noLeaderError } from '@k/cluster';
import type { Channel, Cluster, IsolationLevel } from '@k/cluster';
import type { MemberIdentity, OffsetClient } from '@k/group';
import type { AssignedPartition } from './assigned-partition.ts';
import type { Assignment } from './assignment.ts';
import type { Warnings } from '../warnings.ts';
import { Pump } from '../pump.ts';
import { FormerLeaders } from './former-leaders.ts';
import { epochEndsAt, type EpochQuestion } from './leader-epochs.ts';

export interface PositionFinderInit<K, V> {
  readonly cluster: Cluster;
  /** undefined without a group: nothing is ever committed. */
  readonly offsets: OffsetClient | undefined;
  readonly isolationLevel: IsolationLevel;
  /** Sends what is asked of leaders. */
  readonly channel: Channel;
  readonly assignment: Assignment<K, V>;
  readonly warnings: Warnings;
  /** Who asks for committed offsets; the coordinator of a group of KIP-848 looks whether it is still a member. */
  readonly committingMember: () => MemberIdentity | 'none' | undefined;
}

/**
 * Who is asked, and what: the group's coordinator what is committed, the metadata who leads, a leader (its broker id) where its
 * log begins and ends, or whether its log has what was read.
 */
type Source = { readonly kind: 'group' | 'metadata' } | { readonly kind: 'log' | 'epochs'; readonly broker: number };

/** What is asked of a source at a time. */
interface Question<K, V> {
  readonly source: Source;
  readonly wanted: PartitionMap<Wanted<K, V>>;
}

/** Each is asked by itself, one question at a time: nobody's positions wait for what another one does not answer. */
interface Asking {
  /** Not to be asked before (monotonic ms); Infinity while it is asked. */
  until: number;
  /** In a row. */
  failures: number;
}

/** A partition as it was when it was asked about; an answer for another epoch of it is dropped. */
interface Wanted<K, V> {
  readonly partition: AssignedPartition<K, V>;
  readonly epoch: number;
}

/**
 * Gives partitions their position: the committed offset, or where there is none, and where the log does not hold it (any
 * more), the one that `autoOffsetReset` says. No other trouble moves a position: it is retried, or told. Has a partition
 * another leader, that one is asked whether the position holds. A position is used as soon as it is there: of a thousand new partitions some take seconds to be led by anybody.
 */
export class PositionFinder<K, V> {
  readonly #init: PositionFinderInit<K, V>;
  readonly #pump: Pump;
  readonly #stop = new AbortController();
  /** By {@link keyOf}. */
  readonly #sources = new Map<string, Asking>();
  readonly #running = new Set<Promise<void>>();
  readonly #former = new FormerLeaders<K, V>();
  /** Those that may be without a position. */
  readonly #open = new Set<AssignedPartition<K, V>>();

  constructor(init: PositionFinderInit<K, V>) {
    this.#init = init;
    this.#pump = new Pump(init.cluster.runtime.clock, (now) => this.#askAll(now));
  }

  /** Something happened to the partition: its position may have been lost, or its error told. */
  changed(partition: AssignedPartition<K, V>): void {
    if (!partition.position.isOpen) return;
    this.#open.add(partition);
    this.#pump.wake();
  }

  /** Other partitions are assigned than before; their positions are looked for at the next {@link PositionFinder.wake}. */
  reassigned(): void {
    this.#open.clear();
    for (const partition of this.#init.assignment.values()) {
      if (partition.position.isOpen) this.#open.add(partition);
    }
  }

  /** There may be news of who is to be asked. */
  wake(): void {
    if (this.#open.size > 0) this.#pump.wake();
  }

  async close(): Promise<void> {
    this.#pump.close();
    this.#stop.abort();
    await Promise.all(this.#running);
  }

  /** Asks everybody who may be asked now; returns when the next one may. */
  #askAll(now: number): number {
    const { offsets } = this.#init;
    const questions = new Map<string, Question<K, V>>();
    for (const partition of this.#open) {
      if (partition.position.state.name === 'initializing' && offsets === undefined) partition.nothingCommitted();
      const { topic, partition: id, cursor, position } = partition;
      // Whose error is told is looked at again, and so is who loses the position anew.
      if (!position.isOpen || partition.error !== null) {
        this.#open.delete(partition);
        continue;
      }
      const source = this.#sourceFor(partition);
      const key = keyOf(source);
      let question = questions.get(key);
      if (question === undefined) questions.set(key, (question = { source, wanted: new PartitionMap() }));
      question.wanted.set(topic, id, { partition, epoch: cursor.epoch });
    }
    let wakeAt = Infinity;
    for (const [key, question] of questions) {
      const until = this.#sources.get(key)?.until ?? 0;
      if (until > now) wakeAt = Math.min(wakeAt, until);
      else this.#ask(key, question);
    }
    return wakeAt;
  }

  #sourceFor({ topic, partition, position }: AssignedPartition<K, V>): Source {
    const { name } = position.state;
    if (name === 'initializing') return { kind: 'group' };
    const broker = this.#init.cluster.leaderOf(topic, partition);
    if (broker === undefined) return { kind: 'metadata' };
    return { kind: name === 'validating' ? 'epochs' : 'log', broker };
  }

  #ask(key: string, { source, wanted }: Question<K, V>): void {
    const asking = this.#sources.get(key) ?? { until: 0, failures: 0 };
    this.#sources.set(key, asking);
    asking.until = Infinity;
    const work = this.#answer(source, wanted)
      .catch((cause: unknown) => {
        // The request as a whole.
        const error = asError(cause);
        for (const each of wanted.values()) this.#failed(each, error);
        const isNews = asking.failures === 0 && isRetriable(error) && !this.#pump.isClosed;
        if (isNews) this.#init.warnings.add(error);
      })
      .finally(() => {
        this.#running.delete(work);
        const { cluster } = this.#init;
        const { retryBackoffMs: initialMs, retryBackoffMaxMs: maxMs } = cluster.settings;
        const failed = [...wanted.values()].some(isUnanswered);
        const pause = failed ? backoffMs(asking.failures, { initialMs, maxMs }, cluster.runtime.random) : 0;
        asking.failures = failed ? asking.failures + 1 : 0;
        asking.until = cluster.runtime.clock.monotonic() + pause;
        this.wake();
      });
    this.#running.add(work);
  }

  #answer(source: Source, wanted: PartitionMap<Wanted<K, V>>): Promise<void> {
    switch (source.kind) {
      case 'group':
        return this.#fromCommitted(wanted);
      case 'metadata':
        return this.#fromMetadata(wanted);
      case 'log':
        return this.#fromLog(source.broker, wanted);
      case 'epochs':
        return this.#fromEpochs(source.broker, wanted);
    }
  }

  async #fromCommitted(wanted: PartitionMap<Wanted<K, V>>): Promise<void> {
    const { offsets, committingMember } = this.#init;
    const identity = committingMember();
    const member = identity === 'none' ? undefined : identity;
    const result = await offsets?.fetch(wanted, { member, deadline: this.#deadline('fetch committed offsets') });
    for (const [topic, id, committed] of result?.offsets ?? []) {
      const asked = wanted.get(topic, id);
      if (asked === undefined || !isUnanswered(asked)) continue;
      const { partition } = asked;
      if (committed === null) partition.nothingCommitted();
      else partition.seekToCommitted(committed);
    }
    for (const [topic, id, error] of result?.errors ?? []) this.#failed(wanted.get(topic, id), error);
  }

  /** Who leads them? With an answer they are asked for there, and who is still without a leader has to wait. */
  async #fromMetadata(wanted: PartitionMap<Wanted<K, V>>): Promise<void> {
    const { cluster } = this.#init;
    for (const [topic, id, asked] of wanted) this.#failed(asked, noLeaderError(cluster, topic, id));
    await this.#deadline('find leaders').race(cluster.refresh('offsets are looked up'));
  }

  async #fromLog(broker: number, wanted: PartitionMap<Wanted<K, V>>): Promise<void> {
    const { cluster, isolationLevel, channel: through } = this.#init;
    const timestamps = new PartitionMap<number>();
    for (const [topic, id, { partition }] of wanted) {
      const { state } = partition.position;
      if (state.name === 'resetting') timestamps.set(topic, id, state.timestamp);
    }
    const deadline = this.#deadline('look up offsets');
    const { found, errors } = await listOffsetsAt(cluster, broker, timestamps, { isolationLevel, deadline, through });
    for (const [topic, id, { offset, leaderEpoch }] of found) {
      const asked = wanted.get(topic, id);
      if (asked === undefined || !isUnanswered(asked)) continue;
      asked.partition.seek(offset, leaderEpoch);
    }
    this.#allFailed(wanted, errors, 'offsets are looked up');
  }

  async #fromEpochs(broker: number, wanted: PartitionMap<Wanted<K, V>>): Promise<void> {
    const questions = new PartitionMap<EpochQuestion>();
    for (const [topic, id, { partition }] of wanted) {
      const { currentLeaderEpoch, cursor } = partition;
      questions.set(topic, id, { currentLeaderEpoch, leaderEpoch: cursor.leaderEpoch });
    }
    const deadline = this.#deadline('find out whether the log was cut');
    const answer = await epochEndsAt(this.#init.channel, broker, questions, deadline);
    for (const [topic, id, asked] of wanted) {
      const { partition } = asked;
      if (!isUnanswered(asked)) continue;
      if (answer === undefined) partition.validated(partition.cursor.leaderEpoch);
      const end = answer?.ends.get(topic, id);
      if (end === undefined) continue;
      const refusal = this.#former.refuse(partition, end, this.#init.cluster.runtime.clock.monotonic());
      if (refusal === undefined) partition.compareWith(end);
      else answer?.errors.set(topic, id, refusal);
    }
    if (answer !== undefined) this.#allFailed(wanted, answer.errors, 'positions are validated');
  }

  #allFailed(wanted: PartitionMap<Wanted<K, V>>, errors: PartitionMap<Error>, reason: string): void {
    for (const [topic, id, error] of errors) this.#failed(wanted.get(topic, id), error);
    // Should it fail, the next attempt asks again.
    if (errors.size > 0) this.#init.cluster.refresh(reason).catch(() => undefined);
  }

  /** What may pass is tried again; the rest is told at the partition's turn, then tried again. */
  #failed(asked: Wanted<K, V> | undefined, error: Error): void {
    if (asked === undefined || !isUnanswered(asked) || this.#pump.isClosed) return;
    const { partition } = asked;
    if (isRetriable(error) || isOfMembership(error)) partition.setTrouble(error);
    else partition.tell(error);
  }

  #deadline(operation: string): Deadline {
    return this.#init.cluster.deadline(operation, { signal: this.#stop.signal });
  }
}

function keyOf(source: Source): string {
  return 'broker' in source ? `${source.kind} ${String(source.broker)}` : source.kind;
}

function isUnanswered<K, V>({ partition, epoch }: Wanted<K, V>): boolean {
  return partition.cursor.epoch === epoch && partition.position.isOpen;
}

/** The group has the member in another epoch, or no more: the next heartbeat brings it, and says which partitions it has. */
function isOfMembership(error: Error): boolean {
  if (!(error instanceof ProtocolError)) return false;
  const { code } = error;
  return (
    code === ErrorCode.STALE_MEMBER_EPOCH ||
    code === ErrorCode.FENCED_MEMBER_EPOCH ||
    code === ErrorCode.UNKNOWN_MEMBER_ID
  );
}
