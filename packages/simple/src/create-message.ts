import {
  CodecError,
  compressionIdOf,
  compressions,
  type CompressionType,
  encodeMessageSet,
  type LegacyMagic,
  type LegacyMessage,
  type RecordData,
} from '@k/codec';
import { checkData, checkInteger, checkOptions, invalidArgument } from './arguments.ts';
import { gzipEncode, snappyEncode } from './payload-codecs.ts';

/** A payload alone, or with a key. */
export type PayloadAndKey = RecordData | readonly [payload: RecordData, key: RecordData];

export interface CreateMessageOptions {
  /** Format of the message: 1 has a timestamp. @default 0 */
  readonly magic?: LegacyMagic | undefined;
  /** Milliseconds since the epoch. @default -1: none */
  readonly timestamp?: number | undefined;
}

/** Makes a message. @throws CodecError ('invalid-argument') */
export function createMessage(
  payload: RecordData,
  key: RecordData = null,
  options: CreateMessageOptions = {},
): LegacyMessage {
  checkOptions('createMessage()', options, ['magic', 'timestamp']);
  const { magic = 0, timestamp = -1 } = options;
  // JavaScript callers.
  if (![0, 1].includes(magic)) throw invalidArgument('a message has magic 0 or 1', magic);
  checkInteger('a timestamp', timestamp, -1, Number.MAX_SAFE_INTEGER);
  checkData(payload);
  checkData(key);
  return { magic, attributes: 0, key, value: payload, timestamp };
}

/** Makes a message of format 0 that holds others, compressed by gzip. @param compressLevel 1 to 9, by default 9 */
export function createGzipMessage(
  payloads: readonly PayloadAndKey[],
  key: RecordData = null,
  compressLevel?: number,
): LegacyMessage {
  return wrapper('gzip', gzipEncode(innerSet(payloads), compressLevel), key);
}

/** Makes a message of format 0 that holds others, compressed by snappy. */
export function createSnappyMessage(payloads: readonly PayloadAndKey[], key: RecordData = null): LegacyMessage {
  return wrapper('snappy', snappyEncode(innerSet(payloads)), key);
}

/**
 * Makes messages of format 0: one for each payload, or a single one that holds them all compressed. To write many, or
 * in format 1, use `MessageSetWriter` of @k/codec.
 * @param key of the wrapper
 * @param compressLevel of gzip, 1 to 9
 * @throws CodecError ('invalid-argument'), and ('unsupported') for zstd, which came with record batches.
 */
export function createMessageSet(
  payloads: readonly PayloadAndKey[],
  codec: CompressionType = 'none',
  key: RecordData = null,
  compressLevel?: number,
): LegacyMessage[] {
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

function messagesOf(payloads: readonly PayloadAndKey[]): LegacyMessage[] {
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

/** JavaScript callers. */
function checkArray(what: string, value: readonly unknown[]): void {
  if (!Array.isArray(value)) throw invalidArgument(`${what}: an array is expected`, value);
}

function wrapper(type: CompressionType, value: Buffer, key: RecordData): LegacyMessage {
  return { magic: 0, attributes: compressionIdOf(type), key, value, timestamp: -1 };
}
