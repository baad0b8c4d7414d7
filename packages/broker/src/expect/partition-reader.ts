import type { PartitionLog } from '../log/partition-log.ts';
import type { Partition } from '../state/partition.ts';
import type { LoggedRecord } from './logged-record.ts';
import { readableBatches, type Isolation, type ReadableBatch } from './read-log.ts';
import type { Turn } from './turn.ts';

/** Reads one partition on and on, in turns. What was read stays, whatever retention does. */
export class PartitionReader {
  /** What was read so far, in the order of its offsets. */
  readonly records: LoggedRecord[] = [];
  readonly #topicId: string;
  readonly #isolation: Isolation;
  #next: number;
  /** Leader epoch of what was read last: with another one there now, another leader's records have taken its place. */
  #epoch: number | undefined;
  /** The batch in which a turn ended: what is left of it. */
  #begun: ReadableBatch | undefined;

  /** @param from the first offset */
  constructor({ topic }: Partition, isolation: Isolation, from: number) {
    this.#topicId = topic.topicId;
    this.#isolation = isolation;
    this.#next = from;
  }

  /** Whether the log is that of before: a topic made anew, or a leader whose log is shorter, is read from its beginning. */
  isOf({ topic, log }: Partition, end: number): boolean {
    if (this.#topicId !== topic.topicId || this.#next > Math.max(end, log.startOffset)) return false;
    // What retention took is as it was.
    return this.#epoch === undefined || this.#next <= log.startOffset || this.#epoch === log.epochOf(this.#next - 1);
  }

  /** @param end behind the last offset that is wanted @returns false: the turn was over before it was there */
  readOn(partition: Partition, end: number, turn: Turn | undefined): boolean {
    const { log } = partition;
    if (this.#next >= end) return true;
    if (this.#begun !== undefined && !this.#readBatch(this.#begun, log, turn)) return false;
    for (const batch of readableBatches(partition, this.#isolation, this.#next, end)) {
      if (!this.#readBatch(batch, log, turn)) return false;
    }
    this.#passed(log, end);
    return true;
  }

  #readBatch(batch: ReadableBatch, log: PartitionLog, turn: Turn | undefined): boolean {
    const { records, nextOffset } = batch;
    for (let it = records.next(); it.done !== true; it = records.next()) {
      this.records.push(it.value);
      if (turn?.step() !== true) continue;
      this.#begun = batch;
      this.#passed(log, it.value.offset + 1);
      return false;
    }
    this.#begun = undefined;
    this.#passed(log, nextOffset);
    return true;
  }

  #passed(log: PartitionLog, next: number): void {
    this.#next = next;
    this.#epoch = log.epochOf(next - 1);
  }
}
