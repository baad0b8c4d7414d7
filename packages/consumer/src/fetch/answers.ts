import { ErrorCode, Fetch, errorFor } from '@k/wire';
import type { FetchResponse, FetchResponsePartitionData } from '@k/wire';
import type { Cluster, IsolationLevel, LeaderHint } from '@k/cluster';
import type { AssignedPartition } from '../position/assigned-partition.ts';
import type { ByteLease } from './byte-budget.ts';
import type { FetchFailures } from './failures.ts';
import type { AskedPartition, InFlightFetch } from './fetch-slot.ts';
import type { Intake } from './intake.ts';
import type { Placement } from './placement.ts';
import type { ReadReplicas } from './read-replicas.ts';

export interface FetchAnswersInit<K, V> {
  readonly cluster: Cluster;
  readonly settings: { readonly checkCrcs: boolean; readonly isolationLevel: IsolationLevel };
  readonly intake: Intake<K, V>;
  readonly placement: Placement<K, V>;
  readonly replicas: ReadReplicas<K, V>;
  readonly failures: FetchFailures<K, V>;
  /** Partitions to be looked at again. */
  readonly changed: Set<AssignedPartition<K, V>>;
}

/** What becomes of the partitions of an answer: they are served, refused, or sent to another replica. */
export class FetchAnswers<K, V> {
  readonly #init: FetchAnswersInit<K, V>;

  constructor(init: FetchAnswersInit<K, V>) {
    this.#init = init;
  }

  /** What an answer brought, by partition. */
  serve({ slot, asked: session }: InFlightFetch, response: FetchResponse, lease: ByteLease): void {
    const leaders: LeaderHint[] = [];
    for (const answer of response.responses) {
      for (const data of answer.partitions) {
        const asked = session.find(answer, data.partitionIndex);
        if (asked === undefined) continue;
        const { topic, partition: id } = asked;
        const { leaderId, leaderEpoch } = data.currentLeader;
        if (leaderId >= 0) leaders.push({ topic, partition: id, leaderId, leaderEpoch });
        const partition = this.#init.placement.stillAsked(asked);
        if (partition === undefined) continue;
        if (data.errorCode === ErrorCode.NONE) this.#served(partition, data, asked, lease);
        else this.refused(partition, data.errorCode, asked);
        slot.found(asked, partition.cursor.isBehind);
        this.#init.changed.add(partition);
      }
    }
    if (leaders.length > 0) this.#init.cluster.learnLeaders(leaders, response.nodeEndpoints);
  }

  /** The broker answered with an error code in place of records. */
  refused(partition: AssignedPartition<K, V>, code: number, asked: AskedPartition): void {
    this.#init.changed.add(partition);
    if (asked.isLed || !isOfReplica(code)) this.#init.failures.refused(partition, code, asked.slot.broker);
    else this.leaveReplica(asked);
  }

  /** The follower does not serve it: the leader is asked instead, at once. */
  leaveReplica(asked: AskedPartition): void {
    const partition = this.#init.placement.ownerOf(asked);
    if (partition === undefined) return;
    this.#init.replicas.leave(partition);
    this.#init.changed.add(partition);
    const place = `${asked.topic}-${String(asked.partition)}`;
    this.#init.failures.refresh(`broker ${String(asked.slot.broker)} does not serve ${place} as a follower`);
  }

  /** The leader wants it to be fetched from a follower that is closer (KIP-392). */
  #redirected(partition: AssignedPartition<K, V>, broker: number): void {
    if (this.#init.replicas.prefer(partition, broker)) return;
    const { topic, partition: id } = partition;
    const context = { api: Fetch.name, topic, partition: id, broker };
    this.#init.failures.backOff(partition, errorFor(ErrorCode.REPLICA_NOT_AVAILABLE, context));
  }

  #served(
    partition: AssignedPartition<K, V>,
    data: FetchResponsePartitionData,
    { fetchOffset, slot }: AskedPartition,
    lease: ByteLease,
  ): void {
    const { preferredReadReplica } = data;
    if (preferredReadReplica >= 0 && preferredReadReplica !== slot.broker) {
      this.#redirected(partition, preferredReadReplica);
      return;
    }
    const highWatermark = Number(data.highWatermark);
    const { checkCrcs, isolationLevel } = this.#init.settings;
    const isCommitted = isolationLevel === 'read_committed';
    partition.setTrouble(null);
    if (data.divergingEpoch.epoch >= 0) {
      const { epoch: leaderEpoch, endOffset } = data.divergingEpoch;
      partition.compareWith({ leaderEpoch, endOffset: Number(endOffset) });
      return;
    }
    partition.cursor.answered(this.#init.cluster.runtime.clock.monotonic(), {
      highWatermark,
      readableEnd: isCommitted ? Number(data.lastStableOffset) : highWatermark,
    });
    const { records } = data;
    if (records === null || records.length === 0) return;
    const pieces = this.#init.intake.take({
      source: partition.source,
      records,
      fromOffset: fetchOffset,
      checkCrcs,
      abortedTransactions: isCommitted ? (data.abortedTransactions ?? []) : null,
      highWatermark,
      lease,
    });
    for (const piece of pieces) partition.enqueue(piece);
  }
}

/** Whether another replica may answer otherwise. */
function isOfReplica(code: number): boolean {
  return code === ErrorCode.OFFSET_OUT_OF_RANGE || errorFor(code).retriable;
}
