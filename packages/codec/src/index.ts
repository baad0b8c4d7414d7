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
} from './batch/batch-header.ts';
export { RECORD_BATCH_OVERHEAD } from './batch/batch-layout.ts';
export { crc32, crc32c } from './checksum.ts';
export { checkLevel } from './compression/check-level.ts';
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
} from './compression/registry.ts';
export type {
  CompressionFacts,
  CompressionFunctions,
  CompressionLevels,
  CompressOptions,
  DecompressOptions,
  KafkaCodec,
} from './compression/compression-codec.ts';
export {
  type ControlRecord,
  type ControlRecordType,
  encodeEndTransactionMarker,
  readControlRecord,
} from './batch/control-record.ts';
export { convertBatches, convertRecords, type ConvertRecordsOptions } from './convert-records.ts';
export { decompressPayload, type DecompressPayloadOptions } from './compression/decompress-payload.ts';
export { encodeMessageSet, type LegacyMessage } from './legacy/encode-message-set.ts';
export { endOffset, lastBatch } from './batch/end-offset.ts';
export { CodecError, type CodecErrorInit, type CodecErrorReason } from './errors.ts';
export type { LegacyMagic } from './legacy/legacy-message.ts';
export {
  MessageSetWriter,
  type MessageSetSealInit,
  type MessageSetWriterOptions,
} from './legacy/message-set-writer.ts';
export { BatchReader, readBatches, type ReadBatchesOptions } from './read-batches.ts';
export { type ProducerState, RecordBatch, type TimestampType } from './record-batch.ts';
export {
  recordSizeUpperBound,
  RecordBatchWriter,
  type RecordBatchWriterOptions,
  type SealInit,
} from './batch/record-batch-writer.ts';
export { RecordCursor } from './record-cursor.ts';
export type { RecordData } from './record-data.ts';
export { KafkaRecord, type RecordHeader, type RecordHeaderInit, type RecordPlace } from './record.ts';
export { snappyCompressRaw, snappyCompressXerial } from './compression/snappy.ts';

// What the declarations and the README of this package name of others.
export { KafkaError } from '@k/wire';
