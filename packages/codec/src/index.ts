export {
  announcedLength,
  type BatchHeader,
  batchHeader,
  type EmptyBatchInit,
  encodeEmptyBatch,
  hasGoodChecksum,
  magicOf,
  type ProducerStamp,
  stampOffset,
  stampProducer,
} from './batch-header.ts';
export { RECORD_BATCH_OVERHEAD } from './batch-layout.ts';
export { crc32, crc32c } from './checksum.ts';
export { checkLevel } from './compression-level.ts';
export {
  type CompressionCodec,
  compressionFacts,
  CompressionRegistry,
  type CompressionType,
  compressionIdOf,
  compressions,
  compressionTypeOf,
  compressionTypes,
  kafkaCodecs,
} from './compression.ts';
export type {
  CompressionFacts,
  CompressionFunctions,
  CompressionLevels,
  CompressOptions,
  DecompressOptions,
  KafkaCodec,
} from './compression-codec.ts';
export {
  type ControlRecord,
  type ControlRecordType,
  encodeEndTransactionMarker,
  readControlRecord,
} from './control-record.ts';
export { convertBatches, convertRecords, type ConvertRecordsOptions } from './convert-records.ts';
export { decompressPayload, type DecompressPayloadOptions } from './decompress-payload.ts';
export { encodeMessageSet, type LegacyMessage } from './encode-message-set.ts';
export { endOffset } from './end-offset.ts';
export { CodecError, type CodecErrorInit, type CodecErrorReason } from './errors.ts';
export type { LegacyMagic } from './legacy-message.ts';
export { MessageSetWriter, type MessageSetSealInit, type MessageSetWriterOptions } from './message-set-writer.ts';
export { BatchReader, readBatches, type ReadBatchesOptions } from './read-batches.ts';
export { type ProducerState, RecordBatch, type TimestampType } from './record-batch.ts';
export {
  recordSizeUpperBound,
  RecordBatchWriter,
  type RecordBatchWriterOptions,
  type SealInit,
} from './record-batch-writer.ts';
export { RecordCursor } from './record-cursor.ts';
export type { RecordData } from './record-data.ts';
export { KafkaRecord, type RecordHeader, type RecordHeaderInit, type RecordPlace } from './record.ts';
export { snappyCompressRaw, snappyCompressXerial } from './snappy.ts';
