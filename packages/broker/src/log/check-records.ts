import { CodecError, type RecordBatch, type RecordCursor } from '@k/codec';
import { ErrorCode } from '@k/wire';
import type { Partition } from '../state/partition.ts';
import type { BatchRefusal, RecordError } from './check-batch.ts';

/** In the message for all records together. */
const SHOWN_ERRORS = 3;

/**
 * Checks what a topic asks of single records: a key where it is compacted, and a timestamp that is not too far from the
 * broker's clock. Looks at records only where there is something to ask: not at those that get the time of appending,
 * and for times ahead of the broker only when the header says that there are some.
 * Kafka: LogValidator.
 * @returns undefined when they are fine
 */
export function refuseRecords(
  batch: RecordBatch,
  { topic, index, settings }: Partition,
  nowMs: number,
): BatchRefusal | undefined {
  const { isCompacted, logAppendTime, timestampBeforeMaxMs, timestampAfterMaxMs } = settings;
  const now = Math.floor(nowMs);
  const [earliest, latest] = logAppendTime
    ? [-Infinity, Infinity]
    : [now - timestampBeforeMaxMs, now + timestampAfterMaxMs];
  // The header tells the greatest timestamp, not the least.
  if (!isCompacted && earliest < 0 && batch.maxTimestamp <= latest) return undefined;
  const cursor = openBatch(batch);
  if ('errorCode' in cursor) return cursor;
  const errors: RecordError[] = [];
  let outOfRange = false;
  try {
    for (let batchIndex = 0; cursor.next(); batchIndex++) {
      const { timestamp } = cursor;
      if (isCompacted && cursor.keyLength < 0) {
        const where = `${topic.name}-${String(index)}`;
        const message = `Compacted topic cannot accept message without key in topic partition ${where}`;
        errors.push({ batchIndex, batchIndexErrorMessage: message });
      } else if (timestamp !== -1 && (timestamp < earliest || timestamp > latest)) {
        outOfRange = true;
        const range = `[${String(earliest)}, ${String(latest)}]`;
        const message = `Timestamp ${String(timestamp)} of message with offset ${String(batchIndex)} is out of range. The timestamp should be within ${range}`;
        errors.push({ batchIndex, batchIndexErrorMessage: message });
      }
    }
  } catch (error) {
    if (error instanceof CodecError) return { errorCode: ErrorCode.INVALID_RECORD, message: error.message };
    throw error;
  }
  if (errors.length === 0) return undefined;
  return {
    errorCode: outOfRange ? ErrorCode.INVALID_TIMESTAMP : ErrorCode.INVALID_RECORD,
    message: outOfRange ? 'One or more records have been rejected due to invalid timestamp' : summary(errors),
    recordErrors: errors,
  };
}

/** The records of a batch, or why there is no getting at them: as on Kafka, an error that nobody expected. */
export function openBatch(batch: RecordBatch): RecordCursor | BatchRefusal {
  try {
    return batch.records();
  } catch (error) {
    if (error instanceof CodecError) return { errorCode: ErrorCode.UNKNOWN_SERVER_ERROR, message: error.message };
    throw error;
  }
}

function summary(errors: readonly RecordError[]): string {
  const shown = errors.slice(0, SHOWN_ERRORS).map(({ batchIndex, batchIndexErrorMessage }) => {
    return `RecordError(batchIndex=${String(batchIndex)}, message='${batchIndexErrorMessage}')`;
  });
  return `One or more records have been rejected due to ${String(errors.length)} record errors in total, and only showing the first three errors at most: [${shown.join(', ')}]`;
}
