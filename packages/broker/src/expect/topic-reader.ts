import type { Clock } from '@k/runtime';
import type { ClusterState } from '../state/cluster-state.ts';
import type { Partition } from '../state/partition.ts';
import type { LoggedRecord } from './logged-record.ts';
import { PartitionReader } from './partition-reader.ts';
import { readableEnd, type Isolation } from './read-log.ts';
import { inTurns, type Turn } from './turn.ts';

/** Which records of a topic. */
export interface ReadTerms {
  /** Of this partition only. */
  readonly partition?: number | undefined;
  readonly isolation: Isolation;
  /** From the beginning of the logs, from where they end now, or from this offset on in each. */
  readonly from: 'earliest' | 'latest' | number;
}

/** Reads a topic on and on: what was read once is kept, whatever retention does. The topic need not be there yet. */
export class TopicReader {
  readonly #cluster: ClusterState;
  readonly #topic: string;
  readonly #terms: ReadTerms;
  readonly #readers = new Map<number, PartitionReader>();
  /** Where each log ended at first. */
  readonly #latest: ReadonlyMap<number, number>;
  /** Where each log ended when time was over. */
  #last: ReadonlyMap<number, number> | undefined;

  constructor(cluster: ClusterState, topic: string, terms: ReadTerms) {
    this.#cluster = cluster;
    this.#topic = topic;
    this.#terms = terms;
    this.#latest = this.#ends();
  }

  /** What there is by now: by partition, each in the order of its offsets. */
  read(): LoggedRecord[] {
    this.readOn();
    return this.lists.flat();
  }

  /** Reads what came since the last time. @returns false: the turn was over before all was read */
  readOn(turn?: Turn): boolean {
    return this.#partitions.every((partition) => {
      const end = readableEnd(partition, this.#terms.isolation);
      const last = this.#last === undefined ? end : (this.#last.get(partition.index) ?? 0);
      return this.#readerOf(partition).readOn(partition, Math.min(end, last), turn);
    });
  }

  /** The same for the last time, in turns: what comes from now on is not read. @throws the reason of the signal */
  async readLast(clock: Clock, signal: AbortSignal | undefined): Promise<void> {
    this.#last = this.#ends();
    await inTurns(
      clock,
      (turn) => this.readOn(turn),
      () => signal?.aborted === true,
    );
    signal?.throwIfAborted();
  }

  /** What was read, a list for each partition, which grows. Another list: a new reading. */
  get lists(): (readonly LoggedRecord[])[] {
    return this.#partitions.map((partition) => this.#readerOf(partition).records);
  }

  get #partitions(): Partition[] {
    const { partition } = this.#terms;
    const all = this.#cluster.topic(this.#topic)?.partitions ?? [];
    return all.filter(({ index }) => partition === undefined || index === partition);
  }

  #ends(): Map<number, number> {
    return new Map(this.#partitions.map((it) => [it.index, readableEnd(it, this.#terms.isolation)]));
  }

  #readerOf(partition: Partition): PartitionReader {
    const { index } = partition;
    const { isolation } = this.#terms;
    const present = this.#readers.get(index);
    if (present?.isOf(partition, readableEnd(partition, isolation)) === true) return present;
    const reader = new PartitionReader(partition, isolation, present === undefined ? this.#start(index) : 0);
    this.#readers.set(index, reader);
    return reader;
  }

  #start(index: number): number {
    const { from } = this.#terms;
    if (typeof from === 'number') return from;
    return from === 'latest' ? (this.#latest.get(index) ?? 0) : 0;
  }
}
