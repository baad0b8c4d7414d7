import type { EpochEnd } from '../log/leader-epochs.ts';
import type { Partition } from '../state/partition.ts';

/** What was read of one partition for a fetch. Kafka: LogReadResult. */
export interface PartitionRead {
  readonly errorCode: number;
  /** Undefined when it was not found. */
  readonly partition: Partition | undefined;
  /** -1 with an error, like the next two. */
  readonly highWatermark: number;
  readonly lastStableOffset: number;
  readonly logStartOffset: number;
  readonly records: Buffer;
  /** The client has records that the log has not: up to where both agree at most. There are no records then. */
  readonly divergingEpoch?: EpochEnd;
  /** The node to read from instead. There are no records then. */
  readonly preferredReadReplica?: number;
  /** Bytes that there are for the client by and by, `records` among them. */
  readonly readableBytes: number;
}

/** Whether an incremental answer has to name the partition even if no offset moved. */
export function isNews(read: PartitionRead): boolean {
  return isUrgent(read) || read.records.length > 0;
}

/** Whether the client has to be told at once. */
export function isUrgent({ errorCode, divergingEpoch, preferredReadReplica }: PartitionRead): boolean {
  return errorCode !== 0 || divergingEpoch !== undefined || preferredReadReplica !== undefined;
}

/** Whether there would be something to tell again, if nothing happened and the client asked for the same. */
export function staysNews(read: PartitionRead): boolean {
  return isNews(read) || read.readableBytes > 0;
}

/** A partition that cannot be read. @param partition undefined when it was not found */
export function refusedRead(errorCode: number, partition?: Partition): PartitionRead {
  return {
    errorCode,
    partition,
    highWatermark: -1,
    lastStableOffset: -1,
    logStartOffset: -1,
    records: NO_RECORDS,
    readableBytes: 0,
  };
}

const NO_RECORDS = Buffer.alloc(0);
