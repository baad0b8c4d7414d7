import { CodecError, readBatches, RecordBatchWriter, type RecordBatch } from '@k/codec';
import { ErrorCode } from '@k/wire';
import type { TopicSettings } from '../config/topic-settings.ts';
import type { BatchRefusal } from './check-batch.ts';
import { openBatch } from './check-records.ts';

const MAX_BATCH_BYTES = 0x7fff_ffff;

/**
 * The batch as the topic wants it compressed (`compression.type`): the same when it is so already, whatever its level,
 * else its records written anew.
 */
export function recompress(
  batch: RecordBatch,
  { compression, maxMessageBytes }: TopicSettings,
): RecordBatch | BatchRefusal {
  if (compression === undefined || compression.type === batch.compression) return batch;
  const cursor = openBatch(batch);
  if ('errorCode' in cursor) return cursor;
  const { type, level } = compression;
  const writer = new RecordBatchWriter({ maxBytes: MAX_BATCH_BYTES, compression: type, level });
  try {
    while (cursor.next()) {
      const { timestamp, key, value, headers, offset } = cursor;
      writer.tryAppend(timestamp, key, value, headers, offset - batch.baseOffset);
    }
  } catch (error) {
    if (error instanceof CodecError) return { errorCode: ErrorCode.INVALID_RECORD, message: error.message };
    throw error;
  }
  const { producerId, producerEpoch, baseSequence, isTransactional } = batch;
  const written = writer.seal({ producerId, producerEpoch, baseSequence, isTransactional });
  if (written.length <= maxMessageBytes) return readBatches(written, { checkCrcs: false }).read() as RecordBatch;
  const errorCode = ErrorCode.MESSAGE_TOO_LARGE;
  const message = `the record batch is ${String(written.length)} bytes long with compression.type ${type}, max.message.bytes is ${String(maxMessageBytes)}`;
  return { errorCode, message };
}
