import type { ClusterState } from '../state/cluster-state.ts';
import type { Partition } from '../state/partition.ts';
import type { LoggedRecord } from './logged-record.ts';
import { readableEnd, readLog, type Isolation } from './read-log.ts';

/** Which records of a topic. */
export interface ReadTerms {
  /** Of this partition only. */
  readonly partition?: number | undefined;
  readonly isolation: Isolation;
  /** From the beginning of the logs, from where they end now, or from this offset on in each. */
  readonly from: 'earliest' | 'latest' | number;
}

interface Progress {
  /** Where the log is that of before: a topic made anew, or a leader whose log is shorter, is read from its beginning. */
  readonly log: string;
  readonly records: LoggedRecord[];
  next: number;
  /** Leader epoch of what was read last: with another one there now, another leader's records have taken its place. */
  epoch?: number;
}

/** Reads a topic on and on: what was read once is kept, whatever retention does. The topic need not be there yet. */
export class TopicReader {
  readonly #cluster: ClusterState;
  readonly #topic: string;
  readonly #terms: ReadTerms;
  readonly #progress = new Map<number, Progress>();
  /** Where each log ended at first. */
  readonly #latest: ReadonlyMap<number, number>;

  constructor(cluster: ClusterState, topic: string, terms: ReadTerms) {
    this.#cluster = cluster;
    this.#topic = topic;
    this.#terms = terms;
    this.#latest = new Map(this.#partitions.map((it) => [it.index, readableEnd(it, terms.isolation)]));
  }

  /** What there is by now: by partition, each in the order of its offsets. */
  read(): LoggedRecord[] {
    return this.readPartitions().flat();
  }

  /** The same, a list for each partition, which grows: only what came since the last time is read. Another list: a new reading. */
  readPartitions(): (readonly LoggedRecord[])[] {
    return this.#partitions.map((partition) => {
      const progress = this.#progressOf(partition);
      const end = readableEnd(partition, this.#terms.isolation);
      if (end > progress.next) {
        for (const record of readLog(partition, this.#terms.isolation, progress.next)) progress.records.push(record);
        progress.next = end;
        progress.epoch = partition.log.epochOf(end - 1);
      }
      return progress.records;
    });
  }

  get #partitions(): Partition[] {
    const { partition } = this.#terms;
    const all = this.#cluster.topic(this.#topic)?.partitions ?? [];
    return all.filter(({ index }) => partition === undefined || index === partition);
  }

  #progressOf(partition: Partition): Progress {
    const { index, topic, log } = partition;
    const present = this.#progress.get(index);
    const end = readableEnd(partition, this.#terms.isolation);
    const isSame =
      present?.log === topic.topicId &&
      present.next <= Math.max(end, log.startOffset) &&
      // What retention took is as it was.
      (present.epoch === undefined ||
        present.next <= log.startOffset ||
        present.epoch === log.epochOf(present.next - 1));
    if (present !== undefined && isSame) return present;
    const next = present === undefined ? this.#start(index) : 0;
    const progress: Progress = { log: topic.topicId, records: [], next };
    this.#progress.set(index, progress);
    return progress;
  }

  #start(index: number): number {
    const { from } = this.#terms;
    if (typeof from === 'number') return from;
    return from === 'latest' ? (this.#latest.get(index) ?? 0) : 0;
  }
}
