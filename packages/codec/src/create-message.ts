import { compressions, type CompressionType, compressionIdOf } from './compression.ts';
import { CodecError } from './errors.ts';
import { type LegacyMagic, messageSize, writeMessage } from './legacy-message.ts';
import { gzipEncode, snappyEncode } from './payload-codecs.ts';
import { type RecordData, sizeOfData } from './record-data.ts';

/** One message of format 0 or 1, not yet bytes: see {@link encodeMessageSet}. */
export interface Message {
  readonly magic: LegacyMagic;
  /** The lowest two bits are the compression of a wrapper, 0 for a message that is none. */
  readonly attributes: number;
  readonly key: RecordData;
  /** The payload; of a wrapper: the compressed message set. */
  readonly value: RecordData;
  /** Milliseconds since the epoch, -1 for none. Format 0 has no place for it. */
  readonly timestamp: number;
}

/** A payload alone, or with a key. */
export type PayloadAndKey = RecordData | readonly [payload: RecordData, key: RecordData];

export interface CreateMessageOptions {
  /** @default 0 */
  readonly magic?: LegacyMagic | undefined;
  /** Milliseconds since the epoch. @default -1: none */
  readonly timestamp?: number | undefined;
}

/** Makes a message. */
export function createMessage(
  payload: RecordData,
  key: RecordData = null,
  { magic = 0, timestamp = -1 }: CreateMessageOptions = {},
): Message {
  return { magic, attributes: 0, key, value: payload, timestamp };
}

/** Makes a message of format 0 that holds others, compressed by gzip. @param compressLevel 1 to 9, by default 9 */
export function createGzipMessage(
  payloads: readonly PayloadAndKey[],
  key: RecordData = null,
  compressLevel?: number,
): Message {
  return wrapper('gzip', gzipEncode(innerSet(payloads), compressLevel), key);
}

/** Makes a message of format 0 that holds others, compressed by snappy. */
export function createSnappyMessage(payloads: readonly PayloadAndKey[], key: RecordData = null): Message {
  return wrapper('snappy', snappyEncode(innerSet(payloads)), key);
}

/**
 * Makes messages of format 0: one for each payload, or a single one that holds them all compressed. To write many, or
 * in format 1, use `MessageSetWriter`.
 * @param key of the wrapper
 * @param compressLevel of gzip, 1 to 9
 * @throws CodecError ('unsupported') for zstd, which came with record batches.
 */
export function createMessageSet(
  payloads: readonly PayloadAndKey[],
  codec: CompressionType = 'none',
  key: RecordData = null,
  compressLevel?: number,
): Message[] {
  switch (codec) {
    case 'none':
      return payloads.map(toMessage);
    case 'gzip':
      return [createGzipMessage(payloads, key, compressLevel)];
    case 'snappy':
      return [createSnappyMessage(payloads, key)];
    case 'lz4':
      return [wrapper('lz4', compressions.get('lz4').compress(innerSet(payloads), { magic: 0 }), key)];
    default:
      throw new CodecError(`message format 0 has no ${codec} compression`, { reason: 'unsupported' });
  }
}

/**
 * Writes messages as a message set: the `records` of a Produce request up to v2.
 * @param baseOffset of the first message; the next ones count up
 */
export function encodeMessageSet(messages: readonly Message[], baseOffset = 0): Buffer {
  let size = 0;
  for (const { magic, key, value } of messages) size += messageSize(magic, sizeOfData(key), sizeOfData(value));
  const bytes = Buffer.allocUnsafe(size);
  let position = 0;
  for (const [i, message] of messages.entries()) {
    position = writeMessage(bytes, position, { ...message, offset: baseOffset + i });
  }
  return bytes;
}

function toMessage(entry: PayloadAndKey): Message {
  if (typeof entry === 'string' || entry === null || ArrayBuffer.isView(entry)) return createMessage(entry);
  return createMessage(entry[0], entry[1]);
}

function innerSet(payloads: readonly PayloadAndKey[]): Buffer {
  // Nobody could read a wrapper of nothing.
  if (payloads.length === 0) {
    throw new CodecError('a compressed message holds one payload at least', { reason: 'invalid-argument' });
  }
  return encodeMessageSet(payloads.map(toMessage));
}

function wrapper(type: CompressionType, value: Buffer, key: RecordData): Message {
  return { magic: 0, attributes: compressionIdOf(type), key, value, timestamp: -1 };
}
