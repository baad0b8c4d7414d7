import {
  CodecError,
  convertRecords,
  encodeMessageSet,
  magicOf,
  readBatches,
  type RecordBatch,
  RecordBatchWriter,
} from '@k/codec';
import { ConfigError } from '@k/wire';
import type { EncodedProducePayload, FetchedPayload, MessagesPayload } from './simple-client-types.ts';
import type { OffsetAndMessage } from './structs.ts';

/** Topics go by id from version 13 on (KIP-516); names are what payloads have. */
export const LAST_BY_NAME = 12;
/** From this version on Produce is for record batches, one for each partition; before it for message sets. */
const RECORD_BATCHES_SINCE = 3;
/** From this version on Produce takes messages of format 1. */
const TIMESTAMPS_SINCE = 2;

const MAX_BATCH_BYTES = 0x7fff_ffff;

/**
 * The newest Produce version that may carry a payload. Messages go in any, since their format is made for it. Of bytes the
 * magic decides: message sets are refused from version 3 on.
 */
export function newestProduceVersion({ messages }: EncodedProducePayload | MessagesPayload): number {
  const magic = isBytes(messages) ? (magicOf(messages) ?? 2) : 2;
  if (magic >= 2) return LAST_BY_NAME;
  return magic === 1 ? TIMESTAMPS_SINCE : TIMESTAMPS_SINCE - 1;
}

/** @throws ConfigError that names the partition whose messages nobody could write */
export function checkMessages(payloads: readonly (EncodedProducePayload | MessagesPayload)[]): void {
  for (const { topic, partition, messages } of payloads) {
    if (isBytes(messages)) continue;
    const where = `sendProduceRequest: the messages for ${topic}-${partition}`;
    if (messages.length === 0) throw new ConfigError(`${where} are none: leave the payload out`);
    const wrong = messages.find(({ magic }) => ![0, 1, 2].includes(magic));
    if (wrong !== undefined) throw new ConfigError(`${where}: a magic is 0, 1 or 2, got ${String(wrong.magic)}`);
  }
}

/** The records of a payload as Produce of this version carries them. */
export function encodeRecords({ messages }: EncodedProducePayload | MessagesPayload, version: number): Uint8Array {
  if (isBytes(messages)) return messages;
  const set = encodeMessageSet(
    messages.map(({ magic, timestamp = -1, ...rest }) => ({ ...rest, timestamp, magic: magic === 0 ? 0 : 1 })),
  );
  if (version >= RECORD_BATCHES_SINCE) return toOneBatch(set);
  if (version >= TIMESTAMPS_SINCE || messages.every(({ magic }) => magic === 0)) return set;
  return convertRecords(set, 0, { baseOffset: 0 });
}

function toOneBatch(set: Buffer): Buffer {
  const parts = [...readBatches(set, { unassignedOffsets: true })];
  const compression = parts.find((part) => part.compression !== 'none')?.compression;
  const writer = new RecordBatchWriter({ maxBytes: MAX_BATCH_BYTES, initialBytes: set.length, compression });
  for (const part of parts) for (const { timestamp, key, value } of part) writer.tryAppend(timestamp, key, value);
  return writer.seal();
}

/** {@link FetchedPayload} whose messages are read when they are wanted. */
export class FetchedPartition implements FetchedPayload {
  readonly topic: string;
  readonly partition: number;
  readonly error: number;
  readonly highwaterMark: number;
  readonly records: Buffer;
  readonly #fromOffset: number;
  #messages: readonly OffsetAndMessage[] | undefined;

  constructor(payload: Omit<FetchedPayload, 'messages'>, fromOffset: number) {
    this.topic = payload.topic;
    this.partition = payload.partition;
    this.error = payload.error;
    this.highwaterMark = payload.highwaterMark;
    this.records = payload.records;
    this.#fromOffset = fromOffset;
  }

  get messages(): readonly OffsetAndMessage[] {
    return (this.#messages ??= readMessages(this.records, this.#fromOffset));
  }
}

function readMessages(records: Buffer, fromOffset: number): OffsetAndMessage[] {
  const { messages, error } = readFetched(records, fromOffset);
  if (error !== undefined) throw error;
  return messages;
}

/** What could be read of fetched records. */
export interface FetchedMessages {
  readonly messages: OffsetAndMessage[];
  /** Behind what was read, messages or not: where the next fetch begins. */
  readonly nextOffset: number;
  /** Whether the last batch, or message of a set, was cut off. */
  readonly isCut: boolean;
  /** Why it ended before the end. */
  readonly error: CodecError | undefined;
}

export function readFetched(records: Buffer, fromOffset: number): FetchedMessages {
  const messages: OffsetAndMessage[] = [];
  const batches = readBatches(records, { fromOffset });
  let nextOffset = fromOffset;
  let error: CodecError | undefined;
  try {
    for (const batch of batches) {
      readInto(messages, batch, fromOffset);
      nextOffset = Math.max(nextOffset, batch.nextOffset);
    }
  } catch (reason) {
    if (!(reason instanceof CodecError)) throw reason;
    error = reason;
  }
  return { messages, nextOffset, isCut: batches.partialBytes > 0, error };
}

function readInto(messages: OffsetAndMessage[], batch: RecordBatch, fromOffset: number): void {
  if (batch.isControl) return;
  const before = messages.length;
  try {
    for (const { offset, key, value, timestamp } of batch) {
      if (offset < fromOffset) continue;
      messages.push({ offset, message: { magic: batch.magic, attributes: 0, key, value, timestamp } });
    }
  } catch (reason) {
    // A batch whose end cannot be read is not read at all: the next fetch begins with it.
    messages.length = before;
    throw reason;
  }
}

function isBytes(messages: Uint8Array | MessagesPayload['messages']): messages is Uint8Array {
  return ArrayBuffer.isView(messages);
}
