import type { ConsumerRecord } from '../delivery/consumer-record.ts';

/** Records of one partition that a fetch brought, in order, read as they are asked for. */
export interface FetchedData<K = Buffer, V = Buffer> {
  /** Bytes as they came. */
  readonly byteLength: number;
  readonly highWatermark: number;
  /** Where the next fetch goes on, unless what is here turns out to be damaged. */
  readonly endOffset: number;
  /** Leader epoch of the last batch; -1 in the formats before 0.11. */
  readonly endLeaderEpoch: number;
  /** The next offset after what was read: of the next record, or, past what is left out, where the data ends. */
  readonly position: number;
  /** How many records `next()` has given. */
  readonly recordsRead: number;
  /** Leader epoch of the batch read last, or left out, -1 before. */
  readonly leaderEpoch: number;
  /** What has to be done before `next()` is called; null when nothing has to, or it is done. */
  readonly preparation: Preparation | null;
  /**
   * The next record, or null when there is none left.
   * @throws CorruptRecordError, UnreadableRecordError, DeserializationError; the data is of no use after that
   */
  next(): ConsumerRecord<K, V> | null;
  /** Somebody has records of it, for whom `release()` is to be called once more. */
  retain(): void;
  /** Gives its bytes back to the budget, and gives up what is being prepared, once nobody has a use for them. */
  release(): void;
}

/** Work on fetched data that may have to wait: for another thread, or for a deserializer. */
export interface Preparation {
  /** Does it, once. Settles when it is done or the data was released; what fails is thrown by `next()` at its place. */
  run(): Promise<void>;
  /** What is being waited for: to be told when it takes too long. */
  readonly waitsFor: string;
}
