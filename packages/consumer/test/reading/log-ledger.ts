import type { Broker } from '@k/broker';
import { readBatches } from '@k/codec';
import type { ConsumerRecord, TruncatedLog } from '../../src/index.ts';

/** What a partition's log has now. */
interface LogContents {
  /** By offset. */
  readonly values: readonly string[];
  /** Where its batches begin, and where it ends. */
  readonly boundaries: readonly number[];
}

/** One partition: what was handed out of it, and what may come next. */
class PartitionLedger {
  readonly partition: number;
  /** What was handed out last, by offset. */
  readonly read: string[] = [];
  next = 0;
  isPaused = false;
  /** Unclean elections that the reader has not been told of, though it may have read beyond where they cut. */
  cuts: number[] = [];

  constructor(partition: number) {
    this.partition = partition;
  }
}

/** What must hold of a consumer that reads topic t from its beginning, whatever happens to the cluster. */
export class LogLedger {
  readonly faults: string[] = [];
  /** How often the consumer was told of a cut. */
  truncations = 0;
  readonly #broker: Broker;
  readonly #partitions: readonly PartitionLedger[];

  constructor(broker: Broker, partitions: number) {
    this.#broker = broker;
    this.#partitions = Array.from({ length: partitions }, (_, partition) => new PartitionLedger(partition));
  }

  handedOut({ partition, offset, value }: ConsumerRecord): void {
    const ledger = this.#of(partition);
    const place = `t-${String(partition)}@${String(offset)}`;
    if (ledger.isPaused) this.faults.push(`${place} is handed out though it is paused`);
    if (offset !== ledger.next) this.faults.push(`${place} is handed out, and not ${String(ledger.next)}`);
    ledger.read[offset] = String(value);
    ledger.next = offset + 1;
  }

  truncated({ partition, position, divergentOffset }: TruncatedLog): void {
    const ledger = this.#of(partition);
    const place = `t-${String(partition)}@${String(divergentOffset)}`;
    this.truncations++;
    if (position !== ledger.next) {
      this.faults.push(`${place}: a cut before ${String(position)} is told, and ${String(ledger.next)} was next`);
    }
    if (!ledger.cuts.some((offset) => offset < position)) this.faults.push(`${place}: a cut that was not is told`);
    ledger.cuts = [];
    ledger.next = Math.max(0, divergentOffset);
    if (this.agreed(partition) < ledger.next) this.faults.push(`${place}: the cut was before`);
  }

  sought(partition: number, offset: number): void {
    this.#of(partition).next = offset;
  }

  paused(partition: number, isPaused: boolean): void {
    this.#of(partition).isPaused = isPaused;
  }

  isPaused(partition: number): boolean {
    return this.#of(partition).isPaused;
  }

  cut(partition: number, offset: number): void {
    this.#of(partition).cuts.push(offset);
  }

  /** Up to this offset the reader has what the log has. */
  agreed(partition: number): number {
    const { read } = this.#of(partition);
    const { values } = this.contents(partition);
    const different = values.findIndex((value, offset) => read[offset] !== value);
    return different === -1 ? values.length : different;
  }

  contents(partition: number): LogContents {
    const log = this.#broker.log('t', partition);
    const values: string[] = [];
    const boundaries: number[] = [];
    while (values.length < log.endOffset) {
      for (const batch of readBatches(log.read(values.length, Infinity, true))) {
        boundaries.push(values.length);
        for (const { value } of batch) values.push(String(value));
      }
    }
    return { values, boundaries: [...boundaries, log.endOffset] };
  }

  #of(partition: number): PartitionLedger {
    const ledger = this.#partitions[partition];
    if (ledger === undefined) throw new Error(`there is no t-${String(partition)}`);
    return ledger;
  }
}
