import { announcedLength, BatchReader, lastBatch } from '@k/codec';
import { AbortedBatches } from './aborted-batches.ts';
import type { AbortedTransaction } from './aborted-batches.ts';
import type { ConsumerRecord } from '../delivery/consumer-record.ts';
import { DeserializedData } from './deserialized-data.ts';
import type { EarlyDeserialization } from './deserialized-data.ts';
import type { FetchedData } from './fetched-data.ts';
import { FetchedBatches } from './fetched-batches.ts';
import type { FetchedBatchesInit } from './fetched-batches.ts';
import { InterceptedData } from './intercepted-data.ts';
import { OpenBatches } from './open-batches.ts';
import { Unpacking } from './unpacking.ts';
import type { UnpackingInit } from './unpacking.ts';

/** What is done with fetched data before it is handed out. */
export interface IntakeInit<K, V> {
  readonly unpacking: UnpackingInit;
  /** null: keys and values are made when they are touched. */
  readonly deserialization: EarlyDeserialization<K, V> | null;
  /** Sees each record when it is handed out. */
  readonly onConsume: ((record: ConsumerRecord<K, V>) => void) | undefined;
}

/** What a fetch brought of a partition. */
export interface FetchedRecords<K, V> extends Omit<
  FetchedBatchesInit<K, V>,
  'endOffset' | 'endLeaderEpoch' | 'aborted'
> {
  /** null with isolation level read_uncommitted. */
  readonly abortedTransactions: readonly AbortedTransaction[] | null;
}

/** A batch begins with its base offset and its length. */
const HEAD_BYTES = 12;
/** So many bytes are prepared at a time, or the batch that is larger: more would be memory that is not needed yet. */
const PART_BYTES = 262_144;

/**
 * Makes of what fetches bring what is handed out: as it came where nothing has to be prepared, else in parts, of which one
 * is prepared while the one before is read.
 */
export class Intake<K, V> {
  readonly #init: IntakeInit<K, V>;
  readonly #partBytes: number;

  constructor(init: IntakeInit<K, V>, partBytes: number = PART_BYTES) {
    this.#init = init;
    this.#partBytes = partBytes;
  }

  /** What is to be queued, in this order. */
  take(fetched: FetchedRecords<K, V>): FetchedData<K, V>[] {
    const { records, fromOffset, abortedTransactions } = fetched;
    const aborted = abortedTransactions === null ? null : new AbortedBatches(abortedTransactions);
    const init = { ...fetched, aborted };
    const { unpacking, deserialization } = this.#init;
    if (deserialization === null && !this.#hasBatchForThread(records)) {
      return [this.#intercepted(new FetchedBatches({ ...init, ...endOf(records, fromOffset) }))];
    }
    let from = fromOffset;
    return partsOf(records, this.#partBytes).map((part) => {
      const each = { ...init, records: part, fromOffset: from, ...endOf(part, from) };
      from = each.endOffset;
      const unpacked = new FetchedBatches(each, new Unpacking(unpacking, new OpenBatches(each)));
      return this.#intercepted(deserialization === null ? unpacked : new DeserializedData(unpacked, deserialization));
    });
  }

  #intercepted(data: FetchedData<K, V>): FetchedData<K, V> {
    const { onConsume } = this.#init;
    return onConsume === undefined ? data : new InterceptedData(data, onConsume);
  }

  #hasBatchForThread(records: Buffer): boolean {
    const { threadBytes } = this.#init.unpacking;
    if (records.length < threadBytes) return false;
    for (const [at, size] of batchesIn(records))
      if (size >= threadBytes && hasThread(records.subarray(at))) return true;
    return false;
  }
}

function endOf(records: Buffer, fromOffset: number): { readonly endOffset: number; readonly endLeaderEpoch: number } {
  const { nextOffset = -1, partitionLeaderEpoch: endLeaderEpoch = -1 } = lastBatch(records) ?? {};
  return { endOffset: Math.max(fromOffset, nextOffset), endLeaderEpoch };
}

/** Whether the first batch can be decompressed in another thread. What is wrong with it shows when it is read. */
function hasThread(records: Buffer): boolean {
  try {
    return new BatchReader(records, { checkCrcs: false }).read()?.hasThread === true;
  } catch {
    return false;
  }
}

/** Where the complete batches begin, and their sizes, as their heads have it. */
function* batchesIn(records: Buffer): Generator<readonly [at: number, size: number]> {
  for (let at = 0, size = 0; ; at += size) {
    size = announcedLength(records, at) ?? 0;
    if (size <= HEAD_BYTES || at + size > records.length) return;
    yield [at, size];
  }
}

/** Runs of whole batches; the last one has what is cut off as well. */
function partsOf(records: Buffer, partBytes: number): Buffer[] {
  const parts: Buffer[] = [];
  let start = 0;
  for (const [at] of batchesIn(records)) {
    if (at - start < partBytes) continue;
    parts.push(records.subarray(start, at));
    start = at;
  }
  parts.push(records.subarray(start));
  return parts;
}
