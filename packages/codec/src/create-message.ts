import { checkInteger, checkOptions, invalidArgument } from './arguments.ts';
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

const MESSAGE_OPTIONS: ReadonlySet<string> = new Set(['magic', 'timestamp']);

/** Makes a message. @throws CodecError ('invalid-argument') */
export function createMessage(
  payload: RecordData,
  key: RecordData = null,
  options: CreateMessageOptions = {},
): Message {
  checkOptions('createMessage()', options, MESSAGE_OPTIONS);
  const { magic = 0, timestamp = -1 } = options;
  // JavaScript callers.
  if (![0, 1].includes(magic)) throw invalidArgument('a message has magic 0 or 1', magic);
  checkInteger('a timestamp', timestamp, -1, Number.MAX_SAFE_INTEGER);
  sizeOfData(payload);
  sizeOfData(key);
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
 * @throws CodecError ('invalid-argument'), and ('unsupported') for zstd, which came with record batches.
 */
export function createMessageSet(
  payloads: readonly PayloadAndKey[],
  codec: CompressionType = 'none',
  key: RecordData = null,
  compressLevel?: number,
): Message[] {
  if (compressLevel !== undefined && codec !== 'gzip') throw invalidArgument('a level is for gzip here', compressLevel);
  switch (codec) {
    case 'none':
      return messagesOf(payloads);
    case 'gzip':
      return [createGzipMessage(payloads, key, compressLevel)];
    case 'snappy':
      return [createSnappyMessage(payloads, key)];
    case 'lz4':
      return [wrapper('lz4', compressions.get('lz4').compress(innerSet(payloads), { magic: 0 }), key)];
    default:
      // Anything else is no compression at all.
      compressionIdOf(codec);
      throw new CodecError(`message format 0 has no ${codec} compression`, { reason: 'unsupported' });
  }
}

/**
 * Writes messages as a message set: the `records` of a Produce request up to v2.
 * @param baseOffset of the first message; the next ones count up
 * @throws CodecError ('invalid-argument')
 */
export function encodeMessageSet(messages: readonly Message[], baseOffset = 0): Buffer {
  checkArray('messages', messages);
  for (const message of messages) checkMessage(message);
  checkInteger('baseOffset', baseOffset, 0, Number.MAX_SAFE_INTEGER - Math.max(messages.length - 1, 0));
  let size = 0;
  for (const { magic, key, value } of messages) size += messageSize(magic, sizeOfData(key), sizeOfData(value));
  const bytes = Buffer.allocUnsafe(size);
  let position = 0;
  for (const [i, message] of messages.entries()) {
    position = writeMessage(bytes, position, { ...message, offset: baseOffset + i });
  }
  return bytes;
}

function messagesOf(payloads: readonly PayloadAndKey[]): Message[] {
  checkArray('payloads', payloads);
  return payloads.map((entry) => {
    if (typeof entry === 'string' || entry === null || ArrayBuffer.isView(entry)) return createMessage(entry);
    checkArray('a payload with its key', entry);
    return createMessage(entry[0], entry[1]);
  });
}

function innerSet(payloads: readonly PayloadAndKey[]): Buffer {
  const messages = messagesOf(payloads);
  // Nobody could read a wrapper of nothing.
  if (messages.length === 0) throw invalidArgument('a compressed message holds one payload at least', payloads);
  return encodeMessageSet(messages);
}

/** JavaScript callers, here and below. */
function checkArray(what: string, value: readonly unknown[]): void {
  if (!Array.isArray(value)) throw invalidArgument(`${what}: an array is expected`, value);
}

function checkMessage(message: Message): void {
  const given: unknown = message;
  if (typeof given !== 'object' || given === null)
    throw invalidArgument('a message is what createMessage() makes', given);
  const { magic, attributes, timestamp } = message;
  if (![0, 1].includes(magic)) throw invalidArgument('a message has magic 0 or 1', magic);
  if (!Number.isInteger(attributes) || attributes < 0 || attributes > 0xff) {
    throw invalidArgument('the attributes of a message are a byte', attributes);
  }
  if (!Number.isSafeInteger(timestamp)) throw invalidArgument('a timestamp is a safe integer', timestamp);
}

function wrapper(type: CompressionType, value: Buffer, key: RecordData): Message {
  return { magic: 0, attributes: compressionIdOf(type), key, value, timestamp: -1 };
}
